"""Several answers in one cell, told apart."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.form.answer_marks import AS_NUMBERED
from ingest.form.answers import Answers, is_dash, split_answers
from ledger.plan import Plan


def _split(
    plan: Plan, numbers: tuple[int, ...], text: str, misprinted: Mapping[int, int] = AS_NUMBERED
) -> Answers:
    return split_answers([plan.task_by_no[number] for number in numbers], text, misprinted)


@pytest.mark.parametrize(
    ("numbers", "text", "texts"),
    [
        ((3, 4), "3. 甲\n4. 乙", ("甲", "乙")),
        ((3, 4), "3、甲\n4、乙", ("甲", "乙")),
        ((3, 4), "（3）甲\n（4）乙", ("甲", "乙")),
        ((3, 4), "３．甲\n４．乙", ("甲", "乙")),
        ((3, 4), "3. 甲。4. 乙", ("甲。", "乙")),
        ((3, 4), "3. 甲 4. 乙", ("甲", "乙")),
        ((3, 4), "第3项：甲\n第4项：乙", ("甲", "乙")),
        ((3, 4), "任务3：甲\n任务4：乙", ("甲", "乙")),
        ((3, 4), "【3】甲\n【4】乙", ("甲", "乙")),
        ((3, 4), "③甲\n④乙", ("甲", "乙")),
        ((3, 4), "③甲；④乙", ("甲；", "乙")),
        ((3, 4), "3 甲\n4　乙", ("甲", "乙")),
        ((3, 4), "甲\n甲二\n\n乙\n乙二", ("甲\n甲二", "乙\n乙二")),
        ((21, 22, 23, 24), "-\n-\n丙\n-", ("-", "-", "丙", "-")),
        ((3, 4), "3. 甲\n甲二\n4. 乙", ("甲\n甲二", "乙")),
        ((3, 4), "4. 乙", ("", "乙")),
        ((3, 4), "4. 乙\n3. 甲", ("甲", "乙")),
        ((3, 4), "甲\n4. 乙", ("甲", "乙")),
        ((3, 4), "3. 2024年5月甲\n4. 乙", ("2024年5月甲", "乙")),
        ((3, 4), "3.46名执法人员参训\n4.2门课程", ("46名执法人员参训", "2门课程")),
        ((3, 4), "3. 开展：\n1. 一期\n2. 二期\n3. 三期\n4. 四期\n4. 乙",
         ("开展：\n1. 一期\n2. 二期\n3. 三期\n4. 四期", "乙")),
        ((12, 13, 14, 15), "12. 甲\n13. 乙。14. 丙\n15. 丁", ("甲", "乙。", "丙", "丁")),
        ((12, 13, 14, 15), "12. 甲，投入13.5万元\n14. 丙", ("甲，投入13.5万元", "", "丙", "")),
        ((21, 22, 23, 24), "-\n22. 甲\n24. 乙", ("-", "甲", "", "乙")),
        ((21, 22, 23, 24), "-", ("-", "", "", "")),
        ((12, 13, 14, 15), "-", ("-", "-", "-", "-")),
        ((42, 43), "42. 甲\n43. 乙", ("甲", "乙")),
        ((3, 4), "甲\n\n乙\n", ("甲", "乙")),
        ((3, 4), "一是甲\n二是乙", ("一是甲", "二是乙")),
        ((3, 4), "", ("", "")),
        ((3, 4), " \n", (" \n", " \n")),
        ((5,), " 甲 \n 乙 ", (" 甲 \n 乙 ",)),
        ((5,), "5. 甲", ("甲",)),
        ((1,), "1. 甲\n2. 乙", ("1. 甲\n2. 乙",)),
        ((1,), "1.甲2.乙", ("1.甲2.乙",)),
        ((1,), "①甲②乙", ("①甲②乙",)),
        ((5,), "⑤甲", ("甲",)),
        ((5,), "第5项：甲", ("甲",)),
        ((5,), "第5项已办结", ("第5项已办结",)),
        ((5,), "第5项工作已办结", ("第5项工作已办结",)),
        ((5,), "5. 投入6.5万元，6、7月完成", ("投入6.5万元，6、7月完成",)),
        ((5,), "5.5万元投入", ("5.5万元投入",)),
        ((5,), "5.3场教育", ("3场教育",)),
        ((12, 13, 14, 15), "12. 甲\n13.12人\n14. 丙\n15. 丁", ("甲", "12人", "丙", "丁")),
        ((3, 4), "3. 甲：\n1.一期；\n2.二期；\n3.三期；\n4. 乙",
         ("甲：\n1.一期；\n2.二期；\n3.三期；", "乙")),
        ((3, 4), "3. 1.一期；\n2.二期；\n3.三期。\n4.乙", ("1.一期；\n2.二期；\n3.三期。", "乙")),
        ((1, 2), "1. 1.一期；\n2.二期。\n2. 乙", ("1.一期；\n2.二期。", "乙")),
        ((1, 2), "1. 1.一期；\n2.二期。\n2.乙", ("1.一期；\n2.二期。", "乙")),
        ((5,), "共5. 甲", ("共5. 甲",)),
    ],
)  # fmt: skip
def test_answers_are_told_apart(
    plan: Plan, numbers: tuple[int, ...], text: str, texts: tuple[str, ...]
) -> None:
    """By the row's own ascending numbers, else by paragraphs; the number is not part of it."""
    answers = _split(plan, numbers, text)
    assert (answers.texts, answers.lead_in) == (texts, "")
    assert answers.shared is (numbers == (12, 13, 14, 15) and text == "-")


@pytest.mark.parametrize(
    ("numbers", "text", "texts"),
    [
        ((3, 4), "（1）甲\n（2）乙", ("甲", "乙")),
        ((3, 4), "1. 甲\n2. 乙", ("甲", "乙")),
        ((3, 4), "１．甲\n２．乙", ("甲", "乙")),
        ((3, 4), "1）甲\n\n2）乙\n", ("甲", "乙")),
        ((3, 4), "（1）甲；（2）乙。", ("甲；", "乙。")),
        ((3, 4), "1. 甲。 2. 乙。", ("甲。", "乙。")),
        ((3, 4), "1. 甲\n甲二\n2. 乙", ("甲\n甲二", "乙")),
        ((3, 4), "1. 甲：\n（1）甲一\n（2）甲二\n2. 乙", ("甲：\n（1）甲一\n（2）甲二", "乙")),
        ((3, 4), "1. 甲：1. 甲一 2. 甲二\n2. 乙", ("甲：1. 甲一 2. 甲二", "乙")),
        ((3, 4), "1.2024年5月甲\n2.2024年6月乙", ("2024年5月甲", "2024年6月乙")),
        ((3, 4), "1、46名\n2、2门", ("46名", "2门")),
        ((3, 4), "1.5万元甲\n2.3万元乙", ("1.5万元甲", "2.3万元乙")),
        ((3, 4), "一、甲\n二、乙", ("甲", "乙")),
        ((3, 4), "（一）甲\n（二）乙", ("甲", "乙")),
        ((3, 4), "①甲\n② 乙", ("甲", "乙")),
        ((3, 4), "甲1. 一\n乙2. 二", ("甲1. 一", "乙2. 二")),
        ((12, 13, 14, 15), "1、甲\n2、乙\n3、丙\n4、丁", ("甲", "乙", "丙", "丁")),
        ((12, 13, 14, 15), "1. 甲\n2. 乙\n3. -\n4. 丁", ("甲", "乙", "-", "丁")),
        ((2, 3), "1. 甲\n2. 乙", ("甲", "乙")),
        ((5,), "1. 甲\n2. 乙", ("1. 甲\n2. 乙",)),
        ((5,), "（1）甲\n（2）乙", ("（1）甲\n（2）乙",)),
    ],
)  # fmt: skip
def test_list_with_an_item_for_each_task(
    plan: Plan, numbers: tuple[int, ...], text: str, texts: tuple[str, ...]
) -> None:
    """Numbers that count the tasks of a cell from 1 divide it; the list of one task keeps them."""
    assert _split(plan, numbers, text) == Answers(texts)


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        ("42. 甲\n42. 乙", ("甲", "乙")),
        ("42. 甲。 42. 乙", ("甲。", "乙")),
        ("42、甲\n甲二\n42、乙\n乙二", ("甲\n甲二", "乙\n乙二")),
        ("（42）甲\n（42）乙", ("甲", "乙")),
        ("42.3次会议\n42.2份方案", ("3次会议", "2份方案")),
        ("42. 甲\n42.5万元", ("甲\n42.5万元", "")),
        ("42. 甲\n43. 乙", ("甲", "乙")),
        ("43. 乙\n42. 甲", ("甲", "乙")),
        ("42. 甲\n42. 甲二\n43. 乙", ("甲\n42. 甲二", "乙")),
        ("42. 甲", ("甲", "")),
        ("甲\n乙", ("甲", "乙")),
    ],
)
def test_number_printed_twice_means_the_next_task(
    plan: Plan, text: str, texts: tuple[str, str]
) -> None:
    """Where the form prints 42 before two tasks, the second 42 of an answer is the second's."""
    assert _split(plan, (42, 43), text, {43: 42}).texts == texts


@pytest.mark.parametrize("text", ["42. 甲", "43. 甲", "甲"])
def test_a_task_alone_may_bear_the_number_printed_before_it(plan: Plan, text: str) -> None:
    """Neither its own number nor the one that the form printed is part of the answer."""
    assert _split(plan, (43,), text, {43: 42}) == Answers(("甲",))


@pytest.mark.parametrize(
    "text",
    [
        "甲",
        "甲\n乙\n丙",
        "1. 甲\n2. 乙\n3. 丙\n4. 丁",
        "①甲\n②乙\n③丙\n④丁",
        "共3项，4项合并，5. 甲",
        "3.5万元",
        "措施：\n1. 甲\n2. 乙",
    ],
)
def test_undivided_answer_counts_for_each(plan: Plan, text: str) -> None:
    """A text that nothing divides is everyone's, whole and said to be shared."""
    assert _split(plan, (3, 4), text) == Answers((text, text), shared=True)


def test_lead_in_belongs_to_no_task(plan: Plan) -> None:
    """A sentence before the first number is not lost, and not an answer."""
    answers = _split(plan, (3, 4), "情况如下：\n3. 甲\n4. 乙")
    assert answers == Answers(("甲", "乙"), lead_in="情况如下：")
    told = Answers(("", "乙"), lead_in="情况如下：", unnamed=(3,))
    assert _split(plan, (3, 4), "情况如下：\n4. 乙") == told


@pytest.mark.parametrize(
    ("text", "texts", "together", "unnamed"),
    [
        ("12、13、14. 抽查\n15. 审查", ("抽查", "抽查", "抽查", "审查"), (12, 13, 14), ()),
        ("12-14：抽查\n15：审查", ("抽查", "抽查", "抽查", "审查"), (12, 13, 14), ()),
        ("第12、13项：甲\n14、15. 乙", ("甲", "甲", "乙", "乙"), (12, 13, 14, 15), ()),
        ("12. 甲\n13. 乙\n14. 丙\n16. 丁", ("甲", "乙", "丙\n16. 丁", ""), (), (15,)),
        (
            "12. 甲\n14.5万元到位\n13. 乙\n14. 丙\n15. 丁",
            ("甲\n14.5万元到位", "乙", "丙", "丁"),
            (),
            (),
        ),
    ],
)
def test_numbers_named_at_once_or_not_at_all(
    plan: Plan,
    text: str,
    texts: tuple[str, ...],
    together: tuple[int, ...],
    unnamed: tuple[int, ...],
) -> None:
    """Several numbers before one answer share it; a task that no number names is told."""
    answers = _split(plan, (12, 13, 14, 15), text)
    assert (answers.texts, answers.together, answers.unnamed) == (texts, together, unnamed)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("-", True), (" — ", True), ("——", True), ("－", True), ("-1", False), ("", False)],
)
def test_dashes(text: str, is_one: bool) -> None:
    """A dash is one however it is typed."""
    assert is_dash(text) is is_one


_WORDS = st.text("已完成推进中，。甲乙丙", min_size=1, max_size=12)


@given(
    st.tuples(_WORDS, _WORDS, _WORDS, _WORDS), st.sampled_from(["{}. ", "{}、", "（{}）", "{}．"])
)
def test_numbered_answers_come_back(plan: Plan, words: tuple[str, ...], written: str) -> None:
    """Whatever four tasks answer, joined with their numbers, is divided the same way."""
    numbers = (12, 13, 14, 15)
    lines = [written.format(no) + text for no, text in zip(numbers, words, strict=True)]
    assert _split(plan, numbers, "\n".join(lines)).texts == words


@given(st.text("1234.、（）-：\n 甲。年", max_size=40))
def test_no_character_of_weight_is_lost(plan: Plan, text: str) -> None:
    """Every character that is no number, mark or blank stands in some answer or the lead-in."""
    answers = _split(plan, (3, 4), text)
    kept = "".join(answers.texts) + answers.lead_in
    assert kept.count("甲") >= text.count("甲")
    assert len(answers.texts) == 2


@pytest.mark.parametrize(
    ("numbers", "text", "unnamed"),
    [
        ((12, 13, 14, 15), "12. 甲\n13. 乙\n14.5万元已到位\n15. 丁", (14,)),
        ((3, 4), "3. 1.一期。\n2.二期。\n3.三期。\n4.四期。", (4,)),
    ],
)
def test_doubtful_numbers_leave_a_task_open(
    plan: Plan, numbers: tuple[int, ...], text: str, unnamed: tuple[int, ...]
) -> None:
    """14.5万元 is a sum, 4. may go on with a list: the task that it may be is told."""
    answers = _split(plan, numbers, text)
    assert (answers.unnamed, answers.shared) == (unnamed, False)
    assert all(text for n, text in zip(numbers, answers.texts, strict=True) if n not in unnamed)

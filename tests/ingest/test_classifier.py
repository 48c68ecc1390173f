"""The classifier: its sums, the clauses it points at, and when it is believed against the rules."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.judge.classifier import COLUMNS, STATUSES, STOP, WEIGHTS, grams, normal, weigh
from ingest.judge.lexicon_files import read_rows
from ingest.judge.narrative import judge, judge_all
from ledger.plan_files import load_plan
from ledger.words import Status
from tools.labelled import LEARNT, digest, learnt_clauses, learnt_from

PLAN = load_plan()
WEIGHED = {row["gram"]: [int(row[name]) for name in COLUMNS] for row in read_rows(WEIGHTS)}
WORDS = st.sampled_from([*"已未完成的12，。；镇街", "全部", "正在", "\U0001f600", "\ud800"])
TEXTS = st.lists(WORDS | st.text(st.characters(exclude_categories=["Zs"]), max_size=4)).map("".join)


def _added_up(text: str, columns: slice) -> list[int]:
    rows = [WEIGHED[gram] for gram in grams(normal(text)) if gram in WEIGHED]
    return [sum(column) for column in zip(*[row[columns] for row in rows], strict=True)]


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_weights_are_added_up(texts: list[str]) -> None:
    """A text weighs what its characters and pairs weigh together, alone or among others."""
    for text, weighed in zip(texts, weigh(texts), strict=True):
        added = _added_up(text, slice(-1)) or [0] * len(STATUSES)
        expected = [sum(pair) for pair in zip(added, WEIGHED[""][:-1], strict=True)]
        assert list(weighed.statuses.values()) == expected


@given(TEXTS)
def test_the_likeliest_open_clause_is_weighed(text: str) -> None:
    """Each clause is weighed for being open as if it stood alone; the greatest weight counts."""
    clauses = [clause for clause in normal(text).split(STOP) if clause]
    alone = [sum(_added_up(clause, slice(-1, None))) + WEIGHED[""][-1] for clause in clauses]
    (weighed,) = weigh([text])
    start, end = weighed.open_clause()
    if alone:
        assert weighed.openness == max(alone)
        assert normal(text[start:end]).strip(STOP) == clauses[alone.index(max(alone))]
    else:
        assert (start, end) == (0, len(text))


def test_weights_are_those_of_the_texts() -> None:
    """The weights were learnt from today's labelled texts: after a change run make learn."""
    rows = [*learnt_from(), *learnt_clauses()]
    assert LEARNT.read_text(encoding="utf-8").strip() == digest(rows)


def test_weights_are_normal() -> None:
    """Each gram is a character or a pair of them, as they are looked up."""
    odd = [gram for gram in WEIGHED if gram and normal(gram).strip(STOP) != gram.strip(STOP)]
    assert [gram for gram in WEIGHED if len(gram) > 2] == odd == []


@pytest.mark.parametrize(
    ("task_no", "text", "status", "words"),
    [
        (7, "考核办法已印发，临聘人员不在其中。", Status.ADVANCING, "临聘人员不在其中"),
        (33, "市政数局已升级平台，性能显著提升。", Status.UNCLEAR, "市政数局已升级平台"),
        (
            7,
            "考核、退出两个办法6月行文，各中队照办至今。",
            Status.DONE,
            "考核、退出两个办法6月行文",
        ),
    ],
)
def test_it_points_at_the_clause(task_no: int, text: str, status: Status, words: str) -> None:
    """Where the classifier decides, the evidence is the clause that speaks most for it."""
    judgement = judge(text, PLAN.task_by_no[task_no])
    assert judgement.status is status
    assert next(text[slice(*span)] for span in judgement.evidence) == words


@pytest.mark.parametrize(
    ("task_no", "text"),
    [
        (17, "权责清单认领全部落实到位，应认领403项，已认领390项，各项要求件件落地、事事见效。"),
        (3, "登记卡悉数建立，轮训如期结业，人均52学时，人人达标、次次有记录。"),
        (35, "一案一码全面推行、覆盖到位，决定书赋码率98%，件件可查、次次可扫。"),
    ],
)
def test_it_overcomes_no_figures(task_no: int, text: str) -> None:
    """Seven of nine, a rate below 100 % or too few hours are never done, however it sounds."""
    assert judge(text, PLAN.task_by_no[task_no]).status is Status.ADVANCING


def test_a_ledger_is_judged_as_its_texts() -> None:
    """Together or one by one, with blanks and broken lines among them, nothing changes."""
    words = ["", "—", " 考核 办法\n已印发。", "9个问题整改7个。", PLAN.tasks[4].text, "，，，"]
    asked = [(text, PLAN.tasks[n]) for n, text in enumerate(words)]
    assert judge_all(asked) == [judge(*one) for one in asked]
    assert judge_all([]) == []


def test_grams() -> None:
    """All numbers are one, all stops are one, and a stop alone is no gram."""
    assert normal("到19月，办3件") == "。到0月。办0件。"
    assert grams("。0件。") == ["0", "件", "。0", "0件", "件。"]
    assert re.search(r"\s", "".join(WEIGHED)) is None

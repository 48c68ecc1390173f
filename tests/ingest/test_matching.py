"""Row to task: exact text, then number and text, then text alone, never a guess."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.form.matching import TaskIndex, plain, task_index
from ledger.plan import Plan
from ledger.plan_files import load_plan


@pytest.fixture(scope="module")
def index(plan: Plan) -> TaskIndex:
    """The index of the real plan."""
    return task_index(plan)


def _numbers(index: TaskIndex, text: str, number: str = "") -> list[int]:
    return [task.task_no for task in index.match(text, number)]


@pytest.mark.parametrize(
    "written",
    ["{}. ", "{}、", "（{}）", "({}) ", "{}．", " {} . ", "", "第{}项 ", "{} ", "{}", "【{}】"],
)
def test_every_task_is_found_however_it_is_numbered(
    plan: Plan, index: TaskIndex, written: str
) -> None:
    """The corrected and the printed wording both count, with and without a number."""
    for task in plan.tasks:
        for text in filter(None, (task.text, task.printed_text)):
            assert _numbers(index, written.format(task.task_no) + text) == [task.task_no]


def test_exact_text_wins_over_a_wrong_number(plan: Plan, index: TaskIndex) -> None:
    """The form prints 42 before the text of 43."""
    assert _numbers(index, f"42. {plan.task_by_no[43].text}") == [43]
    assert _numbers(index, plan.task_by_no[43].text, "42") == [43]


def test_slips_are_forgiven(plan: Plan, index: TaskIndex) -> None:
    """A few characters lost or changed still leave the text its own."""
    for task in plan.tasks:
        slipped = re.sub("执法", "执 去", task.text[1:-1], count=1)
        assert _numbers(index, slipped) == [task.task_no]


@pytest.mark.parametrize("number", ["8", "8.0", "８", " 8、", "（8）", "⑧", "第8项", "8．"])
def test_short_excerpt_counts_only_with_its_number(
    plan: Plan, index: TaskIndex, number: str
) -> None:
    """A few words from a task are no match by themselves, and not beside another's number."""
    excerpt = plan.task_by_no[8].text[5:20]
    assert _numbers(index, excerpt) == []
    assert _numbers(index, excerpt, "9") == []
    assert _numbers(index, excerpt, number) == [8]
    assert _numbers(index, f"8. {excerpt}") == [8]


@pytest.mark.parametrize("numbers", [(3, 4), (12, 13, 14, 15), (21, 22, 23, 24), (42, 43)])
@pytest.mark.parametrize("between", ["\n", " ", "\n\n"])
def test_several_tasks_in_one_cell(
    plan: Plan, index: TaskIndex, numbers: tuple[int, ...], between: str
) -> None:
    """Each of them is found, also where 42 stands before both of the last."""
    cell = between.join(f"{min(no, 42)}. {plan.task_by_no[no].text}" for no in numbers)
    assert _numbers(index, cell) == list(numbers)


def test_several_tasks_without_numbers_stand_in_lines(plan: Plan, index: TaskIndex) -> None:
    """Where no number divides a cell, its lines do."""
    assert _numbers(index, f"{plan.task_by_no[3].text}\n{plan.task_by_no[4].text}") == [3, 4]


def test_part_of_a_cell_unknown_makes_the_whole_unknown(plan: Plan, index: TaskIndex) -> None:
    """A row is matched whole or told whole."""
    assert _numbers(index, f"3. {plan.task_by_no[3].text}\n4. 完成年度植树造林任务若干亩。") == []


def test_beginning_of_one_task_alone(plan: Plan, index: TaskIndex) -> None:
    """A long enough beginning that only one task has is its own, whatever number it bears."""
    begins = plan.task_by_no[8].text[:20]
    assert _numbers(index, begins) == _numbers(index, f"{begins}……") == [8]
    assert _numbers(index, begins, "9") == [8]
    assert _numbers(index, plan.task_by_no[8].text[:7]) == []
    assert _numbers(index, "建立健全行政执法") == []


def test_paraphrase_counts_only_with_its_number(index: TaskIndex) -> None:
    """Other words for a task need its number, and must be nearer to it than to any other."""
    text = "加强行政执法人员的行为规范与职业道德的教育"
    assert _numbers(index, text) == _numbers(index, text, "7") == []
    assert _numbers(index, f"5. {text}") == _numbers(index, text, "5") == [5]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (4, "线上线下灵活培训，学习平台共享互认"),
        (10, "2024年1月底前建立裁量权基准制度"),
        (12, "落实行政执法“三项制度”"),
        (22, "行刑衔接机制"),
        (38, "公职律师和法律顾问队伍建设"),
    ],
)
def test_loose_paraphrase_counts_only_with_its_number(
    index: TaskIndex, number: int, text: str
) -> None:
    """A few of the task's words are enough beside its own number, and nothing elsewhere."""
    assert _numbers(index, f"{number}.{text}") == _numbers(index, text, str(number)) == [number]
    assert _numbers(index, text) == []
    for other in range(1, 44):
        assert _numbers(index, text, str(other)) == [number] * (other == number)


@pytest.mark.parametrize(
    "text", ["购置执法记录仪和执法车辆", "开展春运保障执法行动", "打击非法营运"]
)
def test_a_row_of_the_units_own_is_no_paraphrase(index: TaskIndex, text: str) -> None:
    """What a unit adds under a number of the plan is none of its tasks, even at second glance."""
    for number in map(str, range(1, 44)):
        assert _numbers(index, text, number) == []
        assert index.perhaps(text, number) is None


def test_text_between_two_tasks_is_none() -> None:
    """Two tasks that are nearly alike: a text as near to both is told, not guessed."""
    plan = load_plan()
    first = plan.task_by_no[41]
    alike = first.model_copy(update={"task_no": 42, "text": first.text.replace("会商", "协商")})
    twins = plan.model_copy(
        update={"tasks": (first.model_copy(update={"printed_text": ""}), alike)}
    )
    index = TaskIndex(twins)
    between = first.text.replace("会商", "磋商")
    assert _numbers(index, between) == []
    assert [task.task_no for task in index.rivals(between)] == [41, 42]
    assert _numbers(index, f"42. {between}") == [42]
    assert _numbers(index, first.text) == [41]


@pytest.mark.parametrize(
    "written",
    [
        "一、{category}\n{number}. {text}", "【{short}】{text}", "{short}：{number}、{text}",
        "（{ordinal}）{category}：{text}", "{number}. {text}（持续推进）",
        "{number}. {text}【市司法局】",
    ],
)  # fmt: skip
def test_category_before_and_note_behind(plan: Plan, index: TaskIndex, written: str) -> None:
    """What else stands in the cell does not hide the task."""
    for task in plan.tasks:
        category = plan.category_by_no[task.category_no]
        cell = written.format(
            category=category.name, short=category.short_name, ordinal=category.ordinal,
            number=task.task_no, text=task.text,
        )  # fmt: skip
        assert _numbers(index, cell) == [task.task_no]


def test_several_tasks_without_anything_between(plan: Plan, index: TaskIndex) -> None:
    """Texts run together are those tasks if nothing else stands there."""
    assert _numbers(index, plan.task_by_no[3].text + plan.task_by_no[4].text) == [3, 4]


@pytest.mark.parametrize("text", ["", " ", "5.", "其他", "做好春运保障工作。", "（一）", "5. 春运"])
def test_other_text_is_no_task(index: TaskIndex, text: str) -> None:
    """A number alone, or text that is no task's, is not guessed at."""
    assert _numbers(index, text) == []


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("一、全面提升行政执法人员能力素质", True),
        ("全面提升行政执法人员素质", True),
        ("（七）组织实施", True),
        ("加强组织领导", False),
        ("", False),
    ],
)
def test_category_headings(index: TaskIndex, text: str, is_one: bool) -> None:
    """A category's heading is known with its ordinal and with slips."""
    assert index.is_category(text) is is_one


@given(st.text(max_size=60))
def test_plain_is_stable(text: str) -> None:
    """Normalising twice changes nothing more."""
    assert plain(plain(text)) == plain(text)


@given(text=st.text(max_size=80), number=st.text(max_size=4))
def test_any_text_is_answered(plan: Plan, text: str, number: str) -> None:
    """No text makes the matching fail."""
    assert isinstance(task_index(plan).match(text, number), tuple)

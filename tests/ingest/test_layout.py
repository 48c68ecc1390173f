"""Where tables begin, what their columns are, and what label rows say."""

from __future__ import annotations

import pytest

from ingest.form.header_words import header_role
from ingest.form.labels import labels_in
from ingest.form.layout import find_tables
from ingest.form.matching import TaskIndex, task_index
from ingest.workbook import Merge, Sheet, Workbook
from ledger.errors import UserError
from ledger.plan import Plan
from tests.ingest.workbooks import HEADER


@pytest.fixture(scope="module")
def index(plan: Plan) -> TaskIndex:
    """The tasks of the real plan."""
    return task_index(plan)


def _book(*rows: tuple[str, ...], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Workbook:
    width = max(len(row) for row in rows)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    return Workbook("xlsx", (Sheet("表", True, padded, merged),))


@pytest.mark.parametrize(
    ("cell", "role"),
    [
        ("具体内容", "task"),
        ("具 体\n内 容", "task"),
        ("主要举措", "task"),
        ("工作任务", "category"),
        ("牵头单位", "responsible"),
        ("时间要求", "deadline"),
        ("落实情况（截至9月17日）", "narrative"),
        ("2024年第三季度落实情况", "narrative"),
        ("工作任务完成情况", "narrative"),
        ("落实情况佐证材料", "remark"),
        ("落实情况及佐证材料", "narrative"),
        ("存在问题及整改落实情况", "remark"),
        ("截至2024年9月17日工作任务完成情况", "narrative"),
        (
            "落实情况（请各单位对照任务如实填写，字数在300字以内，有数据的列明数据，附佐证材料）",
            "narrative",
        ),
        ("（落实情况）", "narrative"),
        ("进展情况说明", "narrative"),
        ("上季度落实情况", "narrative"),
        ("第三季度", "narrative"),
        ("首季度", "narrative"),
        ("落实情况 Progress", "narrative"),
        ("完成状态", "declared"),
        ("是否完成（是/否）", "declared"),
        ("任务内容及要求", "task"),
        ("责任单位和完成时限", "responsible"),
        ("序号", "number"),
        ("一二三四五六七八九十一二三四五六七落实情况", None),
        ("填报人", None),
        ("", None),
    ],
)
def test_header_names(cell: str, role: str | None) -> None:
    """A header counts by its whole text, else by its longest known ending."""
    hit = header_role(cell)
    assert (hit[0] if hit else None) == role


@pytest.mark.parametrize(
    ("header", "task", "narrative"),
    [
        (HEADER, 1, 4),
        (("落实情况", "完成时限", "具体内容"), 2, 0),
        (("序号", "重点任务", "责任单位", "完成情况"), 1, 3),
        (("重点任务", "工作任务", "进展情况"), 1, 2),
        (("具体内容", "完成情况", "落实情况", "备注"), 0, 2),
        (("类别", "主要举措", "佐证材料", "工作进展"), 1, 3),
    ],
)
def test_columns_in_any_order(
    index: TaskIndex, header: tuple[str, ...], task: int, narrative: int
) -> None:
    """Task and narrative are found wherever they stand and under any of their names."""
    table = find_tables(_book(("标题",), (), header, ("甲",) * len(header)), index)[0]
    assert (table.header, table.first, table.last) == (2, 3, 4)
    assert (table.roles["task"], table.roles["narrative"]) == (task, narrative)


def test_further_columns_are_kept_with_their_titles(index: TaskIndex) -> None:
    """A column without a role, untitled ones too, is extra; the form's own are not."""
    table = find_tables(
        _book(("序号", "具体内容", "落实情况", "备注", ""), ("", "", "", "", "字")), index
    )[0]
    assert table.extra == ((3, "备注"), (4, ""))


def test_repeated_header_begins_a_table_with_its_own_columns(index: TaskIndex) -> None:
    """A header printed again on a new page may even order its columns otherwise."""
    tables = find_tables(
        _book(("具体内容", "落实情况"), ("甲", "乙"), ("落实情况", "具体内容"), ("丙", "丁")),
        index,
    )
    assert [(t.first, t.last, t.roles["task"]) for t in tables] == [(1, 2, 0), (3, 4, 1)]


def test_header_merged_down_takes_its_rows(index: TaskIndex) -> None:
    """Sub-headers below a merged header are no data."""
    table = find_tables(
        _book(("具体内容", "落实情况", ""), ("", "进展", "问题"), ("甲",), merged=((0, 0, 1, 0),)),
        index,
    )[0]
    assert (table.header, table.first) == (0, 2)


@pytest.mark.parametrize(
    ("rows", "merged", "height", "title"),
    [
        (
            [("具体内容", "第三季度", ""), ("", "落实情况", "问题")],
            ((0, 1, 0, 2),),
            2,
            "第三季度落实情况",
        ),
        ([("具体内容", "填报", "", "时限"), ("", "进展情况", "问题", "")], (), 2, "进展情况"),
        (
            [("具体内容", "落实情况", ""), ("", "第二季度", "备注")],
            ((0, 1, 0, 2),),
            2,
            "第二季度",
        ),
        ([("具体内容", "落实情况", "备注"), ("1", "2", "3")], (), 2, "落实情况"),
        ([("具体内容", "落实情况", "备注"), ("（1）", "（2）", "（3）")], (), 2, "落实情况"),
        ([("具体内容", "落实情况", "备注"), ("", "第一段", "")], (), 1, "落实情况"),
    ],
)
def test_header_of_several_rows(
    index: TaskIndex,
    rows: list[tuple[str, ...]],
    merged: tuple[Merge, ...],
    height: int,
    title: str,
) -> None:
    """Sub-headers, merged or not, and a row that numbers the columns belong to the header."""
    table = find_tables(_book(*rows, ("子", "丑", "寅"), merged=merged), index)[0]
    assert (table.first, table.roles["task"], table.roles["narrative"]) == (height, 0, 1)
    assert table.titles[1] == title


def test_tasks_are_where_tasks_are_found(plan: Plan, index: TaskIndex) -> None:
    """A column 工作措施 of the unit's own is no task column beside 工作任务 that has the tasks."""
    body = [(f"{task.task_no}. {task.text}", "我局的措施", "已完成") for task in plan.tasks]
    table = find_tables(_book(("工作任务", "工作措施", "进展情况"), *body), index)[0]
    assert table.roles["task"] == 0
    assert table.extra == ((1, "工作措施"),)


@pytest.mark.parametrize(
    ("header", "guessed"),
    [
        (("方案条款", "责任单位", "落实情况"), False),
        (("具体内容", "责任单位", "我局动态"), True),
        (("方案条款", "责任单位", "我局动态"), True),
    ],
)
def test_header_with_unknown_words(
    plan: Plan, index: TaskIndex, header: tuple[str, ...], guessed: bool
) -> None:
    """Tasks are known by their text; the only unknown column then holds the answers, as is told."""
    body = [(task.text, task.responsible, "已完成") for task in plan.tasks]
    (table,) = find_tables(_book(("台账",), header, *body), index)
    assert (table.roles["task"], table.roles["narrative"], table.guessed) == (0, 2, guessed)


def test_two_unknown_columns_are_no_answer(plan: Plan, index: TaskIndex) -> None:
    """Which of two unknown columns holds the answers is never guessed."""
    body = [(task.text, "甲", "乙") for task in plan.tasks]
    with pytest.raises(UserError, match="落实情况"):
        find_tables(_book(("具体内容", "动态", "要情"), *body), index)


@pytest.mark.parametrize("rows", [[("甲", "乙")], [("具体内容", "备注")], [("落实情况",)]])
def test_no_table_is_told(index: TaskIndex, rows: list[tuple[str, ...]]) -> None:
    """A sheet without task and narrative columns is refused with what to do."""
    with pytest.raises(UserError) as caught:
        find_tables(_book(*rows), index)
    assert caught.value.code == "no_table"
    assert caught.value.hint
    assert "隐藏" not in caught.value.message


def test_a_hidden_sheet_is_named_where_no_table_is(index: TaskIndex) -> None:
    """The ledger may well stand on it: the refusal says so, and what to do."""
    book = Workbook("xlsx", (Sheet("封面", True, [["台账"]]), Sheet("台账", False)))
    with pytest.raises(UserError, match="工作表“台账”是隐藏的，未读取") as caught:
        find_tables(book, index)
    assert (caught.value.code, "取消隐藏" in caught.value.hint) == ("no_table", True)


@pytest.mark.parametrize(
    ("line", "labels"),
    [
        ("填报单位：揭东局（盖章）", [("unit", "揭东局（盖章）")]),
        ("填报单位（盖章）：揭东局", [("unit", "揭东局")]),
        ("填报单位\t揭东局\t填报时间：2024年9月", [("unit", "揭东局"), ("date", "2024年9月")]),
        ("联 系 人：示例甲  联系方式：0000", [("contact", "示例甲"), ("phone", "0000")]),
        ("联系人:\t联系方式:", [("contact", ""), ("phone", "")]),
        ("台账填报说明:", [("note", "")]),
        ("合计\t43", [("total", "43")]),
        ("揭东局填报人：李经办", [("contact", "李经办")]),
        ("单位负责人：王某某 填报人：李经办", [("signer", "王某某"), ("contact", "李经办")]),
        ("审核人：赵某某\t电话：0000", [("signer", "赵某某"), ("phone", "0000")]),
        ("台账（三季度）填报单位：揭东局", [("unit", "揭东局")]),
        ("各填报单位应按时报送", []),
        ("已向联系人通报情况", []),
        ("", []),
    ],
)
def test_labels(line: str, labels: list[tuple[str, str]]) -> None:
    """A label counts at the start of a cell or after a blank, with all that follows it."""
    assert [(label.role, label.value) for label in labels_in(line)] == labels

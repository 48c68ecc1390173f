"""Nothing is lost unseen: rows and tasks add up on every sheet, and what does not is held."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.form.accounts import RowCounts, TaskCounts, account_findings
from ingest.form.headings import RowKind
from ingest.identity.identify import Hints
from ingest.reading import read_sheets
from ingest.workbook import Mark, Merge, Sheet, Workbook
from ledger.plan import Plan
from ledger.units import UnitRegistry
from tests.ingest.workbooks import HEADER, TITLE, UNIT_LINE


@pytest.mark.parametrize(
    ("tasks", "rows", "codes"),
    [
        (TaskCounts(43, 43), RowCounts(50, {RowKind.MATCHED: 43, RowKind.NOTE: 7}), []),
        (TaskCounts(43, 43), RowCounts(50, {RowKind.MATCHED: 43}), ["not_reconciled"]),
        (TaskCounts(43, 41, (5,)), RowCounts(1, {RowKind.NOTE: 1}), ["not_reconciled"]),
        (TaskCounts(43, 0, tuple(range(1, 44))), RowCounts(0), ["few_tasks_matched"]),
    ],
)
def test_accounts_that_do_not_add_up_are_held(
    plan: Plan, tasks: TaskCounts, rows: RowCounts, codes: list[str]
) -> None:
    """A slip of the program is an error finding, as is a file that holds hardly any task."""
    findings = account_findings(plan, tasks, rows)
    assert [(finding.code, finding.severity) for finding in findings] == [
        (code, "error") for code in codes
    ]


_WORDS = (
    "",
    "",
    " ",
    *HEADER,
    TITLE,
    UNIT_LINE,
    "合计",
    "联系人：李经办 13800000000",
    "说明：",
    "1. ",
    "第2页",
    "完成状态",
    "上季度落实情况",
    "第二季度",
    "揭东区交通运输局",
    "2024年9月15日",
    "一、组织实施",
    "（1）",
    "3",
    "42. 甲 42. 乙",
    "序号",
    "-",
    "第3项：甲\n第4项：乙",
    "示例",
)
_PLACE = st.integers(0, 9)


_ROWS = st.lists(st.lists(st.sampled_from(_WORDS), min_size=6, max_size=6), max_size=9)
_MERGES = st.lists(st.tuples(_PLACE, _PLACE, _PLACE, _PLACE), max_size=3)
_KINDS = st.sampled_from(("row_hidden", "column_hidden", "never_heard_of"))
_MARKS = st.lists(st.builds(Mark, _KINDS, st.integers(-1, 9), st.integers(-1, 9)), max_size=2)
_NAMES = st.sampled_from(("揭东", "揭西", "二季度", "上季度", "示例", "Sheet1"))
_HEADER = ["", HEADER[1], "", HEADER[4], "", ""]


@settings(max_examples=80)
@given(
    sheets=st.lists(st.tuples(_NAMES, _ROWS, _ROWS, _MERGES, _MARKS), min_size=1, max_size=3),
    first=st.integers(1, 38),
)
def test_any_sheets_add_up(
    plan: Plan,
    registry: UnitRegistry,
    sheets: list[tuple[str, list[list[str]], list[list[str]], list[Merge], list[Mark]]],
    first: int,
) -> None:
    """Cells, merges and marks in any disorder about a header and some tasks: all is counted."""
    tasks = [["", plan.task_by_no[first + n].text, "", "甲", "", ""] for n in range(5)]
    book = Workbook(
        "xlsx",
        tuple(
            Sheet(name, True, [*above, _HEADER, *tasks, *below], tuple(merges), marks=tuple(marks))
            for name, above, below, merges, marks in sheets
        ),
    )
    readings = read_sheets(book, "", "台账.xlsx", plan, registry, Hints())
    assert sum(one.rows.total for one in readings) == sum(len(one.rows) for one in book.sheets)
    for reading in readings:
        assert reading.rows.add_up
        assert reading.tasks.add_up
        assert "not_reconciled" not in reading.held
        assert len(reading.entries) == reading.tasks.matched
        assert "13800000000" not in str(reading.findings)

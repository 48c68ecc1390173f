"""Whole files: every answer in its task, every row accounted for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from ingest.form.headings import RowKind
from ingest.identity.identify import Hints
from ingest.reading import Reading, read_ledgers
from ledger.errors import UserError
from ledger.plan import Plan, Task
from ledger.units import UnitRegistry
from tests.ingest.workbooks import (
    HEADER,
    TITLE,
    UNIT_LINE,
    fill,
    full_answers,
    printed_form,
    saved,
    sheet_bytes,
    task_rows,
)

Read = Callable[..., Reading]
Rows = list[list[object]]
FORM_NAME = "揭东局2024年第三季度.xlsx"


@pytest.fixture(scope="module")
def read(plan: Plan, registry: UnitRegistry) -> Read:
    """Read a file's bytes; whatever the file, its rows and tasks must add up."""

    def reading_of(data: bytes, name: str = "台账.xlsx", hints: Hints | None = None) -> Reading:
        (reading,) = read_ledgers(data, name, plan, registry, hints or Hints())
        assert reading.rows.add_up
        absent = [finding for finding in reading.findings if finding.code == "task_absent"]
        assert len(reading.entries) + len(absent) == len(plan.tasks)
        assert [entry.task_no for entry in reading.entries] == sorted(_told(reading))
        return reading

    return reading_of


def _told(reading: Reading) -> dict[int, str]:
    return {entry.task_no: entry.narrative for entry in reading.entries}


def _codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings if finding.code != "task_absent"]


def _ledger(body: Sequence[Sequence[object]], *before: list[object]) -> Rows:
    return [[TITLE], [UNIT_LINE], *before, list(HEADER), *(list(row) for row in body)]


@pytest.fixture(scope="module")
def body(plan: Plan) -> Rows:
    """The rows of a clean table in which every task has a text of its own."""
    return task_rows(plan, full_answers(plan))


def test_clean_ledger(plan: Plan, read: Read, body: Rows) -> None:
    """One row a task: all 43 with their cells, and nothing to remark."""
    reading = read(sheet_bytes(_ledger(body)))
    assert (reading.unit, str(reading.quarter)) == ("揭东区交通运输局", "2024Q3")
    assert (_told(reading), reading.findings, reading.held) == (full_answers(plan), (), ())
    assert [entry.cell for entry in reading.entries[:2]] == ["E4", "E5"]
    assert reading.rows.by_kind == {RowKind.TITLE: 2, RowKind.HEADER: 1, RowKind.MATCHED: 43}
    assert (reading.format, len(reading.sha256)) == ("xlsx", 64)


@pytest.mark.parametrize(
    "written",
    [
        lambda task: task.text,
        lambda task: f"（{task.task_no}）{task.text}",
        lambda task: f"{task.task_no}、{task.printed_text or task.text}",
        lambda task: f"{task.task_no}．\n{task.text}",
    ],
)
def test_columns_order_and_numbers_do_not_matter(
    plan: Plan, read: Read, written: Callable[[Task], str]
) -> None:
    """Rows in any order, columns in any order, other headers, a serial number column."""
    rows = task_rows(plan, full_answers(plan), written)[::-1]
    header = ["完成情况（截至9月17日）", "工作内容", "序号", "牵头单位", "备注"]
    turned: Rows = [[row[4], row[1], place, row[2], ""] for place, row in enumerate(rows, start=1)]
    reading = read(sheet_bytes([[UNIT_LINE], [], [TITLE], [], header, *turned]))
    assert (_told(reading), reading.findings) == (full_answers(plan), ())
    assert {entry.cell[0] for entry in reading.entries} == {"A"}


def test_furniture_is_told_from_content(plan: Plan, read: Read, body: Rows) -> None:
    """Notes, blanks, category headings, repeated headers, totals and contacts lose no answer."""
    rows: Rows = [
        ["说明：请各单位于2024年12月17日前报送。"],
        *_ledger([["一、全面提升行政执法人员能力素质"], *body[:7], [], list(HEADER), *body[7:]]),
        ["合计", 43],
        [],
        ["联系人：", "示例甲", "联系方式：", "13800000000"],
        ["台账填报说明："],
        ["1. 本表依据2023-2025年方案编制。"],
    ]
    reading = read(sheet_bytes(rows))
    assert (_told(reading), _codes(reading)) == (full_answers(plan), [])
    assert (reading.contact, reading.contact_phone_masked) == ("示例甲", "138****0000")
    kinds = {kind.value: count for kind, count in reading.rows.by_kind.items()}
    assert kinds == {
        "note": 3, "title": 2, "header": 2, "category": 1, "matched": 43,
        "blank": 2, "sum": 1, "contact": 1,
    }  # fmt: skip
    assert str(reading.quarter) == "2024Q3"


def test_further_columns_are_remarks(read: Read, body: Rows) -> None:
    """What stands in a column of its own is kept with the entry."""
    rows = _ledger(body)
    rows[2] += ["佐证材料"]
    rows[3] += ["见附件1"]
    rows[4] += ["", "无标题列的字"]
    entries = read(sheet_bytes(rows)).entries
    told = [entry.remark for entry in entries[:3]]
    assert told == ["佐证材料：见附件1", "无标题列的字", ""]


PRINTED_ANSWERS = {
    "E6": "3. 甲三\n4. 甲四",
    "E14": "只写一段。",
    "E20": "-\n22. 甲二二\n24. 甲二四",
    "E34": "已向党委报告。",
    "E35": "已制定台账。",
}


def test_printed_form_filled_in(read: Read) -> None:
    """Answers are told apart by numbers; 42 and 43 have a row each; 33-36 are not on the form."""
    reading = read(printed_form(PRINTED_ANSWERS), FORM_NAME)
    told = _told(reading)
    assert {no: told[no] for no in (3, 4, 12, 15, 21, 22, 23, 24, 42, 43)} == {
        3: "甲三", 4: "甲四", 12: "只写一段。", 15: "只写一段。",
        21: "-", 22: "甲二二", 23: "", 24: "甲二四", 42: "已向党委报告。", 43: "已制定台账。",
    }  # fmt: skip
    assert _codes(reading) == ["shared_narrative", "split_incomplete"]
    assert reading.held == ()
    by_no = {entry.task_no: entry for entry in reading.entries}
    assert [by_no[no].part for no in (21, 22, 23, 24)] == [0, 1, 2, 3]
    assert [by_no[no].shared for no in (11, 12, 13, 14, 15)] == [False, True, True, True, True]
    assert (by_no[42].cell, by_no[43].cell) == ("E34", "E35")
    absent = [finding for finding in reading.findings if finding.code == "task_absent"]
    assert {(finding.severity, finding.message[:4]) for finding in absent} == {
        ("info", f"第{no}项") for no in (33, 34, 35, 36)
    }


def test_untouched_printed_form(read: Read) -> None:
    """The preset dashes are what the form holds, and the dash beside 21-24 is 21's."""
    told = _told(read(printed_form({}), FORM_NAME))
    dashes = {no for no, text in told.items() if text}
    assert dashes == {9, 19, 20, 21, 25, 27, 28, 39}
    assert {told[no] for no in dashes} == {"-"}


@pytest.mark.parametrize(
    ("cells", "merge", "told", "codes"),
    [
        ({"E34": "42. 甲\n43. 乙"}, "", ("甲", "乙"), []),
        ({"E34": "甲", "E35": "43. 乙"}, "", ("甲", "乙"), []),
        ({"E35": "乙"}, "", ("", "乙"), []),
        ({"E34": "甲\n乙"}, "", ("甲\n乙", ""), []),
        ({"E34": "甲乙"}, "E34:E35", ("甲乙", "甲乙"), ["shared_narrative"]),
        ({"E34": "甲\n乙"}, "E34:E35", ("甲", "乙"), []),
        ({"E34": "42. 甲\n43. 乙", "E35": "丙"}, "", ("甲", "乙"), ["task_repeated"]),
        ({"E34": "42. 甲\n42. 乙"}, "", ("甲", "乙"), []),
        ({"E34": "42. 甲\n42. 乙"}, "E34:E35", ("甲", "乙"), []),
        ({"E34": "42. 甲", "E35": "42. 乙"}, "", ("甲", "乙"), []),
        ({"E34": "甲", "E35": "42. 乙"}, "", ("甲", "乙"), []),
        ({"E35": "42. 乙"}, "", ("", "乙"), []),
        ({"E35": "42. 甲\n43. 乙"}, "", ("甲", "乙"), []),
        ({"E34": "43. 乙", "E35": "42. 甲"}, "", ("甲", "乙"), []),
        ({"E34": "43. 乙"}, "", ("", "乙"), []),
        ({"E34": "43. 乙", "E35": "丙"}, "", ("", "乙"), ["task_repeated"]),
        ({"E34": "1. 甲\n2. 乙"}, "E34:E35", ("甲", "乙"), []),
    ],
)
def test_42_and_43(
    read: Read, cells: dict[str, str], merge: str, told: tuple[str, str], codes: list[str]
) -> None:
    """The cell beside both answers 42, the next row 43, unless the answer carries numbers."""
    reading = read(printed_form(cells, merge), FORM_NAME)
    assert (_told(reading)[42], _told(reading)[43]) == told
    assert _codes(reading) == codes


def test_misprinted_number_of_a_row(read: Read, body: Rows) -> None:
    """An answer may repeat the number that the form prints, though the task has another."""
    last = [body[42][0], str(body[42][1]).replace("43.", "42."), *body[42][2:4], "42. 乙"]
    reading = read(sheet_bytes(_ledger([*body[:42], last])))
    assert (_told(reading)[43], _codes(reading)) == ("乙", [])


@pytest.mark.parametrize("written", ["（{}）{}", "{}、{}", "{}. {}"])
def test_shared_cells_numbered_from_one(read: Read, written: str) -> None:
    """The numbers of a list that answers a row's tasks one by one are not part of the answers."""
    texts = ["已完成甲。", "已完成乙。", "已完成丙。", "已完成丁。"]
    lines = [written.format(place, text) for place, text in enumerate(texts, start=1)]
    reading = read(printed_form({"E6": "\n".join(lines[:2]), "E14": "\n".join(lines)}), FORM_NAME)
    told = _told(reading)
    assert [told[no] for no in (3, 4, 12, 13, 14, 15)] == [*texts[:2], *texts]
    assert _codes(reading) == []


def test_narrative_merged_over_rows(read: Read, body: Rows) -> None:
    """One cell over three tasks is divided by numbers, else it counts for each."""
    rows = [row[:4] for row in body]
    rows[0] += ["1. 甲\n2. 乙\n3. 丙"]
    rows[3] += ["四五同写"]
    reading = read(sheet_bytes(_ledger(rows), ["E4:E6", "E7:E8", "E9:E10"]))
    assert list(_told(reading).values())[:7] == ["甲", "乙", "丙", "四五同写", "四五同写", "", ""]
    assert _codes(reading) == ["shared_narrative"]


def test_task_merged_over_rows(read: Read, body: Rows) -> None:
    """Further rows of one task belong to it."""
    rows = _ledger([body[0], ["", None, "", "", "续写。"], *body[1:]])
    reading = read(sheet_bytes(rows, ["B4:B5"]))
    assert _told(reading)[1].endswith("\n续写。")
    assert _codes(reading) == []


def test_unknown_rows_are_told_never_guessed(read: Read, body: Rows) -> None:
    """A row of no task, text without a task and a stray remark are findings with their text."""
    odd: Rows = [
        ["", "44. 做好春运保障工作。", "", "", "已完成春运。"],
        ["", "", "", "", "没有任务的话。"],
        ["", "", "补充单位", "", ""],
    ]
    reading = read(sheet_bytes(_ledger([*odd, *body])))
    assert [(f.code, f.severity, f.cell, f.value) for f in reading.findings] == [
        ("row_unmatched", "warning", "B4", "44. 做好春运保障工作。｜已完成春运。"),
        ("row_unmatched", "warning", "E5", "没有任务的话。"),
        ("row_remark", "info", "C6", "补充单位"),
    ]
    assert len(reading.entries) == 43


def test_second_row_of_a_task_keeps_both_texts(read: Read, body: Rows) -> None:
    """The first text counts, or the one that is not blank; the finding shows both."""
    again = [*body[0][:4], "后写的话。"]
    reading = read(sheet_bytes(_ledger([*body, again])))
    found = next(finding for finding in reading.findings if finding.code == "task_repeated")
    assert (found.cell, "后写的话。" in found.value, _told(reading)[1] in found.value) == (
        "E47", True, True,
    )  # fmt: skip
    blank_first = read(sheet_bytes(_ledger([[*body[0][:4], None], *body[1:], again])))
    assert _told(blank_first)[1] == "后写的话。"


def test_absent_tasks_are_named(plan: Plan, read: Read, body: Rows) -> None:
    """A dropped row is a warning with the task's number and name."""
    reading = read(sheet_bytes(_ledger(body[:6] + body[7:])))
    assert [finding.severity for finding in reading.findings] == ["warning"]
    assert f"第7项“{plan.task_by_no[7].short_name}”" in reading.findings[0].message


def test_too_few_tasks_are_held(read: Read, body: Rows) -> None:
    """A file that holds hardly any task is kept for a person."""
    assert read(sheet_bytes(_ledger(body[:21]))).held == ("few_tasks_matched",)
    assert read(sheet_bytes(_ledger(body[:22]))).held == ()


def test_several_sheets(plan: Plan, read: Read, body: Rows) -> None:
    """Tables over several sheets are one ledger; cover and hidden sheets are told."""
    book = Workbook()
    fill(book.worksheets[0], [[UNIT_LINE], ["2024年第三季度"]])
    for title, part in (("上", body[:20]), ("下", body[20:])):
        fill(book.create_sheet(title), [list(HEADER), *part])
    book.create_sheet("藏").sheet_state = "hidden"
    reading = read(saved(book))
    assert (reading.unit, str(reading.quarter)) == ("揭东区交通运输局", "2024Q3")
    assert _told(reading) == full_answers(plan)
    assert _codes(reading) == ["sheet_without_table", "sheet_hidden"]
    assert {entry.sheet for entry in reading.entries} == {"上", "下"}


def test_thousands_of_formatted_rows_are_blank(read: Read, body: Rows) -> None:
    """Empty rows with a border are furniture."""
    book = Workbook()
    sheet = book.worksheets[0]
    fill(sheet, _ledger(body))
    for row in range(47, 3000):
        sheet.cell(row, 5).number_format = "0.00"
    sheet.cell(3000, 2, " ")
    reading = read(saved(book))
    assert reading.rows.by_kind[RowKind.BLANK] == 3000 - 46


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"text", "not_a_workbook"), (sheet_bytes([["人员名单"], ["姓名"]]), "no_table")],
)
def test_unreadable_file_is_told_with_its_name(read: Read, data: bytes, code: str) -> None:
    """The error says which file, what is wrong and what to do."""
    with pytest.raises(UserError) as caught:
        read(data, "揭东.xlsx")
    assert (caught.value.code, caught.value.place) == (code, "揭东.xlsx")
    assert caught.value.hint


_CELL: st.SearchStrategy[object] = st.one_of(
    st.none(),
    st.sampled_from(["", " ", *HEADER, "合计", "联系人：示例甲", "说明：", "1. ", "42. 甲 42. 乙"]),
    st.text("一二1.、（）：\n甲乙-", max_size=12),
    st.integers(0, 50),
)


@settings(max_examples=60)
@given(st.data())
def test_any_disorder_adds_up(read: Read, body: Rows, data: st.DataObject) -> None:
    """Rows mixed with anything: no row and no task is lost or counted twice."""
    some = data.draw(st.lists(st.sampled_from(body), max_size=8))
    junk: Rows = data.draw(st.lists(st.lists(_CELL, max_size=7), max_size=8))
    rows = data.draw(st.permutations([*some, *junk]))
    read(sheet_bytes([list(HEADER), *rows]))

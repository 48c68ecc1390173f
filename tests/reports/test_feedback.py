"""The feedback workbook says every problem, shows the cells as read, and can do no harm."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.findings import Finding, catalogue, found
from ingest.form.headings import RowKind
from ingest.formats.read import read_workbook
from ingest.reading import Hints, read_ledgers
from ingest.workbook import Merge, Sheet
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry
from ledger.words import ROW_LABELS
from reports.cells import CUT, LONGEST_TEXT
from reports.excerpts import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS
from reports.feedback import (
    LIST_NAME,
    NO_FURTHER_PROBLEM,
    NO_PROBLEM,
    Counts,
    FeedbackFacts,
    feedback_name,
    write_feedback,
)
from reports.feedback_problems import MAX_PROBLEMS, unit_hints
from reports.ledger_form import write_form

UNIT = "示例甲县交通运输局"
ROWS = (
    ("工作台账", "", ""),
    ("重点任务", "具体内容", "落实情况"),
    ("一、能力", "1. 任务一", "已完成。"),
    ("", "2. 任务二", "=1+1"),
    ("二、规范", "不认得的一行", ""),
)
MERGED: tuple[Merge, ...] = ((0, 0, 0, 2), (2, 0, 3, 0))
SHEET = Sheet("台账", rows=ROWS, merged=MERGED)
UNMATCHED = found("row_unmatched", sheet="台账", cell="B5", value="不认得的一行")
ABSENT = found("task_absent", task_no=7, task_name="年度考核")
REMARK = found("row_remark", sheet="台账", cell="B5", value="另有文字")
UNKNOWN = found("unit_unknown", "absent")


def facts(
    findings: Sequence[Finding] = (), sheets: Sequence[Sheet] = (SHEET,), **said: object
) -> FeedbackFacts:
    """Return the facts of a file that was read."""
    known: dict[str, object] = {"file_name": "台账.xlsx", "unit": UNIT}
    known |= {"quarter": "2024年第三季度", "received_on": date(2024, 9, 13), "outcome": "已装入"}
    return FeedbackFacts(**(known | said), findings=findings, sheets=sheets)  # type: ignore[arg-type]


def written(told: FeedbackFacts) -> bytes:
    """Return the bytes of the feedback workbook."""
    target = BytesIO()
    write_feedback(target, told)
    return target.getvalue()


def opened(told: FeedbackFacts) -> Workbook:
    """Return the feedback workbook as another program reads it."""
    return load_workbook(BytesIO(written(told)))


def lines(sheet: Worksheet) -> dict[str, str]:
    """Return what stands above the table, by its label."""
    rows = sheet.iter_rows(min_row=2, max_col=3, values_only=True)
    return {row[0]: row[2] for row in rows if row[0] and row[1] is None}


def table(sheet: Worksheet) -> list[tuple[str, ...]]:
    """Return the rows of the table of problems, without its header."""
    rows = [tuple(cell or "" for cell in row) for row in sheet.iter_rows(values_only=True)]
    start = next(place for place, row in enumerate(rows) if row[0] == "序号")
    return rows[start + 1 :]


def test_list_says_whose_file_it_was() -> None:
    """File, unit, quarter, day of receipt, outcome and both sums stand above the table."""
    counts = Counts(43, 41, (7, 9), 60, {"matched": 41, "title": 2, "note": 17, "total": 0})
    said = lines(opened(facts([UNMATCHED, ABSENT], counts=counts))[LIST_NAME])
    assert said.pop("用法").startswith("点“单元格”")
    assert said == {
        "文件": "台账.xlsx",
        "填报单位": UNIT,
        "季度": "2024年第三季度",
        "收到日期": "2024-09-13",
        "处理结果": "已装入",
        "核对": "任务43项 = 认出41 + 缺2（第7、9项）；行60 = 任务41 + 标题2 + 说明17",
        "问题": "共2条：注意2条。",
    }


def test_list_says_what_is_not_known() -> None:
    """A file that could not be read has no unit, no quarter, no sums and no sheets."""
    told = facts([UNKNOWN], (), unit="", quarter="", received_on=None, outcome="退回")
    book = opened(told)
    assert book.sheetnames == [LIST_NAME]
    said = lines(book[LIST_NAME])
    assert (said["填报单位"], said["季度"], said["收到日期"]) == ("未认出", "未认出", "未写明")
    assert {"核对", "用法"}.isdisjoint(said)


def test_every_kind_of_row_has_a_word() -> None:
    """The sum of the rows is said in Chinese throughout."""
    assert set(ROW_LABELS) == {kind.value for kind in RowKind}


def test_problems_are_listed_errors_first() -> None:
    """Each finding is one row with its place, its words and the text concerned."""
    rows = table(opened(facts([REMARK, ABSENT, UNKNOWN, UNMATCHED]))[LIST_NAME])
    assert [row[:4] for row in rows] == [
        ("1", "错误", "", ""),
        ("2", "注意", "", ""),
        ("3", "注意", "台账", "B5"),
        ("4", "说明", "台账", "B5"),
    ]
    assert [row[4] for row in rows] == [f.message for f in (UNKNOWN, ABSENT, UNMATCHED, REMARK)]
    assert [row[6] for row in rows] == ["", "", "不认得的一行", "另有文字"]


def test_hints_speak_to_the_unit() -> None:
    """What the office is to do is put as what the unit is to do; other hints stay."""
    rows = table(opened(facts([UNKNOWN, REMARK]))[LIST_NAME])
    assert "填报单位" in rows[0][5]
    assert rows[0][5] != UNKNOWN.hint
    assert rows[1][5] == REMARK.hint


def test_hints_for_units_name_findings_that_exist() -> None:
    """No hint outlives its finding's code or severity."""
    known = {(code, kind.severity) for (code, _), kind in catalogue().items()}
    assert [key for key in unit_hints() if key not in known] == []
    assert all(unit_hints().values())


def test_problem_leads_to_its_cell() -> None:
    """A click on the place goes to the same cell of the sheet behind, which says what is wrong."""
    book = opened(facts([REMARK, UNMATCHED]))
    links = {cell.coordinate: cell.hyperlink for row in book[LIST_NAME] for cell in row}
    places = [link.location for link in links.values() if link]
    assert places == ["'台账'!B5", "'台账'!B5"]
    cell = book["台账"]["B5"]
    assert cell.fill.fgColor.rgb == "00FFE699"
    assert UNMATCHED.message in cell.comment.text
    assert REMARK.message in cell.comment.text
    assert [c.coordinate for row in book["台账"] for c in row if c.comment] == ["B5"]


@pytest.mark.parametrize(
    ("sheet", "cell"),
    [
        ("台账", ""), ("台账", "第9行"), ("台账", "第Z列"), ("台账", "第ZZZ列"), ("台账", "第3列"),
        ("台账", "A99"), ("台账", "ZZ1"), ("台账", "A0"), ("台账", "备注栏"),
        ("别的表", "A1"), ("", "B5"), ("台账", "b5"), ("台账", "ZZZ9999999"),
    ],
)  # fmt: skip
def test_places_that_are_not_shown_are_only_named(sheet: str, cell: str) -> None:
    """A problem whose place is not in the workbook keeps its words and has no dead link."""
    finding = found("row_remark", sheet=sheet, cell=cell, value="另有文字")
    shown = opened(facts([finding]))[LIST_NAME]
    assert table(shown)[0][2:4] == (sheet, cell)
    assert not any(cell.hyperlink for row in shown for cell in row)


@pytest.mark.parametrize(
    ("name", "cell"),
    [("第4行", "B4"), ("第4-5行", "B4"), ("第1行", "A1"), ("第C列", "C2"), ("第B-C列", "B2")],
)
def test_rows_and_columns_are_marked_at_their_first_text(name: str, cell: str) -> None:
    """What concerns a whole row or column is shown where something stands in it."""
    finding = found("row_hidden", sheet="台账", cell=name)
    book = opened(facts([finding]))
    assert book["台账"][cell].comment
    links = [shown.hyperlink.location for shown in book[LIST_NAME]["D"] if shown.hyperlink]
    assert links == [f"'台账'!{cell}"]


def test_blank_faulty_cells_are_marked_too() -> None:
    """A cell that should have had a text is filled though nothing stands in it."""
    finding = found("row_remark", sheet="台账", cell="C5")
    cell = opened(facts([finding]))["台账"]["C5"]
    assert (cell.value, cell.fill.fgColor.rgb) == (None, "00DDEBF7")
    assert cell.comment


def test_cells_stand_where_they_stood() -> None:
    """The sheet repeats every text at its own address, formulas' looks as text."""
    shown = opened(facts())["台账"]
    texts = {cell.coordinate: cell.value for row in shown for cell in row if cell.value}
    assert texts == {
        f"{'ABC'[column]}{row + 1}": text
        for row, cells in enumerate(ROWS)
        for column, text in enumerate(cells)
        if text
    }
    assert (shown["C4"].data_type, shown["C4"].quotePrefix) == ("s", True)
    assert {str(area) for area in shown.merged_cells.ranges} == {"A1:C1", "A3:A4"}


@pytest.mark.parametrize(
    ("merged", "cell", "kept"),
    [
        (((0, 0, 0, 2), (0, 1, 1, 1)), "", {"A1:C1"}),
        (((2, 0, 2, 1),), "", set()),
        (((4, 1, 4, 2),), "C5", set()),
        (((4, 1, 4, 2),), "B5", {"B5:C5"}),
        (((0, 0, 16_000, 2),), "", set()),
        (((0, 0, 0, 16_000),), "", set()),
        (((0, 0, 0, 0),), "", set()),
        (((3, 2, 1, 0),), "", set()),
        ((), "", set()),
    ],
)
def test_merges_hide_nothing(merged: tuple[Merge, ...], cell: str, kept: set[str]) -> None:
    """A range stays merged unless it covers a text, a marked cell, another range or the edge."""
    finding = found("row_remark", sheet="台账", cell=cell)
    shown = opened(facts([finding], [Sheet("台账", rows=ROWS, merged=merged)]))["台账"]
    assert {str(area) for area in shown.merged_cells.ranges} == kept


def test_word_files_say_the_place_before_each_row() -> None:
    """A Word file has no A1: the first column names the place, and links go to it."""
    places = ("第1段", "表1第1行", "表1第2行", "表1第3行", "表1第4行")
    sheet = Sheet("文档", rows=ROWS, merged=MERGED, row_places=places)
    findings = [
        found("row_unmatched", sheet="文档", cell=sheet.cell_name(4, 1), value="不认得的一行"),
        found("row_remark", sheet="文档", cell=sheet.cell_name(0, 0), value="工作台账"),
        found("row_remark", sheet="文档", cell="表1第2行至表1第4行", value="整行"),
    ]
    book = opened(facts(findings, [sheet]))
    shown = book["文档"]
    assert tuple(cell.value for cell in shown["A"]) == places
    assert [cell.value for cell in shown[3]] == ["表1第2行", "一、能力", "1. 任务一", "已完成。"]
    assert {str(area) for area in shown.merged_cells.ranges} == {"B1:D1", "B3:B4"}
    links = [cell.hyperlink.location for cell in book[LIST_NAME]["D"] if cell.hyperlink]
    assert links == ["'文档'!C5", "'文档'!B1", "'文档'!B3"]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["台账", "台账"], ["台账", "台账(2)"]),
        (["Ledger", "LEDGER", "ledger"], ["Ledger", "LEDGER(2)", "ledger(3)"]),
        (["问题清单"], ["问题清单(2)"]),
        (["Q3", "Ｑ３"], ["Q3", "Ｑ３(2)"]),
        (["history"], ["history(2)"]),
        (["三季度/揭东[1]:*?\\"], ["三季度 揭东 1"]),
        (["'引号'"], ["引号"]),
        (["O'Brien"], ["O'Brien"]),
        (["", "  ", "?"], ["工作表", "工作表(2)", "工作表(3)"]),
        (["很" * 40, "很" * 41], ["很" * 31, "很" * 28 + "(2)"]),
        (["😀" * 20], ["😀" * 15]),
        (["a\x00b\ud800"], ["ab"]),
    ],
)
def test_sheet_names_are_allowed_and_distinct(names: list[str], shown: list[str]) -> None:
    """Whatever the sheets were called, the names can be opened, and links lead to them."""
    sheets = [Sheet(name, rows=ROWS) for name in names]
    book = opened(facts([found("row_remark", sheet=names[0], cell="B5")], sheets))
    assert book.sheetnames == [LIST_NAME, *shown]
    link = next(cell.hyperlink for cell in book[LIST_NAME]["D"] if cell.hyperlink)
    assert link.location == f"'{shown[0].replace(chr(39), chr(39) * 2)}'!B5"


def test_hidden_sheets_are_only_named() -> None:
    """A sheet that was not read cannot be shown, but it is not passed over in silence."""
    book = opened(facts(sheets=[Sheet("旧表", visible=False), SHEET]))
    assert book.sheetnames == [LIST_NAME, "台账"]
    assert lines(book[LIST_NAME])["未读"] == "隐藏的工作表没有读取：旧表。"


@pytest.mark.parametrize(
    ("rows", "shown", "said"),
    [
        ([("文字",)] * (MAX_ROWS + 1), (MAX_ROWS, 1), "原表有3001行1列"),
        ([("文字",) * (MAX_COLUMNS + 5)], (1, MAX_COLUMNS), "原表有1行65列"),
        ([("文字",) * 50] * 700, (MAX_CELLS // 50, 50), "原表有700行50列"),
        ([("文字",), *[("",)] * (MAX_ROWS + 9)], (1, 1), ""),
        ([("文字", *[" "] * 99)], (1, MAX_COLUMNS), ""),
    ],
)
def test_what_is_cut_is_said(
    rows: list[tuple[str, ...]], shown: tuple[int, int], said: str
) -> None:
    """A sheet larger than any ledger is cut, on the sheet and in the list; blanks do not count."""
    book = opened(facts(sheets=[Sheet("台账", rows=rows)]))
    cut = lines(book[LIST_NAME]).get("从略", "")
    assert said in cut
    assert bool(said) is bool(cut)
    sheet = book["台账"]
    assert (sheet.max_row - bool(said), sheet.max_column) == shown
    if said:
        assert said in str(sheet.cell(sheet.max_row, 1).value)


def test_sheets_beyond_any_ledger_are_left_out() -> None:
    """Hundreds of sheets do not become hundreds of sheets."""
    book = opened(facts(sheets=[Sheet(f"表{number}", rows=ROWS) for number in range(99)]))
    assert len(book.sheetnames) == 1 + MAX_SHEETS
    assert "前40张工作表" in lines(book[LIST_NAME])["从略"]


def test_no_problem_is_said() -> None:
    """A file without findings gets a workbook that says so."""
    said = lines(opened(facts())[LIST_NAME])
    assert said["问题"] == NO_PROBLEM
    assert "用法" not in said


@pytest.mark.parametrize(
    ("correct_by", "said"),
    [
        (date(2024, 9, 30), "第8项缺整改数量；请于 2024-09-30 前重报。"),
        (None, "第8项缺整改数量。"),
    ],
)
def test_why_a_ledger_was_sent_back_stands_first(correct_by: date | None, said: str) -> None:
    """What a person asks for goes before what the program found, also where it found nothing."""
    told = facts(returned_reason="第8项缺整改数量。", correct_by=correct_by)
    shown = lines(opened(told)[LIST_NAME])
    assert next(iter(shown.items())) == ("退回修改", said)
    assert shown["问题"] == NO_FURTHER_PROBLEM


@pytest.mark.parametrize("number", [500, MAX_PROBLEMS + 1])
def test_many_problems_are_all_there(number: int) -> None:
    """Five hundred findings are five hundred rows; far more are cut, and that is said."""
    findings = [found("row_remark", sheet="台账", cell=f"B{n}") for n in range(number)]
    sheet = opened(facts(findings))[LIST_NAME]
    listed = min(number, MAX_PROBLEMS)
    assert [row[0] for row in table(sheet)] == [str(n) for n in range(1, listed + 1)]
    assert ("从略" in lines(sheet)) is (number > listed)
    assert lines(sheet)["问题"] == f"共{number}条：说明{number}条。"


def test_long_texts_are_cut_with_a_mark() -> None:
    """A cell holds no more than a workbook allows; the list quotes the beginning only."""
    text = "很长的文字😀" * 10_000
    finding = found("row_unmatched", sheet="台账", cell="A1", value=text)
    book = opened(facts([finding], [Sheet("台账", rows=[(text,)])]))
    whole, quoted = book["台账"]["A1"].value, table(book[LIST_NAME])[0][6]
    assert len(whole.encode("utf-16-le")) // 2 in (LONGEST_TEXT - 1, LONGEST_TEXT)
    assert whole.endswith(CUT)
    assert quoted.endswith(CUT)
    assert len(quoted) <= 600


def test_same_facts_are_the_same_bytes() -> None:
    """No time of writing is in the workbook, comments and links included."""
    assert written(facts([UNMATCHED, ABSENT])) == written(facts([UNMATCHED, ABSENT]))


def test_workbook_is_inert() -> None:
    """It holds no macro, no link to outside and no formula."""
    told = facts([found("row_unmatched", sheet="台账", cell="C4", value="=HYPERLINK()")])
    with zipfile.ZipFile(BytesIO(written(told))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert not any(re.search("vba|externalLink", name, re.IGNORECASE) for name in parts)
    assert not any('TargetMode="External"' in content for content in parts.values())
    assert not any(re.search(r"<f[ >]", parts[name]) for name in parts if "worksheets" in name)


def test_workbook_prints_well() -> None:
    """Landscape, one page wide, the header repeated on each page of the list."""
    book = opened(facts([UNMATCHED]))
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    header = next(cell.row for cell in book[LIST_NAME]["A"] if cell.value == "序号")
    assert book[LIST_NAME].print_title_rows == f"${header}:${header}"


@pytest.mark.parametrize(
    ("file_name", "shown"),
    [
        ("揭东区台账.xlsx", "反馈_揭东区台账.xlsx"),
        ("台账.docx", "反馈_台账.xlsx"),
        ("三季度/揭东.xls", "反馈_揭东.xlsx"),
        ("..\\..\\windows\\a.xls", "反馈_a.xlsx"),
        ('a<b>"c|?*.xlsx', "反馈_a_b_c_.xlsx"),
        ("台账\u202exslx.exe", "反馈_台账_xslx.xlsx"),
        ("", "反馈_.xlsx"),
        ("长" * 300 + ".xlsx", "反馈_" + "长" * 57 + ".xlsx"),
    ],
)
def test_download_has_a_safe_name(file_name: str, shown: str) -> None:
    """The name says which file it answers, and is one file name on every system."""
    assert feedback_name(file_name) == shown


@pytest.mark.parametrize("part", ["揭东", "2024.9", "a/b.xlsx"])
def test_the_download_of_a_sheet_names_it_in_full(part: str) -> None:
    """A sheet's name is no file name: a dot in it starts no ending."""
    assert feedback_name("汇总.xlsx", part) == f"反馈_汇总_{part.replace('/', '_')}.xlsx"


def test_corrected_feedback_workbook_is_read_as_a_ledger(
    plan: Plan, registry: UnitRegistry
) -> None:
    """A unit that mends the repeated cells and returns this file has returned its ledger."""
    unit, quarter = plan.units[0].unit, Quarter(2024, 3)
    answers = {1: "已完成培训3期。", 9: "=1+1", 43: "已印发。"}
    form = BytesIO()
    write_form(form, plan, unit=unit, quarter=quarter, answers=answers)
    sheets = read_workbook(form.getvalue()).sheets
    mended = written(facts([UNMATCHED, ABSENT, UNKNOWN], sheets, unit=unit))
    (first,), (second,) = (
        read_ledgers(data, "台账.xlsx", plan, registry, Hints())
        for data in (form.getvalue(), mended)
    )
    assert (second.unit, second.quarter, second.held) == (unit, quarter, ())
    assert [e.narrative for e in second.entries] == [e.narrative for e in first.entries]


TEXTS = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "#REF!", "TRUE", "2024-01-01", "1e5", "\x00"]
)
FINDINGS = st.builds(
    Finding,
    code=st.just("row_remark"),
    severity=st.sampled_from(["error", "warning", "info"]),
    sheet=TEXTS | st.just("表"),
    cell=TEXTS | st.from_regex(r"[A-F][1-5]", fullmatch=True),
    value=TEXTS,
    message=TEXTS,
    hint=TEXTS,
)
SPANS = st.integers(0, 5)


@settings(max_examples=40)
@given(
    st.lists(st.lists(TEXTS, min_size=3, max_size=3), max_size=4),
    st.lists(FINDINGS, max_size=4),
    st.lists(st.tuples(SPANS, SPANS, SPANS, SPANS), max_size=3),
    TEXTS,
)
def test_any_text_is_only_text(
    rows: list[list[str]], findings: list[Finding], merged: list[Merge], text: str
) -> None:
    """Whatever a unit wrote, the workbook opens, and no cell of it is a formula or a number."""
    sheets = [Sheet("表", rows=rows, merged=tuple(merged)), Sheet(text, rows=rows)]
    told = facts(findings, sheets, file_name=text, unit=text, outcome=text)
    for sheet in opened(told).worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells} <= {"s"}
    assert feedback_name(text).endswith(".xlsx")

"""What a sheet shows, or hides, beside its values: found in every format, never a silent blank."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, time

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from ingest.findings import catalogue
from ingest.formats.read import read_workbook
from ingest.formats.shown import percent_decimals, percent_shown
from ingest.workbook import Mark, Sheet
from tests.ingest.office_files import (
    ods_cell,
    ods_of,
    ods_row,
    replaced,
    xls_book,
    xls_saved,
)
from tests.ingest.workbooks import SHEET, saved, sheet_bytes, with_part

STYLES = "xl/styles.xml"


def _read(fill: Callable[[Worksheet], object]) -> Sheet:
    book = Workbook()
    book.worksheets[0].append(["甲", "乙"])
    fill(book.worksheets[0])
    return read_workbook(saved(book)).sheets[0]


def _hide_row(sheet: Worksheet) -> None:
    sheet.append(["藏", "着"])
    sheet.row_dimensions[2].hidden = True
    sheet.row_dimensions[9].hidden = True  # holds nothing


def _hide_columns(sheet: Worksheet) -> None:
    sheet["D1"] = "藏"
    sheet.column_dimensions.group("C", "XFD", hidden=True)


def _strike(sheet: Worksheet) -> None:
    sheet["A1"].font = Font(strike=True)
    sheet["B1"].font = Font(strike=False)
    sheet["C1"].font = Font(strike=True)  # holds nothing


def _strike_part(sheet: Worksheet) -> None:
    struck, bold = InlineFont(strike=True), InlineFont(b=True)
    sheet["B1"] = CellRichText("留", TextBlock(struck, "删"), TextBlock(bold, "留"))


def _strike_all_but_part(sheet: Worksheet) -> None:
    _strike_part(sheet)
    sheet["B1"].font = Font(strike=True)


def _formulas(sheet: Worksheet) -> None:
    sheet["B1"] = "=A1&1"
    sheet["C3"] = "=1/0"


@pytest.mark.parametrize(
    ("fill", "marks"),
    [
        (_hide_row, [Mark("row_hidden", 1, -1)]),
        (_hide_columns, [Mark("column_hidden", -1, 3)]),
        (_strike, [Mark("struck_through", 0, 0, "甲")]),
        (_strike_part, [Mark("struck_through", 0, 1, "删")]),
        (_strike_all_but_part, [Mark("struck_through", 0, 1, "留删")]),
        (
            _formulas,
            [
                Mark("formula_without_value", 0, 1, "=A1&1"),
                Mark("formula_without_value", 2, 2, "=1/0"),
            ],
        ),
    ],
)
def test_marks_of_xlsx(fill: Callable[[Worksheet], object], marks: list[Mark]) -> None:
    """Each mark names its cell, row or column, and the words or the formula concerned."""
    sheet = _read(fill)
    assert list(sheet.marks) == marks
    assert all(mark.row < len(sheet.rows) and mark.column < len(sheet.rows[0]) for mark in marks)


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (0.85, "0%", "85%"),
        (0.855, "0%", "86%"),
        (0.855, "0.00%", "85.50%"),
        (-0.5, "0.0%;[Red]-0.0%", "-50.0%"),
        (12, "0%", "1200%"),
        (0.5, '0"%"', "0.5"),
        (0.5, "0.00", "0.5"),
        ("85%", "0%", "85%"),
    ],
)
def test_share_is_read_as_the_percentage_shown(
    value: object, number_format: str, shown: str
) -> None:
    """A number whose format shows a percentage becomes that percentage, in .xlsx and .xls alike."""
    book = Workbook()
    book.worksheets[0]["A1"] = value
    book.worksheets[0]["A1"].number_format = number_format
    old, sheet = xls_book()
    sheet.write(0, 0, value, xlwt.easyxf(num_format_str=number_format))
    for data in (saved(book), xls_saved(old)):
        assert read_workbook(data).sheets[0].rows == [[shown]]


def test_percentages_never_fail() -> None:
    """What is no number of reasonable size is shown as it is stored."""
    assert [percent_shown(value, 0) for value in (float("nan"), 1e300)] == ["nan", "1e+300"]
    assert [percent_decimals(text) for text in ("", "%", "0.0?%", r"0\%", "0;0%")] == [
        None, 0, 2, None, None,
    ]  # fmt: skip


def _with(old: bytes, new: bytes) -> bytes:
    return with_part(sheet_bytes([["甲", 1]]), SHEET, lambda xml: xml.replace(old, new))


@pytest.mark.parametrize(
    ("cell", "shown", "marks"),
    [
        (b't="e"><v>#REF!</v>', "#REF!", []),
        (b't="e"><f>1/0</f><v>#DIV/0!</v>', "#DIV/0!", []),
        (b't="str"><f>""</f><v></v>', "", []),
        (b't="str"><f>A1</f><v>x</v>', "x", []),
        (b't="e" vm="1"><v>#VALUE!</v>', "", [Mark("picture_in_cell", 0, 1)]),
        (
            b't="str"><f>_xlfn.DISPIMG("A",1)</f><v>=DISPIMG("A",1)</v>',
            "",
            [Mark("picture_in_cell", 0, 1)],
        ),
        (b"><f>A1</f>", "", [Mark("formula_without_value", 0, 1, "=A1")]),
        (b'><f t="shared" si="0"/>', "", [Mark("formula_without_value", 0, 1, "=")]),
        (b't="n"><f>1+1</f><v>2</v>', "2", []),
    ],
)
def test_formulas_and_errors_are_never_silent(cell: bytes, shown: str, marks: list[Mark]) -> None:
    """An error reads as its code; a formula without a result is marked, an empty text is not."""
    sheet = read_workbook(_with(b't="n"><v>1</v>', cell)).sheets[0]
    assert [list(row) for row in sheet.rows] == [["甲", shown]]
    assert list(sheet.marks) == marks


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<row ", b"<row hidden='1' "),
        (b"<row ", b'<row hidden="true" '),
        (b"<sheetData", b"<sheetData x = '' y='1'"),
    ],
)
def test_unusual_spelling_is_looked_at(old: bytes, new: bytes) -> None:
    """XML that other programs write differently hides no mark."""
    sheet = read_workbook(_with(old, new)).sheets[0]
    assert [mark.kind for mark in sheet.marks] == ["row_hidden"] * new.startswith(b"<row")


def test_prefixed_xml_is_looked_at() -> None:
    """A program that writes its XML with prefixes is read with its marks."""
    data = with_part(
        _with(b"<row ", b'<row hidden="1" '),
        SHEET,
        lambda xml: re.sub(rb"<(/?)(\w)", rb"<\1x:\2", xml).replace(b"xmlns=", b"xmlns:x="),
    )
    assert [mark.kind for mark in read_workbook(data).sheets[0].marks] == ["row_hidden"]


def test_marks_that_cannot_be_checked_are_said() -> None:
    """Styles that are broken where calamine does not look cost the marks, and the file says so."""
    data = with_part(
        saved(_struck_book()), STYLES, lambda xml: xml.replace(b"</fonts>", b"</font>")
    )
    read = read_workbook(data)
    assert (read.sheets[0].rows, read.notes) == ([["甲"]], ("marks_unchecked",))


def _struck_book() -> Workbook:
    book = Workbook()
    book.worksheets[0]["A1"] = "甲"
    book.worksheets[0]["A1"].font = Font(strike=True)
    return book


def _xls_marks(book: xlwt.Workbook) -> list[Mark]:
    return list(read_workbook(xls_saved(book)).sheets[0].marks)


def test_marks_of_xls() -> None:
    """Hidden rows and columns and struck fonts are found in an .xls."""
    book, sheet = xls_book()
    struck, plain = xlwt.easyfont("struck_out true"), xlwt.easyfont("")
    sheet.write(0, 0, "甲")
    sheet.write(1, 1, "乙", xlwt.easyxf("font: struck_out true"))
    sheet.write_rich_text(2, 2, [("留", plain), ("删", struck), ("留", plain)])
    sheet.write_rich_text(3, 0, [("删", struck), ("留", plain)], xlwt.easyxf("font: bold true"))
    sheet.write(4, 3, "丙", xlwt.easyxf("font: struck_out true", num_format_str="0%"))
    sheet.row(1).hidden = True
    sheet.row(60).hidden = True
    sheet.col(2).hidden = True
    sheet.col(9).hidden = True
    assert _xls_marks(book) == [
        Mark("row_hidden", 1, -1),
        Mark("column_hidden", -1, 2),
        Mark("struck_through", 1, 1, "乙"),
        Mark("struck_through", 2, 2, "删"),
        Mark("struck_through", 3, 0, "删"),
        Mark("struck_through", 4, 3, "丙"),
    ]


def test_xls_with_broken_looks_is_still_read() -> None:
    """When xlrd cannot follow the looks of an .xls, its texts are read and that is said."""
    book, sheet = xls_book()
    sheet.write_merge(0, 1, 0, 0, "甲")
    sheet.write(0, 1, "乙")
    whole = read_workbook(xls_saved(book))
    broken = read_workbook(replaced(xls_saved(book), b"\xe5\0\x0a\0\1\0", b"\xe5\0\x0a\0\0\0"))
    assert (whole.sheets[0].merged, whole.notes) == (((0, 0, 1, 0),), ())
    assert (broken.sheets[0].rows[0], broken.notes) == (["甲", "乙"], ("marks_unchecked",))


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1, "1"),
        (0.1 + 0.2, "0.3"),
        (True, "TRUE"),
        (date(2024, 6, 30), "2024-06-30"),
        (datetime(2024, 6, 30, 8, 5), "2024-06-30 08:05:00"),
        (time(8, 5), "08:05:00"),
        ("  两边\n空格 ", "  两边\n空格 "),
    ],
)
def test_xls_values_are_as_shown(value: object, shown: str) -> None:
    """Every kind of value reads as it does from an .xlsx."""
    book, sheet = xls_book()
    form = {date: "yyyy/m/d", datetime: "yyyy/m/d hh:mm", time: "hh:mm"}.get(type(value), "General")
    sheet.write(0, 0, value, xlwt.easyxf(num_format_str=form))
    assert read_workbook(xls_saved(book)).sheets[0].rows == [[shown]]


def test_xls_formula_without_a_result_is_marked() -> None:
    """A formula that a program wrote without working it out is marked in its own sheet."""
    book, sheet = xls_book()
    sheet.write(0, 0, "甲")
    book.add_sheet("二").write(2, 1, xlwt.Formula('"已"&"办"'))
    first, second = read_workbook(xls_saved(book)).sheets
    assert (first.marks, [mark.kind for mark in second.marks]) == ((), ["formula_without_value"])
    assert (second.marks[0].row, second.marks[0].column, second.rows[2][1]) == (2, 1, "")


def test_xls_errors_and_impossible_dates_are_texts() -> None:
    """An error reads as its code, a date after all dates as its number."""
    book, sheet = xls_book()
    sheet.row(0).set_cell_error(0, "#REF!")
    sheet.write(0, 1, 9e9, xlwt.easyxf(num_format_str="yyyy/m/d"))
    assert read_workbook(xls_saved(book)).sheets[0].rows == [["#REF!", "9000000000"]]


_STRUCK = (
    '<style:style style:name="s" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style><style:style style:name="n" '
    'style:family="text"><style:text-properties style:text-line-through-style="none"/>'
    '</style:style><style:style style:name="c" style:family="table-cell" '
    'style:parent-style-name="s"/>'
)
_CELL = ' table:style-name="c"'
_SPAN = (
    '<table:table-cell{}><text:p>留<text:span text:style-name="{}">删</text:span></text:p>'
    "</table:table-cell>"
)


@pytest.mark.parametrize(
    ("table", "marks"),
    [
        (ods_row(_SPAN.format("", "s")), [Mark("struck_through", 0, 0, "删")]),
        (ods_row(_SPAN.format(_CELL, "s")), [Mark("struck_through", 0, 0, "留删")]),
        (ods_row(_SPAN.format(_CELL, "n")), [Mark("struck_through", 0, 0, "留")]),
        (ods_row(_SPAN.format("", "n")), []),
        (
            '<table:table-column/><table:table-column table:default-cell-style-name="c"/>'
            + ods_row(ods_cell("甲"), ods_cell("乙"), ods_cell("丙")),
            [Mark("struck_through", 0, 1, "乙")],
        ),
        (
            ods_row(ods_cell("甲"), attributes='table:default-cell-style-name="c"'),
            [Mark("struck_through", 0, 0, "甲")],
        ),
        (
            ods_row(ods_cell("甲"))
            + "<table:table-row-group>"
            + ods_row(ods_cell("乙"), attributes='table:visibility="filter"')
            + "</table:table-row-group>"
            + ods_row(ods_cell(""), attributes='table:visibility="collapse"'),
            [Mark("row_hidden", 1, -1)],
        ),
        (
            '<table:table-column table:number-columns-repeated="2"/>'
            '<table:table-column table:visibility="collapse" table:number-columns-repeated="999"/>'
            + ods_row(ods_cell("甲"), ods_cell("乙"), ods_cell("丙")),
            [Mark("column_hidden", -1, 2)],
        ),
        (
            ods_row(ods_cell("甲"), ods_cell("", 'table:formula="of:=[.A1]"')),
            [Mark("formula_without_value", 0, 1, "=[.A1]")],
        ),
        (
            ods_row(ods_cell("", 'table:formula="of:=T()" office:value-type="string"')),
            [],
        ),
    ],
)  # fmt: skip
def test_marks_of_ods(table: str, marks: list[Mark]) -> None:
    """Hidden rows and columns, struck words and formulas without a result are found in an .ods."""
    sheet = read_workbook(ods_of(table, _STRUCK)).sheets[0]
    assert list(sheet.marks) == marks


def test_hidden_ods_sheet_is_named_but_not_read() -> None:
    """A sheet whose style is not displayed is named only."""
    hidden = (
        '<style:style style:name="t" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    table = (
        ods_row(ods_cell("甲")) + '</table:table><table:table table:style-name="t" table:name="藏">'
    )
    sheets = read_workbook(ods_of(table + ods_row(ods_cell("乙")), hidden)).sheets
    assert [(sheet.name, sheet.visible, list(sheet.rows)) for sheet in sheets] == [
        ("台账", True, [["甲"]]),
        ("藏", False, []),
    ]


def test_every_mark_and_note_has_words() -> None:
    """Each mark and note of a workbook is a code of the catalogue."""
    codes = {code for code, _ in catalogue()}
    assert codes >= {
        "row_hidden", "column_hidden", "struck_through", "formula_without_value",
        "has_macros", "marks_unchecked",
    }  # fmt: skip

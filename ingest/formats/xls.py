"""An .xls or .et, the format of office programs up to 2003, through xlrd."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import datetime

import xlrd
from xlrd import Book
from xlrd.sheet import Cell
from xlrd.sheet import Sheet as XlsSheet

from ingest.findings import refusal
from ingest.formats.biff import Records, checked
from ingest.formats.detect import ole_format
from ingest.formats.extents import MAX_MERGES
from ingest.formats.grid import grown, squared
from ingest.formats.ole import OleFile
from ingest.formats.package import MAX_FILE_BYTES, too_large
from ingest.formats.sheet_marks import hidden_columns, hidden_rows
from ingest.formats.shown import as_shown, percent_decimals, percent_shown
from ingest.workbook import Mark, Sheet, Workbook
from ledger.errors import UserError

_MACROS = frozenset({"_VBA_PROJECT_CUR", "_VBA_PROJECT"})
_VISIBLE = 0
_UNKNOWN_FORMULA = "（公式）"  # an .xls keeps it in a form that xlrd does not turn back into text


def parse_xls(data: bytes) -> Workbook:
    """Return the sheets of an OLE file that holds a workbook.

    Raises UserError `encrypted`, `old_word`, `file_too_large` or `not_a_workbook`.
    """
    if len(data) > MAX_FILE_BYTES:
        raise too_large(len(data))
    ole = OleFile(data)
    records = checked(ole.stream(ole_format(ole.names)))
    notes = ("has_macros",) if ole.names & _MACROS else ()
    try:
        return Workbook("xls", _sheets(records, looks=True), notes)
    except (UserError, MemoryError):
        raise
    except Exception:  # noqa: BLE001  xlrd's are of every kind; perhaps only the looks are broken
        return Workbook("xls", _without_looks(records), (*notes, "marks_unchecked"))


def _without_looks(records: Records) -> tuple[Sheet, ...]:
    try:
        return _sheets(records, looks=False)
    except (UserError, MemoryError):
        raise
    except Exception:  # noqa: BLE001
        raise refusal("not_a_workbook", "damaged") from None


def _sheets(records: Records, looks: bool) -> tuple[Sheet, ...]:
    with io.StringIO() as log:
        book = xlrd.open_workbook(
            logfile=log, file_contents=records.stream, formatting_info=looks, ragged_rows=True
        )
    pairs = zip(book.sheets(), records.unsolved, strict=True)
    return tuple(_sheet(book, sheet, unsolved) for sheet, unsolved in pairs)


def _sheet(book: Book, sheet: XlsSheet, unsolved: Iterable[tuple[int, int]]) -> Sheet:
    if sheet.visibility != _VISIBLE:
        return Sheet(sheet.name, visible=False)
    rows = squared([[_text(book, cell) for cell in sheet.row(n)] for n in range(sheet.nrows)])
    marks = [Mark("formula_without_value", *place, _UNKNOWN_FORMULA) for place in unsolved]
    bottom = max((mark.row + 1 for mark in marks), default=0)
    rows = grown(rows, bottom, max((mark.column + 1 for mark in marks), default=0))
    if book.formatting_info:
        marks = [*_hidden(sheet, rows), *marks, *_struck(book, sheet, rows)]
    if len(sheet.merged_cells) > MAX_MERGES:
        raise refusal("file_too_large", size=f"{len(sheet.merged_cells)}处合并单元格")
    merged = tuple((top, left, end - 1, right - 1) for top, end, left, right in sheet.merged_cells)
    return Sheet(sheet.name, True, rows, merged, marks=tuple(marks))


def _text(book: Book, cell: Cell) -> str:
    """Return a cell as shown; without the looks xlrd knows dates but no percentages."""
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _date_text(cell.value, book.datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return as_shown(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR!"))
    if cell.ctype == xlrd.XL_CELL_NUMBER and book.formatting_info:
        style = book.xf_list[cell.xf_index]
        decimals = percent_decimals(book.format_map[style.format_key].format_str)
        return as_shown(cell.value) if decimals is None else percent_shown(cell.value, decimals)
    return as_shown(cell.value)


def _date_text(value: float, datemode: int) -> str:
    try:
        moment: datetime = xlrd.xldate_as_datetime(value, datemode)
    except (xlrd.XLDateError, ValueError, OverflowError):
        return as_shown(value)
    return as_shown(moment.time() if 0 <= value < 1 else moment)


def _hidden(sheet: XlsSheet, rows: list[list[str]]) -> Iterator[Mark]:
    yield from hidden_rows(rows, (n for n, row in sheet.rowinfo_map.items() if row.hidden))
    hidden = [n for n, column in sheet.colinfo_map.items() if column.hidden]
    yield from hidden_columns(rows, ((n, n) for n in hidden))


def _struck(book: Book, sheet: XlsSheet, rows: list[list[str]]) -> Iterator[Mark]:
    struck = {number for number, font in enumerate(book.font_list) if font.struck_out}
    if not struck:
        return
    for place in range(min(len(rows), sheet.nrows)):
        for column in range(min(len(rows[place]), sheet.row_len(place))):
            text = rows[place][column]
            words = _struck_words(book, sheet, (place, column), text, struck)
            if words.strip():
                yield Mark("struck_through", place, column, words)


def _struck_words(
    book: Book, sheet: XlsSheet, place: tuple[int, int], text: str, struck: set[int]
) -> str:
    """Return the words whose font strikes them through; runs begin where the font changes."""
    style = book.xf_list[sheet.cell_xf_index(*place)]
    runs = [(0, style.font_index), *sheet.rich_text_runlist_map.get(place, ())]
    ends = [start for start, _ in runs[1:]] + [len(text)]
    pieces = zip(runs, ends, strict=True)
    return "".join(text[start:end] for (start, font), end in pieces if font in struck)

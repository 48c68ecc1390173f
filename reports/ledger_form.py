"""The ledger form as a workbook, blank to send out or filled in, in any of its layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from ledger.plan import Plan
from ledger.plan_files import PLAN_FOLDER
from ledger.quarter import Quarter
from reports.form_facts import FormColumn, Layout, Place, Role, load_form_facts
from reports.form_rows import form_rows

_BLANK_QUARTER = "　　年第　季度"
_MERGED_CATEGORIES = {Layout.CLEAN, Layout.PRINTED}
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_A3 = 8
_TIMELESS = datetime(2024, 1, 1, tzinfo=UTC).replace(tzinfo=None)

_TITLE = Font(name="黑体", size=18)
_HEADING = Font(name="黑体", size=12)
_BODY = Font(name="仿宋", size=11)
_CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
_WRAPPED = Alignment(vertical="top", wrap_text=True)
_SIDE = Side(style="thin")
_BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)


def write_form(  # noqa: PLR0913  one keyword for each thing that a form can show
    target: Path | BinaryIO,
    plan: Plan,
    *,
    unit: str = "",
    quarter: Quarter | None = None,
    layout: Layout = Layout.CLEAN,
    answers: Mapping[int, str] | None = None,
    contact: tuple[str, str] = ("", ""),
    notice: str = "",
    folder: Path = PLAN_FOLDER,
) -> None:
    """Write the ledger form to `target`; the same arguments always give the same bytes.

    A task without an answer keeps what the form prints: a dash or nothing. `contact` is a name and
    a telephone number, `notice` a line above the table. Raises UserError if the form's facts in
    `folder` cannot be read.
    """
    facts = load_form_facts(folder)
    words = {
        "title": plan.setting("form_title"),
        "unit": unit,
        "quarter": quarter.label if quarter else _BLANK_QUARTER,
        "contact": contact[0],
        "phone": contact[1],
    }
    lines = {place: _filled(facts.lines_of(layout, place), words) for place in Place}
    columns = facts.columns_of(layout)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = lines[Place.SHEET][0]
    _write_lines(sheet, [*lines[Place.HEAD], notice], columns)
    _write_title_style(sheet)
    top = _write_table(sheet, columns, form_rows(plan, facts, layout, answers or {}))
    if layout in _MERGED_CATEGORIES:
        _merge_categories(sheet, top, columns)
    _write_lines(sheet, lines[Place.FOOT], columns)
    _set_page(sheet, top, columns)
    _save(book, target)


def _filled(lines: Sequence[str], words: Mapping[str, str]) -> list[str]:
    return [line.format_map(words) for line in lines]


def _next_row(sheet: Worksheet) -> int:
    """Return the first row not yet used; a new sheet claims to have one row, but no cells."""
    return sheet.max_row + 1 if sheet["A1"].value is not None else 1


def _write_lines(sheet: Worksheet, lines: Sequence[str], columns: Sequence[FormColumn]) -> None:
    for line in filter(None, lines):
        row = _next_row(sheet)
        for column, text in enumerate(line.split("|"), start=1):
            if text:
                _put(sheet.cell(row, column), text)
        if "|" not in line:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))


def _write_title_style(sheet: Worksheet) -> None:
    title = sheet["A1"]
    title.font, title.alignment = _TITLE, _CENTRED


def _write_table(
    sheet: Worksheet, columns: Sequence[FormColumn], rows: Sequence[Mapping[Role, str]]
) -> int:
    """Write the header and the rows; return the header's row number."""
    top = _next_row(sheet)
    for number, column in enumerate(columns, start=1):
        heading = sheet.cell(top, number, column.heading)
        heading.font, heading.alignment, heading.border = _HEADING, _CENTRED, _BOX
    for row_number, row in enumerate(rows, start=top + 1):
        for number, column in enumerate(columns, start=1):
            cell = sheet.cell(row_number, number)
            _put(cell, row.get(column.role, ""))
            cell.border = _BOX
    return top


def _put(cell: Cell, text: str) -> None:
    """Write `text` as text: nothing that a unit wrote is ever run as a formula."""
    cell.font, cell.alignment = _BODY, _WRAPPED
    if text:
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(_FORMULA_STARTS)


def _merge_categories(sheet: Worksheet, top: int, columns: Sequence[FormColumn]) -> None:
    column = 1 + [c.role for c in columns].index(Role.CATEGORY)
    last = sheet.max_row
    starts = [r for r in range(top + 1, last + 1) if sheet.cell(r, column).value is not None]
    for start, end in zip(starts, [*(s - 1 for s in starts[1:]), last], strict=True):
        if end > start:
            sheet.merge_cells(start_row=start, end_row=end, start_column=column, end_column=column)


def _set_page(sheet: Worksheet, top: int, columns: Sequence[FormColumn]) -> None:
    """Set widths and print; heights stay unset, so that rows grow with what a unit types."""
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{top + 1}"
    sheet.print_title_rows = f"{top}:{top}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A3
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def _save(book: Workbook, target: Path | BinaryIO) -> None:
    """Write the workbook without any time of writing, so that one form always is one SHA-256."""
    book.properties.created = book.properties.modified = _TIMELESS
    packed = BytesIO()
    ExcelWriter(book, ZipFile(packed, "w")).save()
    with ZipFile(packed) as source, ZipFile(target, "w") as timeless:
        for name in source.namelist():
            member = ZipInfo(name, _TIMELESS.timetuple()[:6])
            timeless.writestr(member, source.read(name), ZIP_DEFLATED)

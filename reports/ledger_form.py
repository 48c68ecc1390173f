"""The ledger form as a workbook, blank to send out or filled in, in any of its layouts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ledger.plan import Plan
from ledger.plan_files import PLAN_FOLDER
from ledger.quarter import Quarter
from ledger.words import STATUS_LABELS, Status
from reports.cells import A3, BOX, CENTRED, HEADING, TITLE, put, set_page
from reports.form_facts import FormColumn, Layout, Place, Role, load_form_facts
from reports.form_rows import form_rows
from reports.workbook_bytes import save_timeless

_BLANK_QUARTER = "　　年第　季度"
_MERGED_CATEGORIES = {Layout.CLEAN, Layout.PRINTED}
_DECLARABLE = (Status.DONE, Status.ADVANCING, Status.NOT_STARTED, Status.NONE)
_ASK, _ASK_MORE = "完成状态", "可从下拉列表选一项，也可不填；仍请在“落实情况”中写明做法和结果。"
_WARN = "建议从下拉列表中选一项：{words}。仍要保留所填内容吗？"


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
    declared: bool = False,
    folder: Path = PLAN_FOLDER,
) -> None:
    """Write the ledger form to `target`; the same arguments always give the same bytes.

    A task without an answer keeps what the form prints: a dash or nothing. `contact` is a name and
    a telephone number, `notice` a line above the table; `declared` adds the column 完成状态 with a
    drop-down. Raises UserError if the form's facts in `folder` cannot be read.
    """
    facts = load_form_facts(folder)
    said = quarter.label if quarter else _BLANK_QUARTER
    words = {"title": plan.setting("form_title"), "unit": unit, "quarter": said}
    words |= {"contact": contact[0], "phone": contact[1]}
    lines = {place: _filled(facts.lines_of(layout, place), words) for place in Place}
    columns = facts.columns_of(layout, declared=declared)
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = lines[Place.SHEET][0]
    _write_lines(sheet, [*lines[Place.HEAD], notice], columns)
    _write_title_style(sheet)
    top = _write_table(sheet, columns, form_rows(plan, facts, layout, answers or {}))
    if layout in _MERGED_CATEGORIES:
        _merge_categories(sheet, top, columns)
    if declared:
        _add_drop_down(sheet, top, columns)
    _write_lines(sheet, lines[Place.FOOT], columns)
    _set_columns(sheet, top, columns)
    set_page(sheet, A3, header=top)
    save_timeless(book, target)


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
                put(sheet.cell(row, column), text)
        if "|" not in line:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(columns))


def _write_title_style(sheet: Worksheet) -> None:
    title = sheet["A1"]
    title.font, title.alignment = TITLE, CENTRED


def _write_table(
    sheet: Worksheet, columns: Sequence[FormColumn], rows: Sequence[Mapping[Role, str]]
) -> int:
    """Write the header and the rows; return the header's row number."""
    top = _next_row(sheet)
    for number, column in enumerate(columns, start=1):
        heading = sheet.cell(top, number, column.heading)
        heading.font, heading.alignment, heading.border = HEADING, CENTRED, BOX
    for row_number, row in enumerate(rows, start=top + 1):
        for number, column in enumerate(columns, start=1):
            cell = sheet.cell(row_number, number)
            put(cell, row.get(column.role, ""))
            cell.border = BOX
    return top


def _merge_categories(sheet: Worksheet, top: int, columns: Sequence[FormColumn]) -> None:
    column = 1 + [c.role for c in columns].index(Role.CATEGORY)
    last = sheet.max_row
    starts = [r for r in range(top + 1, last + 1) if sheet.cell(r, column).value is not None]
    for start, end in zip(starts, [*(s - 1 for s in starts[1:]), last], strict=True):
        if end > start:
            sheet.merge_cells(start_row=start, end_row=end, start_column=column, end_column=column)


def _add_drop_down(sheet: Worksheet, top: int, columns: Sequence[FormColumn]) -> None:
    """Offer the words for a status in each row of the table; another word is let through."""
    words = [STATUS_LABELS[status] for status in _DECLARABLE]
    choice = DataValidation(
        type="list", formula1=f'"{",".join(words)}"', allow_blank=True, errorStyle="warning"
    )
    choice.promptTitle, choice.prompt, choice.showInputMessage = _ASK, _ASK_MORE, True
    choice.errorTitle, choice.showErrorMessage = _ASK, True
    choice.error = _WARN.format(words="、".join(words))
    letter = get_column_letter(1 + [column.role for column in columns].index(Role.DECLARED))
    choice.add(f"{letter}{top + 1}:{letter}{sheet.max_row}")
    sheet.add_data_validation(choice)


def _set_columns(sheet: Worksheet, top: int, columns: Sequence[FormColumn]) -> None:
    """Set widths only: heights stay unset, so that rows grow with what a unit types."""
    for number, column in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.freeze_panes = f"A{top + 1}"

"""All reminders in one workbook: a row for each item, with the unit's liaison and telephone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from reports.cells import A4, BOX, CENTRED, HEADING, TITLE, height_for, put, put_value, set_page
from reports.document_words import chinese_day
from reports.reminder_digest import COLOURS, Digest, Item
from reports.workbook_bytes import save_timeless

_COLUMNS = (
    ("序号", 6.0), ("单位", 22.0), ("联络员", 10.0), ("联系电话", 15.0), ("程度", 8.0),
    ("事项", 24.0), ("期限", 12.0), ("逾期天数", 10.0), ("情况", 44.0), ("需要做的", 40.0),
    ("上次催办", 12.0),
)  # fmt: skip
_HEADER = 3
_DAYS = 8  # the column of numbers, negative before the due date


def write_reminder_list(target: Path | BinaryIO, digests: Sequence[Digest]) -> None:
    """Write the list to `target`; the same digests always give the same bytes.

    Raises OSError if the place cannot be written to.
    """
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "催办表"
    _write_head(sheet, digests)
    row = _HEADER
    for digest in digests:
        for item in digest.items:
            row += 1
            _write_row(sheet, row, _texts(row - _HEADER, digest, item), item.days)
    sheet.freeze_panes = f"C{_HEADER + 1}"
    sheet.auto_filter.ref = f"A{_HEADER}:K{row}"
    set_page(sheet, A4, _HEADER)
    save_timeless(book, target)


def _write_head(sheet: Worksheet, digests: Sequence[Digest]) -> None:
    put_value(sheet["A1"], "催办表")
    sheet["A1"].font, sheet["A1"].alignment = TITLE, CENTRED
    sheet.merge_cells(None, 1, 1, 1, len(_COLUMNS))
    put(sheet["A2"], "。".join(_sums(digests)))
    sheet.merge_cells(None, 2, 1, 2, len(_COLUMNS))
    for column, (heading, width) in enumerate(_COLUMNS, start=1):
        cell = sheet.cell(_HEADER, column, heading)
        cell.font, cell.alignment, cell.border = HEADING, CENTRED, BOX
        sheet.column_dimensions[cell.column_letter].width = width


def _sums(digests: Sequence[Digest]) -> Iterator[str]:
    """Yield the day, and how many items of which colour there are in how many units."""
    items = [item for digest in digests for item in digest.items]
    days = sorted({digest.as_of for digest in digests})
    if days:
        yield f"截至{chinese_day(days[-1])}，{len(digests)}个单位共{len(items)}项"
    for colour, words in COLOURS.items():
        if count := sum(item.colour == colour for item in items):
            yield f"{words}{count}项（{count}/{len(items)}）"
    yield "逾期天数为负数的，是距期限还有几天"


def _texts(number: int, digest: Digest, item: Item) -> tuple[str, ...]:
    return (
        str(number),
        digest.unit,
        "\n".join(person for person, _ in digest.liaisons),
        "\n".join(phone for _, phone in digest.liaisons),
        COLOURS[item.colour],
        item.subject,
        item.due_on.isoformat() if item.due_on else "",
        "",
        item.reason,
        item.request,
        item.last_reminded_on.isoformat() if item.last_reminded_on else "",
    )


def _write_row(sheet: Worksheet, row: int, texts: Sequence[str], days: int | None) -> None:
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        put(cell, text)
        cell.border = BOX
    sheet.cell(row, _DAYS).value = days
    widths = [width for _, width in _COLUMNS]
    heights = [height_for(text, width) for text, width in zip(texts, widths, strict=True)]
    sheet.row_dimensions[row].height = max(heights)

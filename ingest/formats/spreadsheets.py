"""Spreadsheets through calamine, after checks that keep it from taking the process down."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.findings import refusal
from ingest.workbook import Sheet


def parse(data: bytes) -> tuple[Sheet, ...]:
    """Return the worksheets of a file that `check_package` let through.

    Raises UserError `encrypted` or `not_a_workbook`.
    """
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(
            _sheet(book, place, meta)
            for place, meta in enumerate(book.sheets_metadata)
            if meta.typ == SheetTypeEnum.WorkSheet
        )
    except PasswordError:
        raise refusal("encrypted") from None
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001  calamine's panics are no Exceptions
        raise refusal("not_a_workbook", "damaged") from None


def _sheet(book: CalamineWorkbook, place: int, meta: SheetMetadata) -> Sheet:
    if meta.visible != SheetVisibleEnum.Visible:
        return Sheet(meta.name, visible=False)
    sheet = book.get_sheet_by_index(place)
    rows = [
        [value if type(value) is str else _as_shown(value) for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(meta.name, True, rows, merged)


def _as_shown(value: Any) -> str:
    """Return a cell's value as text, as near as may be to what the sheet shows."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        whole = float(value).is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else f"{value:.15g}"
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)

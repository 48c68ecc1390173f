"""The bytes of a returned file as plain rows of text, after checks that keep the parser safe."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cache
from typing import Any

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.findings import refusal
from ingest.package_checks import check_package

Merge = tuple[int, int, int, int]

_WORKBOOK_PART, _MACRO_PART = "xl/workbook.xml", "xl/vbaProject.bin"


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of equal length from A1 on, and merged ranges (first row, column, last …).

    A hidden sheet has no rows: it is named, not read.
    """

    name: str
    visible: bool = True
    rows: list[list[str]] = field(default_factory=list)
    merged: tuple[Merge, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """A file as plain data: its format (`xlsx`, `xlsm`) and its worksheets in order."""

    format: str
    sheets: tuple[Sheet, ...]


def read_workbook(data: bytes) -> Workbook:
    """Return the worksheets of an .xlsx file, judged by content.

    Raises UserError `not_a_workbook`, `encrypted` or `file_too_large`.
    """
    names = check_package(data)
    if _WORKBOOK_PART not in names:
        raise refusal("not_a_workbook")
    return Workbook("xlsm" if _MACRO_PART in names else "xlsx", _parse(data))


def cell_name(row: int, column: int) -> str:
    """Return the A1 form of a cell given by its 0-based row and column."""
    return f"{_column_letters(column)}{row + 1}"


@cache
def _column_letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _parse(data: bytes) -> tuple[Sheet, ...]:
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

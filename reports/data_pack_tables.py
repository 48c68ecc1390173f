"""One table of the data pack on a sheet of its own: title, definition, headings, rows, charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ledger.clock import to_beijing
from ledger.headings import HEADINGS
from ledger.words import (
    DEADLINE_LABELS,
    LIGHT_LABELS,
    MOVE_LABELS,
    STATE_LABELS,
    STATUS_LABELS,
)
from reports.cells import height_for, portions, text_width
from reports.data_pack_book import PackBook, fit_height

_WORDS: Mapping[str, Mapping[str, str]] = (
    dict.fromkeys(
        ("status", "cell_status", "judged_status", "status_before", "status_now"), STATUS_LABELS
    )
    | dict.fromkeys(("light", "light_before", "light_now"), LIGHT_LABELS)
    | dict.fromkeys(("state", "report_state", "annex_state", "ledger_state"), STATE_LABELS)
    | {"deadline_kind": DEADLINE_LABELS, "moved": MOVE_LABELS}
)
_RATES = ("_rate",)
_SCORES = ("z_score",)
_HEADER = 2  # below title and definition
_NUMBER, _NARROW, _WIDE, _WIDEST = 7.5, 9.0, 22.0, 60.0
_LONG_HEADING, _NUMBER_BELOW_LONG = 8, 9.5  # letters: in less a long heading loses its last line
_LONG = (
    "narrative",
    "note",
    "reason",
    "text",
    "definition",
    "message",
    "units_open",
    "missing_units",
)
_SHORT_NAMES = (
    "unit", "county", "short_name", "category", "file_name", "aspect", "thing", "no_total",
    "matched", "evaluation_label",
)  # fmt: skip
_DIGEST = 20.0
_DATE_WIDTHS = {"day": 12.0, "time": 17.0}
_DAY_NOUGHT = pd.Timestamp(1899, 12, 30)  # from which workbooks count days
_SAMPLED = 400  # rows looked at to see whether a text column is narrow


@dataclass(frozen=True)
class Column:
    """A column of a table: its name in the frame, its heading, its values and its look."""

    name: str
    heading: str
    values: list[Any]
    look: str
    width: float


@dataclass(frozen=True)
class Placed:
    """Where a table stands on its sheet, for the charts that read it."""

    name: str
    first_row: int
    last_row: int
    columns: Mapping[str, int]
    wide: int  # the first column in which a name has room


def columns_of(frame: pd.DataFrame, wanted: str) -> list[Column]:
    """Return the wanted columns, `name` or `name:heading` between blanks; long texts in several.

    Codes become words, truth 是 or nothing, times those of Beijing.
    """
    columns: list[Column] = []
    for part in wanted.split():
        name, _, heading = part.partition(":")
        heading = heading or HEADINGS[name]
        values, look = _values(name, frame[name])
        if look == "text":
            columns += _text_columns(name, heading, values)
        else:
            width = _DATE_WIDTHS.get(look, _number_width(heading))
            columns.append(Column(name, heading, values, look, width))
    return columns


def _number_width(heading: str) -> float:
    return _NUMBER if text_width(heading) <= _LONG_HEADING else _NUMBER_BELOW_LONG


def write_table(
    book: PackBook, name: str, title: str, definition: str, columns: Sequence[Column]
) -> Placed:
    """Add a sheet with the table and return where it stands; headings stay in view."""
    widths = [column.width for column in columns]
    sheet = book.add_sheet(name, widths)
    book.put_text(sheet, 0, 0, title, "title")
    sheet.set_row(0, 28)
    _write_definition(book, sheet, definition, widths)
    for at, column in enumerate(columns):
        book.put_text(sheet, _HEADER, at, column.heading, "heading")
    headings = [column.heading for column in columns]
    sheet.set_row(_HEADER, max(map(height_for, headings, widths)))
    rows = len(columns[0].values)
    _write_rows(book, sheet, columns, rows)
    last = _HEADER + max(rows, 1)
    sheet.freeze_panes(_HEADER + 1, 1)
    sheet.repeat_rows(_HEADER)
    book.draw_lines(sheet, _HEADER + 1, last, len(columns) - 1)
    sheet.autofilter(_HEADER, 0, last, len(columns) - 1)
    places = {column.name: at for at, column in reversed(list(enumerate(columns)))}
    wide = next((at for at, width in enumerate(widths) if width >= _WIDE), 0)
    return Placed(name, _HEADER + 1, _HEADER + rows, places, wide)


def _write_definition(book: PackBook, sheet: Any, definition: str, widths: Sequence[float]) -> None:
    room = min(len(widths), max(2, sum(1 for n in range(len(widths)) if sum(widths[:n]) < 120)))
    sheet.merge_range(1, 0, 1, room - 1, "", book.look("note"))
    book.put_text(sheet, 1, 0, definition, "note")
    sheet.set_row(1, height_for(definition, sum(widths[:room])))


def _write_rows(book: PackBook, sheet: Any, columns: Sequence[Column], rows: int) -> None:
    long = [column for column in columns if column.look == "text" and column.width >= _WIDE]
    widths = [column.width for column in long]
    for at, column in enumerate(columns):
        book.put_column(sheet, _HEADER + 1, at, column.values, column.look)
    if not rows:
        book.put_text(sheet, _HEADER + 1, 0, "（没有记录）", "text")
    for number in range(rows):
        fit_height(sheet, _HEADER + 1 + number, [c.values[number] for c in long], widths)


def _values(name: str, values: pd.Series[Any]) -> tuple[list[Any], str]:
    if name in _WORDS:
        words = _WORDS[name]
        return ["" if pd.isna(v) else words.get(v, v) for v in values], "text"
    if pd.api.types.is_bool_dtype(values):
        return ["是" if pd.notna(value) and value else "" for value in values], "text"
    if name == "recorded_at":
        known = {v: to_beijing(v.to_pydatetime()) for v in values.dropna().unique()}
        return _serial(values.map(known)), "time"
    if pd.api.types.is_datetime64_any_dtype(values):
        return _serial(values), "day"
    if pd.api.types.is_numeric_dtype(values):
        look = "share" if name.endswith(_RATES) else "score" if name in _SCORES else "number"
        return _plain(values), look
    return [str(value) for value in values.astype(object).where(values.notna(), "")], "text"


def _serial(days: pd.Series[Any]) -> list[Any]:
    """Return days and times as the numbers that a workbook shows as such."""
    return _plain((pd.to_datetime(days) - _DAY_NOUGHT) / pd.Timedelta(days=1))


def _plain(values: pd.Series[Any]) -> list[Any]:
    return list(values.astype(object).where(values.notna(), None))


def _text_columns(name: str, heading: str, values: list[str]) -> list[Column]:
    """Return one column, or as many as the longest text needs cells."""
    known = {value: portions(value) for value in set(values)}
    parts = [known[value] for value in values]
    most = max((len(part) for part in parts), default=1)
    width = _width(name, values)
    return [
        Column(
            name if n == 0 else f"{name}_{n + 1}",
            heading if n == 0 else f"{heading}（续{n}）",
            [part[n] if n < len(part) else "" for part in parts],
            "text",
            width,
        )
        for n in range(most)
    ]


def _width(name: str, values: Sequence[str]) -> float:
    if name.startswith(_LONG) or name.endswith("_units"):
        return _WIDEST if name in ("narrative", "text", "definition") else 40.0
    if name == "sha256":
        return _DIGEST
    longest = max((len(value) for value in values[:_SAMPLED]), default=0)
    return _WIDE if longest > 10 or name in _SHORT_NAMES else _NARROW

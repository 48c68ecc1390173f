"""How much of each sheet of a returned file a feedback workbook repeats, and under which name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils.cell import column_index_from_string, coordinate_to_tuple

from ingest.workbook import Sheet
from reports.cells import writable

MAX_SHEETS = 40
MAX_ROWS = 3_000
MAX_COLUMNS = 60
MAX_CELLS = 30_000  # filled ones, all sheets together: a hundred ledgers, some seconds to write
_LONGEST_NAME = 31  # what Excel allows, counted in UTF-16 units
_NOT_IN_NAMES = re.compile(r"[\\/*?:\[\]\s]+")
_CELL = re.compile(r"([A-Z]{1,3}[1-9]\d{0,6})(?::.*)?")
_ROWS = re.compile(r"第([1-9]\d{0,6})(?:-\d+)?行")
_COLUMNS = re.compile(r"第([A-Z]{1,3})(?:-[A-Z]+)?列")
_TO = "至"
_RESERVED = {"history"}

Place = tuple[int, int]


@dataclass(frozen=True)
class Excerpt:
    """The top left of one sheet, `rows` × `columns` of it, under a name that a workbook allows."""

    name: str
    sheet: Sheet
    rows: int
    columns: int

    @property
    def shift(self) -> int:
        """How many columns stand before the sheet's own: one with the places in a Word file."""
        return 1 if self.sheet.row_places else 0

    @property
    def cut(self) -> str:
        """What of the sheet is not repeated, in words; empty if all is."""
        filled = [_last_filled(row) for row in self.sheet.rows]
        last_row = max((row for row, column in enumerate(filled, start=1) if column), default=0)
        if last_row <= self.rows and max(filled, default=0) <= self.columns:
            return ""
        return (
            f"原表有{last_row}行{max(filled)}列，这里只列出前{self.rows}行、前{self.columns}列，"
            "其余请看原件。"
        )

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Yield the filled cells that are repeated, by their 0-based row and column."""
        for row in range(self.rows):
            for column, text in enumerate(self.sheet.rows[row][: self.columns]):
                if text:
                    yield (row, column), text

    def place_of(self, name: str) -> Place | None:
        """Return the cell that a finding names, 0-based: B5, or the first filled of 第5-9行, 第C列.

        None if it is not repeated, or is no place at all.
        """
        if self.sheet.row_places:
            return self._named_places.get(name.split(_TO, maxsplit=1)[0])
        if match := _CELL.fullmatch(name):
            row, column = coordinate_to_tuple(match[1])
            inside = row <= self.rows and column <= self.columns
            return (row - 1, column - 1) if inside else None
        if match := _ROWS.fullmatch(name):
            row = int(match[1]) - 1
            return self._first_filled((row, column) for column in range(self.columns))
        if match := _COLUMNS.fullmatch(name):
            column = column_index_from_string(match[1]) - 1
            return self._first_filled((row, column) for row in range(self.rows))
        return None

    def _first_filled(self, places: Iterable[Place]) -> Place | None:
        return next(
            (
                (row, column)
                for row, column in places
                if row < self.rows and column < self.columns and self.sheet.rows[row][column]
            ),
            None,
        )

    @cached_property
    def _named_places(self) -> dict[str, Place]:
        """Every cell by its name, the first of those that share one; a row's own name is its."""
        names: dict[str, Place] = {}
        for row in range(self.rows):
            names.setdefault(self.sheet.row_places[row], (row, 0))
            for column in range(self.columns):
                names.setdefault(self.sheet.cell_name(row, column), (row, column))
        return names


def excerpts(sheets: Sequence[Sheet], taken: str) -> list[Excerpt]:
    """Return what is repeated of the visible `sheets`; `taken` is a name already in use."""
    shown: list[Excerpt] = []
    names = {_same(taken)}
    room = MAX_CELLS
    for sheet in [sheet for sheet in sheets if sheet.visible][:MAX_SHEETS]:
        excerpt = _excerpt(sheet, _sheet_name(sheet.name, names), room)
        names.add(_same(excerpt.name))
        room -= sum(1 for _ in excerpt.texts())
        shown.append(excerpt)
    return shown


def _excerpt(sheet: Sheet, name: str, room: int) -> Excerpt:
    rows = 0
    for row in sheet.rows[:MAX_ROWS]:
        room -= sum(map(bool, row[:MAX_COLUMNS]))
        if room < 0:
            break
        rows += 1
    width = max((len(row) for row in sheet.rows[:rows]), default=0)
    return Excerpt(name, sheet, rows, min(width, MAX_COLUMNS))


def _last_filled(row: Sequence[str]) -> int:
    """Return the number of the last filled column; blanks do not fill."""
    return next((n for n in range(len(row), 0, -1) if row[n - 1].strip()), 0)


def _sheet_name(name: str, taken: set[str]) -> str:
    """Return `name` as a workbook allows it, numbered if another sheet has it."""
    plain = _NOT_IN_NAMES.sub(" ", writable(name)).strip(" '") or "工作表"
    number, shown = 1, _shortened(plain, "")
    while _same(shown) in taken | _RESERVED:
        number += 1
        shown = _shortened(plain, f"({number})")
    return shown


def _same(name: str) -> str:
    """Return what two names share that a workbook takes for one: case and width do not matter."""
    return unicodedata.normalize("NFKC", name).casefold()


def _shortened(name: str, ending: str) -> str:
    room = 2 * (_LONGEST_NAME - len(ending))
    return name.encode("utf-16-le")[:room].decode("utf-16-le", "ignore").rstrip(" '") + ending

"""A returned file as plain data: sheets of text, and where in the original each cell stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

Merge = tuple[int, int, int, int]


@dataclass(frozen=True)
class Mark:
    """Something about a cell, row or column that its text does not show.

    `kind` is a code of the finding catalogue (`row_hidden`, `column_hidden`, `struck_through`,
    `formula_without_value` …); `row` and `column` are 0-based, -1 where the mark is of a whole
    column or row; `text` is what it concerns (the struck words, the formula), or empty.
    """

    kind: str
    row: int
    column: int
    text: str = ""


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of equal length from A1 on, and merged ranges (first row, column, last …).

    A hidden sheet has no rows: it is named, not read. `row_places` says for each row where it
    stands in a file that has no A1 (a paragraph or a table row of a Word file); empty otherwise.
    """

    name: str
    visible: bool = True
    rows: Sequence[Sequence[str]] = ()
    merged: tuple[Merge, ...] = ()
    row_places: tuple[str, ...] = ()
    marks: tuple[Mark, ...] = ()

    def cell_name(self, row: int, column: int) -> str:
        """Return what a reader of the original calls a cell given by 0-based row and column."""
        if not self.row_places:
            return cell_name(row, column)
        place = self.row_places[row]
        return f"{place}第{column + 1}列" if place.endswith("行") else place


@dataclass(frozen=True)
class Workbook:
    """A file as plain data: its format (`xlsx`, `docx` …) and its sheets in order.

    `notes` are codes of findings about the file as a whole, as `has_macros`.
    """

    format: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = ()


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

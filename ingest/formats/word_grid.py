"""Which column each cell of a Word table belongs to, however its borders were dragged.

A Word table has no columns, only rows of cells side by side. The rows of the usual number of cells
give the columns: their first cells are column 1, and so on, even where a border is out of line. A
row of fewer or more cells is laid over them: a wide cell spans the columns of which it covers at
least half, and cells into which a column was split share that column.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

_USUAL_WIDTH = 1_000  # of a grid column whose width is not given
_TOLERANCE = 0.25  # how far off an edge may be, in widths of its column, to be the same edge


class Extent(NamedTuple):
    """From where to where a cell reaches: in widths, or (last included) in columns."""

    first: int
    last: int


class Columns:
    """The columns of a table, by their edges from left to right."""

    def __init__(self, edges: Sequence[int]) -> None:
        """Take the edges, one more than there are columns, each beyond the one before."""
        self._edges = list(edges)

    def __len__(self) -> int:
        """Return how many columns there are."""
        return len(self._edges) - 1

    def place(self, row: Sequence[Extent]) -> list[Extent]:
        """Return the first and last column of each cell of a row; never before the cell's left."""
        if len(row) == len(self) and all(
            cell.first < self._edges[at + 1] and cell.last > self._edges[at]
            for at, cell in enumerate(row)
        ):
            return [Extent(at, at) for at in range(len(row))]
        placed: list[Extent] = []
        for cell in row:
            first, last = self._covered(cell)
            beyond = placed[-1].last + 1 if placed else 0
            if last >= beyond:
                first = max(first, beyond)
            else:  # a part of a column that was split
                first = last = beyond - 1
            placed.append(Extent(first, last))
        return placed

    def fits(self, row: Sequence[Extent]) -> bool:
        """Return whether all edges of a row are edges of these columns, or nearly so."""
        return all(self._is_edge(edge) for cell in row for edge in cell)

    def _covered(self, cell: Extent) -> Extent:
        """Return the columns that a cell covers by half or more, else the one it is most in."""
        first, last = self._column_of(cell.first), self._column_of(cell.last - 1)
        if first < last and 2 * (self._edges[first + 1] - cell.first) < self._width(first):
            first += 1
        if first < last and 2 * (cell.last - self._edges[last]) < self._width(last):
            last -= 1
        return Extent(first, last)

    def _is_edge(self, edge: int) -> bool:
        column = self._column_of(edge)
        off = min(abs(edge - self._edges[column]), abs(edge - self._edges[column + 1]))
        return off <= _TOLERANCE * self._width(column)

    def _column_of(self, place: int) -> int:
        return min(max(bisect_right(self._edges, place) - 1, 0), len(self) - 1)

    def _width(self, column: int) -> int:
        return self._edges[column + 1] - self._edges[column]


def find_columns(rows: Sequence[Sequence[Extent]], before: Columns | None) -> Columns | None:
    """Return the columns of a table, None if it has no cells.

    A part cut off the table `before`, with hardly a row of all its columns, has that one's.
    """
    counts = Counter(len(row) for row in rows if row)
    if not counts:
        return None
    usual = max(counts, key=lambda count: (count > 1, count * counts[count], count))
    model = next(row for row in rows if len(row) == usual)
    if before is not None and usual < len(before) and all(before.fits(row) for row in rows):
        return before
    return Columns([model[0].first, *(cell.last for cell in model)])


class Ruler:
    """Turns grid columns of a table into widths from its left."""

    def __init__(self, widths: Sequence[int]) -> None:
        """Take the widths of the grid columns; one that is missing has a usual width."""
        sound = [width if width > 0 else _USUAL_WIDTH for width in widths]
        self._marks = [0, *accumulate(sound)]

    def at(self, column: int) -> int:
        """Return how far from the left the grid column `column` begins."""
        known = min(column, len(self._marks) - 1)
        return self._marks[known] + (column - known) * _USUAL_WIDTH

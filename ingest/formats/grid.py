"""Rows of text that grow as cells are found, and the limits that hold for every format."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.findings import refusal
from ingest.formats.extents import MAX_CELLS, MAX_TEXT_BYTES


def check_size(rows: int, columns: int) -> None:
    """Raise UserError `file_too_large` for a table that no ledger needs."""
    if rows * columns > MAX_CELLS:
        raise refusal("file_too_large", size=f"{rows}行×{columns}列")


def check_text(rows: Sequence[Sequence[str]], before: int = 0) -> int:
    """Return how many characters there are with those `before` the rows.

    One long text, stored once, may stand in thousands of cells.

    Raises UserError `file_too_large`.
    """
    size = before + sum(sum(map(len, row)) for row in rows)
    if size > MAX_TEXT_BYTES:
        raise refusal("file_too_large", size=f"{size / 10_000:.0f}万字")
    return size


def squared(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return the rows all as long as the last filled cell of any, without empty rows at the end.

    Raises UserError `file_too_large`.
    """
    widths = [_filled(row) for row in rows]
    height = next((n for n in range(len(rows), 0, -1) if widths[n - 1]), 0)
    width = max(widths, default=0)
    check_size(height, width)
    check_text(rows)
    return [[*row[:width], *[""] * (width - len(row))] for row in rows[:height]]


def grown(rows: Sequence[Sequence[str]], height: int, width: int) -> list[list[str]]:
    """Return the rows with empty cells added up to at least this size.

    Raises UserError `file_too_large`.
    """
    width = max([width, *map(len, rows[:1])])
    check_size(height, width)
    longer = [[*row, *[""] * (width - len(row))] for row in rows]
    return longer + [[""] * width for _ in range(height - len(rows))]


def _filled(row: Sequence[str]) -> int:
    return next((n for n in range(len(row), 0, -1) if row[n - 1]), 0)

"""Marks of hidden rows and columns, the same for every format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ingest.workbook import Mark


def hidden_rows(rows: Sequence[Sequence[str]], hidden: Iterable[int]) -> Iterator[Mark]:
    """Yield a mark for each hidden row that holds a text; an empty one hides nothing."""
    for place in sorted(set(hidden)):
        if place < len(rows) and any(cell.strip() for cell in rows[place]):
            yield Mark("row_hidden", place, -1)


def hidden_columns(
    rows: Sequence[Sequence[str]], hidden: Iterable[tuple[int, int]]
) -> Iterator[Mark]:
    """Yield a mark for each hidden column that holds a text, from ranges of first and last."""
    width = len(rows[0]) if rows else 0
    seen = 0
    for first, last in sorted(hidden):
        for column in range(max(first, seen), min(last + 1, width)):
            if any(row[column].strip() for row in rows):
                yield Mark("column_hidden", -1, column)
        seen = max(seen, last + 1)

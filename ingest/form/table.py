"""One table of a sheet: where it stands, what its columns are, and whether one holds the tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.form.matching import TaskIndex
from ingest.workbook import Sheet

PROBED_ROWS = 12


@dataclass(frozen=True)
class Table:
    """One table: its sheet, header row, body rows (first to last, exclusive) and columns.

    `roles` gives the column of each role found (`task` and `narrative` always), `titles` every
    column's title, `narratives` all columns that could hold the answers; `guessed` says that the
    narrative column has a title that the list does not know, and is the only one of that kind.
    """

    sheet: Sheet
    header: int
    first: int
    last: int
    roles: Mapping[str, int]
    titles: tuple[str, ...]
    narratives: tuple[int, ...]
    guessed: bool = False

    @property
    def extra(self) -> tuple[tuple[int, str], ...]:
        """The columns that have no role, or hold remarks, with their titles."""
        kept = set(self.roles.values()) - {self.roles.get("remark")}
        return tuple(item for item in enumerate(self.titles) if item[0] not in kept)

    def merged_down(self, column: int) -> Mapping[int, int]:
        """Return, for each row of `column` that a merge from above covers, that merge's first."""
        return {
            row: first
            for first, left, last, right in self.sheet.merged
            if left <= column <= right and first >= self.first
            for row in range(first + 1, min(last + 1, self.last))
        }


def probe(table: Table, column: int, index: TaskIndex, rows: int = PROBED_ROWS) -> int:
    """Return how many of the first filled cells of a column name tasks."""
    number = table.roles.get("number")
    return sum(
        bool(index.match(row[column], "" if number is None else row[number]))
        for row in sampled(table, column, rows)
    )


def sampled(table: Table, column: int, rows: int = PROBED_ROWS) -> list[Sequence[str]]:
    """Return the first rows in which a column is filled."""
    rows_found: list[Sequence[str]] = []
    for place in range(table.first, table.last):
        if table.sheet.rows[place][column].strip():
            rows_found.append(table.sheet.rows[place])
            if len(rows_found) == rows:
                break
    return rows_found


def tasks_of(table: Table, index: TaskIndex) -> dict[int, int]:
    """Return the first task that each row names, by the row's place."""
    task, number = table.roles["task"], table.roles.get("number")
    named = {
        place: index.match(row[task], "" if number is None else row[number])
        for place, row in enumerate(table.sheet.rows[: table.last])
        if place >= table.first and row[task].strip()
    }
    return {place: tasks[0].task_no for place, tasks in named.items() if tasks}

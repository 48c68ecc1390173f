"""The tables in which kept answers lie; a generation goes on with those of the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.opening import Cursor, StoredTable

ALWAYS = date.min  # the one "day" of a step that knows no days
OF_UNITS = "coalesce(list_contains($units, unit), false)"
Part = tuple[str, Mapping[str, object]]  # a statement and its parameters


@dataclass(frozen=True)
class KeptTable:
    """A step's answers for some days; of `units` they lie in `aside` and not in `stored`."""

    stored: StoredTable
    days: frozenset[date]
    aside: StoredTable | None = None
    units: frozenset[str] = frozenset()

    @property
    def rows(self) -> str:
        """How a statement reads them: behind `from`."""
        if self.aside is None:
            return self.stored.name
        names = ", ".join("'" + unit.replace("'", "''") + "'" for unit in sorted(self.units))
        others = f"from {self.stored.name} where coalesce(unit not in ({names}), true)"
        return f"({others} union all from {self.aside.name})"

    def of(self, days: frozenset[date]) -> Part:
        """Return how to ask for the rows of some of its days."""
        if ALWAYS in self.days:
            return f"from {self.rows}", {}
        return f"from {self.rows} where list_contains($days, moment)", {"days": sorted(days)}


def fill(cursor: Cursor, stored: StoredTable, parts: Sequence[Part]) -> StoredTable:
    """Make the table of the rows that the statements of `parts` find, all of them or none."""
    into = [f"create table {stored.name} as", *[_into(stored)] * (len(parts) - 1)]
    _run(
        cursor,
        [(f"{verb} {asked}", given) for verb, (asked, given) in zip(into, parts, strict=True)],
    )
    return stored


def append(cursor: Cursor, stored: StoredTable, part: Part) -> None:
    """Add the rows that a statement finds, all of them or none."""
    _run(cursor, [(f"{_into(stored)} {part[0]}", part[1])])


def _into(stored: StoredTable) -> str:
    return f"insert into {stored.name} by name"


def _run(cursor: Cursor, statements: Sequence[Part]) -> None:
    cursor.execute("begin")
    try:
        for asked, parameters in statements:
            cursor.execute(asked, parameters)
        cursor.execute("commit")
    except BaseException:
        cursor.execute("rollback")
        raise

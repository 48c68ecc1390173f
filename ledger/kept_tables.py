"""The tables in which kept answers lie; a generation goes on with those of the one before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ledger.opening import Cursor, StoredTable

ALWAYS = date.min  # the one "day" of a step that knows no days
Part = tuple[str, Mapping[str, object]]  # a statement and its parameters


@dataclass(frozen=True)
class KeptTable:
    """A step's answers for some days; of `units` they lie in `aside` and not in `stored`."""

    stored: StoredTable
    days: frozenset[date]
    aside: StoredTable | None = None
    units: frozenset[str] = frozenset()

    def rows(self, days: Collection[date], units: Collection[str] = ()) -> str:
        """Return how a statement reads the rows of some of its days: behind `from`.

        With `units`, the rows of those alone. Values stand in the text, where a scan skips by them.
        """
        asked = [_among("moment", map(str, days))] if ALWAYS not in self.days else []
        asked += [of_units(units)] if units else []
        if self.aside is None:
            return _where(self.stored.name, asked)
        aside = _where(self.aside.name, asked)
        if units and self.units.issuperset(units):
            return aside
        others = _where(self.stored.name, [*asked, f"coalesce(not {of_units(self.units)}, true)"])
        return f"({others} union all from {aside})"

    def of(self, days: Collection[date], units: Collection[str] = ()) -> Part:
        """Return how to ask for those rows."""
        return f"from {self.rows(days, units)}", {}


def of_units(units: Collection[str]) -> str:
    """Return the condition that a row is of one of some units."""
    return _among("unit", units)


def _among(column: str, values: Iterable[str]) -> str:
    quoted = ("'" + value.replace("'", "''") + "'" for value in sorted(values))
    return f"{column} in ({', '.join(quoted)})"


def _where(table: str, conditions: Sequence[str]) -> str:
    return f"(from {table} where {' and '.join(conditions)})" if conditions else table


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

"""Answers of steps that many questions share, kept as tables as long as their generation is read.

A generation never changes, so what a step found for a day is found once. From the generation
before, what concerns units of which nothing was recorded since is taken over: after a decision on
one unit the first page waits for that unit alone.
"""

from __future__ import annotations

import itertools
import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

import pyarrow as pa

from ledger.clock import END_OF_TIME
from ledger.questions import compiled, definition, kept_steps, statement
from ledger.schema import Connection
from ledger.view import View

# Each day looked at keeps a part of every table; with so many, the next reader begins anew.
MOST = 400
_ALWAYS = date.min  # the one "day" of a step that knows no days
Key = tuple[str, datetime, str, tuple[str, ...]]


@dataclass
class _Table:
    """A table of one step's answers, and the days that it holds."""

    name: str
    days: set[date] = field(default_factory=set)


class KeptSteps:
    """The tables kept on one generation's connection; may be used from several threads."""

    def __init__(self, connection: Connection, before: KeptSteps | None = None) -> None:
        """Make room for the tables beside the read-only facts; `before` is the last generation."""
        connection.execute("create schema kept")
        self._connection = connection
        self._tables: dict[Key, _Table] = {}
        self._numbers = itertools.count()
        # One lock a table: who waits for one may have another found at the same time.
        self._locks: defaultdict[Key, threading.RLock] = defaultdict(threading.RLock)
        self._before = before
        self.is_full = False  # somebody found no room: a store that is read for weeks needs more
        if before is not None:
            before._before = None  # one generation back is enough, and the rest may go

    def tables(self, cursor: Connection, name: str, view: View) -> dict[str, str]:
        """Return the table of each kept step that question `name` reads, made where it is new."""
        found: dict[str, str] = {}
        for step in kept_steps(name):
            table = self._table(cursor, step, view)
            # Without room the step is asked anew, from what is kept behind it.
            found |= {step: table} if table else self.tables(cursor, step, view)
        return found

    def days(self, step: str) -> list[date]:
        """Return the days for which a step's answers are at hand, counting all that is known."""
        table = self._tables.get((step, END_OF_TIME, "", ()))
        return sorted(table.days) if table else []

    def _table(self, cursor: Connection, step: str, view: View) -> str | None:
        key = (step, view.known_at, view.rules_version, view.units)
        if not self._holds(key, view):
            with self._locks[key]:
                self._complete(cursor, key, view)
        return self._tables[key].name if self._holds(key, view) else None

    def _holds(self, key: Key, view: View) -> bool:
        return key in self._tables and self._tables[key].days.issuperset(_days(key[0], view))

    def _complete(self, cursor: Connection, key: Key, view: View) -> None:
        """Add the days that are lacking, taken over or found anew, as far as there is room."""
        taken = self._taken_over(cursor, key, view)
        lacking = [day for day in self._lacking(key, view) if day not in taken]
        if lacking:
            seen = _on(lacking, key[0], view)
            asked = statement(key[0], self.tables(cursor, key[0], seen))
            self._add(cursor, key, lacking, [(asked, seen.parameters(asked))])

    def _lacking(self, key: Key, view: View) -> list[date]:
        held = self._tables[key].days if key in self._tables else set()
        lacking = [day for day in _days(key[0], view) if day not in held]
        kept = sum(len(table.days) for table in list(self._tables.values()))
        if kept + len(lacking) <= MOST:
            return lacking
        self.is_full = True
        return []

    def _taken_over(self, cursor: Connection, key: Key, view: View) -> list[date]:
        """Add and return those of the lacking days that the generation before holds."""
        before = self._before
        held = before._tables.get(key) if before else None
        days = [day for day in self._lacking(key, view) if held and day in held.days]
        if not (before and held and days and definition(key[0]).goes_by_unit):
            return []
        changed = self._changed_since(before) if _is_ordinary(view) else None
        if changed is None or 2 * len(changed) > len(self._fingerprints):
            return []  # taking over would save little
        seen = _on(days, key[0], replace(view, units=tuple(changed)))
        own = self._table(cursor, key[0], seen) if changed else None
        if changed and own is None:
            return []  # somebody else took the room meanwhile
        cursor.register("taken", before._rows_without(held, key[0], days, changed))
        parts: list[tuple[str, dict[str, object]]] = [("from taken", {})]
        if own:
            parts.append(_rows_of(own, key[0], days))
        self._add(cursor, key, days, parts)
        cursor.unregister("taken")
        return days

    def _rows_without(
        self, table: _Table, step: str, days: list[date], units: list[str]
    ) -> pa.Table:
        """Return what a table holds for those days of all other units."""
        asked, parameters = _rows_of(table.name, step, days)
        asked = f"from ({asked}) where not list_contains($units, unit)"
        found = self._connection.cursor().execute(asked, parameters | {"units": units})
        return found.to_arrow_table()

    def _add(
        self,
        cursor: Connection,
        key: Key,
        days: list[date],
        parts: Sequence[tuple[str, dict[str, object]]],
    ) -> None:
        """Put the rows that the statements of `parts` find into the table, all of them or none."""
        table = self._tables.get(key) or _Table(f"kept.t{next(self._numbers)}")
        cursor.begin()
        try:
            for number, (asked, parameters) in enumerate(parts):
                into = f"insert into {table.name} by name"
                if not table.days and number == 0:
                    into = f"create table {table.name} as"
                cursor.execute(f"{into} {asked}", parameters)
            cursor.commit()
        except BaseException:
            cursor.rollback()
            raise
        table.days.update(days)
        self._tables[key] = table

    @cached_property
    def _fingerprints(self) -> dict[str, int]:
        """What stands for everything recorded of each unit."""
        asked = compiled("unit_fingerprint")
        rows = self._connection.cursor().execute(asked, View(()).parameters(asked)).fetchall()
        return dict(rows)

    def _changed_since(self, before: KeptSteps) -> list[str]:
        """Return the units of which something was recorded since the generation before."""
        then, now = before._fingerprints, self._fingerprints
        return [unit for unit in {**then, **now} if then.get(unit) != now.get(unit)]


def _days(step: str, view: View) -> Iterable[date]:
    return view.moments if definition(step).knows_days else [_ALWAYS]


def _on(days: list[date], step: str, view: View) -> View:
    """Return the view on those days alone, as far as the step knows days."""
    return replace(view, moments=tuple(days)) if definition(step).knows_days else view


def _rows_of(table: str, step: str, days: list[date]) -> tuple[str, dict[str, object]]:
    """Return how to ask for the rows that a step's table holds for those days."""
    if definition(step).knows_days:
        return f"from {table} where list_contains($days, moment)", {"days": days}
    return f"from {table}", {}


def _is_ordinary(view: View) -> bool:
    """Return whether a view counts all that is known; others say little of the next generation."""
    return view == replace(view, known_at=END_OF_TIME, rules_version="", units=())

"""Answers of steps that many questions share, kept as tables as long as their generation is read.

A generation never changes, so what a step found for a day is found once. What the generation before
kept stays where nothing changed of what it was found from; otherwise it is found anew, for the
units concerned alone where the step goes by unit. Where that finds the same as before, the steps
behind it stay too: a decision on one task costs what rests on it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from ledger.clock import END_OF_TIME
from ledger.kept_changes import ANY, EVERYWHERE, Marks, Places, changed, differing, marks_of
from ledger.kept_tables import ALWAYS, KeptTable, Part, append, fill, of_units
from ledger.opening import Cursor, Engine, Generation
from ledger.questions import definition, kept_steps, sources, statement
from ledger.view import View

# Each day looked at keeps a part of every table; with so many, the next reader begins anew.
MOST = 400
_ASIDE = 8  # units of which what is new stands beside a table; of more it is put into a new one
_RENEWED = 30  # units: of more everything is found anew, since taking over would save little
Key = tuple[str, datetime, str]


class KeptSteps:
    """The tables kept of one generation; may be used from several threads."""

    def __init__(
        self, engine: Engine, generation: Generation, before: KeptSteps | None = None
    ) -> None:
        """Make room for the tables beside the read-only facts; `before` is the last generation."""
        self.engine = engine
        self.generation = generation
        self._name = object()  # goes with its tables, which are not to keep the rest alive
        self._tables: dict[Key, KeptTable] = {}
        # One lock a table: who waits for one may have another found at the same time.
        self._locks: defaultdict[Key, threading.RLock] = defaultdict(threading.RLock)
        self._differs: dict[str, Places] = {}  # what is not as it was in the generation before
        self._marks: Marks | None = None
        self._before = before._handed_on() if before else None
        self.is_full = False  # somebody found no room: a store that is read for weeks needs more

    def anew(self) -> KeptSteps:
        """Return room for the same generation's tables, with none in it."""
        return KeptSteps(self.engine, self.generation)

    def tables(self, cursor: Cursor, name: str, view: View) -> dict[str, str]:
        """Return how to read each kept step that question `name` reads, as far as `view` looks."""
        found: dict[str, str] = {}
        for step in kept_steps(name):
            table = self._table(cursor, step, replace(view, units=()))
            # Without room the step is asked anew, from what is kept behind it.
            found |= (
                {step: table.rows(view.moments, view.units)}
                if table
                else self.tables(cursor, step, view)
            )
        return found

    def days(self, step: str) -> list[date]:
        """Return the days for which a step's answers are at hand, counting all that is known."""
        key = (step, END_OF_TIME, "")
        return sorted(self._tables[key].days) if key in self._tables else []

    def _table(self, cursor: Cursor, step: str, view: View) -> KeptTable | None:
        key = (step, view.known_at, view.rules_version)
        if not self._holds(key, view):
            with self._locks[key]:
                self._complete(cursor, key, view)
        return self._tables[key] if self._holds(key, view) else None

    def _holds(self, key: Key, view: View) -> bool:
        return key in self._tables and self._tables[key].days.issuperset(_days(key[0], view))

    def _complete(self, cursor: Cursor, key: Key, view: View) -> None:
        """Add the days that are lacking, taken over or found anew, as far as there is room."""
        before = self._before if view.is_ordinary else None  # of others it says little
        if before and key not in self._tables:
            self._take_over(cursor, key, before)
        lacking = self._lacking(key, view)
        if lacking:
            asked = self._asking(cursor, key[0], _on(lacking, key[0], view))
            self._add(cursor, key, lacking, asked)

    def _add(self, cursor: Cursor, key: Key, days: list[date], asked: Part) -> None:
        own = self._tables.get(key)
        if own is None:
            self._tables[key] = self._new(cursor, frozenset(days), [asked])
            return
        together = own.days.union(days)
        with own.stored.lock:
            if own.stored.owner is self._name and own.aside is None:
                append(cursor, own.stored, asked)
                self._tables[key] = replace(own, days=together)
                return
        # Another generation goes on with what is stored there, and this one with a copy.
        self._tables[key] = self._new(cursor, together, [own.of(own.days), asked])

    def _new(self, cursor: Cursor, days: frozenset[date], parts: Sequence[Part]) -> KeptTable:
        stored = self.engine.table()
        stored.owner = self._name
        return KeptTable(fill(cursor, stored, parts), days)

    def _asking(self, cursor: Cursor, step: str, view: View) -> Part:
        asked = statement(step, self.tables(cursor, step, view))
        return asked, view.parameters(asked)

    def _lacking(self, key: Key, view: View) -> list[date]:
        held = self._tables[key].days if key in self._tables else frozenset()
        lacking = [day for day in _days(key[0], view) if day not in held]
        kept = sum(len(table.days) for table in list(self._tables.values()))
        if kept + len(lacking) <= MOST:
            return lacking
        self.is_full = True
        return []

    # What the generation before kept

    def _handed_on(self) -> KeptSteps | None:
        """Return what the next generation goes on from; one back is enough, the rest may go."""
        earlier, self._before = self._before, None
        return self if self._tables else earlier  # nobody asked this one

    def _take_over(self, cursor: Cursor, key: Key, before: KeptSteps) -> None:
        """Take over the answers for all days that the generation before holds, as they are now."""
        held = before._handed_over(key, self)
        if held is None:
            return
        step = key[0]
        places = self._concerned(cursor, step, _on(held.days, step, View(())), before)
        units = frozenset(unit for _, unit in places)
        if not places:
            self._differs[step] = frozenset()
            self._tables[key] = held
        elif ANY not in units and len(units) <= _RENEWED and definition(step).goes_by_unit:
            self._tables[key] = self._renewed(cursor, step, held, held.units | units)
        else:
            days = frozenset(day for day, _ in places)
            days = held.days if ALWAYS in days else days & held.days
            asked = self._asking(cursor, step, _on(days, step, View(())))
            parts = [held.of(held.days - days), asked] if days < held.days else [asked]
            found = self._tables[key] = self._new(cursor, held.days, parts)
            self._differs[step] = differing(cursor, held.of(days), found.of(days), _day(step))

    def _handed_over(self, key: Key, successor: KeptSteps) -> KeptTable | None:
        """Return the table, to which `successor` alone may add rows from now on."""
        while held := self._tables.get(key):
            with held.stored.lock:
                if self._tables[key] is held:  # no day was added meanwhile
                    held.stored.owner = successor._name
                    return held
        return None

    def _concerned(self, cursor: Cursor, step: str, view: View, before: KeptSteps) -> Places:
        """Return on which days, of which units, the step's answers may differ now."""
        self.tables(cursor, step, view)
        told = [self._differs.get(behind, EVERYWHERE) for behind in kept_steps(step)]
        told += [changed(source, before._marked(), self._marked()) for source in sources(step)]
        days = {ALWAYS, *_days(step, view)}
        return frozenset(place for places in told for place in places if place[0] in days)

    def _marked(self) -> Marks:
        if self._marks is None:
            self._marks = marks_of(self.generation)
        return self._marks

    def _renewed(
        self, cursor: Cursor, step: str, held: KeptTable, units: frozenset[str]
    ) -> KeptTable:
        """Return the table with what is new of the units beside it; as it is if nothing is."""
        view = replace(_on(held.days, step, View(())), units=tuple(sorted(units)))
        asked = f"from ({statement(step, self.tables(cursor, step, view))}) where {of_units(units)}"
        fresh = fill(cursor, self.engine.table(), [(asked, view.parameters(asked))])
        old, new = held.of(held.days, units), f"from {fresh.name}"
        self._differs[step] = differing(cursor, old, (new, {}), _day(step))
        if not self._differs[step]:
            return held
        found = KeptTable(held.stored, held.days, fresh, units)
        if len(units) <= _ASIDE:
            return found
        return self._new(cursor, held.days, [found.of(held.days)])


def _days(step: str, view: View) -> Iterable[date]:
    return view.moments if definition(step).knows_days else [ALWAYS]


def _day(step: str) -> str:
    return "moment" if definition(step).knows_days else f"date '{ALWAYS}'"


def _on(days: Iterable[date], step: str, view: View) -> View:
    """Return the view on those days alone, as far as the step knows days."""
    return replace(view, moments=tuple(sorted(days))) if definition(step).knows_days else view

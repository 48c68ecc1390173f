"""What changed from one generation to the next: by source and unit, and between answers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ledger.kept_tables import ALWAYS, Part
from ledger.opening import Cursor, Generation
from ledger.questions import compiled
from ledger.view import View

ANY = ""  # the unit of what belongs to none, or to any
Places = frozenset[tuple[date, str]]  # on which days of which units; each day where it is ALWAYS
EVERYWHERE: Places = frozenset({(ALWAYS, ANY)})
# What stands for all that a source tells of a unit, by source and unit.
Marks = Mapping[tuple[str, str], tuple[object, ...]]
_DECISION = "decision "
# Of the tables source_marks tells these.
_TOLD = {"submission", "entry", "judgement", "finding", "document"}


def marks_of(generation: Generation) -> Marks:
    """Return the marks of everything that a generation holds."""
    asked = compiled("source_marks")
    cursor = generation.cursor()
    found = cursor.execute(asked, View(()).parameters(asked)).fetchall()
    cursor.close()
    return {(source, unit): tuple(rest) for source, unit, *rest in found}


def changed(source: str, then: Marks, now: Marks) -> Places:
    """Return of which units a source tells otherwise now."""
    if source not in _TOLD and not source.startswith(_DECISION):
        return EVERYWHERE
    units = {unit for told, unit in (*then, *now) if told == source}
    return frozenset(
        (ALWAYS, unit) for unit in units if then.get((source, unit)) != now.get((source, unit))
    )


def differing(cursor: Cursor, old: Part, new: Part, day: str) -> Places:
    """Return where the rows of two statements differ; `day` is what tells the day of a row."""
    marked = " union all ".join(
        f"select {number} as number, {day} as day, coalesce(unit, '{ANY}') as unit,"
        f" {{'rows': count(*), 'total': sum(cast(hash(answer) as hugeint))}} as mark"
        f" from ({rows}) as answer group by all"
        for number, (rows, _) in enumerate((old, new))
    )
    asked = f"select day, unit from ({marked}) group by all"
    asked += " having count(*) < 2 or min(mark) <> max(mark)"
    return frozenset(cursor.execute(asked, {**old[1], **new[1]}).fetchall())

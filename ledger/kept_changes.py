"""What changed from one generation to the next: by source and unit, and between answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ledger.opening import Cursor, Generation
from ledger.questions import compiled
from ledger.view import View

# What stands for all that a source tells of a unit, by source and unit; the unit is empty where
# something belongs to none.
Marks = Mapping[tuple[str, str], tuple[object, ...]]
_DECISION = "decision "
_TOLD = {"submission", "entry", "judgement", "finding"}  # of the tables source_marks tells these


def marks_of(generation: Generation) -> Marks:
    """Return the marks of everything that a generation holds."""
    asked = compiled("source_marks")
    cursor = generation.cursor()
    found = cursor.execute(asked, View(()).parameters(asked)).fetchall()
    cursor.close()
    return {(source, unit): tuple(rest) for source, unit, *rest in found}


def changed(source: str, then: Marks, now: Marks) -> frozenset[str] | None:
    """Return the units of which a source tells otherwise now; None where that is not known."""
    if source not in _TOLD and not source.startswith(_DECISION):
        return None
    keys = {key for key in (*then, *now) if key[0] == source}
    return frozenset(unit for key in keys if then.get(key) != now.get(key) for unit in key[1:])


def differing(cursor: Cursor, old: str, new: str, units: Sequence[str] = ()) -> frozenset[str]:
    """Return the units of which the rows of two statements differ; both may look at `units`.

    Rows of no unit are told as of an empty one.
    """
    asked = " union all ".join(
        f"select {number} as number, coalesce(unit, '') as unit,"
        f" {{'rows': count(*), 'total': sum(cast(hash(answer) as hugeint))}} as mark"
        f" from ({rows}) as answer group by all"
        for number, rows in enumerate((old, new))
    )
    asked = (
        f"select unit from ({asked}) group by unit having count(*) < 2 or min(mark) <> max(mark)"
    )
    parameters = {"units": list(units)} if "$units" in asked else None
    return frozenset(row[0] for row in cursor.execute(asked, parameters).fetchall())

"""What the reports on one unit say: its rows of the named questions, and counts of its lights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

import pandas as pd

from reports.reminder_digest import Digest, digests

# The questions whose frames `unit_facts` takes.
QUERIES = (
    "returns", "standing", "changes", "movements", "open_duties", "reminder_items", "liaisons",
    "tasks", "lagging", "by_unit_category",
)  # fmt: skip
OF_NO_UNIT = {"tasks"}  # those of them that have no column `unit`

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Counts:
    """How many tasks of a unit, or of one of its categories, stand where."""

    applicable: int
    green: int
    yellow: int
    red: int
    grey: int
    dated_applicable: int
    dated_done: int
    continuing_applicable: int
    continuing_green: int


@dataclass(frozen=True)
class UnitFacts:
    """One unit on one day: the rows that the questions have of it, gaps as None; all tasks."""

    unit: str
    as_of: date
    returns: Sequence[Row]
    standing: Sequence[Row]
    changes: Sequence[Row]
    movements: Sequence[Row]
    open_duties: Sequence[Row]
    liaisons: Sequence[Row]
    tasks: Sequence[Row]
    lagging: Sequence[Row]
    by_unit_category: Sequence[Row]
    digest: Digest

    @cached_property
    def counts(self) -> Counts:
        """The counts over all tasks of the unit."""
        each = self.by_category.values()
        return Counts(*(sum(getattr(one, field.name) for one in each) for field in fields(Counts)))

    @property
    def by_category(self) -> dict[str, Counts]:
        """The counts of each category, by its name and in its order."""
        return {row["category"]: _counts(row) for row in self.by_unit_category}

    @cached_property
    def standing_of(self) -> dict[int, Row]:
        """The standing of each task, by its number."""
        return {int(row["task_no"]): row for row in self.standing}


def unit_facts(frames: Mapping[str, pd.DataFrame], unit: str, as_of: date) -> UnitFacts:
    """Return what is known of `unit` on `as_of`; `frames` are the answers to `QUERIES` on that day.

    Raises KeyError if a question is missing among them.
    """
    own = {name: _of(frames[name], unit) for name in QUERIES}
    items = own.pop("reminder_items")
    none = Digest(unit, "", as_of, (), ())
    digest = next(iter(digests(items, {}, as_of)), none)
    return UnitFacts(unit, as_of, **{k: _rows(frame) for k, frame in own.items()}, digest=digest)


def _of(frame: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Return the unit's rows; all rows of a question that does not ask about units."""
    return frame[frame["unit"] == unit] if "unit" in frame.columns else frame


def _rows(frame: pd.DataFrame) -> list[Row]:
    return [
        {str(key): None if pd.isna(value) else value for key, value in row.items()}
        for row in frame.to_dict("records")
    ]


def _counts(row: Row) -> Counts:
    return Counts(**{field.name: int(row[field.name]) for field in fields(Counts)})

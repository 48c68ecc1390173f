"""Named questions to the store: each is one SQL file that may build on others as named CTEs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from ledger.clock import END_OF_TIME
from ledger.errors import UserError
from ledger.evaluation import evaluation_before
from ledger.known import require_version
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.questions import SQL, Definition, compiled, definition, statement
from ledger.schema import Asks, Connection
from ledger.store import Reader
from ledger.view import View

__all__ = [
    "PUBLIC",
    "compiled",
    "definition",
    "definitions",
    "moments",
    "query",
    "rows",
    "run",
    "view_of",
]

# The names of the public surface (design, section 7); the other files are steps they build on.
PUBLIC = (
    "tasks", "submissions", "entries", "returns", "standing", "by_category", "by_county",
    "by_quarter", "lagging", "findings", "reviews", "figures", "checks", "reporting", "headline",
    "by_task", "by_county_category", "by_unit_category", "by_category_quarter", "changes",
    "deadlines", "held", "receipts", "version_changes", "aliases", "review_queue",
    "review_progress",
    "movements", "light_history", "open_duties", "reminder_items", "reminders",
    "documents", "passages", "liaisons",
    "goals", "goal_totals", "evaluation_units", "evaluation_moves",
    "figure_values", "figure_totals", "picks",
)  # fmt: skip


def query(
    reader: Reader,
    name: str,
    as_of: date,
    known_at: datetime | None = None,
    rules_version: str | None = None,
    unit: str = "",
    columns: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the rows of question `name` (columns: design, section 7) on the state at `as_of`.

    With `unit`, those rows alone in whose column of that name it stands, and with `columns` those
    alone: a page about one unit need not wait for all others' words, nor for what it never shows.

    `known_at` (naive UTC) leaves out what was recorded later; `rules_version` prefers judgements
    of that version. Raises UserError `query_unknown`, `rules_version_unknown`.
    """
    if name not in PUBLIC:
        raise UserError(
            "query_unknown", f"没有名为“{name[:40]}”的查询。", hint=f"可用：{'、'.join(PUBLIC)}。"
        )
    view = view_of(reader.plan, name, as_of, known_at, rules_version)
    if rules_version:
        require_version(reader, rules_version, view.known_at)
    asked = statement(name, reader.kept.tables(reader.cursor, name, view))
    parameters = view.parameters(asked)
    if unit:
        asked, parameters = f"from ({asked}) where unit = $unit", {**parameters, "unit": unit}
    if columns:
        asked = f"select {', '.join(columns)} from ({asked})"
    return reader.cursor.execute(asked, parameters).df()


def run(
    cursor: Asks,
    name: str,
    at: Sequence[date],
    known_at: datetime | None = None,
    units: Sequence[str] = (),
) -> pd.DataFrame:
    """Return the rows of SQL file `name` for the given moments, on any connection with `facts`.

    Where `units` are named, steps that go by unit look at these alone.
    """
    before = min(at, default=date.min)
    view = View(tuple(at), known_at or END_OF_TIME, compared_with=before, units=tuple(units))
    return _executed(cursor, name, view).df()


def rows(cursor: Asks, name: str, known_at: datetime = END_OF_TIME) -> list[dict[str, Any]]:
    """Return the rows of SQL file `name`, which looks at no moment, as dicts.

    Of few rows a frame costs more than the question.
    """
    found = _executed(cursor, name, View((), known_at))
    names = [column[0] for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _executed(cursor: Asks, name: str, view: View) -> Connection:
    asked = compiled(name)
    return cursor.execute(asked, view.parameters(asked))


def view_of(
    plan: Plan,
    name: str,
    as_of: date,
    known_at: datetime | None = None,
    rules_version: str | None = None,
) -> View:
    """Return from where question `name` looks at the facts for the state at `as_of`."""
    at = tuple(moments(plan, name, as_of))
    before = _quarter_before(plan, as_of).last_day
    return View(at, known_at or END_OF_TIME, rules_version or "", before)


def moments(plan: Plan, name: str, as_of: date) -> list[date]:
    """Return the days at which question `name` looks, as the `moments:` line of its file says."""
    kind = definition(name).moments
    if kind == "as_of":
        return [as_of]
    before = _quarter_before(plan, as_of).last_day
    if kind == "as_of_and_before":
        return [before, as_of]
    if kind == "evaluation_before_and_as_of":
        earlier = evaluation_before(plan, as_of)
        return [earlier.as_of, as_of] if earlier else [as_of]
    closes = [quarter.last_day for quarter in plan.owed_quarters if quarter.last_day < as_of]
    return sorted({before, *closes, as_of})


def _quarter_before(plan: Plan, as_of: date) -> Quarter:
    """Return the quarter before the one whose ledgers were due last: what its returns changed.

    In the first weeks of a quarter no ledger is due yet, and its own quarter before is no change.
    """
    ledgers = [p for p in plan.calendar if p.document == "ledger" and p.due_on < as_of]
    due = [p.quarter for p in ledgers if p.quarter in plan.owed_quarters]
    return max(due, default=Quarter.of(as_of)).previous()


def definitions() -> list[Definition]:
    """Return the definition of every SQL file, the public questions first."""
    steps = sorted(path.stem for path in SQL.glob("*.sql") if path.stem not in PUBLIC)
    return [definition(name) for name in (*PUBLIC, *steps)]

"""Named questions to the store: each is one SQL file that may build on others as named CTEs."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from ledger.clock import END_OF_TIME
from ledger.errors import UserError
from ledger.kept_steps import parameters
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.questions import SQL, Definition, compiled, definition, statement
from ledger.schema import Connection
from ledger.store import Reader

__all__ = ["PUBLIC", "compiled", "definition", "definitions", "moments", "query", "run"]

# The names of the public surface (design, section 7); the other files are steps they build on.
PUBLIC = (
    "tasks", "submissions", "entries", "returns", "standing", "by_category", "by_county",
    "by_quarter", "lagging", "findings", "reviews", "figures", "checks", "reporting", "headline",
    "by_task", "by_county_category", "by_category_quarter", "changes", "deadlines", "held",
    "receipts", "version_changes", "aliases", "review_queue", "review_progress",
)  # fmt: skip


def query(reader: Reader, name: str, as_of: date, known_at: datetime | None = None) -> pd.DataFrame:
    """Return the rows of question `name` (columns: design, section 7) on the state at `as_of`.

    `known_at` (naive UTC) leaves out what was recorded later. Raises UserError `query_unknown`.
    """
    if name not in PUBLIC:
        raise UserError(
            "query_unknown", f"没有名为“{name[:40]}”的查询。", hint=f"可用：{'、'.join(PUBLIC)}。"
        )
    at = moments(reader.plan, name, as_of)
    known = known_at or END_OF_TIME
    asked = statement(name, reader.kept.tables(reader.cursor, name, at, known))
    return reader.cursor.execute(asked, parameters(asked, at, known)).df()


def run(
    cursor: Connection, name: str, at: list[date], known_at: datetime | None = None
) -> pd.DataFrame:
    """Return the rows of SQL file `name` for the given moments, on any connection with `facts`."""
    asked = compiled(name)
    return cursor.execute(asked, parameters(asked, at, known_at or END_OF_TIME)).df()


def moments(plan: Plan, name: str, as_of: date) -> list[date]:
    """Return the days at which question `name` looks, as the `moments:` line of its file says."""
    kind = definition(name).moments
    if kind == "as_of":
        return [as_of]
    if kind == "as_of_and_before":
        return [_quarter_before(plan, as_of).last_day, as_of]
    begun = [quarter for quarter in plan.owed_quarters if quarter.first_day <= as_of]
    return [min(quarter.last_day, as_of) for quarter in begun]


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

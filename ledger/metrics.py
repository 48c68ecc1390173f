"""Named questions to the store: each is one SQL file that may build on others as named CTEs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pandas as pd

from ledger.clock import END_OF_TIME
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.schema import Connection
from ledger.store import Reader

SQL = Path(__file__).parent / "sql"
# The names of the public surface (design, section 7); the other files are steps they build on.
PUBLIC = (
    "tasks", "submissions", "entries", "returns", "standing", "by_category", "by_county",
    "by_quarter", "lagging", "findings", "reviews", "figures", "checks", "reporting", "headline",
    "by_task", "by_county_category", "by_category_quarter", "changes", "deadlines", "held",
    "receipts", "version_changes", "aliases", "review_queue", "review_progress",
)  # fmt: skip
_REFERENCE = re.compile(r"\b(?:from|join)\s+([a-z_]+)\b(?!\s*\()")
_LOCAL = re.compile(r"^(?:with )?([a-z_]+) as \($", re.MULTILINE)


@dataclass(frozen=True)
class Definition:
    """What a SQL file says of itself: its name, its Chinese title and the definition in words."""

    name: str
    title: str
    text: str
    moments: str


def query(reader: Reader, name: str, as_of: date, known_at: datetime | None = None) -> pd.DataFrame:
    """Return the rows of question `name` (columns: design, section 7) on the state at `as_of`.

    `known_at` (naive UTC) leaves out what was recorded later. Raises UserError `query_unknown`.
    """
    if name not in PUBLIC:
        raise UserError(
            "query_unknown", f"没有名为“{name[:40]}”的查询。", hint=f"可用：{'、'.join(PUBLIC)}。"
        )
    return run(reader.cursor, name, moments(reader.plan, name, as_of), known_at)


def run(
    cursor: Connection, name: str, at: list[date], known_at: datetime | None = None
) -> pd.DataFrame:
    """Return the rows of SQL file `name` for the given moments, on any connection with `facts`."""
    statement = compiled(name)
    available: dict[str, object] = {"moments": at, "known_at": known_at or END_OF_TIME}
    used = {key: value for key, value in available.items() if f"${key}" in statement}
    return cursor.execute(statement, used).df()


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


@cache
def definition(name: str) -> Definition:
    """Return what the header of the SQL file `name` says."""
    path = SQL / f"{name}.sql"
    lines = [line[3:].strip() for line in _header(path.read_text(encoding="utf-8"))]
    options = dict(line.split(": ", 1) for line in lines if re.match(r"(title|moments): ", line))
    text = "".join(line for line in lines if not re.match(r"(title|moments): ", line))
    return Definition(name, options["title"], text, options.get("moments", "as_of"))


def _header(sql: str) -> list[str]:
    body = sql.index("\nwith ")
    return [line for line in sql[:body].splitlines() if line.startswith("--")]


@cache
def compiled(name: str) -> str:
    """Return file `name` as one statement: every file it builds on becomes a CTE before it."""
    steps: dict[str, str] = {}
    _collect(name, steps)
    ctes = [f"{step} as (\n{sql}\n)" for step, sql in steps.items() if step != name]
    if any(re.search(r"\bmoments\b", sql) for sql in steps.values()):
        ctes.insert(0, "moments as (select unnest($moments::date[]) as moment)")
    prefix = "with " + ",\n".join(ctes) + "\n" if ctes else ""
    return f"{prefix}select * from (\n{steps[name]}\n)"


def _collect(name: str, steps: dict[str, str]) -> None:
    sql = (SQL / f"{name}.sql").read_text(encoding="utf-8")
    body = sql[sql.index("\nwith ") + 1 :].strip()
    local = set(_LOCAL.findall(body))
    for reference in dict.fromkeys(_REFERENCE.findall(body)):
        known = reference in local or reference in steps
        if not known and (SQL / f"{reference}.sql").exists():
            _collect(reference, steps)
    steps[name] = body

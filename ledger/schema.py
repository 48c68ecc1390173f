"""The tables of the store: numbered migrations, and the plan's facts as tables beside them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import duckdb
import pyarrow as pa

from ledger.holidays import holiday_name
from ledger.official_texts import official_sentences
from ledger.plan import Period, Plan
from ledger.words import CHECK_LABELS, LIGHT_LABELS, REASON_LABELS, STATUS_LABELS

MIGRATIONS = Path(__file__).parent / "migrations"
Connection = duckdb.DuckDBPyConnection


class Asks(Protocol):
    """What runs a statement on `facts`: a connection, or a cursor on one generation."""

    def execute(self, query: str, parameters: Any = ..., /) -> Connection:
        """Return the cursor that ran the statement; raises duckdb.Error."""


# Tables that a plan may leave empty: without a row nothing else tells their columns.
_COLUMNS = {
    "target": pa.schema(
        {"task_no": pa.int32(), "unit": pa.string(), "target": pa.float64(), "meaning": pa.string()}
    ),
    "goal": pa.schema(
        {
            "goal_no": pa.int32(),
            "due_on": pa.date32(),
            "due_text": pa.string(),
            "aspect": pa.string(),
            "tasks": pa.list_(pa.int32()),
            "note": pa.string(),
            "aspect_no": pa.int32(),
        }
    ),
    "figure_unit": pa.schema(
        {
            "word": pa.string(),
            "counted_as": pa.string(),
            "factor": pa.float64(),
            "summable": pa.bool_(),
            "meaning": pa.string(),
        }
    ),
    "figure_thing": pa.schema(
        {
            "thing": pa.string(),
            "words": pa.list_(pa.string()),
            "counted_in": pa.list_(pa.string()),
            "example": pa.string(),
        }
    ),
    "count_word": pa.schema({"word": pa.string(), "kind": pa.string(), "meaning": pa.string()}),
}


def migrate(connection: Connection, applied_at: datetime) -> None:
    """Bring the attached database `facts` up to the newest numbered migration.

    What is missing is applied in the transaction that the caller has open, if it has one.
    """
    connection.execute(
        "create table if not exists facts.migration"
        " (number integer, name varchar, applied_at timestamp)"
    )
    rows = connection.execute("select number from facts.migration").fetchall()
    applied = {row[0] for row in rows}
    missing = [(number, path) for number, path in _migrations() if number not in applied]
    if not missing:
        return
    connection.execute("use facts")
    for number, path in missing:
        connection.execute(path.read_text(encoding="utf-8"))
        row = [number, path.stem, applied_at]
        connection.execute("insert into migration values (?, ?, ?)", row)
    connection.execute("use memory")


def is_outdated(connection: Asks) -> bool:
    """Return whether the attached database `facts` lacks a migration of today's code."""
    rows = connection.execute("select number from facts.migration").fetchall()
    return not {number for number, _ in _migrations()} <= {row[0] for row in rows}


def _migrations() -> list[tuple[int, Path]]:
    return [(int(path.stem.split("_")[0]), path) for path in sorted(MIGRATIONS.glob("*.sql"))]


def create_plan_tables(connection: Connection, plan: Plan) -> None:
    """Create schema `plan` in the in-memory database: what the SQL files join the facts with."""
    connection.execute("create schema plan")
    for name, rows in _plan_rows(plan).items():
        _create(connection, name, list(rows))


def _plan_rows(plan: Plan) -> dict[str, Iterable[dict[str, object]]]:
    first_year, last_year = plan.setting("plan_first_year"), plan.setting("plan_last_year")
    ledgers = (period for period in plan.calendar if period.document == "ledger")
    return {
        "category": (category.model_dump() for category in plan.categories),
        "task": (task.model_dump() for task in plan.tasks),
        "unit": (unit.model_dump(exclude={"aliases"}) for unit in plan.units),
        "period": (_period(period, plan) for period in plan.calendar),
        "quarter": (_period(period, plan) for period in ledgers),
        "document": (
            {**kind.model_dump(), "position": n} for n, kind in enumerate(plan.documents, start=1)
        ),
        "setting": ({"name": s.name, "value": s.value} for s in plan.settings),
        "threshold": ({"name": s.name, "value": float(s.value)} for s in plan.thresholds),
        "status_label": ({"status": k, "label": v} for k, v in STATUS_LABELS.items()),
        "light_label": ({"light": k, "label": v} for k, v in LIGHT_LABELS.items()),
        "check_label": ({"code": k, "label": v} for k, v in CHECK_LABELS.items()),
        "reason_label": ({"code": k, "label": v} for k, v in REASON_LABELS.items()),
        "target": (target.model_dump() for target in plan.targets),
        "count_word": (word.model_dump() for word in plan.count_words),
        "goal": ({**g.model_dump(), "aspect_no": n} for n, g in enumerate(plan.goals, start=1)),
        "figure_unit": (unit.model_dump() for unit in plan.figure_units),
        "figure_thing": (thing.model_dump() for thing in plan.figure_things),
        "official_sentence": ({"hash": one} for one in official_sentences(plan)),
        "span": [{"first_year": int(first_year), "last_year": int(last_year)}],
    }


def _period(period: Period, plan: Plan) -> dict[str, object]:
    return {
        "qtr": str(period.quarter),
        "document": period.document,
        "due_on": period.due_on,
        "owed": period.quarter in plan.owed_quarters,
        "first_day": period.quarter.first_day,
        "last_day": period.quarter.last_day,
        "note": period.note,
        "holiday": holiday_name(period.due_on),
    }


def _create(connection: Connection, name: str, rows: list[dict[str, object]]) -> None:
    table = pa.Table.from_pylist(rows, schema=_COLUMNS.get(name))
    # A column without any value has no type of its own; those that can be empty are dates.
    types = [pa.date32() if pa.types.is_null(field.type) else field.type for field in table.schema]
    typed = table.cast(pa.schema(zip(table.column_names, types, strict=True)))
    connection.from_arrow(typed).create(f'plan."{name}"')  # registering costs half as much again

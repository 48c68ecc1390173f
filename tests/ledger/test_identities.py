"""In random worlds every SQL answer equals the oracle's, and the totals add up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from operator import itemgetter
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger import metrics
from ledger.kept_steps import KeptSteps
from ledger.opening import Engine
from ledger.plan_files import load_plan
from ledger.store import Reader
from ledger.transaction import Transaction
from tests.ledger.builder import insert
from tests.ledger.facts import Facts
from tests.ledger.oracle import LIGHTS, STATUSES, Oracle, Stand, tally
from tests.ledger.worlds import DAYS, MOMENTS, few_tasks, worlds

PLAN = few_tasks(load_plan())
NOW = datetime(2026, 3, 1)
SHOWN = (
    "unit", "county_code", "category_no", "task_no", "due_on", "quarter", "status", "applicable",
    "carried", "continuing", "light", "to_review", "done_late",
)  # fmt: skip

RETURN_KEY = itemgetter("unit", "quarter", "document")


@contextmanager
def reader_of(facts: Facts) -> Iterator[Reader]:
    """Yield a reader on the facts; in memory, because a file a world would cost too much time."""
    engine = Engine(facts.plan)
    generation = engine.attach_empty()
    insert(Transaction(generation.connection, NOW), facts)
    cursor = generation.cursor()
    yield Reader(cursor, facts.plan, 1, KeptSteps(engine, generation))
    cursor.close()


@settings(max_examples=20)
@given(worlds(PLAN), DAYS, st.none() | MOMENTS)
def test_every_answer_is_the_oracles(facts: Facts, as_of: date, known_at: datetime | None) -> None:
    """`standing`, `returns`, the tables by category and county, and `lagging` are those rules'."""
    oracle = Oracle(facts, as_of, known_at)
    stands, returns = oracle.standings(), oracle.returns()
    with reader_of(facts) as reader:

        def ask(name: str) -> list[dict[str, Any]]:
            return _rows(metrics.query(reader, name, as_of, known_at))

        _same(ask("standing"), [{name: getattr(s, name) for name in SHOWN} for s in stands])
        _same(sorted(ask("returns"), key=RETURN_KEY), sorted(map(vars, returns), key=RETURN_KEY))
        for key, name in (("category_no", "by_category"), ("county_code", "by_county")):
            _same(ask(name), _tallies(stands, key))
        _same(ask("lagging"), _lagging(oracle, stands))
        quarters = ask("by_quarter")
        if quarters and quarters[-1]["moment"] == as_of:
            _same(quarters[-1:], [tally(stands)])


@settings(max_examples=6)
@given(worlds(PLAN), DAYS)
def test_totals_add_up(facts: Facts, as_of: date) -> None:
    """Applicable is the sum of statuses and of lights, and each grouping sums to the headline."""
    with reader_of(facts) as reader:
        names = (
            *("by_category", "by_county", "by_task", "by_county_category", "by_unit_category"),
            "lagging",
        )
        tables = {name: metrics.query(reader, name, as_of) for name in names}
        headline = metrics.query(reader, "headline", as_of).query("which == 'now'")
        shown = len(metrics.query(reader, "standing", as_of))
    for table in tables.values():
        if "blank" in table:
            assert (table[list(STATUSES)].sum(axis=1) == table.applicable).all()
            assert (table[[*LIGHTS]].sum(axis=1) == table.applicable).all()
        for column in ("applicable", "red", "yellow", "to_review", "stale"):
            assert table[column].sum() == headline[column].sum(), column
    assert headline[["applicable", "none"]].sum().sum() == shown


@pytest.mark.parametrize(
    ("rate", "part", "whole"),
    [
        ("completion_rate", ["dated_done"], "dated_applicable"),
        ("fresh_rate", ["continuing_green"], "continuing_applicable"),
        ("fill_rate", ["done", "advancing", "not_started", "unclear"], "applicable"),
    ],
)
def test_a_rate_is_its_parts(rate: str, part: list[str], whole: str) -> None:
    """Each rate is n/N of the columns beside it, and null where N is zero."""
    facts = Facts(load_plan())
    unit = facts.plan.units[0].unit
    facts.ledger(
        unit, "2024Q2", "2024-06-15", {1: "advancing:甲。", 10: "done:乙。", 2: "unclear:丙。"}
    )
    with reader_of(facts) as reader:
        table = metrics.query(reader, "by_category", date(2024, 7, 1))
    expected = table[part].sum(axis=1) / table[whole].where(table[whole] > 0)
    pd.testing.assert_series_equal(table[rate], expected, check_names=False)
    assert table[rate].isna().any() == (rate == "fresh_rate")


def _tallies(stands: list[Stand], key: str) -> list[dict[str, Any]]:
    keys = {getattr(stand, key) for stand in stands}
    groups = {value: [s for s in stands if getattr(s, key) == value] for value in sorted(keys)}
    return [{key: value, **tally(group)} for value, group in groups.items()]


def _lagging(oracle: Oracle, stands: list[Stand]) -> list[dict[str, Any]]:
    rows = []
    for name in dict.fromkeys(stand.unit for stand in stands):
        states = [r.state for r in oracle.returns() if r.unit == name and r.document == "ledger"]
        counted = tally([stand for stand in stands if stand.unit == name])
        columns = ("red", "yellow", "to_review", "stale", "applicable")
        missing, late = states.count("missing"), states.count("late")
        rows.append(
            {"unit": name, "missing_ledgers": missing, "late_ledgers": late}
            | {column: counted[column] for column in columns}
        )
    return sorted(rows, key=lambda r: (-r["missing_ledgers"], -r["red"], -r["yellow"]))


def _rows(frame: pd.DataFrame) -> list[dict[str, Any]]:
    plain = frame.astype(object).where(frame.notna(), None)
    return [
        {str(k): v.date() if isinstance(v, datetime) else v for k, v in row.items()}
        for row in plain.to_dict("records")
    ]


def _same(found: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    """Compare the columns that the oracle knows, telling a difference with its reason."""
    for row, wanted in zip(found, expected, strict=True):
        different = {k: (row[k], v) for k, v in wanted.items() if row[k] != pytest.approx(v)}
        assert not different, row

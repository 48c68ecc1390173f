"""Answers kept between questions: the same as without keeping, whoever asks at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from ingest.load import examine, load
from ledger import metrics
from ledger.databases import open_store
from ledger.plan import Plan
from ledger.questions import kept_steps
from ledger.store import Store
from tests.ingest.returned import incoming, ledger

DAYS = (date(2024, 9, 30), date(2025, 10, 15))
SHARING = [name for name in metrics.PUBLIC if kept_steps(name)]


@pytest.fixture(scope="module")
def store(sample_database: Path) -> Store:
    """The sample's store, opened anew."""
    return open_store(sample_database)


def answer(store: Store, name: str, day: date, known_at: datetime | None = None) -> pd.DataFrame:
    """Return the rows of a question."""
    with store.read() as reader:
        return metrics.query(reader, name, day, known_at)


def unkept(store: Store, name: str, day: date, known_at: datetime | None = None) -> pd.DataFrame:
    """Return the rows of a question asked as one statement over the base tables."""
    with store.read() as reader:
        return metrics.run(reader.cursor, name, metrics.moments(reader.plan, name, day), known_at)


@pytest.mark.parametrize("name", SHARING)
def test_kept_answers_are_the_same(store: Store, name: str) -> None:
    """On each day, and known at each time, keeping changes nothing but the time it takes."""
    for day in DAYS:
        expected = unkept(store, name, day)
        for _ in range(2):
            pd.testing.assert_frame_equal(answer(store, name, day), expected)
    before = datetime(2000, 1, 1)
    pd.testing.assert_frame_equal(
        answer(store, name, DAYS[1], before), unkept(store, name, DAYS[1], before)
    )


def test_a_new_generation_asks_anew(tmp_path: Path, plan: Plan) -> None:
    """What was kept before a write is not told after it."""
    store = open_store(tmp_path / "ledger.duckdb")
    assert answer(store, "entries", DAYS[1]).empty
    file = incoming(ledger(plan))
    load(store, examine(store, [file], DAYS[1]), "测试员")
    assert len(answer(store, "entries", DAYS[1])) == len(store.plan.tasks)


def test_visitors_who_ask_at_once(sample_database: Path) -> None:
    """Many threads that ask a cold store the same and other questions all get their answers."""
    store = open_store(sample_database)
    names = ["review_queue", "standing", "checks", "by_county", "headline"] * 4
    with ThreadPoolExecutor(8) as visitors:
        found = list(visitors.map(lambda name: answer(store, name, DAYS[1]), names))
    for name, frame in zip(names, found, strict=True):
        pd.testing.assert_frame_equal(frame, found[names.index(name)])

"""Answers kept between questions: the same as without keeping, whoever asks at once."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from ingest.load import examine, load
from ledger import decisions, kept_steps, metrics, warming
from ledger.databases import open_store
from ledger.plan import Plan
from ledger.questions import compiled
from ledger.questions import kept_steps as steps_of
from ledger.store import Store
from ledger.warming import Watch, warm
from tests.ingest.returned import incoming, ledger

DAYS = (date(2024, 9, 30), date(2025, 10, 15))
FOLLOWING = ("standing", "lagging", "checks", "review_queue", "by_quarter")
SHARING = [name for name in metrics.PUBLIC if steps_of(name)]


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
    asked = compiled(name)
    view = metrics.view_of(store.plan, name, day, known_at)
    with store.read() as reader:
        return reader.cursor.execute(asked, view.parameters(asked)).df()


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


def _review(store: Store) -> None:
    row = answer(store, "review_queue", DAYS[1]).iloc[0]
    cell = {"unit": row.unit, "quarter": row.quarter, "task_no": int(row.task_no)}
    decisions.review(store, **cell, status="advancing", reason="见附件", who="测试员")


def _withdraw(store: Store) -> None:
    row = answer(store, "submissions", DAYS[1]).iloc[-1]
    whose = {"unit": row.unit, "quarter": row.quarter}
    decisions.withdraw(store, **whose, reason="误登记", who="测试员")


def _dismiss(store: Store) -> None:
    check_id = str(answer(store, "checks", DAYS[1]).check_id[0])
    decisions.dismiss(store, check_id, reason="已核实", who="测试员")


def _undo(store: Store) -> None:
    made = answer(store, "reviews", DAYS[1])
    decisions.undo(store, str(made[made.undone_at.isna()].decision_id.iloc[0]), who="测试员")


def test_what_a_write_leaves_alone_is_taken_over(sample_database: Path, tmp_path: Path) -> None:
    """After each decision all answers are those of a store that has never been asked before."""
    shutil.copytree(sample_database.with_suffix(".files"), tmp_path / "ledger.files")
    path = shutil.copyfile(sample_database, tmp_path / "ledger.duckdb")
    store = open_store(path)
    for decide in (_review, _dismiss, _withdraw, _undo):
        for name in FOLLOWING:
            answer(store, name, DAYS[1])
        decide(store)
        fresh = open_store(path)
        for name in FOLLOWING:
            expected = answer(fresh, name, DAYS[1])
            pd.testing.assert_frame_equal(answer(store, name, DAYS[1]), expected)
        with store.read() as reader:  # what those answers rest on was not found for all units
            assert DAYS[1] not in reader.kept.days("history")


def test_what_a_rebuild_reads_otherwise_is_not_taken_over(tmp_path: Path, plan: Plan) -> None:
    """A remark that is read anew, with the narrative as it was, shows in the next generation."""
    store = open_store(tmp_path / "ledger.duckdb")
    units = [unit.unit for unit in store.plan.units[:3]]
    files = [incoming(ledger(plan, unit), f"{unit}.xlsx") for unit in units]
    load(store, examine(store, files, DAYS[1]), "测试员")
    answer(store, "entries", DAYS[1])
    with duckdb.connect(str(store.path)) as database:
        database.execute(
            "update entry set remark = '见附件' where submission_id ="
            f" (select submission_id from submission where unit = '{units[0]}')"
        )
    store.publish_if_behind()
    found = answer(store, "entries", DAYS[1])
    assert set(found[found["unit"] == units[0]].remark) == {"见附件"}
    assert set(found[found["unit"] != units[0]].remark) == {""}


def test_what_pages_share_is_found_ahead(store: Store) -> None:
    """Warming keeps the day, every close before it and the day that it is compared with."""
    generation = warm(store, DAYS[1])
    days = set(metrics.moments(store.plan, "lagging", DAYS[1]))
    with store.read() as reader:
        assert reader.generation == generation
        assert days <= set(reader.kept.days("standing_all"))
        assert DAYS[1] in reader.kept.days("check_all")


def test_a_failed_warming_is_told_once_and_tried_again(
    tmp_path: Path, plan: Plan, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What nobody expected is logged once, ends nothing, and after a while the store is warm."""
    store, watch, asked = open_store(tmp_path / "ledger.duckdb"), Watch(), []
    load(store, examine(store, [incoming(ledger(plan))], DAYS[1]), "测试员")

    def day() -> date:
        asked.append(DAYS[1])
        if len(asked) <= 3:
            raise RuntimeError("no day")
        return DAYS[1]

    monkeypatch.setattr(warming, "_served", {store.path: (store, day)})
    watch.look()
    watch.look()  # at once: not tried
    assert (len(asked), len(caplog.records)) == (1, 1)
    monkeypatch.setattr(warming, "RETRY", 0.0)
    watch = Watch()
    caplog.clear()
    for _ in range(3):
        watch.look()
    assert [record.exc_info is not None for record in caplog.records] == [True]
    assert len(asked) == 4
    with store.read() as reader:
        assert DAYS[1] in reader.kept.days("standing_all")


def test_a_store_read_for_weeks_makes_room(
    sample_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the days looked at fill all room, the next reader begins anew and keeps its own day."""
    monkeypatch.setattr(kept_steps, "MOST", 16)
    store = open_store(sample_database)
    for number in range(1, 5):
        day = date(2025, 10, number)
        for _ in range(2):  # the first may find no room
            pd.testing.assert_frame_equal(
                answer(store, "standing", day), unkept(store, "standing", day)
            )
        with store.read() as reader:
            assert day in reader.kept.days("standing_all")


def test_visitors_who_ask_at_once(sample_database: Path) -> None:
    """Many threads that ask a cold store the same and other questions all get their answers."""
    store = open_store(sample_database)
    names = ["review_queue", "standing", "checks", "by_county", "headline"] * 4
    with ThreadPoolExecutor(8) as visitors:
        found = list(visitors.map(lambda name: answer(store, name, DAYS[1]), names))
    for name, frame in zip(names, found, strict=True):
        pd.testing.assert_frame_equal(frame, found[names.index(name)])

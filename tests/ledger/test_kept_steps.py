"""Answers kept between questions: the same as without keeping, whoever asks at once."""

from __future__ import annotations

import gc
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
from reports.unit_facts import OF_NO_UNIT, QUERIES
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


def copy_of(sample_database: Path, folder: Path) -> Store:
    """Return a store of the sample that may be written to."""
    shutil.copytree(sample_database.with_suffix(".files"), folder / "ledger.files")
    return open_store(shutil.copyfile(sample_database, folder / "ledger.duckdb"))


def places(store: Store, *names: str) -> dict[str, str]:
    """Return from where the named questions read each kept step on the second day."""
    found: dict[str, str] = {}
    with store.read() as reader:
        for name in names:
            view = metrics.view_of(store.plan, name, DAYS[1])
            found |= reader.kept.tables(reader.cursor, name, view)
    return found


def test_what_a_write_leaves_alone_is_taken_over(sample_database: Path, tmp_path: Path) -> None:
    """After each decision all answers are those of a store that has never been asked before."""
    store = copy_of(sample_database, tmp_path)
    for decide in (_review, _dismiss, _withdraw, _undo, _review):
        for name in FOLLOWING:
            answer(store, name, DAYS[1])
        decide(store)
        fresh = open_store(store.path)
        for name in SHARING if decide is _undo else FOLLOWING:
            expected = answer(fresh, name, DAYS[1])
            pd.testing.assert_frame_equal(answer(store, name, DAYS[1]), expected)


def test_a_review_renews_what_rests_on_it_alone(sample_database: Path, tmp_path: Path) -> None:
    """What was read of texts stays where it is; the cells of all other units do, too."""
    store = copy_of(sample_database, tmp_path)
    before = places(store, "check_own", "history", "standing_all", "review_case")
    _review(store)
    after = places(store, "check_own", "history", "standing_all", "review_case")
    for step in ("written", "figure_said", "received_ledger", "unit_quarter", "duty"):
        assert after[step] == before[step]
    unit = answer(store, "reviews", DAYS[1]).iloc[0].unit
    others = f"{before['cell'][:-1]} and coalesce(not unit in ('{unit}'), true))"
    assert after["cell"].startswith(f"({others} union all from")


def test_many_units_are_put_together(
    sample_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What stands beside a table is put into a new one when it is of more units than a few."""
    monkeypatch.setattr(kept_steps, "_ASIDE", 1)
    store = copy_of(sample_database, tmp_path)
    told = [places(store, "history")["cell"]]
    for unit in [unit.unit for unit in store.plan.units[:3]]:
        entries = answer(store, "entries", DAYS[1])
        cell = entries[entries["unit"] == unit].iloc[0]
        where = {"unit": unit, "quarter": cell.quarter, "task_no": int(cell.task_no)}
        decisions.review(store, **where, status="unclear", reason="再看", who="测试员")
        told.append(places(store, "history")["cell"])
        expected = unkept(store, "standing", DAYS[1])
        pd.testing.assert_frame_equal(answer(store, "standing", DAYS[1]), expected)
    assert ["union all" in rows for rows in told] == [False, True, False, True]


def test_an_old_reader_and_a_new_one_look_at_further_days(
    sample_database: Path, tmp_path: Path
) -> None:
    """Each keeps what it finds to itself, though both go on from the same tables."""
    store = copy_of(sample_database, tmp_path)
    days = [date(2025, 3, 1), date(2025, 4, 1), date(2025, 5, 1)]
    expected = {day: unkept(store, "standing", day) for day in days}
    answer(store, "standing", DAYS[1])
    with store.read() as old:
        _review(store)
        for day in (days[0], days[2]):
            pd.testing.assert_frame_equal(
                answer(store, "standing", day), unkept(store, "standing", day)
            )
        for day in (days[1], days[0]):
            pd.testing.assert_frame_equal(metrics.query(old, "standing", day), expected[day])
    for day in (*days, DAYS[1]):
        pd.testing.assert_frame_equal(
            answer(store, "standing", day), unkept(store, "standing", day)
        )


def test_what_nobody_reads_any_more_is_let_go(
    sample_database: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """After many writes the engine holds the last generations alone, and about as many tables.

    So it is without waiting for what Python collects now and then.
    """
    store = copy_of(sample_database, tmp_path)
    counts: list[int] = []
    gc.disable()
    request.addfinalizer(gc.enable)
    for _ in range(12):
        for name in ("review_queue", "lagging"):
            answer(store, name, DAYS[1])
        _review(store)
        with store.read() as reader:
            asked = "select count(*) from duckdb_{}() where {}"
            for what in (("databases", "path is not null"), ("tables", "schema_name = 'kept'")):
                found = reader.cursor.execute(asked.format(*what)).fetchone()
                counts.append(found[0] if found else 0)
    assert max(counts[0::2]) <= 4
    assert max(counts[1::2]) <= 3 * len(steps_of("review_queue")) + 40
    assert counts[-1] <= counts[7] + 10


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


OF_A_UNIT = (
    *(name for name in QUERIES if name not in OF_NO_UNIT),
    *("entries", "figures", "checks", "version_changes", "light_history"),
)


@pytest.mark.parametrize("name", OF_A_UNIT)
def test_a_units_rows_are_those_of_all(store: Store, name: str) -> None:
    """Asked of one unit, a question tells that unit's rows of the whole answer, in their order."""
    whole = answer(store, name, DAYS[1])
    for unit in list(whole["unit"].unique()[:2]):
        with store.read() as reader:
            own = metrics.query(reader, name, DAYS[1], unit=unit)
        expected = whole[whole["unit"] == unit].reset_index(drop=True)
        pd.testing.assert_frame_equal(own, expected, check_dtype=False)


def test_columns_are_those_of_the_whole_answer(store: Store) -> None:
    """Asked for some columns, a question tells these of the same rows, as they were ordered."""
    columns = ["unit", "quarter", "cell", "narrative"]
    with store.read() as reader:
        own = metrics.query(reader, "entries", DAYS[1], columns=columns)
    pd.testing.assert_frame_equal(own, answer(store, "entries", DAYS[1])[columns])

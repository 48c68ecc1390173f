"""The database again from originals and journal: nothing lost, nothing that was not there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ingest.load import examine, load
from ingest.rebuild import rebuild
from ledger import decisions, metrics
from ledger.clock import utc_now
from ledger.databases import open_store
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store
from tests.ingest.returned import UNIT, incoming, ledger, several, stored, telling

TODAY = date(2025, 1, 10)


@pytest.fixture
def store(tmp_path: Path, plan: Plan) -> Store:
    """A store with three ledgers, of which two of one day are held."""
    store = open_store(tmp_path / "ledger.duckdb")
    files = [
        incoming(ledger(plan, quarter="2024Q2"), "二.xlsx", "2024-06-10"),
        incoming(ledger(plan, answers={8: "甲"}), "甲.xlsx"),
        incoming(ledger(plan, answers={8: "乙"}), "乙.xlsx"),
    ]
    load(store, examine(store, files, TODAY), "测试员")
    return store


def facts(store: Store) -> dict[str, list[dict[object, object]]]:
    """Return everything that the store knows, as rows."""
    with store.read() as reader:
        names = ("submissions", "held", "findings", "entries", "reviews")
        frames = {name: metrics.query(reader, name, date(2026, 1, 1)) for name in names}
    return {name: frame.astype(str).to_dict("records") for name, frame in frames.items()}


def test_a_journal_that_lags_is_completed_first(store: Store) -> None:
    """What was committed but not yet journalled when a process died is not lost."""
    before = facts(store)
    store.journal.unlink()
    assert rebuild(store, utc_now()).submissions == 3
    assert facts(store) == before


def test_nothing_changed_is_nothing_to_judge_again(store: Store) -> None:
    """Under the same rules every judgement stays the one that it was."""
    assert rebuild(store, utc_now()).changes == ()
    with store.read() as reader:
        rows = reader.cursor.execute("select count(*) from facts.judgement").fetchone()
    assert rows == (3 * len(store.plan.tasks),)


def test_aliases_of_a_lost_database_are_known(store: Store, plan: Plan) -> None:
    """A file that was recognised by a name decided on is recognised again from the journal."""
    decisions.alias(store, alias="揭东路政组", unit=UNIT, reason="核实", who="测试员")
    file = incoming(ledger(plan, "揭东路政组", "2024Q4"), "组.xlsx", "2024-12-10")
    (result,) = load(store, examine(store, [file], TODAY), "测试员")
    assert result.outcome == "accepted"
    before = facts(store)
    store.path.write_bytes(b"lost")
    rebuild(store, utc_now())
    assert [row["code"] for row in facts(store)["findings"] if row["code"] == "unit_unknown"] == []
    assert facts(store)["entries"] == before["entries"]


def test_what_a_person_said_of_a_file_is_known_again(store: Store, plan: Plan) -> None:
    """A form that names neither unit nor quarter has every row again after the database is lost."""
    said = replace(incoming(telling(plan), received="2024-12-10"), unit=UNIT, quarter="2024Q4")
    load(store, examine(store, [said], TODAY), "测试员")
    tables = ("submission", "entry", "judgement", "finding")
    before = {table: stored(store, table) for table in tables}
    assert {row["said_unit"] for row in before["submission"]} == {"", UNIT}
    store.path.write_bytes(b"lost")
    assert rebuild(store, utc_now()).unread == ()
    assert {table: stored(store, table) for table in tables} == before


def test_journal_from_before_there_were_parts(store: Store) -> None:
    """Lines written by an earlier version lack the sheet; those that have one keep it."""
    lines = store.journal.read_text(encoding="utf-8").splitlines(keepends=True)
    old = [line.replace(', "part": ""', "") for line in lines]
    assert old != lines
    before = facts(store)
    store.journal.write_text(old[0] + "".join(lines[1:]), encoding="utf-8")
    rebuild(store, utc_now())
    assert facts(store) == before


def test_the_log_of_a_killed_writer_is_not_replayed(store: Store) -> None:
    """A log left beside a database that is lost has no say in the rebuilt one."""
    before = facts(store)
    store.path.unlink()
    store.path.with_name(store.path.name + ".wal").write_bytes(b"left by a writer that was killed")
    rebuild(store, utc_now())
    assert facts(store) == before
    with store.write("测试"):
        pass  # would replay the log
    assert facts(store) == before


def test_findings_of_the_batch_survive(store: Store) -> None:
    """What was found because of the files that came along is kept."""
    rebuild(store, utc_now())
    codes = [row["code"] for row in facts(store)["findings"]]
    assert codes.count("same_day_versions") == 2


def test_what_was_told_of_a_file_is_told_by_a_lost_database_too(store: Store, plan: Plan) -> None:
    """What its day, and the files before it, gave cause to ask is found again from the journal."""
    for data, name, day in (
        (ledger(plan, quarter="2024Q4"), "早.xlsx", "2024-07-01"),
        (ledger(plan, quarter="2024Q1"), "旧.xlsx", "2024-07-01"),
        (ledger(plan, quarter="2024Q2", answers={8: "改"}), "改.xlsx", "2024-06-12"),
        (ledger(plan, quarter="2024Q2"), "另.xlsx", "2024-07-02"),
    ):
        said = incoming(data, name, day)
        elsewhere = replace(said, quarter="2025Q1") if name == "另.xlsx" else said
        load(store, examine(store, [elsewhere], TODAY), "测试员")
    before = facts(store)
    told = {row["code"] for row in before["findings"]}
    assert told >= {
        "quarter_early",
        "quarter_not_owed",
        "same_file_elsewhere",
        "quarter_overridden",
    }
    store.path.write_bytes(b"lost")
    rebuild(store, utc_now())
    assert facts(store) == before


def test_a_contradiction_is_that_of_todays_judgement(store: Store) -> None:
    """A declared status that an earlier judgement contradicted is told no more, the rest is."""
    before = facts(store)
    with duckdb.connect(str(store.path)) as database:
        database.execute(
            "insert into finding select * replace (99 as position, 'declared_differs' as code)"
            " from finding"
        )
    rebuild(store, utc_now())
    assert facts(store) == before


def test_what_cannot_be_read_again_is_kept_and_told(store: Store) -> None:
    """A lost and a damaged original keep the rows they had, and the report names both."""
    before = facts(store)
    lost, damaged = (store.received.path(str(row["sha256"])) for row in before["held"])
    lost.unlink()
    damaged.write_bytes(damaged.read_bytes()[:2000])
    report = rebuild(store, utc_now())
    assert {file.file_name for file in report.unread} == {"甲.xlsx", "乙.xlsx"}
    assert facts(store) == before


def test_a_lost_original_of_a_lost_database_is_told(store: Store) -> None:
    """Then its receipt is all that is left of it; the others are whole, and a finding says why."""
    before = facts(store)
    sha256 = str(before["submissions"][0]["sha256"])
    store.received.path(sha256).unlink()
    store.path.write_bytes(b"lost")
    assert [file.file_name for file in rebuild(store, utc_now()).unread] == ["二.xlsx"]
    after = facts(store)
    assert after["held"] == before["held"]
    assert [row["entries"] for row in after["submissions"]] == ["0"]
    assert "original_unread" in {row["code"] for row in after["findings"]}


def test_a_ledger_is_never_taken_for_another(store: Store, plan: Plan) -> None:
    """An alias decided later does not join the sheets that were two ledgers when they came."""
    data = several(plan, (UNIT, "2024Q4"), ("揭东路政组", ""))
    file = incoming(data, "汇总.xlsx", "2024-12-10")
    results = load(store, examine(store, [file], TODAY), "测试员")
    assert [result.outcome for result in results] == ["accepted", "held"]
    decisions.alias(store, alias="揭东路政组", unit=UNIT, reason="核实", who="测试员")
    (waiting,) = [row for row in facts(store)["held"] if row["part"]]
    decisions.confirm(
        store,
        str(waiting["submission_id"]),
        unit=UNIT,
        quarter="2025Q1",
        reason="核实",
        who="测试员",
    )
    before = facts(store)
    report = rebuild(store, utc_now())
    assert (report.changes, report.unread) == ((), ())
    assert facts(store) == before


def test_a_text_read_otherwise_is_told(store: Store) -> None:
    """Where today's reader finds another text, the report says so for each task concerned."""
    with duckdb.connect(str(store.path)) as database:
        database.execute("update entry set text_key = 'old', narrative = '旧' where task_no = 8")
    changes = rebuild(store, utc_now()).changes
    assert [(c.task_no, c.text_changed) for c in changes] == [(8, True)] * 3


def test_a_damaged_journal_is_refused(store: Store) -> None:
    """A line that is not whole, other than the last, is named instead of passed over."""
    lines = store.journal.read_bytes().splitlines(keepends=True)
    store.journal.write_bytes(b"".join([b"{damaged\n", *lines[1:]]))
    store.path.unlink()
    with pytest.raises(UserError, match="第 1 行"):
        rebuild(store, utc_now())


def test_nothing_to_rebuild(tmp_path: Path) -> None:
    """Without a journal there is nothing to rebuild from, and it is said."""
    with pytest.raises(UserError) as refused:
        rebuild(open_store(tmp_path / "none.duckdb"), utc_now())
    assert refused.value.code == "nothing_to_rebuild"

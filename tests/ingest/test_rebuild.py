"""The database again from originals and journal: nothing lost, nothing that was not there."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.load import examine, load
from ingest.rebuild import rebuild
from ledger import decisions, metrics
from ledger.clock import utc_now
from ledger.databases import open_store
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store
from tests.ingest.returned import UNIT, incoming, ledger

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


def test_a_lost_original_changes_nothing(store: Store) -> None:
    """Without one of the originals the rebuild is refused by its name, the database untouched."""
    before = facts(store)
    sha256 = str(before["submissions"][0]["sha256"])
    store.received.path(sha256).unlink()
    with pytest.raises(UserError, match=r"二\.xlsx") as refused:
        rebuild(store, utc_now())
    assert refused.value.code == "original_missing"
    assert facts(store) == before


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

"""A database that an earlier version of the product wrote is read as any other."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ledger import cli, generations, metrics, write_lock
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.schema import MIGRATIONS
from ledger.store import Store
from tests.ledger.facts import UNIT
from tests.ledger.processes import reading

QUERIES = ("submissions", "entries", "held", "receipts", "version_changes")


@pytest.fixture
def old(plan: Plan, tmp_path: Path) -> Store:
    """A published database with one ledger, made by the first migration alone."""
    store = Store(tmp_path / "ledger.duckdb", plan)
    with duckdb.connect(str(store.path)) as database:
        database.execute(
            "create table migration (number integer, name varchar, applied_at timestamp)"
        )
        database.execute((MIGRATIONS / "0001_base_tables.sql").read_text(encoding="utf-8"))
        database.execute("insert into migration values (1, '0001_base_tables', '2024-05-01')")
        database.execute(
            "insert into submission by name select 's1' as submission_id, 'abc' as sha256,"
            " '台账.xlsx' as file_name, ? as unit, '2024Q3' as qtr, '' as held,"
            " date '2024-09-10' as received_on, timestamp '2024-09-10' as recorded_at",
            [UNIT],
        )
        database.execute(
            "insert into entry by name select 's1' as submission_id, 8 as task_no,"
            " '已印发。' as narrative, 'k' as text_key"
        )
        database.execute(
            "insert into document by name select 'd1' as document_id, 'def' as sha256,"
            " '总结.docx' as file_name, ? as unit, 'mid_evaluation' as document, '2024Q3' as qtr,"
            " date '2024-09-20' as received_on, timestamp '2024-09-20' as recorded_at",
            [UNIT],
        )
    generations.publish(store.files / "generations", store.path)
    return store


def counted(store: Store) -> list[int]:
    """Return how many rows each of the changed questions has."""
    with store.read() as reader:
        return [len(metrics.query(reader, name, date(2024, 9, 30))) for name in QUERIES]


def test_an_old_database_is_upgraded_by_its_first_reader(old: Store, plan: Plan) -> None:
    """The old rows have empty texts in the new columns, and the next read writes nothing."""
    assert counted(old) == [1, 1, 0, 2, 0]
    with old.read() as reader:
        (entry,) = metrics.query(reader, "entries", date(2024, 9, 30)).to_dict("records")
        (ledger,) = metrics.query(reader, "submissions", date(2024, 9, 30)).to_dict("records")
        (document,) = metrics.query(reader, "documents", date(2024, 9, 30)).to_dict("records")
        empty = [
            len(metrics.query(reader, name, date(2024, 9, 30))) for name in ("passages", "liaisons")
        ]
    assert (entry["declared"], ledger["part"], old.generation) == ("", "", 2)
    said = ("copy", "letter_number", "approved_by", "title", "passages")
    assert [document[name] for name in said] == ["electronic", "", "", "", 0]
    assert (list(document["task_nos"]), empty) == ([], [0, 0])
    assert counted(Store(old.path, plan)) == [1, 1, 0, 2, 0]
    assert old.generation == 2


def test_the_command_line_reads_an_old_database(
    old: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """A query is answered without any further step."""
    assert cli.main(["query", "submissions", "--database", str(old.path), "--format", "csv"]) == 0
    assert UNIT in capsys.readouterr().out


def test_many_readers_upgrade_it_once(old: Store, plan: Plan) -> None:
    """Threads of one server and processes beside it all get their answer."""
    stores = [old, old, Store(old.path, plan), Store(old.path, plan)]
    with reading(old.path) as first, reading(old.path) as second:
        with ThreadPoolExecutor(len(stores)) as pool:
            answers = list(pool.map(counted, stores))
        told = [process.communicate()[0].strip() for process in (first, second)]
    assert answers == [[1, 1, 0, 2, 0]] * len(stores)
    assert told == ["1", "1"]
    with duckdb.connect(str(old.path), read_only=True) as database:
        rows = database.execute("select number from migration order by number").fetchall()
    assert rows == [(n,) for n, _ in enumerate(MIGRATIONS.glob("*.sql"), start=1)]


def test_a_busy_store_is_told_to_the_reader(old: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """While somebody writes the upgrade waits, and names who it waits for."""
    monkeypatch.setattr(write_lock, "LOCK_SECONDS", 0.2)
    with write_lock.held(old.files, "另一人装入台账", ""), pytest.raises(UserError) as caught:
        counted(old)
    assert caught.value.code == "store_busy"
    assert "另一人装入台账" in caught.value.message
    assert counted(old) == [1, 1, 0, 2, 0]


def test_a_copied_folder_is_upgraded_whatever_its_times(old: Store) -> None:
    """The master was upgraded but not published, and the copy's times hide it."""
    generation = old.files / "generations" / "000001.duckdb"
    before = shutil.copyfile(generation, old.path.with_name("before"))
    counted(old)
    shutil.rmtree(generation.parent)
    generation.parent.mkdir()
    shutil.move(before, generation)
    generation.touch()
    assert counted(old) == [1, 1, 0, 2, 0]


def test_a_lost_master_is_never_replaced_by_an_empty_one(old: Store) -> None:
    """What was published stays; the reader is told to restore."""
    old.path.unlink()
    with pytest.raises(UserError) as caught:
        counted(old)
    assert (caught.value.code, old.generation, old.path.exists()) == ("database_unusable", 1, False)

"""One writer at a time, readers never wait, and nothing committed is ever lost."""

from __future__ import annotations

import shutil
import signal
import threading
from pathlib import Path

import duckdb
import pytest

from ledger import journal, write_lock
from ledger.errors import UserError
from ledger.kept_steps import KeptSteps
from ledger.plan import Plan
from ledger.received import ReceivedFiles, sha256_of
from ledger.schema import MIGRATIONS
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import UNIT
from tests.ledger.processes import holder, killed_writer, write_row


@pytest.fixture
def store(plan: Plan, tmp_path: Path) -> Store:
    """A store with one submission."""
    store = Store(tmp_path / "ledger.duckdb", plan)
    with store.write("装入台账") as transaction:
        write_row(transaction, "first")
    return store


def recorded(store: Store) -> list[str]:
    """Return the submissions that a reader sees, in order."""
    with store.read() as reader:
        rows = reader.cursor.execute("select submission_id from facts.submission").fetchall()
    return sorted(row[0] for row in rows)


def test_an_empty_store_can_be_read(plan: Plan, tmp_path: Path) -> None:
    """Before anything was written there are no submissions, and no file appears."""
    store = Store(tmp_path / "ledger.duckdb", plan)
    assert (recorded(store), store.generation) == ([], 0)
    assert not list(tmp_path.iterdir())


def test_a_second_writer_waits_its_turn(store: Store) -> None:
    """While another process writes, this one waits, and then both rows are there."""

    def write() -> None:
        with store.write("装入台账") as transaction:
            write_row(transaction, "second")

    waiting = threading.Thread(target=write)
    with holder(store.path):
        waiting.start()
        waiting.join(0.5)
        assert waiting.is_alive()
        assert recorded(store) == ["first"]
    waiting.join(20)
    assert recorded(store) == ["first", "held", "second"]


def test_generations_that_readers_have_open_may_stay(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to remove an open file: writes go on, and a later one removes what it can."""
    unlink = Path.unlink

    def refused(path: Path, missing_ok: bool = False) -> None:
        if path.parent.name == "generations" and path.suffix == ".duckdb":
            raise PermissionError(13, "being used by another process", str(path))
        unlink(path, missing_ok)

    kept = store.files / "generations"
    with monkeypatch.context() as windows:
        windows.setattr(Path, "unlink", refused)
        for name in ("second", "third", "fourth", "fifth"):
            with store.write("装入台账") as transaction:
                write_row(transaction, name)
            assert name in recorded(store)
        assert len(list(kept.iterdir())) == 5
    with store.write("装入台账") as transaction:
        write_row(transaction, "sixth")
    assert [path.stem for path in sorted(kept.iterdir())] == ["000004", "000005", "000006"]


def test_waiting_too_long_names_the_holder(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what the other one does, in which process on which computer."""
    monkeypatch.setattr(write_lock, "LOCK_SECONDS", 0.2)
    with (
        holder(store.path) as process,
        pytest.raises(UserError) as caught,
        store.write("装入台账"),
    ):
        pass
    assert caught.value.code == "store_busy"
    assert f"另一人装入台账，进程 {process.pid}，" in caught.value.message


def test_a_reader_keeps_its_generation(store: Store) -> None:
    """A reader that was open sees the old facts to its end; the next one sees the new."""
    with store.read() as reader:
        with store.write("装入台账") as transaction:
            write_row(transaction, "second")
        count = reader.cursor.execute("select count(*) from facts.submission").fetchone()
        assert (count, reader.generation) == ((1,), 1)
    assert (recorded(store), store.generation) == (["first", "second"], 2)


def test_a_reader_overtaken_by_several_writes_takes_the_newest(store: Store, plan: Plan) -> None:
    """Between finding a generation and opening it, the file may have been dropped as too old."""

    class Slow(Store):
        """Opens only after others have written four times."""

        def _open(self, path: Path | None, before: KeptSteps | None) -> KeptSteps:
            for name in list(missing):
                missing.remove(name)
                with writer.write("装入台账") as transaction:
                    write_row(transaction, name)
            return super()._open(path, before)

    writer, missing = Store(store.path, plan), ["a", "b", "c", "d"]
    store = Slow(store.path, plan)
    assert recorded(store) == ["a", "b", "c", "d", "first"]


def test_a_folder_that_was_copied_back_is_read(store: Store, tmp_path: Path) -> None:
    """The generation of then, by a name that the reading engine may still know, is told again."""
    kept = shutil.copytree(store.files, tmp_path / "kept")
    for name in ("second", "third"):
        assert recorded(store)
        with store.write("装入台账") as transaction:
            write_row(transaction, name)
    assert recorded(store) == ["first", "second", "third"]
    shutil.rmtree(store.files)
    shutil.copytree(kept, store.files)
    assert recorded(store) == ["first"]


def test_another_store_object_sees_what_was_written(store: Store, plan: Plan) -> None:
    """Two server processes share nothing but the files."""
    other = Store(store.path, plan)
    assert recorded(other) == ["first"]
    with store.write("装入台账") as transaction:
        write_row(transaction, "second")
    assert recorded(other) == ["first", "second"]


@pytest.mark.parametrize(
    ("step", "kept"), [("writing", False), ("committed", True), ("closed", True)]
)
def test_a_killed_writer_is_repaired_by_the_next_write(store: Store, step: str, kept: bool) -> None:
    """What was committed before kill -9 is published and journalled; what was not, is not there."""
    assert killed_writer(store.path, step) == -signal.SIGKILL
    assert recorded(store) == ["first"]
    with store.write("装入台账"):
        pass
    expected = sorted(["first", step]) if kept else ["first"]
    lines = journal.read(store.files / "journal.jsonl")
    assert recorded(store) == expected
    assert sorted(line["submission_id"] for line in lines) == expected


def test_a_failed_write_leaves_nothing(store: Store) -> None:
    """An exception rolls everything back: no row, no generation, no line, and no lock."""
    journal_before = (store.files / "journal.jsonl").read_bytes()

    def fail() -> None:
        with store.write("装入台账") as transaction:
            write_row(transaction, "second")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert (recorded(store), store.generation) == (["first"], 1)
    assert (store.files / "journal.jsonl").read_bytes() == journal_before
    with store.write("装入台账") as transaction:
        write_row(transaction, "third")
    assert recorded(store) == ["first", "third"]


def test_every_migration_is_recorded_once(store: Store) -> None:
    """A second write does not apply or record a migration again."""
    with store.write("装入台账"), store.read() as reader:
        rows = reader.cursor.execute("select name from facts.migration").fetchall()
    assert sorted(row[0] for row in rows) == sorted(path.stem for path in MIGRATIONS.glob("*.sql"))


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "select * from read_csv('data/plan/tasks.csv')",
        "copy facts.submission to 'out.csv'",
        "attach 'other.duckdb'",
        "insert into facts.submission (submission_id) values ('x')",
        "delete from facts.submission",
        "drop table facts.submission",
        "set enable_external_access = true",
        "set memory_limit = '8GB'",
    ],
)
def test_a_reader_is_locked_down(store: Store, statement: str) -> None:
    """It reads no file, changes no fact and loosens no setting."""
    with store.read() as reader, pytest.raises(duckdb.Error):
        reader.cursor.execute(statement)


def test_the_journal_holds_every_receipt_and_decision(plan: Plan, tmp_path: Path) -> None:
    """Submissions, documents and decisions stand there once, oldest first, with their time."""
    world = World(tmp_path, plan)
    ledger = world.ledger(UNIT, "2024Q2", "2024-06-15", {8: "advancing:甲。"})
    world.save()
    world.receipt(UNIT, "mid_evaluation", "2024Q3", "2024-09-20")
    world.review(ledger, 8, "done", "2024-07-01")
    world.save()
    lines = list(journal.read(world.store.files / "journal.jsonl"))
    assert [(line["type"], line["recorded_at"][:10]) for line in lines] == [
        ("submission", "2024-06-15"), ("decision", "2024-07-01"), ("document", "2024-09-20"),
    ]  # fmt: skip


@pytest.mark.parametrize("cut", [1, 7, 60])
def test_a_cut_journal_line_is_written_again(store: Store, cut: int) -> None:
    """A line that a crash cut short is passed over and appended by the next write."""
    path = store.files / "journal.jsonl"
    path.write_bytes(path.read_bytes()[:-cut])
    with store.write("装入台账") as transaction:
        write_row(transaction, "second")
    assert [line["submission_id"] for line in journal.read(path)] == ["first", "second"]


def test_a_journal_changed_between_writes(store: Store) -> None:
    """What this process knows of the journal counts only while nobody has changed it."""

    def write(name: str) -> None:
        with store.write("装入台账") as transaction:
            write_row(transaction, name)

    write("second")
    store.journal.unlink()
    write("third")
    names = [line["submission_id"] for line in journal.read(store.journal)]
    assert names == ["first", "second", "third"]
    write("fourth")
    store.journal.write_bytes(store.journal.read_bytes().replace(b"second", b'sec"ond'))
    with pytest.raises(UserError, match="第 2 行"):
        write("fifth")


def test_a_received_file_is_kept_once(tmp_path: Path) -> None:
    """The same bytes lie under their SHA-256 once, and no unfinished file is left behind."""
    received = ReceivedFiles(tmp_path)
    names = {received.keep("台账".encode()), received.keep("台账".encode())}
    assert names == {sha256_of("台账".encode())}
    assert [path.read_bytes() for path in tmp_path.glob("*/*")] == ["台账".encode()]
    assert received.read(names.pop()) == "台账".encode()


def test_a_file_that_was_never_kept_is_missing(tmp_path: Path) -> None:
    """Asking for it raises FileNotFoundError."""
    with pytest.raises(FileNotFoundError):
        ReceivedFiles(tmp_path).read(sha256_of(b""))

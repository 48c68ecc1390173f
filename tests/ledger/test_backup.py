"""The whole state goes into one zip file and comes back from it."""

from __future__ import annotations

import io
import json
import signal
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from ledger.backup import DATABASE, MARK, backup, restore
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.plan_files import PLAN_FOLDER
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import UNIT
from tests.ledger.processes import killed_writer

NOW = datetime(2024, 10, 8, 4)


@pytest.fixture
def world(plan: Plan, tmp_path: Path) -> World:
    """A world with one ledger and its original."""
    folder = tmp_path / "one"
    folder.mkdir()
    world = World(folder, plan)
    world.ledger(UNIT, "2024Q2", "2024-06-15", {8: "advancing:甲。"})
    world.store.received.keep("原件".encode())
    world.save()
    return world


def submissions(store: Store) -> int:
    """Return how many submissions a reader of that database sees."""
    with Store(store.path, store.plan).read() as reader:
        found = reader.cursor.execute("select count(*) from facts.submission").fetchone()
    return int(found[0]) if found else 0


def test_a_backup_comes_back_into_a_fresh_database(world: World, tmp_path: Path) -> None:
    """Facts, originals and journal are the same there, and it can be written to."""
    told = backup(world.store, tmp_path / "备份.zip")
    assert "原始文件 1 份" in told
    fresh = World(tmp_path / "two", world.plan)
    assert restore(fresh.store, tmp_path / "备份.zip", NOW) is None
    assert fresh.standing(8, "2024-07-01") == world.standing(8, "2024-07-01")
    assert fresh.store.received.read(_only_original(world.store)) == "原件".encode()
    journals = [(w.store.files / "journal.jsonl").read_bytes() for w in (world, fresh)]
    assert journals[0] == journals[1]
    fresh.receipt(UNIT, "mid_evaluation", "2024Q3", "2024-09-20")
    fresh.save()
    assert submissions(fresh.store) == 1


def test_a_restore_goes_back_and_keeps_what_was_there(world: World, tmp_path: Path) -> None:
    """What came after the backup is gone from the figures and lies in a backup of its own."""
    backup(world.store, tmp_path / "备份.zip")
    world.ledger(UNIT, "2024Q3", "2024-09-10", {})
    world.save()
    generation = world.store.generation
    kept = restore(world.store, tmp_path / "备份.zip", NOW)
    assert (submissions(world.store), world.store.generation) == (1, generation + 1)
    assert kept is not None
    restore(world.store, kept, NOW.replace(hour=5))
    assert submissions(world.store) == 2


def test_a_backup_can_be_streamed(world: World) -> None:
    """A page hands the bytes to the browser and takes them back from it."""
    stream = io.BytesIO()
    backup(world.store, stream)
    stream.seek(0)
    restore(world.store, stream, NOW)
    assert submissions(world.store) == 1


def test_a_restore_repairs_a_store_whose_writer_was_killed(world: World, tmp_path: Path) -> None:
    """The dead writer's log does not follow the restored database."""
    backup(world.store, tmp_path / "备份.zip")
    assert killed_writer(world.store.path, "committed") == -signal.SIGKILL
    restore(world.store, tmp_path / "备份.zip", NOW)
    with world.store.write("装入台账"):
        pass
    assert submissions(world.store) == 1


def test_the_plan_is_in_the_backup_and_stays_as_it_is(world: World, tmp_path: Path) -> None:
    """The facts travel with the figures that rest on them; equal files are not touched."""
    backup(world.store, tmp_path / "备份.zip")
    before = {path.name: path.stat().st_mtime_ns for path in PLAN_FOLDER.glob("*.csv")}
    with zipfile.ZipFile(tmp_path / "备份.zip") as archive:
        names = {f"plan/{name}" for name in before} | {"plan/evaluation_draft.txt"}
        assert names <= set(archive.namelist())
    restore(world.store, tmp_path / "备份.zip", NOW)
    assert before == {path.name: path.stat().st_mtime_ns for path in PLAN_FOLDER.glob("*.csv")}


NEW_FILES = ("plan/targets.csv", "plan/count_words.csv", "plan/header_synonyms.csv")
NEW_LINES = (
    b"echo_share,", b"shared_sentence_length,", b"same_figure_least,", b"remind_days,",
)  # fmt: skip


def _by_the_previous_version(source: Path) -> io.BytesIO:
    """Return the backup without the plan's facts that the previous version did not have."""
    stream = io.BytesIO()
    with zipfile.ZipFile(source) as new, zipfile.ZipFile(stream, "w") as old:
        for name in set(new.namelist()) - {*NEW_FILES}:
            data = new.read(name)
            if name == "plan/thresholds.csv":
                lines = data.splitlines(keepends=True)
                data = b"".join(line for line in lines if not line.startswith(NEW_LINES))
            old.writestr(name, data)
    return stream


def test_a_backup_of_the_previous_version_comes_back(world: World, tmp_path: Path) -> None:
    """Facts that it did not have yet stay as they are now."""
    backup(world.store, tmp_path / "备份.zip")
    before = {path.name: path.read_bytes() for path in PLAN_FOLDER.glob("*.csv")}
    fresh = World(tmp_path / "two", world.plan)
    restore(fresh.store, _by_the_previous_version(tmp_path / "备份.zip"), NOW)
    assert submissions(fresh.store) == 1
    assert before == {path.name: path.read_bytes() for path in PLAN_FOLDER.glob("*.csv")}


def _zip(members: Mapping[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return stream.getvalue()


MARKED = json.dumps({"format": 1, "sample": False})
PLAN_MEMBERS = {f"plan/{p.name}": p.read_text("utf-8") for p in PLAN_FOLDER.glob("*.csv")}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"PK\x03\x04 no zip", id="damaged"),
        pytest.param(_zip({"readme.txt": "x"}), id="another zip"),
        pytest.param(_zip({MARK: MARKED}), id="without a database"),
        pytest.param(_zip({MARK: "{}", DATABASE: "x"} | PLAN_MEMBERS), id="an odd mark"),
        pytest.param(
            _zip({MARK: MARKED, DATABASE: "no database"} | PLAN_MEMBERS), id="a broken database"
        ),
        pytest.param(_zip({MARK: MARKED, DATABASE: "x", "../evil": "x"}), id="a path outside"),
    ],
)
def test_what_is_no_backup_changes_nothing(world: World, tmp_path: Path, content: bytes) -> None:
    """The file is refused with a hint, and everything is as it was."""
    source = tmp_path / "备份.zip"
    source.write_bytes(content)
    with pytest.raises(UserError) as caught:
        restore(world.store, source, NOW)
    assert caught.value.code == "not_a_backup"
    assert (submissions(world.store), world.store.generation) == (1, 1)
    assert not (tmp_path / "evil").exists()


def test_a_file_that_is_not_there_is_no_backup(world: World, tmp_path: Path) -> None:
    """A wrong path is told like a wrong file."""
    with pytest.raises(UserError) as caught:
        restore(world.store, tmp_path / "无.zip", NOW)
    assert caught.value.code == "not_a_backup"


@pytest.mark.parametrize("sample_first", [True, False])
def test_sample_and_real_never_mix(plan: Plan, tmp_path: Path, sample_first: bool) -> None:
    """A backup of the one is refused by a database of the other."""
    stores = [
        Store(tmp_path / name / "ledger.duckdb", plan, is_sample)
        for name, is_sample in (("first", sample_first), ("second", not sample_first))
    ]
    for store in stores:
        store.path.parent.mkdir()
        with store.write("测试"):
            pass
    backup(stores[0], tmp_path / "备份.zip")
    with pytest.raises(UserError) as caught:
        restore(stores[1], tmp_path / "备份.zip", NOW)
    assert caught.value.code == "sample_into_real"


def test_an_empty_store_has_nothing_to_back_up(plan: Plan, tmp_path: Path) -> None:
    """There is no file then, only the message."""
    with pytest.raises(UserError) as caught:
        backup(Store(tmp_path / "ledger.duckdb", plan), tmp_path / "备份.zip")
    assert caught.value.code == "nothing_to_back_up"
    assert not (tmp_path / "备份.zip").exists()


def test_a_place_that_cannot_be_written_is_told(world: World, tmp_path: Path) -> None:
    """A folder that does not exist is named."""
    with pytest.raises(UserError) as caught:
        backup(world.store, tmp_path / "无" / "备份.zip")
    assert caught.value.code == "file_unwritable"


def _only_original(store: Store) -> str:
    (path,) = store.received.folder.glob("*/*")
    return path.name

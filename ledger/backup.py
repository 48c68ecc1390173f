"""The whole state as one zip file, and back: database, originals, journal, units and plan facts."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import duckdb

from ledger import generations
from ledger.clock import to_beijing
from ledger.databases import real_path
from ledger.errors import UserError
from ledger.plan_files import PLAN_FOLDER, load_plan
from ledger.plan_overlay import complete
from ledger.store import Store

MARK = "backup.json"
DATABASE = "ledger.duckdb"
_FILES = "files/"
_PLAN = "plan/"
MAX_INFLATED_BYTES = 8_000_000_000  # years of returns; more is no backup of this product


def backup(store: Store, target: Path | BinaryIO) -> str:
    """Write the whole state to the zip file `target` and return in Chinese what it holds.

    The database in it is the newest generation, so nobody has to wait. Raises UserError
    `nothing_to_back_up` when nothing was ever loaded, `file_unwritable` for an unusable `target`.
    """
    current = generations.newest(store.files / "generations")
    if current is None:
        raise UserError("nothing_to_back_up", "还没有装入任何台账，无可备份。", hint="请先收台账。")
    members = list(_members(store, current[1]))
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MARK, json.dumps({"format": 1, "sample": store.is_sample}))
            for path, name in members:
                archive.write(path, name)
    except OSError as error:
        raise UserError(
            "file_unwritable",
            "备份文件写不进去。",
            str(target),
            "请检查文件夹是否存在、磁盘是否已满。",
        ) from error
    originals = sum(name.startswith(_FILES + "received/") for _, name in members)
    return f"数据更新第{current[0]}次，原始文件 {originals} 份"


def _members(store: Store, generation: Path) -> Iterator[tuple[Path, str]]:
    yield generation, DATABASE
    for path in (store.journal, store.files / "units.csv"):
        if path.exists():
            yield path, _FILES + path.name
    for path in store.received.all():
        yield path, f"{_FILES}received/{path.parent.name}/{path.name}"
    for path in _plan_files(PLAN_FOLDER):
        yield path, _PLAN + path.name


def _plan_files(folder: Path) -> list[Path]:
    """Return what an office edits in a plan's folder: facts and templates."""
    return sorted(path for path in folder.glob("*") if path.suffix in (".csv", ".txt"))


def restore(store: Store, source: Path | BinaryIO, now: datetime) -> Path | None:
    """Replace the state by that of the backup `source`; return where the present one was put.

    Raises UserError `not_a_backup` or `sample_into_real`, or what is wrong with the plan's facts in
    it; then nothing has been changed.
    The plan's facts in `data/plan/` are replaced too, because the figures rest on them; those that
    the version which made the backup did not have yet stay as they are.
    """
    with tempfile.TemporaryDirectory(dir=_existing_parent(store.path)) as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        _check(unpacked, store)
        with store.locked("恢复备份"):
            kept = _set_aside(store, now)
            _put_in_place(unpacked, store)
    return kept


def _existing_parent(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path.parent


def _unpack(source: Path | BinaryIO, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            names = archive.namelist()
            inflated = sum(part.file_size for part in archive.infolist())
            if MARK not in names or DATABASE not in names or inflated > MAX_INFLATED_BYTES:
                raise _not_a_backup()
            if archive.testzip():
                raise _not_a_backup()
            if any(".." in name or name.startswith("/") or ":" in name for name in names):
                raise _not_a_backup()
            archive.extractall(folder)
    except (OSError, zipfile.BadZipFile) as error:
        raise _not_a_backup() from error


def _check(unpacked: Path, store: Store) -> None:
    try:
        sample = json.loads((unpacked / MARK).read_text(encoding="utf-8"))["sample"]
        with duckdb.connect(str(unpacked / DATABASE), read_only=True) as connection:
            connection.execute("select count(*) from submission")
    except (duckdb.Error, ValueError, KeyError, TypeError) as error:
        raise _not_a_backup() from error
    complete(unpacked / "plan", PLAN_FOLDER)  # an older version's facts are fewer
    load_plan(unpacked / "plan")
    taken = store.path.exists() or store.path == real_path().resolve()
    if taken and sample != store.is_sample:
        raise UserError(
            "sample_into_real",
            "示例数据与正式数据不能互相覆盖。",
            hint="请在相应的数据库中恢复。",
        )


def _not_a_backup() -> UserError:
    return UserError(
        "not_a_backup", "这不是本系统的备份文件，或已损坏。", hint="请选择由“备份”生成的 zip 文件。"
    )


def _set_aside(store: Store, now: datetime) -> Path | None:
    """Keep what is there now as a backup beside it: a restore can itself be a mistake."""
    if store.generation == 0:
        return None
    store.publish_if_behind()
    kept = store.path.with_name(
        f"{store.path.stem}.before-restore-{to_beijing(now):%Y%m%dT%H%M%S}.zip"
    )
    backup(store, kept)
    return kept


def _put_in_place(unpacked: Path, store: Store) -> None:
    """Bring back originals, journal and facts, then the database: readers see it last."""
    if (unpacked / "files/received").exists():
        shutil.copytree(unpacked / "files/received", store.files / "received", dirs_exist_ok=True)
    for path in (store.journal, store.files / "units.csv"):
        path.unlink(missing_ok=True)
        if (unpacked / "files" / path.name).exists():
            shutil.copyfile(unpacked / "files" / path.name, path)
    if not (store.files / "units.csv").exists():  # the sample's tasks are the real plan's
        _restore_plan(unpacked / "plan")
    generations.replace_master(store.files / "generations", store.path, unpacked / DATABASE)


def _restore_plan(folder: Path) -> None:
    for path in _plan_files(folder):
        target = PLAN_FOLDER / path.name
        if not target.exists() or target.read_bytes() != path.read_bytes():
            shutil.copyfile(path, target)

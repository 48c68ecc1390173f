"""The store: one database file, its published generations, its received files and its journal.

One writer at a time, readers never wait (design, section 4).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import duckdb

from ledger import generations, journal, write_lock
from ledger.clock import utc_now
from ledger.engines import engine
from ledger.errors import UserError
from ledger.kept_steps import KeptSteps
from ledger.opening import Cursor, quoted, started
from ledger.plan import Plan
from ledger.received import ReceivedFiles
from ledger.schema import Connection, is_outdated, migrate
from ledger.transaction import Transaction


@dataclass(frozen=True)
class Reader:
    """A read-only cursor on one generation: `facts` holds what was returned, `plan` the facts."""

    cursor: Cursor
    plan: Plan
    generation: int
    kept: KeptSteps


@dataclass
class Store:
    """A database by its path; everything that belongs to it lies in the folder `<name>.files`.

    `is_past` marks it as looked at as it was known earlier: then nothing can be written.
    """

    path: Path
    plan: Plan
    is_sample: bool = False
    is_past: bool = False
    _opened: tuple[int, KeptSteps] | None = field(default=None, repr=False)
    _opening: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @property
    def files(self) -> Path:
        """The folder of generations, received files, journal and lock."""
        return files_folder(self.path)

    @property
    def received(self) -> ReceivedFiles:
        """The originals that units sent, kept under their SHA-256."""
        return ReceivedFiles(self.files / "received")

    @property
    def journal(self) -> Path:
        """The file of receipts and decisions as JSON lines."""
        return self.files / "journal.jsonl"

    @property
    def _generations(self) -> Path:
        return self.files / "generations"

    @property
    def generation(self) -> int:
        """The number of the newest published generation; 0 when nothing was ever written."""
        current = generations.newest(self._generations)
        return current[0] if current else 0

    @contextmanager
    def read(self) -> Iterator[Reader]:
        """Yield a Reader on the newest generation; it stays the same while a writer publishes.

        A database of an earlier version of the product is upgraded first: raises UserError
        `store_busy` or `database_unusable` when that cannot be done now.
        """
        with self._opening:
            number, kept = self._opened = self._newest()
            cursor = kept.generation.cursor()
        try:
            yield Reader(cursor, self.plan, number, kept)
        finally:
            cursor.close()

    def _newest(self) -> tuple[int, KeptSteps]:
        number, path = generations.newest(self._generations) or (0, None)
        opened, before = self._opened or (None, None)
        if before and opened == number:
            return number, before.anew() if before.is_full else before
        try:
            kept = self._open(path, before)
        except duckdb.IOException:
            if path is None or path.exists():
                raise
            return self._newest()  # several writes overtook this reader and dropped the file
        if not is_outdated(kept.generation.cursor()):
            return number, kept
        self._upgrade(number)
        return self._newest()

    def _open(self, path: Path | None, before: KeptSteps | None) -> KeptSteps:
        """Open a generation, on the engine of the one before where that is possible."""
        if path and before:
            # A folder that was copied back may hold another file by a name that is attached still.
            with suppress(duckdb.BinderException, duckdb.PermissionException):
                return KeptSteps(before.engine, before.engine.attach(path), before)
        return KeptSteps(*started(self.plan, path, self._generations))

    def _upgrade(self, outdated: int) -> None:
        """Publish today's tables by a write of nothing, unless another reader has just done so."""
        if not self.path.exists():  # a write would begin an empty database
            raise unusable(self.path)
        with self.write("升级数据库结构"):
            pass
        if self.generation == outdated:  # the times of a copied folder say nothing
            with self.locked("升级数据库结构"):
                generations.publish(self._generations, self.path)

    @contextmanager
    def write(self, purpose: str, recorded_at: datetime | None = None) -> Iterator[Transaction]:
        """Yield the one transaction of this write; commit, journal and publish when it ends well.

        Waits its turn for up to 30 s, then raises UserError `store_busy` naming the holder;
        `database_unusable` when the file is no database or cannot be opened.
        An exception inside rolls everything back and publishes nothing.
        """
        with self.locked(purpose):
            with engine() as connection:
                now = recorded_at or utc_now()
                self._begin(connection, now)
                yield Transaction(connection, now)
                connection.execute("commit")
                # What is committed is done: a line that cannot be written now, as while somebody
                # has the journal open, is appended by the next write.
                with suppress(OSError):
                    journal.append_missing(self.journal, connection)
                connection.execute("checkpoint facts")
            self.publish_if_behind()

    def _begin(self, connection: Connection, now: datetime) -> None:
        try:
            connection.execute(f"attach '{quoted(self.path)}' as facts")
            connection.execute("begin")
            migrate(connection, now)
        except duckdb.Error as error:
            raise unusable(self.path) from error

    def publish_if_behind(self) -> None:
        """Publish the master unless its newest generation is of the same state."""
        if generations.is_behind(self._generations, self.path):
            generations.publish(self._generations, self.path)

    @contextmanager
    def locked(self, purpose: str) -> Iterator[None]:
        """Hold the write lock; raises UserError `store_busy` naming who has held it for 30 s.

        `looking_back` where the database is looked at as it was known earlier.
        """
        if self.is_past:
            raise UserError(
                "looking_back", f"正在按当时所知查看，不能{purpose}。",
                hint="请先在侧栏“按当时所知”中清空登记时点和规则版本。",
            )  # fmt: skip
        with ExitStack() as stack:
            try:
                self.files.mkdir(parents=True, exist_ok=True)
                stack.enter_context(write_lock.held(self.files, purpose, str(self.path)))
            except OSError as error:
                raise unusable(self.path) from error
            yield


def files_folder(path: Path) -> Path:
    """Return the folder that holds everything else of the database at `path`."""
    return path.with_name(path.stem + ".files")


def unusable(path: Path) -> UserError:
    """Return the error that the file at `path` cannot be used as a database."""
    return UserError(
        "database_unusable",
        "数据库文件打不开，或不是本系统的数据库。",
        str(path),
        "请检查路径和权限；文件损坏的，请从备份恢复或重建。",
    )

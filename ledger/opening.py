"""The engine of a store's readers: in memory, locked down, with generations attached read-only."""

from __future__ import annotations

import itertools
import threading
import weakref
from collections import deque
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import duckdb

from ledger.clock import utc_now
from ledger.plan import Plan
from ledger.schema import Connection, create_plan_tables, migrate

Parameters = Mapping[str, object] | Sequence[object]
T = TypeVar("T")
_FACTS = "facts"

_LOCKED_DOWN = (
    "set allowed_directories = ['{folder}']",
    "set enable_external_access = false",
    # The tables of two generations lie there, of sixty units and twenty days about half a gigabyte
    # each.
    "set memory_limit = '2GB'",
    "set lock_configuration = true",
)


class Cursor:
    """Asks one generation, which every statement calls `facts`."""

    def __init__(self, connection: Connection, generation: Generation) -> None:
        """Ask through a cursor of the engine's `connection`, to be closed by the caller."""
        self._cursor = connection.cursor()
        self._generation = generation  # attached as long as somebody may ask it

    def execute(self, asked: str, parameters: Parameters | None = None) -> Connection:
        """Return the cursor that ran the statement; raises duckdb.Error."""
        own = asked.replace(f"{_FACTS}.", f"{self._generation.name}.")
        return self._cursor.execute(own, parameters or None)

    def close(self) -> None:
        """Close the cursor."""
        self._cursor.close()


class Generation:
    """A generation's file as attached to an engine under `name`."""

    def __init__(self, connection: Connection, name: str = _FACTS) -> None:
        """The database of that name is attached to the engine already."""
        self.name = name
        self.connection = connection

    def cursor(self) -> Cursor:
        """Return a new cursor on this generation."""
        return Cursor(self.connection, self)


class StoredTable:
    """A place for a table in the engine's memory."""

    def __init__(self, name: str) -> None:
        """The table is made by whoever has the rows for it."""
        self.name = name
        self.owner: object = None  # who alone may add rows, holding the lock
        self.lock = threading.RLock()


class Engine:
    """The memory in which a plan's tables, attached generations and kept tables lie together.

    What nobody refers to any more is detached or dropped before the next generation is attached.
    """

    def __init__(self, plan: Plan) -> None:
        """Start with the plan's tables; the caller attaches the first generation."""
        # Questions are many and small: a second thread costs more than it saves.
        self._connection = duckdb.connect(":memory:", config={"threads": 1})
        create_plan_tables(self._connection, plan)
        self._connection.execute("create schema kept")
        self._numbers = itertools.count()
        self._retired: deque[str] = deque()

    def attach_empty(self) -> Generation:
        """Attach empty tables, where nothing was ever written."""
        self._connection.execute(f"attach ':memory:' as {_FACTS}")
        migrate(self._connection, utc_now())
        return Generation(self._connection)

    def lock_down(self, folder: Path) -> None:
        """Let nobody loosen a setting from now on, or open a file outside `folder`."""
        for statement in _LOCKED_DOWN:
            self._connection.execute(statement.format(folder=quoted(folder)))

    def attach(self, path: Path) -> Generation:
        """Attach a generation; raises duckdb.Error where it is gone, damaged or attached."""
        while self._retired:
            with suppress(duckdb.Error):  # what stays costs memory alone
                self._connection.execute(self._retired.popleft())
        name = f"g{next(self._numbers)}"
        self._connection.execute(f"attach '{quoted(path)}' as {name} (read_only)")
        return self._until_forgotten(Generation(self._connection, name), f"detach {name}")

    def table(self) -> StoredTable:
        """Return a new place for a table, which is dropped when nobody refers to it any more."""
        name = f"kept.t{next(self._numbers)}"
        return self._until_forgotten(StoredTable(name), f"drop table if exists {name}")

    def _until_forgotten(self, thing: T, statement: str) -> T:
        weakref.finalize(thing, self._retired.append, statement)
        return thing


def started(plan: Plan, generation: Path | None, folder: Path) -> tuple[Engine, Generation]:
    """Return an engine for the generations in `folder` with the first of them, or with none yet."""
    engine = Engine(plan)
    first = engine.attach(generation) if generation else engine.attach_empty()
    engine.lock_down(folder)
    return engine, first


def quoted(path: Path) -> str:
    """Return the path as it stands between the quotes of a SQL text."""
    return str(path.resolve()).replace("'", "''")

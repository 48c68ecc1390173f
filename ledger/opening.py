"""Opening a generation for reading: read-only, locked down, with the plan's facts beside it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from ledger.clock import utc_now
from ledger.plan import Plan
from ledger.schema import Connection, create_plan_tables, migrate

_LOCKED_DOWN = (
    # Questions are many and small: a second thread costs more than it saves.
    "set threads = 1",
    "set enable_external_access = false",
    "set memory_limit = '1GB'",
    "set lock_configuration = true",
)


class Opener:
    """Opens generations for readers that work by one plan."""

    def __init__(self, plan: Plan) -> None:
        """Open nothing yet."""
        self._plan = plan
        self._prepared: list[Connection] = []

    def prepare(self) -> None:
        """Make ready what the next opening needs: it takes longer than the opening itself."""
        if not self._prepared:
            self._prepared.append(self._with_plan())

    def open(self, generation: Path | None) -> Connection:
        """Return a connection on that file, or on empty tables where there is none yet."""
        connection = self._prepared.pop() if self._prepared else self._with_plan()
        if generation is None:
            connection.execute("attach ':memory:' as facts")
            migrate(connection, utc_now())
        else:
            connection.execute(f"attach '{quoted(generation)}' as facts (read_only)")
        for statement in _LOCKED_DOWN:
            connection.execute(statement)
        return connection

    def _with_plan(self) -> Connection:
        connection = duckdb.connect(":memory:")
        create_plan_tables(connection, self._plan)
        return connection


def quoted(path: Path) -> str:
    """Return the path as it stands between the quotes of a SQL text."""
    return str(path.resolve()).replace("'", "''")

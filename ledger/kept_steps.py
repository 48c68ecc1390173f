"""Answers of steps that many questions share, kept as tables as long as their generation is read.

A generation never changes, so what a step found for the same days is found once. The first page
after a write pays for it, every other question of that day does not.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import date, datetime

from ledger.questions import kept_steps, statement
from ledger.schema import Connection

# Each day looked at keeps up to eight small tables; who looks at more days waits as before.
MOST = 400


class KeptSteps:
    """The tables kept on one generation's connection; may be used from several threads."""

    def __init__(self, connection: Connection) -> None:
        """Make room for the tables beside the read-only facts."""
        connection.execute("create schema kept")
        self._tables: dict[tuple[str, tuple[date, ...], datetime], str] = {}
        self._lock = threading.Lock()

    def tables(
        self, cursor: Connection, name: str, at: Sequence[date], known_at: datetime
    ) -> dict[str, str]:
        """Return the table of each kept step that question `name` needs, made where it is new."""
        found: dict[str, str] = {}
        for step in kept_steps(name):
            key = (step, tuple(at), known_at)
            if key not in self._tables:
                with self._lock:
                    self._make(cursor, key, found)
            if key in self._tables:
                found[step] = self._tables[key]
        return found

    def _make(
        self,
        cursor: Connection,
        key: tuple[str, tuple[date, ...], datetime],
        others: dict[str, str],
    ) -> None:
        """Make the table of a step from `others`, unless another thread has just done so."""
        if key in self._tables or len(self._tables) >= MOST:
            return
        step, at, known_at = key
        table = f"kept.t{len(self._tables)}"
        asked = statement(step, others)
        cursor.execute(f"create table {table} as {asked}", parameters(asked, at, known_at))
        self._tables[key] = table


def parameters(asked: str, at: Sequence[date], known_at: datetime) -> dict[str, object]:
    """Return those of the two parameters of a statement that occur in it."""
    available: dict[str, object] = {"moments": list(at), "known_at": known_at}
    return {key: value for key, value in available.items() if f"${key}" in asked}

"""The journal: every receipt and decision as a JSON line, enough to rebuild the database from.

The database is the source; lines are appended after each commit and a line lost in a crash is
appended by the next write, so the journal is never ahead of the facts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ledger.schema import Connection

KINDS = {"submission": "submission_id", "document": "document_id", "decision": "decision_id"}


def append_missing(path: Path, connection: Connection) -> None:
    """Append the rows of the journalled tables that `path` does not hold yet, oldest first."""
    known = {(line["type"], line[KINDS[line["type"]]]) for line in read(path)}
    fresh = [
        row for row in _rows(connection) if (row["type"], row[KINDS[row["type"]]]) not in known
    ]
    if not fresh:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        if path.stat().st_size and not _ends_with_newline(path):
            file.write(b"\n")  # a crash cut the last line; it is skipped when read
        for row in fresh:
            file.write(json.dumps(row, ensure_ascii=False, default=_plain).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the journal's lines in order; a line cut short by a crash is passed over."""
    if not path.exists():
        return
    for line in path.read_bytes().splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _rows(connection: Connection) -> list[dict[str, Any]]:
    found = []
    for kind in KINDS:
        cursor = connection.execute(f"select * from facts.{kind} order by recorded_at")
        names = [column[0] for column in cursor.description or []]
        found += [{"type": kind, **dict(zip(names, row, strict=True))} for row in cursor.fetchall()]
    return sorted(found, key=lambda row: row["recorded_at"])


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)


def _ends_with_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"

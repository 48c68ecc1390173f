"""The journal: every receipt and decision as a JSON line, enough to rebuild the database from.

The database is the source; lines are appended after each commit and a line lost in a crash is
appended by the next write, so the journal is never ahead of the facts.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ledger.errors import UserError
from ledger.schema import Connection

KINDS = {"submission": "submission_id", "document": "document_id", "decision": "decision_id"}

Key = tuple[str, str]  # the kind of a row, and its own identifier
# Of the journals written last: how much was read, its digest, and the rows that it holds.
_read_before: dict[Path, tuple[int, bytes, set[Key]]] = {}
_MOST_REMEMBERED = 8


def append_missing(path: Path, connection: Connection) -> None:
    """Append the rows of the journalled tables that `path` does not hold yet, oldest first.

    A last line that a crash cut short is dropped and written again. Raises OSError, and UserError
    `journal_damaged` as `read` does.
    """
    _drop_cut_line(path)
    fresh = _missing(connection, _held(path))
    if not fresh:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        for row in fresh:
            file.write(json.dumps(row, ensure_ascii=False, default=_plain).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the journal's lines in order; a last line cut short by a crash is passed over.

    Raises UserError `journal_damaged` for any other line that cannot be read.
    """
    if not path.exists():
        return
    yield from _lines(path.read_bytes(), path)


def _lines(content: bytes, path: Path, before: int = 0) -> Iterator[dict[str, Any]]:
    """Yield the whole lines of a journal's `content`, which follows `before` other lines."""
    for number, line in enumerate(content.split(b"\n")[:-1], start=before + 1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise UserError(
                "journal_damaged", f"日志第 {number} 行已损坏。", str(path), "请从备份恢复。"
            ) from error


def _held(path: Path) -> set[Key]:
    """Return the rows that the journal holds; what was read for an earlier write is only hashed."""
    content = path.read_bytes() if path.exists() else b""
    size, digest, held = _read_before.pop(path, (0, b"", set()))
    hashed = hashlib.blake2b(content[:size])
    if hashed.digest() != digest:
        size, hashed, held = 0, hashlib.blake2b(), set()
    further = _lines(content[size:], path, content.count(b"\n", 0, size))
    held |= {(line["type"], line[KINDS[line["type"]]]) for line in further}
    hashed.update(content[size:])
    if len(_read_before) >= _MOST_REMEMBERED:
        _read_before.clear()
    _read_before[path] = len(content), hashed.digest(), held
    return held


def _drop_cut_line(path: Path) -> None:
    if path.exists():
        whole = path.read_bytes().rfind(b"\n") + 1
        if whole < path.stat().st_size:
            os.truncate(path, whole)


def _missing(connection: Connection, held: set[Key]) -> list[dict[str, Any]]:
    """Return the rows that are not among `held`, oldest first."""
    missing = []
    for kind, key in KINDS.items():
        recorded = connection.execute(f"select {key} from facts.{kind}").fetchall()
        keys = [row[0] for row in recorded if (kind, row[0]) not in held]
        if keys:
            asked = f"select * from facts.{kind} where {key} in (select unnest(?))"
            cursor = connection.execute(f"{asked} order by recorded_at, rowid", [keys])
            names = [column[0] for column in cursor.description or []]
            missing += [
                {"type": kind, **dict(zip(names, row, strict=True))} for row in cursor.fetchall()
            ]
    return sorted(missing, key=lambda row: row["recorded_at"])


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)

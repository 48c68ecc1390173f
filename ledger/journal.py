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

from ledger.errors import UserError
from ledger.schema import Connection

KINDS = {"submission": "submission_id", "document": "document_id", "decision": "decision_id"}


def append_missing(path: Path, connection: Connection) -> None:
    """Append the rows of the journalled tables that `path` does not hold yet, oldest first.

    A last line that a crash cut short is dropped and written again. Raises OSError.
    """
    _drop_cut_line(path)
    known = {(line["type"], line[KINDS[line["type"]]]) for line in read(path)}
    rows = _rows(connection)
    fresh = [row for row in rows if (row["type"], row[KINDS[row["type"]]]) not in known]
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
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines[:-1], start=1):
        try:
            yield json.loads(line)
        except ValueError as error:
            raise UserError(
                "journal_damaged", f"日志第 {number} 行已损坏。", str(path), "请从备份恢复。"
            ) from error


def _drop_cut_line(path: Path) -> None:
    if path.exists():
        whole = path.read_bytes().rfind(b"\n") + 1
        if whole < path.stat().st_size:
            os.truncate(path, whole)


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

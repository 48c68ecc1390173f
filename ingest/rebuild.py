"""The database again from the received files and the journal, judged under today's rules."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from ingest.documents_again import read_again
from ingest.originals import read_originals
from ingest.past import Past, looked_back
from ingest.rereading import Change, Present, keep, reread
from ledger import generations, journal
from ledger.clock import END_OF_TIME, utc_now
from ledger.engines import engine
from ledger.errors import UserError
from ledger.schema import migrate
from ledger.store import Store
from ledger.transaction import Row, Transaction

_BEFORE_ALL = datetime(1, 1, 1)
_BEFORE_COPIES = dict.fromkeys(("copy", "letter_number", "approved_by", "title", "task_nos"))


@dataclass(frozen=True)
class Unread:
    """A file that could not be read again; what the database said of it before was kept."""

    file_name: str
    reason: str


@dataclass(frozen=True)
class Report:
    """What a rebuild read, what changed by it, and which files it could not read."""

    submissions: int
    documents: int
    decisions: int
    changes: tuple[Change, ...]
    unread: tuple[Unread, ...]


def rebuild(store: Store, now: datetime) -> Report:
    """Replace the database by one made from originals and journal; return what changed.

    Receipts and decisions keep their time stamps; earlier judgements of the same text stay, those
    that differ are appended at `now`. A file that can no longer be read keeps the rows it had.
    Raises UserError `nothing_to_rebuild` or `journal_damaged`; then the database is as it was.
    """
    with store.locked("重建数据库"):
        before = _present(store)
        lines = list(_lines(store))
        fresh = store.path.with_name(store.path.name + ".rebuilding")
        fresh.unlink(missing_ok=True)
        try:
            report = _build(store, fresh, lines, before, now)
            generations.replace_master(store.files / "generations", store.path, fresh)
        finally:
            fresh.unlink(missing_ok=True)
    return report


def _present(store: Store) -> Present:
    """Return what the present database holds beyond the journal, which is completed first."""
    present = Present()
    if not store.path.exists():
        return present
    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"attach {_literal(store.path)} as facts")
            journal.append_missing(store.journal, connection)
            for table in present.tables.keys() & _tables(connection):
                for row in Transaction(connection, utc_now()).rows(f"select * from facts.{table}"):
                    present.add(table, row)
    except duckdb.Error:
        return Present()  # a damaged database is the very reason to rebuild
    return present


def _tables(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Return the tables there are: a database of an earlier version lacks some."""
    rows = connection.execute(
        "select table_name from duckdb_tables() where database_name = 'facts'"
    ).fetchall()
    return {row[0] for row in rows}


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _lines(store: Store) -> Iterator[dict[str, Any]]:
    lines = list(journal.read(store.journal))
    if not lines:
        raise UserError(
            "nothing_to_rebuild", "没有日志，无从重建。", str(store.files), "请先收台账。"
        )
    for line in lines:
        if line.get("received_on"):
            line["received_on"] = date.fromisoformat(line["received_on"])
        if line["type"] == "submission":  # lines written before a file could hold several ledgers
            line.setdefault("part", "")
            line.setdefault("approved_by", "")
        # Documents were written before there were two copies of each.
        absent = _BEFORE_COPIES if line["type"] == "document" else {}
        yield {**absent, **line, "recorded_at": datetime.fromisoformat(line["recorded_at"])}


def _build(
    store: Store, fresh: Path, lines: list[dict[str, Any]], before: Present, now: datetime
) -> Report:
    kinds = {kind: [_without_type(x) for x in lines if x["type"] == kind] for kind in journal.KINDS}
    tables: dict[str, list[Row]] = {**{table: [] for table in before.tables}, **kinds}
    changes: list[Change] = []
    unread: list[Unread] = []
    submissions, decisions = kinds["submission"], kinds["decision"]
    with looked_back(submissions, decisions, store.plan, now) as past:
        for aliases, rows in _by_aliases(submissions, decisions, past):
            for row, ledger in zip(rows, read_originals(store, rows, aliases), strict=True):
                if isinstance(ledger, UserError):
                    unread.append(Unread(row["file_name"], f"{ledger.message}{ledger.hint}"))
                    again = keep(row, before, ledger)
                else:
                    again = reread(row, ledger, before, past, now)
                changes += again.changes
                for table, found in again.tables.items():
                    tables[table] += found
        known = past.aliases(END_OF_TIME)
    documents, lost = read_again(store, kinds["document"], before, known)
    unread += [Unread(row["file_name"], f"{why.message}{why.hint}") for row, why in lost]
    tables |= documents
    _write(fresh, tables, now)
    return Report(
        submissions=len(submissions),
        documents=len(kinds["document"]),
        decisions=len(kinds["decision"]),
        changes=tuple(changes),
        unread=tuple(unread),
    )


def _by_aliases(
    submissions: Sequence[Row], decisions: Sequence[Row], past: Past
) -> Iterator[tuple[dict[str, str], list[Row]]]:
    """Yield runs of submissions with the aliases that were known when they were recorded."""
    times = sorted(row["recorded_at"] for row in decisions if row["kind"] in ("alias", "undo"))
    runs = groupby(submissions, key=lambda row: bisect_right(times, row["recorded_at"]))
    for count, rows in runs:
        yield past.aliases(times[count - 1] if count else _BEFORE_ALL), list(rows)


def _write(fresh: Path, tables: dict[str, list[Row]], now: datetime) -> None:
    with engine() as connection:
        connection.execute(f"attach {_literal(fresh)} as facts")
        connection.execute("begin")
        migrate(connection, now)
        for table, rows in tables.items():
            Transaction(connection, now).insert(table, rows)
        connection.execute("commit")
        connection.execute("checkpoint facts")


def _without_type(line: dict[str, Any]) -> Row:
    return {name: value for name, value in line.items() if name != "type"}

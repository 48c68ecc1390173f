"""The database again from the received files and the journal, judged under today's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from ingest.collect import Incoming
from ingest.findings import Finding
from ingest.originals import read_originals
from ingest.reading import Reading
from ingest.recording import entry_rows, finding_rows, judgement_rows
from ingest.repeats import SAME_DAY, same_day_finding
from ledger import generations, journal, metrics
from ledger.clock import utc_now
from ledger.errors import UserError
from ledger.schema import migrate
from ledger.store import Store
from ledger.transaction import Row, Transaction

_JUDGED = (
    "rules_version", "status", "reason", "evidence", "figures", "sentence_hashes",
    "sentence_lengths",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A judgement that today's rules make differently."""

    unit: str
    quarter: str
    task_no: int
    before: str
    after: str


@dataclass(frozen=True)
class Report:
    """What a rebuild read, and which judgements changed."""

    submissions: int
    documents: int
    decisions: int
    changes: tuple[Change, ...]


def rebuild(store: Store, now: datetime) -> Report:
    """Replace the database by one made from originals and journal; return what changed.

    Receipts and decisions keep their time stamps; earlier judgements stay, those that differ are
    appended at `now`. Raises UserError `nothing_to_rebuild`, `journal_damaged` or
    `original_missing`; then the database is as it was.
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


@dataclass(frozen=True)
class _Present:
    """What the present database says, by submission; empty when it is lost or damaged."""

    judgements: dict[str, list[Row]]
    findings: dict[str, list[Row]]


def _present(store: Store) -> _Present:
    """Return what the present database holds beyond the journal, which is completed first."""
    present = _Present({}, {})
    if not store.path.exists():
        return present
    try:
        with duckdb.connect(":memory:") as connection:
            connection.execute(f"attach {_literal(store.path)} as facts")
            journal.append_missing(store.journal, connection)
            for table, found in (("judgement", present.judgements), ("finding", present.findings)):
                for row in Transaction(connection, utc_now()).rows(f"select * from facts.{table}"):
                    if table == "judgement":  # of a database from before lengths were kept
                        row.setdefault("sentence_lengths", None)
                    found.setdefault(row["submission_id"], []).append(row)
    except duckdb.Error:
        return _Present({}, {})  # a damaged database is the very reason to rebuild
    return present


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
        yield {**line, "recorded_at": datetime.fromisoformat(line["recorded_at"])}


def _build(
    store: Store, fresh: Path, lines: list[dict[str, Any]], before: _Present, now: datetime
) -> Report:
    kinds = {kind: [_without_type(x) for x in lines if x["type"] == kind] for kind in journal.KINDS}
    tables: dict[str, list[Row]] = {"entry": [], "finding": [], "judgement": [], **kinds}
    changes: list[Change] = []
    originals = read_originals(store, kinds["submission"], _aliases(kinds["decision"], now))
    for row, ledger in zip(kinds["submission"], originals, strict=True):
        identity, reading = row["submission_id"], ledger.reading
        tables["entry"] += entry_rows(identity, reading, ledger.judgements)
        # What was found also depended on what was known then, so it is kept where it can be.
        again = finding_rows(identity, _findings(row, reading, kinds["submission"]))
        tables["finding"] += before.findings.get(identity) or again
        today = judgement_rows(identity, ledger.judgements, row["recorded_at"])
        kept = sorted(before.judgements.get(identity, []), key=lambda old: old["recorded_at"])
        fresh_rows = _rejudged(kept, today, now)
        tables["judgement"] += kept + fresh_rows
        changes += _changes(row, kept, fresh_rows)
    _write(fresh, tables, now)
    counts = {kind: len(rows) for kind, rows in kinds.items()}
    return Report(counts["submission"], counts["document"], counts["decision"], tuple(changes))


def _aliases(decisions: list[Row], now: datetime) -> dict[str, str]:
    """Return the aliases that the journal's decisions add: the database itself may be lost."""
    with duckdb.connect(":memory:") as connection:
        connection.execute("attach ':memory:' as facts")
        migrate(connection, now)
        Transaction(connection, now).insert("decision", decisions)
        table = metrics.run(connection, "aliases", [])
    return {str(row.alias): str(row.unit) for row in table.itertuples()}


def _write(fresh: Path, tables: dict[str, list[Row]], now: datetime) -> None:
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach {_literal(fresh)} as facts")
        migrate(connection, now)
        connection.execute("begin")
        for table, rows in tables.items():
            Transaction(connection, now).insert(table, rows)
        connection.execute("commit")
        connection.execute("checkpoint facts")


def _without_type(line: dict[str, Any]) -> Row:
    return {name: value for name, value in line.items() if name != "type"}


def _rejudged(kept: list[Row], today: list[Row], now: datetime) -> list[Row]:
    """Return today's judgements that differ from the latest kept ones; all, when none is kept."""
    if not kept:
        return today
    latest = {old["task_no"]: old for old in kept}
    return [
        {**new, "recorded_at": now}
        for new in today
        if any(latest.get(new["task_no"], {}).get(name) != new[name] for name in _JUDGED)
    ]


def _changes(row: Row, kept: list[Row], fresh: list[Row]) -> list[Change]:
    latest = {old["task_no"]: old["status"] for old in kept}
    return [
        Change(row["unit"] or "", row["qtr"] or "", new["task_no"], before, new["status"])
        for new in fresh
        if (before := latest.get(new["task_no"])) and before != new["status"]
    ]


def _findings(row: Row, reading: Reading, batch: list[Row]) -> tuple[Finding, ...]:
    """Return what the file itself shows, and with which others of its batch it competed."""
    incoming = Incoming(row["file_name"], b"", row["received_on"], row["received_on_source"])
    found = [*incoming.findings(), *reading.findings]
    if SAME_DAY in row["held"].split(","):
        key = ("batch_id", "unit", "qtr", "received_on")
        rivals = [other for other in batch if all(other[name] == row[name] for name in key)]
        found.append(same_day_finding(other["file_name"] for other in rivals))
    return tuple(found)

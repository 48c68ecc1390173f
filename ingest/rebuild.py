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
from ingest.load import SAME_DAY, same_day_finding
from ingest.quarter_words import parse_said
from ingest.reading import Hints, Reading, read_ledger
from ingest.recording import entry_rows, finding_rows, judgement_rows
from ledger import generations, journal
from ledger.clock import utc_now
from ledger.errors import UserError
from ledger.schema import migrate
from ledger.store import Store
from ledger.transaction import Row, Transaction
from ledger.units import UnitRegistry

_JUDGED = ("rules_version", "status", "reason", "evidence", "figures", "sentence_hashes")


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
        yield {**line, "recorded_at": datetime.fromisoformat(line["recorded_at"])}


def _build(
    store: Store, fresh: Path, lines: list[dict[str, Any]], before: _Present, now: datetime
) -> Report:
    kinds = {kind: [_without_type(x) for x in lines if x["type"] == kind] for kind in journal.KINDS}
    tables: dict[str, list[Row]] = {"entry": [], "finding": [], "judgement": [], **kinds}
    registry = UnitRegistry.for_plan(store.plan)
    changes: list[Change] = []
    for row in kinds["submission"]:
        identity, reading = row["submission_id"], _read_original(store, registry, row)
        tables["entry"] += entry_rows(identity, reading)
        # What was found also depended on what was known then, so it is kept where it can be.
        again = finding_rows(identity, _findings(row, reading, kinds["submission"]))
        tables["finding"] += before.findings.get(identity) or again
        today = judgement_rows(identity, reading, store.plan, row["recorded_at"])
        kept = sorted(before.judgements.get(identity, []), key=lambda old: old["recorded_at"])
        fresh_rows = _rejudged(kept, today, now)
        tables["judgement"] += kept + fresh_rows
        changes += _changes(row, kept, fresh_rows)
    _write(fresh, tables, now)
    counts = {kind: len(rows) for kind, rows in kinds.items()}
    return Report(counts["submission"], counts["document"], counts["decision"], tuple(changes))


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


def _read_original(store: Store, registry: UnitRegistry, row: Row) -> Reading:
    """Read a kept file again with what was said of it then; a unit since renamed is not said."""
    try:
        data = store.received.read(row["sha256"])
    except FileNotFoundError as error:
        raise UserError(
            "original_missing",
            "日志所记的原始文件已不在。",
            f"{row['file_name']}（{row['sha256'][:12]}）",
            "请从备份找回后再重建。",
        ) from error
    said = registry.resolve(row["said_unit"]) if row["said_unit"] else None
    quarter = parse_said(row["said_quarter"]) if row["said_quarter"] else None
    hints = Hints(said.unit if said else None, quarter)
    return read_ledger(data, row["file_name"], store.plan, registry, hints)


def _findings(row: Row, reading: Reading, batch: list[Row]) -> tuple[Finding, ...]:
    """Return what the file itself shows, and with which others of its batch it competed."""
    incoming = Incoming(row["file_name"], b"", row["received_on"], row["received_on_source"])
    found = [*incoming.findings(), *reading.findings]
    if SAME_DAY in row["held"].split(","):
        key = ("batch_id", "unit", "qtr", "received_on")
        rivals = [other for other in batch if all(other[name] == row[name] for name in key)]
        found.append(same_day_finding(other["file_name"] for other in rivals))
    return tuple(found)

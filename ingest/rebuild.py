"""The database again from the received files and the journal, judged under today's rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from ingest.collect import Incoming
from ingest.findings import found
from ingest.load import entry_rows, finding_rows, judgement_rows
from ingest.reading import Hints, Reading, read_ledger
from ledger import generations, journal
from ledger.errors import UserError
from ledger.quarter import Quarter
from ledger.schema import migrate
from ledger.store import Store
from ledger.transaction import Row, Transaction
from ledger.units import UnitRegistry

_DAYS, _MOMENTS = ("received_on",), ("recorded_at",)


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
    appended at `now`. Raises UserError `nothing_to_rebuild` or `original_missing`; then the
    database is as it was.
    """
    with store.locked("重建数据库"):
        lines = list(_lines(store))
        fresh = store.path.with_name(store.path.name + ".rebuilding")
        fresh.unlink(missing_ok=True)
        try:
            report = _build(store, fresh, lines, now)
            fresh.replace(store.path)
        finally:
            fresh.unlink(missing_ok=True)
        generations.publish(store.files / "generations", store.path)
    return report


def _lines(store: Store) -> Iterator[dict[str, Any]]:
    lines = list(journal.read(store.files / "journal.jsonl"))
    if not lines:
        raise UserError(
            "nothing_to_rebuild", "没有日志，无从重建。", str(store.files), "请先收台账。"
        )
    for line in lines:
        for name in _DAYS:
            if line.get(name):
                line[name] = date.fromisoformat(line[name])
        for name in _MOMENTS:
            line[name] = datetime.fromisoformat(line[name])
        yield line


def _build(store: Store, fresh: Path, lines: list[dict[str, Any]], now: datetime) -> Report:
    kinds = {kind: [_without_type(x) for x in lines if x["type"] == kind] for kind in journal.KINDS}
    before = _judgements(store.path)
    with duckdb.connect(":memory:") as connection:
        connection.execute("attach '" + str(fresh).replace("'", "''") + "' as facts")
        migrate(connection, now)
        connection.execute("begin")
        changes: list[Change] = []
        for row in kinds["submission"]:
            changes += _reread(store, Transaction(connection, row["recorded_at"]), row, before, now)
        for table in ("submission", "document", "decision"):
            Transaction(connection, now).insert(table, kinds[table])
        connection.execute("commit")
        connection.execute("checkpoint facts")
    counts = {kind: len(rows) for kind, rows in kinds.items()}
    return Report(counts["submission"], counts["document"], counts["decision"], tuple(changes))


def _without_type(line: dict[str, Any]) -> Row:
    return {name: value for name, value in line.items() if name != "type"}


def _judgements(master: Path) -> dict[str, list[Row]]:
    """Return the judgements of the present database by submission; none when it cannot be read."""
    if not master.exists():
        return {}
    found_rows: dict[str, list[Row]] = {}
    try:
        with duckdb.connect(str(master), read_only=True) as connection:
            cursor = connection.execute("select * from judgement order by recorded_at")
            names = [column[0] for column in cursor.description or []]
            for values in cursor.fetchall():
                row = dict(zip(names, values, strict=True))
                found_rows.setdefault(row["submission_id"], []).append(row)
    except duckdb.Error:
        return {}  # a damaged database is the very reason to rebuild
    return found_rows


def _reread(
    store: Store,
    transaction: Transaction,
    row: Row,
    before: dict[str, list[Row]],
    now: datetime,
) -> list[Change]:
    reading = _read_original(store, row)
    identity = row["submission_id"]
    transaction.insert("entry", entry_rows(identity, reading))
    transaction.insert("finding", finding_rows(identity, _findings(row, reading)))
    today = judgement_rows(identity, reading, store.plan, transaction)
    earlier = before.get(identity, [])
    transaction.insert("judgement", earlier)
    latest = {old["task_no"]: old for old in earlier}
    fresh = [new for new in today if _differs(latest.get(new["task_no"]), new)]
    if earlier:
        fresh = [{**new, "recorded_at": now} for new in fresh]
    transaction.insert("judgement", fresh)
    return [
        Change(row["unit"] or "", row["qtr"] or "", new["task_no"], old["status"], new["status"])
        for new in fresh
        if (old := latest.get(new["task_no"])) and old["status"] != new["status"]
    ]


def _differs(old: Row | None, new: Row) -> bool:
    kept = ("rules_version", "status", "reason", "evidence", "figures", "sentence_hashes")
    return old is None or any(old[name] != new[name] for name in kept)


def _read_original(store: Store, row: Row) -> Reading:
    try:
        data = store.received.read(row["sha256"])
    except FileNotFoundError as error:
        raise UserError(
            "original_missing",
            "日志所记的原始文件已不在。",
            f"{row['file_name']}（{row['sha256'][:12]}）",
            "请从备份找回后再重建。",
        ) from error
    quarter = Quarter.parse(row["qtr"]) if row["qtr"] else None
    registry = UnitRegistry.for_plan(store.plan)
    return read_ledger(data, row["file_name"], store.plan, registry, Hints(row["unit"], quarter))


def _findings(row: Row, reading: Reading) -> tuple[Any, ...]:
    incoming = Incoming(row["file_name"], b"", row["received_on"], row["received_on_source"])
    same_day = (found("same_day_versions"),) if "same_day_versions" in row["held"] else ()
    return (*incoming.findings(), *reading.findings, *same_day)

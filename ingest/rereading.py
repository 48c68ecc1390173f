"""What a kept submission becomes when its original is read again: its rows, and what changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ingest.collect import Incoming
from ingest.file_reading import ReadLedger
from ingest.findings import Finding, found
from ingest.recording import entry_rows, finding_rows, judgement_rows
from ingest.repeats import SAME_DAY, same_day_finding
from ledger.errors import UserError
from ledger.transaction import Row

_JUDGED = (
    "rules_version", "status", "reason", "evidence", "figures", "sentence_hashes",
    "sentence_lengths",
)  # fmt: skip
OF_LEDGERS = ("entry", "judgement", "finding")
OF_DOCUMENTS = ("passage", "liaison")
# Columns that a database of an earlier version lacks.
_ADDED_SINCE: dict[str, Row] = {
    "judgement": {"sentence_lengths": None},
    "entry": {"declared": ""},
}


@dataclass(frozen=True)
class Change:
    """A task that reads or is judged otherwise than before; `after` is empty if it is gone."""

    unit: str
    quarter: str
    task_no: int
    before: str
    after: str
    text_changed: bool = False


@dataclass
class Present:
    """The rows of the present database by table and the receipt they were read from.

    There are none when it is lost.
    """

    tables: dict[str, dict[str, list[Row]]] = field(
        default_factory=lambda: {table: {} for table in (*OF_LEDGERS, *OF_DOCUMENTS)}
    )

    def add(self, table: str, row: Row) -> None:
        """Keep a row, completed by what a database of an earlier version lacks."""
        whole = {**_ADDED_SINCE.get(table, {}), **row}
        identity = "document_id" if table in OF_DOCUMENTS else "submission_id"
        self.tables[table].setdefault(row[identity], []).append(whole)

    def of(self, table: str, receipt_id: str) -> list[Row]:
        """Return the rows of one submission or document."""
        return self.tables[table].get(receipt_id, [])


@dataclass(frozen=True)
class Again:
    """The rows of one submission in the new database, and what differs from the present one."""

    tables: dict[str, list[Row]]
    changes: tuple[Change, ...] = ()


def keep(row: Row, before: Present, why: UserError) -> Again:
    """Return the rows that the present database has of a file that cannot be read again.

    Without any, the submission stays on record with nothing but the finding that says why.
    """
    identity = row["submission_id"]
    tables = {table: before.of(table, identity) for table in OF_LEDGERS}
    if not tables["finding"] and not tables["entry"]:
        lost = found("original_unread", why=f"{why.message}{why.hint}")
        tables["finding"] = finding_rows(identity, [lost])
    return Again(tables)


def reread(
    row: Row, ledger: ReadLedger, before: Present, batch: Sequence[Row], now: datetime
) -> Again:
    """Return the rows of a file that was read again; earlier judgements of the same text stay.

    `batch` are all submissions: with which of them it competed was found when it was loaded.
    """
    identity = row["submission_id"]
    entries = entry_rows(identity, ledger.reading, ledger.judgements)
    # What was found also depended on what was known then, so it is kept where it can be.
    findings = before.of("finding", identity) or finding_rows(
        identity, _findings(row, ledger, batch)
    )
    texts = {old["task_no"]: old["text_key"] for old in before.of("entry", identity)}
    same = {new["task_no"] for new in entries if texts.get(new["task_no"]) == new["text_key"]}
    today = judgement_rows(identity, ledger.judgements, row["recorded_at"])
    earlier = sorted(before.of("judgement", identity), key=lambda old: old["recorded_at"])
    kept = [old for old in earlier if old["task_no"] in same]
    fresh = _rejudged(kept, today, now)
    tables = {"entry": entries, "finding": findings, "judgement": kept + fresh}
    return Again(tables, tuple(_changes(row, earlier, today, texts, same)))


def _rejudged(kept: list[Row], today: list[Row], now: datetime) -> list[Row]:
    """Return today's judgements that differ from the latest kept ones, or that have none."""
    latest = {old["task_no"]: old for old in kept}
    rejudged = []
    for new in today:
        old = latest.get(new["task_no"])
        if old is None:
            rejudged.append(new)
        elif any(old[name] != new[name] for name in _JUDGED):
            rejudged.append({**new, "recorded_at": now})
    return rejudged


def _changes(
    row: Row, earlier: list[Row], today: list[Row], texts: dict[int, str], same: set[int]
) -> list[Change]:
    if not earlier:
        return []
    before = {old["task_no"]: old["status"] for old in earlier}
    after = {new["task_no"]: new["status"] for new in today}
    whose = row["unit"] or "", row["qtr"] or ""
    tasks = sorted({*before, *after})
    return [
        Change(
            *whose,
            task,
            before.get(task, ""),
            after.get(task, ""),
            bool(texts) and task not in same,
        )
        for task in tasks
        if before.get(task) != after.get(task) or (texts and task not in same)
    ]


def _findings(row: Row, ledger: ReadLedger, batch: Sequence[Row]) -> tuple[Finding, ...]:
    """Return what the file itself shows, and with which others of its batch it competed."""
    incoming = Incoming(row["file_name"], b"", row["received_on"], row["received_on_source"])
    findings = [*incoming.findings(), *ledger.reading.findings]
    if SAME_DAY in row["held"].split(","):
        key = ("batch_id", "unit", "qtr", "received_on")
        rivals = [other for other in batch if all(other[name] == row[name] for name in key)]
        findings.append(same_day_finding(other["file_name"] for other in rivals))
    return tuple(findings)

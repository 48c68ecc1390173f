"""What a kept submission becomes when its original is read again: its rows, and what changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from ingest.file_reading import ReadLedger
from ingest.findings import found
from ingest.past import Past
from ingest.recording import entry_rows, finding_rows, judgement_rows
from ledger.errors import UserError
from ledger.transaction import Row

_JUDGED = (
    "rules_version", "status", "reason", "evidence", "figures", "sentence_hashes",
    "sentence_lengths",
)  # fmt: skip
_DECLARED = "declared_"
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


def reread(row: Row, ledger: ReadLedger, before: Present, past: Past, now: datetime) -> Again:
    """Return the rows of a file that was read again; earlier judgements of the same text stay."""
    identity = row["submission_id"]
    entries = entry_rows(identity, ledger.reading, ledger.judgements)
    # What was found also depended on what was known then, so it is kept where it can be.
    kept_findings = _judged_today(before.of("finding", identity), ledger)
    findings = kept_findings or finding_rows(identity, past.findings(row, ledger))
    texts = {old["task_no"]: old["text_key"] for old in before.of("entry", identity)}
    same = {new["task_no"] for new in entries if texts.get(new["task_no"]) == new["text_key"]}
    today = judgement_rows(identity, ledger.judgements, row["recorded_at"])
    earlier = sorted(before.of("judgement", identity), key=lambda old: old["recorded_at"])
    kept = [old for old in earlier if old["task_no"] in same]
    fresh = _rejudged(kept, today, now)
    tables = {"entry": entries, "finding": findings, "judgement": kept + fresh}
    return Again(tables, tuple(_changes(row, earlier, today, texts, same)))


def _judged_today(kept: list[Row], ledger: ReadLedger) -> list[Row]:
    """Return kept findings with those on declared statuses as today's judgements give cause to."""
    if not kept:
        return []
    told = [one for one in ledger.reading.findings if one.code.startswith(_DECLARED)]
    today = finding_rows(kept[0]["submission_id"], told)
    others = [row for row in kept if not row["code"].startswith(_DECLARED)]
    return [{**row, "position": n} for n, row in enumerate([*others, *today])]


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

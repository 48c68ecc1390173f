"""The rows that a reading becomes: submission, entries, judgements and findings."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from ingest.figures import Figure
from ingest.findings import Finding
from ingest.narrative import RULES_VERSION, judge
from ingest.reading import Reading
from ingest.result import Result
from ingest.sentences import sentence_hashes, text_key
from ledger.plan import Plan
from ledger.transaction import Row, Transaction

# One encoder for all: `json.dumps` with an option makes a new one for every cell.
_to_json = json.JSONEncoder(ensure_ascii=False).encode


def write_submissions(
    transaction: Transaction,
    batch: Sequence[Result],
    plan: Plan,
    who: str,
    batch_id: str,
    start: int = 0,
) -> None:
    """Append submissions, entries, judgements and findings of `batch` to the open write."""
    submissions: list[Row] = []
    entries: list[Row] = []
    judgements: list[Row] = []
    findings: list[Row] = []
    for position, result in enumerate(batch, start=start):
        reading = result.reading
        if reading is None:
            continue
        row = _submission(result, reading, transaction, who, batch_id, position)
        submissions.append(row)
        entries += entry_rows(row["submission_id"], reading)
        judgements += judgement_rows(row["submission_id"], reading, plan, transaction.recorded_at)
        findings += finding_rows(row["submission_id"], result.findings)
    for table, rows in (
        ("submission", submissions), ("entry", entries),
        ("judgement", judgements), ("finding", findings),
    ):  # fmt: skip
        transaction.insert(table, rows)


def _submission(
    result: Result,
    reading: Reading,
    transaction: Transaction,
    who: str,
    batch_id: str,
    position: int,
) -> Row:
    seed = f"{reading.sha256}|{transaction.recorded_at.isoformat()}|{position}"
    return {
        "submission_id": hashlib.blake2b(seed.encode(), digest_size=8).hexdigest(),
        "sha256": reading.sha256,
        "file_name": reading.file_name,
        "format": reading.format,
        "unit": reading.unit,
        "qtr": result.quarter,
        "said_unit": result.incoming.unit,
        "said_quarter": result.incoming.quarter,
        "received_on": result.incoming.received_on,
        "received_on_source": result.incoming.received_source,
        "held": ",".join(reading.held),
        "batch_id": batch_id,
        "position": position,
        "contact": reading.contact,
        "contact_phone": reading.contact_phone_masked,
        "recorded_by": who,
        "recorded_at": transaction.recorded_at,
    }


def entry_rows(submission_id: str, reading: Reading) -> list[Row]:
    """Return the rows of table `entry` for one reading."""
    return [
        {
            "submission_id": submission_id,
            "task_no": entry.task_no,
            "narrative": entry.narrative,
            "text_key": text_key(entry.narrative),
            "sheet": entry.sheet,
            "cell": entry.cell,
            "part": entry.part,
            "shared": entry.shared,
            "remark": entry.remark,
        }
        for entry in reading.entries
    ]


def judgement_rows(
    submission_id: str, reading: Reading, plan: Plan, recorded_at: datetime
) -> list[Row]:
    """Return the rows of table `judgement` for one reading under today's rules."""
    rows = []
    for entry in reading.entries:
        judgement = judge(entry.narrative, plan.task_by_no[entry.task_no])
        rows.append(
            {
                "submission_id": submission_id,
                "task_no": entry.task_no,
                "rules_version": RULES_VERSION,
                "status": judgement.status.value,
                "reason": judgement.reason,
                # A list of pairs of integers prints as the JSON that it is.
                "evidence": str([list(span) for span in judgement.evidence]),
                "figures": _figures(judgement.figures),
                "sentence_hashes": sentence_hashes(entry.narrative),
                "recorded_at": recorded_at,
            }
        )
    return rows


def _figures(figures: Sequence[Figure]) -> str:
    return _to_json([figure._asdict() for figure in figures]) if figures else "[]"


def finding_rows(submission_id: str, findings: Sequence[Finding]) -> list[Row]:
    """Return the rows of table `finding` for one reading."""
    return [
        {"submission_id": submission_id, "position": position, **vars(one)}
        for position, one in enumerate(findings)
    ]

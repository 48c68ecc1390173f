"""The rows that a reading becomes: submission, entries, judgements and findings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from ingest.findings import Finding
from ingest.judge.narrative import RULES_VERSION
from ingest.judging import EntryJudgement
from ingest.reading import Reading
from ingest.result import Result
from ledger.transaction import Row, Transaction

# What is true only until the file is loaded; afterwards the versions themselves say it.
PASSING = frozenset({"replaces_version", "older_than_current"})


def write_submissions(
    transaction: Transaction,
    batch: Sequence[Result],
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
        identity = row["submission_id"]
        entries += entry_rows(identity, reading, result.judgements)
        judgements += judgement_rows(identity, result.judgements, transaction.recorded_at)
        findings += finding_rows(identity, result.findings)
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
    seed = f"{reading.sha256}|{reading.part}|{transaction.recorded_at.isoformat()}|{position}"
    return {
        "submission_id": hashlib.blake2b(seed.encode(), digest_size=8).hexdigest(),
        "sha256": reading.sha256,
        "file_name": reading.file_name,
        "format": reading.format,
        "part": reading.part,
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
        "approved_by": reading.approved_by,
        "recorded_by": who,
        "recorded_at": transaction.recorded_at,
    }


def entry_rows(
    submission_id: str, reading: Reading, judgements: Sequence[EntryJudgement]
) -> list[Row]:
    """Return the rows of table `entry` for one reading, whose entries were judged in order."""
    return [
        {
            "submission_id": submission_id,
            "task_no": entry.task_no,
            "narrative": entry.narrative,
            "text_key": judgement.text_key,
            "sheet": entry.sheet,
            "cell": entry.cell,
            "part": entry.part,
            "shared": entry.shared,
            "remark": entry.remark,
            "declared": entry.declared,
        }
        for entry, judgement in zip(reading.entries, judgements, strict=True)
    ]


def judgement_rows(
    submission_id: str, judgements: Sequence[EntryJudgement], recorded_at: datetime
) -> list[Row]:
    """Return the rows of table `judgement` for one reading under today's rules."""
    return [
        {
            "submission_id": submission_id,
            "task_no": judgement.task_no,
            "rules_version": RULES_VERSION,
            "status": judgement.status,
            "reason": judgement.reason,
            "evidence": judgement.evidence,
            "figures": judgement.figures,
            "sentence_hashes": list(judgement.sentence_hashes),
            "sentence_lengths": list(judgement.sentence_lengths),
            "recorded_at": recorded_at,
        }
        for judgement in judgements
    ]


def finding_rows(submission_id: str, findings: Sequence[Finding]) -> list[Row]:
    """Return the rows of table `finding` for one reading, without what passes with the load."""
    lasting = (finding for finding in findings if finding.code not in PASSING)
    return [
        {"submission_id": submission_id, "position": position, **vars(one)}
        for position, one in enumerate(lasting)
    ]

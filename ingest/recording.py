"""The rows that a reading becomes: submission, entries, judgements and findings."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ingest.findings import Finding
from ingest.form.entries import Entry
from ingest.judge.narrative import RULES_VERSION
from ingest.judging import EntryJudgement
from ingest.reading import Reading
from ingest.result import Result
from ledger.transaction import Columns, Row, Transaction

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
    findings: list[Row] = []
    identities: list[str] = []  # of the submission of each entry
    entries: list[Entry] = []
    judgements: list[EntryJudgement] = []
    for position, result in enumerate(batch, start=start):
        reading = result.reading
        if reading is None:
            continue
        row = _submission(result, reading, transaction, who, batch_id, position)
        submissions.append(row)
        identities += [row["submission_id"]] * len(reading.entries)
        entries += reading.entries
        judgements += result.judgements
        findings += finding_rows(row["submission_id"], result.findings)
    transaction.insert("submission", submissions)
    if entries:
        told = _judgement_columns(identities, judgements, transaction.recorded_at)
        transaction.insert_columns("entry", _entry_columns(identities, entries, judgements))
        transaction.insert_columns("judgement", told)
    transaction.insert("finding", findings)


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
    identities = [submission_id] * len(judgements)
    return _rows(_entry_columns(identities, reading.entries, judgements))


def judgement_rows(
    submission_id: str, judgements: Sequence[EntryJudgement], recorded_at: datetime
) -> list[Row]:
    """Return the rows of table `judgement` for one reading under today's rules."""
    identities = [submission_id] * len(judgements)
    return _rows(_judgement_columns(identities, judgements, recorded_at))


def _entry_columns(
    identities: Sequence[str], entries: Sequence[Entry], judgements: Sequence[EntryJudgement]
) -> Columns:
    """Return the columns of table `entry`: those of an Entry go by the names of its fields."""
    return {
        "submission_id": identities,
        **_by_field(Entry._fields, entries),
        "text_key": [judgement.text_key for judgement in judgements],
    }


def _judgement_columns(
    identities: Sequence[str], judgements: Sequence[EntryJudgement], recorded_at: datetime
) -> Columns:
    """Return the columns of table `judgement`: those of a judgement go by its fields' names."""
    columns = _by_field(EntryJudgement._fields, judgements)
    del columns["text_key"]  # the entry has it
    return {
        "submission_id": identities,
        "rules_version": [RULES_VERSION] * len(identities),
        **columns,
        "sentence_hashes": list(map(list, columns["sentence_hashes"])),
        "sentence_lengths": list(map(list, columns["sentence_lengths"])),
        "recorded_at": [recorded_at] * len(identities),
    }


def _by_field(names: Sequence[str], tuples: Sequence[tuple[Any, ...]]) -> dict[str, Sequence[Any]]:
    """Return the values of all named tuples by field: rows of dictionaries take thrice as long."""
    columns = zip(*tuples, strict=True) if tuples else [()] * len(names)
    return dict(zip(names, columns, strict=True))


def _rows(columns: Columns) -> list[Row]:
    rows = zip(*columns.values(), strict=True)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def finding_rows(submission_id: str, findings: Sequence[Finding]) -> list[Row]:
    """Return the rows of table `finding` for one reading, without what passes with the load."""
    lasting = (finding for finding in findings if finding.code not in PASSING)
    return [
        {"submission_id": submission_id, "position": position, **vars(one)}
        for position, one in enumerate(lasting)
    ]

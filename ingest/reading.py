"""One returned file, read: whose ledgers it holds, of which quarter, what they say of each task."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.findings import Finding
from ingest.form.accounts import (
    RowCounts,
    TaskCounts,
    absent_findings,
    account_findings,
    count_rows,
    count_tasks,
)
from ingest.form.contacts import Contacts, without_numbers
from ingest.form.entries import Entry, answer
from ingest.form.layout import find_tables
from ingest.form.mark_findings import note_findings
from ingest.form.matching import task_index
from ingest.form.sheets import SheetRead, read_all
from ingest.formats.read import read_workbook
from ingest.identity.identify import Hints, Identity
from ingest.identity.part_identity import identify_parts
from ingest.identity.parts import Part, split
from ingest.workbook import Workbook
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry

__all__ = ["Hints", "Reading", "read_ledgers", "read_sheets"]


@dataclass(frozen=True)
class Reading:
    """What one ledger says, before anything is judged or stored.

    `held` are the codes of the findings for which a person must decide; empty means that it can
    be loaded. Every task of the plan has an entry or a finding `task_absent`. `part` names the
    sheet where the file holds several ledgers; else it is empty.
    """

    file_name: str
    sha256: str
    format: str
    unit: str | None
    quarter: Quarter | None
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]
    held: tuple[str, ...]
    contact: str
    contact_phone_masked: str
    rows: RowCounts
    tasks: TaskCounts
    part: str = ""
    approved_by: str = ""


def read_ledgers(
    data: bytes, file_name: str, plan: Plan, registry: UnitRegistry, hints: Hints
) -> tuple[Reading, ...]:
    """Return the readings of a file's bytes: one for each ledger in it, nearly always one.

    Raises UserError with the file's name for a file that cannot be read (`not_a_workbook`,
    `encrypted`, `file_too_large`, `no_table`) and for hints that are wrong (`unit_unknown`,
    `quarter_outside_plan`).
    """
    try:
        workbook = read_workbook(data)
        digest = hashlib.sha256(data).hexdigest()
        return read_sheets(workbook, digest, file_name, plan, registry, hints)
    except UserError as error:
        error.place = error.place or file_name
        raise


def read_sheets(
    workbook: Workbook,
    sha256: str,
    file_name: str,
    plan: Plan,
    registry: UnitRegistry,
    hints: Hints,
) -> tuple[Reading, ...]:
    """Return the readings of a workbook whose bytes were parsed before, as `read_ledgers` does."""
    index = task_index(plan)
    tables = find_tables(workbook, index)
    reads = read_all(workbook.sheets, tables, plan, index, hints, file_name)
    parts = split(reads, plan, registry)
    identities = identify_parts(parts, file_name, plan, registry, hints)
    notes = note_findings(workbook.notes)
    return tuple(
        _read_part(
            _File(file_name, sha256, workbook.format, tuple(notes) if part is parts[0] else ()),
            part,
            identity,
            plan,
        )
        for part, identity in zip(parts, identities, strict=True)
    )


@dataclass(frozen=True)
class _File:
    """What all ledgers of a file share; its notes are told with the first."""

    name: str
    sha256: str
    format: str
    notes: tuple[Finding, ...]


def _read_part(file: _File, part: Part, identity: Identity, plan: Plan) -> Reading:
    reads = _fullest_first(part.reads)
    answered = answer([block for read in reads for block in read.rows.blocks])
    rows, tasks = count_rows(reads), count_tasks(plan, answered.entries)
    contacts = Contacts()
    for read in part.reads:
        contacts.join(read.rows.contacts)
    findings = [
        *identity.findings,
        *account_findings(plan, tasks, rows),
        *file.notes,
        *(finding for read in part.reads for finding in read.rows.findings),
        *answered.findings,
        *absent_findings(plan, tasks),
    ]
    return Reading(
        file_name=file.name,
        sha256=file.sha256,
        format=file.format,
        unit=identity.unit,
        quarter=identity.quarter,
        entries=tuple(answered.entries[number] for number in sorted(answered.entries)),
        findings=tuple(map(without_numbers, findings)),
        held=tuple(finding.code for finding in findings if finding.severity == "error"),
        contact=contacts.name,
        contact_phone_masked=contacts.phone,
        rows=rows,
        tasks=tasks,
        part=part.name,
        approved_by=contacts.signer,
    )


def _fullest_first(reads: Sequence[SheetRead]) -> list[SheetRead]:
    """Return the sheets in their order; where they repeat tasks, the one with most of them first.

    An example of two rows on a sheet of instructions must not stand before the ledger itself.
    """
    if len(reads) == 1:
        return list(reads)
    named = [read.tasks for read in reads]
    if sum(map(len, named)) == len(set().union(*named)):
        return list(reads)
    return sorted(reads, key=lambda read: -len(read.tasks))

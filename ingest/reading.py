"""One returned ledger, read: whose it is, of which quarter, and what it says of every task."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ingest.entries import Entry, answer
from ingest.findings import Finding, found
from ingest.formats.read import read_workbook
from ingest.headings import RowKind, Rows
from ingest.identity import Hints, identify
from ingest.layout import find_tables
from ingest.matching import task_index
from ingest.rows import read_rows
from ingest.sources import Sources
from ingest.workbook import Workbook
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry

__all__ = ["Entry", "Hints", "Reading", "RowCounts", "read_ledger", "read_sheets"]

_PHONE = re.compile(r"\d[\d\s()（）\-—]{5,}\d")


@dataclass(frozen=True)
class RowCounts:
    """How every row of the sheets read was accounted for; `total` is counted apart."""

    total: int
    by_kind: Mapping[RowKind, int] = field(default_factory=dict)

    @property
    def add_up(self) -> bool:
        """Whether no row was lost or counted twice."""
        return self.total == sum(self.by_kind.values())


@dataclass(frozen=True)
class Reading:
    """What one file says, before anything is judged or stored.

    `held` are the codes of the findings for which a person must decide; empty means that the
    file can be loaded. Every task of the plan has an entry or a finding `task_absent`.
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


def read_ledger(
    data: bytes, file_name: str, plan: Plan, registry: UnitRegistry, hints: Hints
) -> Reading:
    """Return the reading of a file's bytes.

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
) -> Reading:
    """Return the reading of a workbook whose bytes were parsed before, as `read_ledger` does."""
    tables = find_tables(workbook)
    rows = read_rows(workbook.sheets, tables, task_index(plan))
    answered = answer(rows.blocks)
    names = tuple(dict.fromkeys(table.sheet.name for table in tables))
    sources = Sources(rows.units, rows.titles, names, file_name, rows.covers, rows.dates)
    identity = identify(sources, plan, registry, hints)
    found_here = (
        *identity.findings,
        *_too_few(plan, len(answered.entries)),
        *rows.findings,
        *answered.findings,
        *_absent(plan, answered.entries),
    )
    contact, phone = _contact(rows)
    return Reading(
        file_name=file_name,
        sha256=sha256,
        format=workbook.format,
        unit=identity.unit,
        quarter=identity.quarter,
        entries=tuple(answered.entries[number] for number in sorted(answered.entries)),
        findings=found_here,
        held=tuple(finding.code for finding in found_here if finding.severity == "error"),
        contact=contact,
        contact_phone_masked=phone,
        rows=RowCounts(sum(len(sheet.rows) for sheet in workbook.sheets), rows.kinds),
    )


def _too_few(plan: Plan, matched: int) -> list[Finding]:
    total = len(plan.tasks)
    if matched >= total * plan.threshold("match_share_to_hold"):
        return []
    return [found("few_tasks_matched", total=total, matched=matched)]


def _absent(plan: Plan, entries: Mapping[int, Entry]) -> list[Finding]:
    return [
        found(
            "task_absent",
            "reconstructed" if task.reconstructed else "",
            task_no=task.task_no,
            task_name=task.short_name,
        )
        for task in plan.tasks
        if task.task_no not in entries
    ]


def _contact(rows: Rows) -> tuple[str, str]:
    """Return the contact's name and number, the number masked wherever it was written."""
    number = _PHONE.search(rows.phone) or _PHONE.search(rows.contact)
    name = _PHONE.sub("", rows.contact).strip()
    return name, "" if number is None else _masked(number[0])


def _masked(number: str) -> str:
    """Return 138****0000: the first three and the last four digits."""
    digits = re.sub(r"\D", "", number)
    return f"{digits[:3]}{'*' * max(len(digits) - 7, 2)}{digits[-4:]}"

"""Kept files, read again with what was said of them when they were received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.file_reading import Job, ReadFile, ReadLedger
from ingest.identity.quarter_words import parse_said
from ingest.worker_pool import shared_pool
from ledger.errors import UserError
from ledger.store import Store
from ledger.transaction import Row
from ledger.units import UnitRegistry

BATCH = 100  # files held in memory at once


def read_originals(
    store: Store, rows: Sequence[Row], aliases: Mapping[str, str]
) -> Iterator[ReadLedger]:
    """Yield the ledger of each row, read again from its original; a batch of files at a time.

    `rows` are rows of table `submission`, `aliases` the names of units that people decided
    on. Raises UserError `original_missing`, or why a file can no longer be read.
    """
    registry = UnitRegistry.for_plan(store.plan, aliases)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        jobs = [_job(store, registry, row) for row in batch]
        files = shared_pool().read(jobs, store.plan, aliases)
        yield from (_ledger_of(row, file) for row, file in zip(batch, files, strict=True))


def _job(store: Store, registry: UnitRegistry, row: Row) -> Job:
    """Return a kept file with what was said of it then; a unit since renamed is not said."""
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
    return Job(row["file_name"], data, said.unit if said else None, quarter)


def _ledger_of(row: Row, file: ReadFile) -> ReadLedger:
    """Return the ledger that `row` recorded, of the several that a file may hold."""
    if file.refusal:
        raise file.refusal.as_error()
    part = row.get("part") or ""
    same_part = (one for one in file.ledgers if one.reading.part == part)
    same_unit = (one for one in file.ledgers if one.reading.unit == row["unit"])
    return next(same_part, None) or next(same_unit, file.ledgers[0])

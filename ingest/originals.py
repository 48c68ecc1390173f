"""Kept files, read again with what was said of them when they were received."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ingest.file_reading import Job, ReadFile, ReadLedger
from ingest.findings import refusal
from ingest.identity.quarter_words import parse_said
from ingest.worker_pool import shared_pool
from ledger.errors import UserError
from ledger.store import Store
from ledger.transaction import Row
from ledger.units import UnitRegistry

BATCH = 100  # files held in memory at once


def read_originals(
    store: Store, rows: Sequence[Row], aliases: Mapping[str, str]
) -> Iterator[ReadLedger | UserError]:
    """Yield the ledger of each row, read again from its original, or why that cannot be done.

    `rows` are rows of table `submission`, `aliases` the names of units that people decided on.
    """
    registry = UnitRegistry.for_plan(store.plan, aliases)
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        jobs = [_job(store, registry, row) for row in batch]
        sound = [job for job in jobs if isinstance(job, Job)]
        files = iter(shared_pool().read(sound, store.plan, aliases))
        for row, job in zip(batch, jobs, strict=True):
            yield _ledger_of(row, next(files)) if isinstance(job, Job) else job


def _job(store: Store, registry: UnitRegistry, row: Row) -> Job | UserError:
    """Return a kept file with what was said of it then; a unit since renamed is not said."""
    try:
        data = store.received.read(row["sha256"])
        quarter = parse_said(row["said_quarter"]) if row["said_quarter"] else None
    except FileNotFoundError:
        return refusal("original_missing", sha256=row["sha256"][:12])
    except UserError as error:
        return error
    said = registry.resolve(row["said_unit"]) if row["said_unit"] else None
    return Job(row["file_name"], data, said.unit if said else None, quarter)


def _ledger_of(row: Row, file: ReadFile) -> ReadLedger | UserError:
    """Return the ledger that `row` recorded, of the several that a file may hold.

    Never another one: a narrative under the wrong unit is worse than none.
    """
    if file.refusal:
        return file.refusal
    part = row.get("part") or ""
    same = (one for one in file.ledgers if one.reading.part == part)
    return next(same, None) or refusal("part_missing", part=part or "整份")

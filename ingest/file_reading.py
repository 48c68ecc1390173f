"""One returned file from its bytes to judged ledgers: the work that is done away from the server.

Everything here is plain data, so that it can pass a pipe; nothing here raises.
"""

from __future__ import annotations

import traceback
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ingest.declared import compare_declared
from ingest.findings import Finding, found, refusal
from ingest.judging import EntryJudgement, judge_entries
from ingest.reading import Hints, Reading, read_ledgers
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry
from ledger.words import Status


@dataclass(frozen=True)
class Job:
    """A file to read: its name, its bytes, and the official unit and quarter if a person said."""

    name: str
    data: bytes
    unit: str | None = None
    quarter: Quarter | None = None


@dataclass(frozen=True)
class ReadLedger:
    """One ledger of a file, read and judged."""

    reading: Reading
    judgements: tuple[EntryJudgement, ...]


@dataclass(frozen=True)
class ReadFile:
    """What became of one file: its ledgers, or why it could not be read."""

    ledgers: tuple[ReadLedger, ...] = ()
    refusal: UserError | None = None


def read_file(job: Job, plan: Plan, registry: UnitRegistry) -> ReadFile:
    """Return the ledgers of a file, each judged under today's rules; MemoryError passes through."""
    try:
        hints = Hints(job.unit, job.quarter)
        readings = read_ledgers(job.data, job.name, plan, registry, hints)
        return ReadFile(tuple(_judged(reading, plan) for reading in readings))
    except UserError as error:
        return ReadFile(refusal=error)
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  a slip of ours must not stop the other files
        return ReadFile(refusal=refusal("reader_failed", detail=_where(error)))


def _judged(reading: Reading, plan: Plan) -> ReadLedger:
    judgements = judge_entries(reading.entries, plan)
    statuses = {judgement.task_no: judgement.status for judgement in judgements}
    told = (*_empty(statuses), *compare_declared(reading.entries, statuses))
    findings = (*reading.findings, *told)
    return ReadLedger(replace(reading, findings=findings), judgements)


def _empty(statuses: Mapping[int, Status]) -> list[Finding]:
    """Return the finding that a form came back as it was sent: blank, but for its own dashes."""
    given = set(statuses.values())
    nothing = Status.BLANK in given and given <= {Status.BLANK, Status.NONE}
    return [found("nothing_filled", total=len(statuses))] if nothing else []


def _where(error: Exception) -> str:
    """Return what went wrong and in which line, for the person who will mend it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}，{last.name}:{last.lineno}"

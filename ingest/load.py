"""From returned files to the store: examine every file, then commit what can be read in batches."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

from ingest.arrival import with_arrival
from ingest.collect import Incoming
from ingest.file_reading import Job, ReadFile
from ingest.findings import Finding
from ingest.recording import write_submissions
from ingest.repeats import Known, hold_same_day, known, settle_same_day
from ingest.result import Result
from ingest.worker_pool import Progress, WorkerPool, shared_pool
from ledger.aliases import known_aliases
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store
from ledger.units import UnitRegistry

# Files a transaction: opening and checkpointing cost as much as many files do. A crash loses at
# most one batch, which the next run repeats.
BATCH = 200
KEEPERS = 4  # threads that wait for the disk
OUTSIDE = "quarter_outside_plan"
Keep = Callable[[bytes], object]


def examine(
    store: Store,
    files: Sequence[Incoming],
    today: date,
    progress: Progress | None = None,
    pool: WorkerPool | None = None,
    keep: Keep | None = None,
) -> list[Result]:
    """Return what loading `files` would do, one result a ledger, in their order.

    Nothing is written. The files are read by the workers of `pool`, or the shared ones; `keep` is
    given each that may be loaded while the next ones are read.
    """
    recorded = Known()
    if store.generation:
        with store.read() as reader:
            recorded = known(reader.cursor)
    aliases = known_aliases(store) if store.generation else {}
    registry = UnitRegistry.for_plan(store.plan, aliases)
    problems = [_problem(file, store.plan, registry, today) for file in files]
    sound = [file for file, problem in zip(files, problems, strict=True) if problem is None]
    jobs = [_job(file, registry) for file in sound]
    read = (pool or shared_pool()).each(jobs, store.plan, aliases, progress)
    results: list[Result] = []
    for file, problem in zip(files, problems, strict=True):
        told = [_refused(file, problem)] if problem else _results(file, next(read), store.plan)
        if keep and any(result.outcome != "rejected" for result in told):
            keep(file.data)
        results += told
    recalled = [recorded.recall(result) for result in results]
    return recorded.mark(hold_same_day(recalled))


@contextmanager
def keeping(store: Store) -> Iterator[Keep]:
    """Yield what lets the disk take originals meanwhile; `load` tries again where it failed."""
    received = store.received
    with ThreadPoolExecutor(KEEPERS) as threads:
        yield lambda data: threads.submit(received.keep, data)


def load(
    store: Store, results: Sequence[Result], who: str, progress: Progress | None = None
) -> list[Result]:
    """Write the accepted and the held of `results`; return them all as they then stand.

    A ledger held only for a rival of the same day that is not among `results` is accepted.

    Files of one batch are ordered by the day they were received. What another load wrote since
    they were examined is a duplicate here too. Raises UserError `store_busy`.
    """
    results = settle_same_day(results)
    fresh = [result for result in results if _is_new(result)]
    fresh.sort(key=lambda result: result.incoming.received_on)
    standing: dict[int, Result] = {}
    batch_id, received = uuid.uuid4().hex[:12], store.received
    for start, batch in _batches(fresh):
        # What the disk has not taken yet, it takes while the database is opened and rows are made.
        missing = [r for r in batch if not received.has(r.incoming.data)]
        with ThreadPoolExecutor(KEEPERS) as pool:
            keeping = [pool.submit(received.keep, r.incoming.data) for r in missing]
            with store.write("装入台账") as transaction:
                now = known(transaction.connection).mark(batch)
                new = [result for result in now if _is_new(result)]
                write_submissions(transaction, new, who, batch_id, start)
                for kept in keeping:
                    kept.result()  # every original is on disk before its rows are committed
        standing |= {id(result): told for result, told in zip(batch, now, strict=True)}
        if progress:
            progress(start + len(batch), len(fresh), batch[-1].incoming.name)
    return [standing.get(id(result), result) for result in results]


def _batches(fresh: Sequence[Result]) -> Iterator[tuple[int, Sequence[Result]]]:
    """Yield where each batch starts, and it; the ledgers of one file are never parted."""
    start = 0
    while start < len(fresh):
        end = min(start + BATCH, len(fresh))
        while end < len(fresh) and fresh[end].incoming is fresh[end - 1].incoming:
            end += 1
        yield start, fresh[start:end]
        start = end


def _is_new(result: Result) -> bool:
    """Say whether there is something to write: neither refused nor recorded before."""
    again = any(finding.code == "held_before" for finding in result.findings)
    return result.outcome == "accepted" or (result.outcome == "held" and not again)


def _problem(file: Incoming, plan: Plan, registry: UnitRegistry, today: date) -> UserError | None:
    try:
        file.check(plan, registry, today)
    except UserError as error:
        return error
    return None


def _job(file: Incoming, registry: UnitRegistry) -> Job:
    hints = file.hints(registry)
    return Job(file.name, file.data, hints.unit, hints.quarter)


def _refused(file: Incoming, problem: UserError) -> Result:
    return Result(file, "rejected", (as_finding(problem),))


def _results(file: Incoming, read: ReadFile, plan: Plan) -> list[Result]:
    if read.refusal:
        return [_refused(file, read.refusal)]
    results = []
    for ledger in read.ledgers:
        reading = with_arrival(ledger.reading, file.received_on, plan)
        findings = (*file.findings(), *reading.findings)
        outcome = "held" if reading.held else "accepted"
        if OUTSIDE in reading.held:  # as when a person names such a quarter; another may be named
            outcome = "rejected"
        results.append(Result(file, outcome, findings, reading, ledger.judgements))
    return results


def as_finding(error: UserError) -> Finding:
    """Return a file's fatal mistake as the finding that reports it."""
    return Finding(error.code, "error", message=str(error.message), hint=error.hint)

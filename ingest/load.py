"""From returned files to the store: examine every file, then commit what can be read in batches."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date

from ingest.collect import Incoming
from ingest.findings import Finding, found
from ingest.reading import read_ledger
from ingest.recording import write_submissions
from ingest.result import Result
from ledger import metrics
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.schema import Connection
from ledger.store import Store
from ledger.units import UnitRegistry

# Files a transaction: opening and checkpointing cost as much as many files do. A crash loses at
# most one batch, which the next run repeats.
BATCH = 200
KEEPERS = 4  # threads that wait for the disk while the narratives are judged
SAME_DAY = "same_day_versions"
OUTSIDE = "quarter_outside_plan"
Progress = Callable[[int, int, str], None]


def examine(
    store: Store, files: Sequence[Incoming], today: date, progress: Progress | None = None
) -> list[Result]:
    """Return what loading `files` would do, file by file in their order; nothing is written."""
    known = _Known(set(), {})
    if store.generation:
        with store.read() as reader:
            known = _known(reader.cursor)
    registry = UnitRegistry.for_plan(store.plan)
    results = []
    for number, file in enumerate(files, start=1):
        results.append(_examine_one(file, store.plan, registry, today))
        if progress:
            progress(number, len(files), file.name)
    recalled = [known.recall(result) for result in results]
    return known.mark(_hold_same_day(recalled))


def load(
    store: Store, results: Sequence[Result], who: str, progress: Progress | None = None
) -> list[Result]:
    """Write the accepted and the held of `results`; return them all as they then stand.

    Files of one batch are ordered by the day they were received. What another load wrote since
    they were examined is a duplicate here too. Raises UserError `store_busy`.
    """
    fresh = [result for result in results if _is_new(result)]
    fresh.sort(key=lambda result: result.incoming.received_on)
    standing: dict[int, Result] = {}
    batch_id = uuid.uuid4().hex[:12]
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        with ThreadPoolExecutor(KEEPERS) as pool, store.write("装入台账") as transaction:
            keeping = [pool.submit(store.received.keep, r.incoming.data) for r in batch]
            known = _known(transaction.connection)
            now = known.mark(batch)
            new = [result for result in now if _is_new(result)]
            write_submissions(transaction, new, store.plan, who, batch_id, start)
            for kept in keeping:
                kept.result()  # every original is on disk before its rows are committed
        standing |= {id(result): told for result, told in zip(batch, now, strict=True)}
        if progress:
            progress(start + len(batch), len(fresh), batch[-1].incoming.name)
    return [standing.get(id(result), result) for result in results]


def _is_new(result: Result) -> bool:
    """Say whether there is something to write: neither refused nor recorded before."""
    again = any(finding.code == "held_before" for finding in result.findings)
    return result.outcome == "accepted" or (result.outcome == "held" and not again)


def _examine_one(file: Incoming, plan: Plan, registry: UnitRegistry, today: date) -> Result:
    try:
        file.check(plan, registry, today)
        reading = read_ledger(file.data, file.name, plan, registry, file.hints(registry))
    except UserError as error:
        return Result(file, "rejected", (as_finding(error),))
    findings = (*file.findings(), *reading.findings)
    if OUTSIDE in reading.held:  # as when a person names such a quarter; another may be named
        return Result(file, "rejected", findings, reading)
    return Result(file, "held" if reading.held else "accepted", findings, reading)


def as_finding(error: UserError) -> Finding:
    """Return a file's fatal mistake as the finding that reports it."""
    return Finding(error.code, "error", message=str(error.message), hint=error.hint)


@dataclass
class _Known:
    """The contents recorded before: those that wait for a person, and whose the others are."""

    held: set[str]
    accepted: dict[str, set[tuple[str | None, str | None]]]

    def mark(self, results: Sequence[Result]) -> list[Result]:
        """Return `results` with what is known of each, also from those before it."""
        marked = []
        for result in results:
            marked.append(self.recall(result))
            self._learn(marked[-1])
        return marked

    def recall(self, result: Result) -> Result:
        """Return `result` with what is known of its content."""
        if result.reading is None or result.outcome == "rejected":
            return result
        sha256, place = result.reading.sha256, (result.unit, result.quarter)
        places = self.accepted.get(sha256, set())
        if place in places or (places and result.outcome == "held"):
            return replace(result, outcome="duplicate", findings=(found("duplicate"),))
        if result.outcome == "held":
            return _told(result, found("held_before")) if sha256 in self.held else result
        if places:
            # The printed form names no quarter: sent unchanged it is the same bytes again.
            listed = "、".join(f"{unit} {quarter}" for unit, quarter in sorted(places, key=str))
            return _told(result, found("same_file_elsewhere", value=listed))
        return result

    def _learn(self, result: Result) -> None:
        if result.reading is None:
            return
        if result.outcome == "held":
            self.held.add(result.reading.sha256)
        elif result.outcome == "accepted":
            place = (result.unit, result.quarter)
            self.accepted.setdefault(result.reading.sha256, set()).add(place)


def _told(result: Result, more: Finding) -> Result:
    if any(finding.code == more.code for finding in result.findings):
        return result
    return replace(result, findings=(*result.findings, more))


def _known(connection: Connection) -> _Known:
    table = metrics.run(connection, "known_submission", [])
    known = _Known(set(), {})
    for row in table[~table.is_withdrawn.astype(bool)].itertuples():
        if row.is_held:
            known.held.add(str(row.sha256))
        else:
            known.accepted.setdefault(str(row.sha256), set()).add((str(row.unit), str(row.qtr)))
    return known


def _hold_same_day(results: list[Result]) -> list[Result]:
    """Hold different files of one unit and quarter received on one day: order cannot be known."""
    groups: dict[tuple[object, ...], dict[str, str]] = defaultdict(dict)
    for result in results:
        if result.outcome == "accepted" and result.reading:
            groups[_day_of(result)].setdefault(result.reading.sha256, result.incoming.name)
    return [
        _hold(result, same_day_finding(groups[_day_of(result)].values()))
        if result.outcome == "accepted" and len(groups[_day_of(result)]) > 1
        else result
        for result in results
    ]


def _day_of(result: Result) -> tuple[object, ...]:
    return (result.unit, result.quarter, result.incoming.received_on)


def _hold(result: Result, why: Finding) -> Result:
    assert result.reading is not None  # accepted files have been read
    reading = replace(result.reading, held=(*result.reading.held, why.code))
    return replace(result, outcome="held", findings=(*result.findings, why), reading=reading)


def same_day_finding(names: Iterable[str]) -> Finding:
    """Return the finding that names the files of which a person must choose one."""
    listed = "、".join(names)
    return found(SAME_DAY, value=listed)

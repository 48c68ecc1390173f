"""From returned files to the store: examine every file, then commit what can be read in batches."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ingest.collect import Incoming
from ingest.findings import Finding, found
from ingest.narrative import RULES_VERSION, judge
from ingest.reading import Reading, read_ledger
from ingest.sentences import sentence_hashes, text_key
from ledger import metrics
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store
from ledger.transaction import Row, Transaction
from ledger.units import UnitRegistry

# Files a transaction: opening and checkpointing cost as much as many files do. A crash loses at
# most one batch, which the next run repeats.
BATCH = 200
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Result:
    """What became of one file: `outcome` is accepted, held, rejected or duplicate.

    `reading` is None for a file that could not be read.
    """

    incoming: Incoming
    outcome: str
    findings: tuple[Finding, ...]
    reading: Reading | None = None

    @property
    def unit(self) -> str | None:
        """The official name of the unit, as far as it is known."""
        return self.reading.unit if self.reading else None

    @property
    def quarter(self) -> str | None:
        """The quarter as `2024Q3`, as far as it is known."""
        return str(self.reading.quarter) if self.reading and self.reading.quarter else None

    @property
    def entries(self) -> int:
        """How many tasks were matched."""
        return len(self.reading.entries) if self.reading else 0


def examine(
    store: Store, files: Sequence[Incoming], today: date, progress: Progress | None = None
) -> list[Result]:
    """Return what loading `files` would do, file by file in their order; nothing is written."""
    known = _known(store)
    registry = UnitRegistry.for_plan(store.plan)
    results = []
    for number, file in enumerate(files, start=1):
        results.append(_examine_one(file, store.plan, registry, today))
        if progress:
            progress(number, len(files), file.name)
    return _hold_same_day(_mark_known(results, known))


def load(
    store: Store, results: Sequence[Result], who: str, progress: Progress | None = None
) -> list[Result]:
    """Write the accepted and the held of `results` and return them all as they then stand.

    Files of one batch are ordered by the day they were received. Raises UserError `store_busy`.
    """
    fresh = [r for r in results if r.outcome == "accepted" or (r.outcome == "held" and _is_new(r))]
    fresh.sort(key=lambda result: result.incoming.received_on)
    batch_id = uuid.uuid4().hex[:12]
    for start in range(0, len(fresh), BATCH):
        batch = fresh[start : start + BATCH]
        for result in batch:
            store.received.keep(result.incoming.data)
        with store.write("装入台账") as transaction:
            write_submissions(transaction, batch, store.plan, who, batch_id, start)
        if progress:
            progress(min(start + BATCH, len(fresh)), len(fresh), batch[-1].incoming.name)
    return list(results)


def _is_new(result: Result) -> bool:
    return all(finding.code != "held_before" for finding in result.findings)


def _examine_one(file: Incoming, plan: Plan, registry: UnitRegistry, today: date) -> Result:
    try:
        file.check(plan, registry, today)
        reading = read_ledger(file.data, file.name, plan, registry, file.hints(registry))
    except UserError as error:
        return Result(file, "rejected", (as_finding(error),))
    findings = (*file.findings(), *reading.findings)
    return Result(file, "held" if reading.held else "accepted", findings, reading)


def as_finding(error: UserError) -> Finding:
    """Return a file's fatal mistake as the finding that reports it."""
    return Finding(error.code, "error", message=str(error.message), hint=error.hint)


def _known(store: Store) -> dict[str, str]:
    """Return for every file content recorded before whether it is in the figures or held."""
    with store.read() as reader:
        table = metrics.run(reader.cursor, "known_submission", [])
    active = table[~table.is_withdrawn.astype(bool)]
    held = dict.fromkeys(active[active.is_held].sha256, "held")
    return held | dict.fromkeys(active[~active.is_held.astype(bool)].sha256, "accepted")


def _mark_known(results: Iterable[Result], known: dict[str, str]) -> list[Result]:
    """Mark files whose very content was recorded before, or came earlier in this batch."""
    return [_mark_one(result, result.reading, known) for result in results]


def _mark_one(result: Result, reading: Reading | None, known: dict[str, str]) -> Result:
    if reading is None:
        return result
    before = known.get(reading.sha256)
    if before == "accepted":
        return replace(result, outcome="duplicate", findings=(found("duplicate"),))
    if before == "held" and result.outcome == "held":
        return replace(result, findings=(*result.findings, found("held_before")))
    known[reading.sha256] = result.outcome
    return result


def _hold_same_day(results: list[Result]) -> list[Result]:
    """Hold different files of one unit and quarter received on one day: order cannot be known."""
    groups: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, result in enumerate(results):
        if result.outcome == "accepted":
            groups[(result.unit, result.quarter, result.incoming.received_on)].append(index)
    for indexes in groups.values():
        names = "、".join(results[index].incoming.name for index in indexes)
        for index in indexes if len(indexes) > 1 else ():
            result = results[index]
            reading = result.reading
            assert reading is not None  # accepted files have been read
            results[index] = replace(
                result,
                outcome="held",
                findings=(*result.findings, found("same_day_versions", value=names)),
                reading=replace(reading, held=(*reading.held, "same_day_versions")),
            )
    return results


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
        judgements += judgement_rows(row["submission_id"], reading, plan, transaction)
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
        }
        for entry in reading.entries
    ]


def judgement_rows(
    submission_id: str, reading: Reading, plan: Plan, transaction: Transaction
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
                "evidence": json.dumps(judgement.evidence),
                "figures": json.dumps([vars(f) for f in judgement.figures], ensure_ascii=False),
                "sentence_hashes": sentence_hashes(entry.narrative),
                "recorded_at": transaction.recorded_at,
            }
        )
    return rows


def finding_rows(submission_id: str, findings: Sequence[Finding]) -> list[Row]:
    """Return the rows of table `finding` for one reading."""
    return [
        {"submission_id": submission_id, "position": position, **vars(finding)}
        for position, finding in enumerate(findings)
    ]

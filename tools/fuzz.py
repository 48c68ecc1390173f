"""Spoils good ledgers at random and reads them: every file one answer, in time, no slip of ours."""

from __future__ import annotations

import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ingest.file_reading import Job, ReadFile
from ingest.findings import catalogue
from ingest.worker_pool import WorkerPool
from ledger.console import Parser, run
from ledger.plan import Plan
from ledger.plan_files import load_plan
from tests.ingest.mutations import mutated

WORKERS = 2
BATCH = 60
SECONDS = 10.0
# An exception of our own, or a file that only the worker's limits could stop.
SLIPS = frozenset({"reader_failed", "reader_died", "reader_timeout"})


@dataclass
class Tally:
    """What was answered: how often, how long the slowest batch took, which files failed and why."""

    answers: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    failed: list[tuple[Job, str]] = field(default_factory=list)


def main(arguments: Sequence[str]) -> int:
    """Fuzz for the time given; return 0 when nothing failed."""
    parser = Parser(prog="python -m tools.fuzz", description=__doc__)
    parser.add_argument("--seconds", type=float, default=180, help="how long (default 180)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="default: the time")
    parser.add_argument("--first", type=int, default=0, help="number of the first file")
    options = parser.parse_args(arguments)
    print(f"seed {options.seed} for {options.seconds:g} s", flush=True)
    end = time.monotonic() + options.seconds
    tally = fuzz(load_plan(), options.seed, options.first, lambda _: time.monotonic() < end)
    files = tally.answers.total()
    print(f"{files} files; the slowest {BATCH} took {tally.slowest:.1f} s")
    for answer, count in tally.answers.most_common():
        print(f"{count:8} {answer}")
    if tally.failed:
        _keep(tally.failed)
    return 1 if tally.failed else 0


def fuzz(plan: Plan, seed: int, first: int, go_on: Callable[[int], bool]) -> Tally:
    """Return the tally of the files `first`, `first` + 1 … of a seed.

    `go_on` is asked before each batch, with how many files were read so far.
    """
    tally = Tally()
    with WorkerPool(WORKERS, SECONDS) as pool:
        while go_on(tally.answers.total()):
            start = first + tally.answers.total()
            jobs = [_job(seed, start + number) for number in range(BATCH)]
            began = time.monotonic()
            answers = pool.read(jobs, plan, {})
            tally.slowest = max(tally.slowest, time.monotonic() - began)
            for job, answer in zip(jobs, answers, strict=True):
                tally.answers[_code(answer)] += 1
                if problem := problem_of(answer):
                    tally.failed.append((job, problem))
    return tally


def problem_of(answer: ReadFile) -> str:
    """Return what is wrong with the answer to one file; empty when nothing is."""
    if answer.refusal is not None:
        said = answer.refusal
        known = said.code in {code for code, _ in catalogue()} - SLIPS
        return "" if known and said.message and said.hint else f"{said.code}: {said.message}"
    for ledger in answer.ledgers:
        for counts in (ledger.reading.rows, ledger.reading.tasks):
            if not counts.add_up:
                return f"does not add up: {counts}"
    return "" if answer.ledgers else "neither a reading nor a refusal"


def _job(seed: int, number: int) -> Job:
    ending, data = mutated(f"{seed}-{number}")
    return Job(f"{seed}-{number}.{ending}", data)


def _code(answer: ReadFile) -> str:
    return answer.refusal.code if answer.refusal else "read"


def _keep(failed: Sequence[tuple[Job, str]]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="ledger-fuzz-"))
    for job, problem in failed:
        (folder / job.name).write_bytes(job.data)
        print(f"FAILED {job.name}: {problem}")
    print(f"{len(failed)} files kept in {folder}")


if __name__ == "__main__":
    run(main)

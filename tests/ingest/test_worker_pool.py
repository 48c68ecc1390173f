"""Workers: the same reading as without them, and a file's troubles its own."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.file_reading import Job, read_file
from ingest.formats.read import read_workbook
from ingest.worker_pool import WorkerPool
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.units import UnitRegistry
from reports.form_facts import Layout
from tests.ingest.hostile import CASES
from tests.ingest.returned import OTHER, UNIT, ledger


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    """One worker for the tests of this module."""
    with WorkerPool(1) as pool:
        yield pool


@pytest.mark.parametrize("layout", Layout)
def test_same_reading_as_in_process(
    layout: Layout, pool: WorkerPool, plan: Plan, registry: UnitRegistry
) -> None:
    """What passes the pipe is what was read: entries, findings, rows, judgements, quarter."""
    job = Job("台账.xlsx", ledger(plan, layout=layout))
    (read,) = pool.read([job], plan, {})
    assert read.ledgers
    assert read == read_file(job, plan, registry)


def test_answers_come_in_the_order_of_the_files(plan: Plan) -> None:
    """However many workers read them, each file gets its own answer, refused ones too."""
    units = [unit.unit for unit in plan.units] * 3
    jobs = [Job(f"{n}.xlsx", ledger(plan, unit)) for n, unit in enumerate(units)]
    jobs.insert(4, Job("坏.xlsx", b"nothing"))
    with WorkerPool(2) as two:
        read = two.read(jobs, plan, {})
    assert read.pop(4).refusal is not None
    assert [file.ledgers[0].reading.unit for file in read] == units


def test_progress_names_each_file(pool: WorkerPool, plan: Plan) -> None:
    """Somebody who waits is told how far the reading is."""
    told: list[tuple[int, int, str]] = []
    jobs = [Job("甲.xlsx", ledger(plan)), Job("乙.xlsx", ledger(plan, OTHER))]
    pool.read(jobs, plan, {}, lambda *news: told.append(news))
    assert told == [(1, 2, "甲.xlsx"), (2, 2, "乙.xlsx")]


def test_aliases_reach_the_workers(pool: WorkerPool, plan: Plan) -> None:
    """A name that people added is known from the next file on, and forgotten when undone."""
    job = Job("台账.xlsx", ledger(plan, "揭东路政组"))
    units = [
        pool.read([job], plan, aliases)[0].ledgers[0].reading.unit
        for aliases in ({}, {"揭东路政组": UNIT}, {})
    ]
    assert units == [None, UNIT, None]


def test_slow_file_is_given_up(plan: Plan) -> None:
    """A file that takes longer than it may is refused in words, and the next one is read."""
    long = Job("长.xlsx", CASES["单格一兆.xlsx"].build())  # takes half a second
    with WorkerPool(1, seconds=0.15) as hurried:
        slow, good = hurried.read([long, Job("台账.xlsx", ledger(plan))], plan, {})
    assert slow.refusal is not None
    assert slow.refusal.code == "reader_timeout"
    assert good.ledgers


def test_a_busy_machine_is_no_fault_of_the_file(plan: Plan) -> None:
    """What counts is the processor's time for a file, not how long its worker had to wait."""
    job = Job("台账.xlsx", ledger(plan))
    with WorkerPool(1, seconds=0.5) as pool:
        before = pool.read([job], plan, {})
        (pid,) = pool.pids
        os.kill(pid, signal.SIGSTOP)
        threading.Timer(1.0, os.kill, (pid, signal.SIGCONT)).start()
        assert pool.read([job], plan, {}) == before
        assert pool.pids == [pid]


def test_dead_worker_is_replaced(plan: Plan) -> None:
    """A worker that was killed between two files is replaced without anybody noticing."""
    job = Job("台账.xlsx", ledger(plan))
    with WorkerPool(1) as pool:
        before = pool.read([job], plan, {})
        (pid,) = pool.pids
        os.kill(pid, signal.SIGKILL)
        assert pool.read([job], plan, {}) == before
        assert pool.pids != [pid]
    assert pool.pids == []


# What a worker runs before anything else: some files then do as a defect of a library would.
FATAL = """
import os
from ingest import file_reading
whole = file_reading.read_file
def read_file(job, *others):
    if job.name == "死.xlsx":
        os.kill(os.getpid(), 9)
    if job.name == "大.xlsx":
        bytearray(10**9)
    return whole(job, *others)
file_reading.read_file = read_file
"""


def test_a_file_that_ends_its_worker_harms_no_other(
    plan: Plan, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is refused by name, also when it asks for more memory than there may be; others go on."""
    (tmp_path / "sitecustomize.py").write_text(FATAL, encoding="utf-8")
    monkeypatch.setattr("ingest.worker_process._PATHS", [str(tmp_path)])
    data = ledger(plan)
    with WorkerPool(1) as pool:
        read = pool.read([Job(f"{n}.xlsx", data) for n in ("死", "大", "好")], plan, {})
        assert len(pool.pids) == 1
    assert [file.refusal and file.refusal.code for file in read] == ["reader_died"] * 2 + [None]
    assert read[2].ledgers[0].reading.unit == UNIT


def test_stopped_worker_is_ended(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that hangs where it cannot end itself is ended by the server."""
    job = Job("台账.xlsx", ledger(plan))
    with WorkerPool(1, seconds=0.5) as pool:
        pool.sheets(job.data)
        monkeypatch.setattr("ingest.worker_process._PATIENCE", 0.1)
        os.kill(pool.pids[0], signal.SIGSTOP)
        with pytest.raises(UserError) as refused:
            pool.sheets(job.data)
    assert refused.value.code == "reader_timeout"


def test_one_pool_serves_several_visitors(pool: WorkerPool, plan: Plan) -> None:
    """Two people who upload at once each get their own readings."""
    jobs = {
        unit: [Job(f"{n}.xlsx", ledger(plan, unit)) for n in range(5)] for unit in (UNIT, OTHER)
    }
    with ThreadPoolExecutor(2) as visitors:
        found = visitors.map(lambda own: pool.read(own, plan, {}), jobs.values())
    units = [[file.ledgers[0].reading.unit for file in files] for files in found]
    assert units == [[UNIT] * 5, [OTHER] * 5]


def test_sheets_are_those_that_were_read(pool: WorkerPool, plan: Plan) -> None:
    """A feedback workbook shows the cells as the reader saw them."""
    data = ledger(plan)
    assert pool.sheets(data) == read_workbook(data)
    with pytest.raises(UserError) as refused:
        pool.sheets(b"nothing")
    assert refused.value.code == "not_a_workbook"

"""Damaged and hostile files: one answer each, in time and in 1 GB, and good files still load."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.archives import is_archive
from ingest.collect import Said, uploaded
from ingest.file_reading import Job
from ingest.worker_pool import WorkerPool
from ledger import clock
from ledger.databases import ROOT
from ledger.plan import Plan
from ledger.store import Store
from tests.ingest.hostile import CASES, NAMES, READ, archives
from tests.ingest.memory import peak_megabytes
from tests.ingest.returned import UNIT, ledger
from tools.fuzz import problem_of

pytestmark = pytest.mark.xdist_group("hostile")

SECONDS, MEGABYTES = 10.0, 1_000
ARCHIVES = archives()
# Whatever is read goes on into the store; of the refused, one of each kind goes the same way.
REFUSED = {
    (name.rpartition(".")[2], case.answers): name
    for name, case in CASES.items()
    if READ not in case.answers
}
BATCH = [name for name in CASES if READ in CASES[name].answers] + list(REFUSED.values())
HELD_WHOLE = ("套三层.zip", "炸弹.zip")  # they hold so much that once is enough


@pytest.fixture(scope="module")
def pool() -> Iterator[WorkerPool]:
    """One worker for all files."""
    with WorkerPool(1) as pool:
        yield pool


def test_the_corpus_is_large() -> None:
    """Many more than the fifty files that were asked for, of every format that is read."""
    assert len(CASES) >= 200
    endings = {name.rpartition(".")[2] for name in CASES}
    assert {"xlsx", "xls", "et", "ods", "docx", "csv"} <= endings


@pytest.mark.parametrize("name", CASES)
def test_file_gets_one_answer(name: str, pool: WorkerPool, plan: Plan) -> None:
    """A reading whose rows add up, or a refusal in the catalogue's words.

    No limit of the worker is needed, neither of time nor of memory: either is a problem.
    """
    case = CASES[name]
    (read,) = pool.read([Job(name, case.build())], plan, {})
    assert problem_of(read) == ""
    assert (read.refusal.code if read.refusal else READ) in case.answers
    assert max(map(peak_megabytes, pool.pids), default=0) <= MEGABYTES


@pytest.mark.parametrize("name", ARCHIVES)
def test_archive_is_unpacked_harmlessly(name: str) -> None:
    """A zip of files becomes files with harmless names or a sentence; no path, no explosion."""
    began = time.process_time()
    files = uploaded(name, ARCHIVES[name], Said(), clock.today())
    assert time.process_time() - began < SECONDS
    assert files
    for file in files:
        assert file.name.isprintable()
        assert len(file.name) <= 150
        assert not set(file.name) & set("/\\")
        assert file.problem is None or file.problem.message
        file.name.encode()


def test_names_are_no_paths() -> None:
    """Every ledger in a zip of tricky names comes out whole, and nothing lands on the disk."""
    files = uploaded("怪名.zip", ARCHIVES["怪名.zip"], Said(), clock.today())
    assert len(files) == len(NAMES) + 1


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Path:
    """A folder with the hostile files of one hand-over and one good ledger."""
    folder = tmp_path_factory.mktemp("hostile") / "来件"
    folder.mkdir()
    for name in BATCH:
        (folder / name).write_bytes(CASES[name].build())
    for name in ARCHIVES.keys() - set(HELD_WHOLE):
        (folder / name).write_bytes(ARCHIVES[name])
    odd = folder / os.fsdecode(b"\xff\xfe")
    odd.mkdir()
    (odd / os.fsdecode(b"\xff\x1b[31m.xlsx")).write_bytes(b"x")
    (folder / "好.xlsx").write_bytes(ledger(plan, answers={8: "好文件照常装入。"}))
    return folder


def test_the_whole_corpus_from_the_command_line(corpus: Path, plan: Plan) -> None:
    """One line of JSON a file, no traceback, and the good file is in the store."""
    database = corpus.parent / "ledger.duckdb"
    done = subprocess.run(
        [sys.executable, "-m", "ingest", "load", str(corpus), "--format", "json",
         "--received", "2024-09-10", "--database", str(database)],
        cwd=ROOT, capture_output=True, encoding="utf-8", timeout=250, check=False,
    )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    outcomes = {line["file"]: line["outcome"] for line in lines}
    single = {name for name in BATCH if not is_archive((corpus / name).read_bytes())}
    assert single - set(outcomes) == set()
    assert len(lines) >= len(BATCH) + len(NAMES)
    assert all(line["findings"] or line["outcome"] == "accepted" for line in lines)
    with Store(database, plan).read() as reader:
        rows = reader.cursor.execute(
            "select unit from facts.submission s join facts.entry e using (submission_id)"
            " where e.narrative = '好文件照常装入。'"
        ).fetchall()
    assert rows == [(UNIT,)]

"""`python -m ingest load` in a process of its own, in small batches, which may die by kill -9."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import ledger.generations
import ledger.journal
from ingest import cli, load
from ingest.worker_pool import WorkerPool
from ledger.console import run
from ledger.databases import ROOT
from ledger.received import ReceivedFiles

BATCH = 4
POOL = (load, "shared_pool")  # of one worker: to start a second one would take the longest
# Where a load can be killed: the name of a step → the object and the name of what is called there.
STEPS: dict[str, tuple[Any, str]] = {
    "reading": (load, "_results"),
    "keeping": (ReceivedFiles, "keep"),
    "writing": (load, "write_submissions"),
    "committed": (ledger.journal, "append_missing"),
    "publishing": (ledger.generations, "publish"),
}


def start(folder: Path, database: Path, *, die: str = "") -> subprocess.Popen[str]:
    """Start a load in a process group of its own; `die` is a step and the how-manieth time."""
    arguments = [str(folder), "--database", str(database)]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.loading", die, "load", *arguments],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip


def finished(process: subprocess.Popen[str]) -> int:
    """Wait for a load and return its status; it is no traceback's."""
    printed, _ = process.communicate(timeout=120)
    assert "Traceback" not in printed, printed
    return process.returncode


def _dying(function: Callable[..., Any], times: int) -> Callable[..., Any]:
    """Return `function`, which kills the process when it is called for the last of `times`."""
    left = iter(range(times - 1))

    def call(*arguments: Any, **named: Any) -> Any:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)
        return function(*arguments, **named)

    return call


if __name__ == "__main__":
    load.BATCH = BATCH
    setattr(*POOL, cache(lambda: WorkerPool(1)))
    step, _, times = sys.argv.pop(1).partition(":")
    if step:
        owner, name = STEPS[step]
        setattr(owner, name, _dying(getattr(owner, name), int(times)))
    run(cli.main)

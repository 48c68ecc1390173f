"""A writer in another process: it holds the store, or dies by kill -9 at a given step."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from ledger import generations, journal
from ledger.plan_files import load_plan
from ledger.store import Store
from ledger.transaction import Transaction

ROOT = Path(__file__).parents[2]
HOLDING = "holding"
NOW = datetime(2024, 10, 8, 4)


def write_row(transaction: Transaction, submission_id: str) -> None:
    """Append one submission without any content."""
    row = {"submission_id": submission_id, "unit": "示例局", "qtr": "2024Q3", "held": ""}
    stamp = {"received_on": date(2024, 10, 8), "recorded_at": NOW}
    transaction.insert("submission", [row | stamp])


def hold(path: Path) -> None:
    """Write a row, tell that the store is held, and commit when told to go on."""
    with Store(path, load_plan()).write("另一人装入台账") as transaction:
        write_row(transaction, "held")
        print(HOLDING, flush=True)  # noqa: T201  (the parent waits for it)
        sys.stdin.readline()


def die(path: Path, step: str) -> None:
    """Write a row and be killed in the transaction, after the commit, or before publishing."""

    def kill(*_: Any) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    places = {"committed": (journal, "append_missing"), "closed": (generations, "publish")}
    if step in places:
        module, name = places[step]
        setattr(module, name, kill)
    with Store(path, load_plan()).write("将中断的写入") as transaction:
        write_row(transaction, step)
        if step not in places:
            kill()


@contextmanager
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that holds the store until a line is written to it, or to the end."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.processes", "hold", str(path)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stdout.readline().strip() == HOLDING
        yield process
        process.communicate("\n")


@contextmanager
def reading(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Yield a process that prints how many submissions it can read, and ends."""
    command = [sys.executable, "-m", "tests.ledger.processes", "read", str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        yield process


def count(path: Path) -> None:
    """Print how many submissions a reader finds."""
    with Store(path, load_plan()).read() as reader:
        rows = reader.cursor.execute("select part from facts.submission").fetchall()
    print(len(rows))  # noqa: T201  (the parent reads it)


def killed_writer(path: Path, step: str) -> int:
    """Run a writer that dies at `step` and return how it ended."""
    command = [sys.executable, "-m", "tests.ledger.processes", "die", str(path), step]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    database, steps = Path(sys.argv[2]), sys.argv[3:]
    if sys.argv[1] == "hold":
        hold(database)
    elif sys.argv[1] == "read":
        count(database)
    else:
        die(database, *steps)

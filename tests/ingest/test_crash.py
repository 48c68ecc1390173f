"""kill -9 at any moment of a load: every file wholly in or out, and the same command finishes."""

from __future__ import annotations

import signal
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from ledger.plan import Plan
from ledger.store import Store
from tests.ingest.batches import (
    Seen,
    content,
    load_here,
    originals_are_kept,
    returned,
    seen,
    write,
)
from tests.ingest.loading import BATCH, finished, start
from tests.ingest.memory import members

pytestmark = pytest.mark.xdist_group("crash")

WORKERS_END = 12.0  # seconds in which a worker whose parent died must end: a file's time and more


@dataclass(frozen=True)
class Whole:
    """A load that nothing interrupted: its files, how long it took, and what is then on record."""

    folder: Path
    seconds: float
    seen: Seen
    content: dict[str, list[str]]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> Whole:
    """The files, loaded without interruption."""
    folder = tmp_path_factory.mktemp("whole")
    store = Store(folder / "ledger.duckdb", plan)
    files = write(folder / "来件", returned(plan))
    began = time.monotonic()
    assert finished(start(files, store.path)) == 1
    return Whole(files, time.monotonic() - began, seen(store), content(store))


def test_an_uninterrupted_load_takes_everything(whole: Whole, plan: Plan) -> None:
    """The yardstick is no empty one: a ledger of each unit and quarter, versions, held ones."""
    assert sum(whole.seen.ledgers.values()) == len(whole.seen.ledgers)
    assert len(whole.content["submissions"]) == 4 * len(plan.units) + 1
    assert len(whole.content["held"]) == 3
    assert whole.seen.generation > len(whole.seen.files) / BATCH


@pytest.mark.parametrize(
    "die",
    ["reading:9", "keeping:15", "writing:2", "committed:6", "publishing:2"],
)
def test_killed_at_a_step(die: str, whole: Whole, plan: Plan, tmp_path: Path) -> None:
    """Before, in and after each transaction nothing is half, and a second run finishes the job."""
    store = Store(tmp_path / "ledger.duckdb", plan)
    process = start(whole.folder, store.path, die=die)
    assert finished(process) == -signal.SIGKILL
    check_wholly_in_or_out(store, whole)
    finish(store, whole)


@pytest.mark.parametrize("share", [0.7, 0.85, 0.95])
def test_killed_at_a_moment(share: float, whole: Whole, plan: Plan, tmp_path: Path) -> None:
    """Whenever it is killed its workers end too, nothing is half, and a second run finishes."""
    store = Store(tmp_path / "ledger.duckdb", plan)
    process = start(whole.folder, store.path)
    time.sleep(share * whole.seconds)
    process.kill()
    process.communicate()
    end = time.monotonic() + WORKERS_END
    while (left := members(process.pid)) and time.monotonic() < end:
        time.sleep(0.05)
    assert left == []
    check_wholly_in_or_out(store, whole)
    finish(store, whole)


def check_wholly_in_or_out(store: Store, whole: Whole) -> None:
    """Assert that each file on record has all its ledgers, and each of them all its rows."""
    files = seen(store).files
    assert {
        sha: ledgers for sha, ledgers in files.items() if whole.seen.files[sha] != ledgers
    } == {}
    assert originals_are_kept(store)


def finish(store: Store, whole: Whole) -> None:
    """Run the same command again and assert that the store is as if nothing had happened."""
    load_here(whole.folder, store)
    assert seen(store).ledgers == whole.seen.ledgers
    assert content(store) == whole.content
    assert originals_are_kept(store)

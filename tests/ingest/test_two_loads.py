"""Two loads at once, and a load while others look on: both succeed, and nobody sees a half."""

from __future__ import annotations

import threading
from collections import Counter
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
from tests.ingest.loading import start

pytestmark = pytest.mark.xdist_group("crash")


class Watcher(threading.Thread):
    """A dashboard that asks again and again, through a store object of its own."""

    def __init__(self, path: Path, plan: Plan) -> None:
        super().__init__(daemon=True)
        self._store = Store(path, plan)
        self._over = threading.Event()
        self.moments: list[Seen] = []
        self.failed: Exception | None = None

    def run(self) -> None:
        """Look until told to stop."""
        try:
            while not self._over.wait(0.02):
                self.moments.append(seen(self._store))
        except Exception as error:  # noqa: BLE001  the test raises it where it is seen
            self.failed = error

    def stop(self) -> list[Seen]:
        """Return what was seen, in order; raises what went wrong."""
        self._over.set()
        self.join(20)
        if self.failed:
            raise self.failed
        return self.moments


def test_two_loads_and_two_readers(plan: Plan, tmp_path: Path) -> None:
    """Two processes load overlapping files: each file is there once, as if one had come alone."""
    files = returned(plan)
    folder = write(tmp_path / "来件", files)
    half = {name: file for name, file in files.items() if name.endswith(("1.xlsx", "3.xlsx"))}
    alone = Store(tmp_path / "alone.duckdb", plan)
    load_here(folder, alone)
    store = Store(tmp_path / "ledger.duckdb", plan)
    watchers = [Watcher(store.path, plan) for _ in range(2)]
    for watcher in watchers:
        watcher.start()
    loads = [start(folder, store.path), start(write(tmp_path / "一半", half), store.path)]
    printed = [load.communicate(timeout=120)[0] for load in loads]
    seen_by = [watcher.stop() for watcher in watchers]
    assert [load.returncode for load in loads] == [1, 0], printed
    assert seen(store).ledgers == seen(alone).ledgers
    numbered = ("version",)  # in the order in which files were recorded
    assert content(store, numbered) == content(alone, numbered)
    assert originals_are_kept(store)
    for moments in seen_by:
        check_no_half(moments, seen(alone))


def check_no_half(moments: list[Seen], end: Seen) -> None:
    """Assert that generations came in order and each held whole files, never fewer than before."""
    assert len({moment.generation for moment in moments}) > 2
    before = Seen(0, Counter())
    for moment in moments:
        assert moment.generation >= before.generation
        assert moment.ledgers >= before.ledgers
        files = moment.files
        assert all(end.files[sha] == ledgers for sha, ledgers in files.items())
        before = moment

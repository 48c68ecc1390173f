"""Finding the shared steps of the opening day ahead, so that nobody's page has to wait for them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from time import sleep

import duckdb

from ledger import metrics
from ledger.errors import UserError
from ledger.store import Store

# Questions that between them read every kept step that a page asks for, the commonest first.
_ASKED = ("lagging", "review_queue", "checks", "entries")
_served: dict[Path, tuple[Store, Callable[[], date]]] = {}
_EVERY = 0.3  # seconds between two looks for a new generation: listing a folder costs little


def warm(store: Store, day: date) -> int:
    """Keep what the pages of that day share; return the number of the generation it was done for.

    Raises UserError where the database cannot be read.
    """
    store.prepare()
    with store.read() as reader:
        for name in _ASKED:
            reader.kept.tables(reader.cursor, name, metrics.view_of(store.plan, name, day))
        return reader.generation


def serve(store: Store, day: Callable[[], date]) -> None:
    """Let `store` be kept warm for the day on which its pages open."""
    _served[store.path] = (store, day)


def keep_warm() -> None:
    """Warm every store that is served, now and after every write, whoever made it."""
    threading.Thread(target=_watch, daemon=True, name="warming").start()


def _watch() -> None:
    seen: dict[Path, tuple[int, date]] = {}
    while True:
        for path, (store, day) in list(_served.items()):
            now = (store.generation, day())
            if seen.get(path) != now:
                seen[path] = now
                # What goes wrong here goes wrong again where a page asks, and is told there.
                with suppress(UserError, duckdb.Error, OSError):
                    warm(store, day())
        sleep(_EVERY)

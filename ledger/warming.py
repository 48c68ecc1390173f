"""Finding the shared steps of the opening day ahead, so that nobody's page has to wait for them."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic, sleep

import duckdb

from ledger import metrics
from ledger.errors import UserError
from ledger.store import Store

# Questions that between them read every kept step that a page asks for, the commonest first.
_ASKED = ("lagging", "review_queue", "checks", "entries")
_served: dict[Path, tuple[Store, Callable[[], date]]] = {}
_EVERY = 0.3  # seconds between two looks for a new generation: listing a folder costs little
RETRY = 5.0  # seconds after which what could not be warmed is tried again
_logger = logging.getLogger(__name__)


def warm(store: Store, day: date) -> int:
    """Keep what the pages of that day share; return the number of the generation it was done for.

    Raises UserError where the database cannot be read.
    """
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


class Watch:
    """Looks for what is to be warmed, and comes through whatever goes wrong in doing so."""

    def __init__(self) -> None:
        """Nothing is warm yet."""
        self._warmed: dict[Path, tuple[int, date]] = {}
        self._not_before: dict[Path, float] = {}
        self._told: set[Path] = set()

    def look(self) -> None:
        """Warm every served store that was written to, or whose day is over, since it was warm."""
        for path, (store, day) in list(_served.items()):
            if monotonic() >= self._not_before.get(path, 0):
                self._look_at(path, store, day)

    def _look_at(self, path: Path, store: Store, day: Callable[[], date]) -> None:
        try:
            now = (store.generation, day())
            if self._warmed.get(path) == now:
                return
            warm(store, now[1])
            self._warmed[path] = now
            self._told.discard(path)
        # What goes wrong here goes wrong again where a page asks, and is told there.
        except (UserError, duckdb.Error, OSError):
            self._not_before[path] = monotonic() + RETRY
        except Exception:
            self._not_before[path] = monotonic() + RETRY
            if path not in self._told:
                self._told.add(path)
                _logger.exception("warming failed and is tried again; pages only answer later")


def _watch() -> None:
    watch = Watch()
    while True:
        watch.look()
        sleep(_EVERY)

"""A load under way: it goes on whatever the visitor clicks meanwhile, and is told of when done.

A click makes Streamlit break off the page's script wherever it stands; a load must not be broken
off between two batches, so it runs in a thread of its own that the session keeps.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait

import streamlit as st

from ingest.load import load
from ingest.result import Result
from ledger.store import Store
from ui.intake_reading import shown_in

_KEY = "loading"
_SECONDS = 0.2  # between two looks at how far it is


class Loading:
    """One load in its thread, with the file that it has come to."""

    def __init__(self, store: Store, results: Sequence[Result], who: str) -> None:
        """Start to load `results` under the name of `who`."""
        self.at = (0, len(results), "")
        executor = ThreadPoolExecutor(1)
        self.future: Future[list[Result]] = executor.submit(load, store, results, who, self._note)
        executor.shutdown(wait=False)

    def _note(self, done: int, total: int, name: str) -> None:
        self.at = (done, total, name)


def start(store: Store, results: Sequence[Result], who: str) -> None:
    """Begin a load; `finished` tells of it, in this run of the page or a later one."""
    st.session_state[_KEY] = Loading(store, results, who)


def is_under_way() -> bool:
    """Say whether a load was begun and not yet told of."""
    return _KEY in st.session_state


def finished() -> list[Result]:
    """Show how far the load is until it ends; return its results, or raise its UserError."""
    loading: Loading = st.session_state[_KEY]
    bar = st.progress(0.0, "正在装入……")
    while not loading.future.done():
        if loading.at[2]:
            shown_in(bar, "装入")(*loading.at)
        wait([loading.future], timeout=_SECONDS)
    bar.empty()
    return loading.future.result()


def forget() -> None:
    """Say that what came of the load was told."""
    st.session_state.pop(_KEY, None)

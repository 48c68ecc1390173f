"""What a visitor looks at: which database, on which day, under whose name; its cached frames."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import streamlit as st

from ledger import databases, metrics
from ledger.clock import today
from ledger.store import Store
from ui import text

# The day on which the fictitious returns tell most: one quarter just closed, the last one ahead.
SAMPLE_DAY = date(2025, 10, 15)


def sample_is_offered() -> bool:
    """Say whether a visitor of the real database may look at the sample too."""
    return databases.served_path() != databases.served_path(prefer_sample=True)


def sample_can_be_left() -> bool:
    """Say whether there is a real database to go to from the sample."""
    return store().path != databases.real_path().resolve()


def store() -> Store:
    """Return the store of the database that this visitor looks at."""
    wished = bool(st.session_state.get("sample", False))
    return open_at(str(databases.served_path(prefer_sample=wished)))


@st.cache_resource(show_spinner=False)
def open_at(path: str) -> Store:
    """Return the one Store of a database file in this process."""
    return databases.open_store(Path(path))


def opening_day(of: Store) -> date:
    """Return the day on which a database opens: today in Beijing, for the sample its own day."""
    return SAMPLE_DAY if of.is_sample else today()


def as_of() -> date:
    """Return the day chosen in the sidebar; an emptied field means the opening day."""
    chosen: date | None = st.session_state.get("as_of")
    return chosen or opening_day(store())


def compared_with() -> date:
    """Return the day with which the chosen one is compared: before the last due ledgers came."""
    return metrics.moments(store().plan, "changes", as_of())[0]


def who() -> str:
    """Return the name under which decisions are recorded, or an empty string."""
    return str(st.session_state.get("who", "")).strip()


def frame(name: str, day: date | None = None) -> pd.DataFrame:
    """Return the rows of a named query on the chosen day, kept until the database changes."""
    current = store()
    return _frame(str(current.path), current.generation, name, day or as_of())


@st.cache_data(show_spinner=False, max_entries=512)
def _frame(
    path: str,
    generation: int,  # noqa: ARG001 - part of the cache's key: a new generation, a new answer
    name: str,
    day: date,
) -> pd.DataFrame:
    with open_at(path).read() as reader:
        return metrics.query(reader, name, day)


def state_line() -> str:
    """Return the line under every title: the day looked at and the version of the data."""
    number = store().generation
    version = f"数据更新第{number}次" if number else "数据库尚未写入"
    return f"数据截至 {text.day(as_of())}（含当日收到的台账） · {version}"

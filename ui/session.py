"""What a visitor looks at: which database, on which day, under whose name; its cached frames."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd
import streamlit as st

from ledger import databases, known, metrics, warming
from ledger.clock import END_OF_TIME, parse_known_at, to_beijing, today
from ledger.store import Store
from ui import text

# The day on which the fictitious returns tell most: one quarter just closed, the last one ahead.
SAMPLE_DAY = date(2025, 10, 15)
_PAGE, _ARRIVED = "page_looked_at", "page_just_come_to"


def sample_is_offered() -> bool:
    """Say whether a visitor of the real database may look at the sample too."""
    return databases.served_path() != databases.served_path(prefer_sample=True)


def sample_can_be_left() -> bool:
    """Say whether there is a real database to go to from the sample."""
    return store().path != databases.real_path().resolve()


def note_page(name: str) -> None:
    """Remember that the visitor came to a page, until the page itself asks by `arrive`."""
    if st.session_state.get(_PAGE) != name:
        st.session_state[_PAGE], st.session_state[_ARRIVED] = name, True


def arrive(*keys: str) -> set[str]:
    """Return which of its filters' `keys` the address names, for a page just come to; else none.

    To be asked before the filters are drawn. Streamlit keeps them for the next look at a page, save
    where the visitor goes back: then those that the address does not name are emptied. But of a
    page that is left Streamlit puts an address without any filter on top of the last one: there
    they are kept too.
    """
    if not st.session_state.pop(_ARRIVED, False):
        return set()
    named = set(keys) & set(st.query_params)
    if not named and any(st.session_state.get(key) for key in keys):
        st.rerun()  # as if one had not come back but by a link
    return named


def store() -> Store:
    """Return the store of the database that this visitor looks at; not to be written, looking back.

    Looking back is seeing what was known earlier, or what other rules said.
    """
    wished = bool(st.session_state.get("sample", False))
    path = str(databases.served_path(prefer_sample=wished))
    return past_at(path) if looks_back() else open_at(path)


@st.cache_resource(show_spinner=False)
def open_at(path: str) -> Store:
    """Return the one Store of a database file in this process."""
    opened = databases.open_store(Path(path))
    warming.serve(opened, lambda: opening_day(opened))
    return opened


@st.cache_resource(show_spinner=False)
def past_at(path: str) -> Store:
    """Return the Store of a database file that refuses every write."""
    return replace(databases.open_store(Path(path)), is_past=True)


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


def looks_back() -> bool:
    """Say whether the visitor asked for what was known earlier or for other rules."""
    return bool(_said("known_at") or rules_version())


def known_at() -> datetime | None:
    """Return the time (naive UTC) after which nothing recorded counts; None for all that is known.

    Raises UserError `known_at_format` for a text in the sidebar that is no time.
    """
    said = _said("known_at")
    return parse_known_at(said) if said else None


def rules_version() -> str:
    """Return the version of the rules whose judgements are preferred; empty for the newest."""
    return _said("rules_version")


def _said(key: str) -> str:
    return str(st.session_state.get(key) or "").strip()


def require_known() -> None:
    """Raise UserError where the visitor looks back to when nothing was known, or at no rules."""
    with open_at(str(store().path)).read() as reader:
        moment = known_at()
        if moment:
            known.require_known(reader, moment)
        if rules_version():
            known.require_version(reader, rules_version(), moment or END_OF_TIME)


def rules_versions() -> list[str]:
    """Return the versions of the rules on record, the newest last."""
    with open_at(str(store().path)).read() as reader:
        return known.rules_versions(reader, END_OF_TIME)


def frame(
    name: str, day: date | None = None, unit: str = "", columns: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return the rows of a named query on the chosen day, kept until the database changes.

    With `unit`, the rows of that unit alone; with `columns`, these alone.
    """
    current = store()
    asked = (name, day or as_of(), known_at(), rules_version(), unit, columns)
    return _frame(str(current.path), current.generation, *asked)


@st.cache_data(show_spinner=False, max_entries=256)
def _frame(
    path: str,
    generation: int,  # noqa: ARG001 - part of the cache's key: a new generation, a new answer
    name: str,
    day: date,
    known: datetime | None,
    rules: str,
    unit: str,
    columns: tuple[str, ...],
) -> pd.DataFrame:
    with open_at(path).read() as reader:
        return metrics.query(reader, name, day, known, rules, unit, columns)


def state_line() -> str:
    """Return the line under every title: the day looked at and the version of the data."""
    number = store().generation
    version = f"数据更新第{number}次" if number else "数据库尚未写入"
    moment, rules = known_at(), rules_version()
    known_then = f" · 按 {to_beijing(moment):%Y-%m-%d %H:%M} 所知" if moment else ""
    judged_by = f" · 按规则版本 {rules}" if rules else ""
    return f"数据截至 {text.day(as_of())}（含当日收到的台账） · {version}{known_then}{judged_by}"

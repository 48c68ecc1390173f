"""The texts of documents, kept ready: a page reads one of them and looks for words in them all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache

import streamlit as st

from ledger import search
from ui import session

Line = tuple[bool, str]
_NOTHING: tuple[Line, ...] = ()


def lines(document_id: str) -> tuple[Line, ...]:
    """Return the passages of a document on the chosen day: is it a heading, and what it says."""
    return _texts().get(document_id, _NOTHING)


def hits(document_id: str, named: str, wanted: Sequence[str]) -> int:
    """Return how often the terms stand in a document or in what it is `named`.

    Nothing unless each of them stands somewhere in it.
    """
    whole = "\n".join(words for _, words in lines(document_id))
    counts = [_folded(named).count(term) + _folded(whole).count(term) for term in wanted]
    return sum(counts) if all(counts) else 0


def _texts() -> Mapping[str, tuple[Line, ...]]:
    store = session.store()
    looked = (session.as_of(), session.known_at(), session.rules_version())
    return _kept(str(store.path), store.generation, *looked)


# A resource, not data: a copy for each look would cost more than the search. Nobody changes it.
@st.cache_resource(show_spinner=False, max_entries=4)
def _kept(
    path: str,  # noqa: ARG001 - with the others the key of the cache: `session` knows them
    generation: int,  # noqa: ARG001
    day: date,
    known: datetime | None,  # noqa: ARG001
    rules: str,  # noqa: ARG001
) -> Mapping[str, tuple[Line, ...]]:
    rows = session.frame("passages", day)
    found: dict[str, list[Line]] = {}
    columns = (rows["document_id"], rows["heading"], rows["text"])
    for document_id, heading, words in zip(*columns, strict=True):
        found.setdefault(str(document_id), []).append((bool(heading), str(words)))
    return {document_id: tuple(each) for document_id, each in found.items()}


@lru_cache(maxsize=2048)
def _folded(text: str) -> str:
    return search.folded(text)

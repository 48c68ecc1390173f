"""The material of an evaluation, found once for each state of the data and kept ready."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pandas as pd
import streamlit as st

from ledger import picks
from ledger.evaluation import Evaluation
from ledger.material import LEDGER, material
from ledger.material_problems import DATA, data_problems
from ledger.material_query import joined
from ledger.material_repeats import with_repeats
from ui import session, text
from ui.evaluation import Look


def found(look: Look) -> pd.DataFrame:
    """Return the pieces of all sections on the day looked at; nobody changes this frame."""
    store = session.store()
    asked = (look.day, session.known_at(), session.rules_version())
    return _kept(str(store.path), _basis(), *asked)


def picked_only(before: int) -> None:
    """Say that what was written since generation `before` was a decision on picks.

    It changes nothing of the material: looking for it anew would take seconds in a large city. Did
    somebody else write meanwhile, the generation is not the next one, and it is looked for anew.
    """
    store = session.store()
    if store.generation == before + 1:
        same = _same(str(store.path))
        same[before + 1] = same.get(before, before)


@st.cache_resource(show_spinner=False)
def _same(path: str) -> dict[int, int]:  # noqa: ARG001 - the key of the cache
    """Return for generations of a database an earlier one with the same material."""
    return {}


def _basis() -> int:
    store = session.store()
    return _same(str(store.path)).get(store.generation, store.generation)


# A resource, not data: a copy for each click would cost more than everything else on the page.
@st.cache_resource(show_spinner="正在找材料……", max_entries=8)
def _kept(
    path: str,  # noqa: ARG001 - with the others the key of the cache: `session` knows them
    generation: int,  # noqa: ARG001
    day: date,
    known: datetime | None,  # noqa: ARG001
    rules: str,  # noqa: ARG001
) -> pd.DataFrame:
    plan = session.store().plan
    told = material(session.frame("entries", day), session.frame("passages", day), plan)
    shown = data_problems(session.frame("standing", day), session.frame("returns", day), plan)
    pieces = with_repeats(joined(shown, told))
    categories = {task.task_no: task.category_no for task in plan.tasks}
    return pieces.assign(category_no=pieces["task_no"].map(categories))


def saved(look: Look) -> pd.DataFrame:
    """Return what is picked for the evaluation on record, with each piece's text and state now."""
    store = session.store()
    asked = (look.day, session.known_at(), session.rules_version())
    return _picked(str(store.path), store.generation, _basis(), *asked, look.evaluation.kind)


@st.cache_resource(show_spinner=False, max_entries=8)
def _picked(
    path: str,
    generation: int,  # noqa: ARG001
    basis: int,
    day: date,
    known: datetime | None,
    rules: str,
    kind: str,
) -> pd.DataFrame:
    rows = session.frame("picks", day)
    pieces = _kept(path, basis, day, known, rules)
    return picks.with_texts(rows[rows["evaluation"] == kind], pieces)


def by_id(look: Look, section: str, wanted: list[str]) -> dict[str, dict[Any, Any]]:
    """Return the wanted pieces by their ids: as they are now, else as they were when picked."""
    pieces = found(look)
    own = pieces[pieces["piece_id"].isin(wanted)].drop_duplicates("piece_id")
    kept = saved(look)
    kept = kept[(kept["section"] == section) & kept["piece_id"].isin(wanted)]
    return {row["piece_id"]: row for frame in (kept, own) for row in frame.to_dict("records")}


def last_save(evaluation: Evaluation, section: str) -> Mapping[Any, Any] | None:
    """Return the decision that saved the section last and holds; None where there is none."""
    rows = picks.last_save(session.frame("reviews", date.max), evaluation, section)
    return rows.to_dict("records")[0] if len(rows) else None


def head(piece: Mapping[Any, Any]) -> str:
    """Return unit, task and quarter of a piece, or what else it comes from, as one line."""
    plan = session.store().plan
    task = plan.task_by_no.get(0 if text.absent(piece["task_no"]) else int(piece["task_no"]))
    words = [piece["unit"], text.quarter(piece["quarter"]) if piece["quarter"] else ""]
    words.append(f"任务{task.task_no} {task.short_name}" if task else "")
    words.append(_document(piece))
    return "　".join(word for word in words if word)


def source(piece: Mapping[Any, Any]) -> str:
    """Return the file and the cell or paragraph that a piece stands in."""
    if piece["document"] == DATA:
        return document_words(DATA)
    return "　".join(str(piece[name]) for name in ("file_name", "sheet", "cell") if piece[name])


def _document(piece: Mapping[Any, Any]) -> str:
    return "" if piece["document"] in (LEDGER, DATA) else document_words(piece["document"])


def document_words(document: str) -> str:
    """Return what a kind of document is called, also what the data themselves show."""
    plan = session.store().plan
    labels = {document.document: document.label for document in plan.documents}
    return "由台账数据得出" if document == DATA else labels.get(document, document)

"""Frames of the data pack that are no question's own: joined, chosen or counted for a chart."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ledger.plan import Plan
from ledger.quarter import Quarter

Frames = Mapping[str, pd.DataFrame]


def evaluated(frames: Frames, plan: Plan) -> pd.DataFrame:
    """Return the rows of `evaluation_units` with the name of each report."""
    labels = {document.document: document.label for document in plan.documents}
    frame = frames["evaluation_units"]
    return frame.assign(evaluation_label=frame.evaluation.map(labels))


def current(frames: Frames, plan: Plan) -> pd.DataFrame:
    """Return the entries of each unit's newest ledger, with what the tasks are called."""
    entries = _by_task(frames["entries"], plan)
    newest = entries.groupby("unit").quarter.transform("max") == entries.quarter
    return entries[newest].sort_values(["official_order", "task_no"], kind="stable")


def sources(frames: Frames, plan: Plan) -> pd.DataFrame:
    """Return the cells of each unit's newest ledger with their file; 台账版本 has all the files."""
    taken = ["submission_id", "sha256", "recorded_at", "recorded_by"]
    return current(frames, plan).merge(
        frames["submissions"][taken], on="submission_id", how="left", validate="many_to_one"
    )


def _by_task(entries: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    names = {task.task_no: task.short_name for task in plan.tasks}
    order = {unit.unit: unit.official_order for unit in plan.units}
    return entries.assign(
        short_name=entries.task_no.map(names), official_order=entries.unit.map(order)
    )


def states(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many units returned each document of each quarter in time, late and never."""
    due = frame[frame.state.isin(["on_time", "late", "missing"])]
    counted = due.groupby(["quarter", "document", "label"]).state.value_counts().unstack()
    shown = counted.reindex(columns=["on_time", "late", "missing"]).fillna(0).astype(int)
    shown = shown.reset_index()
    return shown.assign(name=[f"{Quarter.parse(q).label}{w}" for q, w in zip(
        shown.quarter, shown.label, strict=True)])  # fmt: skip


def moves(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many unit × task moved which way, by category."""
    counted = frame.groupby("category_no").moved.value_counts().unstack()
    shown = counted.reindex(columns=["forward", "same", "back", "joined"]).fillna(0).astype(int)
    shown = shown.reset_index()
    return shown.assign(name=[f"第{number}类" for number in shown.category_no])


def most_reported(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that most units report."""
    known = frame[frame.thing != ""]
    most = known.sort_values(["units_reported", "task_no"], ascending=[False, True], kind="stable")
    names = [f"{no} {thing}（{unit}）" for no, thing, unit in zip(
        most.task_no, most.thing, most.counted_in, strict=True)]  # fmt: skip
    return most.assign(name=names).head(15)

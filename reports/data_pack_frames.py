"""Frames of the data pack that are no question's own: joined, chosen or counted for a chart."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pandas as pd

from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.words import SECTION_LABELS

Frames = Mapping[str, pd.DataFrame]


# What evaluation_units knows of the returns; every other column says how a unit stands.
_OF_THE_RETURNS = (
    "evaluation", "quarter", "due_on", "unit", "county", "county_code", "official_order",
    "report_state", "report_received_on", "report_days_late", "annex_state", "annex_received_on",
    "ledger_state", "ledger_received_on", "ledger_days_late",
)  # fmt: skip


def judged_then(
    units: pd.DataFrame, judged: Mapping[str, tuple[date, pd.DataFrame]]
) -> pd.DataFrame:
    """Return `evaluation_units` with the standing of each evaluation on the day it is judged.

    `judged` has that day and the question's answer on it by evaluation; what it has not is empty.
    The column judged_on says the day.
    """
    key = ["evaluation", "unit"]
    standing = [name for name in units if name not in _OF_THE_RETURNS]
    answers = [
        answer[answer.evaluation == kind].assign(judged_on=pd.Timestamp(day))
        for kind, (day, answer) in judged.items()
    ] or [units.iloc[:0].assign(judged_on=pd.Timestamp(0))]
    taken = pd.concat(answers)[[*key, "judged_on", *standing]]
    known = units[list(_OF_THE_RETURNS)]
    return known.merge(taken, on=key, how="left", validate="one_to_one")


def evaluated(frames: Frames, plan: Plan) -> pd.DataFrame:
    """Return the rows of `evaluation_units` with the name of each report."""
    labels = {document.document: document.label for document in plan.documents}
    frame = frames["evaluation_units"]
    return frame.assign(evaluation_label=frame.evaluation.map(labels))


def city(frames: Frames, plan: Plan) -> pd.DataFrame:  # noqa: ARG001 - as all of a table's
    """Return the one row of `headline` that counts the whole city now."""
    frame = frames["headline"]
    return frame[frame["which"] == "now"].assign(county="全市")


def duties(frames: Frames, plan: Plan) -> pd.DataFrame:  # noqa: ARG001
    """Return the rows of `open_duties` with what each is in words."""
    frame = frames["open_duties"]
    return frame.assign(state_word=frame.kind.map({"overdue": "逾期", "due_soon": "临近"}))


def picked(frames: Frames, plan: Plan) -> pd.DataFrame:
    """Return the picks for the evaluations, with the names of report and section."""
    labels = {document.document: document.label for document in plan.documents}
    frame = frames["picks"]
    return frame.assign(
        evaluation_label=frame.evaluation.map(labels),
        section_word=frame.section.map(SECTION_LABELS),
    )


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


def moved(frames: Frames, plan: Plan) -> pd.DataFrame:
    """Return the rows of `evaluation_moves` with what their categories are called."""
    names = {number: category.short_name for number, category in plan.category_by_no.items()}
    frame = frames["evaluation_moves"]
    return frame.assign(category_name=frame.category_no.map(names))


def moves(frame: pd.DataFrame) -> pd.DataFrame:
    """Return how many unit × task moved which way, by category."""
    counted = frame.groupby(["category_no", "category_name"]).moved.value_counts().unstack()
    shown = counted.reindex(columns=["forward", "same", "back", "joined"]).fillna(0).astype(int)
    return shown.reset_index().rename(columns={"category_name": "name"})


def figures(frames: Frames, plan: Plan) -> pd.DataFrame:  # noqa: ARG001 - as all of a table's
    """Return the rows of `figure_totals`; nobody is below a target that is not there."""
    frame = frames["figure_totals"]
    return frame.assign(below_target=frame.below_target.where(frame.target.notna()))


def most_reported(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the figures that most units report."""
    known = frame[frame.thing != ""]
    most = known.sort_values(["units_reported", "task_no"], ascending=[False, True], kind="stable")
    names = [f"{no} {thing}（{unit}）" for no, thing, unit in zip(
        most.task_no, most.thing, most.counted_in, strict=True)]  # fmt: skip
    return most.assign(name=names).head(15)

"""The tables of 督办: units as they lag, the steps below them, and items; a row leads further."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from ledger.headings import HEADINGS
from ui import follow_up, parts, session, tables
from ui.drill import Place, category_name
from ui.palette import LIGHTS

_UNITS = (
    "unit county missing_ledgers late_ledgers due_ledgers returned red yellow green newly_red"
    " long_red overdue due_soon stale to_review applicable done completion fresh"
)
_CATEGORIES = "category_name red yellow green grey to_review applicable done"
_ITEMS = (
    "light unit task_no short_name status reason due_on to_review carried done_late quarter county"
)
_PINNED = "填报单位"
_WIDTHS = {"填报单位": 150, "任务": 50, "任务简称": 130, "理由": 380, "灯": 70, "状态": 85}
# What a unit can have that somebody follows up; a heading says it, a count above nothing shows it.
_COUNTS = tuple(_UNITS.split()[2:-2])


def steps(place: Place) -> None:
    """Show what lies one step below the place: its units, else a unit's categories, else tasks."""
    standing = follow_up.within(session.frame("standing"), place)
    if not place.unit:
        _units(place, standing)
    elif not place.category_no:
        _categories(place, standing)
    else:
        items(place)


def _units(place: Place, standing: pd.DataFrame) -> None:
    """Show the units in the order of the query, all columns; of a part, its own counts of lights.

    The order is by missing ledgers, red and yellow lights, and stays that of all tasks.
    """
    lagging = session.frame("lagging")
    lagging = lagging[lagging["unit"].isin(standing["unit"])]
    columns, order = _UNITS, "未报期数、红灯、黄灯"
    if place.category_no or place.task_no:
        order += "（按全部任务）"
        columns = f"unit county {_CATEGORIES.removeprefix('category_name ')}"
        lagging = lagging[["unit"]].merge(counted(standing, ["unit", "county"]), on="unit")
    having = st.multiselect(
        "只看有这些情况的单位", [name for name in _COUNTS if name in lagging],
        format_func=HEADINGS.__getitem__, key="at_having", placeholder="不限",
        bind="query-params",
    )  # fmt: skip
    for name in having:
        lagging = lagging[lagging[name] > 0]
    if lagging.empty:
        st.info("没有符合条件的单位。请放宽条件。")
        return
    st.caption(f"依次按{order}从多到少排列。点一行，看这个单位；表宽时可以左右滚动。")
    places = [replace(place, unit=unit) for unit in lagging["unit"]]
    _clickable(lagging, columns, places, "督办_单位")


def _categories(place: Place, standing: pd.DataFrame) -> None:
    """Show how a unit's tasks stand in each category; a task alone counts in its own."""
    plan = session.store().plan
    rows = counted(standing, ["category_no"])
    names = [category_name(plan.category_by_no[number]) for number in rows["category_no"]]
    st.caption("点一行，看这一类的任务。")
    places = [replace(place, category_no=int(n)) for n in rows["category_no"]]
    _clickable(rows.assign(category_name=names), _CATEGORIES, places, "督办_重点任务")


def counted(standing: pd.DataFrame, by: Sequence[str]) -> pd.DataFrame:
    """Return the lights of the applicable items counted by the columns `by`."""
    flags = {light: (standing["light"] == light) & standing["applicable"] for light in LIGHTS}
    done = standing["applicable"] & (standing["status"] == "done")
    frame = standing[[*by, "applicable", "to_review"]].assign(done=done, **flags)
    return frame.groupby(list(by), sort=False).sum().reset_index()


def items(place: Place) -> None:
    """Show the items of the place, the units as they lag; a row leads to the unit's own words."""
    standing = follow_up.within(session.frame("standing"), place)
    if standing.empty:
        st.info("这里没有符合条件的事项。请放宽上面的条件，或点“全市”重来。")
        return
    order = {unit: at for at, unit in enumerate(session.frame("lagging")["unit"])}
    urgent = {light: at for at, light in enumerate(("red", "yellow", "green", "grey"))}
    standing = standing.assign(
        _unit=standing["unit"].map(order), _light=standing["light"].map(urgent)
    ).sort_values(["_light", "_unit", "task_no"], kind="stable")
    st.caption(f"共 {len(standing)} 项，红灯在前。点一行，看原文和出处。")
    listed(standing, _ITEMS, place, "督办_事项")


def listed(frame: pd.DataFrame, columns: str, place: Place, name: str) -> None:
    """Show rows of one unit and task each; a click on one leads to the unit's own words."""
    places = [
        replace(place, unit=unit, task_no=int(task_no))
        for unit, task_no in zip(frame["unit"], frame["task_no"], strict=True)
    ]
    _clickable(frame, columns, places, name)


def _clickable(frame: pd.DataFrame, columns: str, places: list[Place], name: str) -> None:
    key = f"{name}_{hash(tuple(places))}"  # other rows, nothing selected
    parts.table(
        tables.present(frame, columns), name, name.replace("_", "："), key=key,
        selection_mode="single-cell", on_select=lambda: _open(key, places),
        column_config={
            head: st.column_config.Column(width=width, pinned=head == _PINNED)
            for head, width in _WIDTHS.items()
        },
    )  # fmt: skip


def _open(key: str, places: list[Place]) -> None:
    cells = st.session_state[key]["selection"]["cells"]
    if cells and cells[0][0] < len(places):
        follow_up.go(places[cells[0][0]])

"""From a number to what is behind it: the one place that makes the addresses of 督办 and beyond.

Streamlit keeps a page's filters for the visitor's next look at it, so where an address names some
of them the others are to be empty; and each page has names of its own for its filters, since
Streamlit drops from a link what a widget of the page that is left goes by.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from ledger.plan import Category, Plan, Task
from ui import named_unit, session, text
from ui.palette import LIGHTS

FOLLOW_UP, UNIT, REVIEW = "../pages/follow_up.py", "../pages/unit.py", "../pages/review.py"
REMINDERS = "../pages/reminders.py"
COUNTY, OWNER, CATEGORY, TASK, LIGHT, QUARTER = FILTERS = (
    "at_county", "at_unit", "at_category", "at_task", "at_light", "at_quarter",
)  # fmt: skip
TAB, ITEMS = "at_tab", "事项"  # every count leads to this tab
RED = "red"
REMIND_UNIT = "remind_unit"
LABEL = r"#(.+)$"  # what a link in a table is shown as: the end of its address


@dataclass(frozen=True)
class Place:
    """How far down one has gone: nothing is the whole city, unit and task are one narrative."""

    county: str = ""
    unit: str = ""
    category_no: int = 0
    task_no: int = 0
    light: str = ""
    quarter: str = ""


def category_name(category: Category) -> str:
    """Return a category as boxes and addresses show it."""
    return f"{category.ordinal} {category.short_name}"


def task_name(task: Task) -> str:
    """Return a task as boxes and addresses show it."""
    return f"{task.task_no} {task.short_name}"


def address(place: Place, plan: Plan | None = None) -> dict[str, str]:
    """Return the query parameters under which 督办 opens with the filters of `place`."""
    parameters = {TAB: ITEMS, COUNTY: place.county, OWNER: place.unit}
    if place.category_no or place.task_no:
        plan = plan or session.store().plan
    if plan and place.category_no:
        parameters[CATEGORY] = category_name(plan.category_by_no[place.category_no])
    if plan and place.task_no:
        parameters[TASK] = task_name(plan.task_by_no[place.task_no])
    if place.light:
        parameters[LIGHT] = LIGHTS[place.light].label
    if place.quarter:
        parameters[QUARTER] = text.quarter(place.quarter)
    return {name: value for name, value in parameters.items() if value}


def arrive() -> set[str]:
    """Empty the filters of an earlier look at 督办 that the address just come to does not name.

    Return those that it names. Where it names none it is no link; the filters stay as they were.
    """
    named = session.arrive(TAB, *FILTERS)
    if named:
        for key in set(FILTERS) - named:
            st.session_state[key] = None
        named_unit.forget(OWNER)
    return named & set(FILTERS)


def links(lead: str, targets: Sequence[tuple[str, Place]]) -> None:
    """Draw links to 督办 in a line after their common words; nothing where there is none."""
    _line(lead, FOLLOW_UP, [(label, address(place)) for label, place in targets])


def owing(missing: pd.DataFrame) -> None:
    """Draw links to reminding the units that owe most of the `missing` rows of `returns`."""
    counted = missing["unit"].value_counts().head(8)
    targets = [(f"{unit} {count}份", {REMIND_UNIT: str(unit)}) for unit, count in counted.items()]
    _line("未报的去催办", REMINDERS, targets)


def _line(lead: str, page: str, targets: Sequence[tuple[str, dict[str, str]]]) -> None:
    """Draw links; the day, the name and the choice of the sample go along by themselves."""
    if not targets:
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(lead, width="content")
        for label, parameters in targets:
            st.page_link(
                page, label=text.escaped(label), icon=":material/arrow_outward:",
                query_params=parameters,
            )  # fmt: skip


def lights(row: Mapping[Any, Any]) -> None:
    """Draw links to the red and yellow items of the unit that a row of `lagging` is about."""
    links("逐项看", [
        (f"{LIGHTS[light].label} {row[light]}项", Place(unit=row["unit"], light=light))
        for light in (RED, "yellow") if row[light]
    ])  # fmt: skip


def red(frame: pd.DataFrame, name: str, lead: str = "红灯逐项看") -> None:
    """Draw a link to its red items for every row that has any; `name` is the column to call it by.

    The row's county, unit, category_no and task_no, as far as it has them, are where it leads.
    """
    rows = frame[frame["red"] > 0].to_dict("records")
    links(lead, [(f"{row[name]} {text.count(row['red'])}项", _red_in(row)) for row in rows])


def _red_in(row: Mapping[Any, Any]) -> Place:
    county, unit_name = (str(row.get(name, "")) for name in ("county", "unit"))
    return Place(county, unit_name, int(row.get("category_no", 0)), int(row.get("task_no", 0)), RED)


def source(label: str, place: Place) -> None:
    """Draw a link to what a unit wrote about a task."""
    st.page_link(
        FOLLOW_UP, label=label, icon=":material/arrow_outward:", query_params=address(place)
    )


def review(unit: str, task_no: int, short_name: str) -> None:
    """Draw a link to the item in the queue of what waits for a person."""
    st.page_link(
        REVIEW, label="去核定这一项", icon=":material/fact_check:",
        query_params={"item": f"{unit}　任务{task_no} {short_name}"},
    )  # fmt: skip


def unit(name: str) -> None:
    """Draw a link to the unit's own page."""
    st.page_link(
        UNIT, label=f"看{text.escaped(name)}的全部情况", icon=":material/apartment:",
        query_params={"unit": name},
    )  # fmt: skip


def remind(name: str) -> None:
    """Draw a link to what the unit can be reminded of."""
    st.page_link(
        REMINDERS, label="去催办", icon=":material/notifications_active:",
        query_params={REMIND_UNIT: name},
    )  # fmt: skip


def grid(frame: pd.DataFrame, row: str, column: str, alt: str) -> None:
    """Draw the red counts of `frame` as a table of links; each opens in a tab of its own.

    A table's links open so in Streamlit, which suits what looks at another day: a row's `moment`.
    """
    reds = frame[frame["red"] > 0]
    if reds.empty:
        return
    # Once for all of them: looking for the visitor's plan costs more than a link.
    plan, day = session.store().plan, session.as_of()
    links = [
        visit(_red_in(red), red.get("moment", day), f"{text.count(red['red'])}项", plan)
        for red in reds.to_dict("records")
    ]
    table = reds.assign(_link=links).pivot(index=row, columns=column, values="_link")
    order = {name: [v for v in frame[name].unique() if (reds[name] == v).any()]
             for name in (row, column)}  # fmt: skip
    table = table.reindex(index=order[row], columns=order[column]).fillna("")
    counted = st.column_config.LinkColumn(display_text=LABEL, width=90)
    st.caption("红灯项数，点数字在新页面逐项看")
    st.dataframe(
        table.rename_axis(index=None, columns=None), alt=alt,
        column_config=dict.fromkeys(order[column], counted),
    )  # fmt: skip


def visit(place: Place, day: Any, label: str, plan: Plan | None = None) -> str:
    """Return the address of a place on a day, for a visit of its own; the label ends it.

    A table shows the label alone with `LABEL`. What the visitor looks at goes along.
    """
    looked = {"as_of": text.day(day)} | {
        name: str(st.session_state.get(name) or "") for name in ("who", "known_at", "rules_version")
    }
    if st.session_state.get("sample"):
        looked["sample"] = "true"
    own = {name: value for name, value in looked.items() if value}
    return f"{PurePath(FOLLOW_UP).stem}?{urlencode(own | address(place, plan))}#{label}"

"""Where one stands in 督办: its filters, the path from the city to a task, and steps on it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import streamlit as st

from ui import named_unit, parts, session, text
from ui.drill import (
    CATEGORY,
    COUNTY,
    LIGHT,
    OWNER,
    QUARTER,
    TASK,
    Place,
    category_name,
    task_name,
)
from ui.filters import narrowed
from ui.palette import LIGHTS

_CITY = "全市"
# A step back on the path empties what lies below it; the light is no step.
_BELOW = {"": (COUNTY, OWNER, CATEGORY, TASK), COUNTY: (OWNER, CATEGORY, TASK),
          OWNER: (CATEGORY, TASK), CATEGORY: (TASK,)}  # fmt: skip


def choose(named: Collection[str] = ()) -> Place:
    """Let the visitor say how far down to go; return the place, in names and numbers.

    Of the filters `named` by the address just come to those that cannot be set are told.
    """
    plan = session.store().plan
    asked = {key: st.query_params[key] for key in named if key != QUARTER}
    named_unit.unknown(OWNER, [unit.unit for unit in plan.units])  # while the address has it
    with st.container(horizontal=True, gap="small"):
        counties = list(dict.fromkeys(unit.county for unit in plan.units))
        county = _box(COUNTY, "全部县区", counties, 170, empties=OWNER)
        units = [u.unit for u in plan.units if county in ("", u.county)]
        unit = _box(OWNER, "全部单位", units, 240)
        categories = {category_name(c): c.category_no for c in plan.categories}
        category = _box(CATEGORY, "全部重点任务", list(categories), 180, empties=TASK)
        category_no = categories.get(category, 0)
        tasks = {task_name(t): t.task_no for t in plan.tasks if category_no in (0, t.category_no)}
        task_no = tasks.get(_box(TASK, "全部任务", list(tasks), 230), 0)
        lights = {mark.label: code for code, mark in LIGHTS.items()}
        light = lights.get(_box(LIGHT, "全部灯", list(lights), 110), "")
    _tell_ignored(asked)
    return Place(county, unit, category_no, task_no, light)


def _tell_ignored(asked: Mapping[str, str]) -> None:
    units = [unit.unit for unit in session.store().plan.units]
    ignored = [
        f"“{text.escaped(value[: named_unit.LONGEST])}”"
        for key, value in asked.items()
        if st.session_state.get(key) != value and (key != OWNER or value in units)
    ]
    if ignored:
        st.warning(
            f"网址里的{'、'.join(ignored)}不存在，或与所选的县区、类别不符，没有按它筛选。",
            icon=":material/filter_alt_off:",
        )


def nothing_owed() -> bool:
    """Say whether no ledger was received and none is owed yet on the chosen day, telling so.

    Where none was received but much is owed that is told too.
    """
    if not session.frame("submissions").empty:
        return False
    if session.frame("reminder_items").empty:
        return parts.nothing_received()
    st.info(
        f"截至 {text.day(session.as_of())} 还没有收到任何台账；下面是应报而未报、应办而未办的。",
        icon=":material/inbox:",
    )
    return False


def stop_at_unknown() -> None:
    """Where the address names a unit that does not exist, say so and end the page there."""
    units = [unit.unit for unit in session.store().plan.units]
    name = named_unit.unknown(OWNER, units)
    if name:
        named_unit.explain(name, units, "", "，也可以点“全市”从头看起")
        st.button(_CITY, key="at_city", on_click=go, args=(Place(),), icon=":material/home:")
        st.stop()


def _box(key: str, every: str, options: Sequence[str], width: int, empties: str = "") -> str:
    """Return what was chosen in a box whose choice stands in the address, or an empty string."""
    if st.session_state.get(key) not in (None, *options):
        st.session_state[key] = None
    chosen: str | None = st.selectbox(
        every, options, index=None, placeholder=every, key=key, bind="query-params", width=width,
        label_visibility="collapsed", on_change=_empty, args=(empties, QUARTER),
    )  # fmt: skip
    return chosen or ""


def _empty(*keys: str) -> None:
    named_unit.forget(OWNER)
    for key in filter(None, keys):
        st.session_state[key] = None


def go(place: Place) -> None:
    """Go to a place with the next run; the light that is looked for stays as it is."""
    plan = session.store().plan
    _empty(*_BELOW[""], QUARTER)
    st.session_state[COUNTY] = place.county or None
    st.session_state[OWNER] = place.unit or None
    if place.category_no:
        st.session_state[CATEGORY] = category_name(plan.category_by_no[place.category_no])
    if place.task_no:
        st.session_state[TASK] = task_name(plan.task_by_no[place.task_no])


def path(place: Place) -> list[tuple[str, Place]]:
    """Return the steps from the whole city down to `place`, each with its name."""
    plan = session.store().plan
    steps = [(_CITY, Place())]
    county = place.county or next((u.county for u in plan.units if u.unit == place.unit), "")
    if county:
        steps.append((county, Place(county)))
    if place.unit:
        steps.append((place.unit, Place(county, place.unit)))
    task = plan.task_by_no.get(place.task_no)
    number = task.category_no if task else place.category_no
    if number:
        name = category_name(plan.category_by_no[number])
        steps.append((name, Place(county, place.unit, number)))
    if task:
        steps.append((task_name(task), Place(county, place.unit, number, task.task_no)))
    return steps


def breadcrumb(place: Place) -> None:
    """Draw the steps down to the place; each but the last leads back to it."""
    *above, (here, _) = path(place)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        for number, (name, step) in enumerate(above):
            st.button(
                text.escaped(name),
                type="tertiary",
                key=f"at_step_{number}",
                on_click=go,
                args=(step,),
            )
            st.markdown(":gray[›]", width="content")
        st.markdown(f"**{text.escaped(here)}**", width="content")


def within(frame: pd.DataFrame, place: Place) -> pd.DataFrame:
    """Return the rows that lie in the place; a column that the frame has not is no condition."""
    wanted = {
        "county": place.county, "unit": place.unit, "category_no": place.category_no,
        "task_no": place.task_no, "light": place.light,
    }  # fmt: skip
    return narrowed(frame, **{name: wanted[name] or None for name in wanted if name in frame})

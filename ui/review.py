"""The queue of what needs a person: filtered, ordered, and one item of it in focus."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ledger.words import CHECK_LABELS, REASON_LABELS
from ui import session, text

ITEM = "item"  # the key of the focus, in the session and in the address
_FILTERS = {
    "review_unit": "单位", "review_task": "任务", "review_quarter": "季度", "review_why": "原因",
}  # fmt: skip
_EVERY = "全部"  # followed by what, because the boxes carry no label of their own
_PLACE, _WANTED = "review_place", "review_wanted"
_ORDERS = {
    "先急后缓": ["_prompt", "_light", "official_order", "unit", "task_no"],
    "按单位": ["official_order", "unit", "task_no"],
    "按任务": ["task_no", "official_order", "unit"],
}
_URGENT = ("red", "yellow", "green", "grey")


def queue() -> pd.DataFrame:
    """Return the open items on the chosen day, each with its key and its name."""
    frame = session.frame("review_queue")
    return frame.assign(
        item=frame["unit"] + "|" + frame["task_no"].astype(str),
        name=_names(frame),
        _prompt=[set(why.split(",")) <= set(CHECK_LABELS) for why in frame["why"]],
        _light=frame["light"].map(_URGENT.index),
    )


def _names(frame: pd.DataFrame) -> pd.Series:
    """Return what each unit and task is called in the box and in addresses."""
    return frame["unit"] + "　任务" + frame["task_no"].astype(str) + " " + frame["short_name"]


def progress() -> None:
    """Show how much of what needed a person is settled; nothing where nothing ever did."""
    frame = session.frame("review_progress")
    settled, total = int(frame["settled"].sum()), int(frame["total"].sum())
    if total:
        st.progress(settled / total, text=f"已办结 {text.ratio(settled, total)}")


def filtered(frame: pd.DataFrame) -> pd.DataFrame:
    """Let the visitor narrow and order the queue; return what is left in that order."""
    plan = session.store().plan
    columns = iter(st.columns(len(_FILTERS) + 1))
    with next(columns):
        counties = list(dict.fromkeys(unit.county for unit in plan.units))
        owner = _choice("review_unit", [*counties, *(u.unit for u in plan.units)])
    with next(columns):
        categories = {f"{c.ordinal}、{c.short_name}": c.category_no for c in plan.categories}
        tasks = {f"{t.task_no} {t.short_name}": t.task_no for t in plan.tasks}
        task = _choice("review_task", [*categories, *tasks])
    with next(columns):
        quarters = {text.quarter(str(quarter)): str(quarter) for quarter in plan.owed_quarters}
        quarter = _choice("review_quarter", list(quarters))
    with next(columns):
        reasons = {label: code for code, label in REASON_LABELS.items()}
        why = _choice("review_why", list(reasons))
    with next(columns):
        order = st.selectbox(
            "次序", list(_ORDERS), key="review_order", bind="query-params", on_change=_from_start,
            label_visibility="collapsed",
        )  # fmt: skip
    if owner:
        frame = frame[(frame["unit"] == owner) | (frame["county"] == owner)]
    if task in categories:
        frame = frame[frame["category_no"] == categories[task]]
    elif task:
        frame = frame[frame["task_no"] == tasks[task]]
    if quarter:
        frame = frame[frame["quarter"] == quarters[quarter]]
    if why:
        listed = "," + frame["why"] + ","
        frame = frame[listed.str.contains(f",{reasons[why]},", regex=False)]
    return frame.sort_values(_ORDERS[order], kind="stable")


def _choice(key: str, options: Sequence[str]) -> str:
    """Return what was chosen, or an empty string for everything."""
    every = _EVERY + _FILTERS[key]
    chosen: str = st.selectbox(
        _FILTERS[key], [every, *dict.fromkeys(options)], key=key, bind="query-params",
        on_change=_from_start, label_visibility="collapsed",
    )  # fmt: skip
    return "" if chosen == every else chosen


def _from_start() -> None:
    """Begin a queue that was narrowed or put in another order with its first item."""
    st.session_state[_PLACE] = 0


def clear_filters() -> None:
    """Show the whole queue again."""
    for key, label in _FILTERS.items():
        st.session_state[key] = _EVERY + label
    _from_start()


def focus(item: str) -> None:
    """Bring an item into focus with the next run."""
    st.session_state[_WANTED] = item


def choose(frame: pd.DataFrame) -> str:
    """Let the visitor go through the items or jump to one; return the key of the one in focus.

    An item that was settled gives its place in the queue to the one after it.
    """
    items = frame["item"].tolist()
    chosen = _focused(frame)
    if ITEM not in st.session_state and ITEM not in st.query_params:
        # The box writes into the address only what is chosen after it was first drawn.
        st.query_params[ITEM] = frame.loc[frame["item"] == chosen, "name"].iloc[0]
    st.session_state[ITEM] = chosen
    st.session_state[_PLACE] = at = items.index(chosen)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "上一条", key="review_before", shortcut="P", on_click=_go, disabled=at == 0,
            args=(items[max(at - 1, 0)],), icon=":material/arrow_back:",
        )  # fmt: skip
        names = dict(zip(frame["item"], frame["name"], strict=True))
        st.selectbox(
            "事项", items, index=None, format_func=names.__getitem__, key=ITEM, required=True,
            bind="query-params", label_visibility="collapsed",
        )  # fmt: skip
        st.markdown(f"第 {at + 1}/{len(items)} 项", width="content")
        st.button(
            "下一条", key="review_next", shortcut="N", on_click=_go, disabled=at + 1 == len(items),
            args=(items[min(at + 1, len(items) - 1)],), icon=":material/arrow_forward:",
        )  # fmt: skip
    return chosen


def _focused(frame: pd.DataFrame) -> str:
    """Return the item to show: the one asked for or linked to, else the next of the queue."""
    items = frame["item"].tolist()
    wanted = st.session_state.pop(_WANTED, None) or st.session_state.get(ITEM)
    if wanted is None:
        wanted = _linked(frame)
    if wanted not in items:
        wanted = items[min(st.session_state.get(_PLACE, 0), len(items) - 1)]
    return str(wanted)


def _linked(frame: pd.DataFrame) -> str | None:
    """Return the item that the address names; say so where it does not wait for anybody."""
    name = st.query_params.get(ITEM)
    found = frame.loc[frame["name"] == name, "item"].tolist()
    if name and not found and name not in set(_names(session.frame("standing"))):
        st.warning(
            f"没有“{text.escaped(name)}”这一项。请核对链接里的单位和任务。",
            icon=":material/search_off:",
        )
    elif name and not found:
        st.info(
            f"链接所指的“{text.escaped(name)}”已经办结，或不在当前筛选之内；办结的见“核定记录”。"
        )
    return found[0] if found else None


def _go(item: str) -> None:
    st.session_state[ITEM] = item

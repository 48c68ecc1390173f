"""The lists that somebody works through: how lights moved, and what is overdue or soon due."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from ui import follow_up, session, text
from ui.drill import Place
from ui.follow_up_tables import listed

MOVEMENTS = {
    "newly_red": ("新转红", "与最近一期台账到来之前相比，新亮红灯的"),
    "long_red": ("连续两季以上红灯", "现为红灯，最近两个季末（含截至日当天）也都是红灯的"),
    "recovered": ("已恢复", "原为红灯，现为绿灯的"),
    "gone_stale": ("停滞", "持续性任务原为绿灯，现在没有新进展的"),
}
DUTIES = {
    "overdue": ("逾期", "时限已过而未完成的，最早的在前"),
    "due_soon": ("临近到期", "时限将到而未完成的，最近的在前"),
}
_MOVED = (
    "unit task_no short_name light_before light_now quarters_red since_quarter stale_quarters"
    " reason county"
)
_DUE = "due_on {days} unit task_no short_name status light reason to_review county"
_DAYS = {"overdue": "days_overdue", "due_soon": "days_left"}


def movements(place: Place) -> None:
    """Show the four lists of how lights moved, each named with its number of items."""
    frame = follow_up.within(session.frame("movements"), place)
    if place.light:
        frame = frame[frame["light_now"] == place.light]
    _lists(frame, "list", place, dict.fromkeys(MOVEMENTS, _MOVED), MOVEMENTS, "at_list")


def duties(place: Place) -> None:
    """Show what is overdue and what is soon due."""
    frame = follow_up.within(session.frame("open_duties"), place)
    columns = {kind: _DUE.format(days=days) for kind, days in _DAYS.items()}
    frame = frame.assign(days_overdue=-frame["days_left"])
    _lists(frame, "kind", place, columns, DUTIES, "at_due")


def _lists(
    frame: pd.DataFrame,
    column: str,
    place: Place,
    columns: Mapping[str, str],
    names: Mapping[str, tuple[str, str]],
    key: str,
) -> None:
    counts = frame[column].value_counts()
    chosen: str = st.segmented_control(
        "名单", list(names), default=next(iter(names)), required=True, key=key,
        format_func=lambda code: names[code][0], label_visibility="collapsed",
        bind="query-params",
    )  # fmt: skip
    label, meaning = names[chosen]
    part = frame[frame[column] == chosen]
    others = "　".join(
        f"{name} {text.count(counts.get(code, 0))}" for code, (name, _) in names.items()
    )
    st.caption(f"{meaning}。各名单项数：{others}")
    if part.empty:
        st.success(f"没有“{label}”的事项。", icon=":material/task_alt:")
        return
    listed(part, columns[chosen], place, f"督办_{label}")

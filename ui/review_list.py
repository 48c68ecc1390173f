"""The queue as a table to look over and to take away; a row leads to its item."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui import parts, review, tables

_COLUMNS = "unit task_no short_name quarter status light why_words narrative"
_WIDTHS = {
    "填报单位": 150, "任务": 50, "任务简称": 140, "季度": 115, "状态": 85, "灯": 75, "原因": 190,
    "落实情况": 330,
}  # fmt: skip


def show(frame: pd.DataFrame, first_tab: str) -> None:
    """Show the open items; a click on a row brings it into focus on the first tab."""
    items = frame["item"].tolist()
    grid = f"review_table_{hash(tuple(items))}"  # other rows, nothing selected
    st.caption("点一行，到“逐项核定”看这一项。")
    parts.table(
        tables.present(frame, _COLUMNS), "待核事项", "待核事项清单", key=grid,
        selection_mode="single-row", on_select=lambda: _open(grid, items, first_tab),
        column_config={name: st.column_config.Column(width=w) for name, w in _WIDTHS.items()},
    )  # fmt: skip


def _open(grid: str, items: list[str], first_tab: str) -> None:
    rows = st.session_state[grid]["selection"]["rows"]
    if rows and rows[0] < len(items):
        review.focus(items[rows[0]])
        st.session_state["review_tab"] = first_tab

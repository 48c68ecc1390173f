"""登记册: every document owed, whether it came, when, on which paper and with which letter."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui import drill, parts, session, tables, text
from ui.filters import box, narrowed, units
from ui.palette import RETURN_STATES, word

_COLUMNS = (
    "unit quarter label due_on due_holiday state first_received_on days_late versions"
    " is_empty paper_received_on letter_number approved_by returned_for_correction correct_by"
    " unread_on county"
)
_WIDTHS = {
    "填报单位": 150, "县区": 75, "季度": 115, "材料": 122, "时限": 90, "节假日": 65,
    "报送状态": 80, "首次收到": 90, "迟报天数": 70, "版数": 50, "空报": 50, "纸质件收到": 90,
    "来文文号": 150, "审核人": 70, "退回修改": 70, "更正期限": 90, "不可读件收到": 95,
}  # fmt: skip


def register() -> None:
    """Show the register of returns by the chosen quarter, document, unit and state."""
    frame = session.frame("returns")
    shown = _chosen(frame)
    if shown.empty:
        st.info("没有符合条件的登记。请放宽上面的条件。")
        return
    _counts(shown)
    drill.owing(shown[shown["state"] == "missing"])
    parts.table(
        tables.present(shown, _COLUMNS), "报送登记册", "应报的每份材料及其报送状态",
        column_config={name: st.column_config.Column(width=w) for name, w in _WIDTHS.items()},
    )  # fmt: skip
    st.caption(
        "表宽时可以左右滚动。时限遇节假日不顺延，只作标注。按时与否看"
        + ("纸质盖章件" if _by_paper() else "电子版")
        + "首次收到的日期；空报为一项也没有填的台账，照常算收到。典型案例没有时限，不在此列。"
    )


def _chosen(frame: pd.DataFrame) -> pd.DataFrame:
    boxes = st.columns(4)
    labels = dict(zip(frame["document"], frame["label"], strict=True))
    quarters = sorted(frame["quarter"].unique(), reverse=True)
    return narrowed(
        frame,
        quarter=box(boxes[0], "returns_quarter", "季度", quarters, text.quarter),
        document=box(boxes[1], "returns_document", "材料", list(labels), labels.__getitem__),
        unit=box(boxes[2], "returns_unit", "填报单位", units()),
        state=box(
            boxes[3], "returns_state", "报送状态", list(RETURN_STATES),
            lambda state: RETURN_STATES[state].label,
        ),
    )  # fmt: skip


def _counts(shown: pd.DataFrame) -> None:
    """Write how many of the rows are in each state, and what else a person should look at."""
    states = shown["state"].value_counts()
    counted = [
        f"{word(RETURN_STATES, state)} {states[state]}"
        for state in RETURN_STATES
        if state in states
    ]
    also = {
        "空报": shown["is_empty"].sum(),
        "退回修改": shown["returned_for_correction"].sum(),
        "纸质件已收": shown["paper_received_on"].notna().sum(),
    }
    counted += [f"{label} {number}" for label, number in also.items() if number]
    st.markdown(f"共 {len(shown)} 份：" + "　".join(counted))


def _by_paper() -> bool:
    settings = {s.name: s.value for s in session.store().plan.settings}
    return settings.get("timeliness_copy") == "paper"

"""What was reviewed and dismissed: filtered, to take away, and each decision to be undone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ledger.words import DECISION_LABELS
from ui import parts, session, tables, text
from ui.palette import STATUSES, word
from ui.records_actions import offer_undo

EVER = date.max  # what was decided is on record whatever day the figures look at
_EVERY = "全部"
_KINDS = ("review", "dismiss")
_COLUMNS = (
    "recorded_at kind unit quarter task_no short_name status_before status detail reason who"
    " undone_by"
)


def show() -> None:
    """Show the decisions of this page, the newest first, and offer to undo one."""
    frame = session.frame("reviews", EVER)
    frame = frame[frame["kind"].isin(_KINDS)]
    if frame.empty:
        st.info("还没有核定过任何事项。", icon=":material/gavel:")
        return
    tasks = session.store().plan.task_by_no
    frame = frame.assign(short_name=[tasks[int(n)].short_name for n in frame["task_no"]])
    frame = _filtered(frame.sort_values("recorded_at", ascending=False, kind="stable"))
    if frame.empty:
        st.info("没有符合条件的记录。请放宽上面的条件。")
        return
    parts.table(tables.present(tables.in_beijing(frame), _COLUMNS), "核定记录", "核定和驳回的记录")
    open_ones = frame[frame["undone_at"].isna()]
    names = {row["decision_id"]: _name(row) for row in open_ones.to_dict("records")}
    offer_undo(names, "history", "例如：又收到补充说明")


def _filtered(frame: pd.DataFrame) -> pd.DataFrame:
    left, middle, right = st.columns(3)
    units = [unit.unit for unit in session.store().plan.units]
    unit = left.selectbox("填报单位", [_EVERY, *units], key="history_unit", persist_state="page")
    kind = middle.selectbox(
        "种类", [_EVERY, *_KINDS], key="history_kind", persist_state="page",
        format_func=lambda code: DECISION_LABELS.get(code, code),
    )  # fmt: skip
    people = sorted(frame["who"].unique())
    who = right.selectbox("经办人", [_EVERY, *people], key="history_who", persist_state="page")
    for column, chosen in (("unit", unit), ("kind", kind), ("who", who)):
        if chosen != _EVERY:
            frame = frame[frame[column] == chosen]
    return frame


def _name(row: Mapping[Any, Any]) -> str:
    what = str(row["detail"]) if row["kind"] == "dismiss" else word(STATUSES, str(row["status"]))
    place = f"{row['unit']}　{text.quarter(str(row['quarter']))}　任务{int(row['task_no'])}"
    return f"{tables.decision(str(row['kind']))}　{place}　{what}（{row['who']}）"

"""What people decided: reviews, withdrawals, confirmations, returns, aliases; and undoing one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from ui import parts, session, tables, text
from ui.records_actions import offer_undo

_COLUMNS = "recorded_at kind unit quarter task_no detail reason who undone_by"


def decided() -> None:
    """Show the decisions on record, the newest first, and offer to undo one."""
    frame = session.frame("reviews", date.max)
    if frame.empty:
        st.info("还没有撤回、退回修改、别名、核定等决定。", icon=":material/gavel:")
        return
    frame = frame.sort_values("recorded_at", ascending=False, kind="stable")
    shown = tables.present(tables.in_beijing(frame), _COLUMNS)
    parts.table(shown, "决定记录", "撤回、退回修改、别名、核定等决定")
    open_ones = frame[frame["undone_at"].isna()]
    names = {row["decision_id"]: _name(row) for row in open_ones.to_dict("records")}
    offer_undo(names, "undo", "例如：核对后并未误登")


def _name(row: Mapping[Any, Any]) -> str:
    kind = tables.decision(str(row["kind"]))
    quarter = "" if text.absent(row["quarter"]) else text.quarter(str(row["quarter"]))
    task = "" if text.absent(row["task_no"]) else f"任务{int(row['task_no'])}"
    unit = "" if text.absent(row["unit"]) else str(row["unit"])
    words = (kind, unit, quarter, task, str(row["detail"] or ""), str(row["reason"]))
    return "　".join(word for word in words if word) + f"（{row['who']}）"

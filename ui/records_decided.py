"""What people decided: reviews, withdrawals, confirmations, returns, aliases; and undoing one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ui import parts, session, tables, text
from ui.findings import WRAPPED
from ui.records_actions import offer_undo

_COLUMNS = "recorded_at kind effect unit quarter task_no detail reason who undone_by"
_WIDTHS = {
    "登记时间": 122, "种类": 70, "效力": 65, "填报单位": 125, "季度": 115, "任务": 45, "内容": 180,
    "理由": 130, "经办人": 65, "撤销人": 65,
}  # fmt: skip


def decided() -> None:
    """Show the decisions on record, the newest first, and offer to undo one."""
    frame = _decisions()
    if frame.empty:
        st.info("还没有撤回、退回修改、别名、核定等决定。", icon=":material/gavel:")
        return
    frame = frame.sort_values("recorded_at", ascending=False, kind="stable")
    parts.table(
        tables.present(tables.in_beijing(frame), _COLUMNS), "决定记录",
        "撤回、退回修改、别名、核定等决定", row_height=WRAPPED,
        column_config={name: st.column_config.Column(width=w) for name, w in _WIDTHS.items()},
    )  # fmt: skip
    open_ones = frame[frame["undone_at"].isna()]
    names = {row["decision_id"]: _name(row) for row in open_ones.to_dict("records")}
    offer_undo(names, "undo", "例如：核对后并未误登")


def of_receipt(receipt_id: str) -> None:
    """List what was ever decided on one receipt, also what was undone or has served its turn."""
    frame = _decisions()
    for row in tables.in_beijing(frame[frame["receipt_id"] == receipt_id]).to_dict("records"):
        kind = tables.decision(str(row["kind"]))
        by = "" if text.absent(row["correct_by"]) else f"，请于 {row['correct_by']} 前重报"
        undone = "" if text.absent(row["undone_at"]) else f"　（已由{row['undone_by']}撤销）"
        st.text(f"{row['recorded_at']}　{row['who']}　{kind}：{row['reason']}{by}{undone}")


def _decisions() -> pd.DataFrame:
    """Return every decision, with the file it is about or the new date in words."""
    frame = session.frame("reviews", date.max)
    void = frame["undone_at"].notna()
    return frame.assign(
        effect=["已撤销" if undone else "有效" for undone in void],
        detail=[_detail(row) for row in frame.to_dict("records")],
    )


def _detail(row: Mapping[Any, Any]) -> str:
    if text.absent(row["receipt_id"]):
        return "" if text.absent(row["detail"]) else str(row["detail"])
    file = text.file(str(row["file_name"]), str(row["part"]))
    return file if text.absent(row["correct_by"]) else f"请于 {row['correct_by']} 前重报　{file}"


def _name(row: Mapping[Any, Any]) -> str:
    kind = tables.decision(str(row["kind"]))
    quarter = "" if text.absent(row["quarter"]) else text.quarter(str(row["quarter"]))
    task = "" if text.absent(row["task_no"]) else f"任务{int(row['task_no'])}"
    unit = "" if text.absent(row["unit"]) else str(row["unit"])
    words = (kind, unit, quarter, task, str(row["detail"] or ""), str(row["reason"]))
    return "　".join(word for word in words if word) + f"（{row['who']}）"

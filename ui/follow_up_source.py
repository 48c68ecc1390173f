"""The end of the path: a unit's own words on a task, their place, and how the light came about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui import drill, evidence, parts, review_basis, review_decide, session, tables, text
from ui.drill import QUARTER, Place
from ui.palette import LIGHTS, STATUSES, word
from ui.review_item import spans
from ui.task_card import BADGES

_FLAGS = {
    "to_review": "须核定",
    "carried": "沿用上期",
    "reviewed": "已核定",
    "done_late": "逾期完成",
}


def show(place: Place) -> None:
    """Show the words, the light and its reason, its history, the cell and the original file."""
    standing = session.frame("standing", unit=place.unit)
    rows = standing[standing["task_no"] == place.task_no]
    if rows.empty:
        st.info(f"{place.unit}在 {text.day(session.as_of())} 没有报送义务，没有这一项。")
        return
    row = rows.to_dict("records")[0]
    _head(row)
    entries = session.frame("entries", unit=place.unit)
    own = entries[entries["task_no"] == place.task_no]
    left, right = st.columns([5, 3], gap="medium")
    with left.container():
        entry = _choose(own)
        _words(entry, row)
        _history(row)
    with right.container():
        review_basis.task(row)
        if entry:
            review_basis.figures(entry)
            review_basis.source(entry)
        _further(row, entry)


def _head(row: Mapping[Any, Any]) -> None:
    """Say the light and, in words, why it is so."""
    light = f":{BADGES[row['light']]}-badge[{word(LIGHTS, row['light'])}]"
    flags = "　".join(label for name, label in _FLAGS.items() if row[name])
    status = word(STATUSES, str(row["status"]))
    st.markdown(f"{light}　**{status}**　:gray[{flags}]")
    st.markdown(f"理由　{text.escaped(str(row['reason']))}")


def _choose(own: pd.DataFrame) -> dict[Any, Any] | None:
    """Let the visitor choose whose quarter's ledger to read; return its entry, the latest first."""
    records = {
        text.quarter(str(entry["quarter"])): entry
        for entry in own.sort_values("quarter", ascending=False).to_dict("records")
    }
    if not records:
        return None
    if st.session_state.get(QUARTER) not in records:
        st.session_state[QUARTER] = next(iter(records))
    chosen: str = st.selectbox(
        "看哪一期台账", list(records), key=QUARTER, bind="query-params", width=220,
        label_visibility="collapsed",
    )  # fmt: skip
    return records[chosen]


def _words(entry: Mapping[Any, Any] | None, row: Mapping[Any, Any]) -> None:
    """Show the narrative with its evidence marked, and what was made of it."""
    with st.container(border=True, gap="small"):
        if entry is None:
            missing = text.absent(row["quarter"])
            st.caption("没有收到台账。" if missing else "台账中没有此项。")
            return
        if str(entry["narrative"] or "").strip():
            st.html(evidence.marked(str(entry["narrative"]), spans(entry["evidence"])))
        else:
            st.caption("此格未填。")
        for label, name in (("完成状态一栏", "declared"), ("备注", "remark")):
            if entry[name]:
                st.caption(f"{label}　{text.escaped(str(entry[name]))}")
        why = f"：{text.escaped(str(entry['judged_reason']))}" if entry["judged_reason"] else ""
        st.markdown(f"系统判断　**{STATUSES[str(entry['judged_status'])].word}**{why}")
        if entry["reviewed"]:
            st.markdown(f"核定为　**{STATUSES[str(entry['status'])].word}**")


def _history(row: Mapping[Any, Any]) -> None:
    """Show the light as it stands at each quarter's close, and now."""
    frame = session.frame("light_history", unit=row["unit"])
    own = frame[frame["task_no"] == row["task_no"]]
    with parts.card("灯的沿革", "每个季末的灯，最后一行为截至日"):
        shown = tables.present(own, "closed_on light status")
        parts.listing(shown, f"灯的沿革_{row['unit']}_{row['task_no']}", "各季末的灯和状态")


def _further(row: Mapping[Any, Any], entry: Mapping[Any, Any] | None) -> None:
    """Lead to the review of an item that waits for one, else offer it here; to the unit too."""
    waiting = session.frame("review_queue")
    here = (waiting["unit"] == row["unit"]) & (waiting["task_no"] == row["task_no"])
    with parts.card("下一步"):
        if here.any():
            drill.review(row["unit"], int(row["task_no"]), row["short_name"])
        elif entry is not None and entry["quarter"] == row["latest_qtr"]:
            with st.expander("判断不对，改定这一项"):
                names = {"item": f"{row['unit']}|{row['task_no']}", "name": row["short_name"]}
                review_decide.change({**entry, **names})
        drill.unit(row["unit"])
        if (session.frame("reminder_items")["unit"] == row["unit"]).any():
            drill.remind(row["unit"])

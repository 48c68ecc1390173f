"""What an item of the queue says: the unit's words with their evidence, then and now."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from ledger.clock import to_beijing
from ledger.words import CHECK_LABELS, REASON_LABELS
from ui import evidence, session, text
from ui.differences import compared
from ui.palette import LIGHTS, STATUSES, word
from ui.task_card import BADGES

_SHOWN_BEFORE = 2  # earlier quarters that stand open; the others are a click away
_MEANINGS = {
    "unclear": "文字没有说清做了什么、做到什么程度，系统不替单位猜。",
    "blank": "这一格该填而没有填，不能当作已完成，也不能当作不涉及。",
    "none": "单位填了不涉及，而表样这一项没有预印“-”；若属实，即不计入分母。",
    "regressed": "以前的台账报过已完成，这一期又报没有完成。",
    "first_done_overdue": "时限过后第一次报已完成，红灯由此转绿，请看依据是否足够。",
    "first_done_shared": "几项任务合填一格，据此判为已完成，请看是否也说了这一项。",
    "changed_after_review": "以前核定过，但文字后来有改动，原核定不再生效，见下。",
}


def show(row: Mapping[Any, Any]) -> None:
    """Show the narrative, why it needs a person, what was decided before, earlier quarters."""
    _head(row)
    with st.container(border=True, gap="small"):
        _narrative(row)
    _reasons(row)
    if not text.absent(row["previous_review_id"]):
        _reviewed_before(row)


def _head(row: Mapping[Any, Any]) -> None:
    unit = f"**{text.escaped(row['unit'])}**"
    task = f"任务{row['task_no']}　{text.escaped(row['short_name'])}"
    light = f":{BADGES[row['light']]}-badge[{word(LIGHTS, row['light'])}]"
    carried = "　:gray[沿用上期]" if row["carried"] else ""
    st.markdown(f"{unit}　{task}　{text.quarter(row['quarter'])}　{light}{carried}")


def _narrative(row: Mapping[Any, Any]) -> None:
    if str(row["narrative"] or "").strip():
        st.html(evidence.marked(str(row["narrative"]), spans(row["evidence"])))
    else:
        st.caption("此格未填。")
    _beside(row)
    judged = STATUSES[str(row["judged_status"])].word
    why = f"：{text.escaped(row['judged_reason'])}" if row["judged_reason"] else ""
    st.markdown(f"系统判断　**{judged}**{why}")
    st.caption(f"现状　{text.escaped(str(row['reason']))}")


def _beside(row: Mapping[Any, Any]) -> None:
    """Show what the form holds beside the narrative: its own status column and the remark."""
    entries = _entries(row)
    for entry in entries[entries["quarter"] == row["quarter"]].to_dict("records"):
        # A remark begins with the heading of its own column.
        for label, name in (("完成状态一栏　", "declared"), ("", "remark")):
            if entry[name]:
                st.caption(f"{label}{text.escaped(str(entry[name]))}")
        if entry["shared"]:
            st.caption("表中这一格由几项任务合用。")


def spans(listed: Any) -> list[list[int]]:
    """Return the spans that a query gives as JSON, none where it gives nothing."""
    return [] if text.absent(listed) else json.loads(str(listed) or "[]")


def _reasons(row: Mapping[Any, Any]) -> None:
    """Say why somebody must look; what the checks found is said with the passages, below."""
    codes = [code for code in str(row["why"]).split(",") if code]
    badges = "　".join(f":orange-badge[{REASON_LABELS[code]}]" for code in codes)
    st.markdown(f"须看的原因　{badges}")
    for code in codes:
        if code not in CHECK_LABELS:
            st.markdown(f"- **{REASON_LABELS[code]}**　{_MEANINGS[code]}")


def _reviewed_before(row: Mapping[Any, Any]) -> None:
    """Show the earlier decision, and how the text differs from the one that it was made on."""
    status = word(STATUSES, str(row["previous_review_status"]))
    who, reason = (text.escaped(str(row[f"previous_review_{n}"])) for n in ("by", "reason"))
    quarter = str(row["previous_review_quarter"])
    day = text.day(to_beijing(row["previous_review_at"].to_pydatetime()))
    with st.container(border=True, gap="small"):
        st.markdown(f"**以前的核定**　{status}　:gray[{who}　{day}　{text.quarter(quarter)}台账]")
        st.caption(f"理由：{reason}")
        for before in _text_then(row, quarter):
            st.caption("与当时文字相比，下划线为新增，删除线为删去")
            st.html(compared(before, str(row["narrative"] or "")))


def _text_then(row: Mapping[Any, Any], quarter: str) -> list[str]:
    """Return the text on which the earlier decision was made, if it is still a current one."""
    if quarter == row["quarter"]:
        frame, words = session.frame("version_changes", unit=row["unit"]), "narrative_before"
        same = frame["submission_id"] == row["submission_id"]
    else:
        frame, words = session.frame("entries", unit=row["unit"]), "narrative"
        same = frame["quarter"] == quarter
    return [str(text) for text in frame.loc[same & (frame["task_no"] == row["task_no"]), words]]


def earlier_quarters(row: Mapping[Any, Any]) -> None:
    """Show what the unit said of this task in the quarters before, the newest first."""
    entries = _entries(row)
    entries = entries[entries["quarter"] < row["quarter"]].sort_values("quarter", ascending=False)
    st.markdown("**本单位前几期的同一项**")
    if entries.empty:
        st.caption("此前没有收到本单位这一项的台账。")
    records = entries.to_dict("records")
    for entry in records[:_SHOWN_BEFORE]:
        _earlier(entry)
    if records[_SHOWN_BEFORE:]:
        with st.expander(f"更早的 {len(records) - _SHOWN_BEFORE} 期"):
            for entry in records[_SHOWN_BEFORE:]:
                _earlier(entry)


def _earlier(entry: Mapping[Any, Any]) -> None:
    with st.container(border=True, gap="xsmall"):
        reviewed = "（已核定）" if entry["reviewed"] else ""
        st.markdown(
            f"{text.quarter(entry['quarter'])}　{word(STATUSES, entry['status'])}{reviewed}　"
            f":small[:gray[{text.day(entry['received_on'])}收到]]"
        )
        if str(entry["narrative"] or "").strip():
            st.html(evidence.marked(str(entry["narrative"]), spans(entry["evidence"])))
        else:
            st.caption("此格未填。")


def _entries(row: Mapping[Any, Any]) -> Any:
    frame = session.frame("entries", unit=row["unit"])
    return frame[frame["task_no"] == row["task_no"]]

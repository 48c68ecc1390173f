"""What the copy and number checks found in an item: both passages, and a way to dismiss each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ledger import decisions
from ui import evidence, parts, review_decide, session, text
from ui.records_actions import LONGEST_REASON
from ui.review_item import spans
from ui.review_passages import shared

# Whose the other passage is, where it is not another ledger's.
_SOURCES = {"echo_of_task": "任务原文"}
_DECLARED = "完成状态一栏"


def show(row: Mapping[Any, Any]) -> None:
    """Show each check of the item, those dismissed before in one line with their reason."""
    frame = session.frame("checks", unit=row["unit"])
    found = frame[(frame["quarter"] == row["quarter"]) & (frame["task_no"] == row["task_no"])]
    for check in found[~found["dismissed"]].to_dict("records"):
        with st.container(border=True, gap="small"):
            st.markdown(f"**{check['label']}**　{text.escaped(str(check['message']))}")
            _passages(check)
            _offer_dismissal(check, row)
    for check in found[found["dismissed"]].to_dict("records"):
        who, why = text.escaped(check["dismissed_by"]), text.escaped(check["dismissed_reason"])
        st.caption(f"已驳回的提示　{check['label']}：{why}（{who}）")


def _passages(check: Mapping[Any, Any]) -> None:
    """Show the two passages side by side, what they share or what is odd in them marked."""
    own, other = str(check["narrative"] or ""), str(check["other_narrative"] or "")
    marks = spans(check["evidence"])
    if not other:
        if marks:
            st.html(evidence.marked(own, marks))
        return
    marks_there: list[list[int]] = []
    if not marks:
        marks, marks_there = shared(own, other)
    left, right = st.columns(2)
    with left:
        st.caption(f"本单位　{text.quarter(check['quarter'])}")
        st.html(evidence.marked(own, marks))
    with right:
        st.caption(_other_side(check))
        st.html(evidence.marked(other, marks_there))


def _other_side(check: Mapping[Any, Any]) -> str:
    if not check["other_quarter"]:
        return _SOURCES.get(str(check["code"]), _DECLARED)
    unit = check["other_unit"] or "本单位"
    return f"{text.escaped(str(unit))}　{text.quarter(check['other_quarter'])}"


def _offer_dismissal(check: Mapping[Any, Any], row: Mapping[Any, Any]) -> None:
    """Ask why the check is no matter; the last reason given for one of its kind is proposed."""
    key, kind = str(check["check_id"]), f"review_dismissed_{check['code']}"
    with st.form(f"dismiss_{key}", border=False):
        left, right = st.columns([3, 1], vertical_alignment="bottom")
        reason = left.text_input(
            "驳回的理由", value=st.session_state.get(kind, ""), max_chars=LONGEST_REASON,
            placeholder="例如：工作没有变化，已电话核实", key=f"dismiss_reason_{key}",
        )  # fmt: skip
        if right.form_submit_button("驳回这条提示", key=f"dismiss_submit_{key}", width="stretch"):
            with parts.deciding() as name:
                decision = decisions.dismiss(session.store(), key, reason=reason, who=name)
                st.session_state[kind] = reason
                review_decide.settled(decision, row, f"驳回“{check['label']}”")

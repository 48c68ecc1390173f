"""A person's last word on an item: confirm, choose another status, or take the last word back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ledger import decisions
from ui import parts, review, session, text
from ui.palette import STATUSES
from ui.records_actions import LONGEST_REASON

_LAST = "review_last"
_READ = "已核对原文"
_OPEN = ("unclear", "blank")  # may be confirmed, but a better answer is wanted
_CHOICES = ("done", "advancing", "not_started", "none", "unclear")


def offer(row: Mapping[Any, Any]) -> None:
    """Offer to confirm the judged status in one click, or to set another one with a reason."""
    with parts.card("核定", "文字不变就一直有效"):
        _confirm(row)
        change(row)


def _confirm(row: Mapping[Any, Any]) -> None:
    key, status = row["item"], str(row["judged_status"])
    reason = st.text_input(
        "理由", value=_READ, max_chars=LONGEST_REASON, key=f"review_reason_{key}"
    )
    if st.button(
        f"确认“{STATUSES[status].label}”", type="secondary" if status in _OPEN else "primary",
        icon=":material/check:", width="stretch", key=f"review_confirm_{key}", shortcut="Y",
    ):  # fmt: skip
        with parts.deciding() as name:
            _record(row, status, reason, name)


def change(row: Mapping[Any, Any]) -> None:
    """Offer to set another status with a reason, of any item by its `item` and `name`."""
    key = row["item"]
    with st.form(f"review_change_{key}", border=False):
        status = st.pills(
            "改定为", [code for code in _CHOICES if code != row["judged_status"]],
            format_func=lambda code: STATUSES[code].word, key=f"review_status_{key}",
        )  # fmt: skip
        reason = st.text_input(
            "改定的理由", max_chars=LONGEST_REASON, key=f"review_change_reason_{key}",
            placeholder="例如：电话核实，尚未印发",
        )  # fmt: skip
        if st.form_submit_button(
            "改定", icon=":material/edit:", width="stretch", key=f"review_change_submit_{key}"
        ):
            with parts.deciding() as name:
                if not status:
                    st.error("请选定一种状态。")
                    st.stop()
                _record(row, status, reason, name)


def _record(row: Mapping[Any, Any], status: str, reason: str, name: str) -> None:
    decision = decisions.review(
        session.store(), unit=row["unit"], quarter=row["quarter"], task_no=int(row["task_no"]),
        status=status, reason=reason, who=name,
    )  # fmt: skip
    settled(decision, row, f"核定为“{STATUSES[status].label}”")


def settled(decision: str, row: Mapping[Any, Any], what: str) -> None:
    """Remember what was decided last, so that it can be undone here, and go on."""
    st.session_state[_LAST] = {
        "id": decision,
        "item": row["item"],
        "name": row["name"],
        "what": what,
    }
    parts.done(f"已记录：{what}。")


def offer_undo() -> None:
    """Show the last decision of this visit, and offer to take it back."""
    last = st.session_state.get(_LAST)
    if not last:
        return
    with st.container(
        horizontal=True, horizontal_alignment="right", vertical_alignment="center", gap="small"
    ):
        st.caption(f"{last['what']}：{text.escaped(last['name'])}", width="content")
        if st.button(
            "撤销", key=f"review_undo_{last['id']}", shortcut="Z", icon=":material/undo:",
            type="tertiary",
        ):  # fmt: skip
            with parts.deciding() as name:
                decisions.undo(session.store(), last["id"], who=name)
                del st.session_state[_LAST]
                review.focus(last["item"])
                parts.done("已撤销，该项回到待核之列。")

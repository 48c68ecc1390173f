"""What was received and decided, and the decisions that a person can take on it here."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from typing import Any

import streamlit as st

from ledger import decisions
from ledger.backup import backup, restore
from ledger.clock import today, utc_now
from ui import parts, session, tables, text
from ui.tables import present

_EVER = date.max  # this page shows every file on record, whatever day the figures look at


def received() -> None:
    """Show the ledgers on record, and offer to withdraw one."""
    frame = session.frame("submissions", _EVER)
    if frame.empty:
        st.info("还没有收到台账。请先在“上传”中选择文件。", icon=":material/inbox:")
        return
    columns = "quarter unit version received_on entries file_name recorded_by recorded_at"
    parts.table(present(tables.in_beijing(frame), columns), "已收台账", "已收到的全部台账")
    names = {row["submission_id"]: _ledger_name(row) for row in frame.to_dict("records")}
    with st.form("withdraw", border=True):
        st.markdown("**撤回误登的台账**　:small[:gray[如同从未收到；原文件保留，可以撤销]]")
        chosen = st.selectbox("台账", list(names), format_func=names.__getitem__)
        reason = _reason("withdraw", "例如：误把甲县文件登为乙县")
        if st.form_submit_button("撤回", icon=":material/undo:", key="withdraw_submit"):
            row = frame.set_index("submission_id").loc[chosen]
            with parts.deciding() as name:
                decisions.withdraw(
                    session.store(), unit=row["unit"], quarter=row["quarter"],
                    version=int(row["version"]), reason=reason, who=name,
                )  # fmt: skip
                parts.done("已撤回，各页数字已更新。")


def _reason(decision: str, example: str) -> str:
    return st.text_input("理由", placeholder=example, max_chars=200, key=f"{decision}_reason")


def _ledger_name(row: dict[Any, Any]) -> str:
    quarter = text.quarter(row["quarter"])
    return f"{row['unit']}　{quarter}　第{row['version']}版　{row['file_name']}"


def held() -> None:
    """Show the files that wait for a person to say whose they are, and take that answer."""
    frame = session.frame("held", _EVER)
    if frame.empty:
        return
    plan = session.store().plan
    st.markdown("**待定文件**　:small[:gray[确认单位和季度之前，不计入任何数字]]")
    parts.table(
        present(frame, "file_name unit quarter held received_on"),
        "待定文件",
        "待定文件",
    )
    names = dict(zip(frame["submission_id"], frame["file_name"], strict=True))
    with st.form("confirm", border=True):
        chosen = st.selectbox("文件", list(names), format_func=names.__getitem__)
        unit = st.selectbox("填报单位", [unit.unit for unit in plan.units])
        quarter = st.selectbox(
            "季度", [str(q) for q in plan.owed_quarters], format_func=text.quarter
        )
        reason = _reason("confirm", "例如：已电话核对")
        if st.form_submit_button("确认", icon=":material/check:", key="confirm_submit"):
            with parts.deciding() as name:
                decisions.confirm(
                    session.store(), chosen, unit=unit, quarter=quarter, reason=reason, who=name
                )
                parts.done("已确认，该文件计入数字。")


def decided() -> None:
    """Show the decisions on record, and offer to undo one."""
    frame = session.frame("reviews", _EVER)
    if frame.empty:
        st.info("还没有撤回、核定等决定。")
        return
    columns = "recorded_at kind unit quarter task_no reason who undone_by"
    parts.table(present(tables.in_beijing(frame), columns), "决定记录", "撤回、核定等决定")
    open_ones = frame[frame["undone_at"].isna()]
    names = {row["decision_id"]: _decision_name(row) for row in open_ones.to_dict("records")}
    if not names:
        return
    with st.form("undo", border=True):
        st.markdown("**撤销一项决定**")
        chosen = st.selectbox("决定", list(names), format_func=names.__getitem__)
        reason = _reason("undo", "例如：核对后并未误登")
        if st.form_submit_button("撤销", icon=":material/history:", key="undo_submit"):
            with parts.deciding() as name:
                decisions.undo(session.store(), chosen, who=name, reason=reason)
                parts.done("已撤销，恢复到该决定之前。")


def _decision_name(row: dict[Any, Any]) -> str:
    kind = tables.decision(str(row["kind"]))
    quarter = "" if text.absent(row["quarter"]) else text.quarter(str(row["quarter"]))
    return f"{kind}　{row['unit']}　{quarter}　{row['reason']}（{row['who']}）"


def keep_and_restore() -> None:
    """Offer the whole state as one zip, and take such a zip back."""
    left, right = st.columns(2)
    with left, parts.card("备份", "数据库、全部原始文件、决定记录和方案资料，合为一个压缩包"):
        if session.store().generation:
            st.download_button(
                "下载备份", data=_zip, file_name=f"台账备份_{text.day(today())}.zip",
                mime="application/zip", on_click="ignore", icon=":material/archive:", key="backup",
            )  # fmt: skip
        else:
            st.caption("还没有装入任何台账，无可备份。")
    restored = int(st.session_state.get("restored", 0))
    with right, parts.card("恢复", "以备份取代现有数据；现有数据先另存一份"):
        file = st.file_uploader("备份文件（zip）", key=f"restore_{restored}")
        sure = st.checkbox("我已确认：现有数据将被备份中的数据取代", key=f"sure_{restored}")
        if (
            st.button("恢复备份", disabled=file is None or not sure, key="restore")
            and file is not None
        ):
            with parts.deciding():
                kept = restore(session.store(), BytesIO(file.getvalue()), utc_now())
                session.open_at.clear()
                st.session_state["restored"] = restored + 1
                parts.done("已恢复。" + (f"原有数据另存为 {kept.name}。" if kept else ""))


def _zip() -> bytes:
    target = BytesIO()
    backup(session.store(), target)
    return target.getvalue()

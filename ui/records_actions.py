"""What a person can decide on a received file: confirm, send back, withdraw, and undo each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from ledger import decisions
from ledger.aliases import registry_of
from ledger.clock import today
from ledger.units import normalise_name
from ui import parts, session, text

LONGEST_REASON = 200
GRACE = timedelta(days=7)  # proposed for a corrected return; a person may change it


def offer(row: Mapping[Any, Any], problems: pd.DataFrame) -> None:
    """Offer the decisions that the state of the receipt allows."""
    if row["state"] == "held":
        _confirm(row, problems)
    left, right = st.columns(2)
    if row["is_returned"]:
        with left:
            _undo(row, "return_id", "撤销退回修改")
    elif row["is_current"]:
        with left:
            _return(row)
    with right if row["is_current"] else left:
        if row["state"] == "withdrawn":
            _undo(row, "withdrawal_id", "撤销撤回，恢复这份文件")
        else:
            _withdraw(row)


def reason_input(key: str, example: str) -> str:
    """Ask why something is decided."""
    return st.text_input("理由", placeholder=example, max_chars=LONGEST_REASON, key=key)


def offer_undo(names: Mapping[str, str], key: str, example: str) -> None:
    """Offer to undo one of the decisions, given by their names; nothing where there is none."""
    if not names:
        return
    with st.form(f"{key}_form", border=True):
        st.markdown("**撤销一项决定**　:small[:gray[记录保留，效力自撤销时起消失]]")
        chosen = st.selectbox(
            "决定", list(names), format_func=names.__getitem__, key=f"{key}_chosen"
        )
        _submit_undo(chosen, key, example)


def _submit_undo(decision: str, key: str, example: str) -> None:
    reason = reason_input(f"{key}_reason", example)
    if st.form_submit_button("撤销", icon=":material/history:", key=f"{key}_submit"):
        with parts.deciding() as name:
            decisions.undo(session.store(), decision, who=name, reason=reason)
            parts.done("已撤销，恢复到该决定之前。")


def _confirm(row: Mapping[Any, Any], problems: pd.DataFrame) -> None:
    """Ask whose held ledger it is and for which quarter; and to remember an unknown spelling."""
    plan, key = session.store().plan, row["receipt_id"]
    units = [unit.unit for unit in plan.units]
    quarters = [str(quarter) for quarter in plan.quarters]
    stated = _stated_name(problems)
    with st.form(f"confirm_{key}", border=True):
        st.markdown("**确认这份待定文件**　:small[:gray[确认之前不计入任何数字]]")
        left, right = st.columns(2)
        unit = left.selectbox(
            "填报单位", units, index=_place(units, row["unit"]), placeholder="请选择",
            key=f"confirm_unit_{key}",
        )  # fmt: skip
        quarter = right.selectbox(
            "季度", quarters, index=_place(quarters, row["quarter"]), placeholder="请选择",
            format_func=text.quarter, key=f"confirm_quarter_{key}",
        )  # fmt: skip
        reason = reason_input(f"confirm_reason_{key}", "例如：已电话核对")
        remember = bool(stated) and st.checkbox(
            f"以后把“{text.escaped(stated)}”认作所选单位的别名", key=f"confirm_alias_{key}"
        )
        if st.form_submit_button("确认", icon=":material/check:", key=f"confirm_submit_{key}"):
            with parts.deciding() as name:
                if not unit or not quarter:
                    st.error("请选定填报单位和季度。")
                    st.stop()
                if remember:
                    decisions.alias(
                        session.store(), alias=stated, unit=unit, reason=reason, who=name
                    )
                decisions.confirm(
                    session.store(), key, unit=unit, quarter=quarter, reason=reason, who=name
                )
                parts.done("已确认，该文件计入数字。")


def _stated_name(problems: pd.DataFrame) -> str:
    """Return the unit name that the file states and nobody knows, or an empty string."""
    unknown = problems.loc[problems["code"] == "unit_unknown", "value"]
    name = "" if unknown.empty else normalise_name(str(unknown.iloc[0] or ""))
    return "" if registry_of(session.store()).resolve(name) else name


def _place(values: list[str], value: Any) -> int | None:
    return values.index(value) if value in values else None


def _return(row: Mapping[Any, Any]) -> None:
    key = row["receipt_id"]
    with st.form(f"return_{key}", border=True):
        st.markdown("**退回修改**　:small[:gray[首次收到日期仍算数，本版仍计入，直到更正版到来]]")
        by = st.date_input(
            "请于何日前重报", value=max(today() + GRACE, row["received_on"].date()),
            min_value=row["received_on"].date(),
            format="YYYY-MM-DD", key=f"return_by_{key}",
        )  # fmt: skip
        reason = reason_input(f"return_reason_{key}", "例如：第8项缺整改数量")
        if st.form_submit_button("退回修改", icon=":material/reply:", key=f"return_submit_{key}"):
            with parts.deciding() as name:
                decisions.return_for_correction(
                    session.store(), unit=row["unit"], quarter=row["quarter"],
                    version=int(row["version"]), correct_by=by, reason=reason, who=name,
                )  # fmt: skip
                parts.done("已记为退回修改。可下载反馈表发给填报单位。")


def _withdraw(row: Mapping[Any, Any]) -> None:
    key = row["receipt_id"]
    with st.form(f"withdraw_{key}", border=True):
        st.markdown("**撤回误登**　:small[:gray[如同从未收到；原文件保留，可以撤销]]")
        reason = reason_input(f"withdraw_reason_{key}", "例如：误把甲县文件登为乙县")
        if st.form_submit_button("撤回", icon=":material/undo:", key=f"withdraw_submit_{key}"):
            with parts.deciding() as name:
                decisions.withdraw_receipt(session.store(), key, reason=reason, who=name)
                parts.done("已撤回，各页数字已更新。")


def _undo(row: Mapping[Any, Any], decision: str, title: str) -> None:
    key = row["receipt_id"]
    with st.form(f"undo_{decision}_{key}", border=True):
        st.markdown(f"**{title}**")
        _submit_undo(str(row[decision]), f"undo_{key}", "例如：核对后并未误登")

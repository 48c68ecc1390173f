"""Blank ledgers to send out: for one unit or all of them, for a quarter."""

from __future__ import annotations

from io import BytesIO

import streamlit as st

from ledger.clock import today
from ledger.plan import Plan
from ledger.quarter import Quarter
from reports.download_names import download_name
from reports.forms_zip import write_forms_zip
from reports.ledger_form import write_form
from ui import parts, session

_ALL = "全部单位（压缩包）"
_NOBODY = "不写单位"


def blank_forms() -> None:
    """Offer a blank ledger of the chosen unit and quarter, or those of all units as a zip."""
    plan = session.store().plan
    with parts.card(
        "空白台账", "与所发表样一致：七类、各项任务、责任单位和时限；填好后原样报回即可"
    ):
        left, middle, right = st.columns([2, 1, 2], vertical_alignment="bottom")
        unit = left.selectbox(
            "填报单位", [_ALL, *(unit.unit for unit in plan.units), _NOBODY], key="form_unit"
        )
        quarters = list(plan.owed_quarters)
        quarter = middle.selectbox(
            "季度", quarters, index=_next_due(quarters), key="form_quarter",
            format_func=lambda value: value.label,
        )  # fmt: skip
        declared = right.checkbox(
            "加一列“完成状态”（下拉选择）", key="form_declared",
            help="报回时一并读取，与“落实情况”的文字互相核对；单位不填也不影响。",
        )  # fmt: skip
        stem = "工作台账" if unit == _NOBODY else f"{unit}_工作台账"
        name = "各单位工作台账" if unit == _ALL else stem
        ending = ".zip" if unit == _ALL else ".xlsx"
        st.download_button(
            "下载空白台账", data=lambda: _form(plan, unit, quarter, declared=declared),
            file_name=download_name(f"{name}_{quarter.label}", ending),
            mime="application/zip" if unit == _ALL else parts.XLSX,
            on_click="ignore", icon=":material/download:", type="primary", key="form_download",
        )  # fmt: skip


def _next_due(quarters: list[Quarter]) -> int:
    """Return the place of the quarter of today, or the nearest one that is owed."""
    current = min(max(Quarter.of(today()), quarters[0]), quarters[-1])
    return quarters.index(current)


def _form(plan: Plan, unit: str, quarter: Quarter, *, declared: bool) -> bytes:
    target = BytesIO()
    if unit == _ALL:
        units = [one.unit for one in plan.units]
        write_forms_zip(target, plan, units, quarter, declared=declared)
    else:
        named = "" if unit == _NOBODY else unit
        write_form(target, plan, unit=named, quarter=quarter, declared=declared)
    return target.getvalue()

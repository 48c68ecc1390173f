"""One task in full: its official text, its basis in both plans, and every unit's own words."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ledger.plan import Plan, Task
from ledger.words import DEADLINE_LABELS
from ui import drill, evidence, parts, tables, text
from ui.palette import LIGHTS, STATUSES, word

BADGES = {"green": "green", "yellow": "orange", "red": "red", "grey": "gray"}
_FLAGS = {"to_review": "需核定", "carried": "沿用上期", "reviewed": "已核定"}
PLANS = {"city": "市方案", "district": "区方案"}


def choose(tasks: Sequence[Task]) -> int:
    """Let the visitor choose one of the tasks; return its number."""
    numbers = [task.task_no for task in tasks]
    if st.session_state.get("task", numbers[0]) not in numbers:
        st.session_state["task"] = numbers[0]
    names = {task.task_no: f"{task.task_no} {task.short_name}" for task in tasks}
    chosen: int = st.selectbox(
        "任务", numbers, format_func=names.__getitem__, key="task", bind="query-params"
    )
    return chosen


def show(plan: Plan, number: int) -> None:
    """Show a task's official text and deadline, and its clause of the city and district plan."""
    task = plan.task_by_no[number]
    with parts.card(f"任务{number}　{task.short_name}"):
        st.text(task.text)
        st.caption(_deadline(task))
        for footnote in _footnotes(task):
            st.caption(footnote)
        columns = st.columns(2)
        for column, (side, title) in zip(columns, PLANS.items(), strict=True):
            reference = task.city_clause if side == "city" else task.district_clause
            with column.expander(f"{title} {reference or '无对应条款'}", expanded=True):
                _clause(plan, side, reference)


def _deadline(task: Task) -> str:
    due = text.day(task.due_on) if task.due_on else task.due_month_day
    kind = DEADLINE_LABELS[task.deadline_kind]
    notes = [kind if kind not in task.deadline_text else "", f"按 {due} 计" if due else ""]
    told = "，".join(filter(None, notes))
    deadline = task.deadline_text + (f"（{told}）" if told else "")
    return f"完成时限：{deadline} · 责任单位：{task.responsible}"


def _footnotes(task: Task) -> list[str]:
    notes = [task.note] if task.note else []
    if task.assumed:
        notes.append("＊ 表中未写时限，按方案总目标推定。")
    if task.reconstructed:
        notes.append("＊ 所发表样缺此项，文字据市方案条款重建。")
    if task.preset_dash:
        notes.append("＊ 表样此处预印“-”，未报实际情况的单位不计入分母。")
    return notes


def _clause(plan: Plan, side: str, reference: str) -> None:
    found = [c for c in plan.clauses if c.plan == side and c.clause_no == reference]
    if not found:
        st.caption("方案中没有与本任务直接对应的条款。")
    for clause in found:
        st.markdown(f"**{clause.title}**")
        st.text(clause.text)
        if clause.responsible:
            st.caption(clause.responsible)


def clicked_narrative(standing: pd.DataFrame) -> None:
    """Show, right below the matrix, what the clicked unit says about the chosen task."""
    chosen = standing[standing["unit"] == st.session_state.get("unit_first")]
    for row in chosen.to_dict("records"):
        st.markdown(f"**任务{row['task_no']}　{row['short_name']}**")
        _narrative(row)
        place = drill.Place(unit=row["unit"], task_no=int(row["task_no"]))
        drill.source("看出处和沿革", place)


def narratives(standing: pd.DataFrame) -> None:
    """Show what every unit says about a task now, the clicked unit first, evidence marked."""
    first = st.session_state.get("unit_first")
    rows = standing.assign(_later=standing["unit"] != first).sort_values("_later", kind="stable")
    st.markdown("**各单位落实情况**　:small[:gray[原文照录，标色处为判断状态的依据]]")
    for row in rows.to_dict("records"):
        with st.container(border=True, gap="small"):
            _narrative(row)
    columns = "unit quarter status light reason narrative file_name sheet cell"
    parts.download(tables.present(standing, columns), f"落实情况_{standing['task_no'].iloc[0]}")


def _narrative(row: dict[Any, Any]) -> None:
    flags = [label for name, label in _FLAGS.items() if row[name]]
    badge = f":{BADGES[row['light']]}-badge[{word(LIGHTS, row['light'])}]"
    head = [f"**{row['unit']}**", badge, word(STATUSES, row["status"]), *flags]
    st.markdown("　".join(head))
    if text.absent(row["narrative"]):
        st.caption("没有收到台账。" if text.absent(row["quarter"]) else "台账中没有此项。")
    elif not str(row["narrative"]).strip():
        st.caption("此格未填。")
    else:
        st.html(evidence.cited(str(row["narrative"]), _spans(row["evidence"]), _source(row)))
    st.caption(row["reason"])


def _source(row: dict[Any, Any]) -> str:
    received = f"{text.quarter(row['latest_qtr'])}台账，{text.day(row['received_on'])}收到"
    return f"{received}　{row['file_name']}　{row['sheet']} {row['cell']}"


def _spans(evidence_json: Any) -> list[list[int]]:
    return [] if text.absent(evidence_json) else json.loads(str(evidence_json))

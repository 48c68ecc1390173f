"""What an item is held against: the task, its deadline and numbers, and the original file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ledger.words import DEADLINE_LABELS
from ui import parts, session, text


def show(row: Mapping[Any, Any]) -> None:
    """Show the task's text and deadline, the figures beside its target, the cell and its file."""
    task(row)
    figures(row)
    source(row)


def task(row: Mapping[Any, Any]) -> None:
    """Show the official text of the task and its deadline."""
    asked = session.store().plan.task_by_no[int(row["task_no"])]
    with parts.card(f"任务{asked.task_no}　{asked.short_name}"):
        st.text(asked.text)
        kind = DEADLINE_LABELS[asked.deadline_kind]
        due = "" if text.absent(row["due_on"]) else f"，按 {text.day(row['due_on'])} 计"
        st.caption(f"完成时限：{asked.deadline_text}（{kind}{due}）")
        if asked.preset_dash:
            st.caption("表样此处预印“-”。")


def figures(row: Mapping[Any, Any]) -> None:
    """Show the figures that the unit reports, each beside what the task asks for."""
    targets = [t for t in session.store().plan.targets if t.task_no == row["task_no"]]
    frame = session.frame("figures", unit=row["unit"])
    same = (frame["quarter"] == row["quarter"]) & (frame["task_no"] == row["task_no"])
    reported = frame[same].to_dict("records")
    if not reported and not targets:
        return
    with parts.card("所报数字"):
        for target in targets:
            met = [_figure(f) for f in reported if f["target_meaning"] == target.meaning]
            said = "、".join(met) or "没有报这个数"
            st.markdown(f"**{text.escaped(said)}**　:gray[规定：{text.escaped(target.meaning)}]")
        others = [_figure(figure) for figure in reported if not figure["target_meaning"]]
        if others:
            st.text("、".join(dict.fromkeys(others)))


def _figure(figure: Mapping[Any, Any]) -> str:
    return f"{figure['value']:g}{figure['counted_in']}"


def source(row: Mapping[Any, Any]) -> None:
    """Say in which cell of which file the words stand, and offer the file as it came."""
    with parts.card("出处"):
        st.text(f"{row['file_name']}\n{row['sheet']} {row['cell']}")
        st.caption(
            f"{text.quarter(row['quarter'])}台账第{int(row['version'])}版，"
            f"{text.day(row['received_on'])} 收到"
        )
        ledgers = session.frame("submissions")
        found = ledgers.loc[ledgers["submission_id"] == row["submission_id"], "sha256"]
        received = session.store().received
        if found.empty or not received.path(str(found.iloc[0])).exists():
            st.caption("原文件已不在本机，请从备份恢复。")
            return
        st.download_button(
            "下载原文件", data=lambda: received.read(str(found.iloc[0])),
            file_name=str(row["file_name"]), mime="application/octet-stream", on_click="ignore",
            icon=":material/download:", key=f"original_{row['submission_id']}",
        )  # fmt: skip

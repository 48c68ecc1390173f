"""Summaries, reports and typical cases: found by unit, quarter, task and words, and read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ledger import search
from ui import documents_text, parts, session, tables, text
from ui.documents_passages import hits
from ui.filters import box, narrowed, task_words, units

_LIAISON, _LEDGER = "liaison_list", "ledger"
_COLUMNS = {
    "report": (
        "unit quarter label copy received_on letter_number approved_by title passages file_name"
    ),
    "case": "unit quarter label title task_words received_on passages file_name",
}
_WIDTHS = {
    "填报单位": 150, "季度": 115, "材料": 120, "件别": 85, "标题": 180, "所涉任务": 150,
    "收到日期": 90, "来文文号": 140, "审核人": 70, "文字段数": 70, "文件名": 180,
    "命中": 55,
}  # fmt: skip


def reports() -> None:
    """Show the summaries, evaluation reports and their annexes."""
    _show(_of(has_state=True), "report", "还没有登记过工作总结、评估报告或制度机制建设材料。")


def cases() -> None:
    """Show what units report without a due date: typical cases."""
    _show(_of(has_state=False), "case", "还没有登记过典型案例。")


def _of(*, has_state: bool) -> pd.DataFrame:
    """Return the documents for reading that are owed, or those that never are."""
    kinds = [d.document for d in session.store().plan.documents if d.has_state == has_state]
    read = [kind for kind in kinds if kind not in {_LIAISON, _LEDGER}]
    frame = session.frame("documents")
    frame = frame[frame["document"].isin(read)]
    return frame.assign(task_words=[task_words(list(numbers)) for numbers in frame["task_nos"]])


def _show(frame: pd.DataFrame, key: str, nothing: str) -> None:
    if frame.empty:
        st.info(f"{nothing}请到“收台账”的“登记材料”登记。", icon=":material/description:")
        st.page_link(parts.INTAKE, label="去登记材料", icon=":material/upload_file:")
        return
    shown, wanted = _chosen(frame, key)
    if shown.empty:
        st.info("没有符合条件的材料。请放宽上面的条件。")
        return
    row = _choose(shown, key, wanted)
    with st.container(border=True):
        documents_text.read(row, wanted)


def _chosen(frame: pd.DataFrame, key: str) -> tuple[pd.DataFrame, list[str]]:
    """Return the documents that the filters leave, and the terms looked for."""
    boxes = st.columns(4)
    quarters = sorted(frame["quarter"].unique(), reverse=True)
    labels = dict(zip(frame["document"], frame["label"], strict=True))
    words = boxes[3].text_input(
        "词语（空格隔开，须都出现；加引号为整句）",
        key=f"{key}_words",
        bind="query-params",
        max_chars=60,
    )
    shown = narrowed(
        frame,
        unit=box(boxes[0], f"{key}_unit", "填报单位", units()),
        quarter=box(boxes[1], f"{key}_quarter", "季度", quarters, text.quarter),
    )
    if key == "case":
        numbers = sorted({int(no) for tasks in frame["task_nos"] for no in tasks})
        task = box(boxes[2], "case_task", "所涉任务", numbers, lambda no: task_words([no]))
        if task is not None:
            shown = shown[[task in list(tasks) for tasks in shown["task_nos"]]]
    else:
        document = box(boxes[2], f"{key}_kind", "材料", list(labels), labels.__getitem__)
        shown = narrowed(shown, document=document)
    wanted = search.terms(words)
    return _found(shown, wanted), wanted


def _found(frame: pd.DataFrame, wanted: list[str]) -> pd.DataFrame:
    """Return the documents in which every term occurs, title and file name included."""
    if not wanted:
        return frame
    counts = [
        hits(row["document_id"], f"{row['title']}\n{row['file_name']}", wanted)
        for row in frame.to_dict("records")
    ]
    return frame.assign(hits=counts).query("hits > 0")


def _choose(frame: pd.DataFrame, key: str, wanted: list[str]) -> Mapping[Any, Any]:
    """Show the documents as a table and let one be chosen, in it or in the box below."""
    ids = frame["document_id"].tolist()
    grid = f"{key}_table_{hash(tuple(ids))}"  # other rows, nothing selected
    columns = ("hits " if wanted else "") + _COLUMNS[key]
    parts.table(
        tables.present(frame, columns), "材料清单", "登记的材料", key=grid,
        selection_mode="single-row", on_select=lambda: _take_row(grid, key, ids),
        column_config={name: st.column_config.Column(width=w) for name, w in _WIDTHS.items()},
    )  # fmt: skip
    chosen = f"{key}_chosen"
    if st.session_state.get(chosen) not in ids:
        st.session_state[chosen] = ids[0]
    rows = {row["document_id"]: row for row in frame.to_dict("records")}
    one = st.selectbox(
        "阅读（也可点上表的一行）", ids, format_func=lambda i: _name(rows[i]), key=chosen
    )
    return rows[one]


def _take_row(grid: str, key: str, ids: list[str]) -> None:
    rows = st.session_state[grid]["selection"]["rows"]
    if rows and rows[0] < len(ids):
        st.session_state[f"{key}_chosen"] = ids[rows[0]]


def _name(row: Mapping[Any, Any]) -> str:
    words = (row["unit"], text.quarter(row["quarter"]), row["label"], row["title"])
    return "　".join(str(word) for word in (*words, row["file_name"]) if word)

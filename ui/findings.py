"""What was found in one file, and how its tasks and rows add up, as a person reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd
import streamlit as st

from ingest.findings import Finding
from ingest.reading import Reading
from reports.feedback_facts import Counts
from ui import tables
from ui.palette import SEVERITIES

_ORDER = {code: place for place, code in enumerate(SEVERITIES)}
_COLUMNS = "severity message hint sheet cell value"
_WIDTHS = {"程度": 80, "说明": 340, "处理办法": 300, "工作表": 100, "单元格": 70}
WRAPPED = 66  # Streamlit wraps a cell only in rows of more than four times the font's size


def show(findings: Sequence[Finding]) -> None:
    """Show findings with their place and what to do, the gravest first."""
    show_frame(pd.DataFrame([asdict(finding) for finding in findings]))


def show_frame(frame: pd.DataFrame) -> None:
    """Show the rows of a frame of findings, as `show` does."""
    if frame.empty:
        st.caption("没有发现问题。")
        return
    order = frame["severity"].map(_ORDER).argsort(kind="stable")
    st.dataframe(
        tables.present(frame.iloc[order].reset_index(drop=True), _COLUMNS),
        hide_index=True, alt="读取时发现的问题", row_height=WRAPPED,
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()
        },
    )  # fmt: skip


def as_findings(frame: pd.DataFrame) -> list[Finding]:
    """Return recorded findings as the values they were recorded from."""
    names = ("code", "severity", "sheet", "cell", "value", "message", "hint")
    return [Finding(**{name: row[name] for name in names}) for row in frame.to_dict("records")]


def counts(reading: Reading) -> Counts:
    """Return how the tasks of the plan and the rows of a file were accounted for."""
    tasks, rows = reading.tasks, reading.rows
    return Counts(
        tasks.total,
        tasks.matched,
        tasks.absent,
        rows.total,
        {str(k): n for k, n in rows.by_kind.items()},
    )


def show_counts(reading: Reading) -> None:
    """Write both sums in a sentence; rows that do not add up are a bug, and said to be one."""
    st.caption(f"{counts(reading).sentence}。")
    if not reading.rows.add_up:
        st.error("行数对不上：这是程序的错误，请把原文件交给维护人员。")

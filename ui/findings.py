"""What was found in one file, and how its tasks and rows add up, as a person reads it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd
import streamlit as st

from ingest.findings import Finding
from ingest.form.answers import is_dash
from ingest.reading import Reading
from reports.feedback_facts import Counts
from ui import tables
from ui.palette import SETTLED, SEVERITIES

_ORDER = {code: place for place, code in enumerate(SEVERITIES)}  # what is settled stands last
_COLUMNS = "severity message hint place value"
_WIDTHS = {"程度": 75, "说明": 260, "处理办法": 260, "位置": 110, "原值": 255}
WRAPPED = 66  # Streamlit wraps a cell only in rows of more than four times the font's size
_LINE, _LINE_LENGTH, _MOST_LINES = 20, 15, 10  # of the columns 说明 and 处理办法
_ABOUT_IDENTITY = re.compile(
    "unit_|quarter_|same_day_versions$|few_tasks_matched$|part_contradicts_hint$"
    "|part_of_other_quarter$"
)


def show(findings: Sequence[Finding]) -> None:
    """Show findings with their place and what to do, the gravest first."""
    show_frame(pd.DataFrame([asdict(finding) for finding in findings]))


def show_frame(frame: pd.DataFrame) -> None:
    """Show the rows of a frame of findings, as `show` does."""
    if frame.empty:
        st.caption("没有发现问题。")
        return
    places = zip(frame["sheet"], frame["cell"], strict=True)
    frame = frame.assign(place=["　".join(filter(None, place)) for place in places])
    order = frame["severity"].map(_ORDER).fillna(len(_ORDER)).argsort(kind="stable")
    st.dataframe(
        tables.present(frame.iloc[order].reset_index(drop=True), _COLUMNS),
        hide_index=True, alt="读取时发现的问题", row_height=_row_height(frame),
        column_config={
            name: st.column_config.TextColumn(width=width) for name, width in _WIDTHS.items()
        },
    )  # fmt: skip


def _row_height(frame: pd.DataFrame) -> int:
    """Return how high the rows must be for every message and hint to be read whole."""
    longest = max(frame["message"].str.len().max(), frame["hint"].str.len().max())
    lines = min(-(-int(longest) // _LINE_LENGTH), _MOST_LINES)
    return max(WRAPPED, lines * _LINE + 6)


def is_about_identity(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return which findings ask whose ledger it is: once it is accepted, a person has answered."""
    return (frame["severity"] == "error") & frame["code"].str.match(_ABOUT_IDENTITY)


def as_settled(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of an accepted ledger, those that a person has answered marked so."""
    answered = is_about_identity(frame)
    return frame.assign(severity=frame["severity"].mask(answered, SETTLED.word))


def as_findings(frame: pd.DataFrame) -> list[Finding]:
    """Return recorded findings as the values they were recorded from."""
    names = ("code", "severity", "sheet", "cell", "value", "message", "hint")
    return [Finding(**{name: row[name] for name in names}) for row in frame.to_dict("records")]


def filled(reading: Reading) -> int:
    """Return how many tasks have a text in 落实情况, other than the dash that the form presets."""
    texts = (entry.narrative for entry in reading.entries)
    return sum(bool(text.strip()) and not is_dash(text) for text in texts)


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
    st.caption(
        f"{counts(reading).sentence}。"
        f"落实情况已填 {filled(reading)}/{reading.tasks.total} 项（只有“-”的不算）。"
    )
    if not reading.rows.add_up:
        st.error("行数对不上：这是程序的错误，请把原文件交给维护人员。")

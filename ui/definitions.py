"""The facts of the plan and the words of the product as tables for the page 口径."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import streamlit as st

from ingest.findings import catalogue
from ledger.csv_files import read_csv
from ledger.plan import Plan, Setting, Task
from ledger.questions import Definition
from ledger.words import DEADLINE_LABELS
from ui import text
from ui.palette import LIGHTS, RETURN_STATES, SEVERITIES, STATUSES, word

GLOSSARY = Path(__file__).with_name("glossary.csv")
_BLANK = re.compile(r"\{\w+\}")


def marks() -> None:
    """Show every sign with its word, so that no colour has to be guessed."""
    for title, palette in (("状态", STATUSES), ("灯", LIGHTS), ("报送状态", RETURN_STATES)):
        st.markdown(f"**{title}**　" + "　".join(mark.word for mark in palette.values()))


def listed(found: Sequence[Definition]) -> None:
    """Show definitions one below the other, each with the name of its file."""
    for definition in found:
        with st.container(border=True, gap="small"):
            st.markdown(f"**{definition.title}**　:small[:gray[{definition.name}]]")
            st.text(definition.text)


def settings(rows: Sequence[Setting]) -> pd.DataFrame:
    """Return thresholds or settings: what each means, its value and its name in the file."""
    return pd.DataFrame([{"含义": s.meaning, "取值": s.value, "名称": s.name} for s in rows])


def tasks(plan: Plan) -> pd.DataFrame:
    """Return every task with its kind of deadline, its date and what is to be known of it."""
    return pd.DataFrame(
        [
            {
                "任务": task.task_no,
                "重点任务": plan.category_by_no[task.category_no].short_name,
                "任务简称": task.short_name,
                "表中时限": task.deadline_text,
                "时限种类": DEADLINE_LABELS[task.deadline_kind],
                "按此日期计": text.day(task.due_on)
                if task.due_on
                else task.due_month_day or text.NOTHING,
                "备注": _note(task),
            }
            for task in plan.tasks
        ]
    )


def _note(task: Task) -> str:
    flags = (
        (task.assumed, "＊推定"),
        (task.reconstructed, "＊重建"),
        (task.preset_dash, "表样预印“-”"),
    )
    return "；".join(
        [*(label for is_set, label in flags if is_set), *([task.note] if task.note else [])]
    )


def calendar(plan: Plan) -> pd.DataFrame:
    """Return what is due when, and whether it is owed at all."""
    labels = {document.document: document.label for document in plan.documents}
    first = plan.owed_quarters[0]
    return pd.DataFrame(
        [
            {
                "季度": period.quarter.label,
                "材料": labels[period.document],
                "期限": text.day(period.due_on),
                "应报": "是" if period.quarter >= first else "否（通知到达之前）",
                "备注": period.note,
            }
            for period in plan.calendar
        ]
    )


def findings() -> pd.DataFrame:
    """Return every kind of finding that reading a file can give, the gravest first."""
    kinds = sorted(catalogue().values(), key=lambda kind: list(SEVERITIES).index(kind.severity))
    return pd.DataFrame(
        {
            "程度": [word(SEVERITIES, kind.severity) for kind in kinds],
            "提示": [_BLANK.sub("…", kind.message) for kind in kinds],
            "处理办法": [_BLANK.sub("…", kind.hint) for kind in kinds],
        }
    )


def glossary() -> pd.DataFrame:
    """Return the words of the product with their meanings."""
    return pd.DataFrame(read_csv(GLOSSARY)).rename(columns={"term": "名词", "meaning": "含义"})

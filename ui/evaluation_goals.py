"""The goals of the plan, the tasks that carry them, and how far these are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ledger.words import DEADLINE_LABELS
from ui import charts, drill, linked, parts, text, views
from ui.evaluation import Look

_DIFFERENT = (
    "这里按任务的时限种类分：完成率算定期、每年一次和分阶段的任务，在推进率只算自始持续推进的任务。"
    "“情况”里的办结率、在推进率按当前的义务分：分阶段的任务完成其阶段、转入持续推进以后，"
    "由办结率改计入在推进率，分母因此不同。"
)
_WRAP = 20  # characters of an aspect's name on one line of the chart
_WIDTHS = {"任务": 45, "未完成单位": 420}


def show(look: Look) -> None:
    """Show all goals as a chart and a table, and the tasks of the one that is chosen."""
    totals = look.frame("goal_totals")
    measured = totals[totals["applicable"] > 0]
    with parts.card("方案目标", f"承担各目标的任务，{text.day(look.day)} 的状态，占适用事项的比例"):
        names = [f"{r['due_text']}　{r['aspect']}" for r in measured.to_dict("records")]
        named = measured.assign(name=[views.wrapped(name, _WRAP) for name in names])
        parts.chart(charts.status_bars(named, "name"), "承担各目标的任务的状态占比")
        parts.listing(_table(look, totals), "方案目标", "各项目标由多少任务承担，完成到哪里")
        st.caption(_DIFFERENT)
    _tasks(look, measured)


def _table(look: Look, totals: pd.DataFrame) -> pd.DataFrame:
    records = totals.to_dict("records")
    earlier = look.before("goal_totals")
    was = {} if earlier is None else {r["aspect_no"]: r for r in earlier.to_dict("records")}
    shown = {
        "目标日期": [f"{r['due_text']}（{_left(int(r['days_left']))}）" for r in records],
        "目标": [r["aspect"] for r in records],
        "全部完成的任务": [_of(r["tasks_done"], r["tasks"]) for r in records],
        "完成率（有时限）": [_done(r) for r in records],
        "在推进率（持续推进）": [_fresh(r) for r in records],
    }
    if look.earlier:
        shown[f"{look.earlier.label}时的完成率"] = [_done(was[r["aspect_no"]]) for r in records]
    return pd.DataFrame(shown | {"说明": [r["note"] for r in records]})


def _left(days: int) -> str:
    return f"还有{days}天" if days >= 0 else f"已过{-days}天"


def _of(part: Any, whole: Any) -> str:
    return f"{text.count(part)}/{text.count(whole)}" if whole else text.NOTHING


def _done(row: Mapping[Any, Any]) -> str:
    part, whole = row["dated_done"], row["dated_applicable"]
    return text.ratio(part, whole) if whole else text.NOTHING


def _fresh(row: Mapping[Any, Any]) -> str:
    part, whole = row["continuous_green"], row["continuous_applicable"]
    return text.ratio(part, whole) if whole else text.NOTHING


def _tasks(look: Look, measured: pd.DataFrame) -> None:
    """Show how many units did each task of a goal, and which did not."""
    with parts.card("承担目标的任务", "有时限的看是否完成，持续推进的看是否亮绿灯"):
        aspects = dict(zip(measured["aspect"], measured["aspect_no"], strict=True))
        chosen: str = st.selectbox("目标", list(aspects), key="eval_goal", bind="query-params")
        goals = look.frame("goals")
        rows = goals[goals["aspect_no"] == aspects[chosen]].to_dict("records")
        shown = pd.DataFrame(
            {
                "任务": [int(r["task_no"]) for r in rows],
                "任务简称": [r["short_name"] for r in rows],
                "时限种类": [DEADLINE_LABELS[r["deadline_kind"]] for r in rows],
                "时限": [text.day(r["task_due_on"]) for r in rows],
                "完成率": [_done(r) for r in rows],
                "在推进率": [_fresh(r) for r in rows],
                "红灯": [int(r["red"]) for r in rows],
                "未完成单位": [r["units_open"] for r in rows],
            }
        )
        places = [drill.Place(task_no=int(r["task_no"])) for r in rows]
        links = [drill.visit(place, look.day, "逐单位看") for place in places]
        linked.table(shown, links, "目标的任务", _WIDTHS, f"承担“{chosen}”的任务")

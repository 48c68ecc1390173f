"""Frames arranged for what a page shows: order, names and hover texts; no rule is decided here."""

from __future__ import annotations

from datetime import date

import pandas as pd

from ledger.plan import Plan
from ui import tables, text
from ui.palette import LIGHTS, RETURN_STATES, STATUSES, word


def ranked_counties(by_county: pd.DataFrame) -> pd.DataFrame:
    """Return the counties by red / applicable, highest first, else in the official order."""
    return by_county.sort_values("red_rate", ascending=False, kind="stable")


def with_reporting(by_quarter: pd.DataFrame, reporting: pd.DataFrame) -> pd.DataFrame:
    """Return the quarters' progress with the reporting columns of the quarters already due."""
    columns = "quarter expected received on_time reporting_rate on_time_rate"
    return by_quarter.merge(reporting[columns.split()], on="quarter", how="left")


def with_filled(by_quarter: pd.DataFrame) -> pd.DataFrame:
    """Return the quarters' progress with the number of cells that were filled in."""
    return by_quarter.assign(
        filled=by_quarter["applicable"] - by_quarter["blank"] - by_quarter["missing"]
    )


def plan_is_over(plan: Plan, day: date) -> bool:
    """Say whether the plan's last year has passed."""
    return day > date(int(plan.setting("plan_last_year")), 12, 31)


def course_note(plan: Plan, day: date) -> str:
    """Return what the points of a course are; after the plan's end its last quarter is the last."""
    last = plan.quarters[-1].last_day
    return "每季度最后一天的状况，最近一季为" + (
        "截至日" if day <= last else f"方案期末 {text.day(last)}"
    )


def open_deadlines(deadlines: pd.DataFrame, plan: Plan, day: date) -> tuple[str, pd.DataFrame]:
    """Return a title and the open duties of the coming days; after the plan's end, all of them."""
    if plan_is_over(plan, day):
        return "方案期满，仍未完成的任务", deadlines
    soon = int(plan.threshold("soon_days"))
    return f"未来{soon}天到期的任务", deadlines[deadlines["days_left"].between(0, soon)]


def deadline_table(deadlines: pd.DataFrame) -> pd.DataFrame:
    """Return the open duties as people read them: date, task, done n/N and who is not done."""
    records = deadlines.to_dict("records")
    return pd.DataFrame(
        {
            "时限": [f"{text.day(r['due_on'])}（{_left(int(r['days_left']))}）" for r in records],
            "任务": [f"{r['task_no']} {r['short_name']}" for r in records],
            "已完成单位": [text.ratio(r["done"], r["applicable"]) for r in records],
            "未完成单位": [r["units_open"] for r in records],
        }
    )


def _left(days: int) -> str:
    return f"还有{days}天" if days >= 0 else f"已过{-days}天"


def task_names(frame: pd.DataFrame) -> pd.Series:
    """Return number and short name of each row's task, as charts and choices show it."""
    return frame["task_no"].astype(str) + " " + frame["short_name"]


def standing_letters(standing: pd.DataFrame) -> list[str]:
    """Return the one character that tells a status inside the mark of its light."""
    return [STATUSES[status].short for status in standing["status"]]


def standing_hover(standing: pd.DataFrame) -> list[str]:
    """Return unit, task, status, light and the light's reason for each row."""
    return [
        f"<b>{r['unit']}</b><br>任务{r['task_no']} {r['short_name']}<br>"
        f"{word(LIGHTS, r['light'])} · {word(STATUSES, r['status'])}<br>{wrapped(r['reason'])}"
        for r in standing.to_dict("records")
    ]


def return_hover(returns: pd.DataFrame) -> list[str]:
    """Return unit, quarter, state, due date and first receipt for each expected return."""
    return [
        f"<b>{r['unit']}</b><br>{text.quarter(r['quarter'])}：{word(RETURN_STATES, r['state'])}<br>"
        f"期限 {text.day(r['due_on'])}，首次收到 {text.day(r['first_received_on'])}"
        f"{_late(r['days_late'])}"
        for r in returns.to_dict("records")
    ]


def _late(days: float | None) -> str:
    return "" if text.absent(days) or not days else f"，超期{int(days)}天"


def wrapped(words: str, width: int = 30) -> str:
    """Break a long Chinese sentence over lines, because hover texts do not break by themselves."""
    return "<br>".join(words[at : at + width] for at in range(0, len(words), width))


def changed_counts(changes: pd.DataFrame) -> pd.DataFrame:
    """Return how many duties went from one status to another, most frequent first."""
    moved = changes[changes["status_before"] != changes["status_now"]]
    counted = moved.groupby(["status_before", "status_now"]).size().rename("n").reset_index()
    return counted.sort_values("n", ascending=False, kind="stable")


def task_ticks(standing: pd.DataFrame) -> pd.Series:
    """Return each row's task on two lines, number above short name, for a matrix's columns."""
    return standing["task_no"].astype(str) + "<br>" + standing["short_name"]


def standing_table(standing: pd.DataFrame) -> pd.DataFrame:
    """Return standings as people read them, for download."""
    columns = (
        "unit county task_no short_name status light reason to_review "
        "carried quarter due_on done_on done_late"
    )
    return tables.present(standing, columns)

"""The tables of the evaluation's draft: which question each shows, and how its rows are printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from ledger.quarter import Quarter
from reports.document_words import short_day
from reports.evaluation_draft_figures import figures, outliers
from reports.evaluation_draft_frames import Frames
from reports.evaluation_draft_rates import rate_of
from reports.evaluation_draft_units import Row, Rows, institutions, moves, setbacks, units

_COUNTS = {
    "applicable": "适用", "done": "已完成", "advancing": "推进中", "not_started": "未启动",
    "unclear": "待核", "blank": "未填", "missing": "未报", "red": "红灯",
}  # fmt: skip
_COUNT_WIDTHS = (9.5,) * len(_COUNTS)
_MOST_NAMES = 10  # of units in a cell; the data pack has them all


@dataclass(frozen=True)
class Table:
    """A table: the question behind it, its rows as printed, and the widths of its columns.

    `marks` is another question, which it takes marks from.
    """

    source: str
    rows: Callable[[Frames], Rows]
    widths: tuple[float, ...]
    marks: str = ""

    def frame(self, frames: Frames) -> pd.DataFrame:
        """Return the table as it is printed."""
        return pd.DataFrame(self.rows(frames))


def _records(frames: Frames, source: str) -> Iterable[Row]:
    return frames.now(source).to_dict("records")


def _progress(source: str, heading: str, name: Callable[[Row], str]) -> Callable[[Frames], Rows]:
    def rows(frames: Frames) -> Rows:
        return [
            {heading: name(row)}
            | {label: int(row[column]) for column, label in _COUNTS.items()}
            | {"办结率": rate_of("completion_rate", row), "在推进率": rate_of("fresh_rate", row)}
            for row in _records(frames, source)
        ]

    return rows


def _quarters(frames: Frames) -> Rows:
    return [
        {
            "季度": Quarter.parse(row["quarter"]).label,
            **{_COUNTS[name]: int(row[name]) for name in ("applicable", "done", "red")},
            "办结率": rate_of("completion_rate", row),
            "在推进率": rate_of("fresh_rate", row),
            "填报率": rate_of("fill_rate", row),
        }
        for row in _records(frames, "by_quarter")
    ]


def _reporting(frames: Frames) -> Rows:
    counts = {"expected": "应报", "on_time": "按时", "late": "迟报", "missing": "未报"}
    return [
        {
            "季度": Quarter.parse(row["quarter"]).label,
            "期限": short_day(row["due_on"]),
            **{label: int(row[name]) for name, label in counts.items()},
            "报送率": rate_of("reporting_rate", row),
            "按时率": rate_of("on_time_rate", row),
        }
        for row in _records(frames, "reporting")
    ]


def _goals(frames: Frames) -> Rows:
    return [
        {
            "时间": row["due_text"],
            "目标": row["aspect"],
            "任务数": int(row["tasks"]),
            "各单位都已完成的": int(row["tasks_done"]) if row["tasks"] else "—",
            "完成率": rate_of("done_rate", row),
            "在推进率": rate_of("fresh_rate", row),
        }
        for row in _records(frames, "goal_totals")
    ]


def _overdue(frames: Frames) -> Rows:
    duties = frames.now("open_duties").query("kind == 'overdue'")
    rows = []
    for (due_on, number, name), own in duties.groupby(["due_on", "task_no", "short_name"]):
        names = own.sort_values("official_order").unit
        units = "、".join(names[:_MOST_NAMES]) + ("等" if len(names) > _MOST_NAMES else "")
        rows.append(
            {
                "时限": short_day(due_on),
                "任务": f"{number} {name}",
                "单位数": len(own),
                "单位": units,
            }
        )
    return rows


TABLES: Mapping[str, Table] = {
    "by_category": Table(
        "by_category", _progress("by_category", "类别", lambda row: str(row["category"])),
        (30, *_COUNT_WIDTHS, 25, 25),
    ),
    "by_county": Table(
        "by_county", _progress("by_county", "县（市、区）", lambda row: str(row["county"])),
        (30, *_COUNT_WIDTHS, 25, 25),
    ),
    "by_quarter": Table("by_quarter", _quarters, (36, 14, 14, 14, 26, 26, 26)),
    "reporting": Table("reporting", _reporting, (36, 26, 12, 12, 12, 12, 23, 23)),
    "goals": Table("goal_totals", _goals, (24, 48, 16, 20, 24, 24)),
    "figures": Table("figure_totals", figures, (31, 34, 15, 14, 14, 14, 18, 28), "figure_values"),
    "outliers": Table("figure_values", outliers, (26, 24, 30, 18, 14, 44)),
    "overdue": Table("open_duties", _overdue, (26, 40, 16, 74)),
    "moves": Table("evaluation_moves", moves, (56, 20, 20, 20, 20, 20)),
    "setbacks": Table("evaluation_moves", setbacks, (48, 48, 30, 30)),
    "units": Table("evaluation_units", units, (24, 24.5, 24.5, 24.5, 11, 11, 18, 18.5)),
    "institutions": Table("documents", institutions, (40, 46, 18, 26, 26)),
}  # fmt: skip

"""Frames as the queries bring them, small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd

_PARTS = ("done", "advancing", "not_started", "unclear", "blank", "missing")
_LIGHTS = ("green", "yellow", "red", "grey")


def tally(**values: Any) -> dict[str, Any]:
    """Return one row of counts with its rates; what is not given is 0."""
    row: dict[str, Any] = dict.fromkeys((*_PARTS, *_LIGHTS, "none", "to_review"), 0)
    row |= dict.fromkeys(("dated_applicable", "dated_done"), 0)
    row |= dict.fromkeys(("continuing_applicable", "continuing_green"), 0) | values
    row["applicable"] = sum(row[name] for name in _PARTS)
    row["red_rate"] = _rate(row["red"], row["applicable"])
    row["completion_rate"] = _rate(row["dated_done"], row["dated_applicable"])
    row["fresh_rate"] = _rate(row["continuing_green"], row["continuing_applicable"])
    return row


def _rate(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def tallies(*rows: dict[str, Any]) -> pd.DataFrame:
    """Return several rows as the frame of a query."""
    return pd.DataFrame([tally(**row) for row in rows])


def reporting(*rows: tuple[str, int, int, int]) -> pd.DataFrame:
    """Return the reporting of quarters: quarter, expected, received, on time."""
    return pd.DataFrame(
        [
            {
                "quarter": quarter, "expected": expected, "received": received, "on_time": on_time,
                "missing": expected - received, "missing_units": "丙局",
                "reporting_rate": _rate(received, expected),
                "on_time_rate": _rate(on_time, expected),
            }
            for quarter, expected, received, on_time in rows
        ]
    )  # fmt: skip


def standing() -> pd.DataFrame:
    """Return three standings of two units: done and green, unclear and red, not applicable."""
    rows = [
        ("甲局", 1, "done", "green", "2025Q3台账报已完成"),
        ("甲局", 2, "unclear", "red", "时限已过"),
        ("乙局", 1, "none", "grey", "声明不涉及"),
    ]
    columns = ["unit", "task_no", "status", "light", "reason"]
    return pd.DataFrame(rows, columns=columns).assign(short_name="培训")

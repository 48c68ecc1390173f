"""The shares that charts and cards show: where each stands in a frame, and how its line looks."""

from __future__ import annotations

from dataclasses import dataclass

from ui.palette import ACCENT, SECOND


@dataclass(frozen=True)
class Rate:
    """A share to draw: the column of its value, its word, and the columns of its n and N."""

    column: str
    label: str
    part: str
    whole: str
    color: str = ACCENT
    dash: str = "solid"
    symbol: str = "circle"


COMPLETION = Rate("completion_rate", "办结率", "dated_done", "dated_applicable")
FRESH = Rate(
    "fresh_rate", "在推进率", "continuing_green", "continuing_applicable", SECOND, "dash", "diamond"
)
REPORTING = Rate("reporting_rate", "报送率", "received", "expected", "#5F6B7A", "dot", "square")
ON_TIME = Rate("on_time_rate", "按时率", "on_time", "expected", "#8A5A9E", "dashdot", "triangle-up")

FILLED = Rate("fill_rate", "填报率", "filled", "applicable", "#5F6B7A", "dot", "square")

"""The charts of the evaluation's draft, drawn by the office suite that opens it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from ledger.quarter import Quarter
from ledger.words import LIGHT_LABELS, STATUS_LABELS
from reports.document_charts import Chart
from reports.evaluation_draft_frames import Frames

WIDTH = 156.0  # mm: the text area
_BASE, _BAR = 26.0, 10.0  # mm: axis and legend, and each bar
_LINES_HEIGHT = 80.0
# The colours of the screens, light enough for the black numbers that stand in the bars.
_STATUS_COLOURS = {
    "done": "2FA37F", "advancing": "56A5D8", "not_started": "E8A33D", "unclear": "A77BB5",
    "blank": "CDD3DA", "missing": "8F9AA6",
}  # fmt: skip
_LIGHT_COLOURS = {"green": "2FA37F", "yellow": "F0B323", "red": "DD604A", "grey": "B8C1CC"}
_RATES = {"completion_rate": "办结率", "fresh_rate": "在推进率", "fill_rate": "填报率"}


@dataclass(frozen=True)
class DraftChart:
    """A chart: the question behind it and how it is drawn."""

    source: str
    draw: Callable[[Frames], Chart]


def height(chart: Chart) -> float:
    """Return how high a chart must be, in mm."""
    return _LINES_HEIGHT if chart.kind == "lines" else _BASE + _BAR * len(chart.frame)


def description(chart: Chart) -> str:
    """Return the numbers of a chart in words, for those who do not see it."""
    digits = 1 if "%" in chart.number_format else 0
    rows = []
    for name, row in zip(chart.frame.index, chart.frame.itertuples(index=False), strict=True):
        told = [
            f"{column}{value:.{digits}%}" if digits else f"{column}{value:.15g}"
            for column, value in zip(chart.frame.columns, row, strict=True)
            if pd.notna(value)
        ]
        rows.append(f"{name}：{'、'.join(told)}")
    return "；".join(rows)


def _bars(frame: pd.DataFrame, labels: Mapping[str, str], colours: Mapping[str, str]) -> Chart:
    """Return stacked bars of those columns that have anything."""
    names = [name for name in colours if frame[name].sum()]
    shown = frame[names].rename(columns=labels)
    return Chart("stacked_bars", shown, [colours[name] for name in names])


def _statuses(frames: Frames) -> Chart:
    frame = frames.now("by_category").set_index("short_name")
    return _bars(frame, STATUS_LABELS, _STATUS_COLOURS)


def _lights(frames: Frames) -> Chart:
    return _bars(frames.now("by_county").set_index("county"), LIGHT_LABELS, _LIGHT_COLOURS)


def _rates(frames: Frames) -> Chart:
    frame = frames.now("by_quarter")
    frame = frame.set_index(
        frame.quarter.map(lambda q: Quarter.parse(q).label.replace("年", "年\n"))
    )
    shown = frame[list(_RATES)].rename(columns=_RATES)
    return Chart("lines", shown, number_format="0.0%")


CHARTS: Mapping[str, DraftChart] = {
    "status_by_category": DraftChart("by_category", _statuses),
    "lights_by_county": DraftChart("by_county", _lights),
    "rates_by_quarter": DraftChart("by_quarter", _rates),
}

"""The house style of every figure: size, legend and axes, as plain dictionaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.colours import GRID, INK

Figure = dict[str, Any]

ROW = 36
HEAD = 48
FOOT = 30


def figure(traces: list[dict[str, Any]], height: int, **layout: Any) -> Figure:
    """Return a figure in the house style: Chinese legend above, no zooming, no decoration."""
    base: dict[str, Any] = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
        "font": {"size": 13, "color": INK},
        "legend": legend(),
        "hoverlabel": {"align": "left", "bgcolor": "#FFFFFF", "font": {"size": 13, "color": INK}},
        "dragmode": False,
        "xaxis": axis(),
        "yaxis": axis(),
    }
    return {"data": traces, "layout": base | layout}


def legend(**options: Any) -> dict[str, Any]:
    """Return a legend along the top edge, in the order of the traces."""
    # Plotly lets a legend be wider than the plot only when it starts left of the plot and above it.
    place = {"orientation": "h", "x": -0.001, "xanchor": "left", "y": 1, "yanchor": "bottom"}
    look = {"traceorder": "normal", "font": {"size": 12}}
    return place | look | {"itemclick": False, "itemdoubleclick": False} | options


def axis(**options: Any) -> dict[str, Any]:
    """Return an axis that never zooms and keeps room for its labels."""
    plain = {"fixedrange": True, "automargin": True, "gridcolor": GRID, "zeroline": False}
    return plain | {"ticks": "", "title": {"text": "", "standoff": 0}} | options


def names_axis(names: Sequence[str], **options: Any) -> dict[str, Any]:
    """Return an axis of names, first one on top or left, even where names look like numbers."""
    order = {"type": "category", "categoryorder": "array", "categoryarray": list(names)}
    return axis(**order, showgrid=False, tickfont={"color": INK, "size": 13}, **options)

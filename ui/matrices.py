"""Matrices as Plotly figures: marks that can be clicked, and shares written into tinted cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from reports.colours import INK
from ui import text
from ui.figure import FOOT, Figure, figure, legend, names_axis
from ui.palette import LIGHTS, SCALE, Mark
from ui.rates import Rate

MARK_ROW = 36
CELL_ROW = 54
# Above this many columns the marks would touch at their usual size.
MANY = 20


def marks(
    frame: pd.DataFrame,
    row: str,
    column: str,
    value: str,
    palette: Mapping[str, Mark],
    *,
    letters: Sequence[str],
    hover: Sequence[str],
    key: Sequence[str] = (),
) -> Figure:
    """Return a matrix of marks: colour and shape say `value`, the letter inside says more.

    `letters` and `hover` hold one text a row of the frame; the columns named by `key` come back
    as `customdata` of a clicked mark.
    """
    rows, columns = _order(frame[row]), _order(frame[column])
    data = frame.assign(_letter=list(letters), _hover=list(hover))
    size = 17 if len(columns) > MANY else 24
    traces = [
        _mark_trace(data[data[value] == code], row, column, mark, key, size)
        for code, mark in palette.items()
        if (data[value] == code).any()
    ]
    return figure(
        traces,
        FOOT + MARK_ROW * len(rows) + 52,
        clickmode="event+select",
        hovermode="closest",
        showlegend=True,  # with one state only, Plotly would leave it out
        margin={"l": 8, "r": 8, "t": 8, "b": FOOT},
        xaxis=names_axis(columns, side="top", range=[-0.6, len(columns) - 0.4]),
        yaxis=names_axis(rows, range=[len(rows) - 0.4, -0.6], ticksuffix=" "),
        legend=legend(xref="container", x=0, yref="container", y=0),
    )


def _mark_trace(
    data: pd.DataFrame, row: str, column: str, mark: Mark, key: Sequence[str], size: int
) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": mark.label,
        # Arrays, because Plotly copies what it is given several times, a list word by word.
        "x": data[column].to_numpy(dtype=str),
        "y": data[row].to_numpy(dtype=str),
        "text": data["_letter"].to_numpy(dtype=str),
        "textfont": {"color": mark.ink, "size": 12},
        "hovertext": data["_hover"].to_numpy(dtype=str),
        "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": data[list(key)].to_numpy(dtype=str),
        "marker": {
            "symbol": mark.symbol,
            "size": size + 3 if mark.symbol == "diamond" else size,
            "color": mark.color,
            "line": {"width": 1.5, "color": mark.color},
        },
        # A click must not fade the marks that were not clicked: they are still the picture.
        "selected": {"marker": {"opacity": 1}},
        "unselected": {"marker": {"opacity": 1}, "textfont": {"color": mark.ink}},
    }


def shares(frame: pd.DataFrame, row: str, column: str, rate: Rate) -> Figure:
    """Return a matrix of tinted cells, each with its share, its n/N and its count of lights."""
    rows, columns = _order(frame[row]), _order(frame[column])
    cells = frame.assign(_words=[_cell(record, rate) for record in frame.to_dict("records")])
    grid = {"index": row, "columns": column}
    values = cells.pivot(**grid, values=rate.column).reindex(index=rows, columns=columns)
    words = cells.pivot(**grid, values="_words").reindex(index=rows, columns=columns).fillna("")
    trace = {
        "type": "heatmap",
        "x": columns,
        "y": rows,
        "z": [[None if text.absent(v) else float(v) for v in line] for line in values.to_numpy()],
        "zmin": 0,
        "zmax": 1,
        "colorscale": [list(stop) for stop in SCALE],
        "showscale": False,
        "xgap": 3,
        "ygap": 3,
        "text": words.to_numpy().tolist(),
        "texttemplate": "%{text}",
        "textfont": {"size": 12, "color": INK},
        "hovertemplate": f"%{{y}} · %{{x}}<br>{rate.label} %{{text}}<extra></extra>",
        "hoverongaps": False,
    }
    return figure(
        [trace],
        FOOT + CELL_ROW * len(rows) + 8,
        xaxis=names_axis(columns, side="top"),
        yaxis=names_axis(rows, autorange="reversed", ticksuffix=" "),
    )


def _cell(record: Mapping[Any, Any], rate: Rate) -> str:
    """Write `62.5%（5/8）` and, where the frame has lights, their counts below it."""
    part, whole = record[rate.part], record[rate.whole]
    head = f"<b>{text.percent(part, whole)}</b>（{text.count(part)}/{text.count(whole)}）"
    lights = [
        f"{mark.short}{text.count(record[code])}"
        for code, mark in LIGHTS.items()
        if record.get(code)
    ]
    return f"{head}<br>{' '.join(lights)}" if lights else head


def _order(values: pd.Series) -> list[str]:
    """Return the names of a column in the order in which the frame brings them."""
    return [str(value) for value in values.drop_duplicates()]

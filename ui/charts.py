"""Frames become Plotly figures, as plain dictionaries; no chart knows where a frame comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ui import text
from ui.figure import FOOT, HEAD, ROW, Figure, axis, figure, names_axis
from ui.palette import ACCENT, IN_DENOMINATOR, LIGHTS, MUTED, SECOND, STATUSES, Mark
from ui.rates import Rate

TREND = 320
PATTERN = {"fgcolor": "rgba(255,255,255,0.45)", "size": 7, "solidity": 0.14}


def status_bars(frame: pd.DataFrame, label: str) -> Figure:
    """Return one bar a row: the share of each status in what applies, and n/N done beside it."""
    parts = {code: STATUSES[code] for code in IN_DENOMINATOR}
    return share_bars(frame, label, parts, "已完成", "done")


def light_bars(frame: pd.DataFrame, label: str) -> Figure:
    """Return one bar a row: the share of each light in what applies, and n/N red beside it."""
    return share_bars(frame, label, LIGHTS, "红灯", "red")


def share_bars(
    frame: pd.DataFrame, label: str, parts: Mapping[str, Mark], note: str, noted: str
) -> Figure:
    """Return one bar a row: the share of each part in `applicable`, and n/N of `noted` beside."""
    names = [str(name) for name in frame[label]]
    whole = frame["applicable"].astype(float)
    traces = [
        _share_trace(names, frame[code].astype(float), whole, mark)
        for code, mark in parts.items()
        if frame[code].sum()
    ]
    notes = [
        _right_note(name, f"{note} {text.ratio(part, total)}")
        for name, part, total in zip(names, frame[noted], whole, strict=True)
    ]
    return figure(
        traces,
        HEAD + ROW * len(names) + 8,
        barmode="stack",
        bargap=0.32,
        margin={"l": 8, "r": 158, "t": HEAD, "b": 8},
        xaxis=axis(range=[0, 1], showticklabels=False, showgrid=False),
        yaxis=names_axis(names, autorange="reversed", ticksuffix=" "),
        annotations=notes,
    )


def _share_trace(
    names: list[str], parts: pd.Series, whole: pd.Series, mark: Mark
) -> dict[str, Any]:
    shares = (parts / whole.where(whole > 0)).fillna(0)
    return {
        "type": "bar",
        "orientation": "h",
        "name": mark.label,
        "x": shares.tolist(),
        "y": names,
        "marker": {
            "color": mark.color,
            "line": {"color": "#FFFFFF", "width": 1},
            "pattern": {"shape": mark.pattern, "bgcolor": mark.color} | PATTERN,
        },
        # A number needs about a twentieth of the bar to stand in; the hover text has the others.
        "text": [f"{int(n)}" if s >= 0.05 else "" for n, s in zip(parts, shares, strict=True)],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"color": mark.ink, "size": 12},
        "customdata": [text.ratio(n, t) for n, t in zip(parts, whole, strict=True)],
        "hovertemplate": f"%{{y}}<br>{mark.label} %{{customdata}}<extra></extra>",
    }


def _right_note(name: str, words: str) -> dict[str, Any]:
    """Return an annotation in the right margin, level with a row of a category axis."""
    place = {"xref": "paper", "x": 1.0, "xanchor": "left", "xshift": 8, "yref": "y", "y": name}
    return place | {"text": words, "showarrow": False, "font": {"size": 12, "color": MUTED}}


def trend(frame: pd.DataFrame, rates: Sequence[Rate], x: str = "quarter") -> Figure:
    """Return one line a rate over the quarters; every point carries n/N on hover."""
    ticks = [text.quarter_tick(value) for value in frame[x]]
    return figure(
        [_line(ticks, frame, rate) for rate in rates],
        TREND,
        hovermode="x unified",
        margin={"l": 8, "r": 164, "t": FOOT, "b": 8},
        xaxis=names_axis(ticks, range=[-0.3, max(len(ticks) - 0.9, 0.3)]),
        yaxis=axis(range=[-0.03, 1.08], tickformat=".0%", nticks=6),
        annotations=_end_notes(frame, ticks, rates),
    )


def _end_notes(
    frame: pd.DataFrame, ticks: list[str], rates: Sequence[Rate]
) -> list[dict[str, Any]]:
    """Write each line's last share, n/N included, beside its end, moved apart where they meet."""
    last = frame.iloc[-1]
    known = [rate for rate in rates if not text.absent(last[rate.column])]
    notes = []
    floor = -1.0
    for rate in sorted(known, key=lambda rate: float(last[rate.column])):
        floor = max(float(last[rate.column]), floor + 0.085)
        words = text.ratio(last[rate.part], last[rate.whole])
        notes.append(
            {"x": ticks[-1], "y": floor, "xanchor": "left", "xshift": 14, "showarrow": False,
             "text": f"{rate.label} {words}", "font": {"size": 12, "color": rate.color}}
        )  # fmt: skip
    return notes


def _line(ticks: list[str], frame: pd.DataFrame, rate: Rate) -> dict[str, Any]:
    values = [None if text.absent(value) else float(value) for value in frame[rate.column]]
    pairs = zip(frame[rate.part], frame[rate.whole], strict=True)
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": rate.label,
        "x": ticks,
        "y": values,
        "line": {"color": rate.color, "dash": rate.dash, "width": 2.5},
        "marker": {"symbol": rate.symbol, "size": 9, "color": rate.color},
        "customdata": [text.ratio(part, whole) for part, whole in pairs],
        "hovertemplate": f"{rate.label} %{{customdata}}<extra></extra>",
    }


def dumbbell(
    left: pd.DataFrame, right: pd.DataFrame, names: tuple[str, str], label: str, rate: Rate
) -> Figure:
    """Return two dots a row, one for each of two groups, joined by the distance between them."""
    rows = [str(name) for name in left[label]]
    joined = [
        {"type": "line", "layer": "below", "x0": a, "x1": b, "y0": row, "y1": row,
         "line": {"color": "#C3CBD4", "width": 4}}
        for row, a, b in zip(rows, left[rate.column], right[rate.column], strict=True)
        if not text.absent(a) and not text.absent(b)
    ]  # fmt: skip
    dots = [
        # The first dot is the larger: where both are equal, its rim still shows around the second.
        _dots(rows, left, rate, names[0], ACCENT, "circle", 18),
        _dots(rows, right, rate, names[1], SECOND, "diamond", 11),
    ]
    return figure(
        dots,
        HEAD + FOOT + ROW * len(rows),
        shapes=joined,
        margin={"l": 8, "r": 120, "t": HEAD, "b": 8},
        annotations=_pair_notes(rows, left, right, rate),
        xaxis=axis(range=[-0.04, 1.04], tickformat=".0%", nticks=6),
        yaxis=names_axis(rows, autorange="reversed", ticksuffix=" "),
    )


def _pair_notes(
    rows: list[str], left: pd.DataFrame, right: pd.DataFrame, rate: Rate
) -> list[dict[str, Any]]:
    """Write both n/N in the right margin, each in the colour of its dot."""
    sides = [
        [
            f"{text.count(part)}/{text.count(whole)}"
            for part, whole in zip(f[rate.part], f[rate.whole], strict=True)
        ]
        for f in (left, right)
    ]
    words = '<span style="color:{}">{}</span>　<span style="color:{}">{}</span>'
    return [
        _right_note(row, words.format(ACCENT, a, SECOND, b))
        for row, a, b in zip(rows, *sides, strict=True)
    ]


def _dots(
    rows: list[str], frame: pd.DataFrame, rate: Rate, name: str, color: str, symbol: str, size: int
) -> dict[str, Any]:
    pairs = zip(frame[rate.part], frame[rate.whole], strict=True)
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [None if text.absent(value) else float(value) for value in frame[rate.column]],
        "y": rows,
        "marker": {
            "symbol": symbol,
            "size": size,
            "color": color,
            "line": {"color": "#FFFFFF", "width": 1},
        },
        "customdata": [text.ratio(part, whole) for part, whole in pairs],
        "hovertemplate": f"{name} · %{{y}}<br>{rate.label} %{{customdata}}<extra></extra>",
    }

"""Native charts of the data pack: below their table, drawn by the office suite from its cells."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from reports.colours import COLOURS, GRID
from reports.data_pack_book import PackBook
from reports.data_pack_tables import Placed, columns_of

_OTHERS = ("#0B5C8C", "#B4560F", "#5F6B7A", "#8A5A9E")
_FONT = {"name": "仿宋", "size": 10}
_WIDTH, _BASE_HEIGHT, _ROW_HEIGHT = 960, 150, 26
_ROWS_PER_PIXEL = 1 / 20
_MOST = 20  # bars that can still be told apart


@dataclass(frozen=True)
class Chart:
    """A chart of columns against a category.

    `kind` is XlsxWriter's type with its subtype (`bar stacked`); `share` writes the axis in per
    cent. With `prepare` it reads a small table made from the frame, written above the chart.
    """

    title: str
    kind: str
    category: str
    series: str
    share: bool = False
    prepare: Callable[[pd.DataFrame], pd.DataFrame] | None = None


def add_charts(
    book: PackBook, placed: Placed, frame: pd.DataFrame, charts: Sequence[Chart]
) -> None:
    """Draw the charts one below the other under their table; none where the table is empty."""
    sheet = book.book.get_worksheet_by_name(placed.name)
    row = placed.last_row + 2
    if frame.empty:
        return
    for chart in charts:
        source = placed
        if chart.prepare is not None:
            source = _write_source(book, sheet, placed, row, chart, chart.prepare(frame))
            row = source.last_row + 2
        drawn, height = _drawn(book, source, chart)
        sheet.insert_chart(row, 0, drawn, {"object_position": 2, "description": chart.title})
        row += int(height * _ROWS_PER_PIXEL) + 2


def _write_source(
    book: PackBook, sheet: Any, above: Placed, row: int, chart: Chart, frame: pd.DataFrame
) -> Placed:
    name, left = above.name, above.wide
    columns = columns_of(frame, f"{chart.category} {chart.series}")
    for at, column in enumerate(columns, start=left):
        book.put_text(sheet, row, at, column.heading, "heading")
        book.put_column(sheet, row + 1, at, column.values, column.look)
    places = {column.name: at for at, column in enumerate(columns, start=left)}
    return Placed(name, row + 1, row + len(frame), places, left)


def _drawn(book: PackBook, source: Placed, chart: Chart) -> tuple[Any, int]:
    kind, _, subtype = chart.kind.partition(" ")
    drawn = book.book.add_chart({"type": kind, **({"subtype": subtype} if subtype else {})})
    last = min(source.last_row, source.first_row + _MOST - 1)
    names = [part.partition(":")[0] for part in chart.series.split()]
    category = source.columns[chart.category.partition(":")[0]]
    for number, name in enumerate(names):
        at = source.columns[name]
        colour = COLOURS.get(name, _OTHERS[number % len(_OTHERS)])
        drawn.add_series(
            {
                "name": [source.name, source.first_row - 1, at],
                "categories": [source.name, source.first_row, category, last, category],
                "values": [source.name, source.first_row, at, last, at],
                "fill": {"color": colour},
                "line": {"color": colour},
                "marker": {"type": "circle", "fill": {"color": colour}},
                "data_labels": _labels(chart) if len(names) == 1 else {},
            }
        )
    return drawn, _finish(drawn, chart, kind, last - source.first_row + 1)


def _labels(chart: Chart) -> dict[str, object]:
    return {"value": True, "font": _FONT, "num_format": "0.0%" if chart.share else "0"}


def _finish(drawn: Any, chart: Chart, kind: str, rows: int) -> int:
    """Set title, axes and size; return the height in pixels."""
    across = kind == "bar"
    height = _BASE_HEIGHT + _ROW_HEIGHT * max(rows, 6) if across else 380
    values: dict[str, object] = {
        "num_font": _FONT,
        "major_gridlines": {"visible": True, "line": {"color": GRID}},
    }
    values["min"] = 0
    if chart.share:
        values |= {"num_format": "0%", "max": 1}
    names = {"num_font": _FONT, **({"reverse": True} if across else {})}
    drawn.set_title({"name": chart.title, "name_font": {"name": "黑体", "size": 13}})
    # In a bar chart the names stand on the y axis.
    drawn.set_x_axis(values if across else names)
    drawn.set_y_axis(names if across else values)
    drawn.set_legend({"position": "bottom", "font": _FONT})
    drawn.set_size({"width": _WIDTH, "height": height})
    drawn.show_blanks_as("gap")
    return height

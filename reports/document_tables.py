"""A DataFrame as a table of an official document: bordered, its head repeated on every page."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pandas as pd
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.cells import text_width
from reports.document_xml import RUN_STYLES, RunStyle, element, paragraph, run

Runs = tuple[tuple[str, RunStyle], ...]

TEXT_AREA = 156.0  # mm between the margins
_TWIPS = 1440 / 25.4  # in a millimetre
_SHORT = 10  # Latin letters: columns of nothing longer are centred
_NARROWEST, _WIDEST = 4, 60  # Latin letters, when the widths are found from the texts
_PADDING = 2


def table_of(
    frame: pd.DataFrame, widths: Sequence[float] | None = None, *, whole: bool = False
) -> BaseOxmlElement:
    """Return the table with the columns' names as its head.

    `widths` are shares of the text area, by default found from the texts. Empty cells are those
    that are None, NaN or NaT, a tuple of (text, style) is written as runs, and days are written as
    2025-10-15. No page parts a row, the head from the first row or the last row from the one
    before, nor anything of a table that is to stay `whole`.
    """
    heads = [str(name) for name in frame.columns]
    rows = [[_runs(value) for value in row] for row in frame.itertuples(index=False)]
    texts = [["".join(text for text, _ in cell) for cell in row] for row in rows]
    twips = _twips(widths or _found_widths(heads, texts))
    centred = [_all_short([row[place] for row in texts]) for place in range(len(heads))]
    return element(
        "tbl",
        _properties(sum(twips)),
        element("tblGrid", *(element("gridCol", w=width) for width in twips)),
        _row([((head, ""),) for head in heads], twips, centred, head=True, keep=True),
        *(_row(row, twips, centred, keep=whole) for row in rows[:-2]),
        *(_row(row, twips, centred, keep=True) for row in rows[-2:-1]),
        *(_row(row, twips, centred) for row in rows[-1:]),
    )


def _runs(value: Any) -> Runs:
    return value if isinstance(value, tuple) else ((cell_text(value), ""),)


def cell_text(value: Any) -> str:
    """Return what stands in a cell for a value of any kind."""
    if value is None or (not isinstance(value, str) and pd.isna(value)):
        return ""
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _properties(width: int) -> BaseOxmlElement:
    return element(
        "tblPr",
        element("tblStyle", val="TableGrid"),
        element("tblW", w=width, type="dxa"),
        element("jc", val="center"),
        element("tblLayout", type="fixed"),
    )


def _row(
    cells: Sequence[Runs],
    twips: Sequence[int],
    centred: Sequence[bool],
    *,
    head: bool = False,
    keep: bool = False,
) -> BaseOxmlElement:
    marks = [element("cantSplit"), *([element("tblHeader")] if head else [])]
    made = []
    for cell, width, middle in zip(cells, twips, centred, strict=True):
        own = [element("keepNext")] if keep else []
        own += [element("jc", val="center")] if middle and not head else []
        words = paragraph(
            "TableHead" if head else "TableText",
            *(run(text, RUN_STYLES[style]) for text, style in cell),
            properties=own,
        )
        place = element(
            "tcPr", element("tcW", w=width, type="dxa"), element("vAlign", val="center")
        )
        made.append(element("tc", place, words))
    return element("tr", element("trPr", *marks), *made)


def _twips(widths: Sequence[float]) -> list[int]:
    """Return the widths of the columns in twentieths of a point, together the text area."""
    return [int(width / sum(widths) * TEXT_AREA * _TWIPS) for width in widths]


def _found_widths(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[float]:
    texts = [[head, *(row[place] for row in rows)] for place, head in enumerate(heads)]
    longest = [max(text_width(text, _WIDEST) for text in column) for column in texts]
    return [float(max(_NARROWEST, width) + _PADDING) for width in longest]


def _all_short(texts: Sequence[str]) -> bool:
    return all(text_width(text, _SHORT + 1) <= _SHORT for text in texts)

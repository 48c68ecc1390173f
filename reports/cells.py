"""How cells of our workbooks look, and how text gets into them: always as text, never as formula.

The fonts are those of official documents (黑体, 仿宋); where one is missing, the office suite takes
its own.
"""

from __future__ import annotations

import math
import re
from unicodedata import east_asian_width

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

TITLE = Font(name="黑体", size=18)
HEADING = Font(name="黑体", size=12)
BODY = Font(name="仿宋", size=11)
LINK = Font(name="仿宋", size=11, color="0563C1", underline="single")
CENTRED = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAPPED = Alignment(vertical="top", wrap_text=True)
_SIDE = Side(style="thin")
BOX = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)

A3, A4 = 8, 9
LINE_HEIGHT = 16.0
_GAP = 3.0
_HIGHEST = 405.0  # points; a row cannot be higher than 409
_PADDING = 1.5
LONGEST_TEXT = 32_767  # what a cell holds, counted in UTF-16 units
CUT = "……（后文过长，从略）"

# What a spreadsheet would run as a formula; an input method turns the full-width forms into these.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def put(cell: Cell, text: str, limit: int = LONGEST_TEXT) -> None:
    """Write `text` as text: nothing that a unit wrote is ever run as a formula."""
    cell.font, cell.alignment = BODY, WRAPPED
    put_value(cell, text, limit)


def put_value(cell: Cell, text: str, limit: int = LONGEST_TEXT) -> None:
    """Write `text` as `put` does, and leave the cell's look alone."""
    if clean := writable(text, limit):
        cell.value = clean
        cell.data_type = "s"
        if clean.startswith(FORMULA_STARTS):
            cell.quotePrefix = True


def writable(text: str, limit: int = LONGEST_TEXT) -> str:
    """Return `text` without what no workbook can hold, cut with a visible mark over `limit`.

    Lines end in a line feed, as they do in the cells of office suites.
    """
    clean = _NOT_IN_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    units = clean.encode("utf-16-le")
    if len(units) <= 2 * limit:
        return clean
    return units[: 2 * (limit - len(CUT))].decode("utf-16-le", "ignore") + CUT


def portions(text: str, limit: int = LONGEST_TEXT) -> list[str]:
    """Return `text` as `writable` leaves it, in as many parts as it takes cells."""
    units = writable(text, 2 * len(text)).encode("utf-16-le")
    parts = []
    while units:
        part = units[: 2 * limit].decode("utf-16-le", "ignore")
        parts.append(part)
        units = units[len(part.encode("utf-16-le")) :]
    return parts or [""]


def text_width(text: str, most: int = 1_000) -> int:
    """Return how many Latin letters wide the longest line of `text` is; over `most` it is cut."""
    lines = text[: 10 * most].splitlines()
    return max((_line_width(line[:most]) for line in lines), default=0)


def height_for(text: str, width: float) -> float:
    """Return how high a row must be for `text` to be read in a cell of that width.

    A row without a height grows by itself in Excel, but not everywhere else.
    """
    room = max(width - _PADDING, 1)
    lines = sum(max(1, math.ceil(_line_width(line) / room)) for line in text.splitlines())
    return min(max(lines, 1) * LINE_HEIGHT + _GAP, _HIGHEST)


def _line_width(line: str) -> int:
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in line)


def set_page(sheet: Worksheet, paper: int, header: int | None = None) -> None:
    """Print landscape, one page wide, with page numbers; `header` is the row to repeat."""
    if header is not None:
        sheet.print_title_rows = f"{header}:{header}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = paper
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"

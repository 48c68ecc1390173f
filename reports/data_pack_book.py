"""A workbook of plain tables with native charts: how its cells look, and that text stays text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import Any

import xlsxwriter

from reports.cells import FORMULA_STARTS, LINE_HEIGHT, height_for, writable

_FONT, _HEADING_FONT = "仿宋", "黑体"
_TIMELESS = datetime(2024, 1, 1)
_A3, _A4 = 8, 9
_TOO_WIDE = 170  # letters: more would be too small to read on A4
_ONE_LINE = LINE_HEIGHT + 4
_LOOKS: dict[str, dict[str, Any]] = {
    "title": {"font_name": _HEADING_FONT, "font_size": 18},
    "note": {"text_wrap": True, "valign": "top", "font_color": "#5F6B7A"},
    "heading": {
        "font_name": _HEADING_FONT, "font_size": 11, "text_wrap": True, "border": 1,
        "valign": "vcenter", "align": "center", "bg_color": "#DDEBF7",
    },
    "text": {"text_wrap": True, "valign": "top"},
    "number": {"valign": "top", "align": "right", "indent": 1},
    "share": {"valign": "top", "align": "right", "indent": 1, "num_format": "0.0%"},
    "score": {"valign": "top", "align": "right", "indent": 1, "num_format": "0.00"},
    "day": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"},
    "time": {"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"},
    "link": {"font_color": "#0563C1", "underline": 1, "valign": "top"},
    "green": {"bg_color": "#C6E7DC", "align": "center", "border": 1},
    "yellow": {"bg_color": "#FBE7B5", "align": "center", "border": 1},
    "red": {"bg_color": "#F3B8AC", "align": "center", "border": 1},
    "grey": {"bg_color": "#E4E8ED", "align": "center", "border": 1},
}  # fmt: skip


class PackBook:
    """A workbook in memory; `data` closes it and returns its bytes, the same for the same calls."""

    def __init__(self, title: str) -> None:
        """Begin a workbook of that title."""
        self._bytes = BytesIO()
        # Nothing that a unit wrote becomes a formula, an address or a number by its looks.
        options = {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
            "strings_to_numbers": False, "nan_inf_to_errors": False,
        }  # fmt: skip
        self.book = xlsxwriter.Workbook(self._bytes, options)
        self.book.set_properties({"title": title, "created": _TIMELESS})
        self._lines = self.book.add_format({"border": 1, "border_color": "#B8C1CC"})
        base = {"font_name": _FONT, "font_size": 11}
        self._looks = {name: self.book.add_format(base | look) for name, look in _LOOKS.items()}
        self._quoted = {
            name: self.book.add_format(base | look | {"quote_prefix": True})
            for name, look in _LOOKS.items()
        }

    def add_sheet(self, name: str, widths: Sequence[float]) -> Any:
        """Return a new sheet with these column widths, printed landscape, one page wide."""
        sheet = self.book.add_worksheet(name)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(_A3 if sum(widths) > _TOO_WIDE else _A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C第 &P 页，共 &N 页")
        return sheet

    def look(self, name: str) -> Any:
        """Return the format of that name."""
        return self._looks[name]

    def put_column(
        self, sheet: Any, row: int, column: int, values: Sequence[Any], look: str
    ) -> None:
        """Write the values below each other; None and the empty text leave their cell empty."""
        if look == "text":
            known = {text: self._text(text, look) for text in set(values)}
            for number, text in enumerate(values, start=row):
                if text:
                    sheet.write_string(number, column, *known[text])
            return
        shown = self._looks[look]
        for number, value in enumerate(values, start=row):
            if value is not None:
                sheet.write_number(number, column, value, shown)

    def draw_lines(self, sheet: Any, first: int, last: int, width: int) -> None:
        """Draw lines around the cells of a table at once: borders of each cell cost far more."""
        lines = {"type": "no_errors", "format": self._lines}
        sheet.conditional_format(first, 0, last, width, lines)

    def put_text(self, sheet: Any, row: int, column: int, text: str, look: str) -> None:
        """Write text as text, whatever it looks like."""
        sheet.write_string(row, column, *self._text(text, look))

    def _text(self, text: str, look: str) -> tuple[str, Any]:
        clean = writable(text)
        looks = self._quoted if clean.startswith(FORMULA_STARTS) else self._looks
        return clean, looks[look]

    def data(self) -> bytes:
        """Close the workbook and return its bytes."""
        self.book.close()
        return self._bytes.getvalue()


def fit_height(sheet: Any, row: int, texts: Sequence[str], widths: Sequence[float]) -> None:
    """Make a row as high as its longest text needs; a row of one line keeps its own height."""
    need = max(map(_height, texts, widths), default=0)
    if need > _ONE_LINE:
        sheet.set_row(row, need)


_height = lru_cache(maxsize=65_536)(height_for)

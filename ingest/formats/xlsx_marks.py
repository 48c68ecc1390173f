"""What an .xlsx shows, or hides, beside the values that calamine reads, found in its XML.

Error cells and shares shown as percentages are put into the rows; hidden rows and columns, words
struck through and formulas without a result become marks. A file whose XML holds no sign of these,
as nearly all do, is not parsed a second time.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from xml.etree import ElementTree

from ingest.formats.grid import grown
from ingest.formats.pictures import PICTURE
from ingest.formats.sheet_marks import hidden_columns, hidden_rows
from ingest.formats.shown import percent_shown
from ingest.formats.xlsx_styles import (
    SharedTexts,
    Styles,
    is_on,
    local,
    named,
    read_styles,
    rich_text,
)
from ingest.workbook import Mark, Sheet

_BOOK = "xl/workbook.xml"
_STYLES, _STRINGS = "xl/styles.xml", "xl/sharedStrings.xml"
_SHEETS = "xl/worksheets/"
# Signs of something that calamine does not tell; three short searches are faster than one long.
_SIGNS = (
    re.compile(rb'hidden="(?:1|true)"'),
    re.compile(rb"<(?:/f>|f |strike)"),
    re.compile(rb'"e"'),
)
_UNUSUAL = (b"='", b"= ", b" =")  # attributes spelt so that the signs would not be found
_HEAD = 2_000
_CELL_STYLES = re.compile(rb"<cellXfs.*?</cellXfs>", re.DOTALL)
_PERCENTS = (b'numFmtId="9"', b'numFmtId="10"')
_PICTURE_VALUE = "#VALUE!"
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def need_a_closer_look(parts: Mapping[str, bytes]) -> bool:
    """Return whether any part holds a sign of what calamine does not tell."""
    styles = parts.get(_STYLES, b"")
    cell_styles = _CELL_STYLES.search(styles)
    if b"%" in styles or any(sign in (cell_styles or [styles])[0] for sign in _PERCENTS):
        return True
    if any(b"strike" in parts.get(name, b"") for name in (_STYLES, _STRINGS)):
        return True
    return any(
        _shows_a_sign(content)
        for name, content in parts.items()
        if name.startswith(_SHEETS) and name.endswith(".xml")
    )


def _shows_a_sign(content: bytes) -> bool:
    head = content[:_HEAD]
    return (
        b"<sheetData" not in content
        or any(sign in head for sign in _UNUSUAL)
        or any(sign.search(content) for sign in _SIGNS)
    )


def with_marks(
    parts: Mapping[str, bytes], sheets: tuple[Sheet, ...]
) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """Return the sheets completed, or as they are with the note `marks_unchecked`."""
    try:
        styles = read_styles(parts.get(_STYLES, b""))
        texts = SharedTexts(parts.get(_STRINGS, b""))
        places = dict(sheet_parts(parts))
        return tuple(
            _Completed(sheet, styles, texts).read(parts[places[sheet.name]])
            if sheet.visible
            else sheet
            for sheet in sheets
        ), ()
    except (ElementTree.ParseError, LookupError, ValueError):
        return sheets, ("marks_unchecked",)


def sheet_parts(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the name of each sheet and of the part that holds it."""
    links = {link.get("Id", ""): target for link, target in links_of(parts, _BOOK)}
    for group in named(ElementTree.fromstring(parts[_BOOK]), "sheets"):
        for sheet in group:
            ids = [value for key, value in sheet.items() if key.endswith("}id")]
            yield sheet.get("name", ""), links.get(ids[0] if ids else "", "")


def links_of(parts: Mapping[str, bytes], part: str) -> Iterator[tuple[ElementTree.Element, str]]:
    """Yield each link of a part with the name of the part that it leads to."""
    folder, name = posixpath.split(part)
    links = parts.get(f"{folder}/_rels/{name}.rels")
    for link in () if links is None else ElementTree.fromstring(links):
        target = posixpath.join(f"/{folder}", link.get("Target", ""))
        yield link, posixpath.normpath(target)[1:]


class _Completed:
    """One sheet while its XML is gone through."""

    def __init__(self, sheet: Sheet, styles: Styles, texts: SharedTexts) -> None:
        self._sheet = sheet
        self._styles = styles
        self._texts = texts
        self._shown: dict[tuple[int, int], str] = {}
        self._marks: list[Mark] = []
        self._hidden_rows: list[int] = []

    def read(self, content: bytes) -> Sheet:
        columns: list[tuple[int, int]] = []
        for group in ElementTree.fromstring(content):
            if local(group) == "cols":
                columns = [
                    (int(col.get("min", "1")) - 1, int(col.get("max", "1")) - 1)
                    for col in group
                    if is_on(col.get("hidden"))
                ]
            elif local(group) == "sheetData":
                self._read_rows(group)
        rows = self._rows()
        marks = (
            *hidden_rows(rows, self._hidden_rows),
            *hidden_columns(rows, columns),
            *self._marks,
        )
        return replace(self._sheet, rows=rows, marks=marks)

    def _rows(self) -> list[list[str]]:
        places = [*self._shown, *((mark.row, mark.column) for mark in self._marks)]
        height = max((row + 1 for row, _ in places), default=0)
        rows = grown(self._sheet.rows, height, max((column + 1 for _, column in places), default=0))
        for (row, column), text in self._shown.items():
            rows[row][column] = text
        return rows

    def _read_rows(self, data: ElementTree.Element) -> None:
        place = -1
        for row in data:
            place = int(row.get("r", place + 2)) - 1
            if is_on(row.get("hidden")):
                self._hidden_rows.append(place)
            column = -1
            for cell in row:
                spelt = PLACE.fullmatch(cell.get("r", "").upper())
                at, column = place_of(spelt) if spelt else (place, column + 1)
                if at >= 0:
                    self._read_cell(cell, at, column)

    def _read_cell(self, cell: ElementTree.Element, row: int, column: int) -> None:
        inside = {local(child): child for child in cell}
        kind = cell.get("t", "n")
        style = int(cell.get("s", "0"))
        value = (inside["v"].text or "") if "v" in inside else ""
        struck = style in self._styles.struck
        if kind == "e" and value == _PICTURE_VALUE and cell.get("vm"):  # Excel's picture in a cell
            self._shown[row, column] = ""
            self._marks.append(Mark(PICTURE, row, column))
        elif kind == "e" and value:
            self._shown[row, column] = value
        elif kind == "n" and value and style in self._styles.percents:
            self._shown[row, column] = percent_shown(float(value), self._styles.percents[style])
        elif "f" in inside and not value and kind != "str":
            formula = f"={inside['f'].text or ''}"
            self._marks.append(Mark("formula_without_value", row, column, formula))
        if kind == "s":
            words = self._texts.get(value).struck(struck)
        elif "is" in inside:
            words = rich_text(inside["is"]).struck(struck)
        else:
            words = (self._shown.get((row, column)) or self._text(row, column)) if struck else ""
        if words.strip():
            self._marks.append(Mark("struck_through", row, column, words))

    def _text(self, row: int, column: int) -> str:
        rows = self._sheet.rows
        return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def place_of(spelt: re.Match[str]) -> tuple[int, int]:
    """Return the 0-based row and column of a cell spelt as `PLACE`."""
    column = 0
    for letter in spelt[1]:
        column = column * 26 + ord(letter) - 64
    return int(spelt[2]) - 1, column - 1

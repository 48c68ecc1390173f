"""One cell of an .ods as text, and which of its words are struck through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from xml.etree.ElementTree import Element

from ingest.formats.ods_styles import OFFICE, TABLE, TEXT, Styles
from ingest.formats.shown import as_shown, percent_shown

_PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
# Beside the words of a cell, and not part of them: comments, drawings, readings of characters.
_ASIDE = (f"{OFFICE}annotation", f"{TEXT}note", f"{TEXT}ruby-text", f"{TEXT}tracked-changes")
_MOST_SPACES = 200
_DEEPEST = 50

_AS_DISPLAYED = ("percentage", "string", "")
_VALUES = {
    "percentage": "value",
    "float": "value",
    "currency": "value",
    "date": "date-value",
    "time": "time-value",
    "boolean": "boolean-value",
}

Piece = tuple[str, bool]


@dataclass(frozen=True)
class OdsCell:
    """A cell: its text, the struck part of it, and its formula if that has no result."""

    text: str = ""
    struck: str = ""
    formula: str = ""


def read_cell(cell: Element, styles: Styles, struck: bool) -> OdsCell:
    """Return the cell, where `struck` says whether its style strikes through."""
    pieces = list(_paragraphs(cell, styles, struck))
    displayed = "".join(text for text, _ in pieces)
    text = _value(cell, displayed)
    words = "".join(words for words, is_struck in pieces if is_struck) if pieces else ""
    formula = cell.get(f"{TABLE}formula", "")
    unsolved = formula and not text and not cell.get(f"{OFFICE}value-type")
    return OdsCell(text, words.strip("\n"), formula.partition(":")[2] if unsolved else "")


def _value(cell: Element, displayed: str) -> str:
    """Return the value as the other formats show it, or what the sheet displays."""
    kind = cell.get(f"{OFFICE}value-type", "")
    typed = cell.get(OFFICE + _VALUES.get(kind, "string-value"))
    if not typed or (kind in _AS_DISPLAYED and displayed):
        return displayed
    try:
        return _typed(kind, typed)
    except (ValueError, OverflowError):
        return displayed


def _typed(kind: str, value: str) -> str:
    """Return a value that the file spells out for its type."""
    if kind == "percentage":
        return percent_shown(float(value), 0)
    if kind in ("float", "currency"):
        return as_shown(float(value))
    if kind == "date":
        return as_shown(datetime.fromisoformat(value))
    if kind == "time":  # PT08H05M00S; what is no time of a day is no valid form
        return as_shown(datetime.strptime(value[:11], "PT%HH%MM%SS").time())  # noqa: DTZ007
    return value.upper() if kind == "boolean" else value


def _paragraphs(cell: Element, styles: Styles, struck: bool) -> Iterator[Piece]:
    first = True
    for child in cell:
        if child.tag in _PARAGRAPHS:
            if not first:
                yield "\n", struck
            first = False
            yield from _pieces(child, styles, struck, 0)


def _pieces(element: Element, styles: Styles, struck: bool, depth: int) -> Iterator[Piece]:
    """Yield the texts inside an element in order; a hostile nesting is not followed."""
    if element.text:
        yield element.text, struck
    for child in element:
        if child.tag == f"{TEXT}s":
            yield " " * _count(child.get(f"{TEXT}c", "1")), struck
        elif child.tag == f"{TEXT}tab":
            yield "\t", struck
        elif child.tag == f"{TEXT}line-break":
            yield "\n", struck
        elif child.tag not in _ASIDE and depth < _DEEPEST:
            inside = styles.struck(child.get(f"{TEXT}style-name"), struck)
            yield from _pieces(child, styles, inside, depth + 1)
        if child.tail:
            yield child.tail, struck


def _count(number: str) -> int:
    return min(int(number), _MOST_SPACES) if number.isdecimal() else 1

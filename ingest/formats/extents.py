"""How far the cells of an .xlsx reach and what it announces, looked at before a parser believes it.

calamine allocates the whole rectangle up to the last cell, what a `count` announces, and every
shared text once a cell; either can abort the process (design, section 8).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.findings import refusal

MAX_CELLS = 1_000_000
MAX_MERGES = 5_000  # a ledger merges a dozen ranges; each costs a pass over its rows
MAX_TEXT_BYTES = 64_000_000
_STRINGS_PART = "xl/sharedstrings.xml"

# Patterns that begin with a letter or sign run ten times faster than those with a choice.
_PERHAPS_FAR = re.compile(rb"""=\s*["'](?:[A-Za-z]{2,}+\d|[A-Za-z]?\d{5})""")
_HUGE_COUNT = re.compile(rb"""ount\s*=\s*["']\d{8}""")
_MERGE_TAG = re.compile(rb"mergeCell\s")
_CELL_TAG = re.compile(rb"""<(?:\w+:)?c\b([^>]*)>""")
_ROW_TAG = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)""")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)""")
_LIKE_A_REFERENCE = re.compile(rb"""["']([A-Za-z]{1,8})(\d+)["']""")
_LONGEST_REFERENCE = 12


def check_extents(parts: Mapping[str, bytes]) -> None:
    """Raise UserError `not_a_workbook` or `file_too_large` for parts that a parser must not see."""
    for content in parts.values():
        if _HUGE_COUNT.search(content):
            raise refusal("not_a_workbook", "damaged")
        merges = len(_MERGE_TAG.findall(content))
        if merges > MAX_MERGES:
            raise refusal("file_too_large", size=f"{merges}处合并单元格")
        if _PERHAPS_FAR.search(content):
            _check_extent(content)
    for name, content in parts.items():
        if name.lower() == _STRINGS_PART:
            _check_shared(content, parts)


def _check_shared(strings: bytes, parts: Mapping[str, bytes]) -> None:
    """Refuse a text that, stored once, would be copied into more cells than memory holds."""
    longest = max(map(len, strings.split(b"</")))
    cells = max(part.count(b'"s"') + part.count(b"'s'") for part in parts.values())
    if cells * longest > MAX_TEXT_BYTES:
        raise refusal("file_too_large", size=f"{cells}格长文字")


def _check_extent(content: bytes) -> None:
    """Refuse a part whose cells, the empty ones left out, span more than a ledger can."""
    last_row = last_column = 1
    unplaced = False
    for tag in _CELL_TAG.finditer(content):
        place = _REFERENCE.search(tag[1])
        unplaced = unplaced or place is None
        if place is not None and not tag[1].endswith(b"/"):
            last_row = max(last_row, _number(place[2]))
            last_column = max(last_column, _column_number(place[1]))
    if unplaced:  # they stand where their row says, or hide their place behind a ">" in quotes
        for row in _ROW_TAG.finditer(content):
            last_row = max(last_row, _number(row[1]))
        for place in _LIKE_A_REFERENCE.finditer(content):
            last_row = max(last_row, _number(place[2]))
            last_column = max(last_column, _column_number(place[1]))
    if last_row * last_column > MAX_CELLS:
        raise refusal("file_too_large", size=f"{last_row}行×{last_column}列")


def _number(digits: bytes) -> int:
    return int(digits[:_LONGEST_REFERENCE])


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:_LONGEST_REFERENCE].upper():
        number = number * 26 + letter - 64
    return number

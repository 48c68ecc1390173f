"""A table saved as text: commas, semicolons or tabs between the cells, in any usual encoding."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from ingest.findings import refusal
from ingest.formats.grid import check_size, squared
from ingest.formats.package import MAX_XML_BYTES, too_large
from ingest.workbook import Sheet, Workbook

SHEET_NAME = "CSV"

_DELIMITERS = "\t,;"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_MOST_CONTROL = 100  # one control character in a hundred is a slip, more are no text
_ROWS_LOOKED_AT = 200


def parse_csv(data: bytes) -> Workbook:
    """Return the one sheet of a text.

    Raises UserError `not_a_workbook` for what is no text or no table, and `file_too_large`.
    """
    text = _text(data)
    delimiter = _delimiter(text)
    if delimiter is None:
        raise refusal("not_a_workbook")
    rows: list[list[str]] = []
    widest = 0
    for row in _rows(text, delimiter):
        rows.append(row)
        widest = max(widest, len(row))
        check_size(len(rows), widest)
    return Workbook("csv", (Sheet(SHEET_NAME, rows=squared(rows)),))


def _text(data: bytes) -> str:
    """Return the text: Excel saves UTF-8 with a mark, UTF-16 or the system's GB18030."""
    encodings = ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "gb18030")
    if len(encodings) > 1 and b"\0" in data:
        raise refusal("not_a_workbook")
    if len(data) > MAX_XML_BYTES:
        raise too_large(len(data))
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if len(_CONTROL.findall(text)) * _MOST_CONTROL < len(text):
            return text
    raise refusal("not_a_workbook")


def _delimiter(text: str) -> str | None:
    """Return what stands between most cells, in rows of the commonest length; None for nothing."""
    scores = {delimiter: _cells(text, delimiter) for delimiter in _DELIMITERS if delimiter in text}
    best = max(scores, key=lambda delimiter: scores[delimiter], default=None)
    return best if best is not None and scores[best] else None


def _cells(text: str, delimiter: str) -> int:
    widths = Counter(map(len, islice(_rows(text, delimiter), _ROWS_LOOKED_AT)))
    return max(((width - 1) * count for width, count in widths.items()), default=0)


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    except csv.Error:
        raise refusal("not_a_workbook", "damaged") from None

"""Pictures that stand in cells as if they were texts: WPS writes them as the formula DISPIMG."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.workbook import Mark, Sheet, Workbook

PICTURE = "picture_in_cell"

_SIGN = "DISPIMG("
_FORMULA = re.compile(r'=?(?:_xlfn\.)?DISPIMG\((?:"[^"]*"|[^()"])*\)')


def without_pictures(workbook: Workbook) -> Workbook:
    """Return the workbook with a mark for each such formula, and no text where it stood."""
    sheets = tuple(map(_without, workbook.sheets))
    return workbook if sheets == workbook.sheets else replace(workbook, sheets=sheets)


def _without(sheet: Sheet) -> Sheet:
    # What the joining of two cells may feign, `_emptied` does not find.
    found = [place for place, row in enumerate(sheet.rows) if _SIGN in "".join(row)]
    unsolved = any(_SIGN in mark.text for mark in sheet.marks)
    if not found and not unsolved:
        return sheet
    rows = [list(row) for row in sheet.rows]
    pictures = [mark for place in found for mark in _emptied(rows[place], place)]
    marks = (*(_as_picture(mark) for mark in sheet.marks), *pictures)
    return replace(sheet, rows=rows, marks=tuple(dict.fromkeys(marks)))


def _emptied(row: list[str], place: int) -> Iterator[Mark]:
    for column, cell in enumerate(row):
        if _SIGN in cell and (text := _FORMULA.sub("", cell)) != cell:
            row[column] = text
            yield Mark(PICTURE, place, column)


def _as_picture(mark: Mark) -> Mark:
    if mark.kind != "formula_without_value" or _SIGN not in mark.text:
        return mark
    return Mark(PICTURE, mark.row, mark.column)

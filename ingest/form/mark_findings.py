"""What a sheet's text does not show (hidden rows, struck words, formulas), told as findings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ingest.findings import Finding, catalogue, found
from ingest.form.table import Table
from ingest.formats.xlsx_comments import COMMENT
from ingest.workbook import Mark, Sheet


def mark_findings(sheet: Sheet, tables: Sequence[Table]) -> list[Finding]:
    """Return the findings for the marks that touch titles or tables of `sheet`, and all comments.

    Those of whole rows and columns are one finding a run: 第5-9行, 第C列.
    """
    if not sheet.marks:
        return []
    end = tables[-1].last
    cells, runs = [], defaultdict[tuple[str, bool], set[int]](set)
    for mark in sheet.marks:
        if mark.column < 0 <= mark.row < end:
            runs[mark.kind, True].add(mark.row)
        elif mark.row < 0 <= mark.column < len(tables[0].titles):
            runs[mark.kind, False].add(mark.column)
        elif mark.kind == COMMENT or (
            0 <= mark.row < end and mark.column < len(sheet.rows[mark.row])
        ):
            cells.append(mark)
    found_here = [
        _found(kind, sheet.name, _span(sheet, first, last, is_row))
        for (kind, is_row), places in runs.items()
        for first, last in _runs(places)
    ]
    return found_here + [_of_cell(sheet, mark) for mark in cells]


def note_findings(notes: Sequence[str]) -> list[Finding]:
    """Return the findings about the file as a whole."""
    return [_found(code) for code in notes]


def _of_cell(sheet: Sheet, mark: Mark) -> Finding:
    return _found(mark.kind, sheet.name, sheet.cell_name(mark.row, mark.column), mark.text)


def _found(kind: str, sheet: str = "", cell: str = "", value: str = "") -> Finding:
    if (kind, "") in catalogue():
        return found(kind, sheet=sheet, cell=cell, value=value)
    return found("mark_unknown", sheet=sheet, cell=cell, value=value, kind=kind)


def _runs(places: Iterable[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in sorted(places):
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _span(sheet: Sheet, first: int, last: int, is_row: bool) -> str:
    """Return what a reader calls a run of rows or columns: 第5-9行, 第C-D列."""
    if not is_row:
        ends = [_column(sheet, place) for place in dict.fromkeys((first, last))]
        return f"第{'-'.join(ends)}列"
    if sheet.row_places:
        return "至".join(sheet.row_places[place] for place in dict.fromkeys((first, last)))
    return f"第{'-'.join(str(place + 1) for place in dict.fromkeys((first, last)))}行"


def _column(sheet: Sheet, column: int) -> str:
    if sheet.row_places:
        return str(column + 1)
    return sheet.cell_name(0, column).removesuffix("1")

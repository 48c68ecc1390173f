"""The cells of a returned file as they were read, at their own addresses, the faulty marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from copy import copy

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.worksheet import Worksheet

from ingest.formats.xlsx_comments import BOARD
from ledger.words import SEVERITY_LABELS
from reports.cells import (
    A3,
    BODY,
    BOX,
    WRAPPED,
    height_for,
    put_value,
    set_page,
    text_width,
    writable,
)
from reports.excerpts import Excerpt, Place
from reports.feedback_problems import Problem

FILLS: Mapping[str, PatternFill] = {
    severity: PatternFill("solid", fgColor=color)
    for severity, color in (("error", "F8CBAD"), ("warning", "FFE699"), ("info", "DDEBF7"))
}
_PLACE = Font(name="仿宋", size=10, color="7F7F7F")
_LONGEST_COMMENT = 2_000
_COMMENT_WIDTH, _LINE_HEIGHT, _LINE_LENGTH = 420, 20, 30
_NARROWEST, _EASY, _MOST_NEEDED, _PLACE_WIDTH = 8, 24, 120, 16  # widths, in Latin letters
_WIDE_ENOUGH = 0.85  # share of a column's cells that fit its width in one line
_MAX_MERGES, _MOST_MERGED = 500, 2_000


def write_excerpt(book: Workbook, excerpt: Excerpt, problems: Iterable[Problem]) -> None:
    """Add a sheet with the cells of `excerpt`; `problems` are those of the whole file."""
    sheet = book.create_sheet(excerpt.name)
    faulty: dict[Place, list[Problem]] = {}
    for problem in problems:
        if problem.excerpt is excerpt and problem.place is not None:
            faulty.setdefault(problem.place, []).append(problem)
    _write_texts(sheet, excerpt)
    _write_places(sheet, excerpt)
    for place, own in faulty.items():
        _mark(_cell(sheet, excerpt, place), own)
    _merge(sheet, excerpt, faulty)
    _set_widths(sheet, excerpt)
    _set_heights(sheet, excerpt)
    if excerpt.cut:
        put_value(sheet.cell(excerpt.rows + 1, 1), excerpt.cut)
    set_page(sheet, A3)
    sheet.print_options.gridLines = True


def address_in(excerpt: Excerpt, place: Place) -> str:
    """Return where in the feedback workbook a cell stands, as a hyperlink names it."""
    return f"{quote_sheetname(excerpt.name)}!{_letter(excerpt, place[1])}{place[0] + 1}"


def _cell(sheet: Worksheet, excerpt: Excerpt, place: Place) -> Cell:
    return sheet.cell(place[0] + 1, place[1] + 1 + excerpt.shift)


def _write_texts(sheet: Worksheet, excerpt: Excerpt) -> None:
    look = _look(sheet)
    for place, text in excerpt.texts():
        cell = _cell(sheet, excerpt, place)
        cell._style = copy(look)
        put_value(cell, text)


def _look(sheet: Worksheet) -> object:
    """Return the look of a cell: copying it costs a tenth of setting its parts in each cell."""
    cell = Cell(sheet)
    cell.font, cell.alignment = BODY, WRAPPED
    return cell._style


def _write_places(sheet: Worksheet, excerpt: Excerpt) -> None:
    """Say before each row of a Word file where it stands there."""
    for number, place in enumerate(excerpt.sheet.row_places[: excerpt.rows], start=1):
        cell = sheet.cell(number, 1)
        put_value(cell, place)
        cell.font, cell.alignment = _PLACE, WRAPPED


def _mark(cell: Cell, problems: Sequence[Problem]) -> None:
    """Fill a cell by its worst problem, which stands first, and say all of them beside it."""
    cell.fill, cell.border = FILLS[problems[0].finding.severity], BOX
    text = writable("\n".join(map(_told, problems)), _LONGEST_COMMENT)
    lines = sum(1 + len(line) // _LINE_LENGTH for line in text.splitlines())
    cell.comment = Comment(text, BOARD, (lines + 1) * _LINE_HEIGHT, _COMMENT_WIDTH)


def _told(problem: Problem) -> str:
    label = SEVERITY_LABELS[problem.finding.severity]
    return f"{problem.number}. 〔{label}〕{problem.finding.message}\n{problem.hint}"


def _merge(sheet: Worksheet, excerpt: Excerpt, faulty: Iterable[Place]) -> None:
    """Merge what was merged, where it is small and hides no text, no mark and no other merge."""
    visible = {place for place, _ in excerpt.texts()} | set(faulty)
    taken: set[Place] = set()
    for top, left, bottom, right in excerpt.sheet.merged[:_MAX_MERGES]:
        height, width = bottom - top + 1, right - left + 1
        if bottom >= excerpt.rows or right >= excerpt.columns or height * width > _MOST_MERGED:
            continue
        area = {(top + down, left + along) for down in range(height) for along in range(width)}
        if len(area) < 2 or area & taken or (area - {(top, left)}) & visible:
            continue
        taken |= area
        shift = excerpt.shift + 1
        sheet.merge_cells(None, top + 1, left + shift, bottom + 1, right + shift)


def _set_widths(sheet: Worksheet, excerpt: Excerpt) -> None:
    """Give each column the width that most of its cells need, within what can be read."""
    wide = {(top, left) for top, left, _, right in excerpt.sheet.merged if right > left}
    needed: dict[int, list[int]] = {}
    for place, text in excerpt.texts():
        if place not in wide:
            needed.setdefault(place[1], []).append(text_width(text, _MOST_NEEDED))
    for column, widths in needed.items():
        most = sorted(widths)[int(len(widths) * _WIDE_ENOUGH)] + 2
        slowly = _EASY + (most - _EASY) / 3 if most > _EASY else max(most, _NARROWEST)
        sheet.column_dimensions[_letter(excerpt, column)].width = slowly
    if excerpt.shift:
        sheet.column_dimensions["A"].width = _PLACE_WIDTH


def _set_heights(sheet: Worksheet, excerpt: Excerpt) -> None:
    """Make each row as high as its texts need; a text that is merged down has room enough."""
    spans = {(top, left): (last, right) for top, left, last, right in excerpt.sheet.merged}
    heights: dict[int, float] = {}
    for place, text in excerpt.texts():
        last, right = spans.get(place, place)
        if last == place[0]:
            columns = range(place[1], min(right, excerpt.columns - 1) + 1)
            width = sum(sheet.column_dimensions[_letter(excerpt, c)].width for c in columns)
            heights[last] = max(heights.get(last, 0), height_for(text, width))
    for row, height in heights.items():
        sheet.row_dimensions[row + 1].height = height


def _letter(excerpt: Excerpt, column: int) -> str:
    return str(get_column_letter(column + 1 + excerpt.shift))

"""What the columns of a table are, by the words of its header, which may stand in several rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.form.header_words import header_role, is_named, is_time_alone, is_timed
from ingest.workbook import Sheet

_LONGEST_SUBHEADER = 30
_TALLEST_HEADER = 3
_COLUMN_NUMBER = re.compile(r"[(（]?(?:\d{1,2}|[甲乙丙丁戊己庚辛壬癸]|[A-Z]|[①-⑳])[)）]?")
_FEWEST_NUMBERS = 3

Row = Sequence[str]


@dataclass(frozen=True)
class Header:
    """A table's header: how many rows it takes, each column's title, and the roles found.

    `narratives` are all columns that could hold the answers, the likeliest first; without them
    or without a `task` among the roles it is only half a header.
    """

    height: int
    titles: tuple[str, ...]
    roles: Mapping[str, int]
    narratives: tuple[int, ...]


def may_be_header(row: Row) -> bool:
    """Return whether two cells of a row are words of a header."""
    return sum(header_role(cell) is not None for cell in row) > 1


def read_header(sheet: Sheet, place: int) -> Header:
    """Return the header that begins with the row at `place`."""
    height = _height(sheet, place)
    below = sheet.rows[place + 1 : place + height]
    stack = [sheet.rows[place], *(row for row in below if not _is_numbering(row))]
    chains = _chains(sheet, place, stack)
    named = [
        (hit[1], column, hit[0])
        for column, chain in enumerate(chains)
        if (hit := _role(chain)) is not None
    ]
    roles: dict[str, int] = {}
    for _, column, role in sorted(named):
        roles.setdefault(role, column)
    categories = [column for _, column, role in named if role == "category"]
    if "task" not in roles and categories:
        # A table that gives its tasks under a category's name has them in the last such column.
        roles["task"] = categories[-1]
        del roles["category"]
        if len(categories) > 1:
            roles["category"] = categories[0]
    narratives = tuple(column for _, column, role in sorted(named) if role == "narrative")
    return Header(height, tuple(map(_title, chains)), roles, narratives)


def _height(sheet: Sheet, place: int) -> int:
    """Return how many rows a header takes: those its cells are merged down over, sub-headers."""
    top = sheet.rows[place]
    spans = [
        last_row - first_row + 1
        for first_row, column, last_row, _ in sheet.merged
        if first_row == place and column < len(top) and header_role(top[column]) is not None
    ]
    height = min(max([1, *spans]), _TALLEST_HEADER, len(sheet.rows) - place)
    while height < _TALLEST_HEADER and place + height < len(sheet.rows):
        if not _is_subheader(top, sheet.rows[place + height]):
            break
        height += 1
    return height


def _is_subheader(top: Row, row: Row) -> bool:
    """Return whether a row under a header is part of it, not the first of the body."""
    if _is_numbering(row):
        return True
    cells = [cell.strip() for cell in row]
    if not any(cells) or max(map(len, cells)) > _LONGEST_SUBHEADER:
        return False
    for above, cell in zip(top, cells, strict=True):
        hit = header_role(above)
        if cell and hit and hit[0] != "narrative" and cell != above.strip():
            return False
    filled = [cell for cell in cells if cell]
    if len(filled) == 1:  # 本季度已…, 暂无整改情况 may be an answer
        return is_named(filled[0]) or is_time_alone(filled[0])
    return any(header_role(cell) is not None or is_timed(cell) for cell in filled)


def _is_numbering(row: Row) -> bool:
    """Return whether a row only numbers the columns: 1 2 3, （1）（2）, 甲 乙."""
    cells = [cell.strip() for cell in row if cell.strip()]
    different = len(set(cells)) == len(cells) >= _FEWEST_NUMBERS
    return different and all(_COLUMN_NUMBER.fullmatch(cell) for cell in cells)


def _chains(sheet: Sheet, place: int, stack: Sequence[Row]) -> list[list[tuple[str, bool]]]:
    """Return for each column its header texts from the top, and whether each begins there.

    A header merged over several columns counts for each that has a text below it.
    """
    chains: list[list[tuple[str, bool]]] = []
    for column in range(len(stack[0])):
        chain = []
        for depth, row in enumerate(stack):
            if text := row[column].strip():
                chain.append((text, True))
            elif any(lower[column].strip() for lower in stack[depth + 1 :]):
                left = _spread_from(sheet, place + depth, column, row)
                if left is not None:
                    chain.append((row[left].strip(), False))
        chains.append(chain)
    return chains


def _spread_from(sheet: Sheet, place: int, column: int, row: Row) -> int | None:
    """Return the column whose text spreads over `column`: by a merge, in a file that has any."""
    if sheet.merged:
        lefts = (
            left
            for first, left, last, right in sheet.merged
            if first <= place <= last and left < column <= right
        )
        return next(lefts, None)
    return next((left for left in range(column - 1, -1, -1) if row[left].strip()), None)


def _title(chain: Sequence[tuple[str, bool]]) -> str:
    """Return a column's title: its lowest text, behind what above it speaks of a time."""
    texts = list(dict.fromkeys(text for text, _ in chain))
    return "".join([*filter(is_timed, texts[:-1]), *texts[-1:]])


def _role(chain: Sequence[tuple[str, bool]]) -> tuple[str, int] | None:
    """Return the role of a column: its lowest text's, else that of the header above it.

    Of the columns below one header the first has its role, and those that speak of a time.
    """
    if not chain:
        return None
    lowest, _ = chain[-1]
    if hit := header_role(lowest):
        above = header_role(chain[-2][0]) if len(chain) > 1 else None
        return above if above and above[0] == hit[0] else hit
    for text, begins in reversed(chain[:-1]):
        if (hit := header_role(text)) and (begins or is_timed(lowest)):
            return hit
    return None

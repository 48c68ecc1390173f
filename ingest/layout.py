"""Where the tables of a workbook stand, and what each of their columns and label rows is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from ingest.findings import refusal
from ingest.workbook import Sheet, Workbook
from ledger.csv_files import read_csv

SYNONYMS_FILE = Path(__file__).with_name("header_synonyms.csv")

_LONGEST_HEADER = 40
_LONGEST_PLAIN_HEADER = 16
_SHORTEST_ENDING = 3  # 备注 or 情况 at the end of a longer header says too little
_TALLEST_HEADER = 3
_LABEL = "_label"
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Table:
    """One table: its sheet, header row, body rows (first to last, exclusive) and columns.

    `roles` gives the column of each role found (`task` and `narrative` always);
    `extra` the columns that have none, with their titles.
    """

    sheet: Sheet
    header: int
    first: int
    last: int
    roles: Mapping[str, int]
    extra: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Label:
    """A label such as 填报单位： or 联系人： found in a row, and the text that follows it."""

    role: str
    start: int
    value: str


def find_tables(workbook: Workbook) -> tuple[Table, ...]:
    """Return every table of the visible sheets; a repeated header begins a table of its own.

    Raises UserError `no_table` if there is none.
    """
    tables = tuple(
        table for sheet in workbook.sheets if sheet.visible for table in _tables_of(sheet)
    )
    if not tables:
        raise refusal("no_table")
    return tables


def labels_in(line: str) -> list[Label]:
    """Return the labels that a row holds, its cells joined by tabs, with their values."""
    found = [
        (match.lastgroup or "", match.start(), match.end())
        for match in _label_pattern().finditer(line)
    ]
    starts = [start for _, start, _ in found] + [len(line)]
    return [
        Label(role, start, line[value:end].strip())
        for (role, start, value), end in zip(found, starts[1:], strict=True)
    ]


def header_role(cell: str) -> tuple[str, int] | None:
    """Return the role that a header cell names and its rank in the synonym list, else None.

    The whole text counts first, then its longest known ending (2024年第三季度落实情况).
    """
    return _header_role(cell) if 0 < len(cell) <= _LONGEST_HEADER else None


@lru_cache(maxsize=4096)
def _header_role(cell: str) -> tuple[str, int] | None:
    wide = _BRACKETED.sub("", unicodedata.normalize("NFKC", cell))
    plain = _NOT_A_WORD.sub("", wide)
    names = _header_names()
    if plain in names or not plain or len(plain) > _LONGEST_PLAIN_HEADER:
        return names.get(plain)
    endings = (plain[cut:] for cut in range(1, len(plain) - _SHORTEST_ENDING + 1))
    return next((names[ending] for ending in endings if ending in names), None)


@cache
def _synonyms() -> list[tuple[str, str]]:
    return [(row["role"], row["name"]) for row in read_csv(SYNONYMS_FILE)]


@cache
def _header_names() -> dict[str, tuple[str, int]]:
    return {
        name: (role, rank)
        for rank, (role, name) in enumerate(_synonyms())
        if not role.endswith(_LABEL)
    }


@cache
def _label_pattern() -> re.Pattern[str]:
    """Return a pattern with one group a label role; offices space out short labels (联 系 人)."""
    names: dict[str, list[str]] = {}
    for role, name in _synonyms():
        if role.endswith(_LABEL):
            names.setdefault(role.removesuffix(_LABEL), []).append(r"[ \u3000]*".join(name))
    roles = "|".join(f"(?P<{role}>{'|'.join(spelt)})" for role, spelt in names.items())
    return re.compile(
        rf"(?:^|(?<=[\s)）]))(?:{roles})\s*(?:[(（][^()（）]*[)）])?(?:\s*[:：]|\s|$)"
    )


def _tables_of(sheet: Sheet) -> list[Table]:
    headers = _headers_of(sheet)
    starts = [row for row, _ in headers] + [len(sheet.rows)]
    return [
        Table(
            sheet,
            row,
            min(row + _header_height(sheet, row, roles), end),
            end,
            roles,
            _extra_columns(sheet.rows[row], roles),
        )
        for (row, roles), end in zip(headers, starts[1:], strict=True)
    ]


def _headers_of(sheet: Sheet) -> list[tuple[int, dict[str, int]]]:
    headers: list[tuple[int, dict[str, int]]] = []
    for place, row in enumerate(sheet.rows):
        if headers and header_role(row[headers[-1][1]["task"]]) is None:
            continue
        if roles := _roles_of(row):
            headers.append((place, roles))
    return headers


def _roles_of(row: Sequence[str]) -> dict[str, int]:
    """Return the column of each role if `row` is a header, else nothing.

    Of several headers for one role the one that the list names first counts. A table that gives
    its tasks under a category's name (重点任务, no 具体内容) has them in the last such column.
    """
    named = [
        (rank, column, role)
        for column, cell in enumerate(row)
        if (hit := header_role(cell)) is not None
        for role, rank in (hit,)
    ]
    roles: dict[str, int] = {}
    for _, column, role in sorted(named):
        roles.setdefault(role, column)
    if "narrative" not in roles:
        return {}
    categories = [column for _, column, role in named if role == "category"]
    if "task" not in roles and categories:
        roles["task"] = categories[-1]
        del roles["category"]
        if len(categories) > 1:
            roles["category"] = categories[0]
    return roles if "task" in roles else {}


def _header_height(sheet: Sheet, row: int, roles: Mapping[str, int]) -> int:
    """Return how many rows the header takes: as many as a header cell is merged down."""
    spans = [
        last_row - first_row + 1
        for first_row, first, last_row, last in sheet.merged
        if first_row == row and any(first <= column <= last for column in roles.values())
    ]
    return min(max(spans, default=1), _TALLEST_HEADER)


def _extra_columns(header: Sequence[str], roles: Mapping[str, int]) -> tuple[tuple[int, str], ...]:
    kept = set(roles.values()) - {roles.get("remark")}
    return tuple(
        (column, title.strip()) for column, title in enumerate(header) if column not in kept
    )

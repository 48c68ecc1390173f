"""Labels such as 填报单位： or 联系人： in the rows around a table, and columns of that name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.form.header_names import header_names, label_patterns, plain_header
from ingest.form.table import Table
from ingest.identity.sources import Said

_OF_UNITS = re.compile(
    r"(?:填报|报送|上报|所属|所在)?(?:(?:县市?区|市县区|区县)(?:单位|局)?|单位)(?:名称)?"
)
_DITTO = re.compile(r"同上|[〃″]")
_LONGEST_NAME = 100


@dataclass(frozen=True)
class Label:
    """A label found in a row, where it starts, its name as written, and the text behind it."""

    role: str
    start: int
    name: str
    value: str


def labels_in(line: str) -> list[Label]:
    """Return the labels that a row holds, its cells joined by tabs, with their values."""
    pattern = label_patterns()["：" in line or ":" in line]
    matches = list(pattern.finditer(line))
    ends = [*(match.start() for match in matches), len(line)][1:]
    return [
        Label(
            (match.lastgroup or "").removeprefix("glued_"),
            match.start(),
            match[match.lastgroup or 0],
            line[match.end() : end].strip(),
        )
        for match, end in zip(matches, ends, strict=True)
    ]


def unit_cells(table: Table) -> list[Said]:
    """Return what a column 填报单位, 单位 or 县区 says in the rows of tasks, each text once.

    It is blank under a merge; where it is blank at the top, it speaks of single tasks only.
    """
    columns = [column for column, title in table.extra if _is_of_units(title)]
    if not columns:
        return []
    sheet, task = table.sheet, table.roles["task"]
    places = [p for p in range(table.first, table.last) if sheet.rows[p][task].strip()]
    told: dict[str, Said] = {}
    for column in columns:
        texts = [sheet.rows[place][column].strip()[:_LONGEST_NAME] for place in places]
        if not any(texts[:1]):
            continue
        for place, text in zip(places, texts, strict=True):
            if text and not _DITTO.fullmatch(text):
                told.setdefault(text, Said(text, sheet.name, sheet.cell_name(place, column)))
    return list(told.values())


def _is_of_units(title: str) -> bool:
    plain = plain_header(title)
    return plain in header_names().labels.get("unit", ()) or bool(_OF_UNITS.fullmatch(plain))

"""The rows of a returned liaison list: whose liaison somebody is, and how to call them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from ingest.findings import Finding, found
from ingest.form.contacts import hidden_numbers, numbers_in, without_numbers_in
from ingest.form.header_names import plain_header
from ingest.workbook import Sheet, Workbook
from ledger.csv_files import read_table
from ledger.errors import UserError
from ledger.plan_files import PLAN_FOLDER
from ledger.units import UnitRegistry

COLUMNS_FILE = PLAN_FOLDER / "liaison_columns.csv"
ROLES = ("number", "unit", "person", "phone", "remark")
_BRACKETED = re.compile(r"\([^()]*\)")
_DEEPEST_HEADER = 15  # rows above the table: the annex's number, its title, the sender
BETWEEN_NUMBERS = "、"

Columns = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Liaison:
    """One row: the official unit (empty when nobody knows the name as `said_unit`), who, numbers.

    `phone` holds digits only, several numbers parted by 、.
    """

    unit: str
    said_unit: str
    person: str
    phone: str
    remark: str


def read_liaisons(
    book: Workbook, sender: str, registry: UnitRegistry
) -> tuple[list[Liaison], list[Finding]]:
    """Return the rows of the first sheet that has such a table, and what a person must look at.

    A row that names no unit is the sender's, as is the only row of a file whatever it names.
    """
    for sheet in book.sheets:
        header = _header(sheet)
        if header is not None:
            rows = list(_rows(sheet, *header))
            return _placed(rows, sender, registry)
    return [], [found("liaison_header_unknown")]


def _placed(
    rows: list[Liaison], sender: str, registry: UnitRegistry
) -> tuple[list[Liaison], list[Finding]]:
    placed, findings = [], []
    for row in rows:
        known = registry.resolve(_without_brackets(row.said_unit))
        own = len(rows) == 1 or not row.said_unit
        unit = known.unit if known else sender if own else ""
        placed.append(replace(row, unit=unit))
        if not unit:
            findings.append(found("liaison_unit_unknown", value=row.said_unit, person=row.person))
    return placed, findings or ([] if rows else [found("liaison_header_unknown", "no_rows")])


def _header(sheet: Sheet) -> tuple[int, Columns] | None:
    """Return the place of the header row, and the columns of each role in it."""
    for place, row in enumerate(sheet.rows[:_DEEPEST_HEADER]):
        columns: dict[str, list[int]] = {}
        for column, cell in enumerate(row):
            if role := _role(cell):
                columns.setdefault(role, []).append(column)
        if "person" in columns and {"unit", "phone"} & set(columns):
            return place, columns
    return None


def _rows(sheet: Sheet, header: int, columns: Columns) -> Iterator[Liaison]:
    """Yield what the rows below the header say; a merged cell for the unit holds for all its rows.

    Rows with nobody in them, as notes below the table, are passed over.
    """
    above = ""
    for row in sheet.rows[header + 1 :]:
        who = _joined(row, columns["person"])
        called = " ".join(row[column] for column in columns.get("phone", ()))
        person, numbers = without_numbers_in(who), [*numbers_in(called), *numbers_in(who)]
        if _role(who) or not (person or numbers):
            continue
        said = hidden_numbers(_joined(row, columns.get("unit", ()))) or above
        above = said
        remark = hidden_numbers(_joined(row, columns.get("remark", ())))
        phone = BETWEEN_NUMBERS.join(dict.fromkeys(numbers))
        yield Liaison("", said, person, phone, remark)


def _joined(row: Sequence[str], columns: Sequence[int]) -> str:
    cells = (" ".join(row[column].split()) for column in columns)
    return "；".join(cell for cell in cells if cell)


def _role(cell: str) -> str:
    """Return what a header cell names, by its longest ending that is in the list."""
    plain = plain_header(_without_brackets(cell))
    names = column_names()
    endings = (plain[cut:] for cut in range(len(plain)))
    return next((names[ending] for ending in endings if ending in names), "")


def _without_brackets(text: str) -> str:
    return _BRACKETED.sub("", unicodedata.normalize("NFKC", text))


@cache
def column_names(path: Path = COLUMNS_FILE) -> dict[str, str]:
    """Return the role of each header word; raises UserError `liaison_columns` for a wrong line."""
    table = read_table(path)
    names: dict[str, str] = {}
    for line, row in table.rows:
        role, name = row.get("role", ""), plain_header(row.get("name", ""))
        if role not in ROLES or not name or name in names:
            raise UserError(
                "liaison_columns",
                f"role 应为 {'、'.join(ROLES)}，name 不能为空或重复。",
                f"{table.name} 第{line}行",
                "请改正后重试。",
            )
        names[name] = role
    return names

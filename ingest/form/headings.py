"""The rows around a table: titles, 填报单位, 联系人, notes; and what a row can turn out to be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.findings import Finding, found
from ingest.form.contacts import Contacts
from ingest.form.entries import Block
from ingest.form.labels import Label, labels_in
from ingest.identity.quarter_words import names_quarter
from ingest.identity.sources import Said
from ingest.workbook import Sheet

_LONGEST_TITLE = 120
_LONGEST_VALUE = 200
_SENTENCE = re.compile(r"[。；;]|请|务必|不得|(?:日|月|月底|月末|时)前")
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
ITEM = re.compile(r"[(（]?[\d一二三四五六七八九十]+[)）.．、]")
_ORDINAL = "[一二三四五六七八九十]{1,3}"
HEADING = re.compile(
    rf"(?:[(（]{_ORDINAL}[)）]|{_ORDINAL}[、.．\s]|第{_ORDINAL}[类项章部]).{{1,38}}"
)
PAGE = re.compile(r"第?\s*\d+\s*页.{0,12}|[(（]?续(?:上?表|前页)?\s*\d*[)）]?|[-—]\s*\d+\s*[-—]")
SIGNED = re.compile(r".{2,30}(?:局|队|科|股|所|站|中心|办公室)\s*(?:[(（].{0,6}[)）])?")
DATED = re.compile(
    r"(?:20\d\d|[一二三四五六七八九十〇○零]{4})\s*年.{1,4}月(?:.{1,4}日)?|20\d\d([./-])\d{1,2}\1\d{1,2}"
)
_COVER_ROWS = 15
_FEWEST_SENTENCES = 2  # paragraphs of sentences that make a text above the table


class RowKind(StrEnum):
    """What a row turned out to be."""

    MATCHED = "matched"
    REMARK = "remark"
    FINDING = "finding"
    TITLE = "title"
    HEADER = "header"
    CATEGORY = "category"
    TOTAL = "sum"
    CONTACT = "contact"
    NOTE = "note"
    BLANK = "blank"


LABELLED = {
    "unit": RowKind.TITLE,
    "date": RowKind.TITLE,
    "quarter": RowKind.TITLE,
    "contact": RowKind.CONTACT,
    "signer": RowKind.CONTACT,
    "phone": RowKind.CONTACT,
    "total": RowKind.TOTAL,
    "note": RowKind.NOTE,
}


@dataclass
class Rows:
    """What the rows of one sheet hold, in order.

    `distant` are titles that a text of sentences parts from the table.
    `kinds` counts every row once, so that its sum is the number of rows read; only the rows that
    name tasks stand in `named` instead, with their tasks, until it is known whether another row
    named them before.
    """

    blocks: list[Block] = field(default_factory=list)
    named: list[tuple[int, ...]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    kinds: Counter[RowKind] = field(default_factory=Counter)
    units: list[Said] = field(default_factory=list)
    titles: list[Said] = field(default_factory=list)
    distant: list[Said] = field(default_factory=list)
    covers: list[Said] = field(default_factory=list)
    dates: list[Said] = field(default_factory=list)
    contacts: Contacts = field(default_factory=Contacts)


def read_cover(rows: Rows, sheet: Sheet) -> None:
    """Read a sheet without a table; only a short one may name the unit or the quarter."""
    filled = sum(1 for row in sheet.rows if any(row))
    read_outside(rows, sheet, len(sheet.rows), rows.covers if filled <= _COVER_ROWS else [])
    if filled:
        rows.findings.append(found("sheet_without_table", sheet=sheet.name, sheet_name=sheet.name))


def read_outside(rows: Rows, sheet: Sheet, end: int, titles: list[Said]) -> None:
    """Read the rows above a table: titles, 填报单位, notes.

    In a Word file the titles above a text of several sentences are that text's, a summary's or a
    letter's, and distant from the table.
    """
    noting, sentences, of_text = False, 0, 0
    for place in range(end):
        line = line_of(sheet.rows[place])
        said = Said(line, sheet.name, first_cell(sheet, place)) if line else Said("")
        kind = _read_line(rows, said, noting, titles)
        sentences += kind is RowKind.NOTE and bool(sheet.row_places)
        if kind is RowKind.NOTE and sentences >= _FEWEST_SENTENCES:
            of_text = len(titles)
        noting = noting or kind is RowKind.NOTE
        rows.kinds[kind] += 1
    if titles is rows.titles:
        rows.distant, rows.titles = titles[:of_text], titles[of_text:]


def _read_line(rows: Rows, said: Said, noting: bool, titles: list[Said]) -> RowKind:
    if not said.text:
        return RowKind.BLANK
    if noting and ITEM.match(said.text):
        return RowKind.NOTE
    labels = labels_in(said.text)
    kind = LABELLED[labels[0].role] if labels and labels[0].start == 0 else RowKind.TITLE
    if kind is not RowKind.NOTE:
        keep_labels(rows, labels, said)
    title = said.text[: labels[0].start] if labels else said.text
    if kind is not RowKind.TITLE or not title:
        return kind
    if not is_title(title, noting):
        return RowKind.TITLE if labels else RowKind.NOTE
    titles.append(Said(title[:_LONGEST_TITLE], said.sheet, said.cell))
    return RowKind.TITLE


def keep_labels(rows: Rows, labels: Sequence[Label], said: Said) -> None:
    """Keep what a row's labels introduce: unit, quarter, date of writing, people, telephone."""
    for label in labels:
        value = label.value[:_LONGEST_VALUE]
        if label.role == "unit":
            rows.units.append(Said(value, said.sheet, said.cell))
        elif label.role == "quarter" or (label.role == "date" and _is_quarter(value)):
            rows.titles.append(Said(value, said.sheet, said.cell))
        elif label.role == "date":
            rows.dates.append(Said(value, said.sheet, said.cell))
        elif label.role == "contact":
            rows.contacts.keep_name(label.name, value)
        elif label.role == "signer":
            rows.contacts.keep_signer(label.name, value)
        elif label.role == "phone":
            rows.contacts.keep_phone(value)


def _is_quarter(value: str) -> bool:
    """Return whether behind 填报时间 a quarter stands, not a date or when which quarter is due."""
    return names_quarter(value) and is_title(value.rstrip("。；;"), noting=False)


def is_title(line: str, noting: bool) -> bool:
    """Return whether a line is short and no sentence, nor an item of the notes begun above it."""
    if len(line) > _LONGEST_TITLE or (noting and ITEM.match(line)):
        return False
    return not _SENTENCE.search(_BRACKETED.sub("", line) or line)


def line_of(row: Sequence[str]) -> str:
    """Return the row's cells that are not blank, joined by tabs."""
    return "\t".join(cell.strip() for cell in row if cell and not cell.isspace())


def first_cell(sheet: Sheet, place: int) -> str:
    """Return what to call the first cell of a row that is not blank."""
    column = next((c for c, cell in enumerate(sheet.rows[place]) if cell.strip()), 0)
    return sheet.cell_name(place, column)

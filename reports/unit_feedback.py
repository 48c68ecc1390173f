"""One page that goes back to a unit: the few things asked of it, and what its ledger said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO
from unicodedata import east_asian_width

import pandas as pd

from ledger.words import STATUS_LABELS
from reports.document_quotes import quoted
from reports.document_tables import TEXT_AREA
from reports.document_words import chinese_day, in_words, short_day
from reports.download_names import download_name
from reports.official_document import OfficialDocument
from reports.reminder_digest import COLOURS, DOCUMENT, RETURNED, SOON, Item
from reports.unit_facts import UnitFacts

_WIDTHS = (10.0, 32.0, 40.0, 47.0, 27.0)  # mm, together the text area
_HEADINGS = ("序号", "事项", "台账怎么说", "需要做什么", "期限")
_LONGEST_QUOTE = 30
_FIRST_DOCUMENTS, _FIRST_TASKS = 4, 5  # before the older documents
_HEIGHT = 225 * 72 / 25.4  # points of the text area
_OTHERS = 74  # points: the line below the title, what is left out, the small line of the source
_TITLE_LINE, _LINE, _TABLE_LINE, _GAP = 32, 28, 16, 4  # points
_TITLE_SIZE, _SIZE, _TABLE_SIZE = 22, 16, 10.5  # points
_INDENT = 2  # characters
_MARGINS = 2.5  # mm, of a cell
_LATIN = 0.65  # of a character: as wide as it gets where the fonts of official documents are absent
_POINT = 25.4 / 72  # mm


def feedback_page_name(unit: str) -> str:
    """Return what to call a unit's one-page feedback when it is downloaded."""
    return download_name(f"{unit}_反馈单", ".docx")


def write_unit_feedback(target: Path | BinaryIO, facts: UnitFacts) -> None:
    """Write the feedback to `target`, never more than one page; the same facts, the same bytes.

    Raises OSError if the place cannot be written to.
    """
    document = OfficialDocument()
    title, opening = f"{facts.unit}工作台账办理事项反馈单", _opening(facts)
    document.title(title)
    document.body(opening)
    used = _lines(title, _TITLE_SIZE, TEXT_AREA) * _TITLE_LINE
    used += _lines("　" * _INDENT + opening, _SIZE, TEXT_AREA) * _LINE + _OTHERS
    items = _ordered(facts)
    rows = _fitting([_row(facts, n, item) for n, item in enumerate(items, start=1)], _HEIGHT - used)
    if rows:
        document.table(pd.DataFrame(rows, columns=list(_HEADINGS)), _WIDTHS)
    if len(items) > len(rows):
        document.body(f"其余{len(items) - len(rows)}项见附表（落实情况表“需要做的”部分）。")
    document.source(f"来源：该单位报送的工作台账和材料，截至{chinese_day(facts.as_of)}。")
    document.save(target)


def _ordered(facts: UnitFacts) -> list[Item]:
    """Return the items, first what the unit can do at once and soon, then tasks by category.

    Ledgers to correct, then documents to hand in, the newest first, then what is due soon, then the
    red tasks and at last the yellow ones. Of many documents the older ones come after the first red
    tasks, so that the page has always some of each.
    """
    categories = {row["task_no"]: row["category_no"] for row in facts.tasks}

    def place(item: Item) -> tuple[int, ...]:
        due = item.due_on.toordinal() if item.due_on else 0
        if item.kind in (RETURNED, DOCUMENT) and item.colour != SOON:
            return (int(item.kind == DOCUMENT), -due)
        if item.colour == SOON:
            return (2, due)
        task = item.task_no or 0
        return (3 + list(COLOURS).index(item.colour), categories.get(task, 0), task)

    ordered = sorted(facts.digest.items, key=place)
    documents = [item for item in ordered if item.kind == DOCUMENT and item.colour != SOON]
    older = documents[_FIRST_DOCUMENTS:]
    others = [item for item in ordered if item not in older]
    tasks = [at for at, item in enumerate(others) if item.task_no and item.colour != SOON]
    turn = next(iter(tasks[_FIRST_TASKS:]), len(others))
    return others[:turn] + older + others[turn:]


def _opening(facts: UnitFacts) -> str:
    digest, counts = facts.digest, facts.counts
    head = f"截至{chinese_day(facts.as_of)}，{facts.unit}适用任务{counts.applicable}项，其中红灯"
    lights = f"{counts.red}项（{counts.red}/{counts.applicable}）。"
    if not digest.items:
        return f"{head}{lights}没有需要办理的事项。"
    return f"{head}{lights}需要办理{len(digest.items)}项：{digest.sums}。"


def _row(facts: UnitFacts, number: int, item: Item) -> tuple[str, ...]:
    by = short_day(item.due_on)
    if item.days is not None and item.days > 0:
        by = f"{by}\n已过{item.days}天"
    by = by or ("下一期台账" if item.kind == "continuing" else "尽快")
    return str(number), item.subject, _said(facts, item), in_words(item.request), by


def _said(facts: UnitFacts, item: Item) -> str:
    """Return what the latest ledger says of the task; of a document, what is the case."""
    row = facts.standing_of.get(item.task_no or 0)
    if row is None:
        case = in_words(item.case)
        return case.split("，", maxsplit=1)[-1] if item.kind == DOCUMENT else case
    pieces = quoted(row["narrative"] or "", row["evidence"] or "", _LONGEST_QUOTE)
    words = "".join(text for text, _ in pieces)
    return f"{STATUS_LABELS[row['status']]}{f'：“{words}”' if words else ''}"


def _fitting(rows: Sequence[tuple[str, ...]], room: float) -> list[tuple[str, ...]]:
    """Return the first rows that fit into `room` points below the table's head."""
    room -= _TABLE_LINE + _GAP
    shown = []
    for row in rows:
        room -= _height(row)
        if room < 0:
            break
        shown.append(row)
    return shown


def _height(row: Sequence[str]) -> float:
    lines = [
        sum(_lines(line, _TABLE_SIZE, width - _MARGINS) for line in text.splitlines())
        for text, width in zip(row, _WIDTHS, strict=True)
    ]
    return max(lines) * _TABLE_LINE + _GAP


def _lines(text: str, size: float, width: float) -> int:
    """Return how many lines of `width` mm the text fills at most, in letters of `size` points."""
    characters = sum(1 if east_asian_width(char) in "WFA" else _LATIN for char in text)
    room = width / (size * _POINT)
    # A line may end early, before a mark or a long number.
    return 1 if characters <= room else math.ceil(characters / (room - 1))

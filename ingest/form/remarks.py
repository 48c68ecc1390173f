"""Texts that stand beside a blank answer, in a column for remarks: told, never taken for it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.findings import Finding, found
from ingest.form.answers import is_dash
from ingest.form.entries import Block
from ingest.form.header_words import header_role, is_timed
from ingest.form.table import Table

_WORDS = re.compile(r"[^\W\d_a-zA-Z]{2}")
_SHORTEST = 6
_REMARK = "备注"  # of the columns for remarks only this may hold anything


def unanswered(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks whose answers say nothing, or hold only the form's own dash."""
    return [b for b in blocks if all(not t.strip() or is_dash(t) for t, _ in b.cells)]


def beside_blanks(table: Table, blank: Sequence[Block]) -> list[Finding]:
    """Return a finding for each text beside the answer of one of the `blank` blocks of `table`."""
    columns = [(column, title) for column, title in table.extra if _may_answer(title)]
    if not columns:
        return []
    return [finding for block in blank for finding in _told(table, block, columns)]


def _told(table: Table, block: Block, columns: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    sheet = table.sheet
    tasks = "、".join(str(task.task_no) for task in block.tasks)
    for place in range(block.first_row, block.last_row + 1):
        for column, title in columns:
            text = sheet.rows[place][column].strip()
            if len(text) >= _SHORTEST and _WORDS.search(text):
                cell, shown = sheet.cell_name(place, column), title or f"第{column + 1}"
                yield found(
                    "narrative_in_remark",
                    sheet=sheet.name, cell=cell, value=text, tasks=tasks, column=shown,
                )  # fmt: skip


def _may_answer(title: str) -> bool:
    """Return whether a column may hold an answer: 备注, another 进展情况, one of no known name."""
    if is_timed(title):  # another quarter's
        return False
    role = header_role(title)
    return role is None or role[0] == "narrative" or _REMARK in title

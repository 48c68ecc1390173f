"""Texts behind a task or its deadline while the answer is blank: told, never taken for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz

from ingest.findings import Finding, found
from ingest.form.entries import Block
from ingest.form.matching import TaskIndex, plain
from ingest.form.table import Table
from ledger.plan import Task

_STATE = re.compile("[已未无]|完成")
_EDGES = " \t\r\n\u3000。；;，,、"
_SHORTEST = 6  # shorter, it may be a mere remark: （持续推进）
_NEAR = 90
_DONE = "已"  # no deadline says it


def behind_tasks(table: Table, blank: Sequence[Block], index: TaskIndex) -> list[Finding]:
    """Return a finding for each cell of one of the `blank` tasks that says more than the form."""
    return [finding for block in blank for finding in _told(table, block, index)]


def _told(table: Table, block: Block, index: TaskIndex) -> Iterator[Finding]:
    sheet, tasks = table.sheet, "、".join(str(task.task_no) for task in block.tasks)
    task, number = table.roles["task"], table.roles.get("number")
    deadline = table.roles.get("deadline")
    for place in range(block.first_row, block.last_row + 1):
        row = sheet.rows[place]
        named = index.match(row[task], "" if number is None else row[number])
        if not named and len(block.tasks) == 1:  # known by its number alone
            named = tuple(block.tasks)
        said = {task: _behind_task(row[task], named)}
        if deadline is not None:
            said[deadline] = _behind_deadline(row[deadline], block.tasks)
        for column, more in said.items():
            if more:
                cell, shown = sheet.cell_name(place, column), table.titles[column]
                yield found(
                    "narrative_misplaced",
                    sheet=sheet.name, cell=cell, value=more, tasks=tasks, column=shown,
                )  # fmt: skip


def _behind_task(text: str, tasks: Sequence[Task]) -> str:
    """Return what follows the tasks' wordings; for a task worded otherwise the whole cell."""
    if len(tasks) == 1 and text.endswith((tasks[0].text, tasks[0].printed_text or tasks[0].text)):
        return ""
    wordings = [[plain(words) for words in (t.text, t.printed_text) if words] for t in tasks]
    rest = _behind(text, wordings)
    if len(rest) == len(tasks):
        return "\n".join(filter(_is_told, rest))
    if len(tasks) > 1:  # what is not found may be the next task
        return ""
    bare = plain(text)
    near = fuzz.partial_ratio_alignment(wordings[0][0], bare, score_cutoff=_NEAR)
    return text.strip() if near and len(bare) - near.dest_end >= _SHORTEST else ""


def _is_told(part: str) -> bool:
    return len(plain(part)) >= _SHORTEST or _STATE.search(part) is not None


def _behind_deadline(text: str, tasks: Sequence[Task]) -> str:
    """Return what follows the form's deadline, or the whole cell if it says something is done."""
    if _DONE not in text:
        return ""
    parts = _behind(text, [[plain(task.deadline_text)] for task in tasks]) or [text.strip()]
    more = "\n".join(parts)
    return more if _DONE in more else ""


def _behind(text: str, wordings: Sequence[Sequence[str]]) -> list[str]:
    """Return the text behind each of the wordings, up to the next; nothing if none is there."""
    bare = plain(text)
    spans = _spans(bare, wordings)
    if not any(map(_is_told, _gaps(bare, spans))):  # nearly always: no need to look for places
        return [""] * len(spans)
    letters = [(letter, place) for place, char in enumerate(text) for letter in plain(char)]
    spans = _spans("".join(letter for letter, _ in letters), wordings)
    gaps = _gaps(text, [(letters[first][1], letters[last][1]) for first, last in spans])
    return [gap.lstrip(_EDGES).rstrip() for gap in gaps]


def _spans(bare: str, wordings: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the first and last character of each task's wording in a text, in their order."""
    here = (max((w for w in known if w in bare), key=len, default="") for known in wordings)
    return sorted((bare.index(w), bare.index(w) + len(w) - 1) for w in here if w)


def _gaps(text: str, spans: Sequence[tuple[int, int]]) -> list[str]:
    ends = [*(first for first, _ in spans[1:]), len(text)]
    return [text[last + 1 : end] for (_, last), end in zip(spans, ends, strict=False)]

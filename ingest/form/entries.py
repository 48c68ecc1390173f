"""From rows that belong together to one entry a task: who answers what, and from which cell."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.form.answer_marks import find_marks
from ingest.form.answered import Answered, Entry
from ingest.form.answers import own_answer, split_answers
from ingest.workbook import Sheet
from ledger.plan import Task

__all__ = ["Answered", "Block", "Entry", "Note", "answer"]


class Note(NamedTuple):
    """What one row says beside its answer: the tasks it names, its further columns, its state."""

    tasks: tuple[int, ...]
    remark: str
    declared: str


@dataclass(slots=True)
class Block:
    """Rows that are answered together: their tasks and their narrative cells (text and row).

    `misprinted` gives the number that the form prints before a task if it is another task's;
    `notes` are the rows' further columns, one a row, where the table has any.
    """

    sheet: Sheet
    column: int
    first_row: int
    last_row: int
    tasks: list[Task]
    cells: list[tuple[str, int]]
    misprinted: dict[int, int] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


def answer(blocks: Iterable[Block]) -> Answered:
    """Return the entries of all `blocks`, each task once."""
    answered = Answered()
    for block in blocks:
        if len(block.cells) == 1:
            _answer_cell(answered, block, block.tasks, *block.cells[0])
        elif len(block.tasks) == 1:
            _answer_joined(answered, block)
        else:
            _answer_rows(answered, block)
    answered.compare_sheets()
    return answered


def _answer_cell(answered: Answered, block: Block, tasks: list[Task], text: str, row: int) -> None:
    """Divide one cell among `tasks`."""
    cell = block.sheet.cell_name(row, block.column)
    if len(tasks) == 1:
        narrative = own_answer(tasks[0], text, block.misprinted)
        answered.add(_entry(block, tasks[0], narrative, cell))
        return
    answers = split_answers(tasks, text, block.misprinted)
    for part, (task, narrative) in enumerate(zip(tasks, answers.texts, strict=True)):
        shared = answers.shared or task.task_no in answers.together
        answered.add(_entry(block, task, narrative, cell, part, shared))
    if answers.shared or answers.together:
        shared_by = answers.together or [task.task_no for task in tasks]
        numbers = "、".join(map(str, shared_by))
        answered.note("shared_narrative", block.sheet.name, cell, text, tasks=numbers)
    if answers.unnamed and len(block.cells) == 1:  # else another row may answer them
        numbers = "、".join(map(str, answers.unnamed))
        answered.note("split_incomplete", block.sheet.name, cell, text, tasks=numbers)
    if answers.lead_in:
        answered.note("text_before_numbers", block.sheet.name, cell, answers.lead_in)


def _entry(
    block: Block, task: Task, narrative: str, cell: str, part: int = 0, shared: bool = False
) -> Entry:
    sheet = block.sheet.name
    if not block.notes:
        return Entry(task.task_no, narrative, sheet, cell, part, shared)
    remark, declared = _noted(block, task)
    return Entry(task.task_no, narrative, sheet, cell, part, shared, remark, declared)


def _noted(block: Block, task: Task) -> tuple[str, str]:
    """Return the remark and the declared state of one task: its own row's, where it has one."""
    notes = block.notes
    if len(notes) == 1 and (len(block.tasks) == 1 or not notes[0].declared):
        return notes[0].remark, notes[0].declared
    place = block.tasks.index(task)
    if len(notes) == 1:
        states = split_answers(block.tasks, notes[0].declared, block.misprinted).texts
        return notes[0].remark, states[place]
    if len(notes) == len(block.tasks):
        return notes[place].remark, notes[place].declared
    own = [note for note in notes if not note.tasks or task.task_no in note.tasks]
    remark = "\n".join(note.remark for note in own if note.remark)
    return remark, "\n".join(note.declared for note in own if note.declared)


def _answer_joined(answered: Answered, block: Block) -> None:
    """Join the several narrative cells of one task, the blank ones left out."""
    filled = [(text, row) for text, row in block.cells if text.strip()]
    text = "\n".join(text for text, _ in filled)
    row = filled[0][1] if filled else block.cells[0][1]
    _answer_cell(answered, block, block.tasks, text, row)


def _answer_rows(answered: Answered, block: Block) -> None:
    """Give each cell to the tasks that it numbers, else to the task of its place.

    Places count where there are as many cells as tasks. A cell that could answer any of the
    tasks becomes a finding, unless it is the first and none is numbered: then all share it.
    """
    placed = len(block.cells) == len(block.tasks)
    marked = [_marked(block, text) for text, _ in block.cells]
    if placed:
        marked = _by_printed_number(block, marked)
    if not placed and not any(marked):
        marked[0] = block.tasks
    own = Answered()
    for place, (text, row) in enumerate(block.cells):
        here = block.tasks[place : place + 1] if placed else []
        tasks = sorted({task.task_no: task for task in here + marked[place]}.items())
        if text.strip() and tasks:
            _add_answers(own, block, [task for _, task in tasks], text, row)
        elif text.strip():
            cell = block.sheet.cell_name(row, block.column)
            own.note("row_unmatched", block.sheet.name, cell, text, case="no_task")
    answered.findings += own.findings
    for place, task in enumerate(block.tasks):
        row = block.cells[place if placed else 0][1]
        cell = block.sheet.cell_name(row, block.column)
        blank = _entry(block, task, "", cell)
        answered.add(own.entries.get(task.task_no, blank))


def _add_answers(own: Answered, block: Block, tasks: list[Task], text: str, row: int) -> None:
    """Divide one cell of several; what it leaves blank may stand in another."""
    here = Answered()
    _answer_cell(here, block, tasks, text, row)
    own.findings += here.findings
    for entry in here.entries.values():
        if entry.narrative.strip():
            own.add(entry)


def _marked(block: Block, text: str) -> list[Task]:
    marks = find_marks([task.task_no for task in block.tasks], text, block.misprinted)
    numbers = {mark.number for mark in marks}
    return [task for task in block.tasks if task.task_no in numbers]


def _by_printed_number(block: Block, marked: list[list[Task]]) -> list[list[Task]]:
    """Return `marked` without the number that the form misprints before the task of the place.

    Unless some cell bears that task's own number: then the numbers are the tasks'.
    """
    known = {task.task_no for tasks in marked for task in tasks}
    return [
        []
        if own.task_no not in known
        and [task.task_no for task in tasks] == [block.misprinted.get(own.task_no)]
        else tasks
        for own, tasks in zip(block.tasks, marked, strict=True)
    ]

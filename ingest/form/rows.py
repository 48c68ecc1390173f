"""Every row of a sheet, accounted for: tasks with their answers, remarks, furniture."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.findings import found
from ingest.form.answer_rows import AnswerRows, open_block
from ingest.form.entries import Block, Note
from ingest.form.headings import (
    DATED,
    HEADING,
    ITEM,
    LABELLED,
    PAGE,
    SIGNED,
    RowKind,
    Rows,
    first_cell,
    keep_labels,
    line_of,
)
from ingest.form.labels import Label, labels_in
from ingest.form.matching import TaskIndex
from ingest.form.misplaced import behind_tasks
from ingest.form.numbering import Numbering
from ingest.form.remarks import beside_blanks, unanswered
from ingest.form.table import Table
from ingest.identity.sources import Said

_LONGEST_LABELLED = 80
_WORDS = re.compile(r"[^\W\d_]{4}")


def read_table(rows: Rows, table: Table, index: TaskIndex, numbering: Numbering) -> None:
    """Add what the header and the body of `table` hold to the `rows` of its sheet."""
    rows.kinds[RowKind.HEADER] += table.first - table.header
    reader = _TableReader(rows, table, index, numbering)
    before = len(rows.blocks)
    for place in range(table.first, table.last):
        kind = reader.read_row(place, table.sheet.rows[place])
        if kind is not None:
            rows.kinds[kind] += 1
    blank = unanswered(rows.blocks[before:])
    rows.findings += beside_blanks(table, blank) + behind_tasks(table, blank, index)


class _TableReader:
    """Reads one table's body."""

    def __init__(self, rows: Rows, table: Table, index: TaskIndex, numbering: Numbering) -> None:
        self._rows = rows
        self._table = table
        self._index = index
        self._numbering = numbering
        self._task = table.roles["task"]
        self._narrative = table.roles["narrative"]
        self._number = table.roles.get("number")
        self._declared = table.roles.get("declared")
        self._extra = table.extra
        self._merged_narratives = table.merged_down(self._narrative)
        self._answers = AnswerRows(table)
        self._block = open_block(rows, table)
        self._noting, self._note_awaited = False, -1  # awaited: the row below a bare 说明：

    def read_row(self, place: int, row: Sequence[str]) -> RowKind | None:
        """Return what a row is; None if it names tasks."""
        text = row[self._task]
        number = "" if self._number is None else row[self._number]
        named = self._index.named(text, number) if text else None
        if named is not None and not named.tasks:
            named = self._numbering.named(text, number)
        if named is None:
            return self._read_other(place, row)
        block = self._block
        anchor = self._merged_narratives.get(place)
        if block is not None and anchor is not None and anchor >= block.first_row:
            known = {task.task_no for task in block.tasks}
            block.tasks += [task for task in named.tasks if task.task_no not in known]
            block.last_row = place
        else:
            cells = [(row[self._narrative], place)]
            block = Block(
                self._table.sheet, self._narrative, place, place, list(named.tasks), cells
            )
            self._rows.blocks.append(block)
            self._block = block
        block.misprinted.update(named.misprinted)
        self._keep_columns(block, row, named.numbers)
        self._rows.named.append(named.numbers)
        self._noting = False
        return None

    def _read_other(self, place: int, row: Sequence[str]) -> RowKind:
        line = line_of(row)
        if not line:
            return RowKind.MATCHED if self._continues(place, row) else RowKind.BLANK
        if self._noting and ITEM.match(line) and "\t" not in line:
            return RowKind.NOTE
        labels = labels_in(line)
        label = labels[0].role if labels and labels[0].start == 0 else ""
        block = self._block
        within = block is not None and self._answers.are_within(block, place, row, label)
        if within and self._continues(place, row):
            return RowKind.MATCHED
        short = len(line) <= _LONGEST_LABELLED and not row[self._narrative].strip()
        if label or (labels and short):
            return self._read_labelled(place, row, line, labels)
        if kind := self._furniture(place, line):
            return kind
        is_more = self._continues(place, row)
        return RowKind.MATCHED if is_more else self._read_unmatched(place, row, line)

    def _read_labelled(
        self, place: int, row: Sequence[str], line: str, labels: Sequence[Label]
    ) -> RowKind:
        kind, narrative = LABELLED[labels[0].role], row[self._narrative].strip()
        leading = self._answers.answers_lead
        among_answers = narrative and line.startswith(narrative) and not leading
        if kind is not RowKind.NOTE:
            keep_labels(self._rows, labels, self._said(place, line))
        elif not among_answers:
            self._noting = True
            self._note_awaited = -1 if labels[0].value else place + 1
        wordy = _WORDS.search(narrative) and not (leading and kind is RowKind.NOTE)
        if kind in (RowKind.NOTE, RowKind.TOTAL) and (among_answers or wordy):
            return self._remark(place, line)  # more than a sum or a note below the table
        return kind

    def _furniture(self, place: int, line: str) -> RowKind | None:
        """Return what a row is that belongs to the page, not to the table; None if it does not."""
        cells = line.split("\t")
        if any(title.text == line for title in self._rows.titles) or PAGE.fullmatch(line):
            return RowKind.TITLE
        if all(SIGNED.fullmatch(cell) or DATED.fullmatch(cell) for cell in cells):
            for cell in cells:
                kept = self._rows.dates if DATED.fullmatch(cell) else self._rows.covers
                kept.append(self._said(place, cell))
            return RowKind.TITLE
        if len(cells) == 1 and (place == self._note_awaited or self._index.is_category(line)):
            return RowKind.NOTE if place == self._note_awaited else RowKind.CATEGORY
        return None

    def _said(self, place: int, line: str) -> Said:
        return Said(line, self._table.sheet.name, first_cell(self._table.sheet, place))

    def _continues(self, place: int, row: Sequence[str]) -> bool:
        """Add a row without task text to the rows before it, if it is one of theirs.

        It may hold only a narrative: a CSV has lost its merges, a page ends within an answer.
        """
        block = self._block
        if block is None or row[self._task].strip() or not self._answers.follow(block, place):
            return False
        if not self._answers.are_claimed(block, place, row):
            if not self._answers.may_go_on(block, row):
                return False
            task_no, more = block.tasks[0].task_no, row[self._narrative]
            self._find("row_continued", place, self._narrative, more, task_no=task_no)
        if self._merged_narratives.get(place, -1) < block.first_row:
            block.cells.append((row[self._narrative], place))
        block.last_row = place
        self._keep_columns(block, row, ())
        return True

    def _read_unmatched(self, place: int, row: Sequence[str], line: str) -> RowKind:
        text, narrative = row[self._task], row[self._narrative]
        if not narrative.strip() and "\t" not in line and HEADING.fullmatch(line):
            return RowKind.CATEGORY
        if not text.strip() and not narrative.strip():
            return self._remark(place, line)
        rivals = self._index.rivals(text)
        case = "ambiguous" if rivals else "" if text.strip() else "no_task"
        column = self._task if text.strip() else self._narrative
        tasks = "、".join(str(task.task_no) for task in rivals)
        self._find("row_unmatched", place, column, line.replace("\t", "｜"), case, tasks=tasks)
        return RowKind.FINDING

    def _remark(self, place: int, line: str) -> RowKind:
        row = self._table.sheet.rows[place]
        column = next(c for c, cell in enumerate(row) if cell.strip())
        self._find("row_remark", place, column, line.replace("\t", "｜"))
        return RowKind.REMARK

    def _find(
        self, code: str, place: int, column: int, value: str, case: str = "", **words: object
    ) -> None:
        sheet = self._table.sheet
        cell = sheet.cell_name(place, column)
        finding = found(code, case, sheet=sheet.name, cell=cell, value=value, **words)
        self._rows.findings.append(finding)

    def _keep_columns(self, block: Block, row: Sequence[str], tasks: tuple[int, ...]) -> None:
        if not self._extra and self._declared is None:
            return
        cells = ((title, row[column].strip()) for column, title in self._extra)
        remark = "\n".join(f"{title}：{text}" if title else text for title, text in cells if text)
        declared = "" if self._declared is None else row[self._declared].strip()
        block.notes.append(Note(tasks, remark, declared))

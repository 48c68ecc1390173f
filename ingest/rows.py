"""Every row of a file's tables, accounted for: tasks with their answers, remarks, furniture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.entries import Block
from ingest.findings import found
from ingest.headings import (
    LABELLED,
    RowKind,
    Rows,
    first_cell,
    keep_labels,
    line_of,
    read_cover,
    read_outside,
)
from ingest.layout import Table, labels_in
from ingest.matching import TaskIndex
from ingest.sources import Said
from ingest.workbook import Sheet


def read_rows(sheets: Sequence[Sheet], tables: Sequence[Table], index: TaskIndex) -> Rows:
    """Return what the visible `sheets` hold, whose tables are `tables`."""
    rows = Rows()
    seen: set[int] = set()
    for sheet in sheets:
        own = [table for table in tables if table.sheet is sheet]
        if not sheet.visible:
            rows.findings.append(found("sheet_hidden", sheet=sheet.name, sheet_name=sheet.name))
        elif own:
            read_outside(rows, sheet, own[0].header, rows.titles)
        else:
            read_cover(rows, sheet)
        for table in own:
            _TableReader(rows, table, index, seen).read()
    return rows


class _TableReader:
    """Reads one table's body; `seen` are the tasks that the file has named before."""

    def __init__(self, rows: Rows, table: Table, index: TaskIndex, seen: set[int]) -> None:
        self._rows = rows
        self._table = table
        self._index = index
        self._seen = seen
        self._task = table.roles["task"]
        self._narrative = table.roles["narrative"]
        self._number = table.roles.get("number")
        self._merged_tasks = _merged_down(table, self._task)
        self._merged_narratives = _merged_down(table, self._narrative)
        self._block: Block | None = None
        self._noting = False

    def read(self) -> None:
        """Account for the header and for every row of the body."""
        table, kinds = self._table, self._rows.kinds
        kinds[RowKind.HEADER] += table.first - table.header
        for place in range(table.first, table.last):
            row = table.sheet.rows[place]
            kinds[self._read_row(place, row)] += 1

    def _read_row(self, place: int, row: Sequence[str]) -> RowKind:
        text = row[self._task]
        number = "" if self._number is None else row[self._number]
        tasks = self._index.match(text, number) if text else ()
        if not tasks:
            return self._read_other(place, row)
        block = self._block
        anchor = self._merged_narratives.get(place)
        if block is not None and anchor is not None and anchor >= block.first_row:
            known = {task.task_no for task in block.tasks}
            block.tasks += [task for task in tasks if task.task_no not in known]
            block.last_row = place
        else:
            block = Block(
                self._table.sheet,
                self._narrative,
                place,
                place,
                list(tasks),
                [(row[self._narrative], place)],
            )
            self._rows.blocks.append(block)
            self._block = block
        block.misprinted |= self._index.misprinted(text, number)
        self._keep_remark(block, row)
        new = {task.task_no for task in tasks} - self._seen
        self._seen |= new
        return RowKind.MATCHED if new else RowKind.FINDING

    def _read_other(self, place: int, row: Sequence[str]) -> RowKind:
        line = line_of(row)
        labels = labels_in(line)
        if labels and labels[0].start == 0:
            kind = LABELLED[labels[0].role]
            said = Said(line, self._table.sheet.name, first_cell(self._table.sheet, place))
            keep_labels(self._rows, labels, said)
            self._noting = self._noting or kind is RowKind.NOTE
            return kind
        if self._continues(place, row):
            return RowKind.MATCHED
        if not line:
            return RowKind.BLANK
        if self._noting and "\t" not in line:
            return RowKind.NOTE
        return self._read_unmatched(place, row, line)

    def _continues(self, place: int, row: Sequence[str]) -> bool:
        """Add a row without task text to the rows before it, if it is one of theirs.

        It is where the task cell is merged down over it, or where a row of several tasks (42, 43)
        still lacks a row for one of them.
        """
        block = self._block
        if block is None or block.last_row != place - 1 or row[self._task].strip():
            return False
        merged = self._merged_tasks.get(place, -1) >= block.first_row
        awaited = len(block.cells) < len(block.tasks) and any(
            row[column].strip()
            for role, column in self._table.roles.items()
            if role in ("responsible", "deadline", "narrative")
        )
        if not merged and not awaited:
            return False
        if self._merged_narratives.get(place, -1) < block.first_row:
            block.cells.append((row[self._narrative], place))
        block.last_row = place
        self._keep_remark(block, row)
        return True

    def _read_unmatched(self, place: int, row: Sequence[str], line: str) -> RowKind:
        text, narrative = row[self._task], row[self._narrative]
        sheet = self._table.sheet.name
        cell = first_cell(self._table.sheet, place)
        if not narrative.strip() and "\t" not in line and self._index.is_category(line):
            return RowKind.CATEGORY
        if not text.strip() and not narrative.strip():
            self._rows.findings.append(
                found("row_remark", sheet=sheet, cell=cell, value=line.replace("\t", "｜"))
            )
            return RowKind.REMARK
        case = "" if text.strip() else "no_task"
        column = self._task if text.strip() else self._narrative
        cell = self._table.sheet.cell_name(place, column)
        value = "｜".join(part for part in (text, narrative) if part.strip())
        self._rows.findings.append(
            found("row_unmatched", case, sheet=sheet, cell=cell, value=value)
        )
        return RowKind.FINDING

    def _keep_remark(self, block: Block, row: Sequence[str]) -> None:
        for column, title in self._table.extra:
            if text := row[column].strip():
                block.remarks.append(f"{title}：{text}" if title else text)


def _merged_down(table: Table, column: int) -> Mapping[int, int]:
    """Return, for each row of `column` that a merge from above covers, the row it is merged to."""
    return {
        row: first
        for first, left, last, right in table.sheet.merged
        if left <= column <= right and first >= table.first
        for row in range(first + 1, min(last + 1, table.last))
    }

"""Which rows without a task's text go on with the answer of the task above them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from ingest.form.entries import Block
from ingest.form.headings import PAGE, Rows
from ingest.form.table import Table

_OF_ONE_TASK = ("task", "number", "responsible", "deadline")  # a category spans many
_PEOPLE = ("unit", "contact", "signer", "phone")  # labels whose lines are never an answer


def open_block(rows: Rows, table: Table) -> Block | None:
    """Return the block of the row right above a repeated header: a page may end inside it."""
    block = rows.blocks[-1] if rows.blocks else None
    if block is None or block.sheet is not table.sheet or block.last_row != table.header - 1:
        return None
    return block if block.column == table.roles["narrative"] else None


class AnswerRows:
    """Tells of the rows of one table whether they belong to the block above them."""

    def __init__(self, table: Table) -> None:
        """Keep the table and the merges of the columns that have one cell a task."""
        self._table = table
        self._roles = table.roles
        self._narrative = table.roles["narrative"]
        self._merged = [table.merged_down(self._roles[r]) for r in _OF_ONE_TASK if r in self._roles]
        self._merged_tasks = table.merged_down(table.roles["task"])

    @property
    def answers_lead(self) -> bool:
        """Whether the answers are the first column, where the lines of the page stand as well."""
        return self._narrative == min(self._roles.values())

    def follow(self, block: Block, place: int) -> bool:
        """Say whether a row comes next after a block, perhaps below a repeated header."""
        if self._is_beyond_header(block):
            return place == self._table.first
        return place == block.last_row + 1

    def are_claimed(self, block: Block, place: int, row: Sequence[str]) -> bool:
        """Say whether the next row is the block's by its form, whatever it holds.

        The task cell is merged down over it, or a row of several tasks (42, 43) lacks a row for
        one of them.
        """
        if self._merged_tasks.get(place, -1) >= block.first_row:
            return True
        if len(block.cells) >= len(block.tasks) or self._is_beyond_header(block):
            return False
        columns = (self._roles.get(role) for role in ("responsible", "deadline", "narrative"))
        return any(column is not None and row[column].strip() for column in columns)

    def may_go_on(self, block: Block, row: Sequence[str]) -> bool:
        """Say whether the next row holds only more of one task's answer.

        Below a repeated header the category may be repeated as well.
        """
        if len(block.tasks) > 1:
            return False
        category = self._roles.get("category")
        if category is not None and self._is_beyond_header(block):
            above = (block.sheet.rows[p][category].strip() for p in range(block.first_row, -1, -1))
            if row[category].strip() == next(filter(None, above), ""):
                return self.hold_answer_alone(row, category)
        return self.hold_answer_alone(row)

    def are_within(self, block: Block, place: int, row: Sequence[str], label: str) -> bool:
        """Say whether the next row is surely the task's, though it begins with 注： or is a date.

        The task cell is merged down over it; or it holds only an answer, and another cell is
        merged so or further tasks follow: below the last it may be the foot of the page.
        `label` is the role of the label with which it begins.
        """
        if not self.follow(block, place) or label in _PEOPLE:
            return False
        if self._merged_tasks.get(place, -1) >= block.first_row:
            return True
        if not self.hold_answer_alone(row) or PAGE.fullmatch(row[self._narrative].strip()):
            return False
        merged = any(rows.get(place, -1) >= block.first_row for rows in self._merged)
        return merged or (not self.answers_lead and place < self._last_task)

    def hold_answer_alone(self, row: Sequence[str], besides: int | None = None) -> bool:
        """Say whether of all columns with a role only the narrative is filled in."""
        others = (
            column
            for role, column in self._roles.items()
            if role not in ("narrative", "remark") and column != besides
        )
        return bool(row[self._narrative].strip()) and not any(row[c].strip() for c in others)

    def _is_beyond_header(self, block: Block) -> bool:
        return block.last_row < self._table.first

    @cached_property
    def _last_task(self) -> int:
        """The place of the last row with a task's text, -1 if there is none."""
        table, task = self._table, self._roles["task"]
        places = range(table.last - 1, table.first - 1, -1)
        return next((place for place in places if table.sheet.rows[place][task].strip()), -1)

"""Whether the numbers of a sheet are the tasks' own, and what they then tell of a paraphrase."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from ingest.form.matching import Named, TaskIndex
from ingest.form.table import Table
from ingest.form.task_numbers import plain_numbers, printed_number

_FEWEST = 5
_MOST_WRONG = 0.1


class Numbering:
    """The numbers of a sheet's tables, judged by the rows that name their tasks without doubt."""

    def __init__(self, tables: Sequence[Table], index: TaskIndex) -> None:
        """Keep tables and index; nothing is looked at until a row needs it."""
        self._tables = tables
        self._index = index

    def named(self, text: str, number: str) -> Named | None:
        """Return the task of a row's number if its text is hardly nearer to any other.

        Only where most numbers of the sheet are their tasks': where numbering starts anew in each
        category, or a line was lost, a number says nothing.
        """
        task = self._index.perhaps(text, number)
        return Named.only(task) if task is not None and self._is_the_tasks else None

    @cached_property
    def _is_the_tasks(self) -> bool:
        numbered, right, wrong = 0, 0, 0
        for text, number in self._cells():
            printed = printed_number(plain_numbers(text), number)
            named = self._index.named(text, number)
            numbered += printed > 0
            if printed and len(named.tasks) == 1:
                right += printed == named.numbers[0]
                wrong += printed != named.numbers[0]
        return right >= max(_FEWEST, numbered / 2) and wrong <= _MOST_WRONG * right

    def _cells(self) -> Iterator[tuple[str, str]]:
        for table in self._tables:
            task, number = table.roles["task"], table.roles.get("number")
            for row in table.sheet.rows[table.first : table.last]:
                if row[task].strip():
                    yield row[task], "" if number is None else row[number]

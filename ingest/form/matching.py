"""Which tasks of the plan a row of the sheet means, by its text and its printed number together.

An exact text wins over a printed number; then the number with a similar, shortened or paraphrased
text; then a similar text alone. What could be two tasks, or is below the threshold, is none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from ingest.form.task_numbers import (
    parts_by_line,
    parts_by_number,
    plain_numbers,
    printed_number,
    unnumbered,
)
from ingest.form.wordings import Wordings, plain
from ledger.plan import Plan, Task

__all__ = ["TaskIndex", "plain", "task_index"]

_SHORTEST_EXCERPT = 6
_MEMORY = 4_096  # cells remembered, and their greatest length: together a few MB
_LONGEST_REMEMBERED = 2_000


@dataclass(frozen=True, slots=True)
class Named:
    """What one task cell names: the tasks in its order, and their numbers.

    `misprinted` gives the number printed before each of those tasks that bears another's.
    """

    tasks: tuple[Task, ...]
    numbers: tuple[int, ...]
    misprinted: Mapping[int, int]

    @classmethod
    def only(cls, task: Task) -> Self:
        """Return what a cell names that names one task by its own number."""
        return cls((task,), (task.task_no,), {})


class TaskIndex:
    """The tasks of one plan by every wording that is known of them."""

    def __init__(self, plan: Plan) -> None:
        """Prepare the lookups once; the cells seen are remembered."""
        self._tasks = plan.task_by_no
        self._wordings = Wordings(plan)
        self._seen: dict[tuple[str, str], Named] = {}

    def match(self, text: str, number: str = "") -> tuple[Task, ...]:
        """Return the tasks that a row's task cell names, in its order; none if that is doubtful.

        `number` is what a column of its own (序号) says.
        """
        return self.named(text, number).tasks

    def named(self, text: str, number: str = "") -> Named:
        """Return the tasks as `match` does, with what else is known of them."""
        key = (text, number)
        found = self._seen.get(key)
        if found is None:
            found = self._find(plain_numbers(text), number)
            if len(text) <= _LONGEST_REMEMBERED:
                if len(self._seen) >= _MEMORY:
                    self._seen.clear()
                self._seen[key] = found
        return found

    def rivals(self, text: str) -> tuple[Task, ...]:
        """Return the tasks between which a text that is near enough to both leaves the choice."""
        near = self._wordings.nearest(plain(unnumbered(plain_numbers(text))))
        return near if len(near) > 1 else ()

    def perhaps(self, text: str, number: str = "") -> Task | None:
        """Return the task of the printed number if the text has its words, and hardly others'.

        That is too little for a match, unless the numbers are known to be the tasks'.
        """
        plainly = plain_numbers(text)
        task = self._tasks.get(printed_number(plainly, number))
        if task is not None and self._wordings.may_paraphrase(unnumbered(plainly), task):
            return task
        return None

    def is_category(self, text: str) -> bool:
        """Return whether `text` is the heading of a category (一、…), allowing for slips."""
        return self._wordings.is_category(text)

    def _find(self, text: str, number: str) -> Named:
        tasks = self._match(text, number) or self._match(self._wordings.uncategorised(text), number)
        numbers = tuple(task.task_no for task in tasks)
        return Named(tasks, numbers, _misprinted(tasks, text))

    def _match(self, text: str, number: str) -> tuple[Task, ...]:
        exact = self._exact_task(text)
        if exact is not None:
            return (exact,)
        parts = parts_by_number(text)
        for pieces in (parts, text.splitlines(), parts_by_line(text)):
            if len(pieces) > 1 and (several := self._match_all(pieces)):
                return several
        if len(several := self._wordings.contained(plain(text))) > 1:
            return several
        if len(parts) > 1:
            return ()
        one = self._match_one(text, number)
        return () if one is None else (one,)

    def _match_all(self, parts: Sequence[str]) -> tuple[Task, ...]:
        """Return the tasks of a cell that names several; none unless every part is one."""
        numbers: dict[int, None] = {}
        for part in parts:
            task = self._match_one(part)
            if task is not None:
                numbers[task.task_no] = None
            elif part.strip() and not self.is_category(part):
                return ()
        return tuple(self._tasks[number] for number in numbers)

    def _exact_task(self, text: str) -> Task | None:
        return self._wordings.exact(plain(unnumbered(text))) or self._wordings.exact(plain(text))

    def _match_one(self, text: str, number: str = "") -> Task | None:
        """Return the task: exact text, then number and similar text, then similar text alone."""
        exact = self._exact_task(text)
        bare_text = unnumbered(text)
        bare = plain(bare_text)
        if exact is not None or len(bare) < _SHORTEST_EXCERPT:
            return exact
        printed = self._tasks.get(printed_number(text, number))
        if printed is not None and self._wordings.agrees(bare_text, printed):
            return printed
        if (task := self._wordings.begins(bare_text)) is not None:
            return task
        near = self._wordings.nearest(bare)
        if len(near) > 1 and printed in near:
            return printed
        return near[0] if len(near) == 1 else None


def _misprinted(tasks: Sequence[Task], text: str) -> dict[int, int]:
    """Return the number printed before each of a task cell's `tasks` that bears another's."""
    parts = parts_by_number(text)
    if len(parts) != len(tasks):
        return {}
    printed = [printed_number(part, "") for part in parts]
    return {
        task.task_no: number
        for task, number in zip(tasks, printed, strict=True)
        if number not in (0, task.task_no)
    }


_indexes: dict[int, tuple[Plan, TaskIndex]] = {}


def task_index(plan: Plan) -> TaskIndex:
    """Return the index of `plan`, built once (kept by identity: hashing a plan is slow)."""
    known = _indexes.get(id(plan))
    if known is None or known[0] is not plan:
        if len(_indexes) >= 8:
            _indexes.clear()
        known = _indexes[id(plan)] = (plan, TaskIndex(plan))
    return known[1]

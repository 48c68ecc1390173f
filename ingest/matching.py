"""Which tasks of the plan a row of the sheet means, by its text and its printed number together."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ledger.plan import Plan, Task

_NOT_A_WORD = re.compile(r"[\W_]+")
_NUMBER = r"[(（\[]?\s*(\d{1,3})\s*(?:[)）\]]\s*[.．、:：]?|[.．、:：])\s*"
_LEADING_NUMBER = re.compile(rf"\s*{_NUMBER}")
_NEXT_TASK = re.compile(rf"(?:^|(?<=[\s。；;]))(?={_NUMBER})")
_BARE_NUMBER = re.compile(r"\s*(\d{1,3})(?:\.0)?\s*[.．、]?\s*")
_ORDINAL = re.compile(r"^\s*[(（]?[一二三四五六七八九十]+[)）]?[、.．\s]")
_SHORTEST_EXCERPT = 6
_LONGEST_ADDITION = 12  # longer, and it may be a further task that was not recognised
_MEMORY = 4_096  # cells remembered, and their greatest length: together a few MB
_LONGEST_REMEMBERED = 2_000


def plain(text: str) -> str:
    """Return `text` for comparison: NFKC, only letters, digits and Chinese characters."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text))


@dataclass(frozen=True, slots=True)
class _Named:
    """What one task cell names: the tasks, and the printed numbers that are other tasks'."""

    tasks: tuple[Task, ...]
    misprinted: Mapping[int, int]


class TaskIndex:
    """The tasks of one plan by every wording that is known of them."""

    def __init__(self, plan: Plan) -> None:
        """Prepare the lookups once; the cells seen are remembered."""
        self._least = plan.threshold("match_score")
        self._tasks = plan.task_by_no
        worded = [
            (plain(wording), task)
            for task in plan.tasks
            for wording in (task.text, task.printed_text)
            if wording
        ]
        self._exact = dict(worded)
        self._wordings = [wording for wording, _ in worded]
        self._categories = [plain(category.name) for category in plan.categories]
        self._seen: dict[tuple[str, str], _Named] = {}

    def match(self, text: str, number: str = "") -> tuple[Task, ...]:
        """Return the tasks that a row's task cell names, in its order; none if that is doubtful.

        `number` is what a column of its own (序号) says.
        """
        return self._named(text, number).tasks

    def misprinted(self, text: str, number: str = "") -> Mapping[int, int]:
        """Return the number printed before each of those tasks that bears another's."""
        return self._named(text, number).misprinted

    def _named(self, text: str, number: str) -> _Named:
        key = (text, number)
        found = self._seen.get(key)
        if found is None:
            tasks = self._match(text, number)
            found = _Named(tasks, _misprinted(tasks, text))
            if len(text) <= _LONGEST_REMEMBERED:
                if len(self._seen) >= _MEMORY:
                    self._seen.clear()
                self._seen[key] = found
        return found

    def is_category(self, text: str) -> bool:
        """Return whether `text` is the heading of a category (一、…), allowing for slips."""
        name = plain(_ORDINAL.sub("", text))
        best = process.extractOne(
            name, self._categories, scorer=fuzz.ratio, score_cutoff=self._least
        )
        return best is not None

    def _match(self, text: str, number: str) -> tuple[Task, ...]:
        exact = self._exact_task(text)
        if exact is not None:
            return (exact,)
        parts = _parts(text)
        if len(parts) > 1:
            return self._match_all(parts)
        several = self._match_all(text.splitlines())
        if len(several) > 1:
            return several
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
        bare = plain(_unnumbered(text))
        return self._exact.get(bare) or self._exact.get(plain(text))

    def _match_one(self, text: str, number: str = "") -> Task | None:
        """Return the task: exact text, then number and similar text, then similar text alone."""
        exact = self._exact_task(text)
        bare = plain(_unnumbered(text))
        if exact is not None or len(bare) < _SHORTEST_EXCERPT:
            return exact
        printed = self._tasks.get(_printed_number(text, number))
        if printed is not None and self._agrees(bare, printed):
            return printed
        best = process.extractOne(bare, self._wordings, scorer=fuzz.ratio, score_cutoff=self._least)
        return None if best is None else self._exact[best[0]]

    def _agrees(self, bare: str, task: Task) -> bool:
        """Return whether a text beside the task's own number is its wording or an excerpt of it."""
        wordings = [plain(wording) for wording in (task.text, task.printed_text) if wording]
        return any(
            bare in wording
            or (wording in bare and len(bare) - len(wording) <= _LONGEST_ADDITION)
            or fuzz.ratio(bare, wording, score_cutoff=self._least) > 0
            for wording in wordings
        )


def _misprinted(tasks: Sequence[Task], text: str) -> dict[int, int]:
    """Return the number printed before each of a task cell's `tasks` that bears another's."""
    parts = _parts(text)
    if len(parts) != len(tasks):
        return {}
    printed = [_printed_number(part, "") for part in parts]
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


def _parts(text: str) -> list[str]:
    """Return `text` cut before each number that may begin a task."""
    cuts = [match.end() for match in _NEXT_TASK.finditer(text)]
    parts = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return [part for part in parts if part.strip()]


def _unnumbered(text: str) -> str:
    match = _LEADING_NUMBER.match(text)
    return text if match is None else text[match.end() :]


def _printed_number(text: str, number: str) -> int:
    """Return the number before the text, else that of the row's own number cell, else 0."""
    match = _LEADING_NUMBER.match(text) or _BARE_NUMBER.fullmatch(number)
    return int(match[1]) if match is not None else 0

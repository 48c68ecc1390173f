"""The answers in one cell that stands beside several tasks, told apart by their leading numbers."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ledger.plan import Task

_DASH = re.compile(r"\s*[-－—–―‐─−﹣]{1,3}\s*")
_MARK = re.compile(
    r"(?:^|(?<=[\s。；;！!？?，,]))(?P<open>[(（\[【]?)[ \t]*(?P<number>\d{1,3})[ \t]*"
    r"(?:[)）\]】][ \t]*[.．、:：]?|[.．、:：])[ \t\u3000]*"
)
_YEAR = re.compile(r"20\d\d")
_LINE_LEAD = " \t\u3000"
_LEAD_IN_END = ("：", ":")
_POINTS = ".．、:："


@dataclass(frozen=True)
class Answers:
    """One text for each task of a cell, in the order of the tasks.

    `shared`: the cell could not be divided and its whole text counts for each task.
    `lead_in`: text before the first number that belongs to no task.
    """

    texts: tuple[str, ...]
    shared: bool = False
    lead_in: str = ""


@dataclass(frozen=True)
class Mark:
    """A number with which an answer may begin: where it starts and where the text after it does."""

    number: int
    start: int
    end: int
    at_line_start: bool
    before_digit: bool


def is_dash(text: str) -> bool:
    """Return whether `text` is nothing but the dash that the form presets."""
    return _DASH.fullmatch(text) is not None


def split_answers(tasks: Sequence[Task], text: str) -> Answers:
    """Return what `text` answers to each of `tasks`, which share its cell.

    By leading numbers of these tasks; else by paragraphs, if there are as many; else all share it.
    A lone dash is the form's own: it answers the tasks for which the form presets one.
    """
    numbers = [task.task_no for task in tasks]
    if len(tasks) == 1:
        return Answers((_without_number(numbers[0], text),))
    if not text.strip():
        return Answers((text,) * len(tasks))
    if is_dash(text) and any(task.preset_dash for task in tasks):
        return Answers(tuple(text if task.preset_dash else "" for task in tasks))
    if marks := find_marks(numbers, text):
        return _cut(numbers, text, marks)
    paragraphs = [line.strip() for line in text.splitlines() if line.strip()]
    if len(paragraphs) == len(tasks):
        return Answers(tuple(paragraphs))
    return Answers((text,) * len(tasks), shared=True)


def find_marks(numbers: Sequence[int], text: str) -> list[Mark]:
    """Return the marks that begin the answers to the tasks `numbers`, ascending.

    Numbers at the start of a line go first; those inside a line only fill the gaps between them.
    A number followed by a digit (3.5万元) counts only where every task has its line.
    """
    marks = _marks(text)
    lines = _own(numbers, [mark for mark in marks if mark.at_line_start])
    if len(found := _ascending(numbers, lines)) == len(numbers):
        return found
    found = _ascending(numbers, [mark for mark in lines if not mark.before_digit])
    inside = [mark for mark in marks if not mark.at_line_start and not mark.before_digit]
    filled = _fill_gaps(numbers, found, _own(numbers, inside))
    return filled if found or len(filled) > 1 else []


def _marks(text: str) -> list[Mark]:
    marks = []
    for match in _MARK.finditer(text):
        start, end = match.span()
        line = text[text.rfind("\n", 0, start) + 1 : start]
        digit_follows = text[end : end + 1].isdigit() and not _YEAR.match(text, end)
        marks.append(
            Mark(
                int(match["number"]),
                start,
                end,
                not line.strip(_LINE_LEAD),
                digit_follows and not match["open"] and text[end - 1] in _POINTS,
            )
        )
    return marks


def _own(numbers: Sequence[int], marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that may be the tasks': not 3. in a list 1. 2. 3. inside an answer."""
    own: list[Mark] = []
    previous: Mark | None = None
    for mark in marks:
        continues = previous is not None and previous.number == mark.number - 1
        if mark.number in numbers and (not continues or previous in own[-1:]):
            own.append(mark)
        previous = mark
    return own


def _ascending(numbers: Sequence[int], marks: Sequence[Mark]) -> list[Mark]:
    """Return the first mark of each number, ascending through the text."""
    found: list[Mark] = []
    for mark in marks:
        if mark.number in numbers and (not found or mark.number > found[-1].number):
            found.append(mark)
    return found


def _fill_gaps(numbers: Sequence[int], lines: Sequence[Mark], inside: Sequence[Mark]) -> list[Mark]:
    """Return `lines` and, for the numbers missing between them, marks from inside the lines."""
    found: list[Mark] = []
    for number in sorted(numbers):
        after = found[-1].start if found else -1
        before = min((mark.start for mark in lines if mark.number > number), default=math.inf)
        candidates = [
            *(mark for mark in lines if mark.number == number),
            *(m for m in inside if m.number == number and after < m.start < before),
        ]
        found += candidates[:1]
    return found


def _cut(numbers: Sequence[int], text: str, marks: Sequence[Mark]) -> Answers:
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    texts = {
        mark.number: text[mark.end : end].strip() for mark, end in zip(marks, ends, strict=True)
    }
    before = text[: marks[0].start].strip()
    if before and numbers[0] not in texts and not before.endswith(_LEAD_IN_END):
        texts[numbers[0]], before = before, ""
    return Answers(tuple(texts.get(number, "") for number in numbers), lead_in=before)


def _without_number(number: int, text: str) -> str:
    """Return `text` without the task's own number; a list of its own (1. … 2. …) stays whole."""
    if not _MARK.match(text.lstrip()):
        return text
    own, *others = _marks(text)
    if own.number != number or own.before_digit:
        return text
    return text if any(mark.number == number + 1 for mark in others) else text[own.end :]

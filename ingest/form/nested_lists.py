"""Where a list inside one answer has run up to the number of the next: 3. (1. 2. 3.) 4."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

_FEWEST_ITEMS = 2
_GOES_ON, _ENDS = "；;，,", "。.！!"
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True)
class Mark:
    """A number with which an answer may begin: where it starts and where the text after it does."""

    number: int
    start: int
    end: int
    at_line_start: bool
    before_digit: bool


def with_closing(
    numbers: Sequence[int], found: Sequence[Mark], marks: Sequence[Mark], text: str
) -> list[Mark]:
    """Return `found` and, for a number that it lacks, the mark that follows a list with it.

    Of the marks 1. 2. 3. 4. behind the mark 3. the last is the next answer's, not the list's, if
    it is written as the mark 3. is and the list's are not, or if the list ended with a full stop.
    """
    whole = list(found)
    for number in numbers:
        outer = next((mark for mark in whole if mark.number == number - 1), None)
        if outer is None or any(mark.number == number for mark in whole):
            continue
        items = _list_behind(outer, marks, number)
        if len(items) > _FEWEST_ITEMS and _closes(outer, items, text):
            whole.append(items[-1])
    return sorted(whole, key=lambda mark: mark.start)


def of_one_style(marks: list[Mark], numbers: Sequence[int], text: str) -> list[Mark]:
    """Return `marks` without those of a list that is numbered otherwise than the answers.

    Where 2. stands twice, and once as the 1. is written with which the text begins, it is that.
    """
    first = marks[0] if marks and not text[: marks[0].start].strip() else None
    if first is None or first.number not in numbers:
        return marks
    if first.number == 1 and len(marks) > 1 and marks[1].start == first.end:
        marks = [first, *marks[1 + _run(marks[1:]) :]]  # 1. 1. 2. 2. begins with a list
    style = _style(first, text)
    alike = {m.number for m in marks if m.at_line_start and _style(m, text) == style}
    others = {m.number for m in marks if m.at_line_start and _style(m, text) != style}
    twice = (alike & others).intersection(numbers) - {first.number}
    return [m for m in marks if m.number not in twice or _style(m, text) == style]


def _run(marks: Sequence[Mark]) -> int:
    """Return how many marks from the first on count 1, 2, 3 and on."""
    numbers = enumerate((mark.number for mark in marks), start=1)
    return next((n - 1 for n, number in numbers if number != n), len(marks))


def _list_behind(outer: Mark, marks: Sequence[Mark], last: int) -> list[Mark]:
    """Return the marks 1 … `last` that follow `outer`; nothing if the list goes on or stops."""
    items: list[Mark] = []
    for mark in marks:
        if mark.start > outer.start and mark.number == len(items) + 1 and not mark.before_digit:
            items.append(mark)
    return items if len(items) == last and items[-1].at_line_start else []


def _closes(outer: Mark, items: Sequence[Mark], text: str) -> bool:
    before, last = items[-2], items[-1]
    if _style(last, text) == _style(outer, text) != _style(before, text):
        return True
    texts = [text[one.end : other.start].rstrip() for one, other in pairwise(items)]
    return texts[-1].endswith(tuple(_ENDS)) and all(t.endswith(tuple(_GOES_ON)) for t in texts[:-1])


def _style(mark: Mark, text: str) -> str:
    return _DIGITS.sub("", text[mark.start : mark.end])

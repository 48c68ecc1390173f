"""The answers in one cell that stands beside several tasks, told apart by their leading numbers."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from ingest.answer_marks import AS_NUMBERED, Mark, all_marks, find_list, find_marks, is_numbered
from ledger.plan import Task

_DASH = re.compile(r"\s*[-－—–―‐─−﹣]{1,3}\s*")
_LEAD_IN_END = ("：", ":")


@dataclass(frozen=True)
class Answers:
    """One text for each task of a cell, in the order of the tasks.

    `shared`: the cell could not be divided and its whole text counts for each task.
    `lead_in`: text before the first number that belongs to no task.
    """

    texts: tuple[str, ...]
    shared: bool = False
    lead_in: str = ""


def is_dash(text: str) -> bool:
    """Return whether `text` is nothing but the dash that the form presets."""
    return _DASH.fullmatch(text) is not None


def split_answers(
    tasks: Sequence[Task], text: str, misprinted: Mapping[int, int] = AS_NUMBERED
) -> Answers:
    """Return what `text` answers to each of `tasks`, which share its cell.

    By leading numbers of these tasks; else as a list with numbers of its own (1. 2. …) or by
    paragraphs, if there are as many; else all share it. A lone dash is the form's own: it answers
    the tasks for which the form presets one. `misprinted` is as for `find_marks`.
    """
    numbers = [task.task_no for task in tasks]
    if len(tasks) == 1:
        own = numbers[0]
        return Answers((_without_number({own, misprinted.get(own, own)}, text),))
    if not text.strip():
        return Answers((text,) * len(tasks))
    if is_dash(text) and any(task.preset_dash for task in tasks):
        return Answers(tuple(text if task.preset_dash else "" for task in tasks))
    if marks := find_marks(numbers, text, misprinted):
        return _cut(numbers, text, marks)
    parts = _pieces(text, find_list(len(tasks), text)) or _paragraphs(text)
    if len(parts) == len(tasks):
        return Answers(tuple(parts))
    return Answers((text,) * len(tasks), shared=True)


def _cut(numbers: Sequence[int], text: str, marks: Sequence[Mark]) -> Answers:
    found = [mark.number for mark in marks]
    texts = dict(zip(found, _pieces(text, marks), strict=True))
    before = text[: marks[0].start].strip()
    if before and numbers[0] not in texts and not before.endswith(_LEAD_IN_END):
        texts[numbers[0]], before = before, ""
    return Answers(tuple(texts.get(number, "") for number in numbers), lead_in=before)


def _pieces(text: str, marks: Sequence[Mark]) -> list[str]:
    """Return the text behind each of `marks`, up to the next."""
    ends = [*(mark.start for mark in marks), len(text)][1:]
    return [text[mark.end : end].strip() for mark, end in zip(marks, ends, strict=True)]


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _without_number(numbers: Collection[int], text: str) -> str:
    """Return `text` without the task's own number; a list of its own (1. … 2. …) stays whole."""
    if not is_numbered(text):
        return text
    own, *others = all_marks(text)
    if own.number not in numbers or own.before_digit:
        return text
    return text if any(mark.number == own.number + 1 for mark in others) else text[own.end :]

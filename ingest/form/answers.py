"""The answers in one cell that stands beside several tasks, told apart by their leading numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.form.answer_marks import (
    AS_NUMBERED,
    Mark,
    all_marks,
    find_lines,
    find_list,
    find_marks,
    is_numbered,
)
from ledger.plan import Task

_DASH = re.compile(r"\s*[-－—–―‐─−﹣]{1,3}\s*")
_BLANK_LINE = re.compile(r"\n[ \t\u3000\r]*\n")
# 12、13. or 12-14： or 第12、13项： at the start of a line: one answer for several tasks
_SEVERAL = re.compile(
    r"^[ \t\u3000]*[(（]?第?[ \t]*(?P<named>(?P<first>\d{1,2})[ \t]*"
    r"(?:(?:[、,，和及.．][ \t]*\d{1,2}[ \t]*)*[、,，和及.．]|(?P<to>[-—–～~至到]))"
    r"[ \t]*(?P<last>\d{1,2}))[ \t]*"
    r"(?:[项条][ \t]*[)）]?[ \t]*[.．、:：，,]?|[)）][.．、:：]?|[.．、:：])"
    r"(?!\d)[ \t\u3000]*",
    re.MULTILINE,
)
_LEAD_IN_END = ("：", ":")


@dataclass(frozen=True)
class Answers:
    """One text for each task of a cell, in the order of the tasks.

    `shared`: the cell could not be divided and its whole text counts for each task.
    `lead_in`: text before the first number that belongs to no task. `together`: the numbers that
    one mark named at once (12、13.). `unnamed`: the numbers that no mark names, though others do.
    """

    texts: tuple[str, ...]
    shared: bool = False
    lead_in: str = ""
    together: tuple[int, ...] = ()
    unnamed: tuple[int, ...] = ()


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
        return Answers((own_answer(tasks[0], text, misprinted),))
    if not text.strip():
        return Answers((text,) * len(tasks))
    if is_dash(text) and any(task.preset_dash for task in tasks):
        return Answers(tuple(text if task.preset_dash else "" for task in tasks))
    alone, groups = _told_apart(numbers, text)
    if marks := find_marks(numbers, alone, misprinted) or find_lines(numbers, alone):
        return _joined(numbers, _cut(numbers, alone, marks), groups)
    parts = _pieces(text, find_list(len(tasks), text)) or _paragraphs(text, len(tasks))
    if len(parts) == len(tasks):
        return Answers(tuple(parts))
    return Answers((text,) * len(tasks), shared=True)


def _told_apart(numbers: Sequence[int], text: str) -> tuple[str, dict[int, tuple[int, ...]]]:
    """Return `text` with the first number alone where several are named at once, and those."""
    groups: dict[int, tuple[int, ...]] = {}

    def first_alone(match: re.Match[str]) -> str:
        first, last = int(match["first"]), int(match["last"])
        named = [int(number) for number in re.findall(r"\d+", match["named"])]
        if match["to"]:
            named = list(range(first, last + 1))
        several = len(set(named)) == len(named) > 1  # 1. 1. is an answer that begins with a list
        if not several or not set(named) <= set(numbers) or first in groups:
            return match[0]
        groups[first] = tuple(named)
        return f"{first}. "

    return _SEVERAL.sub(first_alone, text), groups


def _joined(
    numbers: Sequence[int], answers: Answers, groups: Mapping[int, tuple[int, ...]]
) -> Answers:
    """Return `answers` with one text for all numbers of a group."""
    texts = dict(zip(numbers, answers.texts, strict=True))
    for first, named in groups.items():
        texts |= {number: texts[first] for number in named if not texts[number]}
    together = tuple(number for named in groups.values() for number in named)
    unnamed = tuple(number for number in answers.unnamed if number not in together)
    told = tuple(texts[number] for number in numbers)
    return replace(answers, texts=told, together=together, unnamed=unnamed)


def _cut(numbers: Sequence[int], text: str, marks: Sequence[Mark]) -> Answers:
    found = [mark.number for mark in marks]
    texts = dict(zip(found, _pieces(text, marks), strict=True))
    before = text[: marks[0].start].strip()
    if before and numbers[0] not in texts and not before.endswith(_LEAD_IN_END):
        texts[numbers[0]], before = before, ""
    unnamed = tuple(number for number in numbers if number not in texts)
    told = tuple(texts.get(number, "") for number in numbers)
    return Answers(told, lead_in=before, unnamed=unnamed)


def _pieces(text: str, marks: Sequence[Mark]) -> list[str]:
    """Return the text behind each of `marks`, up to the next."""
    ends = [*(mark.start for mark in marks), len(text)][1:]
    return [text[mark.end : end].strip() for mark, end in zip(marks, ends, strict=True)]


def _paragraphs(text: str, count: int) -> list[str]:
    """Return the lines of `text`, or what blank lines divide, if only that is `count` parts."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    blocks = [block.strip() for block in _BLANK_LINE.split(text) if block.strip()]
    return blocks if len(blocks) == count != len(lines) else lines


def own_answer(task: Task, text: str, misprinted: Mapping[int, int] = AS_NUMBERED) -> str:
    """Return the text of a cell that is one task's, without the task's own number.

    A list of its own (1. … 2. …) stays whole.
    """
    if not is_numbered(text):
        return text
    own, *others = all_marks(text)
    if own.number not in (task.task_no, misprinted.get(task.task_no)) or own.before_digit:
        return text
    following = (mark for mark in others if mark.number == own.number + 1)
    if any(mark.at_line_start or not mark.before_digit for mark in following):
        return text
    goes_on = re.search(rf"(?<!\d){own.number + 1}[.．、)）](?!\d)", text[own.end :])
    return text if goes_on else text[own.end :]

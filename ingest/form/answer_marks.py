"""The numbers in a cell that begin its answers: those of the row's tasks, or a list's own."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from ingest.form.nested_lists import Mark, of_one_style, with_closing

__all__ = ["AS_NUMBERED", "Mark", "all_marks", "find_lines", "find_list", "find_marks"]

_BREAK = r"(?:^|(?<=[\s。；;！!？?，,]))"
_CIRCLED = "①-⑳㉑-㉟㊱-㊿"
# 3. 3、 （3） 【3】 第3项： 任务3： ③; the last wherever it stands, for it is no part of a number
_MARK = re.compile(
    rf"(?:{_BREAK}(?:(?P<open>[(（\[【]?)[ \t]*(?:(?:第|任务)[ \t]*)?(?P<number>\d{{1,3}})[ \t]*"
    r"(?:[项条]?[)）\]】][ \t]*[.．、:：]?|[.．、:：])"
    r"|第[ \t]*(?P<ordinal>\d{1,3})[ \t]*[项条](?:任务|工作)?[ \t]*(?:[.．、:：，,]|(?=\s)))"
    rf"|(?P<circled>[{_CIRCLED}])[ \t]*[.．、:：]?)[ \t\u3000]*"
)
# 1. （1） 一、 （一） ①; not the 1. of 1.5万元
_LIST_MARK = re.compile(
    rf"{_BREAK}[(（]?[ \t]*(?P<number>\d{{1,2}}|[一二三四五六七八九十①-⑩])[ \t]*"
    r"(?:(?P<close>[)）])[ \t]*[.．、:：]?|[、:：]|[.．](?!(?!20\d\d)\d)|(?<=[①-⑩]))[ \t\u3000]*"
)
_BARE_LINE = re.compile(r"^[ \t\u3000]*(\d{1,3})[ \t\u3000]+(?=\D)", re.MULTILINE)
_YEAR = re.compile(r"20\d\d")
# 13.12人 can be no decimal, 14.5万元 is one rather than the fourteenth answer
_COUNTED = re.compile(r"\d{1,5}\s*(?:[人名家份件宗场次批条项辆台]|个(?!百分)|起(?!实施|施行|执行))")
_AMOUNT = re.compile(r"\d+\s*(?:[万亿%％‰倍]|个百分|公里|平方)")
_LINE_LEAD = " \t\u3000"
_POINTS = ".．、:："
AS_NUMBERED: Mapping[int, int] = MappingProxyType({})


def find_marks(
    numbers: Sequence[int], text: str, misprinted: Mapping[int, int] = AS_NUMBERED
) -> list[Mark]:
    """Return the marks that begin the answers to the tasks `numbers`, in the order of the text.

    Numbers at the start of a line go first; those inside a line only fill the gaps between them.
    A number followed by a digit (3.5万元) counts only where every task has its line.
    `misprinted` gives the number printed before a task if it is another's: where two tasks that
    follow each other have the same, the second mark with it is the second task's.
    """
    repeated = [number for number in numbers if misprinted.get(number) == number - 1]
    marks = of_one_style(_renumbered(all_marks(text), repeated), numbers, text)
    marks = _without_decimals(marks, numbers, text)
    lines = _own(numbers, [mark for mark in marks if mark.at_line_start])
    if len(found := _ascending(numbers, lines)) == len(numbers):
        return found
    certain = [mark for mark in lines if not mark.before_digit]
    if sorted(mark.number for mark in certain) == sorted(numbers):
        return certain
    found = _ascending(numbers, certain)
    inside = [mark for mark in marks if not mark.at_line_start and not mark.before_digit]
    filled = _fill_gaps(numbers, found, _own(numbers, inside))
    return with_closing(numbers, filled, marks, text) if found or len(filled) > 1 else []


def find_list(count: int, text: str) -> list[Mark]:
    """Return the marks of the list 1 … `count` that `text` is, else nothing.

    Its items begin as the first does (1. or （1） or 一、 …); what begins otherwise lies in them.
    """
    matches = list(_LIST_MARK.finditer(text))
    if not matches or text[: matches[0].start()].strip():
        return []
    style = _style(matches[0])
    alike = [_list_mark(match) for match in matches if _style(match) == style]
    for marks in ([mark for mark in alike if mark.at_line_start], alike):
        if [mark.number for mark in marks] == list(range(1, count + 1)):
            return marks
    return []


def find_lines(numbers: Sequence[int], text: str) -> list[Mark]:
    """Return the marks of lines that begin with a bare number and a blank, one for each task."""
    marks = [
        Mark(int(match[1]), *match.span(), at_line_start=True, before_digit=False)
        for match in _BARE_LINE.finditer(text)
    ]
    return marks if [mark.number for mark in marks] == list(numbers) else []


def is_numbered(text: str) -> bool:
    """Return whether `text` begins with a number that may be a task's; cheaper than all marks."""
    plain = text.lstrip()
    if plain[:1].isalpha() and plain[0] not in "第任":  # as nearly every answer begins
        return False
    return _MARK.match(plain) is not None


def all_marks(text: str) -> list[Mark]:
    """Return every number in `text` with which an answer may begin, whosever it is."""
    marks = []
    for match in _MARK.finditer(text):
        start, end = match.span()
        digit_follows = text[end : end + 1].isdigit() and not _YEAR.match(text, end)
        before_digit = bool(digit_follows and match["number"] and not match["open"])
        before_digit = before_digit and text[end - 1] in _POINTS
        line_start = _at_line_start(text, start)
        if before_digit and line_start and _COUNTED.match(text, end):
            before_digit = False
        word = (
            match["number"] or match["ordinal"] or str(int(unicodedata.numeric(match["circled"])))
        )
        marks.append(Mark(int(word), start, end, line_start, before_digit))
    return marks


def _at_line_start(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(_LINE_LEAD)


def _list_mark(match: re.Match[str]) -> Mark:
    word = match["number"]
    number = int(word) if word.isdecimal() else int(unicodedata.numeric(word))
    return Mark(number, *match.span(), _at_line_start(match.string, match.start()), False)


def _style(match: re.Match[str]) -> tuple[bool, str]:
    """Return what the marks of one list have in common: brackets or none, the kind of number."""
    return match["close"] is not None, unicodedata.category(match["number"][0])


def _without_decimals(marks: Sequence[Mark], numbers: Sequence[int], text: str) -> list[Mark]:
    """Return `marks` without 14.5 where another 14. begins its answer: the former is a figure.

    So is 14.5万元 where another of `numbers` begins its answer beyond doubt.
    """
    clean = {mark.number for mark in marks if mark.at_line_start and not mark.before_digit}
    certain = not clean.isdisjoint(numbers)
    return [
        mark
        for mark in marks
        if not mark.before_digit
        or not (mark.number in clean or (certain and _AMOUNT.match(text, mark.end)))
    ]


def _renumbered(marks: list[Mark], repeated: Sequence[int]) -> list[Mark]:
    """Return `marks`; a second one with the number before each of `repeated` is changed to that.

    A text that has the number itself is taken at its word.
    """
    for number in repeated:
        before = [mark for mark in marks if mark.number == number - 1]
        again = [mark for mark in before[1:] if before[0].before_digit or not mark.before_digit]
        if again and all(mark.number != number for mark in marks):
            place = marks.index(again[0])
            marks[place] = replace(again[0], number=number)
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

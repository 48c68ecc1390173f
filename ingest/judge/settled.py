"""Blanks what only names, denies or closes the thing it speaks of: 《部分…》, 无缺口, 待办清零."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from ingest.judge.closures import closed_words, is_closed
from ingest.judge.endings import may_end
from ingest.judge.faults import find_flawless, flawless
from ingest.judge.lexicon_files import read_rows
from ingest.judge.segments import BLANK, Note
from ingest.judge.wishes import WISHED

_NAME = re.compile(r"《[^《》]{1,80}》")
_QUOTED = re.compile(r"“[^“”。；;，,]{1,20}”")
_IN_NAMES = re.compile(
    "部分|试点|试行|暂行|计划|规划|准备|考虑|将|拟|待|争取|逐步|基本|个别|目标|不|未|无|再|要求|应|需|须|清零"
)
_IN_QUOTES = re.compile("部分|试点|计划|规划|逐步|基本")
_ACTS = {"act", "deed", "prep", "review", "asked", "finish", "partway", "settle", "check"}
_CLOSED = {"undone", "remain", "ongoing", "future"}
_NONE = "无"  # instead of 没有, 未, 从无
_CHECKED = ("没发", "没有发", "未发", "未见", "未检", "不存在")  # which say more than that
_DENYING = frozenset("没无未不再毫从")  # what the words begin with that deny a fault
_NEAR = 40  # code points around a word in which it is settled
_READ = 16  # spans of one kind: more are left as they stand


def settle(text: str, ground: Note | None) -> str:
    """Return the text with the words blanked that leave nothing open, all else in its place.

    As it is where `ground`, which decides against a claim of done, is none of these words.
    """
    return blank(text) if _may_settle(text, ground) else text


def blank(text: str) -> str:
    """Return the text with all words blanked that leave nothing open."""
    spans = [(start, end, "") for start, end in closed_words(text)]
    for words, pattern, instead in _rows():
        if any(map(text.__contains__, words)):
            spans += _found(pattern, text, instead)
    spans += _without_flaws(text)
    if "《" in text:
        spans += _within(_NAME, _IN_NAMES, text)
    if "“" in text:
        spans += _within(_QUOTED, _IN_QUOTES, text)
    chars = list(text)
    for start, end, instead in spans:
        chars[start:end] = instead.rjust(end - start, BLANK)
    return "".join(chars)


def _without_flaws(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the flaws that are denied, and what denies them where that says no more."""
    for match in islice(find_flawless(text), _READ):
        yield *match.span(2), ""
        if not match[1].startswith(_CHECKED):
            yield *match.span(1), _NONE


def _may_settle(text: str, ground: Note | None) -> bool:
    """Tell whether the word that decides may be settled, so that the rest need not be read."""
    if ground is None or ground.cue.effect in _ACTS:
        return may_end(text)
    start, end = ground.span
    if ground.cue is WISHED and may_end(text):
        return True
    around = text[max(0, start - _NEAR) : end + _NEAR]
    for char in text[start : start + 2]:
        for words, pattern in _near().get(char, ()):
            if any(map(around.__contains__, words)) and pattern.search(around):
                return True
    if ground.cue.effect in _CLOSED and is_closed(text, start, end):
        return True
    if text[start] in _DENYING and flawless().match(text, start):
        return True
    return text.rfind("《", 0, start) > text.rfind("》", 0, start) or text[start - 1] == "“"


@cache
def _near() -> dict[str, list[tuple[list[str], re.Pattern[str]]]]:
    """Return words and patterns by the characters that the words begin with."""
    near: dict[str, list[tuple[list[str], re.Pattern[str]]]] = {}
    for words, pattern, _ in _rows():
        for char in sorted({word[0] for word in words}):
            near.setdefault(char, []).append((words, pattern))
    return near


def _found(pattern: re.Pattern[str], text: str, instead: str) -> list[tuple[int, int, str]]:
    """Return what the groups without a name hold; the first of them may be put otherwise."""
    named = pattern.groupindex.values()
    spans = []
    for match in islice(pattern.finditer(text), _READ):
        groups = [n for n in range(1, pattern.groups + 1) if n not in named and match[n]]
        spans += [(*match.span(n), instead if n == 1 else "") for n in groups]
    return spans


def _within(
    outer: re.Pattern[str], inner: re.Pattern[str], text: str
) -> list[tuple[int, int, str]]:
    names = islice(outer.finditer(text), _READ)
    return [(*word.span(), "") for name in names for word in inner.finditer(text, *name.span())]


@cache
def _rows() -> list[tuple[list[str], re.Pattern[str], str]]:
    return [
        (row["words"].split("|"), re.compile(row["pattern"]), row["as"])
        for row in read_rows("settled.csv")
    ]

"""Finds what once remained and is told to be closed further on: 6月尚有2项未认领，现已全部认领."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache
from itertools import islice

from ingest.judge.cues import cues, with_shields
from ingest.judge.segments import STOP, Span
from ingest.judge.word_finder import WordFinder

_OPENED = re.compile(
    r"(?:[尚暂仍还均]|原来?|一直)?未(?!来|成年|雨|必|发[现生])(?:能|曾)?(?:及时|按时|按期|如期|完全|全部|全面|予以)?"
    r"|无法|没有?(?:及时|按时|全部|能)?|[尚仍还另]有|剩余|其余|余下|剩下|遗留|暂缺|缺口|待(?=[^，,。；;的]{2,4}(?![^，,。；;]))"
)
_RESTS = ("剩余", "其余", "余下", "剩下", "遗留")
_DENIED = re.compile(
    r"(?:未(?:能|曾)?(?:及时|按时|按期|如期|完全|全部|全面|予以)?|无法|没有?|待)([^，,。；;的]{2})"
)
_BELOW = re.compile(r"不足|未满|未达标|不达标|不合格")
_RAISED = re.compile(r"(?:全部|均已?|都已?|全员)(?:达标|修满|合格|补[齐足满]|到位)")
_EARLIER = re.compile(
    r"[0-9]{1,2}月|季度|[上去]年|[上下]半年|年[初中]|[前初此]期|此前|之前|起初|一开始|原[有先来]"
)
_OPEN = re.compile(
    r"[未不待拟将仍尚暂除若须]|需(?!求)|没有|无法|计划|预计|力争|争取|确保|要求|部分|基本|正在|其中|此前|之前|去年|上年|年初|月底前|年底(?!前均?已)|率先|试点[^期]"
)
_MARKED = re.compile(r"已|均|都|全部|悉数|现[^场行有]|也于|至此")
_WHOLLY = re.compile(r"上述|全部|均|都|悉数|一并")
_AGAIN = re.compile(r"上述|剩余|其余|余下|剩下|最后|这")
_CLOSED = (
    r"(?:换届|补[训学齐录发办]?|达标|修满|上线|启用|接入|联通|认领|整改|销号|办结|完成|收回|公示|公布|公开|出台|印发|施行|执行"
    r"|配[备齐]|聘齐|到岗|到位|通过|落实|反馈|处理|移送|归集|签订|裁定|调离|领证|取得|覆盖|录入|清退|结案|评完|查完|入职)"
)
_TAIL = (
    r"(?:完毕|到位|完成|结束|公布|公示|印发|施行|执行|生效|回复|归档|销号|领证|考试|上岗|岗位|执法|离岗|建档"
    r"|[了齐完好毕、并和]|公告)*+"
)
_ENDS = re.compile(rf"{_CLOSED}{_TAIL}(?![^，,。；;])")
_COUNT = re.compile(r"([0-9０-９]+)([^0-9０-９，,。；;月日年%％])")
_LESS = re.compile(
    r"方案|通知|计划|意向|申请|时限|摸底|培训|招标|准备|动员|初|草|稿|部署|调研|报名|责任|措施|前期|思路|需求|立项|采购"
)
_OBJECT = 10  # code points behind a deed that may name its object
_CLAUSE = 60  # code points of a clause that is looked at
_REACH = 200  # code points behind what was open in which it is closed
_READ = 8  # open things of a text: more are left as they stand
_DEED = 2  # code points behind a denial that tell which deed is denied
_NAMES = re.compile("的|上述|剩余|其余|余下|剩下|达标|修满")  # without these nothing is named again
_BEFORE = 24  # code points before a word of reservation in which what is open begins
_ATTRIBUTE = 24  # code points behind 未 in which its 的 stands
_GOES_ON = re.compile(r"[，,](?:现|也|均|都|已)")
_HAZARDS = frozenset(
    {"undone", "remain", "ongoing", "underway", "doubt", "contrast", "partial", "future"}
)


def closed_words(text: str) -> list[Span]:
    """Return the words of reservation that the text itself takes back further on."""
    spans: list[Span] = []
    for match in islice(_OPENED.finditer(text), _READ):
        if not spans or match.start() >= spans[-1][1]:
            spans += _closed(text, match)
    return spans


def is_closed(text: str, start: int, end: int) -> bool:
    """Tell whether the word of reservation from `start` to `end` is taken back further on."""
    deed = text[end : end + _DEED]
    if text.find(deed, end + _DEED) < 0 and _NAMES.search(text, end, end + _REACH) is None:
        return False
    opened = _OPENED.finditer(text, max(0, start - _BEFORE), end)
    return any(span[1] > start for match in opened for span in _closed(text, match))


def _closed(text: str, match: re.Match[str]) -> list[Span]:
    """Return the words of reservation around something open that are taken back, if they are."""
    at, to = match.span()
    stop = STOP.search(text, at, at + _CLAUSE)
    end = stop.start() if stop else min(len(text), at + _CLAUSE)
    if match[0] in _RESTS and _is_done(text[to:end], frozenset()):
        return _hazards(text, at, to)
    noun = text.find("的", to, min(end, to + _ATTRIBUTE))
    if noun >= 0 and _is_done(_predicate(text, noun + 1, end), _deeds(text, at, noun)):
        return _hazards(text, at, noun)
    start = _begin(text, at)
    if _is_past(text, start, to) and _is_closed_later(text, start, end):
        return _hazards(text, start, end)
    return []


def _begin(text: str, at: int) -> int:
    low = max(0, at - _CLAUSE)
    return at - len(STOP.split(text[low:at])[-1])


def _predicate(text: str, start: int, end: int) -> str:
    """Return what is told of a thing named up to `start`: 未认领的12项，现已全部认领."""
    if _GOES_ON.match(text, end):
        stop = STOP.search(text, end + 1, end + _CLAUSE)
        end = stop.start() if stop else min(len(text), end + _CLAUSE)
    return text[start:end]


def _deeds(text: str, start: int, end: int) -> set[str]:
    """Return the deeds that are denied or awaited, each by its first two code points."""
    return {match[1] for match in _DENIED.finditer(text, start, end)}


def _is_done(words: str, deeds: Set[str]) -> bool:
    """Tell whether the words say that one of the deeds, or something final, was done."""
    if _OPEN.search(words) or not _MARKED.search(words):
        return False
    return bool(_ENDS.search(words)) or _has_deed(words, deeds)


def _has_deed(words: str, deeds: Set[str]) -> bool:
    for deed in deeds:
        at = words.rfind(deed)
        object_ = words[at + len(deed) :]
        if at >= 0 and len(object_) <= _OBJECT and not _LESS.search(object_):
            return True
    return False


def _is_past(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence up to `end` is of an earlier time."""
    begun = max(text.rfind(stop, max(0, start - _CLAUSE), start) for stop in "。；;")
    return bool(_EARLIER.search(text, max(begun, start - _CLAUSE, 0), end))


def _is_closed_later(text: str, start: int, end: int) -> bool:
    clause, later = text[start:end], text[end : end + _REACH]
    deeds = _deeds(text, start, end)
    if not (any(deed in later for deed in deeds) or _AGAIN.search(later) or _BELOW.search(clause)):
        return False
    counts = set(_COUNT.findall(clause))
    return any(_closes(words, clause, deeds, counts) for words in STOP.split(later))


def _closes(words: str, clause: str, deeds: Set[str], counts: Set[tuple[str, str]]) -> bool:
    """Tell whether the words say of the same things that it was done."""
    if _OPEN.search(words):
        return False
    if _BELOW.search(clause) and _RAISED.search(words):
        return True
    told = set(_COUNT.findall(words))
    same = bool(counts & told)
    if _AGAIN.search(words) and same and _ENDS.search(words):
        return True
    alike = same or (not told and (not counts or _WHOLLY.search(words)))
    return bool(alike and _MARKED.search(words) and _has_deed(words, deeds))


def _hazards(text: str, start: int, end: int) -> list[Span]:
    finder, words = _hazard_words()
    found = finder.find(text[start:end])
    known = cues()
    return [(start + a, start + b) for n, a, b in found if known[words[n]].effect in _HAZARDS]


@cache
def _hazard_words() -> tuple[WordFinder, list[str]]:
    words = with_shields(_HAZARDS)
    return WordFinder(words), words

"""Weighs the verbs of a segment: done, merely acted, or nothing that can be credited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.judge.cues import VERBS, Cue, find_verbs
from ingest.judge.segments import Marks, Note, Span
from ingest.judge.wishes import REACH
from ledger.plan import Task

_RESULTS = frozenset({"finish", "partway", "settle", "asked"})
_ACTS = frozenset({"act", "deed", "prep", "draft", "review", "await"})
_OWN_REASON = _ACTS - {"review"}  # what is approved waits for nothing
_TOLD_BARE = frozenset({"deed", "draft"})
_CALLS = frozenset({"exhort", "timely"})
_EMPTY = _CALLS | {"deadline"}  # a clause without marker that has one of these claims nothing
_UNTOLD = {"deadline", "exhort"}
_COUNTED = frozenset({"finish", "partway"})
_COMPLETED = re.compile(r"了|完(?![成善毕结整备])|好(?![转的评])|齐(?!全)|[毕妥]")  # 建立了, 认领完
_ISSUED = "印发"
_TOPIC = 5  # code points of a clause that says what was issued
_NOUNS = frozenset("的”率")  # behind a verb that names a thing: 已公布的, “清零”行动
_VERBS_READ = 100  # of one clause: more stand only where nothing is said
_WHEN = re.compile(r"[后时]|前(?![一二两三四五六七八九十0-9期])")  # 完成后, but 走完前两步
_DEED_SHOWN = 8  # code points of a deed that the lexicon does not know
_DEED = re.compile(
    r"[均都现早业]?已(?:经|于|将)?(?!知|收悉|阅|悉|有|毋庸|十分|非常|很|成[^，]{0,4}共识|记牢|并入|另写|报过|填过)(?:[^，,。；;\W]{2}|[发建改补聘购配办评查训印签审清做提开定搞走挂])"
)
_ACTED = Cue("做了", "act", "", "“{words}”是做了的事，未说任务已完成")


def read_claims(text: str, segments: Iterable[Marks], task: Task) -> Iterator[tuple[str, Note]]:
    """Yield what the segments claim: `done` or `act` with its evidence, in order."""
    for segment in segments:
        yield from _Claim(text, segment, task).weigh()


class _Claim:
    """Weighs all verbs of one segment; what its positions mean is told at `Segment`."""

    __slots__ = (
        *("text", "task", "start", "end", "aspect", "total", "past", "negated", "figures"),
        *("flags", "verbs"),
    )

    def __init__(self, text: str, segment: Marks, task: Task) -> None:
        self.text = text
        self.task = task
        self.start, self.end, _, self.aspect, self.total = segment[:5]
        self.past, self.negated, self.figures = segment[5:]
        found = find_verbs(text, self.start, self.end)
        self.verbs = [verb for verb in found if verb[0].effect in VERBS]
        self.flags = {cue.effect for cue, _, _ in found}

    def weigh(self) -> Iterator[tuple[str, Note]]:
        """Yield what the verbs claim, each with the words that say so."""
        told = acted = False
        for cue, start, end in self.verbs[:_VERBS_READ]:
            marker = self._marker(start, end)
            if self._is_no_claim(start, end, marker):
                continue
            kind = self._kind(cue, start, end, marker, acted)
            acted = acted or (cue.effect in _ACTS and marker >= 0)
            told = told or bool(kind)
            if kind:
                own = kind == "done" or cue.effect in _OWN_REASON
                yield kind, Note(cue if own else _ACTED, self._span(marker, start, end))
        if not told and self._is_said_to_have_happened():
            yield "act", Note(_ACTED, (self.aspect, min(self.aspect + _DEED_SHOWN, self.end)))

    def _is_no_claim(self, start: int, end: int, marker: int) -> bool:
        """Tell whether the verb is denied, names a thing, or only says when: 已公布的, 完成后."""
        if 0 <= self.negated < start or (self.negated >= 0 > self.aspect and marker != start):
            return True  # 未开展; 调研没有开展
        when = marker < 0 and _WHEN.match(self.text, end) is not None
        return when or self.text[end : end + 1] in _NOUNS

    def _is_said_to_have_happened(self) -> bool:
        """Tell whether 已 stands before a deed that the lexicon does not know."""
        at = self.aspect
        if at < 0 or self.negated >= 0 or any(start >= at for _, start, _ in self.verbs):
            return False
        return _DEED.match(self.text, at, self.end) is not None

    def _marker(self, start: int, end: int) -> int:
        for place in (self.aspect, self.total):
            if 0 <= place <= start:
                return place
        if "了" in self.text[start:end]:
            return start
        result = _COMPLETED.match(self.text, end)
        if result is not None and result[0] == "好" and "keep" in self.flags:
            return -1  # 持续落实好
        return start if result or self.total == end else -1

    def _kind(self, cue: Cue, start: int, end: int, marker: int, acted: bool) -> str:
        certain = marker >= 0 or (self.past >= 0 and not self.flags & _UNTOLD)
        if cue.effect in _RESULTS and _is_asked(cue, self.task):
            if self._claims_nothing(cue, certain, end):
                opens = cue.name == _ISSUED and start == self.start and not self.flags & _EMPTY
                return "act" if opens else ""  # 印发通知，培训班延期
            told = certain or cue.effect == "finish"
            return "done" if told and self._is_whole(cue, end, marker, acted) else "act"
        if cue.effect == "weak":
            return "act" if certain and not self.flags & _CALLS else ""
        if cue.effect == "review" and "经" in self.text[self.start : start]:
            certain = not self.flags & _EMPTY  # 方案经常务会审议
        bare = cue.effect in _TOLD_BARE and not self.flags & _EMPTY
        return "act" if certain or self.figures or bare else ""

    def _is_whole(self, cue: Cue, end: int, marker: int, acted: bool) -> bool:
        """Tell whether more is claimed than a count or an act."""
        if (acted and cue.effect != "finish") or ("object" in self.flags and self.aspect < 0):
            return False
        if self.total >= 0 or "whole" in self.flags:
            return True
        counted = cue.effect in _COUNTED or marker < 0
        return not (counted and self._counts(end if marker >= 0 else -1))

    def _counts(self, place: int) -> bool:
        return any(figure.start >= place and figure.unit != "%" for figure in self.figures)

    def _ends_clause(self, end: int) -> bool:
        """Tell whether the verb ends a clause of some length: 考核办法印发."""
        return end == self.end > self.start + _TOPIC

    def _claims_nothing(self, cue: Cue, certain: bool, end: int) -> bool:
        """Tell whether the verb is only called for or dated."""
        if not certain:
            bare = cue.effect == "finish" or (cue.name == _ISSUED and self._ends_clause(end))
            return not bare or bool(self.flags & _EMPTY)
        if "deadline" in self.flags and self.aspect < 0:
            return True
        return cue.effect == "settle" and "exhort" in self.flags and self.total < 0

    def _span(self, marker: int, start: int, end: int) -> Span:
        return (marker, end) if marker >= 0 and end - marker <= REACH else (start, end)


def _is_asked(cue: Cue, task: Task) -> bool:
    """Tell whether the task asks for what the cue's words do."""
    return not cue.asks or any(word in task.text for word in cue.asks.split("|"))

"""Weighs the verbs of a segment: done, merely acted, or nothing that can be credited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ingest.judge.completions import DRAFTS, Completions
from ingest.judge.cues import Cue
from ingest.judge.echo import repeats_task
from ingest.judge.segments import Marks, Note, Span
from ingest.judge.turns import DEED_SHOWN, is_background, is_charged, is_deed, is_equated
from ingest.judge.wishes import REACH, WISHED
from ledger.plan import Task

_RESULTS = frozenset({"finish", "partway", "settle", "asked"})
_ACTS = frozenset({"act", "deed", "prep", "draft", "review", "await"})
_OWN_REASON = _ACTS - {"review"}  # what is approved waits for nothing
_TOLD_BARE = frozenset({"deed", "draft"})
_CALLS = frozenset({"exhort", "timely"})
_EMPTY = _CALLS | {"deadline"}
_COMPLETED = re.compile(r"了|完(?![成善毕结整备])|好(?![转的评])|齐(?!全)|[毕妥]")  # 建立了, 认领完
_UNTOLD = {"deadline", "exhort"}
_IN_FORCE = "印发实施"  # more than any task says
_DONE = "完成"
_ISSUED = "印发"
_TOPIC = 5  # code points of a clause that says what was issued
_NOUNS = frozenset("的”率")  # behind a verb that names a thing: 已公布的, “清零”行动
_APPROVES = {"review", "act"}  # 经审定, 经研究
_BRIEF = 4  # code points of 已询价, which says no more than that
_VERBS_READ = 100  # of one clause: more stand only where nothing is said
_SHORT = {"act", "step"}
_WHEN = re.compile(r"[后时]|前(?![一二两三四五六七八九十0-9期])")  # 完成后, but 走完前两步
_MADE = re.compile(r"[作做](?:了|出了?)[^，,。；;]{0,8}\Z")  # 作了专题报告
_INTO_PLAN = re.compile(
    r"[^，,。；;]{0,14}(?:计划|规划|日程|议程|要点|安排|[二三四]期|下期|重点工作|工作重点|重点任务)(?![^，,。；;])"
)
_ACTED = Cue("做了", "act", "", "“{words}”是做了的事，未说任务已完成")


class Claims(NamedTuple):
    """The segments not yet read, and what the segments claim, read no further than asked."""

    unread: Iterator[Marks]
    told: Iterator[tuple[str, Note]]


def read_claims(
    text: str, segments: Iterable[Marks], task: Task, *, only_steps: bool = False
) -> Iterator[tuple[str, Note]]:
    """Yield what the segments claim: `done`, `act` or `hope` with its evidence, in order.

    With `only_steps`, `step` and `odd` are told from the rest and the rest not from each other.
    """
    for segment in segments:
        yield from _Claim(text, segment, task, only_steps=only_steps).weigh()


class _Claim(Completions):
    """Weighs all verbs of one segment."""

    __slots__ = ()

    def weigh(self) -> Iterator[tuple[str, Note]]:
        told = False
        acted = reviewed = False
        last = self.start
        for cue, start, end in self.verbs[:_VERBS_READ]:
            after = self.text[end : end + 1]
            marker = self._marker(start, end)
            if marker < 0 and cue.effect == "asked" and _MADE.search(self.text, last, start):
                marker = start
            if self.negated >= 0 > self.aspect and marker != start:
                continue  # 调研没有开展
            if (
                after in _NOUNS
                or (marker < 0 and _WHEN.match(self.text, end))
                or self._denied(start)
            ):
                continue
            if cue.name == "办到" and _INTO_PLAN.match(self.text, end):
                told = True
                yield "hope", Note(WISHED, self._span(marker, start, end))
                return
            acted = acted and "并" not in self.text[last:start] and not (reviewed and start == last)
            kind = self._kind(cue, start, end, marker, acted)
            reviewed = cue.effect == "review"  # 审定公布
            approved = cue.effect in _APPROVES and "经" in self.text[max(marker, 0) : start]
            told_of = (
                marker >= 0 and start > self.aspect and self.total != end
            )  # a noun before 已 tells nothing
            acted = acted or (cue.effect in _ACTS and told_of and not approved)
            last = end
            told = told or bool(kind)
            if kind == "step" or (kind and not self.only_steps):
                shown = _ACTED if kind in _SHORT and cue.effect not in _OWN_REASON else cue
                yield kind, Note(shown, self._span(marker, start, end))
        if not told and self._is_said_to_have_happened():
            at = self.aspect
            brief = self.end - at <= _BRIEF and not self.figures
            kind = "odd" if brief else "act"
            yield kind, Note(_ACTED, (at, min(at + DEED_SHOWN, self.end)))

    def _is_said_to_have_happened(self) -> bool:
        """Tell whether 已 stands before a deed that the lexicon does not know."""
        at = self.aspect
        if at < 0 or self.negated >= 0 or any(start >= at for _, start, _ in self.verbs):
            return False
        return is_deed(self.text, at, self.end)

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

    def _denied(self, start: int) -> bool:
        return 0 <= self.negated < start

    def _kind(self, cue: Cue, start: int, end: int, marker: int, acted: bool) -> str:
        certain = marker >= 0 or (self.past >= 0 and not self.flags & _UNTOLD)
        if cue.effect in _RESULTS and self.is_asked(cue):
            if not certain and cue.name == _DONE and is_charged(self.text, self.start, start):
                return ""
            if self._claims_nothing(cue, certain, end):
                opens = cue.name == _ISSUED and start == self.start and not self._is_empty()
                return "act" if opens else ""  # 印发通知，培训班延期
            if not certain and cue.effect != "finish":
                return "act"
            return self.completed(cue, (start, end), marker, acted)
        if cue.effect == "weak":
            return "act" if certain and not self.flags & _CALLS else ""
        if cue.effect == "review" and "经" in self.text[self.start : start]:
            certain = not self.flags & _EMPTY  # 方案经常务会审议
        credited = certain or self.figures or (cue.effect in _TOLD_BARE and not self._is_empty())
        told = "step" if cue.effect in DRAFTS else "act"
        return told if credited else ""

    def _ends_clause(self, end: int) -> bool:
        """Tell whether the verb ends a clause of some length: 考核办法印发."""
        return end == self.end > self.start + _TOPIC

    def _claims_nothing(self, cue: Cue, certain: bool, end: int) -> bool:
        """Tell whether the verb is only called for, dated, or repeated from the task."""
        if self.aspect < 0 and is_equated(self.text, end):
            return True
        if not certain:
            bare = cue.effect == "finish" or (cue.name == _ISSUED and self._ends_clause(end))
            return not bare or self._is_empty(cue)
        if "deadline" in self.flags and self.aspect < 0:
            return True
        return cue.effect == "settle" and "exhort" in self.flags and self.total < 0

    def _is_empty(self, cue: Cue | None = None) -> bool:
        """Tell whether a clause without marker exhorts, sets a date or repeats the task."""
        if self.flags & _EMPTY or is_background(self.text, self.start):
            return True
        if cue is not None and cue.name == _IN_FORCE:
            return False
        return repeats_task(self.text[self.start : self.end], self.task)

    def _span(self, marker: int, start: int, end: int) -> Span:
        return (marker, end) if marker >= 0 and end - marker <= REACH else (start, end)

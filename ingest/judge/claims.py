"""Weighs the verbs of a segment: done, merely acted, or nothing that can be credited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.judge.cues import VERBS, Cue, cues, verb_pattern
from ingest.judge.echo import repeats_task
from ingest.judge.objects import is_a_step, is_of_a_part, is_of_part_of_year, is_on_the_way
from ingest.judge.plans import is_of_plan
from ingest.judge.segments import Marks, Note, Segment, Span
from ingest.judge.turns import DEED_SHOWN, is_background, is_deed, is_equated, is_for_comment
from ingest.judge.wishes import REACH, WISHED
from ledger.plan import Task

_CLAIMS = frozenset({"finish", "partway", "settle"})
_COUNTED = frozenset({"finish", "partway"})
_ACTS = frozenset({"act", "deed", "prep", "draft", "review", "await"})
_OWN_REASON = _ACTS - {"review"}  # what is approved waits for nothing
_TOLD_BARE = frozenset({"deed", "draft"})
_CALLS = frozenset({"exhort", "timely"})
_EMPTY = _CALLS | {"deadline"}
_COMPLETED = re.compile(r"了|完(?![成善毕结整备])|好(?![转的评])|齐(?!全)|[毕妥]")  # 建立了, 认领完
_MEANS_KINDS = frozenset({"means", "listing"})
_DRAFTS = frozenset({"prep", "draft"})
_UNTOLD = {"deadline", "exhort"}
_IN_FORCE = "印发实施"  # more than any task says
_STEPWISE = frozenset({"finish", "settle"})
_ISSUED = "印发"
_TOPIC = 5  # code points of a clause that says what was issued
_NOUNS = frozenset("的”率")  # behind a verb that names a thing: 已公布的, “清零”行动
_WHEN = re.compile(r"[后时]|前(?![一二两三四五六七八九十0-9期])")  # 完成后, but 走完前两步
_MADE = re.compile(r"[作做](?:了|出了?)[^，,。；;]{0,8}\Z")  # 作了专题报告
_INTO_PLAN = re.compile(
    r"[^，,。；;]{0,14}(?:计划|规划|日程|议程|要点|安排|[二三四]期|下期|重点工作|工作重点|重点任务)(?![^，,。；;])"
)
_ACTED = Cue("做了", "act", "", "“{words}”是做了的事，未说任务已完成")


def read_claims(text: str, segments: Iterable[Marks], task: Task) -> Iterator[tuple[str, Note]]:
    """Yield what the segments claim: `done`, `act` or `hope` with its evidence, in order."""
    for segment in segments:
        yield from _Claim(text, Segment(*segment), task).weigh()


class _Claim:
    """One segment with its verbs and the qualifiers that stand among them."""

    def __init__(self, text: str, segment: Segment, task: Task) -> None:
        self.text = text
        self.segment = segment
        self.task = task
        self.flags: set[str] = set()
        self.verbs: list[tuple[Cue, int, int]] = []
        self.means: list[Span] = []
        known = cues()
        for match in verb_pattern().finditer(text, segment.start, segment.end):
            word = match[0]
            cue = known[word]
            effect = cue.effect
            if effect in VERBS:
                self.verbs.append((cue, *match.span()))
            if effect in _MEANS_KINDS and (effect == "listing" or word not in task.text):
                self.means.append(match.span())
            if effect != "plan" or word not in task.text:
                self.flags.add(effect)

    def weigh(self) -> Iterator[tuple[str, Note]]:
        told = False
        acted = reviewed = False
        last = self.segment.start
        for cue, start, end in self.verbs:
            after = self.text[end : end + 1]
            marker = self._marker(start, end)
            if marker < 0 and cue.effect == "asked" and _MADE.search(self.text, last, start):
                marker = start
            if self.segment.negated >= 0 > self.segment.aspect and marker != start:
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
            approved = cue.effect == "review" and "经" in self.text[max(marker, 0) : start]
            told_of = marker >= 0 and start > self.segment.aspect  # a noun before 已 tells nothing
            acted = acted or (cue.effect in _ACTS and told_of and not approved)
            last = end
            if kind:
                told = True
                shown = _ACTED if kind == "act" and cue.effect not in _OWN_REASON else cue
                yield kind, Note(shown, self._span(marker, start, end))
        if not told and self._is_said_to_have_happened():
            at = self.segment.aspect
            yield "act", Note(_ACTED, (at, min(at + DEED_SHOWN, self.segment.end)))

    def _is_said_to_have_happened(self) -> bool:
        """Tell whether 已 stands before a deed that the lexicon does not know."""
        at = self.segment.aspect
        if at < 0 or self.segment.negated >= 0 or any(start >= at for _, start, _ in self.verbs):
            return False
        return is_deed(self.text, at, self.segment.end)

    def _marker(self, start: int, end: int) -> int:
        for place in (self.segment.aspect, self.segment.total):
            if 0 <= place <= start:
                return place
        if "了" in self.text[start:end]:
            return start
        brought_about = _COMPLETED.match(self.text, end) or self.segment.total == end
        return start if brought_about else -1

    def _denied(self, start: int) -> bool:
        return 0 <= self.segment.negated < start

    def _kind(self, cue: Cue, start: int, end: int, marker: int, acted: bool) -> str:
        certain = marker >= 0 or (self.segment.past >= 0 and not self.flags & _UNTOLD)
        if cue.effect in _CLAIMS or (cue.effect == "asked" and self._is_asked(cue)):
            if self._claims_nothing(cue, certain, end):
                return ""
            subject = self.segment.start, start if marker < 0 else marker
            bare = not certain and cue.effect != "finish"
            short = bare or self._is_less(cue, subject, (start, end))
            return "act" if short or self._falls_short(cue, end, marker, acted) else "done"
        if cue.effect == "weak":
            return "act" if certain and not self.flags & _CALLS else ""
        credited = (
            certain or self.segment.figures or (cue.effect in _TOLD_BARE and not self._is_empty())
        )
        return "act" if credited else ""

    def _is_less(self, cue: Cue, subject: Span, verb: Span) -> bool:
        """Tell whether something less than the task itself is said to be completed."""
        text = self.text
        if is_on_the_way(text, subject, verb[1], self.means):
            return True
        if cue.effect == "asked":
            if "listing" in self.flags:
                return True
        elif is_of_part_of_year(text, self.segment.start, self.task):
            return True
        if cue.effect in _STEPWISE and is_a_step(text, subject, verb, self.task.text):
            return True
        return not self._is_whole() and is_of_a_part(text, subject, verb)

    def _is_asked(self, cue: Cue) -> bool:
        return any(words in self.task.text for words in cue.asks.split("|"))

    def _ends_clause(self, end: int) -> bool:
        """Tell whether the verb ends a clause of some length: 考核办法印发."""
        return end == self.segment.end > self.segment.start + _TOPIC

    def _claims_nothing(self, cue: Cue, certain: bool, end: int) -> bool:
        """Tell whether the verb is only called for, dated, or repeated from the task."""
        if self.segment.aspect < 0 and is_equated(self.text, end):
            return True
        if not certain:
            bare = cue.effect == "finish" or (cue.name == _ISSUED and self._ends_clause(end))
            return not bare or self._is_empty(cue)
        if "deadline" in self.flags and self.segment.aspect < 0:
            return True
        return cue.effect == "settle" and "exhort" in self.flags and self.segment.total < 0

    def _is_empty(self, cue: Cue | None = None) -> bool:
        """Tell whether a clause without marker exhorts, sets a date or repeats the task."""
        if self.flags & _EMPTY or is_background(self.text, self.segment.start):
            return True
        if cue is not None and cue.name == _IN_FORCE:
            return False
        return repeats_task(self.text[self.segment.start : self.segment.end], self.task)

    def _falls_short(self, cue: Cue, end: int, marker: int, acted: bool) -> bool:
        """Tell whether only a count, a preparation or an act is claimed, and not the whole."""
        clause = (self.segment.start, end)
        drafted = self.flags & _DRAFTS or is_for_comment(self.text, end)
        if drafted or is_of_plan(self.text, clause, cue, self.flags):
            return True
        if (acted and cue.effect != "finish") or (
            "object" in self.flags and self.segment.aspect < 0
        ):
            return True
        counted = cue.effect in _COUNTED or marker < 0
        return counted and not self._is_whole() and self._counts(end if marker >= 0 else -1)

    def _is_whole(self) -> bool:
        return self.segment.total >= 0 or "whole" in self.flags

    def _counts(self, place: int) -> bool:
        return any(figure.start >= place and figure.unit != "%" for figure in self.segment.figures)

    def _span(self, marker: int, start: int, end: int) -> Span:
        return (marker, end) if marker >= 0 and end - marker <= REACH else (start, end)

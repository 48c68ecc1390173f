"""Weighs the verbs of a segment: done, merely acted, or nothing that can be credited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.cues import VERBS, Cue, cues, verb_pattern
from ingest.segments import Note, Segment, Span
from ledger.plan import Task

_REACH = 20  # code points from a marker to its verb that still read as one span
_ECHO_SHARE = 0.7  # share of a clause's pairs of characters that the task's wording has too
_CLAIMS = frozenset({"finish", "partway", "settle"})
_COUNTED = frozenset({"finish", "partway"})
_ACTS = frozenset({"act", "deed", "prep", "draft", "review", "await"})
_TOLD_BARE = frozenset({"deed", "draft"})
_CALLS = frozenset({"exhort", "timely"})
_EMPTY = _CALLS | {"deadline"}
_DRAFTS = frozenset({"prep", "draft"})
_SET_UP = "建成制度"
_WITH_DOCUMENT = re.compile(
    r"并(?:正式|联合)?(?:印发|下发|出台|发布)[^，,。；;]{0,6}(?:文件|通知|方案)"
)
_ACTED = Cue("做了", "act", "", "“{words}”是做了的事，未说任务已完成")
_WISHED = Cue("打算", "future", "", "“{words}”只是打算")
_NOISE = re.compile(r"[\W_]+")


def echo_share(words: str, task: Task) -> float:
    """Return the share of the first pairs of characters that the task's own wording has too."""
    plain = _NOISE.sub("", words[:60])
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return sum(pair in task.text for pair in pairs) / len(pairs) if pairs else 1.0


def read_claims(text: str, segments: Iterable[Segment], task: Task) -> Iterator[tuple[str, Note]]:
    """Yield what the segments claim: `done` or `act` with its evidence, in order."""
    for segment in segments:
        yield from _Claim(text, segment, task).weigh()


def read_wishes(text: str, segments: Iterable[Segment]) -> Iterator[Note]:
    """Yield what is still to be done by the segments' own words; mere upkeep is passed over."""
    for segment in segments:
        kept = False
        start = max(segment.mood_at, segment.start)
        for match in verb_pattern().finditer(text, segment.start, segment.end):
            cue = cues()[match[0]]
            kept = kept or cue.effect == "keep"
            upkeep = cue.effect == "weak" or (kept and cue.effect != "finish")
            if cue.effect in VERBS and not upkeep and match.start() > segment.mood_at:
                near = match.end() - start <= _REACH
                yield Note(_WISHED, (start if near else match.start(), match.end()))


class _Claim:
    """One segment with its verbs and the qualifiers that stand among them."""

    def __init__(self, text: str, segment: Segment, task: Task) -> None:
        self.text = text
        self.segment = segment
        self.task = task
        self.flags: set[str] = set()
        self.verbs: list[tuple[Cue, int, int]] = []
        known = cues()
        for match in verb_pattern().finditer(text, segment.start, segment.end):
            word = match[0]
            cue = known[word]
            effect = cue.effect
            if effect in VERBS:
                self.verbs.append((cue, *match.span()))
            if effect != "plan" or word not in task.text:
                self.flags.add(effect)

    def weigh(self) -> Iterator[tuple[str, Note]]:
        acted = False
        last = self.segment.start
        for cue, start, end in self.verbs:
            after = self.text[end : end + 1]
            marker = self._marker(start, after)
            if after == "的" or (marker < 0 and after in ("后", "前", "时")) or self._denied(start):
                continue
            acted = acted and "并" not in self.text[last:start]
            kind = self._kind(cue, end, marker, acted)
            acted = acted or (cue.effect in _ACTS and marker >= 0)
            last = end
            if kind:
                told = _ACTED if kind == "act" and cue.effect not in _ACTS else cue
                yield kind, Note(told, self._span(marker, start, end))

    def _marker(self, start: int, after: str) -> int:
        for place in (self.segment.aspect, self.segment.total):
            if 0 <= place <= start:
                return place
        return start if after == "了" else -1

    def _denied(self, start: int) -> bool:
        return 0 <= self.segment.negated < start

    def _kind(self, cue: Cue, end: int, marker: int, acted: bool) -> str:
        recent = self.segment.past >= 0 and not self.flags & {"deadline", "exhort"}
        certain = marker >= 0 or recent
        if cue.effect in _CLAIMS or (cue.effect == "asked" and cue.asks in self.task.text):
            if self._claims_nothing(cue, certain):
                return ""
            return "act" if self._falls_short(cue, end, marker, acted) else "done"
        if cue.effect == "weak":
            return "act" if certain and not self.flags & _CALLS else ""
        credited = (
            certain or self.segment.figures or (cue.effect in _TOLD_BARE and not self._is_empty())
        )
        return "act" if credited else ""

    def _claims_nothing(self, cue: Cue, certain: bool) -> bool:
        """Tell whether the verb is only called for, dated, or repeated from the task."""
        if not certain:
            return cue.effect != "finish" or self._is_empty()
        if "deadline" in self.flags and self.segment.aspect < 0:
            return True
        return cue.effect == "settle" and "exhort" in self.flags and self.segment.total < 0

    def _is_empty(self) -> bool:
        """Tell whether a clause without marker exhorts, sets a date or repeats the task."""
        if self.flags & _EMPTY:
            return True
        words = self.text[self.segment.start : self.segment.end]
        return echo_share(words, self.task) >= _ECHO_SHARE

    def _falls_short(self, cue: Cue, end: int, marker: int, acted: bool) -> bool:
        """Tell whether only a count, a preparation or an act is claimed, and not the whole."""
        if self.flags & _DRAFTS or self._is_of_plan(cue, end):
            return True
        if acted and cue.effect != "finish":
            return True
        if "object" in self.flags and self.segment.aspect < 0:
            return True
        counted = cue.effect in _COUNTED or marker < 0
        whole = self.segment.total >= 0 or "whole" in self.flags
        return counted and not whole and self._counts(end if marker >= 0 else -1)

    def _is_of_plan(self, cue: Cue, end: int) -> bool:
        """Tell whether a plan was made, and not a thing set up and a document issued on it."""
        if "plan" not in self.flags or "basis" in self.flags:
            return False
        return cue.name != _SET_UP or not _WITH_DOCUMENT.match(self.text, end)

    def _counts(self, place: int) -> bool:
        return any(figure.start >= place and figure.unit != "%" for figure in self.segment.figures)

    def _span(self, marker: int, start: int, end: int) -> Span:
        return (marker, end) if marker >= 0 and end - marker <= _REACH else (start, end)

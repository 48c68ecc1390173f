"""Weighs the verbs of a segment: done, merely acted, or nothing that can be credited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.clauses import Note, Segment, Span
from ingest.cues import VERBS, Cue, cues, word_pattern
from ledger.plan import Task

_REACH = 20  # code points from a marker to its verb that still read as one span
_ECHO_SHARE = 0.7  # share of a clause's pairs of characters that the task's wording has too
_CLAIMS = frozenset({"finish", "partway", "settle"})
_COUNTED = frozenset({"finish", "partway"})
_ACTS = frozenset({"act", "deed", "prep"})
_CALLS = frozenset({"exhort", "timely"})
_NOISE = re.compile(r"[\W_]+")


def echo_share(words: str, task: Task) -> float:
    """Return the share of the first pairs of characters that the task's own wording has too."""
    plain = _NOISE.sub("", words[:60])
    pairs = [plain[i : i + 2] for i in range(len(plain) - 1)]
    return sum(pair in task.text for pair in pairs) / len(pairs) if pairs else 1.0


def read_claims(text: str, segments: Iterable[Segment], task: Task) -> Iterator[tuple[str, Note]]:
    """Yield what the segments claim: `done` or `act` with its evidence, in order."""
    for segment in segments:
        yield from _Claim(text, segment, task).read()


def read_wishes(text: str, segments: Iterable[Segment]) -> Iterator[Note]:
    """Yield what is still to be done by the segments' own words; mere upkeep is passed over."""
    for segment in segments:
        kept = False
        for match in word_pattern().finditer(text, segment.start, segment.end):
            cue = cues()[match[0]]
            kept = kept or cue.effect == "keep"
            if cue.effect in VERBS and cue.effect != "weak" and match.start() > segment.mood_at:
                if not kept or cue.effect == "finish":
                    start = max(segment.mood_at, segment.start)
                    near = match.end() - start <= _REACH
                    yield Note(cue, (start if near else match.start(), match.end()))


class _Claim:
    """One segment with the qualifiers that its words carry."""

    def __init__(self, text: str, segment: Segment, task: Task) -> None:
        self.text = text
        self.segment = segment
        self.task = task
        self.flags: set[str] = set()
        self.verbs: list[tuple[Cue, int, int]] = []

    def read(self) -> Iterator[tuple[str, Note]]:
        known = cues()
        for match in word_pattern().finditer(self.text, self.segment.start, self.segment.end):
            cue = known[match[0]]
            if cue.effect in VERBS:
                self.verbs.append((cue, match.start(), match.end()))
            elif cue.effect != "plan" or match[0] not in self.task.text:
                self.flags.add(cue.effect)
        if any(cue.effect == "prep" for cue, _, _ in self.verbs):
            self.flags.add("prep")
        return self._weigh_all()

    def _weigh_all(self) -> Iterator[tuple[str, Note]]:
        acted = False
        last = self.segment.start
        for cue, start, end in self.verbs:
            after = self.text[end : end + 1]
            marker = self._marker(start, after)
            if after == "的" or (marker < 0 and after in ("后", "前", "时")) or self._denied(start):
                continue
            acted = acted and "并" not in self.text[last:start]
            kind = self._weigh(cue, end, marker, acted)
            acted = acted or (cue.effect in _ACTS and marker >= 0)
            last = end
            if kind:
                yield kind, Note(cue, self._span(marker, start, end))

    def _marker(self, start: int, after: str) -> int:
        for place in (self.segment.aspect, self.segment.total):
            if 0 <= place <= start:
                return place
        return start if after == "了" else -1

    def _denied(self, start: int) -> bool:
        return 0 <= self.segment.negated < start

    def _weigh(self, cue: Cue, end: int, marker: int, acted: bool) -> str:
        recent = self.segment.past >= 0 and not self.flags & {"deadline", "exhort"}
        certain = marker >= 0 or recent
        if cue.effect in _CLAIMS or (cue.effect == "asked" and cue.asks in self.task.text):
            return self._weigh_claim(cue, end, marker, certain, acted)
        if cue.effect == "weak":
            return "act" if certain and not self.flags & _CALLS else ""
        if certain or self.segment.figures:
            return "act"
        return "act" if cue.effect == "deed" and not self._is_empty() else ""

    def _weigh_claim(self, cue: Cue, end: int, marker: int, certain: bool, acted: bool) -> str:
        if cue.effect != "finish" and not certain:
            return ""
        if not certain and self._is_empty():
            return ""
        if "deadline" in self.flags and self.segment.aspect < 0:
            return ""
        counted = cue.effect in _COUNTED or marker < 0
        if counted and self.segment.total < 0 and "whole" not in self.flags and self._counts(end):
            return "act"
        if self._is_preparation() or (acted and cue.effect != "finish"):
            return "act"
        if "object" in self.flags and self.segment.aspect < 0:
            return "act"
        called = bool(self.flags & {"exhort"}) and cue.effect == "settle"
        return "" if called and self.segment.total < 0 else "done"

    def _is_empty(self) -> bool:
        """Tell whether a clause without any marker only exhorts, sets a date or repeats the task."""
        if self.flags & {"exhort", "timely", "deadline"}:
            return True
        words = self.text[self.segment.start : self.segment.end]
        return echo_share(words, self.task) >= _ECHO_SHARE

    def _is_preparation(self) -> bool:
        return "prep" in self.flags or ("plan" in self.flags and "basis" not in self.flags)

    def _counts(self, end: int) -> bool:
        return any(figure.start >= end and figure.unit != "%" for figure in self.segment.figures)

    def _span(self, marker: int, start: int, end: int) -> Span:
        return (marker, end) if marker >= 0 and end - marker <= _REACH else (start, end)

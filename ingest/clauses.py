"""Reads the words that frame claims: is a thing said to be done, wished, asked, denied or open?

The words are in `lexicon/cues.csv`; this module knows only their effects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ingest.cues import VERBS, Cue, cues, frame_pattern, word_pattern
from ingest.figures import Figure
from ledger.plan import Task

Span = tuple[int, int]

_CLAUSE_SHOWN = 20  # a clause up to this length is shown whole as evidence
_BESIDES = re.compile(r"外[，,]?(?:还|另|也|又|并)")
_UNRELATED_RATE = re.compile(r"满意|好评|优秀|优良|增长|增加|上升|提高|提升|下降|减少|同比|环比|占")
_TREATED_AS = re.compile(r"[^，,。；;]{1,40}?作为")
_PLAN_AS_NOUN = re.compile(r"[，,。；;：:、的均都全中表书内外》”）)]|已|任务|指标|如期|按|\Z")
_ADVERBS = re.compile(r"(?:正式|真正|及时|全面|全部|完全|按时|统一|专门|有效|明确)*")
_NOT_OURS = re.compile(r"(?!按|及时|能|有效|完全|全部)[^，,。；;]{0,10}?(?:下放|涉及|承担|赋权)")
_NIL = re.compile(
    r"[^，,。；;]{0,24}?(?:(?P<nil>问题|违规|违法|异常|投诉|遗漏|超期|积压|隐患|漏报|瑕疵|争议|纠纷"
    r"|差错|事故|舆情|复议|败诉|举报)"
    r"|业务|事项|情况|职责|职能|职权|案件|内容|权限|此项|下放|相关|涉及|填报|对象)"
)
_STOPS = "，,。；;（("
_REPORTED = Cue("报数", "act", "", "“{words}”是做了的事，未说任务已完成")
_RATE_DONE = Cue("达到100%", "done", "", "“{words}”表示没有遗漏")
_RATE_PART = Cue("不足100%", "partial", "", "“{words}”不足100%")


class Note(NamedTuple):
    """One piece of evidence: the cue that was met and where."""

    cue: Cue
    span: Span


class Segment(NamedTuple):
    """A stretch of one clause under one mood, with where its markers stand (-1: nowhere)."""

    start: int
    end: int
    mood_at: int
    aspect: int
    total: int
    past: int
    negated: int
    figures: Sequence[Figure]


class ClauseReader:
    """Cuts a text into segments and notes what is open, denied or out of the unit's business.

    `claims` may say that something was done, `wishes` speak of the future, `bare` carry no frame
    at all; which of them do is left to `ingest.claims`, because few of them need to be read.
    """

    def __init__(self, text: str, task: Task, figures: Sequence[Figure]) -> None:
        self.notes: dict[str, list[Note]] = {}
        self.claims: list[Segment] = []
        self.wishes: list[Segment] = []
        self.bare: list[Segment] = []
        self.asserted = False
        self._text = text
        self._task = task
        self._figures = figures
        self._figure = 0
        self._clause_no = 0
        self._end_mood()
        self._open_clause(0)

    def read(self) -> None:
        """Read the whole text."""
        known = cues()
        handlers = _HANDLERS
        for match in frame_pattern().finditer(self._text):
            cue = known[match[0]]
            handler = handlers.get(cue.effect)
            if handler is not None:
                handler(self, cue, match.start(), match.end())
        self._close_clause(len(self._text))

    def _note(self, kind: str, cue: Cue, start: int, end: int) -> None:
        self.notes.setdefault(kind, []).append(Note(cue, (start, end)))

    # Clauses

    def _open_clause(self, start: int) -> None:
        self._start = start
        self._aspect = self._total = self._past = self._negated = -1
        self._candidate = self._based = False

    def _close_clause(self, end: int) -> None:
        self._clause_no += 1
        if end > self._start:
            self._cut(end)

    def _cut(self, end: int) -> None:
        """Close the open segment at `end` and sort it by what it may contain."""
        figures = self._segment_figures(end) if self._figure < len(self._figures) else ()
        segment = Segment(
            self._start, end, self._mood_at, self._aspect, self._total, self._past, self._negated, figures
        )
        if self._mood:
            if self._mood == "future":
                self.wishes.append(segment)
            return
        if self._candidate:
            self.claims.append(segment)
        elif self._negated < 0:
            self.bare.append(segment)
        if figures and self._negated < 0:
            self._report(segment)

    def _segment_figures(self, end: int) -> Sequence[Figure]:
        first = self._figure
        while self._figure < len(self._figures) and self._figures[self._figure].start < end:
            self._figure += 1
        return self._figures[first : self._figure]

    def _report(self, segment: Segment) -> None:
        for figure in segment.figures:
            if figure.unit != "%":
                start = segment.start if figure.end - segment.start <= _CLAUSE_SHOWN else figure.start
                self._note("reported", _REPORTED, start, figure.end)
            elif not _UNRELATED_RATE.search(self._text, segment.start, figure.start):
                kind, cue = ("partial", _RATE_PART) if figure.value < 100 else ("full", _RATE_DONE)
                self._note(kind, cue, figure.start, figure.end)

    def _sentence(self, cue: Cue, start: int, end: int) -> None:
        self._close_clause(start)
        if self._mood and not self._sticky:
            self._end_mood()
        self._open_clause(end)

    def _comma(self, cue: Cue, start: int, end: int) -> None:
        if self._text[start - 1 : start].isdecimal() and self._text[end : end + 1].isdecimal():
            return
        self._close_clause(start)
        if self._local:
            self._end_mood()
        aspect = self._aspect if self._text.startswith("并", end) else -1
        self._open_clause(end)
        self._aspect = aspect
        self._candidate = aspect >= 0

    # Mood: is it said to have happened, or only wished, asked or supposed?

    def _end_mood(self) -> None:
        self._mood = ""
        self._mood_at = self._mood_clause = -1
        self._weak = self._local = self._sticky = False

    def _begin_mood(self, mood: str, start: int, weak: bool = False, local: bool = False) -> None:
        if self._mood == "suppose":
            return
        if self._aspect >= 0 and not self._mood:
            self._cut(start)
            self._open_clause(start)
        self._mood, self._mood_at, self._mood_clause = mood, start, self._clause_no
        self._weak, self._local = weak, local
        self._aspect = self._total = -1

    def _goal(self, cue: Cue, start: int, end: int) -> None:
        self._begin_mood("require", start, weak=True)

    def _future(self, cue: Cue, start: int, end: int) -> None:
        if self._text[start:end] == "将" and _TREATED_AS.match(self._text, end):
            return
        self._begin_mood("future", start)
        self._note("hoped", cue, start, end)

    def _plan_to(self, cue: Cue, start: int, end: int) -> None:
        if not self._based and not _PLAN_AS_NOUN.match(self._text, end):
            self._begin_mood("future", start, weak=True)

    def _later(self, cue: Cue, start: int, end: int) -> None:
        self._begin_mood("future", start, weak=True)
        self._sticky = True
        self._note("hoped", cue, start, end)

    def _require(self, cue: Cue, start: int, end: int) -> None:
        if not (self._based and self._text[start:end] == "要求"):
            self._begin_mood("require", start)

    def _urge(self, cue: Cue, start: int, end: int) -> None:
        if self._aspect >= 0:
            self._note("reported", _REPORTED, self._aspect, end)
        if not self._mood:
            self._begin_mood("require", start, local=True)

    def _suppose(self, cue: Cue, start: int, end: int) -> None:
        self._begin_mood("suppose", start)

    def _resume(self) -> None:
        later = self._weak or self._mood_clause != self._clause_no
        if later and self._mood != "suppose":
            self._end_mood()

    # Markers: 已, 全部, 目前

    def _on_aspect(self, cue: Cue, start: int, end: int) -> None:
        self._resume()
        self._aspect = start
        self._negated = -1
        self._candidate = self.asserted = True

    def _on_total(self, cue: Cue, start: int, end: int) -> None:
        self._total = start
        self._candidate = True

    def _on_past(self, cue: Cue, start: int, end: int) -> None:
        if self._mood_clause != self._clause_no:
            self._resume()
        self._past = start
        self._candidate = True

    def _on_subject(self, cue: Cue, start: int, end: int) -> None:
        if self._mood_clause != self._clause_no:
            self._resume()

    def _on_upon(self, cue: Cue, start: int, end: int) -> None:
        self._on_past(cue, start, end)
        self._note("contrast", cue, start, end)

    def _on_candidate(self, cue: Cue, start: int, end: int) -> None:
        self._candidate = True

    def _on_basis(self, cue: Cue, start: int, end: int) -> None:
        self._based = True

    # Words that stop a claim

    def _on_partial(self, cue: Cue, start: int, end: int) -> None:
        if not self._mood and self._text[start:end] not in self._task.text:
            self._note("partial", cue, start, end)

    def _on_remain(self, cue: Cue, start: int, end: int) -> None:
        if self._mood != "suppose":
            self._note("remain", cue, start, end)

    def _on_ongoing(self, cue: Cue, start: int, end: int) -> None:
        if self._mood_clause != self._clause_no:
            self._resume()
        if not self._mood:
            self._note("ongoing", cue, start, end)

    def _on_undone(self, cue: Cue, start: int, end: int) -> None:
        if self._mood == "suppose" or self._negated >= 0:
            return None
        self._negated = start
        ours = _NOT_OURS.match(self._text, end) if end - start == 1 else None
        if ours is not None:
            return self._note("none", cues()["不涉及"], start, ours.end())
        verb = self._verb_within(end, 8)
        self._note("undone", cue, start, end if verb is None else verb.end())

    def _verb_within(self, start: int, reach: int) -> re.Match[str] | None:
        match = word_pattern().search(self._text, start, start + reach)
        return match if match is not None and cues()[match[0]].effect in VERBS else None

    def _verb_at(self, place: int) -> bool:
        match = word_pattern().match(self._text, place)
        return match is not None and cues()[match[0]].effect in VERBS

    def _on_clean(self, cue: Cue, start: int, end: int) -> None:
        self._negated = start
        if not self._mood:
            self._note("clean", cue, start, end)

    def _on_nil(self, cue: Cue, start: int, end: int) -> None:
        if start == self._start and self._text[end : end + 1] in _STOPS:
            return self._note("none", cue, start, end)
        adverbs = _ADVERBS.match(self._text, end)
        verb_at = adverbs.end() if adverbs else end
        if self._verb_at(verb_at):
            return self._on_undone(cues()["未"], start, end)
        match = _NIL.match(self._text, end)
        if match is not None and not self._mood:
            self._negated = start
            self._note("nil" if match["nil"] else "none", cue, start, match.end())

    def _on_except(self, cue: Cue, start: int, end: int) -> None:
        out = self._text.find("外", end, end + 40)
        if out < 0 or self._mood or _BESIDES.match(self._text, out):
            return
        if not any(stop in self._text[end:out] for stop in "。；;"):
            self._note("partial", cue, start, out + 1)

    def _on_note(self, cue: Cue, start: int, end: int) -> None:
        self._note(cue.effect, cue, start, end)


_HANDLERS: dict[str, Callable[[ClauseReader, Cue, int, int], None]] = {
    "sentence": ClauseReader._sentence,
    "comma": ClauseReader._comma,
    "aspect": ClauseReader._on_aspect,
    "total": ClauseReader._on_total,
    "perfect": ClauseReader._on_candidate,
    "finish": ClauseReader._on_candidate,
    "past": ClauseReader._on_past,
    "subject": ClauseReader._on_subject,
    "goal": ClauseReader._goal,
    "future": ClauseReader._future,
    "plan_to": ClauseReader._plan_to,
    "later": ClauseReader._later,
    "require": ClauseReader._require,
    "urge": ClauseReader._urge,
    "suppose": ClauseReader._suppose,
    "basis": ClauseReader._on_basis,
    "partial": ClauseReader._on_partial,
    "remain": ClauseReader._on_remain,
    "ongoing": ClauseReader._on_ongoing,
    "undone": ClauseReader._on_undone,
    "clean": ClauseReader._on_clean,
    "nil": ClauseReader._on_nil,
    "upon": ClauseReader._on_upon,
    "except": ClauseReader._on_except,
    "none": ClauseReader._on_note,
    "refer": ClauseReader._on_note,
    "contrast": ClauseReader._on_note,
}

"""Cuts a narrative into segments: is a thing said to be done, or wished, asked or supposed?"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence

from ingest.cues import Cue
from ingest.figures import Figure
from ingest.segments import Note, Segment, Span
from ledger.plan import Task

_CLAUSE_SHOWN = 20  # a clause up to this length is shown whole as evidence
_RATE_REACH = 12  # code points before a percentage that say what it measures, and for when
_UNRELATED_RATE = re.compile(r"满意|好评|优秀|优良|增长|增加|上升|提高|提升|下降|减少|同比|环比|占")
_DUE = re.compile(r"[底日月年]前|目标")
_PLAN_AS_NOUN = re.compile(r"[，,。；;：:、的均都中表书内外》”）)]|已|全部|任务|指标|如期|按|\Z")
_AS_OBJECT = re.compile(r"[0-9０-９]|[^，,。；;]{1,40}?作为")  # 将58名人员纳入, 将其作为重点
_NOWHERE = sys.maxsize
_REPORTED = Cue("报数", "act", "", "“{words}”是做了的事，未说任务已完成")
_RATE_DONE = Cue("达到100%", "full", "", "“{words}”表示没有遗漏")
_RATE_PART = Cue("不足100%", "partial", "", "“{words}”不足100%")


class ClauseReader:
    """The state of the clause being read, and what was found so far.

    The word in hand is `word`, of `cue`, from `at` to `to`; the methods named after an effect of
    the lexicon say what it does. `claims` may say that something was done, `wishes` speak of the
    future, `bare` stretches carry no frame; which verbs they hold is left to `ingest.claims`,
    because few of them need to be read.
    """

    def __init__(self, text: str, task: Task, figures: Sequence[Figure]) -> None:
        self.text = text
        self.task = task
        self.word = ""
        self.cue = _REPORTED
        self.at = self.to = 0
        self.notes: dict[str, list[Note]] = {}
        self.claims: list[Segment] = []
        self.wishes: list[Segment] = []
        self.bare: list[Span] = []
        self.asserted = False
        self._figures = figures
        self._next_figure = 0
        self._next_at = figures[0].start if figures else _NOWHERE
        self._clause_no = 0
        self._end_mood()
        self._open_clause(0)

    def note(self, kind: str, cue: Cue, start: int, end: int) -> None:
        """Keep a piece of evidence under its kind."""
        self.notes.setdefault(kind, []).append(Note(cue, (start, end)))

    def deny(self) -> None:
        """Deny what follows in the clause."""
        self.negated = self.at
        self.framed = True

    # Clauses

    def _open_clause(self, start: int) -> None:
        self.start = start
        self.negated = self._aspect = self._total = self._past = -1
        self._candidate = self._based = self.framed = False

    def _next_clause(self) -> None:
        self._clause_no += 1
        self.close(self.at)
        if self.framed:
            self._open_clause(self.to)
        else:
            self.start = self.to

    def close(self, end: int) -> None:
        """Close the open segment at `end` and sort it by what it may contain."""
        figures = self._take_figures(end) if self._next_at < end else ()
        if self.mood:
            if self.mood == "future":
                self.wishes.append(Segment(self.start, end, self._mood_at))
            return
        if self._candidate:
            markers = (self._aspect, self._total, self._past, self.negated)
            self.claims.append(Segment(self.start, end, -1, *markers, figures))
        elif self.negated < 0 and end > self.start:
            self.bare.append((self.start, end))
        if figures and self.negated < 0:
            self._report(figures)

    def _take_figures(self, end: int) -> Sequence[Figure]:
        first = last = self._next_figure
        while last < len(self._figures) and self._figures[last].start < end:
            last += 1
        self._next_figure = last
        self._next_at = self._figures[last].start if last < len(self._figures) else _NOWHERE
        return self._figures[first:last]

    def _report(self, figures: Sequence[Figure]) -> None:
        for figure in figures:
            if figure.unit != "%":
                whole = figure.end - self.start <= _CLAUSE_SHOWN
                self.note("reported", _REPORTED, self.start if whole else figure.start, figure.end)
                continue
            near = max(self.start, figure.start - _RATE_REACH)
            due = self._aspect < 0 and _DUE.search(self.text, near, figure.start)
            if not due and not _UNRELATED_RATE.search(self.text, near, figure.start):
                cue = _RATE_PART if figure.value < 100 else _RATE_DONE
                self.note(cue.effect, cue, figure.start, figure.end)

    def sentence(self) -> None:
        """Begin a new sentence, which ends every mood but that of 下一步."""
        self._next_clause()
        if self.mood and not self._sticky:
            self._end_mood()

    def comma(self) -> None:
        """Begin a new clause; a 并 carries 已 over into it."""
        if not (self.framed or self.mood or self._next_at < self.at):
            self._pass_over()
            return
        if self.word == "," and self._is_thousands():
            return
        aspect = self._aspect
        self._next_clause()
        if self._local:
            self._end_mood()
        if aspect >= 0 and self.text.startswith("并", self.to):
            self._aspect = aspect
            self._candidate = self.framed = True

    def _pass_over(self) -> None:
        """Do the same for a clause without frame and figures, as most are."""
        if self.at > self.start:
            self.bare.append((self.start, self.at))
        self._clause_no += 1
        self.start = self.to

    def _is_thousands(self) -> bool:
        before, after = self.text[self.at - 1 : self.at], self.text[self.to : self.to + 1]
        return before.isdecimal() and after.isdecimal()

    # Mood: is it said to have happened, or only wished, asked or supposed?

    def _end_mood(self) -> None:
        self.mood = ""
        self._mood_at = self._mood_clause = -1
        self._weak = self._local = self._sticky = False

    def _begin_mood(self, mood: str, *, weak: bool = False, local: bool = False) -> None:
        if self.mood == "suppose":
            return
        if self._aspect >= 0 and not self.mood:
            self.close(self.at)
            self._open_clause(self.at)
        self.mood, self._mood_at, self._mood_clause = mood, self.at, self._clause_no
        self._weak, self._local = weak, local
        self._aspect = self._total = -1

    def goal(self) -> None:
        """原计划: what was once meant; it claims nothing and leaves nothing open."""
        self._begin_mood("require", weak=True)

    def future(self) -> None:
        """拟, 将: a wish until the sentence ends or 已 stands in a later clause."""
        if self.word == "将" and _AS_OBJECT.match(self.text, self.to):
            return
        self._begin_mood("future")
        self.note("hoped", self.cue, self.at, self.to)

    def plan_to(self) -> None:
        """计划 as a verb; a 已 behind it takes the plan back: 计划已印发."""
        if not self._based and not _PLAN_AS_NOUN.match(self.text, self.to):
            self._begin_mood("future", weak=True)

    def later(self) -> None:
        """下一步: a wish for the rest of the text, until 已."""
        self._begin_mood("future", weak=True)
        self._sticky = True
        self.note("hoped", self.cue, self.at, self.to)

    def require(self) -> None:
        """要求: what others or rules ask for."""
        if not (self._based and self.word == "要求"):
            self._begin_mood("require")

    def urge(self) -> None:
        """督促: asks within its own clause; with 已 it is an act."""
        if self._aspect >= 0:
            self.note("reported", _REPORTED, self._aspect, self.to)
        if not self.mood:
            self._begin_mood("require", local=True)

    def suppose(self) -> None:
        """如有: a supposition until the sentence ends, whatever follows."""
        self._begin_mood("suppose")

    def _resume(self) -> None:
        later = self._weak or self._mood_clause != self._clause_no
        if later and self.mood != "suppose":
            self._end_mood()

    # Markers: 已, 全部, 目前, 我局

    def aspect(self) -> None:
        """已: said to have happened."""
        self._resume()
        self._aspect = self.at
        self.negated = -1
        self._candidate = self.framed = self.asserted = True

    def total(self) -> None:
        """全部: without exception."""
        self._total = self.at
        self._candidate = self.framed = True

    def past(self) -> None:
        """目前: told of the time of reporting."""
        self.subject()
        self._past = self.at
        self._candidate = self.framed = True

    def subject(self) -> None:
        """我局: a new subject ends the mood of an earlier clause."""
        if self._mood_clause != self._clause_no:
            self._resume()

    def upon(self) -> None:
        """在…基础上: the deed before it is done, more is to come."""
        self.past()
        self.note("contrast", self.cue, self.at, self.to)

    def candidate(self) -> None:
        """完成, 了: worth reading for its verbs."""
        self._candidate = self.framed = True

    def basis(self) -> None:
        """按照: the plan or requirement behind it is not reported, only named."""
        self._based = self.framed = True

"""Cuts a narrative into segments: is a thing said to be done, or wished, asked or supposed?"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Sequence

from ingest.judge.cues import Cue
from ingest.judge.figures import Figure
from ingest.judge.segments import Marks, Note, Segment, Span
from ingest.judge.shortfalls import rate_cue
from ledger.plan import Task

_CLAUSE_SHOWN = 20  # a clause up to this length is shown whole as evidence
_REPORTED_KEPT = 4  # as many as are ever shown
_LOOKED_BACK = 40  # code points, so that an endless clause costs no more
_NOWHERE = sys.maxsize
_UNTIL = ("至", "到")
_TRADES = ("企业已", "行业已", "事业已", "从业已", "作业已", "专业已")
_COLONS = "：:"
_PURPOSE = ("为", "来", "要", "应", "需")
REPORTED = Cue("报数", "act", "", "“{words}”是做了的事，未说任务已完成")


class ClauseReader:
    """The state of the clause being read, and what was found so far.

    The word in hand is `word`, of `cue`, from `at` to `to`; the methods named after an effect of
    the lexicon say what it does. `claims` may say that something was done, `wishes` speak of the
    future, `bare` stretches carry no frame; which verbs they hold is left to `ingest.judge.claims`,
    because few of them need to be read.
    """

    __slots__ = (
        *("text", "task", "word", "cue", "at", "to", "notes", "claims", "wishes", "bare"),
        *("asserted", "start", "negated", "aspect_at", "total_at", "based", "framed", "worth"),
        *("mood", "mood_at", "sticky", "figures", "_next_figure", "next_at", "clause_no"),
        *("_past", "_mood_clause", "_weak", "_local"),
    )

    _mood_clause: int
    _local: bool

    def __init__(self, text: str, task: Task, figures: Sequence[Figure]) -> None:
        self.text = text
        self.task = task
        self.word = ""
        self.cue = REPORTED
        self.at = self.to = 0
        self.notes: defaultdict[str, list[Note]] = defaultdict(list)
        self.claims: list[Marks] = []
        self.wishes: list[Segment] = []
        self.bare: list[Span] = []
        self.asserted = False
        self.figures = figures
        self._next_figure = 0
        self.next_at = figures[0].start if figures else _NOWHERE
        self.clause_no = 0
        self._end_mood()
        self._open_clause(0)

    def note(self, kind: str, cue: Cue, start: int, end: int) -> None:
        """Keep a piece of evidence under its kind."""
        self.notes[kind].append(Note(cue, (start, end)))

    def deny(self) -> None:
        """Deny what follows in the clause."""
        self.negated = self.at
        self.framed = True

    def back(self) -> int:
        """Return where to look from for what the clause says before the word in hand."""
        return max(self.start, self.at - _LOOKED_BACK)

    # Clauses

    def _open_clause(self, start: int) -> None:
        self.start = start
        self.negated = self.aspect_at = self.total_at = self._past = -1
        self.worth = self.based = self.framed = False

    def _next_clause(self) -> None:
        self.clause_no += 1
        at = self.at
        if self.mood or self.next_at < at:
            self.close(at)
        elif self.worth:  # as `close` does, spelt out for the many clauses of this kind
            aspect, total, past = self.aspect_at, self.total_at, self._past
            self.claims.append((self.start, at, -1, aspect, total, past, self.negated, ()))
        elif self.negated < 0 and at > self.start:
            self.bare.append((self.start, at))
        self.start = self.to
        if self.framed:
            self.negated = self.aspect_at = self.total_at = self._past = -1
            self.worth = self.based = self.framed = False

    def close(self, end: int) -> None:
        """Close the open segment at `end` and sort it by what it may contain."""
        figures = self._take_figures(end) if self.next_at < end else ()
        if self.mood:
            if self.mood == "future":
                self.wishes.append(Segment(self.start, end, self.mood_at))
            return
        if self.worth:
            aspect, total = self.aspect_at, self.total_at
            marks = (self.start, end, -1, aspect, total, self._past, self.negated, figures)
            self.claims.append(marks)
        elif self.negated < 0 and end > self.start:
            self.bare.append((self.start, end))
        if figures and self.negated < 0:
            self._report(figures)

    def _take_figures(self, end: int) -> Sequence[Figure]:
        figures = self.figures
        first = last = self._next_figure
        count = len(figures)
        while last < count and figures[last][2] < end:
            last += 1
        self._next_figure = last
        self.next_at = figures[last][2] if last < count else _NOWHERE
        return figures[first:last]

    def _report(self, figures: Sequence[Figure]) -> None:
        reported = self.notes["reported"]
        for figure in figures:
            _, unit, first, end = figure
            if unit == "%":
                cue = rate_cue(self.text, self.start, figure, told=self.aspect_at >= 0)
                if cue is not None:
                    self.note(cue.effect, cue, first, end)
            elif len(reported) < _REPORTED_KEPT:
                begin = self.start if end - self.start <= _CLAUSE_SHOWN else first
                reported.append(Note(REPORTED, (begin, end)))

    def sentence(self) -> None:
        """Begin a new sentence, which ends every mood but that of 下一步."""
        self._next_clause()
        if self.mood and not self.sticky:
            self._end_mood()

    def comma(self) -> None:
        """Begin a new clause; a 并 carries 已 over into it."""
        if self.word == "," and self._is_thousands():
            return
        aspect = self.aspect_at
        if self.mood:
            asking = self._mood_clause == self.clause_no and self.word in _COLONS
            self._next_clause()
            if asking:  # 市局要求：… still says what is asked
                self._mood_clause = self.clause_no
            if self._local:
                self._end_mood()
        else:
            self._next_clause()
        if aspect >= 0 and self.text.startswith("并", self.to):
            self.aspect_at = aspect
            self.worth = self.framed = True

    def _is_thousands(self) -> bool:
        before, after = self.text[self.at - 1 : self.at], self.text[self.to : self.to + 1]
        return before.isdecimal() and after.isdecimal()

    # Mood: is it said to have happened, or only wished, asked or supposed?

    def _end_mood(self) -> None:
        self.mood = ""
        self.mood_at = self._mood_clause = -1
        self._weak = self._local = self.sticky = False

    def begin_mood(self, mood: str, *, weak: bool = False, local: bool = False) -> None:
        """Take what follows as `mood`: a weak one ends with 已, a local one with its clause."""
        if self.mood == "suppose":
            return
        if self.aspect_at >= 0 and not self.mood:
            self.close(self.at)
            self._open_clause(self.at)
        self.mood, self.mood_at, self._mood_clause = mood, self.at, self.clause_no
        self._weak, self._local = weak, local
        self.aspect_at = self.total_at = -1

    def _resume(self) -> None:
        later = self._weak or self._mood_clause != self.clause_no
        if later and self.mood and self.mood != "suppose":
            self._end_mood()

    # Markers: 已, 全部, 目前, 我局

    def aspect(self) -> None:
        """已: said to have happened."""
        if self.mood:
            self._resume()
        self.aspect_at = self.at
        if len(self.word) > 2 and self.word.endswith(_TRADES):  # 企业已, and not 业已
            self.aspect_at = self.to - 1
        self.negated = -1
        self.worth = self.framed = self.asserted = True

    def total(self) -> None:
        """全部: without exception; 为全面…: its purpose."""
        if self.text[self.at - 1 : self.at] in _PURPOSE:
            return
        self.total_at = self.at
        self.worth = self.framed = True

    def past(self) -> None:
        """目前: told of the time of reporting; 至三季度 is a time to come."""
        if self.text[self.at - 1 : self.at] in _UNTIL:
            return
        if self.mood:
            self.subject()
        self._past = self.at
        self.worth = self.framed = True

    def subject(self) -> None:
        """我局: a new subject ends the mood of an earlier clause."""
        if self._mood_clause != self.clause_no:
            self._resume()

    def upon(self) -> None:
        """在…基础上: the deed before it is done, more is to come."""
        self.past()
        self.note("contrast", self.cue, self.at, self.to)

    def candidate(self) -> None:
        """完成, 了: worth reading for its verbs."""
        self.worth = self.framed = True

    def basis(self) -> None:
        """按照: the plan or requirement behind it is not reported, only named."""
        self.based = self.framed = True

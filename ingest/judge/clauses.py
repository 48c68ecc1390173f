"""Cuts a narrative into segments: is a thing said to be done, or wished, asked or supposed?"""

from __future__ import annotations

import sys
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from operator import itemgetter

from ingest.judge.cues import Cue
from ingest.judge.figures import Figure
from ingest.judge.segments import Marks, Note, Segment, Stretch
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
_new = tuple.__new__  # as Note() does it, without a call of Python's own for each of many
REPORTED = Cue("报数", "act", "", "“{words}”是做了的事，未说任务已完成")


class ClauseReader:
    """The state of the clause being read, and what was found so far.

    The word in hand is `word`, of `cue`, from `at` to `to`; the methods named after an effect of
    the lexicon say what it does. `wishes` speak of the future, what is `told` does not. Many
    narratives are judged without reading more of that; `settle` finds in it the `claims` that
    something was done. Their verbs are left to `ingest.judge.claims`.
    """

    __slots__ = (
        *("text", "task", "word", "cue", "at", "to", "notes", "told", "wishes", "claims"),
        *("asserted", "start", "negated", "aspect_at", "total_at", "based", "framed", "worth"),
        *("mood", "mood_at", "sticky", "figures", "_rates", "next_rate", "_past"),
        *("_mood_start", "_weak", "_local", "_settled", "_next_figure"),
    )

    word: str
    cue: Cue
    at: int
    to: int
    _mood_start: int  # where the stretch began in which the mood began
    _local: bool

    def __init__(self, text: str, task: Task, figures: Sequence[Figure]) -> None:
        self.text = text
        self.task = task
        self.notes: defaultdict[str, list[Note]] = defaultdict(list)
        self.told: list[Stretch] = []
        self.wishes: list[Segment] = []
        self.claims: list[Marks] = []
        self.asserted = False
        self.figures = figures
        rated = "%" in text or "％" in text or "分之" in text  # as few texts are
        self._rates = [figure for figure in figures if figure[1] == "%"] if rated else []
        self.next_rate = self._rates[0].start if self._rates else _NOWHERE
        self._settled = self._next_figure = 0
        self._end_mood()
        self._open_clause(0)

    def note(self, kind: str, cue: Cue, start: int, end: int) -> None:
        """Keep a piece of evidence under its kind."""
        self.notes[kind].append(_new(Note, (cue, (start, end))))

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
        self.close(self.at)
        self._open_clause(self.to)

    def end_clause(self, at: int, to: int, *, carries: bool) -> None:
        """Close a clause outside of all moods, and begin the next one at `to`.

        As `close` does it, but in one call, for most clauses end so. Where the stop `carries`, a
        并 behind it takes 已 over.
        """
        aspect, worth = self.aspect_at, self.worth
        if worth or (self.negated < 0 and at > self.start):
            self.told.append(
                (self.start, at, worth, aspect, self.total_at, self._past, self.negated)
            )
        self.start = to
        self.negated = self.total_at = self._past = -1
        self.based = False
        if aspect < 0 or not carries or not self.text.startswith("并", to):
            self.aspect_at = -1
            self.worth = self.framed = False

    def close(self, end: int) -> None:
        """Close the open stretch at `end`; one that only asks or supposes is dropped."""
        if self.next_rate < end:
            self._take_rates(end)
        if self.mood == "future":
            self.wishes.append(Segment(self.start, end, self.mood_at))
        elif not self.mood and (self.worth or (self.negated < 0 and end > self.start)):
            marks = self.worth, self.aspect_at, self.total_at, self._past, self.negated
            self.told.append((self.start, end, *marks))

    def _take_rates(self, end: int) -> None:
        """Note the percentages of the stretch, which are weighed beside words of part."""
        while self._rates and self._rates[0].start < end:
            rate = self._rates.pop(0)
            if not self.mood and self.negated < 0:
                cue = rate_cue(self.text, self.start, rate, told=self.aspect_at >= 0)
                if cue is not None:
                    self.note(cue.effect, cue, rate.start, rate.end)
        self.next_rate = self._rates[0].start if self._rates else _NOWHERE

    def settle(self) -> None:
        """Take the claims told since the last call, and note the counts reported."""
        figures, at, count = self.figures, self._next_figure, len(self.figures)
        following = figures[at].start if at < count else _NOWHERE
        for start, end, worth, aspect, total, past, negated in self.told[self._settled :]:
            own: Sequence[Figure] = ()
            if following < end:
                while at < count and figures[at][2] < start:  # in a wish
                    at += 1
                first = at
                while at < count and figures[at][2] < end:
                    at += 1
                own = figures[first:at]
                following = figures[at][2] if at < count else _NOWHERE
                if own and negated < 0:
                    self._report(own, start)
            if worth:
                self.claims.append((start, end, -1, aspect, total, past, negated, own))
        self._settled, self._next_figure = len(self.told), at

    def _report(self, figures: Sequence[Figure], clause: int) -> None:
        reported = self.notes["reported"]
        for _, unit, first, end in figures:
            if unit != "%" and len(reported) < _REPORTED_KEPT:
                begin = clause if end - clause <= _CLAUSE_SHOWN else first
                reported.append(_new(Note, (REPORTED, (begin, end))))

    def sentence(self) -> None:
        """Begin a new sentence, which ends every mood but that of 下一步."""
        self._next_clause()
        if self.mood and not self.sticky:
            self._end_mood()

    def comma(self) -> None:
        """Begin a new clause; a 并 carries 已 over into it."""
        aspect = self.aspect_at
        asking = self.mood and self._mood_start == self.start and self.word in _COLONS
        self._next_clause()
        if asking:  # 市局要求：… still says what is asked
            self._mood_start = self.start
        if self._local:
            self._end_mood()
        if aspect >= 0 and self.text.startswith("并", self.to):
            self.aspect_at = aspect
            self.worth = self.framed = True

    def ascii_comma(self) -> None:
        """Begin a new clause, unless the comma stands in a number."""
        if not self._is_thousands():
            self.comma()

    def _is_thousands(self) -> bool:
        before, after = self.text[self.at - 1 : self.at], self.text[self.to : self.to + 1]
        if not (before.isdecimal() and after.isdecimal()):
            return False
        last = bisect_left(self.figures, self.at, key=itemgetter(2)) - 1  # that begins before it
        counted = last >= 0 and self.figures[last].start >= self.start
        return counted or self.framed or bool(self.mood)

    # Mood: is it said to have happened, or only wished, asked or supposed?

    def _end_mood(self) -> None:
        self.mood = ""
        self.mood_at = self._mood_start = -1
        self._weak = self._local = self.sticky = False

    def begin_mood(self, mood: str, *, weak: bool = False, local: bool = False) -> None:
        """Take what follows as `mood`: a weak one ends with 已, a local one with its clause."""
        if self.mood == "suppose":
            return
        if self.aspect_at >= 0 and not self.mood:
            self.close(self.at)
            self._open_clause(self.at)
        self.mood, self.mood_at, self._mood_start = mood, self.at, self.start
        self._weak, self._local = weak, local
        self.aspect_at = self.total_at = -1

    def _resume(self) -> None:
        later = self._weak or self._mood_start != self.start
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
        if self._mood_start != self.start:
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

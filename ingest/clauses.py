"""Reads a narrative cue by cue and notes what each clause claims, hopes for or denies.

The words are in `lexicon/cues.csv`; this module knows only their effects.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ingest.cues import Cue, cue_pattern, cues
from ingest.figures import Figure
from ledger.plan import Task

Span = tuple[int, int]

_REACH = 14  # code points between a marker and its verb that still read as one span
_ECHO_SHARE = 0.7  # share of a clause's pairs of characters that the task's wording has too
_VERBS = frozenset({"finish", "partway", "settle", "asked", "act", "check", "weak"})
_CLAIMS = frozenset({"finish", "partway", "settle"})
_COUNTED = frozenset({"finish", "partway"})
_NOISE = re.compile(r"[\W_]+")
_BESIDES = re.compile(r"外[，,]?(?:还|另|也|又|并)")
_UNRELATED_RATE = re.compile(r"满意|好评|优秀|优良|增长|增加|上升|提高|提升|下降|减少|同比|环比|占")
_NIL = re.compile(
    r"[^，,。；;]{0,24}?(?:(?P<nil>问题|违规|违法|异常|投诉|遗漏|超期|积压|隐患|漏报|瑕疵|争议|纠纷"
    r"|差错|事故|舆情|复议|败诉|举报)"
    r"|业务|事项|情况|职责|职能|职权|案件|内容|权限|此项|下放|相关|涉及|填报|对象)"
)


@dataclass(frozen=True, slots=True)
class Note:
    """One piece of evidence: the cue that was met and where."""

    cue: Cue
    span: Span


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the open clause with the mood and the marker (已, 全部) that it stands under."""

    cue: Cue
    start: int
    end: int
    mood: str
    mood_at: int
    marker: int
    kept: bool


class ClauseReader:
    """Collects notes by kind: done, act, partial, remain, ongoing, undone, pending, hoped, …"""

    def __init__(self, text: str, task: Task, figures: Sequence[Figure]) -> None:
        self.text = text
        self.task = task
        self.figures = figures
        self.notes: dict[str, list[Note]] = {}
        self._figure = 0
        self._clause_no = 0
        self._end_mood()
        self._sticky = False
        self._open_clause(0)

    def read(self) -> dict[str, list[Note]]:
        """Return the notes of the whole text by kind."""
        known = cues()
        handlers = _HANDLERS
        for match in cue_pattern().finditer(self.text):
            cue = known[match.group()]
            handler = handlers.get(cue.effect)
            if handler is not None:
                start, end = match.span()
                handler(self, cue, start, end)
        self._close_clause(len(self.text))
        return self.notes

    def _open_clause(self, start: int) -> None:
        self._start = start
        self._verbs: list[Verb] = []
        self._aspect = self._total = self._past = -1
        self._negated: Cue | None = None
        self._negated_at = -1
        self._exhorted = self._prepared = self._planned = self._whole = False
        self._kept = self._dated = self._based = self._objected = False

    def _note(self, kind: str, cue: Cue, start: int, end: int) -> None:
        self.notes.setdefault(kind, []).append(Note(cue, (start, end)))

    # Punctuation

    def _sentence(self, cue: Cue, start: int, end: int) -> None:
        self._close_clause(start)
        if not self._sticky:
            self._end_mood()
        self._open_clause(end)

    def _comma(self, cue: Cue, start: int, end: int) -> None:
        if self.text[start - 1 : start].isdecimal() and self.text[end : end + 1].isdecimal():
            return
        self._close_clause(start)
        if self._local:
            self._end_mood()
        self._open_clause(end)

    # Mood: is it said to have happened, or only wished, asked or supposed?

    def _end_mood(self) -> None:
        self._mood = ""
        self._mood_at = self._mood_clause = -1
        self._weak = self._local = self._sticky = False

    def _begin_mood(self, mood: str, start: int, weak: bool = False, local: bool = False) -> None:
        if self._mood == "suppose":
            return
        self._mood, self._mood_at, self._mood_clause = mood, start, self._clause_no
        self._weak, self._local = weak, local
        self._aspect = self._total = -1

    def _future(self, cue: Cue, start: int, end: int) -> None:
        self._begin_mood("future", start)
        self._note("hoped", cue, start, end)

    def _plan_to(self, cue: Cue, start: int, end: int) -> None:
        if not self._based:
            self._begin_mood("future", start, weak=True)

    def _later(self, cue: Cue, start: int, end: int) -> None:
        self._begin_mood("future", start, weak=True)
        self._sticky = True
        self._note("hoped", cue, start, end)

    def _require(self, cue: Cue, start: int, end: int) -> None:
        if not (self._based and self.text[start:end] == "要求"):
            self._begin_mood("require", start)

    def _urge(self, cue: Cue, start: int, end: int) -> None:
        if not self._mood:
            self._begin_mood("require", start, local=True)

    def _suppose(self, cue: Cue, start: int, end: int) -> None:
        self._begin_mood("suppose", start)

    def _resume(self) -> None:
        if self._mood and (self._weak or self._mood_clause != self._clause_no):
            self._end_mood()

    def _on_aspect(self, cue: Cue, start: int, end: int) -> None:
        self._resume()
        self._aspect = start
        self._negated = None

    def _on_total(self, cue: Cue, start: int, end: int) -> None:
        self._total = start

    def _on_past(self, cue: Cue, start: int, end: int) -> None:
        if self._mood_clause != self._clause_no:
            self._resume()
        self._past = start

    # Flags of the open clause

    def _on_whole(self, cue: Cue, start: int, end: int) -> None:
        self._whole = True

    def _on_deadline(self, cue: Cue, start: int, end: int) -> None:
        self._dated = True

    def _on_exhort(self, cue: Cue, start: int, end: int) -> None:
        self._exhorted = True

    def _on_keep(self, cue: Cue, start: int, end: int) -> None:
        self._kept = True

    def _on_basis(self, cue: Cue, start: int, end: int) -> None:
        self._based = True

    def _on_object(self, cue: Cue, start: int, end: int) -> None:
        self._objected = True

    def _on_prep(self, cue: Cue, start: int, end: int) -> None:
        self._prepared = True
        self._on_verb(cue, start, end)

    def _on_plan(self, cue: Cue, start: int, end: int) -> None:
        if not self._based and self.text[start:end] not in self.task.text:
            self._planned = True

    # Words that stop a claim

    def _on_partial(self, cue: Cue, start: int, end: int) -> None:
        if not self._mood and self.text[start:end] not in self.task.text:
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
        if self._mood == "suppose" or self._negated:
            return
        self._negated, self._negated_at = cue, start
        self._note("undone", cue, start, end)

    def _on_clean(self, cue: Cue, start: int, end: int) -> None:
        self._negated, self._negated_at = cue, -1
        if not self._mood:
            self._note("clean", cue, start, end)

    def _on_nil(self, cue: Cue, start: int, end: int) -> None:
        match = _NIL.match(self.text, end)
        if match is None or self._mood:
            return
        self._negated, self._negated_at = cue, -1
        self._note("nil" if match["nil"] else "none", cue, start, match.end())

    def _on_except(self, cue: Cue, start: int, end: int) -> None:
        out = self.text.find("外", end, end + 40)
        if out < 0 or _BESIDES.match(self.text, out) or self._mood:
            return
        if not any(stop in self.text[end:out] for stop in "。；;"):
            self._note("partial", cue, start, out + 1)

    def _simply(self, cue: Cue, start: int, end: int) -> None:
        self._note(cue.effect, cue, start, end)

    # Verbs

    def _on_verb(self, cue: Cue, start: int, end: int) -> None:
        after = self.text[end : end + 1]
        if after == "的":
            return
        if self._negated:
            if self._negated_at >= 0 and end - self._negated_at <= _REACH:
                self.notes["undone"][-1] = Note(self._negated, (self._negated_at, end))
                self._negated_at = -1
            return
        marker = self._aspect if self._aspect >= 0 else self._total
        if marker < 0 and after == "了":
            marker = start
        if marker < 0 and after in ("后", "前", "时"):
            return
        self._verbs.append(Verb(cue, start, end, self._mood, self._mood_at, marker, self._kept))

    def _close_clause(self, end: int) -> None:
        self._clause_no += 1
        figures = self._clause_figures(end)
        if self._verbs:
            self._weigh_verbs(figures, end)
        for figure in figures:
            if figure.unit == "%" and not self._mood:
                self._rate(figure)

    def _clause_figures(self, end: int) -> list[Figure]:
        first = self._figure
        while self._figure < len(self.figures) and self.figures[self._figure].start < end:
            self._figure += 1
        return list(self.figures[first : self._figure])

    def _rate(self, figure: Figure) -> None:
        before = self.text[max(self._start, figure.start - 12) : figure.start]
        if _UNRELATED_RATE.search(before) or self._negated:
            return
        kind = "partial" if figure.value < 100 else "act" if self._dated else "done"
        self._note(kind, _RATE_DONE if kind == "done" else _RATE_PART, figure.start, figure.end)

    def _weigh_verbs(self, figures: list[Figure], end: int) -> None:
        acted = False
        claimed = False
        last = self._start
        for verb in self._verbs:
            if "并" in self.text[last : verb.start]:
                acted = False
            kind = self._weigh(verb, figures, end, acted)
            acted = acted or (verb.cue.effect in ("act", "prep") and verb.marker >= 0)
            last = verb.end
            if kind == "act" and claimed and not figures:
                continue
            claimed = claimed or kind == "done"
            if kind:
                self._note(kind, verb.cue, *self._span(verb))
            if verb.cue.effect == "check" and not verb.mood and not self._exhorted:
                self._note("check", verb.cue, verb.start, verb.end)

    def _weigh(self, verb: Verb, figures: list[Figure], end: int, acted: bool) -> str:
        """Return the kind of note that the verb deserves; empty when it claims nothing."""
        effect = verb.cue.effect
        if verb.mood:
            return self._weigh_hope(verb, effect)
        certain = verb.marker >= 0 or (self._past >= 0 and not self._dated)
        if effect in _CLAIMS or (effect == "asked" and verb.cue.asks in self.task.text):
            return self._weigh_claim(verb, effect, figures, end, certain, acted)
        if effect == "weak":
            return "act" if certain and not self._exhorted else ""
        if certain or figures:
            return "act"
        return "" if self._exhorted or self._dated or self._echoes(end) else "act"

    def _weigh_hope(self, verb: Verb, effect: str) -> str:
        if verb.mood != "future":
            return ""
        if effect == "weak" or (verb.kept and effect != "finish"):
            return "hoped"
        return "pending"

    def _weigh_claim(
        self, verb: Verb, effect: str, figures: list[Figure], end: int, certain: bool, acted: bool
    ) -> str:
        sure = verb.marker >= 0
        if effect != "finish" and not certain:
            return "act" if figures and not self._exhorted else ""
        if not certain and (self._exhorted or self._dated or self._echoes(end)):
            return ""
        if self._dated and self._aspect < 0:
            return ""
        counted = (
            effect in _COUNTED
            and self._total < 0
            and not self._whole
            and any(figure.start >= verb.end and figure.unit != "%" for figure in figures)
        )
        if counted or self._prepared or self._planned or (acted and effect != "finish"):
            return "act"
        if self._exhorted and effect != "finish" and verb.cue.name == "办成" and self._total < 0:
            return ""
        if self._objected and self._aspect < 0:
            return "act"
        return "done" if sure or certain else "done"

    def _echoes(self, end: int) -> bool:
        words = _NOISE.sub("", self.text[self._start : end])
        task = self.task.text
        if len(words) < 2 or words in task:
            return True
        pairs = [words[i : i + 2] for i in range(min(len(words), 40) - 1)]
        return sum(pair in task for pair in pairs) >= _ECHO_SHARE * len(pairs)

    def _span(self, verb: Verb) -> Span:
        start = verb.mood_at if verb.mood else verb.marker
        if 0 <= start <= verb.start and verb.end - start <= _REACH + 6:
            return start, verb.end
        return verb.start, verb.end


_RATE_DONE = Cue("达到100%", "done", "", "“{words}”表示没有遗漏")
_RATE_PART = Cue("不足100%", "partial", "", "“{words}”不足100%")

_HANDLERS: dict[str, Callable[[ClauseReader, Cue, int, int], None]] = {
    "sentence": ClauseReader._sentence,
    "comma": ClauseReader._comma,
    "aspect": ClauseReader._on_aspect,
    "total": ClauseReader._on_total,
    "past": ClauseReader._on_past,
    "whole": ClauseReader._on_whole,
    "future": ClauseReader._future,
    "plan_to": ClauseReader._plan_to,
    "later": ClauseReader._later,
    "require": ClauseReader._require,
    "urge": ClauseReader._urge,
    "suppose": ClauseReader._suppose,
    "deadline": ClauseReader._on_deadline,
    "exhort": ClauseReader._on_exhort,
    "keep": ClauseReader._on_keep,
    "basis": ClauseReader._on_basis,
    "object": ClauseReader._on_object,
    "prep": ClauseReader._on_prep,
    "plan": ClauseReader._on_plan,
    "partial": ClauseReader._on_partial,
    "remain": ClauseReader._on_remain,
    "ongoing": ClauseReader._on_ongoing,
    "undone": ClauseReader._on_undone,
    "clean": ClauseReader._on_clean,
    "nil": ClauseReader._on_nil,
    "except": ClauseReader._on_except,
    "none": ClauseReader._simply,
    "refer": ClauseReader._simply,
    "contrast": ClauseReader._simply,
} | dict.fromkeys(_VERBS, ClauseReader._on_verb)

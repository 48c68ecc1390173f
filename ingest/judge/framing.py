"""Reads the words that frame the claims of a narrative, each by its effect in the lexicon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from ingest.judge import denials, intents, reservations
from ingest.judge.clauses import ClauseReader
from ingest.judge.cues import VERBS, Cue, cues, frame_pattern
from ingest.judge.figures import Figure
from ledger.plan import Task

_HANDLERS: dict[str, Callable[[ClauseReader], None]] = {
    "sentence": ClauseReader.sentence,
    "comma": ClauseReader.comma,
    "aspect": ClauseReader.aspect,
    "total": ClauseReader.total,
    "perfect": ClauseReader.candidate,
    "finish": ClauseReader.candidate,
    "past": ClauseReader.past,
    "dated": intents.dated,
    "subject": ClauseReader.subject,
    "upon": ClauseReader.upon,
    "basis": ClauseReader.basis,
    "goal": intents.goal,
    "future": intents.future,
    "plan_to": intents.plan_to,
    "later": intents.later,
    "aim": intents.aim,
    "by_date": intents.by_date,
    "due": intents.due,
    "require": intents.require,
    "pledge": intents.pledge,
    "urge": intents.urge,
    "suppose": intents.suppose,
    "at_once": intents.at_once,
    "thereupon": intents.thereupon,
    "retract": intents.retract,
    "afterwards": intents.afterwards,
    "others": intents.others,
    "wholly": reservations.wholly,
    "tenths": reservations.tenths,
    "upkeep": reservations.upkeep,
    "review": reservations.review,
    "await": reservations.await_,
    "partial": reservations.partial,
    "remain": reservations.remain,
    "scheduled": reservations.scheduled,
    "ongoing": reservations.ongoing,
    "underway": reservations.underway,
    "undone": denials.undone,
    "clean": denials.clean,
    "nil": denials.nil,
    "except": reservations.except_for,
    "none": denials.plain,
    "refer": denials.plain,
    "contrast": denials.plain,
}

_Handler = Callable[[ClauseReader], None]
_Word = tuple[int, Cue, _Handler]  # a plain tuple, because it is unpacked for every word

_SHIELD, _STOP, _CANDIDATE, _OTHER = range(4)
_KINDS: dict[_Handler, int] = {
    ClauseReader.comma: _STOP,
    ClauseReader.sentence: _STOP,
    ClauseReader.candidate: _CANDIDATE,
}


@cache
def _words() -> dict[str, _Word]:
    """Return each word of the lexicon with its cue and what is to be done about it."""
    return {word: _word(word, cue) for word, cue in cues().items()}


def _word(word: str, cue: Cue) -> _Word:
    handler = _HANDLERS.get(cue.effect)
    if handler is None and cue.effect in VERBS:  # 发了 hides the 了 that it ends in
        handler = ClauseReader.aspect if "已" in word else None
        handler = ClauseReader.candidate if "了" in word else handler
    if handler is None:
        return _SHIELD, cue, ClauseReader.candidate
    return _KINDS.get(handler, _OTHER), cue, handler


def read_frame(text: str, task: Task, figures: Sequence[Figure]) -> ClauseReader:
    """Return a reader that has read all of `text`; more than half of its words end a clause."""
    reader = ClauseReader(text, task, figures)
    words = _words()
    pieces = iter(frame_pattern().split(text))  # gaps and words by turns
    to = 0
    for gap, word in zip(pieces, pieces, strict=False):  # the last gap has no word behind it
        at = to + len(gap)
        to = at + len(word)
        kind, cue, handler = words[word]
        if kind == _CANDIDATE:
            reader.worth = reader.framed = True
        elif kind <= _STOP:
            if kind == _STOP and (reader.framed or reader.mood or reader.next_at < at):
                reader.word, reader.at, reader.to = word, at, to
                handler(reader)
            elif kind == _STOP:  # a clause without frame and figures is only set aside
                if at > reader.start:
                    reader.bare.append((reader.start, at))
                reader.clause_no += 1
                reader.start = to
        else:
            reader.word, reader.cue, reader.at, reader.to = word, cue, at, to
            handler(reader)
    reader.close(len(text))
    return reader

"""Reads the words that frame the claims of a narrative, each by its effect in the lexicon."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from ingest.judge import denials, intents, reservations
from ingest.judge.clauses import ClauseReader
from ingest.judge.cues import VERBS, Cue, cues, frame_words
from ingest.judge.figures import Figure
from ingest.judge.word_finder import WordFinder
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
# a plain tuple, because it is unpacked for every word: kind, handler, word, cue
_Word = tuple[int, _Handler, str, Cue]

_SHIELD, _STOP, _CANDIDATE, _OTHER = range(4)
_KINDS: dict[_Handler, int] = {
    ClauseReader.comma: _STOP,
    ClauseReader.sentence: _STOP,
    ClauseReader.candidate: _CANDIDATE,
}


@cache
def _words() -> tuple[WordFinder, list[_Word]]:
    """Return what finds the words that frame a claim, and what is to be done about each."""
    words = frame_words()
    return WordFinder(words), [_word(word, cues()[word]) for word in words]


def _word(word: str, cue: Cue) -> _Word:
    handler = _HANDLERS.get(cue.effect)
    if handler is None and cue.effect in VERBS:  # 发了 hides the 了 that it ends in
        handler = ClauseReader.aspect if "已" in word else None
        handler = ClauseReader.candidate if "了" in word else handler
    if handler is None:
        return _SHIELD, ClauseReader.candidate, word, cue
    kind = _OTHER if word == "," else _KINDS.get(handler, _OTHER)  # it may stand in a number
    return kind, handler, word, cue


def read_frame(text: str, task: Task, figures: Sequence[Figure]) -> ClauseReader:
    """Return a reader that has read all of `text`; more than half of its words end a clause."""
    reader = ClauseReader(text, task, figures)
    finder, words = _words()
    for number, at, to in finder.find(text):
        kind, handler, word, cue = words[number]
        if kind == _STOP:
            if reader.framed or reader.mood or reader.next_rate < at:
                reader.word, reader.at, reader.to = word, at, to
                handler(reader)
            else:  # a clause without frame and percentages is only set aside
                if at > reader.start:
                    reader.told.append((reader.start, at, False, -1, -1, -1, -1))
                reader.clause_no += 1
                reader.start = to
        elif kind == _OTHER:
            reader.word, reader.cue, reader.at, reader.to = word, cue, at, to
            handler(reader)
        elif kind == _CANDIDATE:
            reader.worth = reader.framed = True
    reader.close(len(text))
    return reader

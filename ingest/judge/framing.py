"""Reads the words that frame the claims of a narrative, each by its effect in the lexicon."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter

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
    "by_date": intents.by_date,
    "due": intents.due,
    "require": intents.require,
    "urge": intents.urge,
    "suppose": intents.suppose,
    "thereupon": intents.thereupon,
    "retract": intents.retract,
    "others": intents.others,
    "tenths": reservations.tenths,
    "upkeep": reservations.upkeep,
    "review": reservations.review,
    "await": reservations.await_,
    "partial": reservations.partial,
    "remain": reservations.remain,
    "scheduled": reservations.scheduled,
    "ongoing": reservations.ongoing,
    "undone": denials.undone,
    "clean": denials.clean,
    "nil": denials.nil,
    "except": reservations.except_for,
    "none": denials.plain,
    "refer": denials.plain,
    "contrast": denials.plain,
}

_Handler = Callable[[ClauseReader], None]
# a plain tuple, because it is unpacked for most words: kind, handler, word, cue
_Word = tuple[int, _Handler, str, Cue]

_COMMA, _SENTENCE, _CANDIDATE, _SHIELD, _SUBJECT, _OTHER = range(6)
_KINDS: dict[_Handler, int] = {
    ClauseReader.comma: _COMMA,
    ClauseReader.sentence: _SENTENCE,
    ClauseReader.candidate: _CANDIDATE,
    ClauseReader.subject: _SUBJECT,
}


@cache
def _words() -> tuple[WordFinder, list[_Word], list[int]]:
    """Return what finds the words that frame a claim, and what is to be done about each.

    They are in order of their kinds, and the last are the places where each kind ends, so that
    the number of a word tells what it is: more than half need no more.
    """
    words = sorted((_word(word, cues()[word]) for word in frame_words()), key=itemgetter(0))
    ends = [bisect_right(words, kind, key=itemgetter(0)) for kind in range(_OTHER)]
    return WordFinder(word for _, _, word, _ in words), words, ends


def _word(word: str, cue: Cue) -> _Word:
    handler = _HANDLERS.get(cue.effect)
    if handler is None and cue.effect in VERBS:  # 发了 hides the 了 that it ends in
        handler = ClauseReader.aspect if "已" in word else None
        handler = ClauseReader.candidate if "了" in word else handler
    if handler is None:
        return _SHIELD, ClauseReader.candidate, word, cue
    if word == ",":
        handler = ClauseReader.ascii_comma
    return _KINDS.get(handler, _OTHER), handler, word, cue


def read_frame(text: str, task: Task, figures: Sequence[Figure]) -> ClauseReader:
    """Return a reader that has read all of `text`; more than half of its words end a clause."""
    reader = ClauseReader(text, task, figures)
    set_aside = reader.told.append
    finder, words, (commas, stops, candidates, shields, subjects) = _words()
    for number, at, to in finder.find(text):
        if number < stops:
            if reader.mood or reader.next_rate < at:
                _, handler, reader.word, _ = words[number]
                reader.at, reader.to = at, to
                handler(reader)
            elif reader.framed:
                reader.end_clause(at, to, carries=number < commas)
            else:  # a clause without frame and percentages is only set aside
                if at > reader.start:
                    set_aside((reader.start, at, False, -1, -1, -1, -1))
                reader.start = to
        elif number >= subjects or (reader.mood and number >= shields):  # 我局 may end a mood
            _, handler, reader.word, reader.cue = words[number]
            reader.at, reader.to = at, to
            handler(reader)
        elif number < candidates:
            reader.worth = reader.framed = True
    reader.close(len(text))
    return reader

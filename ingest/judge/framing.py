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

_CANDIDATE = ClauseReader.candidate


@cache
def _readers() -> dict[str, tuple[Cue, Callable[[ClauseReader], None] | None]]:
    """Return each word of the lexicon with its cue and what is to be done about it, if any."""
    return {word: (cue, _handler(word, cue)) for word, cue in cues().items()}


def _handler(word: str, cue: Cue) -> Callable[[ClauseReader], None] | None:
    handler = _HANDLERS.get(cue.effect)
    if handler is None and cue.effect in VERBS:  # 发了 hides the 了 that it ends in
        handler = ClauseReader.aspect if "已" in word else None
        handler = ClauseReader.candidate if "了" in word else handler
    return handler


def read_frame(text: str, task: Task, figures: Sequence[Figure]) -> ClauseReader:
    """Return a reader that has read all of `text`."""
    reader = ClauseReader(text, task, figures)
    readers = _readers()
    pieces = frame_pattern().split(text)  # gaps and words by turns
    to = 0
    for gap, word in zip(pieces[::2], pieces[1::2], strict=False):
        at = to + len(gap)
        to = at + len(word)
        cue, handler = readers[word]
        if handler is _CANDIDATE:  # as every tenth word is
            reader.worth = reader.framed = True
        elif handler is not None:
            reader.word, reader.cue, reader.at, reader.to = word, cue, at, to
            handler(reader)
    reader.close(len(text))
    return reader

"""Reads the words that frame the claims of a narrative, each by its effect in the lexicon."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ingest import reservations
from ingest.clauses import ClauseReader
from ingest.cues import cues, frame_pattern
from ingest.figures import Figure
from ledger.plan import Task

_HANDLERS: dict[str, Callable[[ClauseReader], None]] = {
    "sentence": ClauseReader.sentence,
    "comma": ClauseReader.comma,
    "aspect": ClauseReader.aspect,
    "total": ClauseReader.total,
    "perfect": ClauseReader.candidate,
    "finish": ClauseReader.candidate,
    "past": ClauseReader.past,
    "subject": ClauseReader.subject,
    "upon": ClauseReader.upon,
    "goal": ClauseReader.goal,
    "future": ClauseReader.future,
    "plan_to": ClauseReader.plan_to,
    "later": ClauseReader.later,
    "require": ClauseReader.require,
    "urge": ClauseReader.urge,
    "suppose": ClauseReader.suppose,
    "basis": ClauseReader.basis,
    "partial": reservations.partial,
    "remain": reservations.remain,
    "scheduled": reservations.scheduled,
    "ongoing": reservations.ongoing,
    "undone": reservations.undone,
    "clean": reservations.clean,
    "nil": reservations.nil,
    "except": reservations.except_for,
    "none": reservations.plain,
    "refer": reservations.plain,
    "contrast": reservations.plain,
}


def read_frame(text: str, task: Task, figures: Sequence[Figure]) -> ClauseReader:
    """Return a reader that has read all of `text`."""
    reader = ClauseReader(text, task, figures)
    known = cues()
    handlers = _HANDLERS
    for match in frame_pattern().finditer(text):
        word = match[0]
        cue = known[word]
        handler = handlers.get(cue.effect)
        if handler is not None:
            reader.word = word
            reader.cue = cue
            reader.at, reader.to = match.span()
            handler(reader)
    reader.close(len(text))
    return reader

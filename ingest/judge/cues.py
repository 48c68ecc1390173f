"""The lexicon of the narrative judge: words with their effects, and expressions that find them."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import NamedTuple

from ingest.judge.lexicon_files import read_rows
from ingest.judge.word_finder import WordFinder

VERBS = frozenset(
    {"finish", "partway", "settle", "asked", "act", "deed", "check", "weak", "prep", "draft"}
    | {"review", "await"}
)
_QUALIFIERS = frozenset(
    {"exhort", "timely", "deadline", "keep", "whole", "object", "basis", "skip"}
)
_STOPS = {"sentence", "comma", "partial", "remain", "ongoing", "undone", "clean", "nil", "none"}
_MOODS = {"goal", "plan_to", "future", "later", "require", "urge", "suppose", "subject", "basis"}
_INTENTS = {"by_date", "due", "thereupon", "retract", "others"}
_PARTS = {"tenths", "upkeep", "review", "await"}
_MARKERS = {"dated", "aspect", "total", "perfect", "past", "upon", "finish"}
_FRAME = (
    _STOPS | _MOODS | _INTENTS | _PARTS | _MARKERS | {"refer", "contrast", "except", "scheduled"}
)


class Cue(NamedTuple):
    """One row of the lexicon: what its words do, what the task must ask, and why it counts."""

    name: str
    effect: str
    asks: str
    reason: str


@cache
def cues() -> dict[str, Cue]:
    """Return every word of the lexicon with its cue."""
    found: dict[str, Cue] = {}
    for row in read_rows("cues.csv"):
        cue = Cue(row["cue"], row["effect"], row["asks"], row["reason"])
        found.update(dict.fromkeys(row["pattern"].split("|"), cue))
    return found | {"\n": found["。"], ",": found["，"]}


@cache
def _verbs() -> tuple[WordFinder, list[Cue]]:
    known = {word: cue for word, cue in cues().items() if cue.effect in VERBS | _QUALIFIERS}
    return WordFinder(known), list(known.values())


def find_verbs(text: str, start: int, end: int) -> list[tuple[Cue, int, int]]:
    """Return the verbs and their qualifiers that stand between two places, in order."""
    finder, known = _verbs()
    return [(known[n], start + a, start + b) for n, a, b in finder.find(text[start:end])]


def with_shields(effects: Set[str]) -> list[str]:
    """Return the words of these effects, and those of others that hold one and hide it: 未来."""
    meant = [word for word, cue in cues().items() if cue.effect in effects]
    held = WordFinder(meant)
    others = [word for word, cue in cues().items() if cue.effect not in effects]
    return meant + [word for word in others if held.find(word)]


def frame_words() -> list[str]:
    """Return the words that frame a claim and those that shield them.

    Verbs and their qualifiers are left out: they matter in few clauses and are read there only.
    """
    return with_shields(_FRAME)

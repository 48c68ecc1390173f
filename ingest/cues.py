"""The lexicon of the narrative judge: words with their effects, and expressions that find them."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from ingest.lexicon_files import literal_tree, read_rows

VERBS = frozenset({"finish", "partway", "settle", "asked", "act", "deed", "check", "weak", "prep"})
_QUALIFIERS = frozenset(
    {"exhort", "timely", "deadline", "keep", "whole", "object", "plan", "basis", "skip"}
)
_STOPS = {"sentence", "comma", "partial", "remain", "ongoing", "undone", "clean", "nil", "none"}
_MOODS = {"goal", "plan_to", "future", "later", "require", "urge", "suppose", "subject", "basis"}
_MARKERS = {"aspect", "total", "perfect", "past", "upon", "finish"}
_FRAME = _STOPS | _MOODS | _MARKERS | {"refer", "contrast", "except", "scheduled"}


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
def verb_pattern() -> re.Pattern[str]:
    """Return an expression for verbs and their qualifiers."""
    wanted = VERBS | _QUALIFIERS
    return re.compile(literal_tree(word for word, cue in cues().items() if cue.effect in wanted))


@cache
def frame_pattern() -> re.Pattern[str]:
    """Return an expression for the words that frame a claim, and for those that shield them.

    Verbs and their qualifiers are left out: they matter in few clauses and are read there only.
    """
    frame = [word for word, cue in cues().items() if cue.effect in _FRAME]
    shields = [
        word
        for word, cue in cues().items()
        if cue.effect not in _FRAME and any(part in word for part in frame)
    ]
    return re.compile(literal_tree(frame + shields))

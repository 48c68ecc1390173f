"""The lexicon of the narrative judge: words with their effects, and expressions that find them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from ingest.lexicon_files import literal_tree, read_rows

VERBS = frozenset(
    {"finish", "partway", "settle", "asked", "act", "deed", "check", "weak", "prep", "draft"}
    | {"review", "await"}
)
_QUALIFIERS = frozenset(
    {"exhort", "timely", "deadline", "keep", "whole", "object", "plan", "basis", "skip"}
)
_STOPS = {"sentence", "comma", "partial", "remain", "ongoing", "undone", "clean", "nil", "none"}
_MOODS = {"goal", "plan_to", "future", "later", "require", "urge", "suppose", "subject", "basis"}
_INTENTS = {"aim", "by_date", "due", "pledge", "at_once", "thereupon", "retract"}
_PARTS = {"wholly", "tenths", "upkeep", "review", "await"}
_MARKERS = {"aspect", "total", "perfect", "past", "upon", "finish"}
_FRAME = (
    _STOPS | _MOODS | _INTENTS | _PARTS | _MARKERS | {"refer", "contrast", "except", "scheduled"}
)

_GROUPS = 3  # as measured on quarterly ledgers


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
    return _one_of([word for word, cue in cues().items() if cue.effect in wanted])


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
    return _one_of(frame + shields)


def _one_of(words: Sequence[str]) -> re.Pattern[str]:
    """Return an expression for the longest of `words` at a place.

    It looks at the first character before it tries a group of words: a quarter faster than one
    tree, whose branches are all tried in turn where none fits.
    """
    first = list(dict.fromkeys(word[0] for word in words))
    size = -(-len(first) // _GROUPS)
    groups = [frozenset(first[i : i + size]) for i in range(0, len(first), size)]
    return re.compile("|".join(_group(words, group) for group in groups))


def _group(words: Sequence[str], first: frozenset[str]) -> str:
    ahead = "".join(map(re.escape, sorted(first)))
    return f"(?=[{ahead}]){literal_tree(word for word in words if word[0] in first)}"

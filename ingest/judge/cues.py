"""The lexicon of the narrative judge: words with their effects, and expressions that find them."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from functools import cache
from typing import NamedTuple

from ingest.judge.lexicon_files import literal_tree, read_rows

VERBS = frozenset(
    {"finish", "partway", "settle", "asked", "act", "deed", "check", "weak", "prep", "draft"}
    | {"review", "await"}
)
_QUALIFIERS = frozenset(
    {"exhort", "timely", "deadline", "keep", "whole", "object", "plan", "basis", "skip"}
    | {"means", "listing"}
)
_STOPS = {"sentence", "comma", "partial", "remain", "ongoing", "undone", "clean", "nil", "none"}
_MOODS = {"goal", "plan_to", "future", "later", "require", "urge", "suppose", "subject", "basis"}
_INTENTS = {"aim", "by_date", "due", "pledge", "at_once", "thereupon", "retract"}
_INTENTS |= {"afterwards", "others", "underway"}
_PARTS = {"wholly", "tenths", "upkeep", "review", "await"}
_MARKERS = {"dated", "aspect", "total", "perfect", "past", "upon", "finish"}
_FRAME = (
    _STOPS | _MOODS | _INTENTS | _PARTS | _MARKERS | {"refer", "contrast", "except", "scheduled"}
)

_WAYS = 3  # and _LEAF: as measured on quarterly ledgers
_LEAF = 16


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
    return re.compile(one_of([word for word, cue in cues().items() if cue.effect in wanted]))


@cache
def frame_pattern() -> re.Pattern[str]:
    """Return an expression, one group, for the words that frame a claim and those that shield them.

    Verbs and their qualifiers are left out: they matter in few clauses and are read there only.
    """
    frame = [word for word, cue in cues().items() if cue.effect in _FRAME]
    shields = [
        word
        for word, cue in cues().items()
        if cue.effect not in _FRAME and any(part in word for part in frame)
    ]
    return re.compile(f"({one_of(frame + shields)})")


def one_of(words: Sequence[str]) -> str:
    """Return an expression for the longest of `words` at a place.

    It asks whether any word begins with the two characters at hand, and then narrows down to the
    few that do: one tree would try all its branches in turn where none fits.
    """
    begun = {word[0] for word in words if len(word) > 1}
    signs = {word for word in words if len(word) == 1} - begun  # words that begin no other
    longer = [word for word in words if word not in signs]
    first = sorted({word[0] for word in longer})
    brief = {word for word in longer if len(word) == 1}
    second = {word[1] for word in longer if len(word) > 1}
    pairs = _set(begun - brief) + _set(second) if begun - brief else ""
    ahead = "|".join(filter(None, [_set(brief) if brief else "", pairs]))
    tree = f"(?={ahead})(?:{_narrow(longer, first)})"
    return f"(?:{_set(signs)}|{tree})" if signs else tree


def _set(characters: Set[str]) -> str:
    return f"[{''.join(map(re.escape, sorted(characters)))}]"


def _narrow(words: Sequence[str], first: Sequence[str]) -> str:
    size = max(_LEAF, -(-len(first) // _WAYS))
    if len(first) <= size:
        return literal_tree(words)
    groups = [first[i : i + size] for i in range(0, len(first), size)]
    return "|".join(
        f"(?=[{re.escape(group[0])}-{re.escape(group[-1])}])"
        f"(?:{_narrow([word for word in words if group[0] <= word[0] <= group[-1]], group)})"
        for group in groups
    )

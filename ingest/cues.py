"""The lexicon of the narrative judge: words with their effects, and one expression that finds them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from ingest.figures import read_rows


@dataclass(frozen=True, slots=True)
class Cue:
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
        for word in row["pattern"].split("|"):
            found[word] = cue
    return found | {"\n": found["。"], ",": found["，"]}


@cache
def cue_pattern() -> re.Pattern[str]:
    """Return an expression that cuts the longest word of the lexicon at each place.

    It is a tree of literals, so that no text can make it backtrack.
    """
    tree: dict[str, Any] = {}
    for word in cues():
        node = tree
        for char in word:
            node = node.setdefault(char, {})
        node[""] = {}
    return re.compile(_branch(tree))


def _branch(node: dict[str, Any]) -> str:
    tails = [re.escape(char) + _branch(child) for char, child in node.items() if char]
    if not tails:
        return ""
    return f"(?:{'|'.join(tails)}){'?' if '' in node else ''}"

"""Where two passages say the same: spans to mark in each, found as the copy checks find them."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from ledger.sentences import sentence_hashes

_SENTENCE = re.compile(r"[^。；;！!？?\n]+[。；;！!？?\n]*")
_LONGEST = 3000  # characters of each side that are compared one by one; no page waits for more
_SHORTEST_RUN = 6  # a shorter common run is how everybody writes, and copied from nobody

Spans = list[list[int]]


def shared(text: str, other: str) -> tuple[Spans, Spans]:
    """Return the spans of the sentences that both texts have, dates and punctuation aside.

    Where they have no sentence in common, the longer runs of common characters are returned.
    """
    mine, theirs = _hashed(text), _hashed(other)
    common = {key for key, _ in mine} & {key for key, _ in theirs}
    if not common:
        return _runs(text[:_LONGEST], other[:_LONGEST])
    return (
        [span for key, span in mine if key in common],
        [span for key, span in theirs if key in common],
    )


def _hashed(text: str) -> list[tuple[str, list[int]]]:
    """Return the hash and the span of each sentence; one without any words has none."""
    return [
        (key, [match.start(), match.end()])
        for match in _SENTENCE.finditer(text)
        for key in sentence_hashes(match[0])
    ]


def _runs(text: str, other: str) -> tuple[Spans, Spans]:
    blocks = SequenceMatcher(None, text, other, autojunk=False).get_matching_blocks()
    runs = [block for block in blocks if block.size >= _SHORTEST_RUN]
    return (
        [[run.a, run.a + run.size] for run in runs],
        [[run.b, run.b + run.size] for run in runs],
    )

"""The sentence of a narrative that a judgement rests on, with the words that decided it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from reports.document_xml import RunStyle

Pieces = tuple[tuple[str, RunStyle], ...]

_SENTENCE = re.compile(r"[^。；;！!？?\n]*[。；;！!？?\n]?")
_DOTS = "……"
LONGEST_QUOTE = 80  # characters


def quoted(narrative: str, evidence: str, longest: int = LONGEST_QUOTE) -> Pieces:
    """Return the first sentence with evidence as runs, cut to `longest` characters with dots.

    `evidence` is the JSON of spans as the queries give it. Without any, the narrative's beginning
    is quoted; a blank narrative has no runs.
    """
    spans = sorted((int(start), int(end)) for start, end in json.loads(evidence or "[]"))
    first = spans[0] if spans else (0, 0)
    begin, stop = _sentence(narrative, first[0])
    begin, stop, dots_before, dots_after = _cut(begin, stop, first, longest)
    text = narrative[begin:stop]
    inside = [(max(s, begin) - begin, min(e, stop) - begin) for s, e in spans]
    pieces = [("", dots_before), *_pieces(text, inside), ("", dots_after)]
    return tuple((" ".join(words.split()), style) for style, words in pieces if words.strip())


def _sentence(narrative: str, at: int) -> tuple[int, int]:
    """Return where the sentence around place `at` begins and ends; the first that says anything."""
    whole = [m.span() for m in _SENTENCE.finditer(narrative) if m.group().strip()]
    return next(((s, e) for s, e in whole if at < e), (0, len(narrative)))


def _cut(begin: int, stop: int, span: Sequence[int], longest: int) -> tuple[int, int, str, str]:
    """Return a stretch of at most `longest` with the span in it, and the dots for what is cut."""
    if stop - begin <= longest:
        return begin, stop, "", ""
    room = max(longest - (span[1] - span[0]), 0) // 2
    start = max(begin, min(span[0] - room, stop - longest))
    end = start + longest
    return start, end, _DOTS if start > begin else "", _DOTS if end < stop else ""


def _pieces(text: str, spans: Iterable[tuple[int, int]]) -> Iterable[tuple[RunStyle, str]]:
    """Yield (style, text) in order; spans that overlap are marked once."""
    at = 0
    for start, end in spans:
        if end <= max(start, at):
            continue
        yield "", text[at : max(start, at)]
        yield "evidence", text[max(start, at) : end]
        at = end
    yield "", text[at:]

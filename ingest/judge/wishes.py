"""Reads what is still to be done by a narrative's own words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ingest.judge.cues import VERBS, Cue, find_verbs
from ingest.judge.segments import SENTENCE_END, Note, Segment

_KEEPING = re.compile(  # 我局将按机制要求积极参加会商
    r"(?:我局|本局|我单位|本单位)?将?(?:继续|严格|认真|积极)*按照?(?:该|此|上述|会商|协作)?(?:机制|制度|办法|协议)的?(?:要求|规定)?"
    r"(?:继续|严格|认真|积极)*(?:参加|参与|执行|落实|履行)(?:会商|会议|职责)?(?![^，,。；;])"
)
_WHOLLY = re.compile(r"全部|全覆盖|均|100%|１００%|提前|超额|悉数")
REACH = 20  # code points from a marker to its verb that still read as one span
_KNOWN = VERBS | {"keep", "exhort"}
_TOLD = 4  # code points of a wish whose verb the lexicon does not know
WISHED = Cue("打算", "future", "", "“{words}”只是打算")


def read_wishes(text: str, segments: Iterable[Segment], *, guess: bool = False) -> Iterator[Note]:
    """Yield what is still to be done by the segments' own words; mere upkeep is passed over.

    With `guess`, a wish whose verb the lexicon does not know is yielded too.
    """
    for segment in segments:
        start = max(segment.mood_at, segment.start)
        kept = known = _KEEPING.match(text, segment.start) is not None
        for cue, first, last in find_verbs(text, segment.start, segment.end):
            kept = kept or cue.effect == "keep"
            upkeep = cue.effect == "weak" or (kept and cue.effect != "finish")
            known = known or (first > segment.mood_at and cue.effect in _KNOWN)
            if cue.effect in VERBS and not upkeep and first > segment.mood_at:
                yield Note(WISHED, (start if last - start <= REACH else first, last))
        if guess and not known and segment.end - start >= _TOLD:  # 拟再办2期
            yield Note(WISHED, (start, min(segment.end, start + REACH)))


def pending(text: str, segments: Iterable[Segment], done: Note) -> list[Note]:
    """Return wishes still open: not those that the same sentence goes on to report done."""
    first, last = done.span
    wholly = _WHOLLY.search(text, first, last)
    return [
        wish
        for wish in read_wishes(text, segments, guess=True)
        if wish.span[0] > first or not wholly or SENTENCE_END.search(text, wish.span[1], first)
    ]

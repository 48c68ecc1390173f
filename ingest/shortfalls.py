"""Finds results that fall short of a total told in the same text: `6个…整改到位4个`, `7/12`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.cues import Cue
from ingest.figures import Figure, measures
from ingest.segments import Note

_SHORTFALL = Cue("几个中的几个", "partial", "", "“{words}”少于总数")
_DOING = re.compile(
    r"完成|整改|办结|落实|到位|销号|覆盖|上线|参训|持证|通过|清理|认领|合格|达标|修满|已"
)
_STOP = re.compile(r"[，,。；;]")
_DIGIT = "[0-9０-９]"
_FRACTION = re.compile(rf"(?<!{_DIGIT})({_DIGIT}{{1,6}})[/／]({_DIGIT}{{1,6}})(?![0-9０-９/／])")
_NEAR = 9  # code points between a figure and the verb that belongs to it
_FAR = 40  # code points between a total and its part


def find_shortfalls(text: str, figures: Sequence[Figure]) -> Iterator[Note]:
    """Yield each part that is smaller than the total before it."""
    if len(figures) > 1:
        yield from _parts(text, figures)
    if "/" in text or "／" in text:
        for match in _FRACTION.finditer(text):
            if int(match[1]) < int(match[2]):
                yield Note(_SHORTFALL, match.span())


def _parts(text: str, figures: Sequence[Figure]) -> Iterator[Note]:
    kinds = measures()
    wholes: dict[str, Figure] = {}
    for part in figures:
        kind = kinds[part.unit]
        whole = wholes.get(kind)
        if whole is not None and part.value < whole.value and _is_part(text, whole, part):
            yield Note(_SHORTFALL, (part.start, part.end))
        else:
            wholes[kind] = part


def _is_part(text: str, whole: Figure, part: Figure) -> bool:
    if part.start - whole.end > _FAR or part.unit == "%":
        return False
    between = text[whole.end : part.start]
    if "中" in between[-3:]:
        return bool(_DOING.search(_STOP.split(text[part.end : part.end + _NEAR])[0]))
    return bool(_DOING.search(_STOP.split(between)[-1][-_NEAR:]))

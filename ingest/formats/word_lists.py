"""The numbers that Word puts before list paragraphs; a reader sees them, the text lacks them.

Numbers are counted as Word counts: through the document, deeper levels beginning again. Not known
are bullets (they number nothing), pictures as bullets, and levels told to begin again elsewhere
(w:lvlRestart).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ingest.formats.word_numbers import written
from ingest.formats.word_styles import ListPlace, Styles
from ingest.formats.word_xml import Element, name, switch, value_of, whole

_ABSTRACT, _ABSTRACT_ID = name("w:abstractNum"), name("w:abstractNumId")
_NUM, _NUM_ID = name("w:num"), name("w:numId")
_LEVEL, _LEVEL_NO = name("w:lvl"), name("w:ilvl")
_OVERRIDE = name("w:lvlOverride")
_DEEPEST = 8  # Word has nine levels, from 0
_PLACE_OF_NUMBER = re.compile(r"%([1-9])")
_WITHOUT_NUMBER = ("bullet", "none")
_GAPS = {"nothing": ""}


@dataclass(frozen=True)
class _Level:
    """How one level of a list is numbered."""

    start: int
    numeral: str
    pattern: str
    gap: str
    in_digits: bool


@dataclass
class _List:
    """One numbering definition: its levels, and the starts that it sets anew."""

    abstract: str | None
    levels: dict[int, _Level] = field(default_factory=dict)
    restarts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of a document, counting as paragraph after paragraph asks for its number."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Read the part `numbering`, which may be absent."""
        abstracts = () if root is None else root.findall(_ABSTRACT)
        self._abstracts = {element.get(_ABSTRACT_ID): element for element in abstracts}
        numbers = () if root is None else root.findall(_NUM)
        self._numbers = {whole(element.get(_NUM_ID), -1): element for element in numbers}
        self._styles = styles
        self._lists: dict[int, _List | None] = {}
        self._read_before: dict[str | None, tuple[dict[int, _Level], str | None]] = {}
        self._counts: dict[str | None, dict[int, int]] = {}
        self._begun: set[tuple[int, int]] = set()

    def next_label(self, place: ListPlace) -> str:
        """Count one more paragraph at `place`; return its number with the gap behind it."""
        known = None if not place.number_id else self._list(place.number_id)
        level = min(max(place.level or 0, 0), _DEEPEST)
        if known is None or level not in known.levels:
            return ""
        counts = self._counts.setdefault(known.abstract, {})
        self._begin_anew(place.number_id or 0, level, known, counts)
        counts[level] = counts.get(level, known.levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _label(known.levels, level, counts)

    def _begin_anew(self, number_id: int, level: int, known: _List, counts: dict[int, int]) -> None:
        """Set the count to where this numbering says that it starts, the first time only."""
        if level in known.restarts and (number_id, level) not in self._begun:
            counts[level] = known.restarts[level] - 1
        self._begun.add((number_id, level))

    def _list(self, number_id: int) -> _List | None:
        if number_id not in self._lists:
            self._lists[number_id] = self._read(number_id)
        return self._lists[number_id]

    def _read(self, number_id: int, may_link: bool = True) -> _List | None:
        number = self._numbers.get(number_id)
        if number is None:
            return None
        abstract_id = value_of(number, "w:abstractNumId")
        abstract = self._abstracts.get(abstract_id)
        if abstract is None:
            return None
        if abstract_id not in self._read_before:
            link = value_of(abstract, "w:numStyleLink")
            self._read_before[abstract_id] = (_levels(abstract), link)
        levels, style = self._read_before[abstract_id]
        if style is not None and may_link:
            return self._read(self._styles.list_place(style).number_id or 0, may_link=False)
        known = _List(abstract_id, dict(levels))
        for override in number.findall(_OVERRIDE):
            known.levels |= _levels(override)
            start = value_of(override, "w:startOverride")
            if start is not None:
                known.restarts[whole(override.get(_LEVEL_NO), 0)] = whole(start, 1)
        return known


def _levels(holder: Element) -> dict[int, _Level]:
    return {
        whole(level.get(_LEVEL_NO), 0): _Level(
            start=whole(value_of(level, "w:start"), 1),
            numeral=value_of(level, "w:numFmt") or "decimal",
            pattern=value_of(level, "w:lvlText") or "",
            gap=_GAPS.get(value_of(level, "w:suff") or "", " "),
            in_digits=bool(switch(level, "w:isLgl")),
        )
        for level in holder.findall(_LEVEL)
        if 0 <= whole(level.get(_LEVEL_NO), 0) <= _DEEPEST
    }


def _label(levels: dict[int, _Level], level: int, counts: dict[int, int]) -> str:
    own = levels[level]
    if own.numeral in _WITHOUT_NUMBER and not _PLACE_OF_NUMBER.search(own.pattern):
        return ""

    def number(match: re.Match[str]) -> str:
        other = levels.get(int(match[1]) - 1)
        if other is None:
            return ""
        count = counts.get(int(match[1]) - 1, other.start)
        return written(count, "decimal" if own.in_digits else other.numeral)

    label = _PLACE_OF_NUMBER.sub(number, own.pattern).strip()
    return label + own.gap if label else ""

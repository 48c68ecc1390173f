"""To which sections of an evaluation report a sentence or a heading belongs, by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from ledger.evaluation_facts import FigureUnit, MaterialWord, Section, WordKind

STRONG, WEAK = 2, 1
LEAST = 2  # one strong word, two weak ones, or one of them and a figure where figures count
# Sections for which a figure speaks: what was done and what came of it.
_WITH_FIGURES = frozenset({Section.PRACTICES, Section.RESULTS})
_GAP = "…"
_WITHIN = r"[^。；;！!？?\n]{0,12}?"


class Match(NamedTuple):
    """A section that a text belongs to, how strongly, and the words that say so."""

    section: Section
    score: int
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Words:
    """The words of one section; those with a gap (`存在…问题`) are expressions."""

    section: Section
    strong: tuple[tuple[str, re.Pattern[str] | None], ...]
    weak: tuple[tuple[str, re.Pattern[str] | None], ...]
    bar: tuple[tuple[str, re.Pattern[str] | None], ...]
    heading: tuple[str, ...]
    mask: re.Pattern[str] | None


class Lexicon:
    """The words of data/plan/material_words.csv, ready to be looked for."""

    def __init__(self, words: Iterable[MaterialWord], units: Iterable[FigureUnit]) -> None:
        listed = list(words)
        self._sections = [_words_of(section, listed) for section in Section]
        counted = sorted((unit.word for unit in units), key=len, reverse=True)
        alternatives = "|".join(map(re.escape, counted)) or "(?!)"
        self._figure = re.compile(rf"[0-9０-９][余多十百千万亿]*(?:{alternatives})")

    def matches(self, text: str) -> list[Match]:
        """Return the sections to which a sentence belongs, in the order of the report."""
        found = []
        for words in self._sections:
            match = self._match(words, text)
            if match is not None and match.score >= LEAST:
                found.append(match)
        return found

    def weigh(self, section: Section, text: str) -> Match:
        """Return how strongly a text speaks for one section, however little."""
        words = next(words for words in self._sections if words.section == section)
        return self._match(words, text) or Match(section, 0, ())

    def named(self, heading: str) -> tuple[Section, ...]:
        """Return the sections that a heading names, in the order in which it names them."""
        places: dict[Section, int] = {}
        for words in self._sections:
            text = words.mask.sub(_blanked, heading) if words.mask else heading
            at = [text.index(word) for word in words.heading if word in text]
            if at:
                places[words.section] = min(at)
        return tuple(sorted(places, key=lambda section: places[section]))

    def _match(self, words: _Words, text: str) -> Match | None:
        strong, weak = _met(words.strong, text), _met(words.weak, text)
        plain = words.mask.sub("", text) if words.mask and (strong or weak) else text
        if plain != text:
            strong, weak = _met(words.strong, plain), _met(words.weak, plain)
        if not (strong or weak) or _met(words.bar, plain):
            return None
        figure = words.section in _WITH_FIGURES and self._figure.search(plain) is not None
        score = STRONG * len(strong) + WEAK * (len(weak) + figure)
        return Match(words.section, score, (*strong, *weak))


def _words_of(section: Section, listed: list[MaterialWord]) -> _Words:
    def of(kind: WordKind) -> tuple[str, ...]:
        return tuple(w.word for w in listed if w.section == section and w.kind == kind)

    masks = sorted(of(WordKind.MASK), key=len, reverse=True)
    mask = re.compile("|".join(map(_expression, masks))) if masks else None
    strong, weak, bar = (
        tuple((word, re.compile(_expression(word)) if _GAP in word else None) for word in of(kind))
        for kind in (WordKind.STRONG, WordKind.WEAK, WordKind.BAR)
    )
    return _Words(section, strong, weak, bar, of(WordKind.HEADING), mask)


def _expression(word: str) -> str:
    return _WITHIN.join(map(re.escape, word.split(_GAP)))


def _met(words: Iterable[tuple[str, re.Pattern[str] | None]], text: str) -> list[str]:
    return [
        word
        for word, gapped in words
        if (word in text if gapped is None else gapped.search(text) is not None)
    ]


def _blanked(match: re.Match[str]) -> str:
    return " " * len(match[0])

"""Under which section of an evaluation report a paragraph of a document stands, by its headings."""

from __future__ import annotations

import re

from ledger.evaluation_facts import Section
from ledger.material_lexicon import Lexicon

_ORDINAL = "[一二三四五六七八九十]{1,3}"
# How official documents number their headings, the highest level first.
_NUMBERS = (
    re.compile(rf"{_ORDINAL}、|第{_ORDINAL}(?:部分|章|、)"),
    re.compile(rf"[（(]{_ORDINAL}[）)]"),
    re.compile(r"[0-9]{1,2}[.、．](?![0-9])"),
    re.compile(r"[（(][0-9]{1,2}[）)]"),
)
_LONGEST_HEADING = 40
_LONGEST_RUN_IN = 30
_SENTENCE_END = re.compile(r"[。；;！!？?：:]")


class Outline:
    """Where in a document one stands; `sections` are those of the nearest heading that names any.

    A heading that names none belongs to the section of the heading above it.
    """

    def __init__(self, lexicon: Lexicon, start: tuple[Section, ...] = ()) -> None:
        """Begin a document, whose text before any heading belongs to the sections `start`."""
        self._lexicon = lexicon
        self._levels: dict[int, tuple[Section, ...]] = {0: start}

    @property
    def sections(self) -> tuple[Section, ...]:
        """The sections of the present heading, empty where no heading named one."""
        return self._levels[max(self._levels)]

    def read(self, text: str, *, heading: bool) -> bool:
        """Take in the next paragraph; return whether it is nothing but a heading.

        A paragraph may begin with a heading and go on (`三、存在问题。一是…`): it stands under it.
        """
        level = _level(text)
        if heading or (level and len(text) <= _LONGEST_HEADING and not _SENTENCE_END.search(text)):
            self._enter(level, text)
            return True
        first = _SENTENCE_END.split(text, maxsplit=1)[0]
        if level and len(first) <= _LONGEST_RUN_IN:
            self._enter(level, first)
        return False

    def _enter(self, level: int, heading: str) -> None:
        named = self._lexicon.named(heading)
        if not level:
            if not named:
                return  # a heading without a number that names nothing: nobody knows its level
            level = 1
        above = max(known for known in self._levels if known < level)
        inherited = self._levels[above]
        self._levels = {k: v for k, v in self._levels.items() if k < level}
        self._levels[level] = named or inherited


def _level(text: str) -> int:
    """Return the level of the number before a heading, 1 the highest; 0 without a number."""
    stripped = text.lstrip()
    return next((n for n, number in enumerate(_NUMBERS, 1) if number.match(stripped)), 0)

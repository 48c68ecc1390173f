"""Words in what units wrote: which narratives hold them all, and where they stand in each.

Width, case and white space make no difference: a cell breaks its lines anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import Any

import pandas as pd

Span = list[int]
_KEPT = 1 << 15  # texts: a city's are searched again with every word that is typed
_TERM = re.compile(r"[“”\"「]([^“”\"「」]+)[“”\"」]|([^\s“”\"「」]+)")


class _Folded(dict[int, str]):
    """What a character is compared by, found out once for each: a table for `str.translate`."""

    def __init__(self) -> None:
        """Begin with no character known; `uneven` are those that become none or several."""
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        plain = unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = found = "".join(plain.split())
        if len(found) != 1:
            self.uneven.add(chr(code))
        return found


_FOLDED = _Folded()


@lru_cache(maxsize=_KEPT)
def folded(text: str) -> str:
    """Return `text` as it is compared: NFKC and case folded by character, without white space."""
    return text.translate(_FOLDED)


def terms(words: str) -> list[str]:
    """Return the words and quoted phrases of a query, folded, each once; quotes of any kind."""
    found = [folded(phrase or word) for phrase, word in _TERM.findall(words)]
    return list(dict.fromkeys(filter(None, found)))


def spans(text: str, wanted: Sequence[str]) -> list[Span]:
    """Return where the folded terms stand in `text`: code points, end exclusive, in order."""
    if not wanted:
        return []
    plain = folded(text)
    places = _places(text)
    found = []
    for term in wanted:
        at = plain.find(term)
        while at >= 0:
            found.append([places[at], places[at + len(term) - 1] + 1])
            at = plain.find(term, at + len(term))
    return sorted(found)


def _places(text: str) -> Sequence[int]:
    """Return for each character of the folded text where the one stands that it comes from."""
    if _FOLDED.uneven.isdisjoint(text):  # all its characters are known, once it was folded
        return range(len(text))
    return [at for at, char in enumerate(text) for _ in _FOLDED[ord(char)]]


def search(entries: pd.DataFrame, words: str) -> pd.DataFrame:
    """Return the rows whose `narrative` holds every word and quoted phrase of `words`.

    The column `spans` is added: where they stand in it (code points, end exclusive). Where nothing
    is asked for all rows are returned, with no spans; quotes with nothing in them find none.
    """
    wanted = terms(words)
    if not words.strip():
        nothing: list[Any] = [[] for _ in range(len(entries))]
        return entries.assign(spans=nothing)
    narratives = entries["narrative"].fillna("").tolist()  # a Series is slow to go through
    held = [
        bool(wanted) and all(term in plain for term in wanted) for plain in map(folded, narratives)
    ]
    marked: list[Any] = [spans(text, wanted) for text in compress(narratives, held)]
    # By place: as a mask, no rows at all would be taken for no columns.
    return entries.iloc[list(compress(range(len(held)), held))].assign(spans=marked)

"""The word finder reads as an expression of all its words would, the longest first."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.judge.word_finder import WordFinder

_WORD = st.text("完成已了", min_size=1, max_size=4)


@given(st.lists(_WORD, min_size=1, unique=True), st.text("完成已了。\ud800", max_size=30))
def test_longest_word_at_each_place_is_found(words: list[str], text: str) -> None:
    """The words found are those that an expression with the longest first finds."""
    longest_first = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    expected = [(m[0], *m.span()) for m in re.finditer(longest_first, text)]
    assert [(words[n], start, end) for n, start, end in WordFinder(words).find(text)] == expected

"""What two passages have in common is marked in both, as the copy checks see it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.review_passages import shared


def cut(text: str, spans: list[list[int]]) -> list[str]:
    """Return the marked parts of a text."""
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("text", "other", "mine", "theirs"),
    [
        ("已印发方案。检查5次。", "检查5次。另约谈2家。", ["检查5次。"], ["检查5次。"]),
        ("6月，检查5次。", "9月检查5次；", ["6月，检查5次。"], ["9月检查5次；"]),
        ("检查5次。", "检查6次。", [], []),
        ("建立培训机制", "应当建立培训机制，培训", ["建立培训机制"], ["建立培训机制"]),
        ("", "检查5次。", [], []),
        ("。。。", "。。。", [], []),
    ],
)  # fmt: skip
def test_shared_words_are_found(text: str, other: str, mine: list[str], theirs: list[str]) -> None:
    """Whole sentences, dates and punctuation aside; without any, the longer common runs."""
    here, there = shared(text, other)
    assert (cut(text, here), cut(other, there)) == (mine, theirs)


@given(st.text(max_size=300), st.text(max_size=300))
def test_spans_lie_within_their_text(text: str, other: str) -> None:
    """Whatever the texts, every span is a stretch of its own text."""
    for words, spans in zip((text, other), shared(text, other), strict=True):
        assert all(0 <= start < end <= len(words) for start, end in spans)


def test_long_texts_are_compared_in_time() -> None:
    """Two long texts without a sentence in common are not compared without bound."""
    here, there = shared("甲乙丙丁戊" * 20_000, "己庚辛壬癸" * 20_000)
    assert here == there == []

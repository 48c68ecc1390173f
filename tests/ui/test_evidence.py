"""A unit's own words become HTML in one place, and nothing in them is obeyed."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.evidence import cited, marked

TAGS = re.compile(r"</?(?:div|mark)[^>]*>")
PAYLOADS = [
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">点我</a>',
    "![图](http://example.invalid/x.png)",
    "</div><script>alert(1)</script>",
    '" onmouseover="alert(1)',
    "<mark>伪造的依据</mark>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("spans", [[], [[0, 4]], [[0, 999]]])
def test_payloads_stay_text(payload: str, spans: list[list[int]]) -> None:
    """Images, links and scripts come out as the characters that the unit wrote."""
    html = marked(payload, spans)
    plain = TAGS.sub("", html)
    assert "<" not in plain
    assert unescape(plain) == payload


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_file_name_stays_text(payload: str) -> None:
    """The source line below a narrative is escaped too."""
    assert unescape(TAGS.sub("", cited("文", [], payload))) == f"文{payload}"


@pytest.mark.parametrize(
    ("spans", "inside"),
    [
        ([[0, 2]], ["已经"]),
        ([[4, 6], [0, 2]], ["已经", "机制"]),
        ([[0, 3], [2, 5]], ["已经建成机"]),
        ([[5, 99]], ["制"]),
        ([[3, 3], [9, 9], [4, 1]], []),
    ],
)
def test_spans_are_marked(spans: list[list[int]], inside: list[str]) -> None:
    """Spans are code points, end exclusive; overlapping ones become one, empty ones none."""
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", marked("已经建成机制", spans)) == inside


@given(st.text(), st.lists(st.tuples(st.integers(-5, 50), st.integers(-5, 50)), max_size=5))
def test_any_text_comes_back_whole(words: str, spans: list[tuple[int, int]]) -> None:
    """Whatever the text and the spans, the reader sees every character once."""
    assert unescape(TAGS.sub("", marked(words, spans)).replace("\r", "&#13;")) == words

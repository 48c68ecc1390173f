"""What changed between two versions of a narrative, as HTML that cannot run or fetch anything."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.differences import compared

PAYLOADS = [
    '<img src="http://example.invalid/x.png" onerror="alert(1)">',
    "</ins><script>alert(1)</script>",
    "![图](http://example.invalid/x.png)",
]


def marked(html: str, tag: str) -> list[str]:
    """Return the texts inside one kind of mark."""
    return [unescape(words) for words in re.findall(rf"<{tag}[^>]*>(.*?)</{tag}>", html, re.DOTALL)]


def text(html: str, without: str) -> str:
    """Return the text of the HTML, one kind of mark left out with what is in it."""
    kept = re.sub(rf"<{without}\b[^>]*>.*?</{without}>", "", html, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", "", kept))


@pytest.mark.parametrize(
    ("before", "now", "removed", "added"),
    [
        ("已整改3个。", "已整改5个。", ["3"], ["5"]),
        ("已整改46个。", "已整改64个。", ["46"], ["64"]),
        ("制定方案。", "制定方案。已印发。", [], ["已印发。"]),
        ("制定方案。已印发。", "制定方案。", ["已印发。"], []),
        ("", "已完成。", [], ["已完成。"]),
        ("已完成。", "", ["已完成。"], []),
        ("甲。乙。丙。", "甲。丙。", ["乙。"], []),
        ("拟在下月启动检查", "已于本月完成检查", ["拟在下月启动"], ["已于本月完成"]),
        ("一字不差。", "一字不差。", [], []),
    ],
)
def test_what_changed_is_marked(
    before: str, now: str, removed: list[str], added: list[str]
) -> None:
    """Numbers change as a whole, sentences stay together, a lone common character joins them."""
    html = compared(before, now)
    assert marked(html, "del") == removed
    assert marked(html, "ins") == added


@given(before=st.text(), now=st.text())
def test_both_texts_can_be_read_from_it(before: str, now: str) -> None:
    """Without the added parts it is the old text, without the removed ones the new."""
    html = compared(before, now)
    assert text(html, "ins") == before
    assert text(html, "del") == now


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_payload_stays_text(payload: str) -> None:
    """Whatever a unit wrote, no element but ours comes out."""
    for html in (
        compared(payload, "已完成"),
        compared("已完成", payload),
        compared(payload, payload),
    ):
        assert set(re.findall(r"</?(\w+)", html)) <= {"div", "ins", "del"}


def test_very_long_texts_do_not_keep_the_page_waiting() -> None:
    """Two cells as full as a spreadsheet allows are answered at once, as replaced."""
    start = time.perf_counter()
    html = compared("甲乙丙" * 10_000, "丁戊己甲" * 8_000)
    assert time.perf_counter() - start < 2
    assert len(marked(html, "del")) == 1

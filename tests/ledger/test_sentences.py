"""Hashes by which unchanged text is recognised."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.sentences import sentence_hashes, text_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("已完成培训。", " 已完成\n培训 ！"),
        ("４６名，已培训", "46名已培训"),
        ("已\u200b完成", "已完成"),
        ("㎡", "m2"),
    ],
)
def test_same_text_key(one: str, other: str) -> None:
    """White space, punctuation, invisible characters and width make no difference."""
    assert text_key(one) == text_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("培训46名", "培训47名"), ("已完成", "未完成"), ("", "无"), ("-", "/")],
)
def test_different_text_key(one: str, other: str) -> None:
    """A word or a figure makes a difference."""
    assert text_key(one) != text_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("截至2024年6月15日已培训3期", "截至2024年9月15日，已培训3期。"),
        ("上半年培训3期", "2024年三季度培训3期"),
        ("2024-06-15培训", "2024/9/15培训"),
        ("二〇二四年九月十五日培训", "6月底培训"),
    ],
)
def test_dates_do_not_make_a_sentence_new(one: str, other: str) -> None:
    """A sentence that differs in dates only has the same hash."""
    assert [*sentence_hashes(one)][-1] == [*sentence_hashes(other)][-1]


def test_sentences_in_order_and_once() -> None:
    """Sentences keep their order; repeated ones and those of dates alone are dropped."""
    hashes = sentence_hashes("甲；乙。甲！\n丙？？2024年6月。")
    assert hashes == [*sentence_hashes("甲"), *sentence_hashes("乙"), *sentence_hashes("丙")]
    assert all(len(digits) == 16 for digits in hashes)


@given(st.text() | st.text(st.characters(categories=["Cs", "Mn", "Cf", "Po", "Nd"])))
def test_any_text(text: str) -> None:
    """Any string has a key, and hashes that are hexadecimal and distinct."""
    hashes = sentence_hashes(text)
    assert len(set(hashes)) == len(hashes)
    assert all(int(digits, 16) >= 0 for digits in [*hashes, text_key(text) or "0"])


@pytest.mark.parametrize("unit", ["\u0301\u0327", "1", "年", "一月", "。", " "])
def test_long_text_is_bounded(unit: str) -> None:
    """A text of 100,000 characters is hashed within a few seconds."""
    text = (unit * 100_000)[:100_000]
    started = time.process_time()
    sentence_hashes(text)
    text_key(text)
    assert time.process_time() - started < 3


def test_blank_text_has_no_key() -> None:
    """A blank cell and one that is absent share their (empty) key, which no dash has."""
    assert text_key("") == text_key(" \n\u3000") == ""
    assert text_key("-") == text_key(" - ") != ""

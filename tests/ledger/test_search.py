"""Words found in narratives: which rows, and where in the text as it was given."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.search import folded, search, spans, terms

NARRATIVE = "已完成ＡＢ类\n清单（共１２项），㎡另计。"


def found(*narratives: str | None, words: str) -> pd.DataFrame:
    """Return what `words` find in a frame of these narratives."""
    return search(pd.DataFrame({"narrative": list(narratives)}), words)


@pytest.mark.parametrize(
    ("words", "marked"),
    [
        ("完成", ["完成"]),
        ("ab", ["ＡＢ"]),
        ("ＡＢ", ["ＡＢ"]),
        ("类清单", ["类\n清单"]),
        ("12项", ["１２项"]),
        ("(共", ["（共"]),
        ("m2", ["㎡"]),
        ("“清单（共”", ["清单（共"]),
        ("清单　完成", ["完成", "清单"]),
        ('"AB 类"', ["ＡＢ类"]),
        ("项", ["项"]),
    ],
)
def test_width_case_and_breaks_make_no_difference(words: str, marked: list[str]) -> None:
    """The spans cut out of the text, as the unit wrote it, what was looked for."""
    [spans_found] = found(NARRATIVE, words=words)["spans"]
    assert [NARRATIVE[start:end] for start, end in spans_found] == marked


@pytest.mark.parametrize("words", ["完成 缺", "“完成 清单”", "m3", "完成AB清单"])
def test_every_word_must_be_there(words: str) -> None:
    """One word that is missing, or a phrase in another order, finds nothing."""
    assert found(NARRATIVE, words=words).empty


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("", []),
        ("　 ", []),
        ('“” ""', []),
        ("甲 乙", ["甲", "乙"]),
        ("甲 甲 Ａ a", ["甲", "a"]),
        ("“甲 乙” 丙", ["甲乙", "丙"]),
        ("「甲 乙", ["甲", "乙"]),
    ],
)
def test_words_and_phrases(words: str, expected: list[str]) -> None:
    """Blanks part words, quotes of any kind hold a phrase together, each counts once."""
    assert terms(words) == expected


def test_without_words_all_rows_stay() -> None:
    """Filters alone may be meant; a missing narrative holds no word and is no failure."""
    assert list(found("甲", "", None, words="  ")["spans"]) == [[], [], []]
    assert list(found("甲", "", None, words="甲").index) == [0]


@pytest.mark.parametrize("words", ["", "甲", "“”"])
def test_a_frame_without_rows_keeps_its_columns(words: str) -> None:
    """Filters may leave nothing to look in; what is found then is nothing, in the same columns."""
    hits = search(pd.DataFrame({"narrative": pd.Series([], dtype=str), "task_no": []}), words)
    assert list(hits.columns) == ["narrative", "task_no", "spans"]
    assert hits.empty


@pytest.mark.parametrize("words", ["“”", '"', "「 」"])
def test_quotes_around_nothing_find_nothing(words: str) -> None:
    """Who begins to type a phrase is not shown every narrative."""
    assert found("甲", "“乙”", words=words).empty


def test_rows_keep_what_they_carry() -> None:
    """Columns, order and index are those of the frame that was searched; it stays as it was."""
    frame = pd.DataFrame({"narrative": ["乙", "甲乙", "丙"], "cell": ["E1", "E2", "E3"]})
    hits = search(frame, "乙")
    assert list(hits["cell"]) == ["E1", "E2"]
    assert list(frame.columns) == ["narrative", "cell"]


@given(st.text(max_size=40), st.integers(0, 40), st.integers(1, 12))
def test_any_part_of_a_text_is_found_in_it(text: str, start: int, length: int) -> None:
    """A span always lies in the text, is never empty, and folds to what was looked for."""
    term = folded(text[start : start + length])
    for at, end in spans(text, [term] if term else []):
        assert 0 <= at < end <= len(text)
        assert term in folded(text[at:end])
    assert bool(term) == bool(spans(text, [term] if term else []))


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=3), max_size=3))
def test_spans_are_in_order(text: str, words: list[str]) -> None:
    """Whatever is looked for, the spans come in order, as the page marks them."""
    wanted = terms(" ".join(words))
    assert spans(text, wanted) == sorted(spans(text, wanted))
    assert search(pd.DataFrame({"narrative": [text]}), " ".join(words)).empty != all(
        term in folded(text) for term in wanted
    )

"""Days, shares, places and quotations as they are written in documents."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.document_quotes import quoted
from reports.document_words import chinese_day, in_words, share, short_day, whereabouts


def test_days() -> None:
    """A day is read without leading zeros in a sentence, and sorts in a table."""
    assert chinese_day(date(2025, 3, 5)) == "2025年3月5日"
    assert [short_day(value) for value in (pd.Timestamp(2025, 3, 5), None, pd.NaT)] == [
        "2025-03-05", "", "",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("part", "whole", "words"), [(11, 12, "11/12（91.7%）"), (0, 3, "0/3（0.0%）"), (0, 0, "0/0")]
)
def test_shares_stand_with_their_numbers(part: int, whole: int, words: str) -> None:
    """No percentage without n/N, and none of nothing."""
    assert share(part, whole) == words


def test_places_leave_out_what_is_not_known() -> None:
    """A file without a sheet or cell is named alone."""
    assert whereabouts("台账.xlsx", "工作台账", "E5") == "台账.xlsx，工作台账，E5"
    assert whereabouts("总结.docx", None, float("nan")) == "总结.docx"


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("时限2024-06-30已过", "时限2024年6月30日已过"),
        ("2025Q2台账未报", "2025年第二季度台账未报"),
        ("（2024Q2、2024Q3、2024Q4）", "（2024年第二季度至2024年第四季度）"),
        ("（2024Q2、2024Q3）和2025Q1", "（2024年第二季度至2024年第三季度）和2025年第一季度"),
        ("文号12024-06-301，代码X2024Q1Y", "文号12024-06-301，代码X2024Q1Y"),
        ("退回：\n第一条\t第二条", "退回： 第一条 第二条"),
    ],
)
def test_reasons_are_put_in_words(reason: str, words: str) -> None:
    """Quarters and days are read as an office writes them; other figures stay."""
    assert in_words(reason) == words


@pytest.mark.parametrize(
    ("narrative", "spans", "longest", "pieces"),
    [
        ("", [], 80, ()),
        ("  \n ", [], 80, ()),
        ("前一句。已完成培训。后一句。", [[4, 7]], 80, (("已完成", "evidence"), ("培训。", ""))),
        ("没有依据。后一句。", [], 80, (("没有依据。", ""),)),
        ("\n\n落实好。", [], 80, (("落实好。", ""),)),
        ("无标点", [[1, 2]], 80, (("无", ""), ("标", "evidence"), ("点", ""))),
        ("甲乙丙丁", [[1, 3], [2, 4]], 80, (("甲", ""), ("乙丙", "evidence"), ("丁", "evidence"))),
        ("一二三四五六七八九十", [[4, 5]], 4, (
            ("……", ""), ("四", ""), ("五", "evidence"), ("六七", ""), ("……", ""),
        )),
        ("一二三四五六七八九十", [[9, 10]], 4, (("……", ""), ("七八九", ""), ("十", "evidence"))),
        ("一二三四五六七八九十", [], 4, (("一二三四", ""), ("……", ""))),
    ],
)  # fmt: skip
def test_the_sentence_with_the_evidence_is_quoted(
    narrative: str, spans: list[list[int]], longest: int, pieces: tuple[tuple[str, str], ...]
) -> None:
    """The first judged words are shown in their sentence, which is cut around them if long."""
    assert quoted(narrative, json.dumps(spans), longest) == pieces


@example("已办。未办。", [(3, 4), (0, 1)], 2)
@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4),
    st.integers(1, 40),
)
def test_quotations_are_never_longer_than_asked(
    narrative: str, spans: list[tuple[int, int]], longest: int
) -> None:
    """Whatever the spans, what is quoted stands in the narrative and is within the length."""
    pieces = quoted(narrative, json.dumps(spans), longest)
    words = [text for text, _ in pieces if text != "……"]
    assert sum(map(len, words)) <= longest
    plain = "".join(narrative.split())
    assert "".join("".join(words).split()) in plain

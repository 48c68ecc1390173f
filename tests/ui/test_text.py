"""Numbers, dates and changes as Chinese text."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from ui import text


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (11, 12, "11/12（91.7%）"),
        (9, 12, "9/12（75.0%）"),
        (0, 5, "0/5（0.0%）"),
        (0, 0, "0/0（—）"),
        (None, 12, "—"),
        (3, float("nan"), "—"),
    ],
)
def test_a_share_stands_with_its_numbers(part: Any, whole: Any, written: str) -> None:
    """The worked check of the rules: 11 of 12 and 9 of 12; nothing to divide by is a dash."""
    assert text.ratio(part, whole) == written


@pytest.mark.parametrize(
    ("now", "before", "written"),
    [
        (0.5, 0.4, "+10.0个百分点"),
        (0.4, 0.5, "-10.0个百分点"),
        (0.5, 0.5, "持平"),
        (0.5, 0.4999, "持平"),
        (0.5, None, None),
        (float("nan"), 0.5, None),
    ],
)
def test_a_change_between_shares(now: Any, before: Any, written: str | None) -> None:
    """A change is told in percentage points with its sign, an unknown one not at all."""
    assert text.points(now, before) == written


@pytest.mark.parametrize(
    ("change", "unit", "digits", "written"),
    [
        (3.54, text.POINTS, 1, "上升3.5个百分点"),
        (-3.54, text.POINTS, 1, "下降3.5个百分点"),
        (2, "项", 0, "增加2项"),
        (-2, "项", 0, "减少2项"),
        (0, "项", 0, "持平"),
        (None, "项", 0, None),
    ],
)
def test_a_change_in_words(change: Any, unit: str, digits: int, written: str | None) -> None:
    """Shares rise and fall, counts grow and shrink."""
    assert text.course(change, unit, digits) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [(date(2025, 1, 9), "2025-01-09"), (pd.Timestamp("2025-01-09"), "2025-01-09"), (pd.NaT, "—")],
)
def test_a_day(value: Any, written: str) -> None:
    """Dates from frames and from facts are written alike."""
    assert text.day(value) == written


def test_quarters() -> None:
    """A quarter has its official name, and stands on two lines on an axis."""
    assert text.quarter("2024Q3") == "2024年第三季度"
    assert text.quarter_tick("2024Q3") == "2024年<br>三季度"


def test_words_from_outside_are_no_markdown() -> None:
    """A file named like an image, a link or an icon is shown, not obeyed."""
    shown = text.escaped("![x](http://a.b/c.png) :red[**y**] <b>")
    assert shown == r"\!\[x\]\(http\://a\.b/c\.png\) \:red\[\*\*y\*\*\] \<b\>"

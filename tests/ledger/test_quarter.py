"""The quarter as a value."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.errors import UserError
from ledger.quarter import Quarter

QUARTERS = st.builds(Quarter, st.integers(2000, 2098), st.integers(1, 4))


@pytest.mark.parametrize(
    ("day", "quarter"),
    [
        (date(2024, 1, 1), "2024Q1"),
        (date(2024, 3, 31), "2024Q1"),
        (date(2024, 4, 1), "2024Q2"),
        (date(2024, 9, 17), "2024Q3"),
        (date(2025, 12, 31), "2025Q4"),
    ],
)
def test_a_day_lies_in_its_quarter(day: date, quarter: str) -> None:
    """The quarter of a day is the one whose three months contain it."""
    assert str(Quarter.of(day)) == quarter


@pytest.mark.parametrize("text", ["2024Q0", "2024Q5", "24Q1", "2024-Q1", "2024Q1 台账", "", "季度"])
def test_anything_else_is_refused(text: str) -> None:
    """What is not written as a quarter raises an error that shows the right form."""
    with pytest.raises(UserError, match="2024Q3") as caught:
        Quarter.parse(text)
    assert caught.value.code == "quarter_format"


def test_case_and_outer_blanks_do_not_matter() -> None:
    """A quarter may be typed in lower case and with blanks around it."""
    assert Quarter.parse(" 2024q3 ") == Quarter(2024, 3)


def test_the_label_is_chinese() -> None:
    """The label is the form used in official letters."""
    assert Quarter(2024, 3).label == "2024年第三季度"


@given(QUARTERS)
def test_the_written_form_reads_back(quarter: Quarter) -> None:
    """Writing a quarter and parsing it gives the same quarter."""
    assert Quarter.parse(str(quarter)) == quarter


@given(QUARTERS)
def test_quarters_follow_one_another_without_a_gap(quarter: Quarter) -> None:
    """The next quarter is later, begins the day after this one ends, and leads back to it."""
    following = quarter.next()
    assert following > quarter
    assert following.first_day == quarter.last_day + timedelta(days=1)
    assert following.previous() == quarter


@given(QUARTERS)
def test_first_and_last_day_lie_inside(quarter: Quarter) -> None:
    """The first and the last day of a quarter belong to it."""
    assert Quarter.of(quarter.first_day) == quarter == Quarter.of(quarter.last_day)

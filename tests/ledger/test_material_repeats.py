"""What units say twice is offered once: the newest place, or the one that was picked."""

from __future__ import annotations

import pandas as pd
import pytest

from ledger.material_repeats import said, said_once, shape, with_repeats

SAME = "下一步，我局将合并检查计划。"


def pieces(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Return pieces (unit, quarter, text) of one section, whose ids are their places."""
    return pd.DataFrame(
        [
            {
                "section": "causes", "unit": unit, "quarter": quarter, "text": text,
                "piece_id": str(number), "received_on": pd.Timestamp(2024, 1, 1 + number),
            }
            for number, (unit, quarter, text) in enumerate(rows)
        ]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        ("下一步，本局将合并检查计划。", True),
        ("下一步 县交通运输局将合并检查计划", True),
        ("下一步，支队将合并检查计划。", True),
        ("下一步，市局将合并检查计划。", False),
        ("下一步，我局将合并抽查计划。", False),
    ],
)
def test_units_that_name_themselves_differently_say_the_same(other: str, alike: bool) -> None:
    """我局 and 支队 are the same in the same sentence; 市局 is somebody else."""
    assert (said(other) == said(SAME)) is alike


def test_sentences_that_differ_in_numbers_have_one_shape() -> None:
    """They say different things in one pattern."""
    one, two = "我科办结工单261件。", "我支队办结工单1.5万件。"
    assert said(one) != said(two)
    assert shape(one) != shape(two)
    assert shape(one) == shape("支队办结工单459件。")


def test_a_unit_says_so_once_in_its_newest_document() -> None:
    """By quarter, then the day received; what is kept takes the place of the newest."""
    found = with_repeats(
        pieces(
            ("甲", "2024Q4", SAME), ("甲", "2025Q3", SAME), ("甲", "2024Q2", SAME),
            ("乙", "2024Q2", SAME), ("甲", "2024Q2", "另一句话，只有一处。"),
        )
    )  # fmt: skip
    assert said_once(found).piece_id.tolist() == ["1", "3", "4"]
    assert found.places.tolist() == [3, 3, 3, 1, 1]
    assert said_once(found, {"2"}).piece_id.tolist() == ["2", "3", "4"]
    assert said_once(found, {"0", "2", "gone"}).piece_id.tolist() == ["0", "2", "3", "4"]
    assert said_once(found[:0]).empty

"""The five figures of the overview."""

from __future__ import annotations

import pandas as pd

from tests.ui.frames import reporting, tallies
from ui.kpis import kpis


def _headline() -> pd.DataFrame:
    dated = {"dated_applicable": 40, "dated_done": 30}
    continuing = {"continuing_applicable": 20, "continuing_green": 15}
    now = {"which": "now", "done": 80, "missing": 20, "red": 12} | dated | continuing
    before = now | {"which": "before", "red": 10, "dated_done": 20}
    return tallies(now, before)


def test_each_figure_has_its_numbers_and_its_change() -> None:
    """The worked check (12 units, 9 on time, 2 late, 1 missing), beside a quarter before."""
    past = reporting(("2024Q2", 12, 12, 12), ("2024Q3", 12, 11, 9))
    cards = kpis(_headline(), past, tallies({"dated_applicable": 4, "dated_done": 1}))
    shown = [(card.label, card.value, card.beside, card.delta) for card in cards]
    assert shown == [
        ("三季度报送率", "91.7%", "11/12", "-8.3个百分点"),
        ("三季度按时率", "75.0%", "9/12", "-25.0个百分点"),
        ("办结率", "75.0%", "30/40", "+25.0个百分点"),
        ("在推进率", "75.0%", "15/20", "持平"),
        ("红灯事项", "12", "12/100", "+2项"),
    ]
    assert [card.more_is_better for card in cards] == [True, True, True, True, False]


def test_nothing_due_yet() -> None:
    """Before the first due date there is no reporting rate, and it is not called 0."""
    card = kpis(_headline(), reporting(), tallies({}))[0]
    assert (card.value, card.beside, card.delta) == ("—", "无到期", None)

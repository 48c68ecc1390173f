"""县区对比, 季度趋势 and 口径."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.metrics import definitions
from tests.pages.conftest import Open


def test_two_counties_stand_side_by_side(open_page: Open, full: Path) -> None:
    """Either county can be chosen; both have the same three figures."""
    app = open_page(full, "county_comparison", as_of="2025-10-15")
    other = app.selectbox(key="county_other").options[-1]
    app.selectbox(key="county_other").select(other).run()
    assert not app.exception
    assert len(app.metric) == 6
    assert len(app.get("plotly_chart")) == 2


def test_a_county_lists_its_units(open_page: Open, full: Path) -> None:
    """The units of the city's own level are those that belong to it."""
    app = open_page(full, "county_comparison", as_of="2025-10-15")
    app.segmented_control(key="county_inside").set_value("市本级").run()
    assert len(app.dataframe[-1].value) == 3


def test_every_document_has_its_returns(open_page: Open, full: Path) -> None:
    """For each document that is ever due there is a matrix of its states."""
    app = open_page(full, "quarter_trend", as_of="2025-10-15")
    for index in range(len(app.selectbox(key="document").options)):
        app.selectbox(key="document").select_index(index).run()
        assert not app.exception
        assert len(app.get("plotly_chart")) == 3


def test_changes_since_the_quarter_before(open_page: Open, full: Path) -> None:
    """What moved since then is listed with both statuses and both lights in words."""
    app = open_page(full, "quarter_trend", as_of="2025-09-30")
    changes = app.dataframe[-1].value
    assert {"原状态", "现状态", "原灯", "现灯", "理由"} <= set(changes.columns)
    assert changes["现状态"].str.contains("已完成").any()


@pytest.mark.parametrize("word", ["办结率", "红灯", "无此词语"])
def test_definitions_can_be_searched(word: str, open_page: Open, empty: Path) -> None:
    """Every query's definition is on the page, and a word finds those that speak of it."""
    app = open_page(empty, "definitions")
    titles = {definition.title for definition in definitions()}
    shown = {element.value.split("**")[1] for element in app.markdown if "**" in element.value}
    assert titles <= shown
    app.text_input(key="definition_search").set_value(word).run()
    spoken = [d for d in definitions() if word in f"{d.title}{d.text}{d.name}"]
    assert bool(spoken) != any("没有提到" in element.value for element in app.info)
    assert len(app.text) == len(spoken)

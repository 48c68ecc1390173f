"""Charts are functions of frames: what they draw can be read off the dictionary."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go
import pytest

from tests.ui.frames import standing, tallies
from ui import charts, matrices, palette, rates
from ui.figure import Figure
from ui.text import quarter_tick


def _counties() -> pd.DataFrame:
    return tallies(
        {"county": "甲县", "done": 6, "advancing": 3, "missing": 1, "green": 6, "red": 4,
         "dated_applicable": 8, "dated_done": 5, "continuing_applicable": 2, "continuing_green": 1},
        {"county": "乙县"},
    )  # fmt: skip


def _figures() -> dict[str, Figure]:
    counties = _counties()
    quarters = counties.assign(quarter=["2024Q2", "2024Q3"])
    cells = counties.assign(category="能力")
    table = standing()
    return {
        "status_bars": charts.status_bars(counties, "county"),
        "light_bars": charts.light_bars(counties, "county"),
        "trend": charts.trend(quarters, [rates.COMPLETION, rates.FRESH]),
        "dumbbell": charts.dumbbell(counties, counties, ("甲", "乙"), "county", rates.COMPLETION),
        "shares": matrices.shares(cells, "county", "category", rates.COMPLETION),
        "marks": matrices.marks(
            table, "unit", "task_no", "light", palette.LIGHTS,
            letters=["完", "核", "—"], hover=["一", "二", "三"], key=["unit", "task_no"],
        ),
    }  # fmt: skip


@pytest.mark.parametrize("name", _figures())
def test_plotly_accepts_the_figure(name: str) -> None:
    """No property is misspelt: Plotly itself checks every one."""
    figure = _figures()[name]
    assert go.Figure(figure).to_dict()["layout"]["height"] == figure["layout"]["height"]


@pytest.mark.parametrize("name", _figures())
def test_no_axis_of_names_is_read_as_numbers(name: str) -> None:
    """Task numbers and quarters are names, not quantities; nothing zooms."""
    layout = _figures()[name]["layout"]
    axes = [layout["xaxis"], layout["yaxis"]]
    assert all(axis["fixedrange"] for axis in axes)
    assert any(axis.get("type") == "category" for axis in axes)


def test_bars_are_shares_with_their_numbers() -> None:
    """A bar's lengths are parts of what applies; n/N stands in the hover text and beside it."""
    figure = charts.status_bars(_counties(), "county")
    done = figure["data"][0]
    assert done["name"] == "已完成"
    assert done["x"] == [0.6, 0.0]
    assert done["customdata"] == ["6/10（60.0%）", "0/0（—）"]
    assert figure["layout"]["annotations"][0]["text"] == "已完成 6/10（60.0%）"
    assert [trace["name"] for trace in figure["data"]] == ["已完成", "推进中", "未报"]


def test_a_line_has_gaps_where_there_is_no_rate() -> None:
    """A quarter without anything to count is a gap, not a zero."""
    line = charts.trend(_counties().assign(quarter=["2024Q2", "2024Q3"]), [rates.FRESH])["data"][0]
    assert line["y"] == [0.5, None]
    assert line["x"] == [quarter_tick("2024Q2"), quarter_tick("2024Q3")]


def test_end_notes_never_overlap() -> None:
    """Lines that end at the same height have their notes one above the other."""
    row = {
        "dated_applicable": 4,
        "dated_done": 2,
        "continuing_applicable": 6,
        "continuing_green": 3,
    }
    figure = charts.trend(tallies({"quarter": "2024Q2"} | row), [rates.COMPLETION, rates.FRESH])
    low, high = sorted(note["y"] for note in figure["layout"]["annotations"])
    assert high - low >= 0.08


def test_a_clicked_mark_names_its_row() -> None:
    """Every mark carries unit and task, and says its light by shape as well as by colour."""
    figure = _figures()["marks"]
    assert [trace["name"] for trace in figure["data"]] == ["绿灯", "红灯", "灰灯"]
    assert figure["data"][1]["customdata"].tolist() == [["甲局", "2"]]
    assert len({trace["marker"]["symbol"] for trace in figure["data"]}) == 3
    assert figure["data"][1]["text"] == ["核"]


def test_a_cell_tells_rate_numbers_and_lights() -> None:
    """The county matrix shows 5/8 and the lights in words; nothing to count is a dash."""
    cells = _figures()["shares"]["data"][0]["text"]
    assert cells == [["<b>62.5%</b>（5/8）<br>绿6 红4"], ["<b>—</b>（0/0）"]]

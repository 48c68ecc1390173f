"""Charts as a reader sees them: drawn, in Chinese, and answering a click."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit, settle

DAY = "as_of=2025-10-15"
CHARTS = {"overview": 3, "task_progress": 3, "county_comparison": 2, "quarter_trend": 3}
MARKS = ".scatterlayer .trace .points path"
ENGLISH = re.compile(r"[A-Za-z]{4,}")


@pytest.mark.parametrize("name", CHARTS)
def test_every_chart_is_drawn(name: str, visit: Visit) -> None:
    """Each chart of the page has marks, and no toolbar that speaks English."""
    tab = visit(f"/{name}?{DAY}")
    expect(tab.locator(".js-plotly-plot")).to_have_count(CHARTS[name])
    drawn = tab.locator(".js-plotly-plot").filter(
        has=tab.locator(".bars path, .points path, .hm image")
    )
    expect(drawn).to_have_count(CHARTS[name])
    expect(tab.locator(".modebar-btn")).to_have_count(0)


def test_a_click_on_the_matrix_opens_the_task(visit: Visit) -> None:
    """A clicked mark chooses its task below and puts its unit first."""
    tab = visit(f"/task_progress?{DAY}")
    mark = tab.locator(MARKS).last
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    assert box is not None
    tab.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(tab).to_have_url(re.compile("task="))
    settle(tab)


@pytest.mark.parametrize("name", [*CHARTS, "intake", "follow_up", "unit", "reminders", "search"])
def test_no_english_where_a_parameter_could_replace_it(name: str, visit: Visit) -> None:
    """What stands on the page is Chinese; files, their kinds, the uploader and skip link apart."""
    tab = visit(f"/{name}?{DAY}")
    words = tab.get_by_test_id("stApp").inner_text()
    said = re.sub(r"\S+\.xlsx|Word|Excel|Upload|\d+MB per file.*|Skip to main content", "", words)
    # Streamlit draws its icons as ligatures: their text is a name such as keyboard_arrow_down.
    for icon in tab.locator('[data-testid^="stIcon"], [role="img"]').all_inner_texts():
        said = said.replace(icon, "")
    english = [line for line in said.splitlines() if ENGLISH.search(line)]
    assert english == []

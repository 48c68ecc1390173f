"""Charts answer a click."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import Visit, settle

DAY = "as_of=2025-10-15"
MARKS = ".scatterlayer .trace .points path"


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

"""Every page by its own address, the first of them as the first that a server is ever asked."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit, serve, settle
from tools.serve import ROOT

TITLES = {
    path.stem: (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split(":")[0]
    for path in sorted((ROOT / "pages").glob("*.py"))
}
FIRST = "overview"  # the first page of the navigation; its address is the server's own
DAY = "2025-10-15"
CHARTS = {"overview": 3, "task_progress": 3, "county_comparison": 2, "quarter_trend": 3}
# Names of queries, file formats and templates stand on the other pages.
IN_CHINESE = (*CHARTS, "intake", "follow_up", "unit", "reminders", "search")
ENGLISH = re.compile(r"[A-Za-z]{4,}")


def test_a_deep_link_works_as_the_first_request(
    page: Page, sample_database: Path, tmp_path: Path
) -> None:
    """The page comes with its frame; a page further down is asked first in test_follow_up.

    A fresh server costs seconds: these two pages stand for the others.
    """
    with serve(sample_database, tmp_path / "server.log") as server:
        page.goto(f"{server.url}/?as_of={DAY}")
        settle(page)
        has_its_frame(page, FIRST)
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", TITLES)
def test_every_page_by_its_address(name: str, visit: Visit) -> None:
    """Each page answers at its own address: its frame is there, its charts are drawn, in Chinese.

    A page is visited once for all of this: opening it costs more than looking at it.
    """
    tab = visit(f"/{'' if name == FIRST else name}?as_of={DAY}")
    has_its_frame(tab, name)
    if name in CHARTS:
        _has_its_charts(tab, CHARTS[name])
    if name in IN_CHINESE:
        assert _in_english(tab) == []


def has_its_frame(page: Page, name: str) -> None:
    """Assert that the page has its title, the navigation and the chosen day."""
    expect(page.get_by_role("heading", name=TITLES[name], exact=True).first).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(TITLES))
    expect(page.get_by_text(f"数据截至 {DAY}").first).to_be_visible()


def _has_its_charts(page: Page, count: int) -> None:
    """Each chart of the page has marks, and no toolbar that speaks English."""
    charts = page.locator(".js-plotly-plot")
    expect(charts).to_have_count(count)
    drawn = charts.filter(has=page.locator(".bars path, .points path, .hm image"))
    expect(drawn).to_have_count(count)
    expect(page.locator(".modebar-btn")).to_have_count(0)


def _in_english(page: Page) -> list[str]:
    """Return lines in English: files, their kinds, the uploader and skip link apart."""
    words = page.get_by_test_id("stApp").inner_text()
    said = re.sub(r"\S+\.xlsx|Word|Excel|Upload|\d+MB per file.*|Skip to main content", "", words)
    # Streamlit draws its icons as ligatures: their text is a name such as keyboard_arrow_down.
    for icon in page.locator('[data-testid^="stIcon"], [role="img"]').all_inner_texts():
        said = said.replace(icon, "")
    return [line for line in said.splitlines() if ENGLISH.search(line)]

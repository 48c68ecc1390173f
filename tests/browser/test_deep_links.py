"""Every page by its own address, as the first thing that a server is ever asked."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import serve, settle
from tools.serve import ROOT

TITLES = {
    path.stem: (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split(":")[0]
    for path in sorted((ROOT / "pages").glob("*.py"))
}
FIRST = "overview"  # the first page of the navigation; its address is the server's own


@pytest.mark.parametrize("name", TITLES)
def test_a_deep_link_works_as_the_first_request(
    name: str, page: Page, sample_database: Path, tmp_path: Path
) -> None:
    """The page comes with its frame: its title, the navigation and the chosen day."""
    with serve(sample_database, tmp_path / "server.log") as server:
        address = "" if name == FIRST else name
        page.goto(f"{server.url}/{address}?as_of=2024-09-30")
        settle(page)
        expect(page.get_by_role("heading", name=TITLES[name], exact=True).first).to_be_visible()
        expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(TITLES))
        expect(page.get_by_text("数据截至 2024-09-30").first).to_be_visible()
        assert "Traceback" not in server.log.read_text(encoding="utf-8")

"""Every page by its own address, some as the first thing that a server is ever asked."""

from __future__ import annotations

import ast
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
# A fresh server costs seconds: one page of each section of the navigation stands for the others.
AS_FIRST = (FIRST, "evaluation", "follow_up", "intake")
DAY = "2024-09-30"


@pytest.mark.parametrize("name", AS_FIRST)
def test_a_deep_link_works_as_the_first_request(
    name: str, page: Page, sample_database: Path, tmp_path: Path
) -> None:
    """The page comes with its frame: its title, the navigation and the chosen day."""
    with serve(sample_database, tmp_path / "server.log") as server:
        page.goto(f"{server.url}/{'' if name == FIRST else name}?as_of={DAY}")
        settle(page)
        _has_its_frame(page, name)
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [name for name in TITLES if name not in AS_FIRST])
def test_every_address_is_good(name: str, visit: Visit) -> None:
    """Each page answers at its own address, with its frame."""
    _has_its_frame(visit(f"/{name}?as_of={DAY}"), name)


def _has_its_frame(page: Page, name: str) -> None:
    expect(page.get_by_role("heading", name=TITLES[name], exact=True).first).to_be_visible()
    expect(page.get_by_test_id("stSidebarNavLink")).to_have_count(len(TITLES))
    expect(page.get_by_text(f"数据截至 {DAY}").first).to_be_visible()

"""核定 in a browser: a link to an item, one key to confirm it, and every chart knows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from ledger import metrics
from ledger.databases import open_store
from ledger.plan import Plan
from tests.browser.conftest import Server, serve, settle, watched

DAY = "2025-10-15"
SETTLED = re.compile(r"已办结 (\d+)/(\d+)")


@pytest.fixture(scope="module")
def one_server(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on sample returns that these tests alone decide on; to start one takes seconds."""
    folder = tmp_path_factory.mktemp("review")
    shutil.copytree(sample_database.parent, folder / "own")
    with serve(folder / "own" / sample_database.name, folder / "server.log") as server:
        yield server


@pytest.fixture
def own_server(one_server: Server) -> Iterator[Server]:
    """That server; a traceback in its output fails the test."""
    with watched(one_server):
        yield one_server


def overdue(database: Path, number: int) -> dict[str, object]:
    """Return an item of the queue that was reported done after its date; each test has its own."""
    with open_store(database).read() as reader:
        queue = metrics.query(reader, "review_queue", date.fromisoformat(DAY))
    row = queue[queue["why"] == "first_done_overdue"].iloc[number]
    return {str(key): value for key, value in row.items()}


def settled(page: Page) -> int:
    """Return how many items the bar says are settled."""
    found = SETTLED.search(page.get_by_test_id("stProgress").inner_text())
    assert found
    return int(found[1])


def open_item(page: Page, server: Server, row: dict[str, object]) -> str:
    """Open the address that somebody was sent for an item; return the item's name."""
    item = f"{row['unit']}　任务{row['task_no']} {row['short_name']}"
    page.goto(f"{server.url}/review?as_of={DAY}&who={quote('李经办')}&item={quote(item)}")
    settle(page)
    expect(page.get_by_role("combobox", name="事项")).to_have_value(item)
    expect(page.locator("mark").first).to_be_visible()
    return item


def test_a_link_is_confirmed_and_undone_by_keys(
    page: Page, own_server: Server, sample_database: Path
) -> None:
    """One key confirms and brings up the next item, another takes the confirmation back."""
    item = open_item(page, own_server, overdue(sample_database, 0))
    before = settled(page)
    box = page.get_by_role("combobox", name="事项")
    page.keyboard.press("y")
    expect(page.get_by_text(f"核定为“已完成”：{item}")).to_be_visible()
    settle(page)
    expect(box).not_to_have_value(item)
    expect(page).to_have_url(re.compile(r"[?&]item="))
    assert settled(page) == before + 1
    page.keyboard.press("z")
    expect(box).to_have_value(item)
    settle(page)
    assert settled(page) == before


def test_another_status_is_seen_on_every_page(
    page: Page, own_server: Server, sample_database: Path, plan: Plan
) -> None:
    """Set with a reason, in which no letter works as a key, the status stands in 任务进展."""
    row = overdue(sample_database, 1)
    item = open_item(page, own_server, row)
    before = settled(page)
    page.get_by_test_id("stButtonGroup").get_by_text("推进中").click()
    page.get_by_label("改定的理由").press_sequentially("yn 尚未印发")
    page.get_by_role("button", name="改定", exact=True).click()
    expect(page.get_by_text(f"核定为“推进中”：{item}")).to_be_visible()
    settle(page)
    assert settled(page) == before + 1
    category = plan.category_by_no[int(str(row["category_no"]))]
    address = f"category={quote(f'{category.ordinal} {category.short_name}')}"
    address += "&task=" + quote(f"{row['task_no']} {row['short_name']}")
    page.goto(f"{own_server.url}/task_progress?as_of={DAY}&{address}")
    settle(page)
    head = page.get_by_test_id("stMarkdown").filter(has_text=str(row["unit"]))
    expect(head.filter(has_text="推进中").filter(has_text="已核定")).to_be_visible()

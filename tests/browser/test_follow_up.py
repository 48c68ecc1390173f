"""督办 in a browser: from a red count to the sentence, by addresses that can be sent on."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect

from ledger import metrics
from ledger.databases import open_store
from tests.browser.conftest import Visit, serve, settle
from tests.browser.test_deep_links import has_its_frame

DAY = "2025-10-15"
FIRST_ROW = {"x": 200, "y": 17 + 33}  # the middle of a row of a table, below its header


def first_red(database: Path) -> dict[str, Any]:
    """Return the first red row of `standing` that has words."""
    with open_store(database).read() as reader:
        standing = metrics.query(reader, "standing", date.fromisoformat(DAY))
    red = standing[(standing["light"] == "red") & (standing["evidence"].fillna("[]") != "[]")]
    return {str(key): value for key, value in red.iloc[0].items()}


def address(row: dict[str, Any]) -> str:
    """Return the address of a unit's words on a task."""
    task = quote(f"{row['task_no']} {row['short_name']}")
    return f"/follow_up?as_of={DAY}&at_unit={quote(row['unit'])}&at_task={task}"


def press(page: Page, what: Locator, **where: Any) -> None:
    """Click once, as a person does: the pointer is there first."""
    what.hover(**where)
    what.click(**where)
    settle(page)


def red_of_all(page: Page) -> Locator:
    """Return the link beside the number of all red items."""
    return page.get_by_test_id("stMain").get_by_role("link", name="全部").first


def red_of_a_county(page: Page) -> Locator:
    """Return the last link of the page: a county's of the ranking."""
    return page.get_by_test_id("stMain").get_by_role("link", name=re.compile(r" \d+项$")).last


@pytest.mark.parametrize("count", [red_of_all, red_of_a_county])
def test_two_clicks_lead_from_a_red_count_to_the_sentence(
    count: Callable[[Page], Locator], visit: Visit
) -> None:
    """The count's link lists its items, a row shows its words; both are addresses of their own."""
    page = visit(f"/?as_of={DAY}&who={quote('李经办')}")
    press(page, count(page))
    expect(page).to_have_url(re.compile("/follow_up.*at_light="))
    listed = page.url
    press(page, page.get_by_test_id("stDataFrame").first, position=FIRST_ROW)
    expect(page.locator("mark").first).to_be_visible()
    expect(page).to_have_url(re.compile("at_unit=.*at_task="))
    assert parse_qs(urlsplit(page.url).query)["as_of"] == [DAY]
    press(page, page.get_by_role("button", name="全市"))
    expect(page.locator("mark")).to_have_count(0)
    page.goto(listed)
    settle(page)
    expect(page.get_by_test_id("stDataFrame").first).to_be_visible()


def test_an_address_of_words_is_a_good_first_request(
    page: Page, sample_database: Path, tmp_path: Path
) -> None:
    """A colleague's fresh server shows frame, words, their cell and the original as it was sent."""
    row = first_red(sample_database)
    with serve(sample_database, tmp_path / "server.log") as server:
        page.goto(server.url + address(row))
        settle(page)
        has_its_frame(page, "follow_up")
        expect(page.locator("mark").first).to_be_visible()
        expect(page.get_by_text(f"{row['sheet']} {row['cell']}")).to_be_visible()
        with page.expect_download() as waiting:
            page.get_by_role("button", name="下载原文件").click()
        assert waiting.value.suggested_filename == row["file_name"]
        assert Path(waiting.value.path()).stat().st_size
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_a_unit_goes_out_in_word_and_all_in_a_zip(visit: Visit, sample_database: Path) -> None:
    """The documents are made when they are asked for, and open as what they are called."""
    row = first_red(sample_database)
    page = visit(f"/unit?as_of={DAY}&unit={quote(row['unit'])}")
    for name in ("落实情况（Word 公文）", "一页反馈单（Word）"):
        with page.expect_download() as waiting:
            page.get_by_role("button", name=name).click()
        assert waiting.value.suggested_filename.startswith(row["unit"])
        assert zipfile.is_zipfile(waiting.value.path())
    press(page, page.get_by_role("button", name="全部单位（压缩包）"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载压缩包").click()
    with zipfile.ZipFile(BytesIO(Path(waiting.value.path()).read_bytes())) as packed:
        assert len(packed.namelist()) == 18

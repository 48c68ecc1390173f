"""收台账 in a browser: choose a file, see its reading, confirm it, see it counted."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from ledger.plan import Plan
from tests.browser.conftest import serve, settle
from tests.ingest.returned import UNIT, ledger

IMAGE = '<img src="http://example.invalid/a.png">![图](http://example.invalid/b.png)已完成整改5个。'


def test_upload_reading_confirmation(page: Page, plan: Plan, tmp_path: Path) -> None:
    """From an empty database to the first figures; the unit's own words fetch nothing."""
    answers = {task.task_no: IMAGE for task in plan.tasks}
    file = tmp_path / "台账![x](http://example.invalid/c.png).xlsx".replace("/", "_")
    file.write_bytes(ledger(plan, answers=answers))
    with serve(tmp_path / "ledger.duckdb", tmp_path / "server.log") as server:
        page.goto(f"{server.url}/intake")
        settle(page)
        page.get_by_test_id("stFileUploader").first.locator("input").set_input_files(file)
        expect(page.get_by_role("button", name="确认装入 1 份")).to_be_visible()
        page.get_by_label("经办人", exact=True).fill("李经办")
        page.get_by_role("button", name="确认装入 1 份").click()
        expect(page.get_by_text("已处理 1 份文件")).to_be_visible()
        page.get_by_role("link", name="任务进展").click()
        expect(page.locator("mark").first).to_be_visible()
        settle(page)
        expect(page.get_by_text(UNIT).first).to_be_visible()
        expect(page.get_by_test_id("stMain").locator("img")).to_have_count(0)
        assert "Traceback" not in server.log.read_text(encoding="utf-8")

"""收台账 in a browser: hand over files, see their reading, confirm it, take copies away."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Download, Page, expect

from ledger.plan import Plan
from tests.browser.conftest import Server, serve, settle, watched
from tests.ingest.containers import Part, raw_zip
from tests.ingest.returned import OTHER, UNIT, ledger

# The tests share a database, so each loads ledgers of units of its own.
CORRECTED, KEPT = "惠来县交通运输局", "普宁市交通运输局"
IMAGE = '<img src="http://example.invalid/a.png">![图](http://example.invalid/b.png)已完成整改5个。'
LATER = IMAGE.replace("5个", "6个")
# The table tells of an edit a second time when it sees it come back; a click within that blink is
# lost, which no hand is quick enough for.
EDIT_SETTLES = 1_000
ROW, HEADER = 33, 17  # where the middle of a row of the table stands: its height, the header's half
TICK, QUARTER = 30, 530  # where these columns stand


@pytest.fixture(scope="module")
def one_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a database that these tests alone write to; to start one takes seconds."""
    folder = tmp_path_factory.mktemp("intake")
    with serve(folder / "ledger.duckdb", folder / "server.log") as server:
        yield server


@pytest.fixture
def own_server(one_server: Server) -> Iterator[Server]:
    """That server; a traceback in its output fails the test."""
    with watched(one_server):
        yield one_server


def hand_over(page: Page, *files: Path) -> None:
    """Hand over files and wait until they are read."""
    page.get_by_test_id("stFileUploader").first.locator("input").set_input_files(files)
    expect(page.get_by_role("button", name="确认装入")).to_be_visible()
    settle(page)


def confirm(page: Page) -> None:
    """Load what was handed over."""
    page.get_by_role("button", name="确认装入").click()
    expect(page.get_by_text("已处理")).to_be_visible()
    settle(page)


def start(page: Page, server: Server) -> None:
    """Open the page under a name."""
    page.goto(f"{server.url}/intake")
    settle(page)
    page.get_by_label("经办人", exact=True).fill("李经办")
    page.keyboard.press("Enter")
    settle(page)


def downloaded(page: Page, name: str) -> tuple[Download, bytes]:
    """Press a download button; return what the browser got."""
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value, Path(waiting.value.path()).read_bytes()


def test_from_upload_to_the_changes_of_a_version(
    page: Page, own_server: Server, plan: Plan, tmp_path: Path
) -> None:
    """Handed over, confirmed, corrected; the unit's own words fetch nothing, copies come whole."""
    file = tmp_path / "台账![x](c.png).xlsx"
    told = {task.task_no: IMAGE for task in plan.tasks}
    file.write_bytes(ledger(plan, CORRECTED, answers=told))
    later = tmp_path / "更正.xlsx"
    later.write_bytes(ledger(plan, CORRECTED, answers=told | {8: LATER}))
    start(page, own_server)
    hand_over(page, file)
    confirm(page)
    hand_over(page, later)
    confirm(page)
    page.get_by_role("tab", name="收件记录").click()
    expect(page.get_by_text("与第1版相比：改动 1 项")).to_be_visible()
    expect(page.locator("del")).to_have_text("5")
    expect(page.locator("ins")).to_have_text("6")
    original, data = downloaded(page, "下载原文件")
    assert (original.suggested_filename, data) == (later.name, later.read_bytes())
    _, workbook = downloaded(page, "下载反馈表")
    assert load_workbook(BytesIO(workbook)).worksheets[0]["A1"].value
    expect(page.get_by_test_id("stMain").locator("img")).to_have_count(0)
    page.get_by_role("link", name="任务进展").click()
    expect(page.locator("mark").first).to_be_visible()
    settle(page)
    expect(page.get_by_text(CORRECTED).first).to_be_visible()
    expect(page.get_by_test_id("stMain").locator("img")).to_have_count(0)


def test_a_zip_from_windows_is_mended_in_the_table(
    page: Page, own_server: Server, plan: Plan, tmp_path: Path
) -> None:
    """Names in GB18030 are read as written; what is ticked off or changed in the table counts."""
    archive = tmp_path / "九月.zip"
    units = {"揭东局.xlsx": UNIT, "揭西局.xlsx": OTHER}
    parts = [
        Part(name.encode("gb18030"), ledger(plan, unit), flags=0) for name, unit in units.items()
    ]
    archive.write_bytes(raw_zip(parts))
    start(page, own_server)
    hand_over(page, archive)
    expect(page.get_by_text("● 可装入　揭东局.xlsx")).to_be_visible()
    expect(page.get_by_role("button", name="确认装入 2 份")).to_be_visible()
    grid = page.get_by_test_id("stDataFrame").first
    grid.click(position={"x": TICK, "y": HEADER + ROW})
    expect(page.get_by_role("button", name="确认装入 1 份")).to_be_visible()
    page.wait_for_timeout(EDIT_SETTLES)
    grid.dblclick(position={"x": QUARTER, "y": HEADER + 2 * ROW})
    page.locator("#portal input").first.wait_for()  # the cell's editor; typing goes nowhere before
    page.keyboard.type("2024年第四")
    expect(page.locator("#portal").get_by_text("2024年第四季度").first).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_timeout(EDIT_SETTLES)
    confirm(page)
    page.get_by_role("tab", name="收件记录").click()
    # The name stands in the list of receipts too, once that has been drawn.
    expect(page.get_by_test_id("stText").get_by_text("揭西局.xlsx", exact=True)).to_be_visible()
    expect(page.get_by_text(f"{OTHER}　2024年第四季度　工作台账　第1版").first).to_be_visible()
    expect(page.get_by_text("揭东局.xlsx", exact=True)).to_have_count(0)


def test_what_is_not_loaded_waits(
    page: Page, own_server: Server, plan: Plan, tmp_path: Path
) -> None:
    """Files survive a look at another page and the load of others; taken out, they are gone."""
    sound, scan, other = (tmp_path / name for name in ("台账.xlsx", "扫描件.pdf", "通知.pdf"))
    sound.write_bytes(ledger(plan, KEPT))
    scan.write_bytes(b"%PDF-1.4 scanned")
    other.write_bytes(b"%PDF-1.4 letter")
    start(page, own_server)
    hand_over(page, sound, scan)
    page.get_by_role("link", name="口径").click()
    settle(page)
    page.get_by_role("link", name="收台账").click()
    expect(page.get_by_text("还没有装入的文件：2 份")).to_be_visible()
    hand_over(page, other)
    expect(page.get_by_text("■ 不能装入　通知.pdf")).to_be_visible()
    page.get_by_test_id("stFileChipDeleteBtn").get_by_role("button").click()
    expect(page.get_by_text("■ 不能装入　通知.pdf")).to_have_count(0)
    confirm(page)
    expect(page.get_by_text("未装入 1 份")).to_be_visible()
    expect(page.get_by_text("■ 不能装入　扫描件.pdf")).to_be_visible()
    page.get_by_role("button", name="清空").click()
    expect(page.get_by_text("扫描件.pdf", exact=False)).to_have_count(0)


def test_the_name_survives_a_reload_and_forms_come_as_files(
    page: Page, own_server: Server, plan: Plan
) -> None:
    """After a reload the name and the tab are still there; all forms come as one zip."""
    start(page, own_server)
    page.get_by_role("tab", name="空白台账").click()
    expect(page.get_by_role("button", name="下载空白台账")).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_label("经办人", exact=True)).to_have_value("李经办")
    forms, data = downloaded(page, "下载空白台账")
    assert forms.suggested_filename.endswith(".zip")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        assert len(packed.namelist()) == len(plan.units)

"""A real Streamlit server and a real Chromium, cut off from every other host."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    expect,
    sync_playwright,
)

from tools.serve import ROOT, is_healthy
from tools.system_packages import NO_BROWSER, find_browser

START_SECONDS = 120
PATIENCE = 60_000  # milliseconds; a busy machine is slow, and slowness is measured by bench/
FLAGS = (
    "--no-sandbox",  # root, as in a container, cannot have one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # What an office without internet has: no other host can even be looked up.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
)
# Streamlit marks the end of a rerun on the element that holds the page.
SETTLED = '[data-testid="stApp"][data-test-script-state="notRunning"]'
# On a deep link Streamlit first looks for its server below the page's own path, and is told 404.
PROBED_BELOW_PAGE = ("/_stcore/health", "/_stcore/host-config")
Visit = Callable[[str], Page]

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Server:
    """A running server: its address, and the file that its output goes to."""

    url: str
    log: Path


@contextmanager
def serve(database: Path, log: Path) -> Iterator[Server]:
    """Run a fresh server on `database` while the block lasts."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py")]
    command += ["--server.port", str(port)]
    environment = {**os.environ, "LEDGER_DATABASE": str(database)}
    with (
        log.open("wb") as output,
        subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            _wait_until_healthy(port, process, log)
            yield Server(f"http://localhost:{port}", log)
        finally:
            process.terminate()


@contextmanager
def watched(server: Server) -> Iterator[Server]:
    """Yield a server; a traceback that it prints while the block lasts fails the test."""
    printed = server.log.stat().st_size
    yield server
    news = server.log.read_bytes()[printed:].decode()
    assert "Traceback" not in news, news


def _wait_until_healthy(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not is_healthy(port):
        if process.poll() is not None or time.monotonic() > deadline:
            pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")
        time.sleep(0.2)


@pytest.fixture(scope="package")
def server(sample_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on the sample returns."""
    with serve(sample_database, tmp_path_factory.mktemp("server") / "server.log") as running:
        yield running


@pytest.fixture(scope="package")
def chromium() -> Iterator[BrowserContext]:
    """The system's Chromium; without one, skip on a desk and fail under CI.

    One context for all tests: its cache spares every tab the megabytes of Streamlit's own scripts.
    """
    path = find_browser()
    if path is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(NO_BROWSER)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1440, "height": 900}
        )
        browser.close()


@pytest.fixture
def page(chromium: BrowserContext) -> Iterator[Page]:
    """A new tab; what it logs as an error or asks of another host fails the test that used it."""
    tab = chromium.new_page()
    tab.set_default_timeout(PATIENCE)
    complaints: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        probed = message.location["url"].endswith(PROBED_BELOW_PAGE)
        if message.type == "error" and not probed:
            complaints.append(f"console: {message.text} ({message.location})")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in ("http", "https", "ws", "wss") and address.hostname != "localhost":
            complaints.append(f"request to another host: {request.url}")

    tab.on("console", on_console)
    tab.on("pageerror", lambda error: complaints.append(f"page error: {error}"))
    tab.on("request", on_request)
    yield tab
    tab.close()
    assert complaints == []


@pytest.fixture
def visit(server: Server, page: Page) -> Iterator[Visit]:
    """Open an address of the sample server, such as `/?as_of=2025-10-15`, and let it settle."""

    def open_address(address: str) -> Page:
        page.goto(server.url + address)
        settle(page)
        return page

    with watched(server):
        yield open_address


def settle(page: Page) -> None:
    """Wait until the page has been drawn to its end, and make sure that it is no error."""
    page.locator(SETTLED).wait_for()
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=PATIENCE)
    expect(page.get_by_test_id("stException")).to_have_count(0)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests of this folder, and keep them on one worker: one server, one browser."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))

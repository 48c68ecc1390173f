"""Databases to look at, and the application on one of them, without a browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.testing.v1 import AppTest

from ledger.databases import ROOT, open_store
from tests.pages.returns import build

FRAME = ROOT / "ui" / "frame.py"
SECONDS = 60  # a busy machine is slow, and slowness is measured by bench/

# The stores of the databases asked last: an open one answers many questions quickly.
stored = lru_cache(maxsize=4)(open_store)

Open = Callable[..., AppTest]
Offered = dict[str, Callable[[], bytes]]


@pytest.fixture(scope="session", autouse=True)
def packages_are_scanned_once() -> Iterator[None]:
    """Streamlit asks all installed packages for components, under test before every run anew.

    A server asks them once, when it starts; so does this, which spares a third of a run's time.
    """
    with pytest.MonkeyPatch.context() as patch:
        once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session")
def one_quarter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledgers of the first owed quarter; for reading only."""
    return build(tmp_path_factory.mktemp("one") / "ledger.duckdb", quarters=1).path


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ledgers of six quarters, some late, some missing; for reading only."""
    return build(tmp_path_factory.mktemp("full") / "ledger.duckdb", quarters=6).path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A database of the real units that nobody has written to."""
    return tmp_path / "ledger.duckdb"


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Open:
    """Open a page of the application on a database, with query parameters as in its address."""

    def open_it(database: Path, page: str = "overview", **parameters: str) -> AppTest:
        monkeypatch.setenv("LEDGER_DATABASE", str(database))
        app = AppTest.from_file(str(FRAME), default_timeout=SECONDS)
        for name, value in parameters.items():
            app.query_params[name] = value
        if page != "overview":
            app.switch_page(f"../pages/{page}.py")
        app.run()
        assert not app.exception, app.exception[0].value
        return app

    return open_it


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> Offered:
    """What makes each file that a page offers, by its name: it is only made on a click."""
    makers: Offered = {}
    add = MediaFileManager.add_deferred

    def noting(manager: MediaFileManager, make: Any, *place: Any, **more: Any) -> str:
        makers[str(more["file_name"])] = make
        return add(manager, make, *place, **more)

    monkeypatch.setattr(MediaFileManager, "add_deferred", noting)
    return makers

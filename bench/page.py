"""The server's CPU for one page with its queries cached, against the same page without charts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from bench.timing import Row, medians
from ingest.sample import write_samples
from ingest.sample_database import load_samples
from ledger.databases import ROOT, SAMPLE_UNITS, open_store
from ui import charts

TURNS = 15
PAGE = "overview"


def rows() -> list[Row]:
    """Return the comparison, in seconds a rerun."""
    with TemporaryDirectory() as folder:
        database = Path(folder) / "ledger.duckdb"
        store = open_store(database, SAMPLE_UNITS)
        write_samples(Path(folder) / "returns", store.plan)
        load_samples(store, Path(folder) / "returns")
        with patch.dict(os.environ, LEDGER_DATABASE=str(database)):
            page = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=60)
            page.run().switch_page(f"../pages/{PAGE}.py")
            seconds = medians({"whole": lambda: rerun(page), "bare": lambda: bare(page)}, TURNS)
    yardstick = "the same page without charts"
    return [Row(f"CPU of page {PAGE}", yardstick, seconds["whole"], seconds["bare"], 5)]


def rerun(page: AppTest) -> float:
    """Run the page once more and return the CPU seconds it took."""
    start = process_time()
    page.run()
    spent = process_time() - start
    assert not page.exception, page.exception
    return spent


def bare(page: AppTest) -> float:
    """Run the page once more with no chart built or sent; return the CPU seconds it took."""
    with without_charts():
        return rerun(page)


@contextmanager
def without_charts() -> Iterator[None]:
    """Make every function that builds a figure, and the one that sends it, do nothing."""
    builders = [name for name, value in vars(charts).items() if _is_builder(name, value)]
    with ExitStack() as stack:
        for name in builders:
            stack.enter_context(patch.object(charts, name, lambda *_, **__: {}))
        stack.enter_context(patch("streamlit.plotly_chart", lambda *_, **__: None))
        yield


def _is_builder(name: str, value: object) -> bool:
    own = getattr(value, "__module__", None) == charts.__name__
    return own and callable(value) and not isinstance(value, type) and not name.startswith("_")

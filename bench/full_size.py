"""Every page, and both packs of an evaluation, with sixty units and seven quarters."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from unittest.mock import patch

from streamlit.testing.v1 import AppTest

from bench import city
from bench.timing import Row
from ledger import decisions
from ledger.databases import ROOT
from ledger.evaluation import Evaluation, evaluations
from ledger.store import Store
from ledger.warming import warm
from reports.data_pack import write_data_pack
from reports.evaluation_draft import write_draft

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
LIMIT, PACKS_LIMIT = 0.3, 10.0  # seconds, as asked
_TURNS = 3
_STATUSES = cycle(("advancing", "not_started", "unclear"))


def rows() -> list[Row]:
    """Return the slowest page of a rerun and of the first look after a decision, and the packs."""
    with TemporaryDirectory() as folder:
        store = city.build(Path(folder))
        final = evaluations(store.plan)[-1]
        with patch.dict(os.environ, LEDGER_DATABASE=str(store.path)):
            again, after = _pages(store, final)
        packs = _packs(store, final)
    return [
        _slowest("rerun of a page", again),
        _slowest("first look after a decision", after),
        Row("both packs of an evaluation", "10 s, as asked", packs, PACKS_LIMIT, 1),
    ]


def _slowest(what: str, seconds: dict[str, float]) -> Row:
    page = max(seconds, key=seconds.__getitem__)
    return Row(f"{what}, slowest: {page}", "0.3 s, as asked", seconds[page], LIMIT, 1)


def _pages(store: Store, final: Evaluation) -> tuple[dict[str, float], dict[str, float]]:
    """Return for each page the best of some reruns, and of some first looks after a decision."""
    app = AppTest.from_file(str(ROOT / "ui" / "frame.py"), default_timeout=60).run()
    app.session_state["as_of"] = final.as_of
    again, after = {}, {}
    for name in PAGES:
        app.switch_page(f"../pages/{name}.py").run()
        again[name] = min(_run(app) for _ in range(_TURNS))
        after[name] = min(_decided(store, final, app) for _ in range(_TURNS))
    return again, after


def _run(app: AppTest) -> float:
    with _timed() as seconds:
        app.run()
    assert not app.exception, app.exception
    return seconds[0]


def _decided(store: Store, final: Evaluation, app: AppTest) -> float:
    """Return what it takes to look at once after deciding: nothing was found ahead meanwhile."""
    unit = store.plan.units[9].unit
    decisions.review(
        store, unit=unit, quarter=str(final.quarter), task_no=1, status=next(_STATUSES),
        reason="测速", who="测速",
    )  # fmt: skip
    return _run(app)


def _packs(store: Store, final: Evaluation) -> float:
    warm(store, final.as_of)
    with _timed() as seconds:
        write_data_pack(io.BytesIO(), store, final.as_of)
        write_draft(io.BytesIO(), store, final)
    return seconds[0]


@contextmanager
def _timed() -> Iterator[list[float]]:
    seconds: list[float] = []
    start = perf_counter()
    yield seconds
    seconds.append(perf_counter() - start)

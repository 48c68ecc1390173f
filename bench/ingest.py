"""Whole ingest of a ledger against merely reading the same files with other libraries."""

from __future__ import annotations

import atexit
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import pandas as pd
from python_calamine import CalamineWorkbook

from bench.timing import Row, medians, settle
from ingest.collect import Said, collect
from ingest.load import examine, keeping, load
from ingest.sample import write_samples
from ingest.worker_pool import WorkerPool
from ledger.clock import today
from ledger.databases import SAMPLE_UNITS, open_store
from ledger.plan_files import PLAN_FOLDER, load_plan

TURNS = 7
_UNTIMED = 2
Contestant = Callable[[Sequence[Path]], float]


def rows() -> list[Row]:
    """Return the comparisons, in seconds a ledger."""
    with TemporaryDirectory() as folder:
        returns = Path(folder)
        count = len(write_samples(returns, load_plan(PLAN_FOLDER, SAMPLE_UNITS)))
        contestants: dict[str, Contestant] = {
            "one": partial(whole_ingest, 1),
            "two": partial(whole_ingest, 2),
            "pandas": read_with_pandas,
            "calamine": read_with_calamine,
        }
        runs = {name: partial(_fresh, run, returns) for name, run in contestants.items()}
        seconds = {name: total / (count - _UNTIMED) for name, total in medians(runs, TURNS).items()}
    pandas, calamine = "pandas over openpyxl, reading only", "python-calamine, reading only"
    one, two = (f"ingest a ledger (of {count}), {n}" for n in ("1 worker", "2 workers"))
    return [
        Row(one, pandas, seconds["one"], seconds["pandas"], 0.5),
        Row(two, pandas, seconds["two"], seconds["pandas"], 0.5),
        Row(one, calamine, seconds["one"], seconds["calamine"]),
    ]


def _fresh(contestant: Contestant, returns: Path) -> float:
    """Run in a new process: what an earlier turn left in a cache would flatter a later one.

    The first ledgers are not timed: compiling expressions and loading the plan's facts are the
    start of a process, like its imports, and no ledger's own cost. Two start two workers.
    """
    spawn = multiprocessing.get_context("spawn")
    paths = sorted(returns.glob("*.xlsx"))
    with ProcessPoolExecutor(max_workers=1, mp_context=spawn) as pool:
        pool.submit(contestant, paths[:_UNTIMED]).result()
        pool.submit(settle).result()
        return pool.submit(contestant, paths[_UNTIMED:]).result()


def whole_ingest(workers: int, paths: Sequence[Path]) -> float:
    """Read, match, judge and commit every ledger of `paths`; return the seconds it took.

    The workers stay for the next call, as they do in a server.
    """
    with TemporaryDirectory() as folder:
        start = perf_counter()
        store = open_store(Path(folder) / "ledger.duckdb", SAMPLE_UNITS)
        files = collect(paths, Said(), today())
        with keeping(store) as keep:
            results = examine(store, files, today(), pool=_pool(workers), keep=keep)
        load(store, results, "bench")
        return perf_counter() - start


@cache
def _pool(workers: int) -> WorkerPool:
    pool = WorkerPool(workers)
    atexit.register(pool.close)
    return pool


def read_with_pandas(paths: Sequence[Path]) -> float:
    """Read every sheet of every ledger with pandas over openpyxl; return the seconds it took."""
    start = perf_counter()
    for path in paths:
        pd.read_excel(path, sheet_name=None, header=None, engine="openpyxl")
    return perf_counter() - start


def read_with_calamine(paths: Sequence[Path]) -> float:
    """Read every sheet of every ledger with python-calamine; return the seconds it took."""
    start = perf_counter()
    for path in paths:
        with CalamineWorkbook.from_path(path) as workbook:
            for name in workbook.sheet_names:
                workbook.get_sheet_by_name(name).to_python()
    return perf_counter() - start

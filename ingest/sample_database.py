"""The sample database: made once from generated returns, apart from every real one."""

from __future__ import annotations

from pathlib import Path

from ingest.collect import Said, collect
from ingest.load import examine, keeping, load
from ingest.sample import write_samples
from ingest.worker_pool import Progress
from ledger.clock import today
from ledger.databases import SAMPLE_DATABASE, SAMPLE_FOLDER, SAMPLE_UNITS, adopt_units, open_store
from ledger.store import Store

RECORDED_BY = "示例"


def prepare_sample(progress: Progress | None = None) -> Store:
    """Return the sample's store, written and loaded first when nothing was loaded yet."""
    store = open_store(SAMPLE_DATABASE, SAMPLE_UNITS)
    if store.generation == 0:
        returns = SAMPLE_FOLDER / "returns"
        write_samples(returns, store.plan)
        load_samples(store, returns, progress)
    return store


def load_samples(store: Store, returns: Path, progress: Progress | None = None) -> None:
    """Load the written sample returns in `returns` into `store`, which adopts their units."""
    adopt_units(store, SAMPLE_UNITS)
    files = collect([returns], Said(), today())
    with keeping(store) as keep:
        results = examine(store, files, today(), progress, keep=keep)
    load(store, results, RECORDED_BY)

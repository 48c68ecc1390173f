"""The sample database: made once from generated returns, apart from every real one."""

from __future__ import annotations

from pathlib import Path

from ingest.collect import Said, collect
from ingest.load import examine, keeping, load
from ingest.receipts import Arrival, Receipt
from ingest.receive import receive_all
from ingest.sample import write_samples
from ingest.sample_document_facts import SampleDocument
from ingest.sample_documents import FOLDER, listed_documents
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
    record_documents(store, returns / FOLDER)


def record_documents(store: Store, folder: Path) -> None:
    """Record the sample's documents in `folder`, each as its line in the list says."""
    arrivals = [_arrival(folder, each) for each in listed_documents(folder)]
    receive_all(store, arrivals, today())


def _arrival(folder: Path, each: SampleDocument) -> Arrival:
    receipt = Receipt(
        each.unit, each.document, str(each.quarter), each.received_on, RECORDED_BY,
        each.sent_as, each.letter_number, each.approved_by, each.title, each.tasks,
    )  # fmt: skip
    data = (folder / each.file_name).read_bytes() if each.file_name else b""
    return Arrival(data, each.file_name, receipt)

"""Receipts of documents, and of ledgers in a form that cannot be read or on stamped paper."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from ingest.documents import Contents, contents
from ingest.findings import Finding
from ingest.receipts import Arrival, Receipt, checked_row
from ledger import metrics
from ledger.aliases import registry_of
from ledger.schema import Asks
from ledger.store import Store
from ledger.transaction import Row, Transaction

READERS = 4  # threads that wait for the workers


@dataclass(frozen=True)
class Recorded:
    """What became of a receipt: `fresh` unless it had been recorded before, and what was read."""

    fresh: bool
    passages: int = 0
    liaisons: int = 0
    findings: tuple[Finding, ...] = ()

    @property
    def words(self) -> str:
        """What was read of the file, in Chinese; empty where nothing was."""
        read = [
            f"取出文字 {self.passages} 段。" if self.passages else "",
            f"读出联络员 {self.liaisons} 人。" if self.liaisons else "",
            *(f"{finding.message}{finding.hint}" for finding in self.findings),
        ]
        return "".join(read)


def receive(store: Store, data: bytes, file_name: str, receipt: Receipt, today: date) -> Recorded:
    """Keep the file and record its receipt, and what can be read of it, unless it was before.

    The document may be `ledger`: a file that cannot be read as one, or the stamped paper copy of
    one that can. It is listed, and never counts as a ledger received. A paper copy needs no file:
    `data` and `file_name` are then empty. Raises UserError when unit, document, quarter, copy or a
    task is unknown, the document not owed, the file missing, or the date lies ahead.
    """
    return receive_all(store, [Arrival(data, file_name, receipt)], today)[0]


def receive_all(store: Store, arrivals: Sequence[Arrival], today: date) -> list[Recorded]:
    """Record documents in one go, as `receive` does each; all or, when it raises, none."""
    registry = registry_of(store)
    rows = [checked_row(store, arrival, registry, today) for arrival in arrivals]
    known: set[tuple[str, ...]] = set()
    if store.generation:
        with store.read() as reader:
            known = _known(reader.cursor)

    def taken_in(row: Row, data: bytes) -> Contents | None:
        if data:
            store.received.keep(data)
        if _key(row) in known:
            return None
        return contents({**row, "document_id": "", "recorded_at": None}, data, registry)

    # Read before the write begins: a worker may need seconds, and others wait for the lock.
    with ThreadPoolExecutor(READERS) as threads:
        read = list(threads.map(taken_in, rows, [arrival.data for arrival in arrivals]))
    if not any(read):
        return [Recorded(fresh=False) for _ in rows]
    with store.write("登记材料") as transaction:
        known = _known(transaction.connection)
        return [
            _record(transaction, row, found, known) for row, found in zip(rows, read, strict=True)
        ]


def _record(
    transaction: Transaction, row: Row, read: Contents | None, known: set[tuple[str, ...]]
) -> Recorded:
    """Write a receipt that is not `known`, and take it up there."""
    if read is None or _key(row) in known:
        return Recorded(fresh=False)
    known.add(_key(row))
    _insert(transaction, row, read)
    return Recorded(True, len(read.passages), len(read.liaisons), read.findings)


def _insert(transaction: Transaction, row: Row, read: Contents) -> None:
    seed = "|".join([*_key(row), transaction.recorded_at.isoformat()])
    own = {
        "document_id": hashlib.blake2b(seed.encode(), digest_size=8).hexdigest(),
        "recorded_at": transaction.recorded_at,
    }
    transaction.insert("document", [{**row, **own}])
    for table, rows in read.rows.items():
        transaction.insert(table, [{**line, **own} for line in rows])


def _key(row: Row) -> tuple[str, ...]:
    """Return what makes a receipt the same as another; paper without a file is told by its date."""
    names = ["sha256", "unit", "document", "qtr", "copy"]
    names += [] if row["sha256"] else ["received_on", "letter_number", "title"]
    return tuple(str(row[name]) for name in names)


def _known(connection: Asks) -> set[tuple[str, ...]]:
    """Return the keys of the receipts that are on record and not withdrawn."""
    known = metrics.run(connection, "known_document", [])
    known = known[~known.is_withdrawn.astype(bool)].assign(
        received_on=known.received_on.dt.date.astype(str)
    )
    rows: list[Row] = known.to_dict("records")  # type: ignore[assignment]
    return {_key(row) for row in rows}

"""Kept documents read again: their texts and liaison lists under today's code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ingest.documents import contents, is_read
from ingest.findings import refusal
from ingest.rereading import OF_DOCUMENTS, Present
from ledger.errors import UserError
from ledger.store import Store
from ledger.transaction import Row
from ledger.units import UnitRegistry

Tables = dict[str, list[Row]]


def read_again(
    store: Store, documents: Sequence[Row], before: Present, aliases: Mapping[str, str]
) -> tuple[Tables, list[tuple[Row, UserError]]]:
    """Return the rows of tables `passage` and `liaison`, and the documents that were lost, and why.

    A document that can no longer be read keeps the rows it had; one that never could has none.
    """
    registry = UnitRegistry.for_plan(store.plan, aliases)
    tables: Tables = {table: [] for table in OF_DOCUMENTS}
    lost = []
    for document in filter(is_read, documents):
        kept = {table: before.of(table, document["document_id"]) for table in OF_DOCUMENTS}
        rows, why = _again(store, document, kept, registry)
        if why:
            lost.append((document, why))
        for table, found in rows.items():
            tables[table] += found
    return tables, lost


def _again(
    store: Store, document: Row, kept: Tables, registry: UnitRegistry
) -> tuple[Tables, UserError | None]:
    try:
        data = store.received.read(document["sha256"])
    except FileNotFoundError:
        return kept, refusal("original_missing", sha256=document["sha256"][:12])
    read = contents(document, data, registry)
    if read.unread and any(kept.values()):
        return kept, read.unread
    return read.rows, None

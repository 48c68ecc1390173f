"""Receipts of files that are not read: documents, and ledgers in a form that cannot be read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from ingest.identity.quarter_words import parse_said
from ledger import metrics
from ledger.aliases import registry_of
from ledger.errors import UserError
from ledger.schema import Connection
from ledger.store import Store


@dataclass(frozen=True)
class Receipt:
    """A returned document: whose, which, for which quarter, and the day the office got it."""

    unit: str
    document: str
    quarter: str
    received_on: date
    who: str


def receive(store: Store, data: bytes, file_name: str, receipt: Receipt, today: date) -> bool:
    """Keep the file and record its receipt; return False when it had been recorded before.

    The document may be `ledger`, for a file that cannot be read as one: it is listed, and never
    counts as a ledger received. Raises UserError when unit, document or quarter is unknown, not
    owed, or the date lies ahead.
    """
    unit = registry_of(store).require(receipt.unit, file_name).unit
    quarter = _owed_quarter(store, receipt, file_name)
    if receipt.received_on > today:
        raise UserError(
            "received_in_future",
            f"收到日期 {receipt.received_on} 在今天（{today}）之后。",
            file_name,
            "请改为实际收到的日期。",
        )
    sha256 = store.received.keep(data)
    with store.write("登记材料") as transaction:
        key = [sha256, unit, receipt.document, quarter]
        if _is_known(transaction.connection, key):
            return False
        seed = "|".join([*key, transaction.recorded_at.isoformat()])
        row = {
            "document_id": hashlib.blake2b(seed.encode(), digest_size=8).hexdigest(),
            "sha256": sha256,
            "file_name": file_name,
            "unit": unit,
            "document": receipt.document,
            "qtr": quarter,
            "received_on": receipt.received_on,
            "received_on_source": "given",
            "recorded_by": receipt.who,
            "recorded_at": transaction.recorded_at,
        }
        transaction.insert("document", [row])
    return True


def _is_known(connection: Connection, key: list[str]) -> bool:
    """Say whether the file is on record already for that unit, document and quarter."""
    known = metrics.run(connection, "known_document", [])
    columns = known[["sha256", "unit", "document", "qtr"]]
    return bool((columns[~known.is_withdrawn.astype(bool)] == key).all(axis="columns").any())


def _owed_quarter(store: Store, receipt: Receipt, file_name: str) -> str:
    """Return the quarter, in which the document must be one that units return."""
    kinds = {d.document: d for d in store.plan.documents}
    if receipt.document not in kinds:
        known = "、".join(f"{code}（{kind.label}）" for code, kind in kinds.items())
        name = receipt.document[:30]
        raise UserError(
            "document_unknown", f"没有“{name}”这种材料。", file_name, f"可用：{known}。"
        )
    quarter = store.plan.require_quarter(str(parse_said(receipt.quarter)), file_name)
    kind = kinds[receipt.document]
    due_in = [p.quarter for p in store.plan.calendar if p.document == kind.document]
    if kind.has_state and quarter not in due_in:
        quarters = "、".join(map(str, due_in))
        raise UserError(
            "quarter_outside_plan",
            f"{kind.label}不在 {quarter} 报送。",
            file_name,
            f"应为：{quarters}。",
        )
    return str(quarter)

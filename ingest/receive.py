"""Receipts of documents that are not ledgers: the file is kept, its date recorded, nothing read."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from ingest.quarter_words import parse_said
from ledger import metrics
from ledger.errors import UserError
from ledger.store import Store
from ledger.units import UnitRegistry


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

    Raises UserError when unit, document or quarter is unknown, not owed, or the date lies ahead.
    """
    unit = UnitRegistry.for_plan(store.plan).require(receipt.unit, file_name).unit
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
        if transaction.rows(metrics.compiled("document_of_file"), key):
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


def _owed_quarter(store: Store, receipt: Receipt, file_name: str) -> str:
    """Return the quarter, in which the document must be one that units return."""
    kinds = {d.document: d for d in store.plan.documents if d.document != "ledger"}
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

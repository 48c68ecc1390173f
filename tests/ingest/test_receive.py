"""Receipts of files that are not read: kept, listed, and never taken for a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest.receive import Receipt, receive
from ledger import decisions, metrics
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store

UNIT = "揭东区交通运输局"
TODAY = date(2024, 9, 20)
SCAN = b"%PDF-1.4 scan"


@pytest.fixture
def store(plan: Plan, tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "ledger.duckdb", plan)


def take(store: Store, **changed: Any) -> bool:
    """Record a scanned ledger of the third quarter."""
    said = {"unit": UNIT, "document": "ledger", "quarter": "2024Q3", "who": "李经办"}
    receipt = Receipt(**{"received_on": date(2024, 9, 16), **said, **changed})
    return receive(store, SCAN, "台账扫描件.pdf", receipt, TODAY)


def ask(store: Store, name: str) -> list[dict[str, Any]]:
    """Return the rows of a question today."""
    with store.read() as reader:
        return list(metrics.query(reader, name, TODAY).to_dict("records"))  # type: ignore[arg-type]


def test_a_ledger_that_cannot_be_read_is_kept_and_not_counted(store: Store) -> None:
    """The bytes are there, the register shows the day, and the ledger is still missing."""
    assert take(store)
    (row,) = ask(store, "receipts")
    told = [row[name] for name in ("kind", "document", "state", "format", "recorded_by")]
    assert told == ["document", "ledger", "receipt", "pdf", "李经办"]
    assert store.received.read(row["sha256"]) == SCAN
    (owed,) = (
        r
        for r in ask(store, "returns")
        if (r["unit"], r["quarter"], r["document"]) == (UNIT, "2024Q3", "ledger")
    )
    assert (owed["state"], str(owed["unread_on"])[:10]) == ("missing", "2024-09-16")
    assert ask(store, "submissions") == []


def test_a_receipt_is_recorded_once_unless_taken_back(store: Store) -> None:
    """The same file for the same thing writes nothing; withdrawn, it can come again."""
    assert [take(store), take(store), take(store, quarter="2024Q2")] == [True, False, True]
    first = ask(store, "receipts")[0]["receipt_id"]
    decisions.withdraw_receipt(store, first, reason="登错", who="李经办")
    assert [take(store), take(store)] == [True, False]
    states = [row["state"] for row in ask(store, "receipts")]
    assert states == ["withdrawn", "receipt", "receipt"]


def test_a_decided_alias_names_the_unit(store: Store) -> None:
    """A receipt takes every name that a person gave the unit."""
    by = {"reason": "来函用名", "who": "李经办"}
    decisions.alias(store, alias="揭东区综合交通中心", unit=UNIT, **by)
    assert take(store, unit="揭东区综合交通中心")
    assert ask(store, "receipts")[0]["unit"] == UNIT


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unit": "某某局"}, "unit_unknown"),
        ({"document": "photo"}, "document_unknown"),
        ({"quarter": "2030Q1"}, "quarter_outside_plan"),
        ({"document": "mid_evaluation", "quarter": "2024Q2"}, "quarter_outside_plan"),
        ({"received_on": date(2024, 9, 21)}, "received_in_future"),
    ],
)
def test_a_receipt_that_cannot_be_is_told(store: Store, changed: dict[str, Any], code: str) -> None:
    """Nothing is written, not even the file."""
    with pytest.raises(UserError) as caught:
        take(store, **changed)
    assert caught.value.code == code
    assert (store.generation, store.received.all()) == (0, [])

"""A small world for tests: facts recorded in a real store, and the named questions to it."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd

from ledger import metrics
from ledger.plan import Plan
from ledger.store import Store
from ledger.transaction import Row, Transaction
from tests.ledger.facts import UNIT, Cell, Decision, Facts, Ledger, Receipt, hashed


class World(Facts):
    """Facts kept in a store of their own and asked the named questions."""

    def __init__(self, folder: Path, plan: Plan) -> None:
        """Make an empty world whose database will lie in `folder`."""
        super().__init__(plan)
        self.store = Store(folder / "ledger.duckdb", plan)
        self._written = Facts(plan)
        self._answers: dict[tuple[int, str, str, datetime | None], pd.DataFrame] = {}

    def save(self) -> None:
        """Write what was not written yet, in one transaction."""
        new = self._take_unwritten()
        if new != Facts(self.plan):
            with self.store.write("测试") as transaction:
                insert(transaction, new)

    def ask(
        self, name: str, as_of: str, known_at: datetime | None = None, **where: object
    ) -> list[dict[str, Any]]:
        """Return the rows of question `name` on that day whose columns have the values `where`."""
        frame = self._answer(name, as_of, known_at)
        for column, value in where.items():
            frame = frame[frame[column] == value]
        return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]

    def _answer(self, name: str, as_of: str, known_at: datetime | None) -> pd.DataFrame:
        self.save()
        key = (self.store.generation, name, as_of, known_at)  # whoever wrote since, asks anew
        if key not in self._answers:
            with self.store.read() as reader:
                day = date.fromisoformat(as_of)
                self._answers[key] = metrics.query(reader, name, day, known_at)
        return self._answers[key]

    def one(
        self, name: str, as_of: str, known_at: datetime | None = None, **where: object
    ) -> dict[str, Any]:
        """Return the only such row."""
        (row,) = self.ask(name, as_of, known_at, **where)
        return row

    def standing(
        self, task_no: int, as_of: str, unit: str = UNIT, known_at: datetime | None = None
    ) -> dict[str, Any]:
        """Return the standing of one unit and task."""
        return self.one("standing", as_of, known_at, unit=unit, task_no=task_no)

    def _take_unwritten(self) -> Facts:
        new, old = Facts(self.plan), self._written
        for name in ("ledgers", "receipts", "decisions", "rejudgements"):
            rows, known = getattr(self, name), getattr(old, name)
            getattr(new, name).extend(rows[len(known) :])
            known.extend(rows[len(known) :])
        return new


def insert(transaction: Transaction, facts: Facts) -> None:
    """Append every fact to the base tables of the open write."""
    cells = [(ledger, no, cell) for ledger in facts.ledgers for no, cell in ledger.cells.items()]
    judged = [(led.submission_id, no, cell, led.recorded_at) for led, no, cell in cells]
    again = [(r.submission_id, r.task_no, r.cell, r.recorded_at) for r in facts.rejudgements]
    transaction.insert("submission", [_submission(ledger) for ledger in facts.ledgers])
    transaction.insert("entry", [_entry(*cell) for cell in cells])
    transaction.insert("judgement", [_judgement(*row) for row in judged + again])
    transaction.insert("document", [_document(receipt) for receipt in facts.receipts])
    transaction.insert("decision", [_decision(decision) for decision in facts.decisions])


def _submission(ledger: Ledger) -> Row:
    return {
        "submission_id": ledger.submission_id, "sha256": ledger.sha256, "part": ledger.part or None,
        "file_name": f"{ledger.unit}{ledger.quarter}.xlsx", "format": "xlsx", "unit": ledger.unit,
        "qtr": ledger.quarter, "received_on": ledger.received_on, "received_on_source": "given",
        "held": ledger.held, "batch_id": "b", "position": 0, "contact": "", "contact_phone": "",
        "recorded_by": "测试员", "recorded_at": ledger.recorded_at,
        "approved_by": ledger.approved_by or None,
    }  # fmt: skip


def _entry(ledger: Ledger, task_no: int, cell: Cell) -> Row:
    return {
        "submission_id": ledger.submission_id, "task_no": task_no, "narrative": cell.text,
        "text_key": cell.text_key, "sheet": "台账", "cell": f"F{task_no + 3}", "part": 0,
        "shared": task_no in ledger.shared,
    }  # fmt: skip


def _judgement(submission_id: str, task_no: int, cell: Cell, recorded_at: datetime) -> Row:
    return {
        "submission_id": submission_id, "task_no": task_no, "status": cell.status,
        "rules_version": f"{recorded_at:%y%m%d}", "reason": "测试", "evidence": "[]",
        "figures": json.dumps(cell.figures, ensure_ascii=False), "recorded_at": recorded_at,
        "sentence_hashes": list(cell.sentences),
        "sentence_lengths": list(cell.sentences.values()),
    }  # fmt: skip


def _document(receipt: Receipt) -> Row:
    electronic = receipt.copy == "electronic"  # as earlier versions wrote it: without a word
    return {
        "copy": None if electronic else receipt.copy,
        "letter_number": receipt.letter_number or None,
        "approved_by": receipt.approved_by or None,
        "document_id": receipt.document_id, "sha256": hashed(receipt.document_id),
        "file_name": "材料.DOC", "unit": receipt.unit, "document": receipt.document,
        "qtr": receipt.quarter,
        "received_on": receipt.received_on, "received_on_source": "given",
        "recorded_by": "测试员", "recorded_at": receipt.recorded_at,
    }  # fmt: skip


def _decision(decision: Decision) -> Row:
    payload = {"status": decision.status, "quarter": decision.quarter}
    return {
        "decision_id": decision.decision_id, "kind": decision.kind, "key": decision.key,
        "payload": json.dumps(payload), "who": "测试员", "reason": "测试",
        "recorded_at": decision.recorded_at,
    }  # fmt: skip

"""What is said of a returned document when it is recorded, and what must hold of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ingest.documents import PAPER
from ingest.identity.quarter_words import parse_said
from ledger.errors import UserError
from ledger.plan import Document
from ledger.received import sha256_of
from ledger.store import Store
from ledger.transaction import Row
from ledger.units import UnitRegistry
from ledger.words import COPY_LABELS

ELECTRONIC = "electronic"


@dataclass(frozen=True)
class Receipt:
    """A returned document: whose, which, for which quarter, and the day the office got it.

    `copy` is `electronic` or `paper`; letter number (来文文号) and who approved are as the sender
    stated them. `title` and `task_nos` say what a case is about.
    """

    unit: str
    document: str
    quarter: str
    received_on: date
    who: str
    copy: str = ELECTRONIC
    letter_number: str = ""
    approved_by: str = ""
    title: str = ""
    task_nos: tuple[int, ...] = ()


@dataclass(frozen=True)
class Arrival:
    """A document as it arrives: the file, empty for paper without one, its name, the receipt."""

    data: bytes
    file_name: str
    receipt: Receipt


def checked_row(store: Store, arrival: Arrival, registry: UnitRegistry, today: date) -> Row:
    """Return the row of table `document` that a receipt becomes.

    Raises UserError for what cannot be recorded.
    """
    receipt, file_name = arrival.receipt, arrival.file_name
    unit = registry.require(receipt.unit, file_name).unit
    quarter = _owed_quarter(store, receipt, file_name)
    _check(store, receipt, arrival.data, file_name, today)
    sha256 = sha256_of(arrival.data) if arrival.data else ""
    return {
        "sha256": sha256,
        "file_name": file_name,
        "unit": unit,
        "document": receipt.document,
        "qtr": quarter,
        "received_on": receipt.received_on,
        "received_on_source": "given",
        "recorded_by": receipt.who,
        "copy": receipt.copy,
        "letter_number": receipt.letter_number.strip(),
        "approved_by": receipt.approved_by.strip(),
        "title": receipt.title.strip(),
        "task_nos": list(receipt.task_nos),
    }


def _check(store: Store, receipt: Receipt, data: bytes, file_name: str, today: date) -> None:
    """Raise UserError for what cannot be recorded."""
    if receipt.received_on > today:
        raise UserError(
            "received_in_future",
            f"收到日期 {receipt.received_on} 在今天（{today}）之后。",
            file_name,
            "请改为实际收到的日期。",
        )
    if receipt.copy not in COPY_LABELS:
        known = "、".join(f"{code}（{label}）" for code, label in COPY_LABELS.items())
        raise UserError(
            "copy_unknown", f"没有“{receipt.copy[:20]}”这种件。", "", f"可用：{known}。"
        )
    if not data and receipt.copy != PAPER:
        raise UserError("file_missing", "没有给出文件。", file_name, "只有纸质盖章件可以不附文件。")
    unknown = [number for number in receipt.task_nos if number not in store.plan.task_by_no]
    if unknown:
        last = max(store.plan.task_by_no)
        raise UserError(
            "task_unknown", f"没有第 {unknown[0]} 项任务。", "--tasks", f"任务编号为 1–{last}。"
        )


def _owed_quarter(store: Store, receipt: Receipt, file_name: str) -> str:
    """Return the quarter, in which the document must be one that units return."""
    kind = _kind(store, receipt.document, file_name)
    quarter = store.plan.require_quarter(str(parse_said(receipt.quarter)), file_name)
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


def _kind(store: Store, document: str, file_name: str) -> Document:
    kinds = {d.document: d for d in store.plan.documents}
    if document not in kinds:
        known = "、".join(f"{code}（{kind.label}）" for code, kind in kinds.items())
        raise UserError(
            "document_unknown", f"没有“{document[:30]}”这种材料。", file_name, f"可用：{known}。"
        )
    return kinds[document]

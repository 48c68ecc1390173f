"""Receipts of documents, and of ledgers in a form that cannot be read or on stamped paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date

from ingest.documents import PAPER, Contents, contents
from ingest.findings import Finding
from ingest.identity.quarter_words import parse_said
from ledger import metrics
from ledger.aliases import registry_of
from ledger.errors import UserError
from ledger.plan import Document
from ledger.schema import Connection
from ledger.store import Store
from ledger.transaction import Row
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
    registry = registry_of(store)
    unit = registry.require(receipt.unit, file_name).unit
    quarter = _owed_quarter(store, receipt, file_name)
    _check(store, receipt, data, file_name, today)
    sha256 = store.received.keep(data) if data else ""
    row = _row(receipt, unit, quarter, sha256, file_name)
    if store.generation:
        with store.read() as reader:
            if _is_known(reader.cursor, row):
                return Recorded(fresh=False)
    # Read before the write begins: a worker may need seconds, and others wait for the lock.
    read = contents({**row, "document_id": "", "recorded_at": None}, data, registry)
    with store.write("登记材料") as transaction:
        if _is_known(transaction.connection, row):
            return Recorded(fresh=False)
        seed = "|".join([*_key(row), transaction.recorded_at.isoformat()])
        own = {
            "document_id": hashlib.blake2b(seed.encode(), digest_size=8).hexdigest(),
            "recorded_at": transaction.recorded_at,
        }
        transaction.insert("document", [{**row, **own}])
        for table, rows in read.rows.items():
            transaction.insert(table, [{**line, **own} for line in rows])
    return _recorded(read)


def _recorded(read: Contents) -> Recorded:
    return Recorded(True, len(read.passages), len(read.liaisons), read.findings)


def _row(receipt: Receipt, unit: str, quarter: str, sha256: str, file_name: str) -> Row:
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


def _key(row: Row) -> list[str]:
    """Return what makes a receipt the same as another; paper without a file is told by its date."""
    names = ["sha256", "unit", "document", "qtr", "copy"]
    names += [] if row["sha256"] else ["received_on", "letter_number", "title"]
    return [str(row[name]) for name in names]


def _is_known(connection: Connection, row: Row) -> bool:
    """Say whether the receipt is on record already and not withdrawn."""
    known = metrics.run(connection, "known_document", [])
    known = known[~known.is_withdrawn.astype(bool)].assign(
        received_on=known.received_on.dt.date.astype(str)
    )
    others: list[Row] = known.to_dict("records")  # type: ignore[assignment]
    return any(_key(other) == _key(row) for other in others)


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

"""Receipts of what cannot be read as a ledger: asked for, recorded, and kept with their date."""

from __future__ import annotations

from datetime import date

import streamlit as st

from ingest.formats.detect import RECEIPT_ONLY
from ingest.receive import Receipt, receive
from ledger.aliases import registry_of
from ledger.clock import today
from ledger.quarter import Quarter
from ui import parts, session, text
from ui.intake_files import Handed, widget
from ui.intake_reading import Preview

LEDGER = "ledger"
_UNREADABLE = "台账（无法读取）"


def is_for_receipt(preview: Preview) -> bool:
    """Say whether a file is of a kind that is kept and recorded, but never read."""
    return any(f.code in RECEIPT_ONLY for result in preview.results for f in result.findings)


def offer(preview: Preview) -> None:
    """Offer to record the receipt of a file that cannot be read, and say when that was done."""
    done: set[str] = st.session_state.setdefault("recorded_receipts", set())
    if preview.key in done:
        st.success("已登记为收件：文件原样保存，不计入报送率。收到可读的版本后再上传。")
        return
    st.markdown("**登记为收件**　:small[:gray[文件原样保存并记下收到日期；不作为台账计数]]")
    receipt = ask(preview.key, preview.handed, ledger=True)
    if st.button("登记为收件", icon=":material/inbox:", key=widget("receive", preview.key)):
        with parts.deciding():
            record(preview.handed.incoming.data, preview.handed.incoming.name, receipt)
            done.add(preview.key)
            parts.done("已登记为收件。")


def ask(key: str, handed: Handed | None, *, ledger: bool = False) -> Receipt:
    """Ask whose document it is, which one, for which quarter and when it came."""
    plan = session.store().plan
    units = [unit.unit for unit in plan.units]
    likely = registry_of(session.store()).find_in(handed.incoming.name) if handed else None
    unit_box, document_box, quarter_box, day_box = st.columns(4)
    unit = unit_box.selectbox(
        "单位", units, index=units.index(likely.unit) if likely else None,
        placeholder="请选择", key=widget("receipt_unit", key), persist_state="page",
    )  # fmt: skip
    labels = {d.document: d.label for d in plan.documents if ledger or d.document != LEDGER}
    labels |= {LEDGER: _UNREADABLE} if ledger else {}
    document = document_box.selectbox(
        "材料", list(labels), format_func=labels.__getitem__,
        key=widget("receipt_document", key), persist_state="page",
    )  # fmt: skip
    received = min(handed.incoming.received_on if handed else today(), today())
    quarters = _quarters_of(document)
    quarter = quarter_box.selectbox(
        "季度", quarters, index=_likely(quarters, received), format_func=text.quarter,
        key=widget(f"receipt_quarter_{document}", key), persist_state="page",
    )  # fmt: skip
    day = day_box.date_input(
        "收到日期", value=received, max_value=today(), format="YYYY-MM-DD",
        key=widget("receipt_day", key), persist_state="page",
    )  # fmt: skip
    return Receipt(unit or "", document, quarter, day or received, session.who())


def record(data: bytes, name: str, receipt: Receipt) -> None:
    """Record a receipt; with nothing chosen, or recorded before, say so and stop the page there."""
    if not receipt.unit:
        st.error("请先选定单位。")
        st.stop()
    if not receive(session.store(), data, name, receipt, today()):
        st.info("同一文件此前已登记为该单位该季度的这种材料，没有重复登记。")
        st.stop()


def _quarters_of(document: str) -> list[str]:
    """Return the quarters in which units return the document; all of them if it is never due."""
    plan = session.store().plan
    due = [str(period.quarter) for period in plan.calendar if period.document == document]
    return due or [str(quarter) for quarter in plan.quarters]


def _likely(quarters: list[str], received: date) -> int:
    """Return the place of the newest quarter that had begun when the document came."""
    begun = [quarter for quarter in quarters if Quarter.parse(quarter) <= Quarter.of(received)]
    return max(len(begun) - 1, 0)

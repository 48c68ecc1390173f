"""Receipts of what cannot be read as a ledger: asked for, recorded, and kept with their date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from ingest.collect import Incoming
from ingest.identity.quarter_words import read_words
from ingest.receive import Receipt, receive
from ledger.aliases import registry_of
from ledger.clock import today
from ledger.quarter import Quarter
from ledger.words import UNREADABLE_LEDGER
from ui import parts, session, text
from ui.intake_files import Handed, widget
from ui.intake_reading import Preview

LEDGER = "ledger"
_RECORDED = "recorded_receipts"


def is_for_receipt(preview: Preview) -> bool:
    """Say whether a file can be kept and recorded, though nothing could be read of it."""
    return preview.outcome == "rejected" and bool(preview.handed.incoming.data)


def recorded(preview: Preview) -> str:
    """Return as what the receipt of a file was recorded, or an empty string."""
    return str(st.session_state.get(_RECORDED, {}).get(preview.key, ""))


def offer(preview: Preview) -> None:
    """Offer to record the receipt of a file that cannot be read, and say when that was done."""
    if recorded(preview):
        st.success(
            f"已登记为{text.escaped(recorded(preview))}：文件原样保存。收到可读的版本后再上传。"
        )
        return
    st.markdown("**登记为收件**　:small[:gray[文件原样保存并记下收到日期；不作为台账计数]]")
    receipt = ask(preview.key, preview.handed, ledger=True)
    if st.button("登记为收件", icon=":material/inbox:", key=widget("receive", preview.key)):
        with parts.deciding():
            record(preview.handed.incoming.data, preview.handed.incoming.name, receipt)
            st.session_state.setdefault(_RECORDED, {})[preview.key] = _words(receipt)
            parts.done("已登记为收件。")


def ask(key: str, handed: Handed | None, *, ledger: bool = False) -> Receipt:
    """Ask whose document it is, which one, for which quarter and when it came."""
    plan = session.store().plan
    units = [unit.unit for unit in plan.units]
    likely = _likely_unit(handed.incoming) if handed else ""
    unit_box, document_box, quarter_box, day_box = st.columns(4)
    unit = unit_box.selectbox(
        "单位", units, index=_place(units, likely),
        placeholder="请选择", key=widget("receipt_unit", key), persist_state="session",
    )  # fmt: skip
    labels = {d.document: d.label for d in plan.documents if ledger or d.document != LEDGER}
    labels |= {LEDGER: UNREADABLE_LEDGER} if ledger else {}
    document = document_box.selectbox(
        "材料", list(labels), format_func=labels.__getitem__,
        key=widget("receipt_document", key), persist_state="session",
    )  # fmt: skip
    received = min(handed.incoming.received_on if handed else today(), today())
    quarters = _quarters_of(document)
    quarter = quarter_box.selectbox(
        "季度", quarters, index=_place(quarters, _likely_quarter(quarters, handed)),
        placeholder="请选择", format_func=text.quarter,
        key=widget(f"receipt_quarter_{document}", key), persist_state="session",
    )  # fmt: skip
    day = day_box.date_input(
        "收到日期", value=received, max_value=today(), format="YYYY-MM-DD",
        key=widget("receipt_day", key), persist_state="session",
    )  # fmt: skip
    return Receipt(unit or "", document, quarter or "", day or received, session.who())


def record(data: bytes, name: str, receipt: Receipt) -> None:
    """Record a receipt; with nothing chosen, or recorded before, say so and stop the page there."""
    if not receipt.unit or not receipt.quarter:
        st.error("请先选定单位和季度。")
        st.stop()
    if not receive(session.store(), data, name, receipt, today()):
        st.info("同一文件此前已登记为该单位该季度的这种材料，没有重复登记。")
        st.stop()


def _quarters_of(document: str) -> list[str]:
    """Return the quarters in which units return the document; all of them if it is never due."""
    plan = session.store().plan
    due = [str(period.quarter) for period in plan.calendar if period.document == document]
    return due or [str(quarter) for quarter in plan.quarters]


def _likely_unit(incoming: Incoming) -> str:
    """Return the unit that the manifest or the file's name gives, or an empty string."""
    registry = registry_of(session.store())
    unit = registry.resolve(incoming.unit) or registry.find_in(incoming.name)
    return unit.unit if unit else ""


def _likely_quarter(quarters: Sequence[str], handed: Handed | None) -> str:
    """Return the one quarter that the manifest or the file's name gives, or an empty string."""
    if handed is None:
        return ""
    said = read_words(handed.incoming.quarter or PurePath(handed.incoming.name).stem)
    meant = [
        quarter
        for quarter in quarters
        if any(claim.agrees_with(Quarter.parse(quarter)) for claim in said.claims)
    ]
    return meant[0] if len(meant) == 1 else ""


def _place(values: Sequence[str], value: str) -> int | None:
    return values.index(value) if value in values else None


def _words(receipt: Receipt) -> str:
    labels = {d.document: d.label for d in session.store().plan.documents}
    labels[LEDGER] = UNREADABLE_LEDGER
    return f"{receipt.unit} {text.quarter(receipt.quarter)} {labels[receipt.document]}"

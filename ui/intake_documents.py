"""Documents that are not ledgers: summaries, evaluation reports, annexes; recorded and listed."""

from __future__ import annotations

import streamlit as st

from ingest.collect import Incoming
from ingest.documents import PAPER
from ingest.file_names import shown_name
from ledger.clock import today
from ui import intake_receipt, parts, records
from ui.intake_files import WIDGET_MEGABYTES, Handed

_READ = "document_read"  # what was read of the document recorded last


def _handed(key: str, name: str) -> Handed:
    """Return the file as far as its name goes: that may say whose it is and for which quarter."""
    return Handed(key, Incoming(shown_name(name), b"", today(), "today"))


def register() -> None:
    """Ask for a document and its receipt, record it, and list what is on record."""
    number = int(st.session_state.get("documents_recorded", 0))
    with parts.card(
        "登记材料", "总结、评估报告、附件、案例、联络员名单、台账的纸质件：保存原件，记下收到日期"
    ):
        file = st.file_uploader(
            "材料文件（Word、PDF、扫描件、压缩包均可；纸质件可以不附）",
            key=f"document_file_{number}",
            max_upload_size=WIDGET_MEGABYTES,
        )  # fmt: skip
        handed = _handed(file.file_id, file.name) if file else None
        receipt = intake_receipt.ask(f"document_{number}", handed)
        pressed = st.button(
            "登记", type="primary", disabled=file is None and receipt.copy != PAPER,
            key="document_submit", icon=":material/inbox:",
        )  # fmt: skip
        if pressed:
            data, name = (file.getvalue(), shown_name(file.name)) if file else (b"", "")
            with parts.deciding():
                read = intake_receipt.record(data, name, receipt)
                st.session_state["documents_recorded"] = number + 1
                st.session_state[_READ] = read
                records.show_newest_document()
                parts.done("已登记。")
        intake_receipt.tell(st.session_state.pop(_READ, None))  # once, right after it was recorded
    records.documents()

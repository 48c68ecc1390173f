"""The feedback workbook of a file, made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from io import BytesIO

import streamlit as st

from ingest.workbook import Sheet
from ingest.worker_pool import shared_pool
from ledger.errors import UserError
from reports.feedback import feedback_name, write_feedback
from reports.feedback_facts import FeedbackFacts
from ui import parts


def offer(facts: FeedbackFacts, original: Callable[[], bytes], part: str, key: str) -> None:
    """Offer the feedback workbook; the file is read again, safely, only when it is wanted."""
    st.download_button(
        "下载反馈表", data=lambda: _workbook(facts, original, part),
        file_name=feedback_name(facts.file_name, part),
        mime=parts.XLSX, on_click="ignore", icon=":material/rate_review:", key=key,
        help="一份新的表格：列出问题、所在单元格和处理办法，可发回填报单位。",
    )  # fmt: skip


def _workbook(facts: FeedbackFacts, original: Callable[[], bytes], part: str) -> bytes:
    target = BytesIO()
    write_feedback(target, replace(facts, sheets=_sheets(original, part)))
    return target.getvalue()


def _sheets(original: Callable[[], bytes], part: str) -> Sequence[Sheet]:
    """Return the sheets of the file, of a part only its own; none where it cannot be read."""
    try:
        sheets = shared_pool().sheets(original()).sheets
    except UserError:
        return ()
    return [sheet for sheet in sheets if not part or sheet.name == part]

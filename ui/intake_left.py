"""What a confirmation leaves out: each ledger with its reason, and which files are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from ingest.result import Result
from ui import intake_files, text
from ui.intake_files import widget
from ui.intake_reading import LOADABLE, Preview
from ui.intake_receipt import recorded

_KEY = "left_out"


@dataclass(frozen=True)
class _LeftOut:
    """The ledgers that are not loaded; the files that are dealt with; the days said of the rest."""

    ledgers: pd.DataFrame
    settled: Sequence[str]
    days: Mapping[str, date]


def note(previews: Sequence[Preview]) -> None:
    """Keep what loading the ticked ledgers leaves out, until the load has ended."""
    rows = [(preview, result) for preview in previews for result in preview.results]
    out = [(preview, result) for preview, result in rows if not preview.is_taken(result)]
    frame = pd.DataFrame({
        "文件": [text.file(result.incoming.name, result.part) for _, result in out],
        "未装入的原因": [_reason(preview, result) for preview, result in out],
    })  # fmt: skip
    left = {preview.key for preview, result in out if not _is_on_record(preview, result)}
    days = {
        preview.key: preview.handed.incoming.received_on
        for preview in previews
        if preview.key in left and preview.handed.incoming.received_source != "manifest"
    }
    settled = [preview.key for preview in previews if preview.key not in left]
    st.session_state[_KEY] = _LeftOut(frame, settled, days)


def start_next_batch() -> pd.DataFrame:
    """Let go of the files that are dealt with, keep the others; return what was left out and why.

    The day of the next batch does not count for the files that are kept.
    """
    left: _LeftOut = st.session_state.pop(_KEY, _LeftOut(pd.DataFrame(), (), {}))
    intake_files.start_next_batch()
    intake_files.remove(*left.settled)
    for key, day in left.days.items():
        st.session_state[widget("received", key)] = day
    return left.ledgers


def _is_on_record(preview: Preview, result: Result) -> bool:
    return result.outcome == "duplicate" or bool(recorded(preview))


def _reason(preview: Preview, result: Result) -> str:
    if recorded(preview):
        return f"已登记为{recorded(preview)}，不作为台账装入。"
    if result.outcome in LOADABLE:
        return "没有勾选“装入”。"
    worst = sorted(result.findings, key=lambda finding: finding.severity != "error")
    return worst[0].message if worst else ""

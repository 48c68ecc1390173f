"""What was read of every task of one ledger, for a person to compare with the file."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from ingest.judging import EntryJudgement
from ingest.reading import Reading
from ui import session, tables
from ui.findings import WRAPPED

_COLUMNS = "task_no short_name status narrative declared remark sheet cell"
_WIDTHS = {"任务": 60, "任务简称": 190, "状态": 90, "落实情况": 620, "单元格": 70}


def show(reading: Reading, judgements: Sequence[EntryJudgement], key: str) -> None:
    """Show on request what each task's cell was read as and how it is judged."""
    wanted = st.toggle(f"查看逐项读到的内容（{len(reading.entries)} 项）", key=f"reading_{key}")
    if not wanted or not reading.entries:
        return
    tasks = session.store().plan.task_by_no
    status = {judged.task_no: str(judged.status) for judged in judgements}
    frame = pd.DataFrame([entry._asdict() for entry in reading.entries]).assign(
        short_name=[tasks[entry.task_no].short_name for entry in reading.entries],
        status=[status.get(entry.task_no, "") for entry in reading.entries],
    )
    columns = [name for name in _COLUMNS.split() if frame[name].astype(bool).any()]
    st.dataframe(
        tables.present(frame, " ".join(columns)), hide_index=True, row_height=WRAPPED,
        alt="逐项读到的内容",
        column_config={
            name: st.column_config.Column(width=width) for name, width in _WIDTHS.items()
        },
    )  # fmt: skip

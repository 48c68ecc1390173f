"""What a new version of a ledger changed against the one before, task by task."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ledger.words import CHANGE_LABELS
from ui import parts, session, tables
from ui.differences import compared
from ui.palette import STATUSES, word

_COLUMNS = "task_no short_name change status_before status_now narrative_before narrative_now"


def show(row: Mapping[Any, Any]) -> None:
    """Show what the version changed; say so where nothing changed, nothing for a first version."""
    earlier = _earlier_version(row)
    if earlier is None:
        return
    changes = session.frame("version_changes", date.max)
    changes = changes[changes["submission_id"] == row["submission_id"]]
    title = f"与第{earlier}版相比：" + (f"改动 {len(changes)} 项" if len(changes) else "没有改动")
    st.markdown(f"**{title}**　:small[:gray[下划线为新增，删除线为删去]]")
    if changes.empty:
        return
    tasks = session.store().plan.task_by_no
    changes = changes.assign(short_name=[tasks[n].short_name for n in changes["task_no"]])
    with st.container(height=420 if len(changes) > 3 else "content"):
        for change in changes.to_dict("records"):
            _change(change)
    parts.download(tables.present(changes, _COLUMNS), f"版本改动_{row['unit']}_{row['quarter']}")


def _earlier_version(row: Mapping[Any, Any]) -> int | None:
    """Return the number of the version before this one that still stands, if there is one."""
    if row["state"] != "accepted":
        return None
    ledgers = session.frame("submissions", date.max)
    same = (ledgers["unit"] == row["unit"]) & (ledgers["quarter"] == row["quarter"])
    earlier: pd.Series[int] = ledgers.loc[same & (ledgers["version"] < row["version"]), "version"]
    return None if earlier.empty else int(earlier.max())


def _change(change: Mapping[Any, Any]) -> None:
    before, now = (word(STATUSES, str(change[f"status_{side}"])) for side in ("before", "now"))
    status = f"{before} → {now}" if before != now else f"{now}（状态未变）"
    kind = CHANGE_LABELS[str(change["change"])]
    st.markdown(f"任务{change['task_no']}　{change['short_name']}　:gray[{kind}　{status}]")
    st.html(compared(str(change["narrative_before"]), str(change["narrative_now"])))

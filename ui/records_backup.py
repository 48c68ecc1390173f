"""The whole state as one zip to take away, and such a zip taken back."""

from __future__ import annotations

from io import BytesIO

import streamlit as st

from ledger.backup import backup, restore
from ledger.clock import today, utc_now
from ledger.store import Store
from ui import parts, session, text


def keep_and_restore() -> None:
    """Offer the whole state as one zip, and take such a zip back."""
    left, right = st.columns(2)
    with left, parts.card("备份", "数据库、全部原始文件、决定记录和方案资料，合为一个压缩包"):
        _offer_backup(session.store())
    with right, parts.card("恢复", "以备份取代现有数据；现有数据先另存一份"):
        _take_back()


def _offer_backup(store: Store) -> None:
    if not store.generation:
        st.caption("还没有装入任何台账，无可备份。")
        return
    # The bytes are made in a thread that does not know the visitor: the store is given to it.
    st.download_button(
        "下载备份", data=lambda: _zip(store), file_name=f"台账备份_{text.day(today())}.zip",
        mime="application/zip", on_click="ignore", icon=":material/archive:", key="backup",
    )  # fmt: skip


def _take_back() -> None:
    restored = int(st.session_state.get("restored", 0))
    file = st.file_uploader("备份文件（zip）", key=f"restore_{restored}")
    sure = st.checkbox("我已确认：现有数据将被备份中的数据取代", key=f"sure_{restored}")
    if st.button("恢复备份", disabled=file is None or not sure, key="restore") and file is not None:
        with parts.deciding():
            kept = restore(session.store(), BytesIO(file.getvalue()), utc_now())
            session.open_at.clear()
            st.session_state["restored"] = restored + 1
            parts.done("已恢复。" + (f"原有数据另存为 {kept.name}。" if kept else ""))


def _zip(store: Store) -> bytes:
    target = BytesIO()
    backup(store, target)
    return target.getvalue()

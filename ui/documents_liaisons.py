"""联络员: who may be asked at each unit, who was before, and which units have named nobody."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui import parts, session, tables, text

_CURRENT = "unit person phone remark received_on file_name"
_UNPLACED = "said_unit person phone remark received_on file_name"


def liaisons() -> None:
    """Show the current liaisons, the units without one, rows of nobody, and the history."""
    frame = session.frame("liaisons")
    _missing(frame)
    if frame.empty:
        st.info(
            "还没有读到信息联络员名单。请到“收台账”的“登记材料”登记各单位报来的附件2"
            "（Excel 或 Word），表中各行会自动读出。",
            icon=":material/contact_phone:",
        )
        return
    latest = frame["received_on"] == frame.groupby("sent_by", dropna=False)[
        "received_on"
    ].transform("max")
    _unplaced(frame[(frame["unit"] == "") & latest])
    current = frame[frame["is_current"]]
    if not current.empty:
        parts.table(tables.present(current, _CURRENT), "信息联络员", "各单位现行的信息联络员")
        st.caption(
            "名单里的电话隐去了中间几位，完整号码只在“催办”及其下载的文件中出现；"
            "各单位自己写在落实情况里的文字照原样显示。"
        )
    earlier = frame[(frame["unit"] != "") & ~frame["is_current"]]
    if not earlier.empty:
        with st.expander(f"以往的名单（{len(earlier)} 人）"):
            parts.table(
                tables.present(earlier, _CURRENT), "以往的信息联络员", "以往名单中的信息联络员"
            )


def _missing(frame: pd.DataFrame) -> None:
    """Name the units that owe returns on the day and have nobody to call."""
    known = set(frame.loc[frame["is_current"].astype(bool), "unit"])
    expected = session.frame("lagging").sort_values("official_order")["unit"].tolist()
    missing = [unit for unit in expected if unit not in known]
    if missing:
        st.warning(
            f"还没有联络员的单位 {len(missing)}/{len(expected)}："
            + text.escaped("、".join(missing)),
            icon=":material/person_off:",
        )


def _unplaced(rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    st.warning(
        f"有 {len(rows)} 行认不出是哪个单位，没有归到任何单位名下。"
        "请对方在名单中写单位全称后重报，再到“收台账”的“登记材料”登记；登记后这里不再提示。"
    )
    parts.table(tables.present(rows, _UNPLACED), "认不出单位的联络员", "名单中认不出单位的各行")

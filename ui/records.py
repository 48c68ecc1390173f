"""Everything ever received: filtered, listed, and one of it chosen to be looked at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ledger.words import COPY_LABELS, UNREADABLE_LEDGER
from ui import findings, parts, session, tables, text
from ui.palette import RECEIPTS, word
from ui.records_detail import detail

EVER = date.max  # this page shows every file on record, whatever day the figures look at
_EVERY = "全部"
_DOCUMENT = "document"  # the key of the document looked at
_COLUMNS = (
    "recorded_at receipt unit quarter kind_of_document version file_name received_on filled"
    " problems recorded_by"
)
_OF_DOCUMENTS = (
    "recorded_at receipt unit quarter kind_of_document title file_name received_on letter_number"
    " approved_by recorded_by"
)
_DOCUMENT_WIDTHS = {"材料": 150, "标题": 100, "来文文号": 120}
_WIDTHS = {
    "登记时间": 122, "收件状态": 118, "填报单位": 122, "季度": 112, "材料": 70, "版次": 40,
    "文件名": 118, "收到日期": 88, "已填": 50, "问题": 72, "经办人": 60,
}  # fmt: skip


def everything() -> None:
    """Show every file ever received, held ones first, and the chosen one in full."""
    frame = _receipts()
    if frame.empty:
        st.info("还没有收到任何文件。请先在“上传”中选择文件。", icon=":material/inbox:")
        return
    waiting = int((frame["state"] == "held").sum())
    if waiting:
        st.warning(f"有 {waiting} 份待定文件，确认单位和季度之前不计入任何数字；已排在最前。")
    shown = _filtered(frame)
    if shown.empty:
        st.info("没有符合条件的收件。请放宽上面的条件。")
        return
    chosen = _choose(shown, "receipt", "收件记录")
    detail(chosen)


def documents() -> None:
    """Show the documents on record that are not ledgers to read, and the chosen one in full."""
    frame = _receipts()
    frame = frame[frame["kind"] == "document"]
    if frame.empty:
        st.caption("还没有登记过材料。")
        return
    detail(_choose(frame, _DOCUMENT, "登记的材料", _OF_DOCUMENTS))


def show_newest_document() -> None:
    """Show the document recorded last with the next run, whichever was looked at before."""
    st.session_state[_DOCUMENT] = None


def _receipts() -> pd.DataFrame:
    """Return all receipts, those that wait for a person first, then the newest."""
    frame = session.frame("receipts", EVER)
    labels = {d.document: d.label for d in session.store().plan.documents}
    frame = frame.assign(
        kind_of_document=frame["document"].map(labels).fillna(frame["document"]),
        standing=frame["state"].mask(frame["is_returned"], "returned"),
        errors=frame["errors"] - _settled_errors(frame),
        filled=_filled(frame),
        _settled=frame["state"] != "held",
    )
    paper = frame["copy"] == "paper"
    unread = (frame["kind"] == "document") & (frame["document"] == "ledger") & ~paper
    frame["kind_of_document"] = frame["kind_of_document"].mask(unread, UNREADABLE_LEDGER)
    stamped = frame["kind_of_document"] + f"（{COPY_LABELS['paper']}）"
    frame["kind_of_document"] = frame["kind_of_document"].mask(paper, stamped)
    older = (frame["state"] == "accepted") & ~frame["is_current"]
    frame["standing"] = frame["standing"].mask(older, "superseded")
    frame["problems"] = [_problems(row) for row in frame.to_dict("records")]
    frame["receipt"] = _standings(frame)
    return frame.sort_values(["_settled", "recorded_at"], ascending=[True, False], kind="stable")


def _standings(frame: pd.DataFrame) -> list[str]:
    """Return the state of each receipt in words; an older version names the one that counts."""
    ledgers = frame[frame["is_current"]].to_dict("records")
    current = {(row["unit"], row["quarter"]): int(row["version"]) for row in ledgers}
    sign = RECEIPTS["superseded"].glyph
    return [
        f"{sign} 已由第{current[row['unit'], row['quarter']]}版取代"
        if row["standing"] == "superseded"
        else word(RECEIPTS, row["standing"])
        for row in frame.to_dict("records")
    ]


def _settled_errors(frame: pd.DataFrame) -> pd.Series[int]:
    """Return how many errors of each receipt a person has answered by accepting it."""
    problems = session.frame("findings", EVER)
    answered = problems[findings.is_about_identity(problems)].groupby("submission_id").size()
    numbers = frame["submission_id"].map(answered).fillna(0).astype(int)
    return numbers.where(frame["state"] == "accepted", 0)


def _filled(frame: pd.DataFrame) -> list[str]:
    """Return how many tasks of each ledger have a text; nothing for other documents."""
    total = len(session.store().plan.tasks)
    kinds = zip(frame["kind"], frame["filled"], strict=True)
    return [f"{n}/{total}" if kind == "ledger" else "" for kind, n in kinds]


def _problems(row: Mapping[Any, Any]) -> str:
    counts = (("错误", row["errors"]), ("注意", row["warnings"]))
    return "　".join(f"{label}{int(n)}" for label, n in counts if n)


def _filtered(frame: pd.DataFrame) -> pd.DataFrame:
    units = [unit.unit for unit in session.store().plan.units]
    quarters = sorted(frame["quarter"].dropna().unique(), reverse=True)
    left, middle, right = st.columns(3)
    unit = left.selectbox(
        "填报单位", [_EVERY, *units], key="records_unit", persist_state="page"
    )  # fmt: skip
    quarter = middle.selectbox(
        "季度", [_EVERY, *quarters], key="records_quarter", persist_state="page",
        format_func=lambda value: value if value == _EVERY else text.quarter(value),
    )  # fmt: skip
    here = frame
    if unit != _EVERY:
        here = here[here["unit"] == unit]
    if quarter != _EVERY:
        here = here[here["quarter"] == quarter]
    state = right.selectbox(
        "收件状态", [_EVERY, *RECEIPTS], key="records_state", persist_state="page",
        format_func=lambda code: code if code == _EVERY else RECEIPTS[code].label,
    )  # fmt: skip
    return here if state == _EVERY else here[here["standing"] == state]


def _choose(frame: pd.DataFrame, key: str, title: str, columns: str = _COLUMNS) -> dict[Any, Any]:
    """Show the receipts as a table and let one be chosen, in it or in the box below."""
    widths = _WIDTHS | (_DOCUMENT_WIDTHS if columns == _OF_DOCUMENTS else {})
    ids = frame["receipt_id"].tolist()
    grid = f"{key}_table_{hash(tuple(ids))}"  # other rows, nothing selected
    files = zip(frame["file_name"], frame["part"], strict=True)
    named = frame.assign(file_name=[text.file(name, part) for name, part in files])
    shown = tables.present(tables.in_beijing(named), columns)
    parts.table(
        shown, title, title, key=grid, selection_mode="single-row",
        on_select=lambda: _take_row(grid, key, ids),
        column_config={name: st.column_config.Column(width=w) for name, w in widths.items()},
    )  # fmt: skip
    if st.session_state.get(key) not in ids:
        st.session_state[key] = ids[0]
    names = {row["receipt_id"]: name_of(row) for row in frame.to_dict("records")}
    chosen = st.selectbox(
        "查看（也可点上表的一行）", ids, format_func=names.__getitem__, key=key,
        persist_state="page",
    )  # fmt: skip
    row: dict[Any, Any] = frame[frame["receipt_id"] == chosen].to_dict("records")[0]
    return row


def _take_row(grid: str, key: str, ids: list[str]) -> None:
    rows = st.session_state[grid]["selection"]["rows"]
    if rows and rows[0] < len(ids):
        st.session_state[key] = ids[rows[0]]


def name_of(row: Mapping[Any, Any]) -> str:
    """Return a receipt as one line: whose, which, for when, its version and file."""
    quarter = "季度未定" if text.absent(row["quarter"]) else text.quarter(row["quarter"])
    unit = "单位未定" if text.absent(row["unit"]) else row["unit"]
    version = "" if text.absent(row["version"]) else f"第{int(row['version'])}版"
    file = text.file(row["file_name"], row["part"])
    words = (unit, quarter, row["kind_of_document"], version, file)
    return "　".join(word for word in words if word)

"""One received file in full: what it said, what changed against the version before, its copies."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ingest.file_reading import Job, ReadLedger
from ingest.worker_pool import shared_pool
from ledger.aliases import known_aliases
from reports.feedback_facts import FeedbackFacts
from ui import (
    feedback,
    findings,
    readings,
    records_actions,
    records_decided,
    session,
    tables,
    text,
    versions,
)
from ui.palette import OUTCOMES, RECEIPTS

_MACROS = "has_macros"


def detail(row: Mapping[Any, Any]) -> None:
    """Show one receipt: its story, its files, its findings, its changes and what can be decided."""
    with st.container(border=True):
        _story(row)
        problems = _problems(row)
        _copies(row, problems)
        if row["kind"] == "ledger":
            _ledger(row, problems)
        records_actions.offer(row, problems)


def _story(row: Mapping[Any, Any]) -> None:
    version = "" if text.absent(row["version"]) else f"　第{int(row['version'])}版"
    quarter = "季度未定" if text.absent(row["quarter"]) else text.quarter(row["quarter"])
    unit = "单位未定" if text.absent(row["unit"]) else row["unit"]
    st.markdown(
        f"**{text.escaped(unit)}　{quarter}　{row['kind_of_document']}{version}**　{row['receipt']}"
    )
    st.text(f"{row['file_name']}" + (f"　工作表：{row['part']}" if row["part"] else ""))
    said = (
        ("标题", "title"), ("来文文号", "letter_number"), ("审核人", "approved_by"),
        ("联系人", "contact"), ("联系方式", "contact_phone"),
    )  # fmt: skip
    if stated := "　".join(f"{label}：{row[name]}" for label, name in said if row[name]):
        st.text(stated)
    recorded = tables.in_beijing(pd.DataFrame([row]))["recorded_at"].iloc[0]
    st.caption(
        f"{text.day(row['received_on'])} 收到，"
        f"{recorded} 由 {text.escaped(row['recorded_by'])} 登记。"
    )
    records_decided.of_receipt(str(row["receipt_id"]))
    if row["state"] == "withdrawn":
        st.info(
            f"{text.escaped(row['withdrawn_by'])} 已撤回：{text.escaped(row['withdrawn_reason'])}"
        )
    if row["is_returned"]:
        by = (
            "" if text.absent(row["correct_by"]) else f"，请于 {text.day(row['correct_by'])} 前重报"
        )
        who, why = text.escaped(row["returned_by"]), text.escaped(row["returned_reason"])
        st.warning(f"{who} 已退回修改：{why}{by}。更正后的台账到来之前，仍按本版计。")


def _problems(row: Mapping[Any, Any]) -> pd.DataFrame:
    frame = session.frame("findings", date.max)
    here: pd.DataFrame = frame[frame["submission_id"] == row["submission_id"]]
    return here


def _copies(row: Mapping[Any, Any], problems: pd.DataFrame) -> None:
    """Offer the original as it came, and a feedback workbook made of it."""
    received = session.store().received
    sha256 = str(row["sha256"])
    if not sha256:
        st.caption("登记的是纸质件，没有附文件。")
        return
    if not received.path(sha256).exists():
        st.error("原文件已不在本机，请从备份恢复。")
        return
    if row["format"] == "xlsm" or (problems["code"] == _MACROS).any():
        st.warning("原文件含宏，按原样保存。打开时请选“禁用宏”。", icon=":material/warning:")
    with st.container(horizontal=True):
        st.download_button(
            "下载原文件", data=lambda: received.read(sha256), file_name=str(row["file_name"]),
            mime="application/octet-stream", on_click="ignore", icon=":material/download:",
            key=f"original_{row['receipt_id']}",
        )  # fmt: skip
        if row["kind"] == "ledger":
            read = _read_again(row)
            facts = _facts(row, problems, read)
            key = f"feedback_{row['receipt_id']}"
            feedback.offer(facts, lambda: received.read(sha256), str(row["part"]), key)


def _facts(
    row: Mapping[Any, Any], problems: pd.DataFrame, read: ReadLedger | None
) -> FeedbackFacts:
    answered = findings.is_about_identity(problems) & (row["state"] == "accepted")
    returned = bool(row["is_returned"])
    return FeedbackFacts(
        file_name=str(row["file_name"]),
        unit="" if text.absent(row["unit"]) else str(row["unit"]),
        quarter="" if text.absent(row["quarter"]) else text.quarter(row["quarter"]),
        received_on=row["received_on"].date(),
        outcome=_outcome(row),
        findings=findings.as_findings(problems[~answered]),
        counts=findings.counts(read.reading) if read else None,
        returned_reason=str(row["returned_reason"]) if returned else "",
        correct_by=row["correct_by"].date()
        if returned and not text.absent(row["correct_by"])
        else None,
    )


def _outcome(row: Mapping[Any, Any]) -> str:
    """Return what to tell the unit became of its file: that a version counts is the office's."""
    kept = row["standing"] in {"accepted", "superseded"}
    return OUTCOMES["accepted"].label if kept else RECEIPTS[row["standing"]].label


def _told(row: Mapping[Any, Any], problems: pd.DataFrame) -> pd.DataFrame:
    return findings.as_settled(problems) if row["state"] == "accepted" else problems


def _ledger(row: Mapping[Any, Any], problems: pd.DataFrame) -> None:
    read = _read_again(row)
    if row["state"] == "withdrawn":
        st.caption("已撤回的文件不再列出问题。")
    else:
        findings.show_frame(_told(row, problems))
    if read:
        findings.show_counts(read.reading)
        readings.show(read.reading, read.judgements, str(row["receipt_id"]))
    versions.show(row)


def _read_again(row: Mapping[Any, Any]) -> ReadLedger | None:
    """Return what the kept file says when it is read today, if it can be."""
    store, sha256 = session.store(), str(row["sha256"])
    if not store.received.path(sha256).exists():
        return None
    ledgers = _ledgers(str(store.path), store.generation, sha256, str(row["file_name"]))
    return next((one for one in ledgers if one.reading.part == row["part"]), None)


@st.cache_data(show_spinner="正在重读原文件……", max_entries=64)
def _ledgers(
    path: str,
    generation: int,  # noqa: ARG001 - part of the cache's key: the aliases are of a generation
    sha256: str,
    file_name: str,
) -> tuple[ReadLedger, ...]:
    store = session.open_at(path)
    job = Job(file_name, store.received.read(sha256))
    [read] = shared_pool().read([job], store.plan, known_aliases(store))
    return read.ledgers

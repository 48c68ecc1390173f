"""Receipts of what cannot be read as a ledger: asked for, recorded, and kept with their date."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

import streamlit as st

from ingest.collect import Incoming
from ingest.documents import PAPER
from ingest.identity.quarter_words import read_words
from ingest.receipts import Receipt
from ingest.receive import Recorded, receive
from ledger.aliases import registry_of
from ledger.clock import today
from ledger.quarter import Quarter
from ledger.words import COPY_LABELS, UNREADABLE_LEDGER
from ui import parts, session, text
from ui.intake_files import Handed, widget
from ui.intake_reading import Preview

LEDGER = "ledger"
_RECORDED, _JUST_READ = "recorded_receipts", "just_read_receipt"
# What the sender may have stated: the field of Receipt, its label, an example.
_SAID = (
    ("letter_number", "来文文号（6、12月）", "揭东交函〔2024〕5号"),
    ("approved_by", "审核人（来文写明的）", "分管负责人姓名"),
    ("title", "标题（可不填）", "典型案例名称等"),
)


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
        tell(st.session_state.get(_JUST_READ, {}).pop(preview.key, None))
        return
    st.markdown("**登记为收件**　:small[:gray[文件原样保存并记下收到日期；不作为台账计数]]")
    receipt = ask(preview.key, preview.handed, ledger=True)
    if st.button("登记为收件", icon=":material/inbox:", key=widget("receive", preview.key)):
        with parts.deciding():
            read = record(preview.handed.incoming.data, preview.handed.incoming.name, receipt)
            st.session_state[_JUST_READ] = {preview.key: read}
            st.session_state.setdefault(_RECORDED, {})[preview.key] = _words(receipt)
            parts.done("已登记为收件。")


def ask(key: str, handed: Handed | None, *, ledger: bool = False) -> Receipt:
    """Ask whose document it is, which one, for which quarter, when it came, and what it said."""
    copy = st.radio(
        "件别", list(COPY_LABELS), format_func=COPY_LABELS.__getitem__, horizontal=True,
        key=widget("receipt_copy", key), persist_state="session",
        help="电子版和纸质盖章件分别登记；按时与否看电子版，纸质件可以不附文件。",
    )  # fmt: skip
    unit_box, document_box, quarter_box, day_box = st.columns(4)
    with unit_box:
        unit = _ask_unit(key, handed)
    labels = _labels(copy, ledger=ledger)
    document = document_box.selectbox(
        "材料", list(labels), format_func=labels.__getitem__,
        key=widget(f"receipt_document_{copy}", key), persist_state="session",
    )  # fmt: skip
    received = min(handed.incoming.received_on if handed else today(), today())
    quarters = _quarters_of(document)
    quarter_key = widget(f"receipt_quarter_{document}", key)
    _propose(quarter_key, _likely_quarter(quarters, handed), handed)
    quarter = quarter_box.selectbox(
        "季度", quarters, index=None, placeholder="请选择", format_func=text.quarter,
        key=quarter_key, persist_state="session",
    )  # fmt: skip
    day = day_box.date_input(
        "收到日期", value=received, max_value=today(), format="YYYY-MM-DD",
        key=widget("receipt_day", key), persist_state="session",
    )  # fmt: skip
    said = _ask_said(key, document)
    return Receipt(
        unit or "", document, quarter or "", day or received, session.who(), copy=copy, **said
    )


def _ask_unit(key: str, handed: Handed | None) -> str | None:
    units = [unit.unit for unit in session.store().plan.units]
    box = widget("receipt_unit", key)
    _propose(box, _likely_unit(handed.incoming) if handed else "", handed)
    return st.selectbox(
        "单位", units, index=None, placeholder="请选择", key=box, persist_state="session",
    )  # fmt: skip


def _propose(box: str, likely: str, handed: Handed | None) -> None:
    """Choose what is likely in a box that is still empty, once for each file.

    The box may have been drawn before there was a file.
    """
    proposed, key = f"{box}_proposed", handed.key if handed else ""
    if likely and not st.session_state.get(box) and st.session_state.get(proposed) != key:
        st.session_state[box], st.session_state[proposed] = likely, key


def _labels(copy: str, *, ledger: bool) -> dict[str, str]:
    """Return the documents to choose from; a ledger only on paper, or as one nobody can read."""
    labels = {d.document: d.label for d in session.store().plan.documents}
    if copy == PAPER:
        return labels
    if ledger:
        return labels | {LEDGER: UNREADABLE_LEDGER}
    return {document: label for document, label in labels.items() if document != LEDGER}


def _ask_said(key: str, document: str) -> dict[str, Any]:
    """Ask for what the sender stated, as far as it did; for a case also what it is about."""
    plan = session.store().plan
    boxes = st.columns(3)
    said: dict[str, Any] = {
        name: box.text_input(
            label, placeholder=example, max_chars=80, key=widget(f"receipt_{name}", key),
            persist_state="session",
        )
        for box, (name, label, example) in zip(boxes, _SAID, strict=True)
    }  # fmt: skip
    if any(d.document == document and not d.has_state for d in plan.documents):
        names = {task.task_no: f"{task.task_no} {task.short_name}" for task in plan.tasks}
        said["task_nos"] = tuple(
            st.multiselect(
                "所涉任务（可不选）", list(names), format_func=names.__getitem__,
                placeholder="请选择", key=widget("receipt_task_nos", key), persist_state="session",
            )
        )  # fmt: skip
    return said


def record(data: bytes, name: str, receipt: Receipt) -> Recorded:
    """Record a receipt and return what was read of it.

    With nothing chosen, or recorded before, say so and stop the page there.
    """
    if not receipt.unit or not receipt.quarter:
        st.error("请先选定单位和季度。")
        st.stop()
    done = receive(session.store(), data, name, receipt, today())
    if not done.fresh:
        st.info("同一材料此前已登记为该单位该季度的这种材料，没有重复登记。")
        st.stop()
    return done


def tell(read: Recorded | None) -> None:
    """Say what was read of a document that was just recorded; a warning if a person should look."""
    if read and read.words:
        say = st.warning if any(f.severity == "warning" for f in read.findings) else st.info
        say("刚登记的材料：" + text.escaped(read.words))


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
    """Return the one quarter there is, or that manifest or file name give, or an empty string."""
    if len(quarters) == 1:
        return quarters[0]
    if handed is None:
        return ""
    said = read_words(handed.incoming.quarter or PurePath(handed.incoming.name).stem)
    meant = [
        quarter
        for quarter in quarters
        if any(claim.agrees_with(Quarter.parse(quarter)) for claim in said.claims)
    ]
    return meant[0] if len(meant) == 1 else ""


def _words(receipt: Receipt) -> str:
    label = _labels(receipt.copy, ledger=True)[receipt.document]
    paper = f"（{COPY_LABELS[PAPER]}）" if receipt.copy == PAPER else ""
    return f"{receipt.unit} {text.quarter(receipt.quarter)} {label}{paper}"

"""One document to read: what is on record of it, its original, and its text with the hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from ledger import search
from ledger.words import COPY_LABELS
from ui import documents_passages, evidence, session, text
from ui.documents_passages import Line

_MANY, _TALL = 25, 620  # from so many passages on they scroll in a box of that height


def read(row: Mapping[Any, Any], wanted: Sequence[str]) -> None:
    """Show a document of `documents`: its story, the original to download, its text."""
    _story(row)
    _original(row)
    lines = documents_passages.lines(str(row["document_id"]))
    if not lines:
        _say_why_not(row)
        return
    if wanted and st.toggle("只显示命中的段落", key="only_hits"):
        lines = tuple(line for line in lines if search.spans(line[1], wanted))
    with st.container(height=_TALL if len(lines) > _MANY else "content", border=False):
        for block in _blocks(lines):
            _show(block, wanted)


def _story(row: Mapping[Any, Any]) -> None:
    words = (row["unit"], text.quarter(row["quarter"]), row["label"], COPY_LABELS[row["copy"]])
    st.markdown("**" + text.escaped("　".join(words)) + "**")
    said = {
        "标题": row["title"], "所涉任务": row["task_words"], "来文文号": row["letter_number"],
        "审核人": row["approved_by"], "文件": row["file_name"],
    }  # fmt: skip
    st.text("　".join(f"{label}：{value}" for label, value in said.items() if value))
    st.caption(
        f"{text.day(row['received_on'])} 收到，由 {text.escaped(str(row['recorded_by']))} 登记。"
        "登错的，到“收台账”的“登记材料”撤回，也在那里撤销撤回。"
    )


def _original(row: Mapping[Any, Any]) -> None:
    sha256, received = str(row["sha256"]), session.store().received
    if not sha256:
        return
    if not received.path(sha256).exists():
        st.error("原文件已不在本机，请从备份恢复。")
        return
    st.download_button(
        "下载原文件", data=lambda: received.read(sha256), file_name=str(row["file_name"]),
        mime="application/octet-stream", on_click="ignore", icon=":material/download:",
        key=f"original_{row['document_id']}",
    )  # fmt: skip


def _say_why_not(row: Mapping[Any, Any]) -> None:
    if not row["sha256"]:
        st.info("登记的是纸质件，没有附文件。")
        return
    st.info(
        "没有可以阅读的文字：只有 .docx 的文字能取出来，.doc、PDF、扫描件和表格只保存原件。"
        "请下载原文件查看；要在这里阅读和检索，请对方另存为 .docx 报来再登记一次。"
        "以前版本登记的 .docx，运行 python -m ledger rebuild 后就能读。"
    )


def _blocks(lines: Sequence[Line]) -> list[Line]:
    """Return headings, and the paragraphs between them put together."""
    blocks: list[Line] = []
    for heading, words in lines:
        if blocks and not heading and not blocks[-1][0]:
            blocks[-1] = (False, f"{blocks[-1][1]}\n{words}")
        else:
            blocks.append((heading, words))
    return blocks


def _show(block: Line, wanted: Sequence[str]) -> None:
    heading, words = block
    found = search.spans(words, wanted)
    if heading and not found:
        st.markdown("**" + text.escaped(words) + "**")
    elif found:
        st.html(evidence.marked(words, found, strong=heading))
    else:
        st.text(words)

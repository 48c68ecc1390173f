"""The draft in Word and the data pack in Excel: made on a click, kept to be downloaded."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import streamlit as st

from ledger.clock import to_beijing
from ledger.material_problems import DATA
from ledger.words import SECTION_LABELS
from reports.data_pack import PACK_NAME, write_data_pack
from reports.download_names import download_name
from reports.evaluation_draft import draft_name, write_draft
from reports.evaluation_draft_quoted import LEFT_OUT, NAMES, QUOTED, SUGGESTED, quoted
from reports.evaluation_draft_template import read_template
from ui import evaluation_desk, evaluation_pieces, parts, session, text
from ui.evaluation import Look

_MADE = "eval_made"
_FATES = {QUOTED: "已选 {} 条", SUGGESTED: "系统推荐", LEFT_OUT: "已选 {} 条，不会写入"}
Progress = Callable[[float], None]


def show(look: Look) -> None:
    """Say for what day, knowledge and rules the files are, and offer to make each."""
    with parts.card("口径", "两个文件都按这三项生成，封面和附录也写明"):
        st.markdown(f"- {'　'.join(_moments(look)[:1])}\n" + "".join(
            f"- {line}\n" for line in _moments(look)[1:]
        ))  # fmt: skip
        unsaved = evaluation_desk.unsaved(look)
        if unsaved:
            names = "、".join(SECTION_LABELS[section] for section in unsaved)
            st.warning(f"“材料”中有没保存的摘选（{names}），初稿不会用到。请先保存。")
    left, right = st.columns(2)
    with left, parts.card("评估报告初稿", "Word 公文，七个部分，每个数都附出处"):
        with parts.telling():
            _say_quoted(look)
        _offer(look, "Word 初稿", draft_name(look.evaluation), parts.DOCX, _draft)
    with right, parts.card(PACK_NAME, "Excel 工作簿，每张表一页，附图和出处"):
        name = download_name(f"{look.evaluation.label}_{PACK_NAME}_{text.day(look.day)}", ".xlsx")
        _offer(look, "Excel 数据包", name, parts.XLSX, _pack)


def _moments(look: Look) -> tuple[str, str, str]:
    known, rules = session.known_at(), session.rules_version()
    until = f"{to_beijing(known):%Y-%m-%d %H:%M} 以前登记的" if known else "至今登记的全部"
    return (
        f"截至日期　**{text.day(look.day)}**（收到日期在这一天及以前的）",
        f"登记时点　**{until}**（在侧栏“按当时所知”里改）",
        f"规则版本　**{text.escaped(rules) if rules else '最近一次判定'}**",
    )


def _say_quoted(look: Look) -> None:
    """Say for each section whether the draft quotes what is picked, and warn where it does not."""
    saved = evaluation_pieces.saved(look)
    picked = saved["section"].where(saved["document"] != DATA, DATA).value_counts()
    fates = quoted(read_template(), look.evaluation.kind, saved)
    told = [f"{NAMES[name]}　{_FATES[fate].format(picked.get(name, 0))}"
            for name, fate in fates.items() if fate in _FATES]  # fmt: skip
    st.caption("摘录：" + "；".join(told) + "。")
    left_out = "、".join(NAMES[name] for name, fate in fates.items() if fate == LEFT_OUT)
    if left_out:
        st.warning(
            f"“{left_out}”有已选的材料，但模板里没有这一部分的摘录行，不会写进初稿。"
            "请在 data/plan/evaluation_draft.txt 里加一行 {{excerpts:部分}}，写法见文件开头。"
        )


def _offer(
    look: Look, what: str, name: str, mime: str, make: Callable[[Look, Progress], bytes]
) -> None:
    """Offer to make a file; once made it stays until what it shows changes."""
    made: dict[str, Any] = st.session_state.setdefault(_MADE, {})
    if st.button(f"生成 {what}", key=f"eval_make_{mime}", icon=":material/play_arrow:"):
        made.pop(what, None)
        with parts.telling():
            made[what] = (_state(look), _told(what, lambda tell: make(look, tell)))
    if what not in made:
        return
    state, data = made[what]
    if state != _state(look):
        st.caption("上次生成以后，数据或日期变了。请重新生成。")
        return
    st.download_button(
        f"下载 {what}", data=data, file_name=name, mime=mime, on_click="ignore", type="primary",
        key=f"eval_download_{mime}", icon=":material/download:",
    )  # fmt: skip


def _told(what: str, make: Callable[[Progress], bytes]) -> bytes:
    """Make a file, saying how far it has come."""
    bar = st.progress(0.0, text=f"正在生成 {what}……")
    try:
        return make(lambda share: _tell(bar, share, what))
    finally:
        bar.empty()


def _tell(bar: Any, share: float, what: str) -> None:
    bar.progress(min(share, 1.0), text=f"正在生成 {what}…… {share * 100:.0f}/100")


def _state(look: Look) -> tuple[Any, ...]:
    """Return what a file was made of; one made of anything else is no longer offered."""
    store = session.store()
    moments = (look.day, session.known_at(), session.rules_version())
    return (str(store.path), store.generation, look.evaluation.kind, *moments)


def _draft(look: Look, tell: Progress) -> bytes:
    target = BytesIO()
    write_draft(
        target, session.store(), look.evaluation, look.day, session.known_at(),
        session.rules_version() or None, progress=tell,
    )  # fmt: skip
    return target.getvalue()


def _pack(look: Look, tell: Progress) -> bytes:
    target = BytesIO()
    write_data_pack(
        target, session.store(), look.day, session.known_at(), session.rules_version() or None,
        progress=tell,
    )  # fmt: skip
    return target.getvalue()

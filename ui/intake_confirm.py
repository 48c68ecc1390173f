"""Loading what was read, under the person's name, and saying what became of it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from ledger import decisions
from ledger.clock import today
from ui import intake_left, intake_loading, intake_table, parts, session, text
from ui.intake_cards import alias_widget
from ui.intake_files import LOADED, said
from ui.intake_reading import LOADABLE, Preview, stated_names
from ui.palette import OUTCOMES


def confirm(previews: Sequence[Preview]) -> None:
    """Offer to load the ticked ledgers, and do so under the person's name."""
    rows = [(preview, result) for preview in previews for result in preview.results]
    ready = [result for preview, result in rows if preview.is_taken(result)]
    if not any(result.outcome in LOADABLE for _, result in rows):
        st.info("没有可以装入的文件：原因见下面各份文件的说明。")
        return
    held = sum(result.outcome == "held" for result in ready)
    label, ready_to_go = _label(len(ready) - held, held), bool(ready and session.who())
    if st.button(label, type="primary", key="confirm_load", disabled=not ready_to_go):
        with parts.deciding() as name:
            _remember_aliases(previews, name)
            intake_left.note(previews)
            intake_loading.start(session.store(), ready, name)
            take_over()
    if not session.who():
        st.warning("请先在左侧填写“经办人”，再装入：装入要署名。")
    if held:
        st.caption("存为待定的，在“收件记录”里确认单位和季度之后才计入数字。")


def _label(loads: int, held: int) -> str:
    if held and not loads:
        return f"存为待定 {held} 份"
    return f"确认装入 {loads} 份" + (f"，另 {held} 份存为待定" if held else "")


def take_over() -> None:
    """Wait for the load under way, if there is one; keep what came of it and start afresh."""
    if not intake_loading.is_under_way():
        return
    with parts.telling():
        try:
            frame = intake_table.summary(intake_loading.finished(), OUTCOMES)
            st.session_state[LOADED] = frame, intake_left.start_next_batch()
        except Exception:  # not a click, which breaks off the page but not the load
            intake_loading.forget()
            raise
        intake_loading.forget()
        st.rerun()


def _remember_aliases(previews: Sequence[Preview], who: str) -> None:
    """Record the spellings that were ticked, of ledgers to load, as names of the chosen units."""
    for preview in previews:
        unit, file = said("unit", preview.key), preview.handed.incoming.name
        taken = [result for result in preview.results if preview.is_taken(result)]
        for alias in stated_names(preview, taken) if unit else []:
            if st.session_state.get(alias_widget(preview.key, alias)):
                reason = f"收台账时确认：{file} 的填报单位写作此名"
                decisions.alias(session.store(), alias=alias, unit=unit, reason=reason, who=who)


def loaded() -> None:
    """Say what the last confirmation loaded, and what it left out and why."""
    if LOADED not in st.session_state:
        return
    frame, left_out = st.session_state[LOADED]
    counts = "，".join(f"{kind} {n} 份" for kind, n in frame["判读"].value_counts().items())
    st.success(
        f"已处理 {len(frame)} 份台账：{counts}。这是第{session.store().generation}次数据更新。"
    )
    parts.table(frame, "装入结果", "本次装入的结果")
    if len(left_out):
        st.info(f"未装入 {len(left_out)} 份，原因如下。未登记在案的文件仍保留，列在后面。")
        parts.table(left_out, "未装入的文件", "本次没有装入的文件和原因")
    if session.as_of() < today():
        st.caption(
            f"左侧“数据截至”为 {text.day(session.as_of())}，之后收到的台账不计入各页的数字。"
        )

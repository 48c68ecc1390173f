"""The picked pieces of a section: their order and notes, saved under a name, undone again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from ledger import decisions, picks
from ledger.words import PICK_LABELS, SECTION_LABELS
from ui import evaluation_pieces, evidence, parts, session, tables, text
from ui.evaluation import Look
from ui.evaluation_desk import Desk

_LONGEST = 200


def show(look: Look, section: str, desk: Desk) -> None:
    """Show what is picked, in order, each with its note, and offer to save or undo."""
    with parts.card(f"已选 {len(desk.listed)} 条", SECTION_LABELS[section]):
        top = st.container()
        with top:
            act = _choose_act(look, section, desk)
        if not desk.listed:
            st.caption("还没有选。在左边勾选，这里排序、写批注。")
        pieces = evaluation_pieces.by_id(look, section, [own for own, _ in desk.listed])
        for at, (own, note) in enumerate(desk.listed):
            if own in pieces:
                _piece(desk, pieces[own], at, note)
            else:
                _vanished(desk, own)
        # Last, because without a name the page ends here: nothing may be missing above.
        with top:
            if act == "save":
                _save(look, section, desk)
            elif act == "undo":
                _undo(look, section, desk)


def _piece(desk: Desk, piece: Mapping[Any, Any], at: int, note: str) -> None:
    """Show one piece with its note and the buttons that move it or take it away."""
    own, last = piece["piece_id"], len(desk.listed) - 1
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.markdown(f"**{at + 1}**", width="stretch")
            _button(desk, own, "up", ":material/arrow_upward:", disabled=at == 0)
            _button(desk, own, "down", ":material/arrow_downward:", disabled=at == last)
            _button(desk, own, "drop", ":material/close:", disabled=False)
        st.caption(text.escaped(evaluation_pieces.head(piece)))
        if piece.get("state") == "gone":
            st.caption(f":material/link_off: {PICK_LABELS['gone']}，以下为选定时的文字。")
        source = evaluation_pieces.source(piece)
        st.html(evidence.cited(str(piece["text"]), (), source))
        key = f"eval_note_{own}"
        st.session_state[key] = note
        st.text_input(
            "批注", key=key, placeholder="批注（可不写）", max_chars=_LONGEST,
            label_visibility="collapsed", on_change=_note, args=(desk, own, key),
        )  # fmt: skip


def _note(desk: Desk, own: str, key: str) -> None:
    desk.note(own, str(st.session_state[key]))


_ACTS = {"up": "上移", "down": "下移", "drop": "取消选用"}


def _button(desk: Desk, own: str, act: str, icon: str, *, disabled: bool) -> None:
    st.button(
        "", icon=icon, key=f"eval_{act}_{own}", help=_ACTS[act], disabled=disabled,
        type="tertiary", on_click=_act, args=(desk, own, act),
    )  # fmt: skip


def _act(desk: Desk, own: str, act: str) -> None:
    if act == "drop":
        desk.toggle(own)
    else:
        desk.move(own, -1 if act == "up" else 1)


def _vanished(desk: Desk, own: str) -> None:
    """Show a piece that was taken up, never saved, and is no longer found."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.caption(f":material/link_off: {PICK_LABELS['gone']}，也没有保存过。")
        _button(desk, own, "drop", ":material/close:", disabled=False)


def _choose_act(look: Look, section: str, desk: Desk) -> str:
    """Draw the buttons over the list; return `save` or `undo` when one of them was pressed."""
    last = evaluation_pieces.last_save(look.evaluation, section)
    if desk.is_overtaken:
        st.warning("您改动期间，另有人保存了这一部分。保存将以您的为准；也可以放弃改动。")
    with st.container(horizontal=True, vertical_alignment="center"):
        save = st.button(
            "保存", type="primary", icon=":material/save:", key="eval_save",
            disabled=not desk.is_changed,
        )  # fmt: skip
        if desk.is_changed:
            st.button("放弃改动", key="eval_clear", on_click=desk.clear)
        undo = last is not None and st.button(
            "撤销上次保存", icon=":material/history:", key="eval_undo",
            help="恢复到再上一次保存的内容；记录保留。",
        )  # fmt: skip
    _say(desk, last)
    return "save" if save else "undo" if undo else ""


def _say(desk: Desk, last: Mapping[Any, Any] | None) -> None:
    state = "**有改动没有保存**　" if desk.is_changed else ""
    said = "还没有保存过。"
    if last is not None:
        when = tables.local_time(last["recorded_at"])
        said = f"上次保存：{text.escaped(str(last['who']))}，{when}"
    st.caption(state + said)


def _save(look: Look, section: str, desk: Desk) -> None:
    with parts.deciding() as name:
        store, found = session.store(), evaluation_pieces.found(look)
        before = store.generation
        picks.save(store, look.evaluation, section, desk.listed, name, found=found)
        evaluation_pieces.picked_only(before)
        number = len(desk.listed)
        desk.clear()
        parts.done(f"已保存“{SECTION_LABELS[section]}”{number}条。")


def _undo(look: Look, section: str, desk: Desk) -> None:
    last = evaluation_pieces.last_save(look.evaluation, section)
    with parts.deciding() as name:
        store = session.store()
        before = store.generation
        decisions.undo(store, str(last["decision_id"]) if last else "", who=name)
        evaluation_pieces.picked_only(before)
        desk.clear()
        parts.done("已撤销上次保存。")

"""Who is to be reminded of what: the units, one of them in focus, its message, letter and list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO

import pandas as pd
import streamlit as st

from ledger.liaisons import phone_numbers
from reports.reminder_digest import COLOURS, Digest, digest_text, digests
from reports.reminder_letter import letter_name, write_letter
from reports.reminder_list import write_reminder_list
from ui import drill, named_unit, parts, reminders_items, reminders_log, session, text
from ui.palette import URGENCIES
from ui.records_actions import GRACE

_UNIT, _RED = drill.REMIND_UNIT, "红灯任务"


def all_digests() -> list[Digest]:
    """Return what each unit can be reminded of on the chosen day, what was done today included."""
    day = session.as_of()
    phones = phone_numbers(session.store(), day, session.known_at())
    return digests(session.frame("reminder_items"), phones, day)


def summary(all_units: Sequence[Digest]) -> None:
    """Say how much is left of each colour, what was done today, and that nothing is sent."""
    whole = sum(len(digest.items) for digest in all_units)
    columns = iter(st.columns(len(COLOURS) + 1))
    for colour in COLOURS:
        number = sum(len(digest.left.of(colour)) for digest in all_units)
        next(columns).metric(
            f"{URGENCIES[colour].word} :gray[/{whole}]", text.count(number), border=True
        )
    done = sum(digest.done for digest in all_units)
    next(columns).metric(f"当日已催 :gray[/{whole}]", text.count(done), border=True)
    st.caption(
        "本系统不发送任何消息：复制文字或下载函件，由您发送，发完请登记。"
        "同一事项当日登记过的，不再列入，只计在“当日已催”里。"
        "最近一期台账未到的单位，先催这份台账：它的持续性任务和没有台账可据的任务不再逐项列出，"
        "所以事项数可以少于红灯数。"
    )
    left = [digest.left for digest in all_units if digest.left.items]
    with st.container(horizontal=True, vertical_alignment="center"):
        if left:
            st.download_button(
                "催办表（全部单位，Excel）", data=lambda: _list(left), mime=parts.XLSX,
                file_name=f"催办表_{text.day(session.as_of())}.xlsx", on_click="ignore",
                key="remind_list_all", icon=":material/download:",
            )  # fmt: skip
            reminders_log.offer_all(left)


def choose(all_units: Sequence[Digest]) -> Digest | None:
    """Let the visitor choose a unit, each with its number of items; return its digest.

    None while none is chosen; that is said.
    """
    by_name = {digest.unit: digest for digest in all_units}
    reds = session.frame("lagging").set_index("unit")["red"]
    frame = pd.DataFrame(
        {"填报单位": digest.unit, "县区": digest.county}
        | {URGENCIES[c].label: len(digest.left.of(c)) for c in COLOURS}
        | {"当日已催": digest.done}
        | {"联络员": "、".join(person for person, _ in digest.liaisons) or "未报"}
        | {_RED: _red_items(digest.unit, int(reds.get(digest.unit, 0)))}
        for digest in all_units
    )
    names = list(by_name)
    st.dataframe(
        frame, hide_index=True, key="remind_units", selection_mode="single-cell",
        on_select=lambda: _open(names), alt="各单位可催办的事项数", height="auto",
        row_height=32, column_config={_RED: st.column_config.LinkColumn(display_text=drill.LABEL)},
    )  # fmt: skip
    name = named_unit.choose(_UNIT, names)
    if not name:
        units = [unit.unit for unit in session.store().plan.units]
        nothing = f"在 {text.day(session.as_of())} 没有需要催办的事项。"
        named_unit.explain(named_unit.unknown(_UNIT, names), units, nothing)
        return None
    return by_name[name]


def _red_items(unit: str, red: int) -> str:
    """Return the address of the unit's red tasks; empty where there are none."""
    place = drill.Place(unit=unit, light=drill.RED)
    return drill.visit(place, session.as_of(), f"{red}项") if red else ""


def _open(names: Sequence[str]) -> None:
    cells = st.session_state["remind_units"]["selection"]["cells"]
    if cells and cells[0][0] < len(names):
        named_unit.forget(_UNIT)
        st.session_state[_UNIT] = names[cells[0][0]]


def show(digest: Digest) -> None:
    """Show the unit's items, and what can be sent of those not yet reminded of today."""
    people = "　".join(f"{person} {phone}" for person, phone in digest.liaisons)
    st.text(f"联络员：{people or '未报，请先催报信息联络员名单'}")
    lagging = session.frame("lagging")
    for row in lagging[lagging["unit"] == digest.unit].to_dict("records"):
        drill.lights(row)
    reminders_items.show(digest)
    if not digest.left.items:
        st.success("该单位的事项当日都已催办。", icon=":material/task_alt:")
        return
    chosen = _choose(digest.left)
    if not chosen.items:
        st.info("请至少选一种程度的事项。")
        return
    saying, recording = st.columns([5, 3], gap="medium")
    with saying:
        _message(chosen)
    with recording.container():
        _files(chosen)
        reminders_log.offer(chosen)


def _choose(digest: Digest) -> Digest:
    """Let the visitor leave out colours and single items; return what is left."""
    left, right = st.columns([2, 5])
    there = [colour for colour in COLOURS if digest.of(colour)]
    with left:
        colours = st.pills(
            "催哪些", there, selection_mode="multi", default=there,
            format_func=lambda colour: URGENCIES[colour].word,
            # Other colours, a choice of its own: all that is left is chosen again.
            key=f"remind_colours_{digest.unit}_{'_'.join(there)}",
        )  # fmt: skip
    subjects = {item.key: item.subject for item in digest.items if item.colour in colours}
    with right:
        spared = st.multiselect(
            "这次不催", list(subjects), format_func=subjects.__getitem__, placeholder="没有",
            key=f"remind_spared_{digest.unit}",
        )  # fmt: skip
    wanted = set(subjects) - set(spared)
    return replace(digest, items=tuple(item for item in digest.items if item.key in wanted))


def _message(digest: Digest) -> None:
    with parts.card("发给联络员的文字", "点右上角复制，粘贴到即时消息里发送"):
        st.code(digest_text(digest), language=None, wrap_lines=True)


def _files(digest: Digest) -> None:
    with parts.card("函件和表格", "含联络员电话，只发给该单位"):
        day = digest.as_of
        by = st.date_input(
            "请于何日前办理", value=day + GRACE, min_value=day, format="YYYY-MM-DD",
            key=f"remind_by_{digest.unit}_{day}",
        )  # fmt: skip
        st.download_button(
            "催办函（Word）", data=lambda: _letter(digest, by), mime=parts.DOCX,
            file_name=letter_name(digest), on_click="ignore", key="remind_letter",
            icon=":material/description:",
        )  # fmt: skip
        st.download_button(
            "催办表（Excel）", data=lambda: _list([digest]), mime=parts.XLSX,
            file_name=f"催办表_{digest.unit}_{text.day(session.as_of())}.xlsx", on_click="ignore",
            key="remind_list", icon=":material/table_view:",
        )  # fmt: skip


def _letter(digest: Digest, by: date) -> bytes:
    target = BytesIO()
    write_letter(target, digest, session.store().plan, by)
    return target.getvalue()


def _list(all_units: Sequence[Digest]) -> bytes:
    target = BytesIO()
    write_reminder_list(target, all_units)
    return target.getvalue()

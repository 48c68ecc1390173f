"""What goes out about units: a unit's page and its feedback in Word, and those of all in a zip."""

from __future__ import annotations

from io import BytesIO

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from reports.download_names import download_name
from reports.unit_facts import QUERIES, UnitFacts
from reports.unit_feedback import feedback_page_name, write_unit_feedback
from reports.unit_page import unit_page_name, write_unit_page
from reports.unit_pages_zip import write_unit_pages
from ui import parts, session, text

_ZIP = "unit_zip"


def offer(facts: UnitFacts) -> None:
    """Offer the unit's page and one-page feedback, and to make those of all units."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            "落实情况（Word 公文）", data=lambda: _page(facts), mime=parts.DOCX,
            file_name=unit_page_name(facts.unit), on_click="ignore", key="unit_page",
            icon=":material/description:",
        )  # fmt: skip
        st.download_button(
            "一页反馈单（Word）", data=lambda: _feedback(facts), mime=parts.DOCX,
            file_name=feedback_page_name(facts.unit), on_click="ignore", key="unit_feedback",
            icon=":material/rate_review:", help="只有一页，可直接发回该单位照办。",
        )  # fmt: skip
        wanted = st.button(
            "全部单位（压缩包）", key="unit_all", icon=":material/folder_zip:",
            help="每个单位两份文件：落实情况和一页反馈单。",
        )  # fmt: skip
    if wanted:
        st.session_state[_ZIP] = (_state(), _all())
    made = st.session_state.get(_ZIP)
    if made and made[0] == _state():
        st.download_button(
            f"下载压缩包（{len(_units())}个单位）", data=made[1],
            file_name=download_name(f"各单位落实情况_{text.day(session.as_of())}", ".zip"),
            mime="application/zip", on_click="ignore", type="primary", key="unit_zip_download",
            icon=":material/download:",
        )  # fmt: skip


def _page(facts: UnitFacts) -> bytes:
    target = BytesIO()
    write_unit_page(target, facts)
    return target.getvalue()


def _feedback(facts: UnitFacts) -> bytes:
    target = BytesIO()
    write_unit_feedback(target, facts)
    return target.getvalue()


def _state() -> tuple[str, ...]:
    """Return what a zip was made of; one made of anything else is no longer offered."""
    store = session.store()
    seen = (text.day(session.as_of()), str(session.known_at()), session.rules_version())
    return str(store.path), str(store.generation), *seen


def _tell(bar: DeltaGenerator, share: float) -> None:
    bar.progress(share, text="正在生成各单位的文件……")


def _units() -> list[str]:
    """Return the units that owe something on this day, in the official order."""
    units: list[str] = session.frame("standing")["unit"].unique().tolist()
    return units


def _all() -> bytes:
    """Make the zip of all units that owe something, saying how far it has come."""
    frames = {name: session.frame(name) for name in QUERIES}
    bar = st.progress(0.0, text="正在生成各单位的文件……")
    target = BytesIO()
    write_unit_pages(target, frames, _units(), session.as_of(), lambda share: _tell(bar, share))
    bar.empty()
    return target.getvalue()

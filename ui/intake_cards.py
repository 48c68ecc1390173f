"""A card a file: what was read of it, and what a person may say of it before it is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

import streamlit as st

from ingest.findings import Finding
from ingest.result import Result
from ledger.clock import today
from reports.feedback_facts import FeedbackFacts
from ui import feedback, findings, intake_files, intake_receipt, readings, session, text
from ui.intake_files import UNSAID, said, widget
from ui.intake_reading import LOADABLE, Preview, stated_names
from ui.intake_table import SEVERAL
from ui.palette import READINGS, SEVERITIES, word

_ALL = "全部"
_NEEDING = "需要处理的"
_SAID_WRONG = {"received_in_future", "unit_unknown", "quarter_outside_plan"}
_MANY = 8  # more cards than this, and only those that need a person are shown at first
_PAGE = 10  # cards on the screen at once
_OPEN = 3  # and of these the most that are opened unasked: each takes its time to draw


def cards(previews: Sequence[Preview]) -> None:
    """Show a card for each file, the first of those that need a person opened."""
    shown = _page(_shown(previews))
    opened = [preview.key for preview in shown if _needs_a_person(preview)][:_OPEN]
    for preview in shown:
        title = f"{word(READINGS, preview.outcome)}　{text.escaped(preview.handed.incoming.name)}"
        box = st.expander(
            title, expanded=preview.key in opened, key=f"card_{preview.key}", on_change="rerun"
        )
        if box.open:
            with box:
                _card(preview)


def _shown(previews: Sequence[Preview]) -> Sequence[Preview]:
    needing = [preview for preview in previews if _needs_a_person(preview)]
    if len(previews) <= _MANY or not needing:
        return previews
    chosen = st.segmented_control(
        "逐份查看", [_NEEDING, _ALL], default=_NEEDING, required=True, key="cards_shown",
        persist_state="session",
    )  # fmt: skip
    return needing if chosen == _NEEDING else previews


def _page(previews: Sequence[Preview]) -> Sequence[Preview]:
    pages = ceil(len(previews) / _PAGE)
    if pages <= 1:
        return previews
    number = st.pagination(pages, key=f"cards_page_{pages}")
    st.caption(f"共 {len(previews)} 份，每页 {_PAGE} 份。")
    return previews[(number - 1) * _PAGE : number * _PAGE]


def _needs_a_person(preview: Preview) -> bool:
    """Say whether the file waits for an answer, or got one that may still be changed."""
    answered = said("unit", preview.key) or said("quarter", preview.key)
    return preview.outcome in {"held", "rejected"} or bool(answered)


def _card(preview: Preview) -> None:
    if _can_be_mended(preview):
        for error in _errors(preview):
            st.text(f"{SEVERITIES['error'].word}　{error.message}{error.hint}")
        _ask(preview)
        _ask_for_aliases(preview)
    for result in preview.results:
        _ledger(preview, result)
    if intake_receipt.is_for_receipt(preview) and not _can_be_mended(preview):
        intake_receipt.offer(preview)
    if intake_files.is_kept(preview.key):
        st.button(
            "移除这份", icon=":material/close:", type="tertiary",
            key=intake_files.widget("remove", preview.key),
            on_click=intake_files.remove, args=(preview.key,),
        )  # fmt: skip


def _errors(preview: Preview) -> list[Finding]:
    found = (finding for result in preview.results for finding in result.findings)
    return [finding for finding in found if finding.severity == "error"]


def _can_be_mended(preview: Preview) -> bool:
    """Say whether an answer can help: the file was read, or only what was said of it is wrong."""
    codes = {error.code for error in _errors(preview)}
    return any(result.reading for result in preview.results) or bool(codes & _SAID_WRONG)


def _ask(preview: Preview) -> None:
    """Ask for what the file leaves open or has wrong; empty means as the file says."""
    plan = session.store().plan
    several = len(preview.results) > 1
    unit, quarter, received = st.columns(3)
    unit.selectbox(
        "指定填报单位", [UNSAID, *(unit.unit for unit in plan.units)],
        key=widget("unit", preview.key), persist_state="session",
        disabled=several and not said("unit", preview.key),
    )  # fmt: skip
    quarter.selectbox(
        "指定季度", [UNSAID, *(str(quarter) for quarter in plan.quarters)],
        key=widget("quarter", preview.key), persist_state="session",
        format_func=lambda value: value if value == UNSAID else text.quarter(value),
        disabled=several and not said("quarter", preview.key),
    )  # fmt: skip
    day, now = widget("day", preview.key), preview.handed.incoming.received_on
    st.session_state[day] = now
    received.date_input(
        "收到日期", max_value=max(now, today()), format="YYYY-MM-DD", key=day,
        on_change=_take_day, args=(preview.key,),
    )  # fmt: skip


def _take_day(key: str) -> None:
    st.session_state[widget("received", key)] = st.session_state[widget("day", key)]


def _ask_for_aliases(preview: Preview) -> None:
    """Offer to remember an unknown spelling, once a person has said which unit it means."""
    unit = said("unit", preview.key)
    if len(preview.results) > 1:
        st.caption(SEVERAL)
    for name in stated_names(preview, preview.results) if unit else []:
        st.checkbox(
            f"以后把“{text.escaped(name)}”认作{text.escaped(unit)}的别名",
            key=alias_widget(preview.key, name), persist_state="session",
            help="装入时一并登记；可在“决定记录”里撤销。",
        )  # fmt: skip


def alias_widget(key: str, name: str) -> str:
    """Return the session's name of the tick that makes a stated name an alias."""
    return widget(f"alias_{name}", key)


def _ledger(preview: Preview, result: Result) -> None:
    """Show how one ledger's tasks and rows add up, and everything found in it."""
    if result.part:
        st.text(f"工作表：{result.part}　{result.unit or ''}")
    key = preview.row_key(result)
    if result.outcome in LOADABLE:
        st.session_state.setdefault(widget("take", key), True)
        st.checkbox("装入这一份", key=widget("take", key), persist_state="session")
    findings.show(result.findings)
    if result.reading:
        findings.show_counts(result.reading)
        readings.show(result.reading, result.judgements, key)
    data = result.incoming.data
    feedback.offer(_facts(result), lambda: data, result.part, widget("feedback", key))


def _facts(result: Result) -> FeedbackFacts:
    return FeedbackFacts(
        file_name=result.incoming.name,
        unit=result.unit or "",
        quarter=text.quarter(result.quarter) if result.quarter else "",
        received_on=result.incoming.received_on,
        outcome=READINGS[result.outcome].label,
        findings=result.findings,
        counts=findings.counts(result.reading) if result.reading else None,
    )

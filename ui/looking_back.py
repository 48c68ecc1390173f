"""Every page as it was known earlier, or as other rules judge; nothing can be written then."""

from __future__ import annotations

import streamlit as st

from ui import parts, session


def choose() -> None:
    """Let the visitor say when and by which rules; both stay in the address and on all pages."""
    with st.expander("按当时所知", expanded=session.looks_back()):
        st.text_input(
            "登记时点", key="known_at", bind="query-params", max_chars=30,
            placeholder="如 2024-09-30 或 2024-09-30T18:00",
            help="只计这一时刻以前登记的台账、判定和决定（北京时间，只写日期的算到当天结束）。"
            "不填即为至今登记的全部。",
        )  # fmt: skip
        st.text_input(
            "规则版本", key="rules_version", bind="query-params", max_chars=20,
            placeholder="默认取最近一次判定",
            help="用这一版规则当时作出的判定；没有按这一版判定过的条目，仍取最近一次判定。"
            f"已有的版本：{'、'.join(session.rules_versions()) or '无'}。",
        )  # fmt: skip


def say() -> None:
    """Say that the past is shown; end the page where nothing was known or no such rules are."""
    known = False
    with parts.telling():
        session.require_known()
        known = True
    if not known:
        st.stop()
    if session.looks_back():
        st.warning(
            "正在按当时所知查看，以后登记的内容不计；不能登记任何决定。"
            "要登记，请先清空侧栏“按当时所知”中的两项。",
            icon=":material/history:",
        )

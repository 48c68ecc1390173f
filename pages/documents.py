"""材料: the register of returns, summaries and reports to read, typical cases, liaisons."""

from __future__ import annotations

import streamlit as st

from ui import documents_liaisons, documents_reading, documents_register

TABS = {
    "登记册": documents_register.register,
    "总结与评估报告": documents_reading.reports,
    "典型案例": documents_reading.cases,
    "联络员": documents_liaisons.liaisons,
}

tabs = st.tabs(list(TABS), key="documents_tab", bind="query-params")
for tab, draw in zip(tabs, TABS.values(), strict=True):
    if tab.open:
        with tab:
            draw()

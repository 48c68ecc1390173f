"""督办: from a red light to the sentence that caused it, and who owes what."""

from __future__ import annotations

import streamlit as st

from ui import (
    drill,
    follow_up,
    follow_up_lists,
    follow_up_source,
    follow_up_tables,
)

TABS = {
    "逐级": follow_up_tables.steps,
    drill.ITEMS: follow_up_tables.items,
    "红灯变化": follow_up_lists.movements,
    "逾期和临近": follow_up_lists.duties,
}

if follow_up.nothing_owed():
    st.stop()

place = follow_up.choose(drill.arrive())
follow_up.stop_at_unknown()
follow_up.breadcrumb(place)
if place.unit and place.task_no:
    follow_up_source.show(place)
    st.stop()
for tab, draw in zip(
    st.tabs(list(TABS), key=drill.TAB, bind="query-params"), TABS.values(), strict=True
):
    if tab.open:
        with tab:
            draw(place)

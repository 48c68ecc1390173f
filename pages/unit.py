"""单位: everything about one unit on one page, to look at and to send."""

from __future__ import annotations

import streamlit as st

from ui import follow_up, unit, unit_downloads

if follow_up.nothing_owed():
    st.stop()

facts = unit.choose()
if facts is None:
    st.stop()
unit_downloads.offer(facts)
unit.counts(facts)
unit.by_category(facts)
unit.behind(facts)
unit.to_do(facts)
unit.better(facts)
unit.came(facts)

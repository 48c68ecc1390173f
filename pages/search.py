"""检索: words in what the units wrote, each where it stands."""

from __future__ import annotations

import streamlit as st

from ui import parts, search

if parts.nothing_received():
    st.stop()

words, entries = search.asked()
hits = search.found(words, entries)
if hits.empty:
    st.info("没有找到。请少写几个词，换一种说法，或放宽上面的条件。")
    st.stop()
search.show(hits)

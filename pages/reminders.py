"""催办: who is to be reminded of what, in words to send, and the log of what was sent."""

from __future__ import annotations

import streamlit as st

from ui import parts, reminders, reminders_log

parts.say_done()
open_ones, log = st.tabs(["待催事项", "催办记录"], key="remind_tab", bind="query-params")
if log.open:
    with log:
        reminders_log.show()
    st.stop()
with open_ones:
    digests = reminders.all_digests()
    if not digests:
        st.success("没有需要催办的事项。", icon=":material/task_alt:")
        st.stop()
    reminders.summary(digests)
    digest = reminders.choose(digests)
    if digest:
        reminders.show(digest)

"""收台账: returned files in, each one's reading seen before it is confirmed; and all on record."""

from __future__ import annotations

import streamlit as st

from ui import intake, intake_documents, intake_forms, parts, records, records_backup
from ui.records_decided import decided

TABS = {
    "收件记录": records.everything,
    "空白台账": intake_forms.blank_forms,
    "登记材料": intake_documents.register,
    "决定记录": decided,
    "备份与恢复": records_backup.keep_and_restore,
}

parts.say_done()
uploading, *others = st.tabs(["上传", *TABS], key="tab", bind="query-params")
with uploading:
    intake.upload()  # also while another tab is open: files that are not drawn would be dropped
for tab, draw in zip(others, TABS.values(), strict=True):
    if tab.open:
        with tab:
            draw()

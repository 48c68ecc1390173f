"""收台账: returned files in, each one's reading seen before it is confirmed."""

from __future__ import annotations

import streamlit as st

from ui import intake, parts, records

parts.say_done()
uploading, on_record, decided, keeping = st.tabs(["上传", "已收台账", "决定记录", "备份与恢复"])

with uploading:
    intake.warn_of_sample()
    files, received_on = intake.upload()
    if files:
        results = intake.read(intake.incoming(files, received_on))
        parts.table(intake.summary(results), "判读", "每份文件的判读")
        intake.details(files, results)
        intake.confirm(results)
    else:
        st.caption("选好文件后，先逐份显示判读的单位、季度、认出的任务和发现的问题，确认后才装入。")
        intake.loaded()

with on_record:
    records.held()
    records.received()

with decided:
    records.decided()

with keeping:
    records.keep_and_restore()

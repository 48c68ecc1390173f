"""Taking in returned files: handed over, read, looked at, and only then loaded."""

from __future__ import annotations

import streamlit as st

from ui import intake_cards, intake_confirm, intake_files, intake_reading, intake_table


def upload() -> None:
    """Ask for files; show what each one says, let a person mend it, and load what is ticked."""
    intake_files.warn_of_sample()
    intake_confirm.take_over()
    files = intake_files.upload()
    intake_confirm.loaded()
    if not files:
        st.caption("选好文件后，先逐份显示判读的单位、季度、认出的任务和发现的问题，确认后才装入。")
        return
    previews = intake_reading.settled(intake_reading.read(files))
    intake_table.counts(previews)
    intake_table.table(previews)
    intake_table.warn_of_days(previews)
    intake_confirm.confirm(previews)
    intake_cards.cards(previews)

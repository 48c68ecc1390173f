"""The web application: `streamlit run app.py` serves the frame in `ui/frame.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from ledger.errors import UserError
from ledger.warming import keep_warm
from ui import text


def say(error: Exception) -> bool:
    """Tell a failure in Chinese; Streamlit's own words are English and speak of its cloud."""
    if isinstance(error, UserError):
        st.error(text.escaped(str(error)))
    else:
        st.error(
            "这一页没能显示出来。请刷新页面再试；仍不行，请把操作步骤和时间告诉系统管理员，"
            "原因已写在运行本系统的窗口里。"
        )
    return True


app = st.App(Path(__file__).resolve().parent / "ui" / "frame.py", on_script_error=say)
keep_warm()

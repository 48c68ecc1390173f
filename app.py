"""The web application: `streamlit run app.py` serves the frame in `ui/frame.py`."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

app = st.App(Path(__file__).resolve().parent / "ui" / "frame.py")

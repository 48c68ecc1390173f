"""评估: the numbers, the material and the files of a mid-term or final evaluation."""

from __future__ import annotations

import streamlit as st

from ui import (
    evaluation,
    evaluation_exports,
    evaluation_figures,
    evaluation_goals,
    evaluation_material,
    evaluation_moves,
    evaluation_state,
    parts,
)

TABS = {
    "情况": evaluation_state.show,
    "目标": evaluation_goals.show,
    "变化": evaluation_moves.show,
    "材料": evaluation_material.show,
    "数字": evaluation_figures.show,
    "导出": evaluation_exports.show,
}

parts.say_done()
look = evaluation.choose()
if look is None or evaluation.nothing_received(look):
    st.stop()
evaluation.say(look)
tabs = st.tabs(list(TABS), key="eval_tab", bind="query-params")
for tab, draw in zip(tabs, TABS.values(), strict=True):
    if tab.open:
        with tab:
            draw(look)

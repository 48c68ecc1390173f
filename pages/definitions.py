"""口径: every definition, from the very files that compute the figures and hold the facts."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ledger import metrics
from ui import definitions, parts, session

plan = session.store().plan
figures, thresholds, deadlines, calendar, reading, glossary = st.tabs(
    ["指标定义", "阈值与设置", "任务时限", "报送日历", "读取提示", "名词"]
)

with figures:
    st.caption("以下文字取自计算各项数字的查询文件本身，文字与计算同源。")
    search = st.text_input("查找", placeholder="例如：办结率、红灯、按时", key="definition_search")
    found = [d for d in metrics.definitions() if search in f"{d.title}{d.text}{d.name}"]
    if not found:
        st.info(f"没有提到“{search}”的定义，请换一个词。")
    definitions.listed([d for d in found if d.name in metrics.PUBLIC])
    with st.expander("以上各项所用的中间步骤"):
        definitions.listed([d for d in found if d.name not in metrics.PUBLIC])
    parts.download(
        pd.DataFrame([{"查询": d.name, "名称": d.title, "定义": d.text} for d in found]), "指标定义"
    )

with thresholds:
    definitions.marks()
    parts.listing(definitions.settings(plan.thresholds), "阈值", "阈值")
    parts.listing(definitions.settings(plan.settings), "设置", "方案的设置")

with deadlines:
    st.caption(
        "＊推定：表中未写时限，按方案总目标推定；＊重建：所发表样缺此项，文字据市方案条款重建。"
    )
    parts.listing(definitions.tasks(plan), "任务时限", "每项任务的时限")

with calendar:
    st.caption("期限当日收到算按时；期限遇休息日、节假日不顺延，仅在备注中标出。")
    parts.listing(definitions.calendar(plan), "报送日历", "每季度应报的材料和期限")

with reading:
    st.caption(
        "读取文件时可能给出的每一种提示。错误：该文件不能装入，或须由人确认；“…”处是文件里的内容。"
    )
    parts.listing(definitions.findings(), "读取提示", "读取文件时的提示")

with glossary:
    parts.listing(definitions.glossary(), "名词", "名词解释")

"""县区对比: which county is behind, and in what."""

from __future__ import annotations

import streamlit as st

from ui import charts, county_card, drill, matrices, parts, rates, session, tables

if parts.nothing_received():
    st.stop()

by_county = session.frame("by_county")
by_cell = session.frame("by_county_category")

with parts.card(
    "县区与重点任务", "每格：办结率（已办结/有时限的适用事项），其下为各灯项数；颜色深浅表示办结率"
):
    figure = matrices.shares(by_cell, "county", "short_name", rates.COMPLETION)
    parts.chart(figure, "各县区在各类重点任务上的办结率和灯")
    drill.grid(by_cell, "county", "short_name", "各县区各类重点任务的红灯项数")
    columns = "county category applicable done green yellow red grey completion fresh"
    parts.download(tables.present(by_cell, columns), "县区对比")

counties = by_county["county"].tolist()
left, right = st.columns(2)
one = left.selectbox("县区甲", counties, index=0, key="county_one", bind="query-params")
other = right.selectbox(
    "县区乙", counties, index=min(1, len(counties) - 1), key="county_other", bind="query-params"
)
with left:
    county_card.figures(by_county, one)
    drill.red(by_county[by_county["county"] == one], "county")
with right:
    county_card.figures(by_county, other)
    drill.red(by_county[by_county["county"] == other], "county")

pair = [by_cell[by_cell["county"] == name] for name in (one, other)]
with parts.card("两县区逐类对比", "办结率；右侧依次为两县区的已办结/适用"):
    figure = charts.dumbbell(pair[0], pair[1], (one, other), "short_name", rates.COMPLETION)
    parts.chart(figure, f"{one}与{other}各类办结率对比")

with parts.card("县区内各单位", "依次按未报期数、红灯、黄灯从多到少排列，不设综合得分"):
    inside = st.segmented_control("县区", counties, default=one, key="county_inside", required=True)
    lagging = session.frame("lagging").query("county == @inside")
    columns = "unit missing_ledgers late_ledgers red yellow green stale to_review applicable done"
    parts.table(
        tables.present(lagging, columns), f"{inside}各单位", f"{inside}各单位的未报期数和灯"
    )
    drill.red(lagging, "unit")

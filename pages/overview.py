"""总览: where the plan stands, in two minutes."""

from __future__ import annotations

import streamlit as st

from ui import charts, drill, parts, rates, session, views
from ui.briefing import briefing
from ui.kpis import kpis

if parts.nothing_received():
    st.stop()

plan = session.store().plan
names = ("headline", "reporting", "by_quarter", "by_category", "by_county", "deadlines")
frames = {name: session.frame(name) for name in names}

parts.metric_row(kpis(frames["headline"], frames["reporting"], frames["by_quarter"]))
red = int(frames["by_county"]["red"].sum())
if red:
    drill.links("红灯事项", [(f"全部 {red}项", drill.Place(light=drill.RED))])

with parts.card("本期要点", "句末注明数字所出的查询，定义见“口径”"):
    parts.sentences(briefing(frames, int(plan.threshold("soon_days"))))

left, right = st.columns(2)
with (
    left,
    parts.card("各类重点任务的状态", "占适用事项的比例，持续性任务也在内"),
):
    bars = charts.status_bars(frames["by_category"], "short_name")
    parts.chart(bars, "各类重点任务的状态占比")
    drill.red(frames["by_category"], "short_name")
with right, parts.card("县区排名", "按红灯占适用事项的比例从高到低"):
    ranked = views.ranked_counties(frames["by_county"])
    parts.chart(charts.light_bars(ranked, "county"), "各县区的灯，红灯占比高的在前")
    drill.red(ranked, "county")

with parts.card(
    "各季度走势", f"{views.course_note(plan, session.as_of())}；报送率、按时率只列已到期的季度"
):
    course = views.with_reporting(frames["by_quarter"], frames["reporting"])
    lines = [rates.COMPLETION, rates.FRESH, rates.REPORTING, rates.ON_TIME]
    parts.chart(charts.trend(course, lines), "各季度办结率、在推进率、报送率和按时率")

title, due = views.open_deadlines(frames["deadlines"], plan, session.as_of())
with parts.card(title, "按时限先后；只列尚有单位未完成的"):
    if due.empty:
        st.caption("没有。时限已过而未完成的，见“任务进展”中的红灯。")
    else:
        parts.listing(views.deadline_table(due), title, alt=title)

"""季度趋势: who reported when, how the plan moved, and what changed since the quarter before."""

from __future__ import annotations

import streamlit as st

from ui import charts, drill, matrices, parts, rates, session, tables, text, views
from ui.palette import RETURN_STATES

plan = session.store().plan
labels = {document.document: document.label for document in plan.documents if document.has_state}
document = st.selectbox(
    "材料", list(labels), format_func=labels.__getitem__, key="document", bind="query-params"
)
returns = session.frame("returns").query("document == @document")
with parts.card(f"{labels[document]}报送情况", "截至日的报送状态；期限当日收到的算按时"):
    if returns.empty:
        st.caption("方案日历中没有要求报送此材料的季度。")
    else:
        returns = returns.sort_values(["official_order", "quarter"], kind="stable")
        figure = matrices.marks(
            returns.assign(name=returns["quarter"].map(text.quarter_tick)),
            "unit", "name", "state", RETURN_STATES,
            letters=[RETURN_STATES[state].short for state in returns["state"]],
            hover=views.return_hover(returns),
        )  # fmt: skip
        parts.chart(figure, f"各单位各季度{labels[document]}的报送状态")
        columns = "unit county quarter due_on state first_received_on days_late note"
        parts.download(tables.present(returns, columns), f"报送情况_{labels[document]}")

if parts.nothing_received():
    st.stop()

by_quarter = session.frame("by_quarter")
with parts.card(
    "各季度进展", f"{views.course_note(plan, session.as_of())}；填报率为既非未填也非未报的比例"
):
    course = views.with_filled(by_quarter)
    parts.chart(
        charts.trend(course, [rates.COMPLETION, rates.FRESH, rates.FILLED]),
        "各季度办结率、在推进率和填报率",
    )

by_cell = session.frame("by_category_quarter")
with parts.card(
    "各类重点任务逐季办结率", "每格：办结率（已办结/有时限的适用事项），其下为各灯项数"
):
    ticked = by_cell.assign(name=by_cell["quarter"].map(text.quarter_tick))
    parts.chart(
        matrices.shares(ticked, "short_name", "name", rates.COMPLETION), "各类重点任务逐季办结率"
    )
    named = by_cell.assign(name=by_cell["quarter"].map(text.quarter))
    drill.grid(named, "short_name", "name", "各类重点任务逐季的红灯项数")
    columns = "quarter category applicable done green yellow red grey completion fresh"
    parts.download(tables.present(by_cell, columns), "逐季进展")

changes = session.frame("changes")
since = text.day(session.compared_with())
with parts.card(
    "最近一期台账带来的变化", f"{since} 至 {text.day(session.as_of())}，状态或灯有变化的事项"
):
    if changes.empty:
        st.caption("这段时间没有变化。")
    else:
        parts.change_counts(views.changed_counts(changes))
        columns = "unit task_no short_name status_before status_now light_before light_now reason"
        parts.table(tables.present(changes, columns), "变化", "状态或灯有变化的事项")

"""任务进展: a category, its tasks, and what every unit says about one of them."""

from __future__ import annotations

import streamlit as st

from ui import charts, drill, matrices, parts, session, task_card, views
from ui.palette import LIGHTS

MATRIX = "task_matrix"


def choose_clicked() -> None:
    """Turn a clicked mark into the chosen task, with its unit first."""
    chosen = parts.clicked(MATRIX)
    if chosen:
        st.session_state["unit_first"], st.session_state["task"] = chosen[0], int(chosen[1])


if parts.nothing_received():
    st.stop()

plan = session.store().plan
category = st.segmented_control(
    "重点任务",
    [c.category_no for c in plan.categories],
    format_func=lambda number: (
        f"{plan.category_by_no[number].ordinal} {plan.category_by_no[number].short_name}"
    ),
    default=plan.categories[0].category_no,
    required=True,
    key="category",
    bind="query-params",
)
st.markdown(f"**{plan.category_by_no[category].ordinal}、{plan.category_by_no[category].name}**")

by_task = session.frame("by_task").query("category_no == @category")
by_task = by_task.assign(name=views.task_names(by_task))
standing = session.frame("standing").query("category_no == @category")
standing = standing.assign(name=views.task_ticks(standing))

left, right = st.columns(2)
with left, parts.card("各任务的状态", "占适用单位的比例，条内为单位数"):
    parts.chart(charts.status_bars(by_task, "name"), "本类各任务的状态占比")
with right, parts.card("各任务的灯", "占适用单位的比例，条内为单位数"):
    parts.chart(charts.light_bars(by_task, "name"), "本类各任务的灯占比")
    drill.red(by_task, "name")

with parts.card("单位与任务", "颜色和形状是灯，字是状态；点一格，看该任务和该单位的原文"):
    matrix = matrices.marks(
        standing, "unit", "name", "light", LIGHTS,
        letters=views.standing_letters(standing), hover=views.standing_hover(standing),
        key=["unit", "task_no"],
    )  # fmt: skip
    parts.clickable(matrix, MATRIX, "各单位在本类各任务上的灯和状态", choose_clicked)
    parts.legend_of_letters()
    chosen_task = st.session_state.get("task")
    task_card.clicked_narrative(standing.query("task_no == @chosen_task"))
    parts.download(views.standing_table(standing), f"任务进展_{category}")

tasks = [task for task in plan.tasks if task.category_no == category]
number = task_card.choose(tasks)
task_card.show(plan, number)
task_card.narratives(standing.query("task_no == @number"))

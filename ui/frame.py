"""What surrounds every page: navigation, the day looked at, a name, the sample banner."""

from __future__ import annotations

import streamlit as st

from ledger import databases
from ui import looking_back, session

PAGES = (
    ("overview", "总览", "dashboard"),
    ("task_progress", "任务进展", "checklist"),
    ("county_comparison", "县区对比", "compare_arrows"),
    ("quarter_trend", "季度趋势", "timeline"),
    ("follow_up", "督办", "flag"),
    ("unit", "单位", "apartment"),
    ("reminders", "催办", "notifications_active"),
    ("search", "检索", "search"),
    ("evaluation", "评估", "assignment"),
    ("intake", "收台账", "upload_file"),
    ("documents", "材料", "folder_open"),
    ("review", "核定", "fact_check"),
    ("definitions", "口径", "menu_book"),
)
SECTIONS = {
    "看进展": ("overview", "task_progress", "county_comparison", "quarter_trend"),
    "督办": ("follow_up", "unit", "reminders", "search"),
    "评估": ("evaluation",),
    "收发": ("intake", "documents", "review"),
    "说明": ("definitions",),
}


def offer_sample() -> None:
    """Let a visitor of the real database look at the made-up returns, as for practice."""
    if session.sample_is_offered():
        st.toggle("查看示例数据", key="sample", bind="query-params", on_change=open_day)


def open_day() -> None:
    """Look at the day on which the chosen database opens."""
    st.session_state["as_of"] = session.opening_day(session.store())


def leave_sample() -> None:
    """Go from the sample to the real database, created empty where there is none yet."""
    databases.leave_sample()
    st.session_state["sample"] = False
    open_day()


def choose_day() -> None:
    """Let the visitor choose the day whose state is shown; it stays in the URL and on all pages."""
    if st.session_state.get("as_of", st.query_params.get("as_of")) is None:
        open_day()
    day = st.date_input(
        "数据截至", value=None, key="as_of", format="YYYY-MM-DD", bind="query-params",
        help="只计算这一天及以前收到的台账；时限和灯也按这一天判断。",
    )  # fmt: skip
    if day is None:  # gone back to an address without one: Streamlit empties the field
        st.rerun()


def banner() -> None:
    """Say that what is shown is made up, and how to get to the real database."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            ":material/science: **示例数据**：单位、台账和数字均为虚构，仅供熟悉本系统，不得引用。"
        )
        if session.sample_can_be_left():
            st.button("离开示例，进入正式数据库", on_click=leave_sample, key="leave_sample")


st.set_page_config(page_title="台账看板", page_icon="📋", layout="wide")
pages = {
    name: st.Page(
        f"../pages/{name}.py", title=title, icon=f":material/{icon}:", url_path=name,
        visibility="hidden" if name == "overview" else "visible",
    )
    for name, title, icon in PAGES
}  # fmt: skip
# A default page answers at the bare address only; its hidden twin keeps /overview a good link.
home = st.Page(
    "../pages/overview.py", title="总览", icon=":material/dashboard:", url_path="home", default=True
)
sections = {heading: [pages[name] for name in names] for heading, names in SECTIONS.items()}
sections["看进展"].insert(0, home)
current = st.navigation(sections, expanded=True)
session.note_page(current.url_path)
with st.sidebar:
    offer_sample()
    choose_day()
    st.text_input(
        "经办人", key="who", bind="query-params", max_chars=20, placeholder="登记决定时署名",
        help="收台账、撤回、核定等操作以此名登记。姓名留在网址里，刷新后不必重填；"
        "转发网址前请删去。",
    )  # fmt: skip
    looking_back.choose()
if session.store().is_sample:
    banner()
st.header(current.title, anchor=False)
looking_back.say()
st.caption(session.state_line())
current.run()

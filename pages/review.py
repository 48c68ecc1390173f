"""核定: what needs a person, one item after the other, and what was decided."""

from __future__ import annotations

import streamlit as st

from ui import (
    parts,
    review,
    review_basis,
    review_checks,
    review_decide,
    review_history,
    review_item,
    review_list,
)

ONE, ALL, HISTORY = "逐项核定", "待核清单", "核定记录"

parts.say_done()
if parts.nothing_received():
    st.stop()

items = review.queue()
settled, last = st.columns(2, vertical_alignment="bottom")
with settled:
    review.progress()
with last:
    review_decide.offer_undo()
one, everything, history = st.tabs([ONE, ALL, HISTORY], key="review_tab", bind="query-params")
if history.open:
    with history:
        review_history.show()
    st.stop()
with everything if everything.open else one:
    if items.empty:
        st.success("没有待核的事项。", icon=":material/task_alt:")
        st.stop()
    left = review.filtered(items)
    if left.empty:
        st.info("没有符合条件的待核事项。")
        st.button("看全部待核事项", on_click=review.clear_filters, key="review_all")
        st.stop()
    if everything.open:
        review_list.show(left, ONE)
        st.stop()
    chosen = review.choose(left)
    row = left[left["item"] == chosen].to_dict("records")[0]
    reading, deciding = st.columns([5, 3], gap="medium")
    with reading:
        review_item.show(row)
        review_checks.show(row)
        review_item.earlier_quarters(row)
    with deciding.container():  # in a container of their own the cards are as high as their words
        review_decide.offer(row)
        review_basis.show(row)

"""Which evaluation is looked at and on which day, and the frames of that day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from ledger.evaluation import (
    KIND_BY_WORD,
    Evaluation,
    evaluation_at,
    evaluation_before,
    evaluations,
)
from ui import drill, parts, session, text

_KIND = "eval_kind"


@dataclass(frozen=True)
class Look:
    """An evaluation and the day whose state is shown; `earlier` is what it is compared with."""

    evaluation: Evaluation
    day: date
    earlier: Evaluation | None

    def frame(self, name: str) -> pd.DataFrame:
        """Return the rows of a named query on the day looked at."""
        return session.frame(name, self.day)

    def before(self, name: str) -> pd.DataFrame | None:
        """Return the rows on the day of the evaluation before; None where there was none."""
        return session.frame(name, self.earlier.as_of) if self.earlier else None


def choose() -> Look | None:
    """Let the visitor choose the evaluation and its day; None where the plan knows none.

    The day is that of the evaluation, or the sidebar's as long as that has not come.
    """
    plan = session.store().plan
    labels = {evaluation.kind: evaluation.label for evaluation in evaluations(plan)}
    first = evaluation_at(plan, session.as_of())
    if first is None:
        st.info("方案的报送日历里没有评估报告。")
        return None
    _spell_out(labels)
    with st.container(horizontal=True, vertical_alignment="center"):
        kind: str = st.segmented_control(
            "评估", list(labels), default=first.kind, required=True, key=_KIND,
            format_func=labels.__getitem__, bind="query-params", label_visibility="collapsed",
        )  # fmt: skip
        by_sidebar = st.toggle(
            "按侧栏日期", key="eval_by_sidebar", bind="query-params",
            help="平时按评估报告自己的日期看，不随左侧的“数据截至”变动；打开后改按左侧的日期。",
        )  # fmt: skip
    chosen = next(each for each in evaluations(plan) if each.kind == kind)
    today = session.as_of()
    day = today if by_sidebar else min(chosen.as_of, today)
    return Look(chosen, day, evaluation_before(plan, day))


def _spell_out(labels: Mapping[str, str]) -> None:
    """Begin anew with the label where the address names the evaluation as the command line does.

    The box reads labels alone, and an address that is sent on must name what is seen.
    """
    asked = st.query_params.get(_KIND, "")
    kind = KIND_BY_WORD.get(asked, asked)
    if kind in labels and _KIND not in st.session_state:
        st.query_params[_KIND] = labels[kind]
        st.rerun()


def nothing_received(look: Look) -> bool:
    """Say whether no ledger was received by the day looked at, telling what to do when so."""
    if not look.frame("submissions").empty:
        return False
    if session.frame("submissions").empty:
        return parts.nothing_received()
    st.info(
        f"到 {text.day(look.day)}（{look.evaluation.label}的日期）还没有收到任何台账，"
        "台账都是在这以后收到的。请打开“按侧栏日期”，或选另一次评估。",
        icon=":material/inbox:",
    )
    return True


def say(look: Look) -> None:
    """Say on which day every number of the page stands, and why on that one."""
    day, today = text.day(look.day), text.day(session.as_of())
    own, label = text.day(look.evaluation.as_of), look.evaluation.label
    ledgers = f"所据为{look.evaluation.quarter.label}及以前的台账"
    if look.day < look.evaluation.as_of:
        st.info(
            f"{label}的日期是 {own}，晚于左侧的日期。本页先显示到 **{day}** 为止的情况，"
            "以后收到的台账会使数字变动。",
            icon=":material/hourglass_top:",
        )
    elif look.day > look.evaluation.as_of:
        st.warning(
            f"已改按侧栏日期：本页数字截至 **{day}**，不是{label}的日期 {own}。",
            icon=":material/event:",
        )
    else:
        moved = "" if own == today else f"，不随侧栏的 {today} 变动"
        st.markdown(
            f":material/event: 本页数字截至 **{day}**，即{label}的日期{moved}；{ledgers}，"
            "时限在这以后的任务不算逾期。"
        )


def category_words(number: int) -> str:
    """Return a category by its number as boxes and charts show it."""
    return drill.category_name(session.store().plan.category_by_no[number])

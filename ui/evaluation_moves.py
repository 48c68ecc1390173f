"""What moved since the evaluation before, and what did not."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ledger.evaluation import Evaluation
from ui import charts, drill, linked, parts, tables, text, views
from ui.evaluation import Look, category_words
from ui.filters import box, narrowed, units
from ui.palette import MOVES, word

_COLUMNS = "unit task_no short_name status_before light_before status_now light_now reason county"
_WIDTHS = {"填报单位": 150, "任务": 45, "任务简称": 130, "理由": 330}
_ON_BOTH = ("forward", "same", "back")


def show(look: Look) -> None:
    """Show by category and item what moved; say so where no evaluation came before."""
    if look.earlier is None:
        st.info("这一天以前没有评估，没有可以对照的。选终期评估，即与中期评估对照。")
        return
    moves = look.frame("evaluation_moves")
    moves = moves[moves["moved"].isin(list(MOVES))]
    if moves.empty:
        st.info("两次评估都没有适用的事项。")
        return
    _counts(look, look.earlier, moves)
    with parts.card("逐项看", "点“督办”一列，在新页面看原文和出处"):
        _list(look, moves)


def _counts(look: Look, earlier: Evaluation, moves: pd.DataFrame) -> None:
    both = moves[moves["moved"].isin(_ON_BOTH)]
    note = (
        f"{earlier.label}之日 {text.day(earlier.as_of)} 与 {text.day(look.day)}；"
        "持续性任务看灯，其余看状态；两次都适用的"
    )
    with parts.card("变化", note):
        columns = st.columns(len(MOVES))
        for column, (code, mark) in zip(columns, MOVES.items(), strict=True):
            whole = both if code in _ON_BOTH else moves
            number = int((moves["moved"] == code).sum())
            column.metric(f"{mark.word} :gray[/{len(whole)}]", text.count(number), border=True)
        parts.chart(
            charts.share_bars(_by_category(both), "name", MOVES, "前进", "forward"),
            "各类重点任务两次评估之间的变化",
        )
        parts.change_counts(views.changed_counts(both))


def _by_category(both: pd.DataFrame) -> pd.DataFrame:
    """Return the counts of each move by category, with what applied both times."""
    counted = both.groupby("category_no")["moved"].value_counts().unstack()
    counted = counted.reindex(columns=list(MOVES)).fillna(0).astype(int)
    return counted.assign(applicable=counted.sum(axis=1), name=[
        category_words(int(number)) for number in counted.index
    ])  # fmt: skip


def _list(look: Look, moves: pd.DataFrame) -> None:
    boxes = st.columns([5, 3, 3, 2], vertical_alignment="bottom")
    code: str = boxes[0].segmented_control(
        "变化", list(MOVES), default="back", required=True, key="eval_moved",
        format_func=lambda code: MOVES[code].label, bind="query-params",
    )  # fmt: skip
    categories = list(dict.fromkeys(moves["category_no"]))
    shown = narrowed(
        moves[moves["moved"] == code],
        unit=box(boxes[1], "eval_moved_unit", "填报单位", units()),
        category_no=box(boxes[2], "eval_moved_category", "重点任务", categories, category_words),
    )
    if boxes[3].toggle("只看红灯、黄灯", key="eval_moved_open", bind="query-params"):
        shown = shown[shown["light_now"].isin(["red", "yellow"])]
    if shown.empty:
        st.success(f"没有“{word(MOVES, code)}”的事项。", icon=":material/task_alt:")
        return
    links = [
        drill.visit(drill.Place(unit=unit, task_no=int(number)), look.day, "看原文")
        for unit, number in zip(shown["unit"], shown["task_no"], strict=True)
    ]
    st.caption(f"共 {len(shown)} 项")
    linked.table(tables.present(shown, _COLUMNS), links, "评估变化", _WIDTHS, "两次评估之间的变化")

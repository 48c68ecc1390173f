"""Material for a section: what was found, narrowed and searched, beside what is picked of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ledger.material import LEDGER
from ledger.material_problems import DATA
from ledger.material_repeats import said_once
from ledger.search import search
from ledger.words import SECTION_LABELS
from ui import (
    drill,
    evaluation_desk,
    evaluation_picks,
    evaluation_pieces,
    evidence,
    parts,
    tables,
    text,
)
from ui.evaluation import Look, category_words
from ui.evaluation_desk import Desk
from ui.filters import box, narrowed, units

PER_PAGE = 12
WHY_DATA = {"overdue": "逾期", "stale": "无新进展", "missing": "未报"}
_PAGE = "eval_page"
_COLUMNS = "picked unit task_no quarter material_text why title file_name sheet cell received_on"


def show(look: Look) -> None:
    """Show the pieces found for the chosen section, and beside them the picked ones."""
    pieces = evaluation_pieces.found(look)
    section: str = st.segmented_control(
        "部分", list(SECTION_LABELS), default=next(iter(SECTION_LABELS)), required=True,
        key="eval_section", format_func=SECTION_LABELS.__getitem__, bind="query-params",
        on_change=_from_start, label_visibility="collapsed",
    )  # fmt: skip
    _counts(look, pieces)
    desk = Desk(look, section)
    left, right = st.columns([3, 2], gap="medium")
    with left.container():
        _found(pieces[pieces["section"] == section], desk)
    with right.container():
        evaluation_picks.show(look, section, desk)


def _from_start() -> None:
    st.session_state[_PAGE] = 1


def _counts(look: Look, pieces: pd.DataFrame) -> None:
    """Say how much there is for each section, and which lie changed on the desk."""
    counts = said_once(pieces)["section"].value_counts()
    picked = evaluation_pieces.saved(look)["section"].value_counts()
    st.caption("找到（已保存的摘选）：" + "　".join(
        f"{label} {counts.get(section, 0)}（{picked.get(section, 0)}）"
        for section, label in SECTION_LABELS.items()
    ))  # fmt: skip
    unsaved = [SECTION_LABELS[section] for section in evaluation_desk.unsaved(look)]
    if unsaved:
        st.caption(f":material/edit: 有改动没有保存：**{'、'.join(unsaved)}**")


def _found(pieces: pd.DataFrame, desk: Desk) -> None:
    picked = {own for own, _ in desk.listed}
    shown = _chosen(said_once(pieces, picked), picked)
    if shown.empty:
        _say_none(pieces)
        return
    pages = -(-len(shown) // PER_PAGE)
    if st.session_state.get(_PAGE, 1) > pages:
        _from_start()
    page = st.session_state.get(_PAGE, 1)
    order = "最新的在前" if st.session_state.get("eval_newest") else "最切题的在前"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"找到 **{len(shown)}** 条，{order}", width="stretch")
        parts.download(lambda: _table(shown, picked), "评估材料")
    for row in shown.iloc[(page - 1) * PER_PAGE : page * PER_PAGE].to_dict("records"):
        _piece(row, desk, picked)
    if pages > 1:
        st.pagination(pages, key=_PAGE, bind="query-params")


def _chosen(pieces: pd.DataFrame, picked: Collection[str]) -> pd.DataFrame:
    """Return the pieces that the filters leave, with the places of the words looked for."""
    boxes = st.columns(3)
    categories = sorted({int(number) for number in pieces["category_no"].dropna()})
    shown = narrowed(
        pieces,
        unit=box(boxes[0], "eval_piece_unit", "填报单位", units()),
        category_no=box(boxes[1], "eval_piece_category", "重点任务", categories, category_words),
    )
    words = boxes[2].text_input(
        "词语（空格隔开，须都出现）", key="eval_words", bind="query-params", max_chars=60
    )
    shown = _more_chosen(shown, picked)
    return search(shown.assign(narrative=shown["text"]), words)


def _more_chosen(pieces: pd.DataFrame, picked: Collection[str]) -> pd.DataFrame:
    """Return the pieces of one quarter and kind of document, the newest first if so wished."""
    boxes = st.columns(3, vertical_alignment="bottom")
    quarters = sorted({quarter for quarter in pieces["quarter"] if quarter}, reverse=True)
    kinds = list(dict.fromkeys(pieces["document"]))
    shown = narrowed(
        pieces,
        quarter=box(boxes[0], "eval_piece_quarter", "季度", quarters, text.quarter),
        document=box(boxes[1], "eval_piece_kind", "出自", kinds, evaluation_pieces.document_words),
    )
    switches = boxes[2].container(gap="xsmall")
    if switches.toggle("最新的在前", key="eval_newest", bind="query-params"):
        shown = shown.sort_values(["quarter", "received_on"], ascending=False, kind="stable")
    if switches.toggle("不列已选的", key="eval_unpicked", bind="query-params"):
        shown = shown[~shown["piece_id"].isin(list(picked))]
    return shown


def _say_none(pieces: pd.DataFrame) -> None:
    if len(pieces):
        st.info("没有符合条件的材料。请放宽上面的条件。")
        return
    st.info(
        "台账和已登记的总结、评估报告、典型案例里没有找到这一部分的材料。"
        "登记单位自己的评估报告以后，其中同名部分的文字会列在这里。",
        icon=":material/description:",
    )
    st.page_link(parts.INTAKE, label="去登记材料", icon=":material/upload_file:")


def _piece(row: Mapping[Any, Any], desk: Desk, picked: set[str]) -> None:
    own = str(row["piece_id"])
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            key = f"eval_take_{own}"
            st.session_state[key] = own in picked
            st.checkbox("选用", key=key, on_change=desk.toggle, args=(own,), width="content")
            st.markdown(text.escaped(evaluation_pieces.head(row)), width="content")
            if row["document"] == LEDGER:
                place = drill.Place(
                    unit=row["unit"], task_no=int(row["task_no"]), quarter=row["quarter"]
                )
                drill.source("看原文", place)
        again = f"　同样的话另见 {row['places'] - 1} 处" if row["places"] > 1 else ""
        source = f"{evaluation_pieces.source(row)}　{_why(row)}{again}"
        st.html(evidence.cited(str(row["text"]), row["spans"], source))


def _why(row: Mapping[Any, Any]) -> str:
    """Return why a piece belongs to the section, and how strongly."""
    if row["document"] == DATA:
        return WHY_DATA[row["why"]]
    words = f"“{row['why']}”" if row["why"] else "所在标题"
    return f"切题 {row['score']} 分：{words}"


def _table(pieces: pd.DataFrame, picked: set[str]) -> pd.DataFrame:
    """Return the pieces as a table for download."""
    named = pieces.assign(
        picked=pieces["piece_id"].isin(picked),
        material_text=pieces["text"],
        why=[_why(row) for row in pieces.to_dict("records")],
    )
    return tables.present(named, _COLUMNS)

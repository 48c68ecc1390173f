"""What is searched for in the narratives, and what was found: in words, marked, and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from ledger.search import search
from ui import drill, evidence, parts, session, tables, text
from ui.filters import narrowed
from ui.palette import STATUSES, word

PER_PAGE = 20
_COLUMNS = (
    "unit quarter task_no short_name status narrative remark file_name sheet cell version"
    " received_on"
)
_READ = (
    "unit", "quarter", "version", "task_no", "category_no", "status", "narrative", "remark",
    "file_name", "sheet", "cell", "received_on",
)  # fmt: skip
_LATEST = "各单位最近一期"
_PAGE = "search_page"
_ASKED = tuple(f"search_{each}" for each in ("words", "unit", "quarter", "category", "status"))
_BLANK = "blank"


def asked() -> tuple[str, pd.DataFrame]:
    """Let the visitor say what to look for; return the words and the narratives to look in.

    Blank cells are among them only for who asks for those.
    """
    session.arrive(*_ASKED)
    words: str = st.text_input(
        "检索词", key="search_words", bind="query-params", max_chars=100, on_change=_from_start,
        placeholder="例如：裁量权 基准；连着的一句话加引号：“全部整改”",
        help="几个词用空格隔开，须同时出现。不分全角半角、大小写，也不计空格和换行。",
    )  # fmt: skip
    plan, entries = session.store().plan, _entries()
    columns = iter(st.columns(4))
    unit = _box(next(columns), "search_unit", "全部单位", [unit.unit for unit in plan.units])
    quarters = {text.quarter(str(quarter)): str(quarter) for quarter in plan.owed_quarters}
    quarter = _box(next(columns), "search_quarter", "全部季度", [_LATEST, *quarters])
    categories = {drill.category_name(c): c.category_no for c in plan.categories}
    category = _box(next(columns), "search_category", "全部重点任务", list(categories))
    labels = {mark.label: code for code, mark in STATUSES.items() if code != "missing"}
    status = _box(next(columns), "search_status", "全部状态", list(labels))
    if quarter == _LATEST:
        entries = entries[entries["quarter"] == entries.groupby("unit")["quarter"].transform("max")]
    if labels.get(status or "") != _BLANK:
        entries = entries[entries["narrative"].fillna("").str.strip() != ""]
    return words, narrowed(
        entries, unit=unit, quarter=quarters.get(quarter or ""),
        category_no=categories.get(category or ""), status=labels.get(status or ""),
    )  # fmt: skip


def _entries() -> pd.DataFrame:
    return session.frame("entries", columns=_READ)


def _box(column: Any, key: str, every: str, options: Sequence[str]) -> str | None:
    chosen: str | None = column.selectbox(
        every, options, index=None, placeholder=every, key=key, bind="query-params",
        label_visibility="collapsed", on_change=_from_start,
    )  # fmt: skip
    return chosen


def _from_start() -> None:
    st.session_state[_PAGE] = 1


def found(words: str, entries: pd.DataFrame) -> pd.DataFrame:
    """Return the narratives that hold the words, the newest quarter first."""
    plan = session.store().plan
    order = {unit.unit: at for at, unit in enumerate(plan.units)}
    hits = search(entries, words)
    return hits.assign(
        short_name=[plan.task_by_no[number].short_name for number in hits["task_no"]],
        _unit=hits["unit"].map(order),
    ).sort_values(["quarter", "_unit", "task_no"], ascending=[False, True, True], kind="stable")


def show(hits: pd.DataFrame) -> None:
    """Show a page of what was found, the words marked, and offer all of it as a table."""
    pages = -(-len(hits) // PER_PAGE)
    left, right = st.columns([3, 1], vertical_alignment="center")
    units = hits["unit"].nunique()
    left.markdown(f"找到 **{len(hits)}** 条，来自 {units} 个单位")
    with right:
        parts.download(lambda: tables.present(hits, _COLUMNS), "检索结果")
    if st.session_state.get(_PAGE, 1) > pages:
        _from_start()
    page = st.session_state.get(_PAGE, 1)
    newest = _entries().groupby(["unit", "task_no"])["quarter"].max()
    for row in hits.iloc[(page - 1) * PER_PAGE : page * PER_PAGE].to_dict("records"):
        _hit(row, row["quarter"] == newest[row["unit"], row["task_no"]])
    if pages > 1:
        st.pagination(pages, key=_PAGE, bind="query-params")


def _hit(row: Mapping[Any, Any], is_newest: bool) -> None:
    """Show one narrative, and lead to its place; 督办 opens with the newest quarter by itself."""
    with st.container(border=True, gap="small"):
        with st.container(horizontal=True, vertical_alignment="center"):
            task = f"任务{row['task_no']}　{text.escaped(row['short_name'])}"
            st.markdown(
                f"**{text.escaped(row['unit'])}**　{text.quarter(row['quarter'])}　{task}　"
                f"{word(STATUSES, str(row['status']))}",
                width="content",
            )
            place = drill.Place(
                unit=row["unit"], task_no=int(row["task_no"]),
                quarter="" if is_newest else str(row["quarter"]),
            )  # fmt: skip
            drill.source("看出处和沿革", place)
        cell = f"{row['file_name']}　{row['sheet']} {row['cell']}"
        words = str(row["narrative"]) if text.is_written(row["narrative"]) else "（此格未填）"
        st.html(evidence.cited(words, row["spans"], cell))

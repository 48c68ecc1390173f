"""The figures that units report: totals, targets, outliers, and each figure with its source."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from ui import drill, linked, parts, tables, text
from ui.evaluation import Look, category_words
from ui.filters import box, narrowed

_TOTALS = (
    "task_no short_name thing counted_in reported total least middle most no_total outlier_values"
    " target below units_below target_meaning matched"
)
_VALUES = "unit figure words matched mark z_score quarter file_name sheet cell"
_OUTLYING = "task_no short_name thing counted_in unit figure middle z_score file_name sheet cell"
_WIDTHS = {
    "任务": 45, "任务简称": 130, "所数的事": 125, "填报单位": 150, "单位": 50, "原文": 90,
    "报数单位": 65, "低于规定": 65, "提示": 110, "文件名": 200, "离群的数": 170,
    "不合计的原因": 130, "认出的词": 110,
    "低于规定的单位": 170, "季度": 110,
}  # fmt: skip
_UNKNOWN = "（没有认出所数的事）"
_OUTLIER, _BELOW, _UNSURE = "◆ 离群", "▼ 低于规定", "？分不清总数"


def show(look: Look) -> None:
    """Show the totals, what lies far out, and the units' values of one figure."""
    totals, values = look.frame("figure_totals"), look.frame("figure_values")
    if totals.empty:
        st.info("最近的台账里没有认出填报的数字。")
        return
    with parts.card(
        "填报数字合计",
        f"各单位 {text.day(look.day)} 最近一期台账，不逐季累加；数的是同一件事才相加",
    ):
        shown = _chosen(totals)
        if shown.empty:
            st.info("没有符合条件的数字。请放宽上面的条件。")
            return
        parts.table(
            tables.present(_worded(shown), _TOTALS), "填报数字", "填报数字的合计",
            column_config=_config(),
        )  # fmt: skip
    _outliers(look, values)
    _values(look, shown, values)


def _chosen(totals: pd.DataFrame) -> pd.DataFrame:
    boxes = st.columns([3, 3, 4], vertical_alignment="bottom")
    categories = sorted(set(totals["category_no"]))
    shown = narrowed(
        totals,
        category_no=box(boxes[0], "eval_figure_category", "重点任务", categories, category_words),
    )
    kinds = {
        "只看规定了数的": shown["target"].notna(), "只看有离群的": shown["outliers"] > 0,
        "只看有低于规定的": shown["below_target"] > 0, "也列没有认出所数的事的": None,
    }  # fmt: skip
    wanted = boxes[1].multiselect(
        "范围",
        list(kinds),
        key="eval_figure_kinds",
        placeholder="认出所数的事的",
        bind="query-params",
    )
    for name in wanted:
        if (condition := kinds[name]) is not None:
            shown = shown[condition.reindex(shown.index)]
    if list(kinds)[-1] not in wanted:
        shown = shown[shown["thing"] != ""]
    return shown


def _worded(totals: pd.DataFrame) -> pd.DataFrame:
    """Return the totals with n/N in words; nothing is below a target that is not there."""
    records = totals.to_dict("records")
    return totals.assign(
        thing=totals["thing"].replace("", _UNKNOWN),
        reported=[f"{r['units_reported']}/{r['units_expected']}" for r in records],
        below=[_below(r) for r in records],
        total=["" if text.absent(r["total"]) else f"{r['total']:.15g}" for r in records],
    )


def _below(row: Mapping[Any, Any]) -> str:
    none = text.absent(row["target"])
    return "" if none else f"{row['below_target']}/{row['units_reported']}"


def _outliers(look: Look, values: pd.DataFrame) -> None:
    """Show every value far from the others of its kind, with the way to its cell."""
    far = values[values["is_outlier"]]
    with parts.card("离群的数字", "与同类相差悬殊，未必有错，请对照原文"):
        if far.empty:
            st.caption("没有。")
            return
        kinds = look.frame("figure_totals")[["task_no", "thing", "counted_in", "middle"]]
        named = far.merge(kinds, on=["task_no", "thing", "counted_in"], how="left")
        _linked(look, named, _OUTLYING, "离群的数字")


def _values(look: Look, totals: pd.DataFrame, values: pd.DataFrame) -> None:
    """Let one figure be chosen; show which unit reports how much, marked, and where."""
    with parts.card("逐单位看一个数字"):
        kinds = {
            f"{r['task_no']} {r['short_name']}：{r['thing'] or _UNKNOWN}（{r['counted_in']}）": r
            for r in totals.to_dict("records")
        }
        most = int(totals["units_reported"].to_numpy().argmax())
        name: str = st.selectbox(
            "数字", list(kinds), index=most, key="eval_figure", bind="query-params"
        )
        kind = kinds[name]
        own = narrowed(values, **{c: kind[c] for c in ("task_no", "thing", "counted_in")})
        if not text.absent(kind["target"]):
            below = f"{kind['below_target']}/{kind['units_reported']}"
            st.caption(
                f"规定：{kind['target']:g}（{kind['target_meaning']}）；低于规定的 {below}。"
            )
        marked = own.assign(mark=[_mark(row) for row in own.to_dict("records")])
        _linked(look, marked, _VALUES, "各单位的数字")


def _mark(row: Mapping[Any, Any]) -> str:
    marks = (
        (row["is_outlier"], _OUTLIER), (row["below_target"], _BELOW), (not row["is_sure"], _UNSURE)
    )  # fmt: skip
    return "　".join(word for holds, word in marks if holds)


def _linked(look: Look, rows: pd.DataFrame, columns: str, name: str) -> None:
    """Show rows of one unit and task each with a link to the unit's words, and offer them."""
    links = [
        drill.visit(drill.Place(unit=u, task_no=int(n), quarter=str(q)), look.day, "看原文")
        for u, n, q in zip(rows["unit"], rows["task_no"], rows["quarter"], strict=True)
    ]
    named = rows.assign(figure=rows["value"], z_score=rows["z_score"].round(1))
    linked.table(tables.present(named, columns), links, name, _WIDTHS)


def _config() -> dict[str, Any]:
    return {name: st.column_config.Column(width=width) for name, width in _WIDTHS.items()}

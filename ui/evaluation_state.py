"""How the plan stands on the day of an evaluation: counts, categories, counties, the register."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from ui import charts, drill, linked, parts, rates, session, tables, text, views
from ui.evaluation import Look
from ui.kpis import Kpi, kpis
from ui.palette import RETURN_STATES, word
from ui.rates import COMPLETION, FRESH, ON_TIME, REPORTING, Rate

_REGISTER = "unit report_state later_on annex_state ledger_state completion fresh red to_review"
_DAYS = {
    "report_state": "report_received_on",
    "annex_state": "annex_received_on",
    "ledger_state": "ledger_received_on",
}
_IN = ("on_time", "late")
_CITY, _ALL = "全市", "各类合计"
# Together as wide as the page is on a small screen: nothing of a date or a share is cut.
_WIDTHS = {
    "填报单位": 142, "评估报告": 130, "其后收到": 86, "制度材料": 130, "该季台账": 130,
    "办结率": 104, "在推进率": 104, "红灯": 38, "待核": 38,
}  # fmt: skip


def show(look: Look) -> None:
    """Show the headline numbers, the evaluation before beside them, the parts and the register."""
    _cards(look)
    _beside(look)
    left, right = st.columns(2)
    by_category = look.frame("by_category")
    with left, parts.card("各类重点任务的状态", "占适用事项的比例，持续性任务也在内"):
        bars = charts.status_bars(by_category, "short_name")
        parts.chart(bars, "各类重点任务在评估之日的状态占比")
    with right, parts.card("县区排名", "按红灯占适用事项的比例从高到低"):
        ranked = views.ranked_counties(look.frame("by_county"))
        parts.chart(charts.light_bars(ranked, "county"), "各县区在评估之日的灯，红灯占比高的在前")
    reds = _reds(look)
    if reds["red"].sum():
        with parts.card("红灯在哪里", f"{text.day(look.day)} 的红灯"):
            drill.grid(reds, "where", "of", "各县区各类重点任务的红灯项数")
    _register(look)


def _reds(look: Look) -> pd.DataFrame:
    """Return the red counts of all parts and of the whole: what every red number above leads by."""
    cells, counties = look.frame("by_county_category"), look.frame("by_county")
    categories = look.frame("by_category")
    whole = look.frame("headline").query("which == 'now'")
    frames = (
        whole.assign(where=_CITY, of=_ALL, county="", category_no=0),
        categories.assign(where=_CITY, of=categories["short_name"], county=""),
        counties.assign(where=counties["county"], of=_ALL, category_no=0),
        cells.assign(where=cells["county"], of=cells["short_name"]),
    )
    columns = ["where", "of", "county", "category_no", "red"]
    return pd.concat([frame[columns] for frame in frames]).assign(moment=look.day)


def _cards(look: Look) -> None:
    """Show six figures; their changes are since the evaluation before."""
    headline, reporting = _paired(look, "headline"), _paired(look, "reporting")
    none = look.frame("by_quarter").iloc[:0]
    cards = [replace(card, course=[]) for card in kpis(headline, reporting, none)]
    parts.metrics_of([*cards, _arrived(look)])
    if look.earlier:
        st.caption(
            f"箭头为与{look.earlier.label}之日（{text.day(look.earlier.as_of)}）相比的变化。"
        )


def _paired(look: Look, name: str) -> pd.DataFrame:
    """Return the latest row of a query, behind that of the evaluation before where there was one.

    Both are marked as `kpis` looks for them.
    """
    frames = [(look.before(name), "before"), (look.frame(name), "now")]
    rows = [
        (frame.query("which == 'now'") if "which" in frame else frame.tail(1)).assign(which=which)
        for frame, which in frames
        if frame is not None
    ]
    return pd.concat([row for row in rows if len(row)] or rows[:1])


def _arrived(look: Look) -> Kpi:
    units = _own(look, look.frame("evaluation_units"))
    received, owed = _received(units, "report_state")
    return Kpi("评估报告已收", text.percent(received, owed), f"{received}/{owed}", None, [])


def _own(look: Look, units: pd.DataFrame) -> pd.DataFrame:
    return units[units["evaluation"] == look.evaluation.kind].reset_index(drop=True)


def _received(units: pd.DataFrame, state: str) -> tuple[int, int]:
    """Return how many units returned a document, and how many owe it."""
    return int(units[state].isin(_IN).sum()), int(units[state].notna().sum())


def _beside(look: Look) -> None:
    """Show every share with n/N on the day of the evaluation before and on this one."""
    was = look.before("by_category")
    if look.earlier is None or was is None:
        return
    before, now = (_shares(frame) for frame in (look.before, look.frame))
    with parts.card("与上一次评估对照", "每个比例都附分子和分母"):
        heads = (
            f"{look.earlier.label} {text.day(look.earlier.as_of)}",
            f"本次 {text.day(look.day)}",
        )
        shown = pd.DataFrame(
            {"指标": list(now), heads[0]: [before[name] for name in now], heads[1]: now.values()}
        )
        left, right = st.columns([2, 3], gap="medium")
        with left:
            parts.listing(shown, "评估对照", "两次评估的指标对照")
        with right:
            names = (look.earlier.label, "本次")
            dots = charts.dumbbell(was, look.frame("by_category"), names, "short_name", COMPLETION)
            st.caption("各类重点任务的办结率")
            parts.chart(dots, "两次评估各类重点任务的办结率")


def _shares(frame: Any) -> dict[str, str]:
    """Return the shares in words that a source of frames gives, by their names."""
    head = frame("headline").query("which == 'now'").iloc[0]
    head = {**head, "filled": head["applicable"] - head["blank"] - head["missing"]}
    reported = frame("reporting").tail(1).to_dict("records")
    latest = reported[0] if reported else None
    red = Rate("", "红灯", "red", "applicable")
    yellow = Rate("", "黄灯", "yellow", "applicable")
    review = Rate("", "待核", "to_review", "applicable")
    shown = {r.label: _share(latest, r) for r in (REPORTING, ON_TIME)}
    rows = (COMPLETION, FRESH, rates.FILLED, red, yellow, review)
    return shown | {rate.label: _share(head, rate) for rate in rows}


def _share(row: Any, rate: Rate) -> str:
    return text.ratio(row[rate.part], row[rate.whole]) if row else text.NOTHING


def _register(look: Look) -> None:
    """Show whose report, annex and ledger arrived by the day, and what came until the sidebar's."""
    units = _own(look, look.frame("evaluation_units"))
    later = _own(look, session.frame("evaluation_units"))
    since = later.set_index("unit")["report_received_on"].reindex(units["unit"]).to_numpy()
    units = units.assign(later_on=pd.Series(since).where(units["report_received_on"].isna()))
    reports, owed = _received(units, "report_state")
    annexes, owed_annexes = _received(units, "annex_state")
    note = f"评估报告 {reports}/{owed}，制度机制建设材料 {annexes}/{owed_annexes}"
    with parts.card("各单位评估报告和附件的报送", f"到 {text.day(look.day)} 收到：{note}"):
        came = int(units["later_on"].notna().sum())
        if came:
            st.caption(f"其后到侧栏日期 {text.day(session.as_of())} 又收到评估报告 {came} 份。")
        columns = _REGISTER if came else _REGISTER.replace(" later_on", "")
        shown = units.assign(**{name: _states(units, name, _DAYS[name]) for name in _DAYS})
        links = [
            drill.visit(drill.Place(unit=unit, light=drill.RED), look.day, "红灯") if red else ""
            for unit, red in zip(units["unit"], units["red"], strict=True)
        ]
        presented = tables.present(shown, columns)
        linked.table(presented, links, "评估报送登记", _WIDTHS, "各单位评估报告的报送")
        if reports < owed:
            st.page_link(
                drill.REMINDERS, label="未报的，去催办", icon=":material/notifications_active:"
            )


def _states(units: pd.DataFrame, state: str, day: str) -> list[str]:
    """Return in words how each unit stands with a document, with the day it came."""
    words = ["" if text.absent(code) else word(RETURN_STATES, str(code)) for code in units[state]]
    days = ["" if text.absent(came) else text.day(came) for came in units[day]]
    return [f"{told} {came}".strip() for told, came in zip(words, days, strict=True)]

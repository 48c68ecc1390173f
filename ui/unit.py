"""One unit on one page: what came, how its tasks stand, what is behind, better and asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import streamlit as st

from reports.unit_facts import OF_NO_UNIT, QUERIES, UnitFacts, unit_facts
from reports.unit_tables import asked, improved, lights, returns
from ui import drill, evidence, named_unit, parts, session, text
from ui.charts import light_bars
from ui.palette import LIGHTS, STATUSES, word
from ui.task_card import BADGES

# What there is to follow up, and out of what: a count stands beside its whole.
_COUNTS = {
    "missing_ledgers": ("未报期数", "due_ledgers"), "late_ledgers": ("迟报期数", "due_ledgers"),
    "red": ("红灯", "applicable"), "yellow": ("黄灯", "applicable"),
    "overdue": ("逾期任务", "applicable"), "due_soon": ("临近到期", "applicable"),
    "to_review": ("待核", "tasks"),
}  # fmt: skip
_UNIT = "unit"
_CARD = 130  # pixels: seven stand side by side on a wide screen, and wrap on a narrow one
_WIDTHS = {"季度": 115, "材料": 110, "期限": 88, "首次收到": 88, "状态": 80}


def choose() -> UnitFacts | None:
    """Let the visitor choose a unit; return what is known of it.

    None if it owes nothing yet, or while none is chosen; that is said.
    """
    units = [unit.unit for unit in session.store().plan.units]
    unit = named_unit.choose(_UNIT, units, 420)
    if not unit:
        named_unit.explain(named_unit.unknown(_UNIT, units), units, "")
        return None
    frames = {q: session.frame(q, unit="" if q in OF_NO_UNIT else unit) for q in QUERIES}
    facts = unit_facts(frames, unit, session.as_of())
    if not facts.standing:
        st.info(f"{unit}在 {text.day(session.as_of())} 没有报送义务。请换一个单位或日期。")
        return None
    return facts


def counts(facts: UnitFacts) -> None:
    """Show what there is to follow up in numbers, and lead to the lights among them."""
    [row] = (
        session.frame("lagging", unit=facts.unit)
        .assign(tasks=len(facts.standing))
        .to_dict("records")
    )
    with st.container(horizontal=True, gap="small"):
        for name, (label, whole) in _COUNTS.items():
            counted = text.count(row[name])
            st.metric(f"{label} :gray[/{row[whole]}]", counted, border=True, width=_CARD)
    drill.lights(row)


def came(facts: UnitFacts) -> None:
    """Show every document that is due or came."""
    with parts.card("报送情况", "期限当日收到的算按时"):
        parts.table(
            returns(facts), f"报送情况_{facts.unit}", "应报的每份材料和收到的日期",
            column_config={head: st.column_config.Column(width=w) for head, w in _WIDTHS.items()},
        )  # fmt: skip


def by_category(facts: UnitFacts) -> None:
    """Show the lights of each category, and lead to its red ones."""
    with parts.card("各类任务的灯", "占适用任务的比例，条内为任务数"):
        counted = session.frame("by_unit_category", unit=facts.unit)
        parts.chart(light_bars(counted, "short_name"), f"{facts.unit}各类任务的灯")
        drill.red(counted, "short_name")
        parts.download(lights(facts), f"各类任务的灯_{facts.unit}")


def behind(facts: UnitFacts) -> None:
    """Show each red or overdue task with the unit's own sentence and the place it stands in."""
    duties = session.frame("open_duties", unit=facts.unit)
    standing = session.frame("standing", unit=facts.unit)
    late = duties[duties["kind"] == "overdue"].set_index("task_no")["days_left"]
    red = (standing["light"] == drill.RED) & standing["applicable"]
    rows = standing[red | standing["task_no"].isin(late.index)]
    with parts.card(f"逾期和红灯任务　{len(rows)}项", "原文照录，标色处为判断状态的依据"):
        if rows.empty:
            st.caption("没有。")
        for row in rows.to_dict("records"):
            _behind(row, int(-late.get(row["task_no"], 0)))


def _behind(row: Mapping[Any, Any], days: int) -> None:
    with st.container(border=True, gap="small"):
        badge = f":{BADGES[row['light']]}-badge[{word(LIGHTS, row['light'])}]"
        past = f"　逾期{days}天" if days else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**任务{row['task_no']}　{text.escaped(row['short_name'])}**　{badge}　"
                f"{word(STATUSES, row['status'])}{past}",
                width="content",
            )
            drill.source("看出处和沿革", drill.Place(unit=row["unit"], task_no=row["task_no"]))
        st.caption(text.escaped(str(row["reason"])))
        if not text.is_written(row["narrative"]):
            never = text.absent(row["quarter"])
            st.caption("没有报过台账。" if never else "台账中没有文字。")
        else:
            marks = json.loads(str(row["evidence"] or "[]"))
            cell = f"{row['file_name']}　{row['sheet']} {row['cell']}"
            st.html(evidence.cited(str(row["narrative"]), marks, cell))


def better(facts: UnitFacts) -> None:
    """Show what the latest ledgers brought forward."""
    since = text.day(session.compared_with())
    with parts.card("有进展的任务", f"与 {since} 相比，状态或灯变好的"):
        frame = improved(facts)
        if frame.empty:
            st.caption("没有。")
        else:
            parts.table(frame, f"有进展的任务_{facts.unit}", "状态或灯变好的任务")


def to_do(facts: UnitFacts) -> None:
    """Show what is asked of the unit, and lead to reminding it."""
    with parts.card(f"请该单位办理　{len(facts.digest.items)}项", "最急的在前"):
        frame = asked(facts)
        if frame.empty:
            st.caption("没有。")
            return
        parts.table(frame, f"请办理事项_{facts.unit}", "请该单位办理的事项")
        drill.remind(facts.unit)

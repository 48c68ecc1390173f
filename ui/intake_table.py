"""The table of everything handed over: what each ledger is, and which of them are to be loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pandas as pd
import streamlit as st

from ingest.result import Result
from ledger.clock import today
from ledger.quarter import Quarter
from ui import findings, session, text
from ui.intake_files import UNSAID, batch, widget
from ui.intake_reading import LOADABLE, Preview
from ui.palette import READINGS, SEVERITIES, Mark, word

UNKNOWN = "未识别"
TAKE, UNIT, QUARTER, RECEIVED = "装入", "填报单位", "季度", "收到日期"
_EDITABLE = {TAKE: "take", UNIT: "unit", QUARTER: "quarter", RECEIVED: "received"}
# What a person says is said of a file; said of one sheet it would count for the others too.
SEVERAL = (
    "这个文件里有几份台账，不能逐张改单位和季度：写明的照各表；认不出的先存为待定，"
    "装入后到“收件记录”逐份确认；写错的，请把文件拆开再上传。"
)
_BADGES = {"accepted": "green", "held": "orange", "rejected": "red", "duplicate": "gray"}


def counts(previews: Sequence[Preview]) -> None:
    """Show how many ledgers can be loaded, wait for a person, are refused or known already."""
    outcomes = [result.outcome for preview in previews for result in preview.results]
    with st.container(horizontal=True, gap="small"):
        for outcome, color in _BADGES.items():
            if outcome in outcomes:
                st.markdown(
                    f":{color}-badge[{word(READINGS, outcome)} {outcomes.count(outcome)} 份]"
                )


def table(previews: Sequence[Preview]) -> None:
    """Show one row a ledger; a tick, unit, quarter or date changed in it counts at once."""
    rows = [(preview, result) for preview in previews for result in preview.results]
    frame = summary([result for _, result in rows])
    frame.insert(0, TAKE, [preview.is_taken(result) for preview, result in rows])
    frame.index = pd.Index([preview.row_key(result) for preview, result in rows])
    grid = f"grid_{batch()}_{st.session_state.get('grid_version', 0)}"
    st.data_editor(
        frame, key=grid, hide_index=True, column_config=_columns(), on_change=_take_over,
        args=(grid, rows), disabled=[name for name in frame.columns if name not in _EDITABLE],
        alt="每份台账的判读；装入、填报单位、季度、收到日期可以直接在表里改",
    )  # fmt: skip
    st.caption(
        "“装入”可逐份勾选；填报单位、季度、收到日期双击即可改，改后立即重新判读。"
        "也可以在下面展开一份文件来改。"
    )


def warn_of_days(previews: Sequence[Preview]) -> None:
    """Say which ledgers are said to have come before the quarter began that they tell of."""
    early = [
        text.file(result.incoming.name, result.part)
        for preview in previews
        for result in preview.results
        if result.quarter and result.incoming.received_on < Quarter.parse(result.quarter).first_day
    ]
    if early:
        st.info(
            f"有 {len(early)} 份的收到日期早于所报季度开始之日，请核对收到日期和季度："
            + text.escaped("、".join(early))
        )


def summary(results: Sequence[Result], outcomes: Mapping[str, Mark] = READINGS) -> pd.DataFrame:
    """Return one row a ledger: what becomes of it, whose it is, how much was recognised."""
    total = len(session.store().plan.tasks)
    return pd.DataFrame(
        {
            "文件": [text.file(r.incoming.name, r.part) for r in results],
            "判读": [word(outcomes, r.outcome) for r in results],
            UNIT: [r.unit or UNKNOWN for r in results],
            QUARTER: [text.quarter(r.quarter) if r.quarter else UNKNOWN for r in results],
            RECEIVED: [r.incoming.received_on for r in results],
            "与期限比": [_timeliness(r) for r in results],
            "认出任务": [f"{r.entries}/{total}" if r.reading else "" for r in results],
            "已填": [f"{findings.filled(r.reading)}/{total}" if r.reading else "" for r in results],
            "发现的问题": [count_findings(r) for r in results],
        }
    )


def count_findings(result: Result) -> str:
    """Return how many findings of each severity there are."""
    severities: list[str] = [finding.severity for finding in result.findings]
    counted = ((mark.label, severities.count(code)) for code, mark in SEVERITIES.items())
    return "　".join(f"{label}{n}" for label, n in counted if n) or "无"


def _timeliness(result: Result) -> str:
    """Return how the received day compares with the due date, before a wrong day is recorded."""
    plan = session.store().plan
    ledgers = {str(p.quarter): p.due_on for p in plan.calendar if p.document == "ledger"}
    due = ledgers.get(result.quarter or "")
    if due is None:
        return text.NOTHING
    late = (result.incoming.received_on - due).days
    return "按时" if late <= 0 else f"迟报{late}天"


def _columns() -> dict[str, Any]:
    plan = session.store().plan
    config = st.column_config
    units = [UNKNOWN, *(unit.unit for unit in plan.units)]
    quarters = [UNKNOWN, *(quarter.label for quarter in plan.quarters)]
    return {
        TAKE: config.CheckboxColumn(width=62, required=True),
        "文件": config.TextColumn(width=190),
        "判读": config.TextColumn(width=95),
        UNIT: config.SelectboxColumn(width=130, options=units, required=True),
        QUARTER: config.SelectboxColumn(width=117, options=quarters, required=True),
        RECEIVED: config.DateColumn(
            width=105, format="YYYY-MM-DD", max_value=today(), required=True
        ),
        "与期限比": config.TextColumn(width=82),
        "认出任务": config.TextColumn(width=72),
        "已填": config.TextColumn(width=55),
        "发现的问题": config.TextColumn(width=98),
    }


def _take_over(grid: str, rows: Sequence[tuple[Preview, Result]]) -> None:
    """Turn what was changed in the table into what is said of the files."""
    for row, changed in st.session_state[grid]["edited_rows"].items():
        preview, result = rows[int(row)]
        for column, value in changed.items():
            _say(preview, result, column, value)


def _say(preview: Preview, result: Result, column: str, value: Any) -> None:
    if column == TAKE and result.outcome not in LOADABLE:
        st.toast("这一份不能装入：请看它下面的说明。", icon=":material/block:")
        _redraw()
    elif column == TAKE:
        st.session_state[widget("take", preview.row_key(result))] = bool(value)
    elif column in (UNIT, QUARTER) and len(preview.results) > 1:
        st.toast(SEVERAL, icon=":material/block:")
        _redraw()
    else:
        st.session_state[widget(_EDITABLE[column], preview.key)] = _meant(column, value)


def _redraw() -> None:
    """Draw the table afresh: an edit that changes nothing must not stay on the screen."""
    st.session_state["grid_version"] = int(st.session_state.get("grid_version", 0)) + 1


def _meant(column: str, value: Any) -> str | date:
    if column == RECEIVED:
        return date.fromisoformat(str(value)[:10])
    if value == UNKNOWN:
        return UNSAID
    labels = {quarter.label: str(quarter) for quarter in session.store().plan.quarters}
    return labels.get(value, str(value))

"""The tables of one unit's page: each a DataFrame with the headings as they are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from ledger.quarter import Quarter
from ledger.words import LIGHT_LABELS, STATE_LABELS, STATUS_LABELS
from reports.document_quotes import quoted
from reports.document_tables import Runs
from reports.document_words import in_words, share, short_day, whereabouts
from reports.reminder_digest import COLOURS
from reports.unit_facts import Counts, Row, UnitFacts

_BRIGHTNESS = {"red": 0, "yellow": 1, "green": 2}
_NOT_YET = "未报"


def returns(facts: UnitFacts) -> pd.DataFrame:
    """Return a row for each document that is due or came, in order of the quarters."""
    known = [r for r in facts.returns if r["state"] != "not_due" or r["first_received_on"]]
    rows = [
        {
            "季度": Quarter.parse(row["quarter"]).label,
            "材料": row["label"],
            "期限": short_day(row["due_on"]),
            "首次收到": short_day(row["first_received_on"]),
            "状态": _state(row),
            "备注": "；".join(_remarks(row)),
        }
        for row in sorted(known, key=lambda row: (row["quarter"], row["due_on"]))
    ]
    return pd.DataFrame(rows)


def lights(facts: UnitFacts) -> pd.DataFrame:
    """Return a row for each category and one for all: applicable tasks, lights, both rates."""
    rows = [_lights(name, counts) for name, counts in facts.by_category.items()]
    return pd.DataFrame([*rows, _lights("合计", facts.counts)])


def behind(facts: UnitFacts) -> pd.DataFrame:
    """Return a row for each red or overdue task, with the sentence it rests on and its place."""
    overdue = {r["task_no"]: -r["days_left"] for r in facts.open_duties if r["kind"] == "overdue"}
    rows = [
        {
            "任务": f"{_task(row)}\n{_standing(row, overdue)}",
            "理由": in_words(row["reason"]),
            "台账原文和出处": _words(row),
        }
        for row in facts.standing
        if row["applicable"] and (row["light"] == "red" or row["task_no"] in overdue)
    ]
    return pd.DataFrame(rows)


def _words(row: Row) -> Runs:
    """Return the sentence and, on a line of its own that a long file name fits on, its place."""
    words = quoted(row["narrative"] or "", row["evidence"] or "")
    place = whereabouts(row["file_name"], row["sheet"], row["cell"])
    if not place:
        return words
    lead = "\n" if words else ""
    return (*words, (f"{lead}出处：{place}", ""))


def improved(facts: UnitFacts) -> pd.DataFrame:
    """Return a row for each task that the latest ledgers brought forward, or that recovered."""
    forward = [row for row in facts.changes if _is_done_now(row) or _is_brighter(row)]
    told = {row["task_no"] for row in forward}
    recovered = [
        row for row in facts.movements if row["list"] == "recovered" and row["task_no"] not in told
    ]
    rows = [
        {"任务": _task(row), "变化": change, "依据": in_words(row["reason"])}
        for row, change in (
            *((row, _change(row)) for row in forward),
            *((row, "由红灯转好") for row in recovered),
        )
    ]
    return pd.DataFrame(rows)


def asked(facts: UnitFacts) -> pd.DataFrame:
    """Return a row for each thing asked for, the most urgent first."""
    rows = [
        {
            "程度": COLOURS[item.colour],
            "事项": item.subject,
            "期限": short_day(item.due_on),
            "需要做的": item.request,
        }
        for item in facts.digest.items
    ]
    return pd.DataFrame(rows)


def _state(row: Row) -> str:
    label = STATE_LABELS[row["state"]]
    late = row["state"] in ("late", "missing") and row["days_late"]
    return f"{label}{int(row['days_late'])}天" if late else label


def _remarks(row: Row) -> Iterator[str]:
    if row["due_holiday"]:
        yield f"期限逢{row['due_holiday']}"
    if row["is_empty"]:
        yield "空报"
    if row["versions"] > 1:
        yield f"共{int(row['versions'])}版"
    if row["returned_for_correction"]:
        by = short_day(row["correct_by"])
        yield f"已退回修改{f'，要求{by}前改正' if by else ''}"
    if row["paper_received_on"]:
        yield f"纸质件{short_day(row['paper_received_on'])}"
    if row["letter_number"]:
        yield str(row["letter_number"])


def _lights(name: str, counts: Counts) -> dict[str, object]:
    return {
        "类别": name,
        "适用": counts.applicable,
        "绿灯": counts.green,
        "黄灯": counts.yellow,
        "红灯": counts.red,
        "灰灯": counts.grey,
        "有时限的已完成": share(counts.dated_done, counts.dated_applicable),
        "持续推进的绿灯": share(counts.continuing_green, counts.continuing_applicable),
    }


def _task(row: Row) -> str:
    return f"任务{row['task_no']} {row['short_name']}"


def _standing(row: Row, overdue: Mapping[int, int]) -> str:
    days = overdue.get(row["task_no"])
    late = f"，逾期{days}天" if days else ""
    return f"{LIGHT_LABELS[row['light']]}，{STATUS_LABELS[row['status']]}{late}"


def _is_done_now(row: Row) -> bool:
    return bool(row["status_now"] == "done" != row["status_before"])


def _is_brighter(row: Row) -> bool:
    """Say whether the light improved; grey, and none before, compare with nothing."""
    before, now = (_BRIGHTNESS.get(row[key]) for key in ("light_before", "light_now"))
    return before is not None and now is not None and before < now


def _change(row: Row) -> str:
    status = STATUS_LABELS.get(row["status_before"], _NOT_YET), STATUS_LABELS[row["status_now"]]
    light = LIGHT_LABELS.get(row["light_before"], _NOT_YET), LIGHT_LABELS[row["light_now"]]
    return f"{'→'.join(status)}，{'→'.join(light)}"

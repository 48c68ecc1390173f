"""Rows of the draft's tables that tell units apart: what moved, what was returned."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ledger.words import COPY_LABELS, LIGHT_LABELS, MOVE_LABELS, STATE_LABELS, STATUS_LABELS
from reports.document_words import short_day
from reports.evaluation_draft_frames import Frames
from reports.evaluation_draft_rates import rate_of

Row = Mapping[Any, Any]
Rows = list[dict[str, Any]]

_MOVES = ("forward", "same", "back", "joined", "left")


def moves(frames: Frames) -> Rows:
    """Return how many tasks of each category moved which way since the evaluation before."""
    moves = frames.now("evaluation_moves")
    names = {category.category_no: category.name for category in frames.plan.categories}
    by_name = moves.sort_values("category_no").groupby(moves.category_no.map(names), sort=False)
    return [
        {"类别": name} | {MOVE_LABELS[moved]: int((own.moved == moved).sum()) for moved in _MOVES}
        for name, own in by_name
    ]


def setbacks(frames: Frames) -> Rows:
    """Return the tasks that stand worse than at the evaluation before."""
    moves = frames.now("evaluation_moves").query("moved == 'back'")
    return [
        {
            "单位": row["unit"],
            "任务": f"{row['task_no']} {row['short_name']}",
            "上次": _state(row, "before"),
            "本次": _state(row, "now"),
        }
        for row in moves.to_dict("records")
    ]


def _state(row: Row, when: str) -> str:
    status, light = row[f"status_{when}"], row[f"light_{when}"]
    return f"{STATUS_LABELS[status]}，{LIGHT_LABELS[light]}"


def units(frames: Frames) -> Rows:
    """Return what each unit returned for this evaluation, and where it stands."""
    rows = frames.now("evaluation_units")
    own = rows[rows.evaluation == frames.evaluation.kind]
    return [
        {
            "单位": row["unit"],
            "评估报告": _returned(row, "report"),
            "制度材料": _returned(row, "annex"),
            "本季台账": _returned(row, "ledger"),
            "适用": int(row["applicable"]),
            "红灯": int(row["red"]),
            "办结率": rate_of("completion_rate", row),
            "在推进率": rate_of("fresh_rate", row),
        }
        for row in own.to_dict("records")
    ]


def _returned(row: Row, what: str) -> str:
    state, day = row[f"{what}_state"], row[f"{what}_received_on"]
    return f"{STATE_LABELS.get(state, '—')}\n{short_day(day)}".strip()


def institutions(frames: Frames) -> Rows:
    """Return the documents on institutions that were received."""
    rows = frames.now("documents").query("document == 'institution_annex'")
    return [
        {
            "单位": row["unit"],
            "材料": row["title"] or row["file_name"] or "",
            "件别": COPY_LABELS.get(row["copy"], ""),
            "收到日期": short_day(row["received_on"]),
            "来文文号": row["letter_number"],
        }
        for row in rows.to_dict("records")
    ]

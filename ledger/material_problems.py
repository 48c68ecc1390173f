"""Problems that the data themselves show: overdue and stale tasks, returns that never came."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from ledger.evaluation_facts import Section
from ledger.material import Piece, in_order, piece_id
from ledger.plan import Plan

DATA = "data"  # the `document` of a piece that no unit wrote
_NAMED = 10  # units named before “and others”
# Above every sentence that a unit wrote: overdue before stale before what was never sent in.
_FIRST = {"overdue": 300, "stale": 200, "missing": 100}


def data_problems(standing: pd.DataFrame, returns: pd.DataFrame, plan: Plan) -> pd.DataFrame:
    """Return the problems in the frames of the queries `standing` and `returns`, as `material`.

    One piece a task that is overdue (red with its date past) or stale (red though continuing) at
    some unit, and one a document that some unit owes. The `piece_id` stays the same while the
    numbers in the text change with the day looked at.
    """
    pieces = [*_tasks(standing), *_returns(returns, plan)]
    return in_order(pieces)


def _tasks(standing: pd.DataFrame) -> Iterator[Piece]:
    applicable = standing[standing.applicable].sort_values(["task_no", "official_order"])
    for task_no in applicable[applicable.light == "red"].task_no.unique().tolist():
        rows = applicable[applicable.task_no == task_no]
        for continuing in (False, True):
            red = rows[(rows.light == "red") & (rows.continuing == continuing)]
            if len(red):
                kind, words = ("stale", _stale(red)) if continuing else ("overdue", _overdue(red))
                count = f"{len(red)}/{len(rows)}个单位"
                name = f"第{task_no}项“{red.short_name.iloc[0]}”"
                text = f"{name}{words.format(count=count)}（{_listed(red)}）。"
                yield _piece(text, len(red), kind, task_no, task_no=task_no)


def _overdue(red: pd.DataFrame) -> str:
    days = "、".join(f"{day:%Y-%m-%d}" for day in sorted(red.due_on.unique()))
    return f"时限{days}已过，{{count}}未完成"


def _stale(red: pd.DataFrame) -> str:
    return f"{{count}}连续{red.stale_quarters.min()}期以上没有新进展"


def _returns(returns: pd.DataFrame, plan: Plan) -> Iterator[Piece]:
    due = returns[returns.state.isin(["on_time", "late", "missing"])]
    labels = {document.document: document.label for document in plan.documents}
    for period in sorted(plan.calendar, key=lambda period: (period.due_on, period.document)):
        quarter, document = str(period.quarter), period.document
        rows = due[(due.quarter == quarter) & (due.document == document)]
        missing = rows[rows.state == "missing"].sort_values("official_order")
        if len(missing):
            label = f"{period.quarter.label}{labels[document]}"
            text = f"{label}：{len(missing)}/{len(rows)}个单位未报（{_listed(missing)}）。"
            yield _piece(text, len(missing), "missing", quarter, document, quarter=quarter)


def _listed(rows: pd.DataFrame) -> str:
    more = f"等{len(rows)}个" if len(rows) > _NAMED else ""
    return "、".join(rows.unit[:_NAMED]) + more


def _piece(
    text: str, weight: int, why: str, *key: object, task_no: int | None = None, quarter: str = ""
) -> Piece:
    return Piece(
        section=Section.PROBLEMS.value, piece_id=piece_id(DATA, why, *key), text=text, start=0,
        end=len(text), unit="", county="", official_order=0, task_no=task_no, quarter=quarter,
        document=DATA, title="", file_name="", sheet="", cell="",
        score=_FIRST[why] + weight, why=why, received_on=pd.NaT, source_id="",
    )  # fmt: skip

"""Judges narratives from the command line: JSON lines in, JSON lines out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from ingest.judge.narrative import Judgement, judge
from ledger.errors import UserError
from ledger.plan import Plan, Task


def assess_lines(lines: Iterable[str], plan: Plan) -> Iterator[str]:
    """Yield one JSON object for each line `{"task_no": 3, "text": "…"}`; empty lines yield none.

    Raises UserError, naming the line, when a line is not such an object or names no task.
    """
    for number, line in enumerate(lines, start=1):
        if line.strip():
            task, text = _request(line, number, plan)
            yield json.dumps(_answer(judge(text, task)), ensure_ascii=False)


def _request(line: str, number: int, plan: Plan) -> tuple[Task, str]:
    try:
        request = json.loads(line.removeprefix("\ufeff"))
    except ValueError as error:
        raise _bad_line(number, "不是有效的 JSON。") from error
    if not isinstance(request, dict):
        raise _bad_line(number, "不是一个 JSON 对象。")
    task_no, text = request.get("task_no"), request.get("text")
    if not isinstance(text, str):
        raise _bad_line(number, "缺少文字 text。")
    if isinstance(task_no, bool) or not isinstance(task_no, int):
        raise _bad_line(number, "缺少整数 task_no。")
    if task_no not in plan.task_by_no:
        raise _bad_line(number, f"方案中没有第 {task_no} 项任务。")
    return plan.task_by_no[task_no], text


def _bad_line(number: int, message: str) -> UserError:
    hint = '每行应形如 {"task_no": 3, "text": "已培训46名执法人员"}。'
    return UserError("bad_assess_line", message, place=f"第 {number} 行", hint=hint)


def _answer(judgement: Judgement) -> dict[str, Any]:
    return {
        "status": judgement.status.value,
        "evidence": [list(span) for span in judgement.evidence],
        "figures": [
            {"value": _number(f.value), "unit": f.unit, "start": f.start, "end": f.end}
            for f in judgement.figures
        ],
        "reason": judgement.reason,
    }


def _number(value: float) -> int | float:
    return int(value) if value.is_integer() else value

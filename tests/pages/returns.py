"""Small databases of made-up returns, written straight into the store: quick, and free of Excel."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from pathlib import Path

from ledger import databases
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.store import Store
from ledger.transaction import Row

# Statuses go round by unit and task, so that every light and every status occurs.
_COURSE = ("not_started", "advancing", "advancing", "done")
_TEXTS = {
    "done": "{quarter}已完成第{task}项任务，制度印发施行。",
    "advancing": "{quarter}正在推进第{task}项任务，开展检查{n}次，尚未全部完成。",
    "not_started": "拟于下季度启动第{task}项任务。",
    "unclear": "高度重视，认真落实。",
    "blank": "",
}


def build(path: Path, quarters: int) -> Store:
    """Write the ledgers of the first owed quarters of the fictitious units; return the store."""
    store = databases.open_store(path, databases.SAMPLE_UNITS)
    databases.adopt_units(store, databases.SAMPLE_UNITS)
    for quarter in store.plan.owed_quarters[:quarters]:
        with store.write(
            "测试", datetime.combine(_due(store.plan, quarter), datetime.min.time())
        ) as w:
            submissions, entries, judgements = _rows(store.plan, quarter, w.recorded_at)
            w.insert("submission", submissions)
            w.insert("entry", entries)
            w.insert("judgement", judgements)
    return store


def _due(plan: Plan, quarter: Quarter) -> date:
    return next(p.due_on for p in plan.calendar if p.quarter == quarter and p.document == "ledger")


def _rows(plan: Plan, quarter: Quarter, now: datetime) -> tuple[list[Row], list[Row], list[Row]]:
    submissions, entries, judgements = [], [], []
    for index, unit in enumerate(plan.units):
        if (index + quarter.number) % 7 == 0:
            continue  # one unit or two miss each quarter
        late = timedelta(days=5 if (index + quarter.number) % 5 == 0 else -2)
        name = f"{unit.unit}-{quarter}"
        received = _due(plan, quarter) + late
        submissions.append(_submission(name, unit.unit, quarter, received, now))
        for task in plan.tasks:
            status = _status(plan, index, task.task_no, quarter)
            words = _TEXTS[status].format(quarter=quarter, task=task.task_no, n=index + 2)
            entries.append(_entry(name, task.task_no, words))
            judgements.append(_judgement(name, task.task_no, status, words, now))
    return submissions, entries, judgements


def _status(plan: Plan, index: int, task_no: int, quarter: Quarter) -> str:
    if (index + task_no) % 17 == 0:
        return "blank" if task_no % 2 else "unclear"
    step = plan.owed_quarters.index(quarter) - (index + task_no) % 4
    return _COURSE[max(0, min(step, len(_COURSE) - 1))]


def _submission(name: str, unit: str, quarter: Quarter, received: date, now: datetime) -> Row:
    return {
        "submission_id": name, "sha256": f"sha-{name}", "file_name": f"{name}.xlsx",
        "format": "xlsx",
        "unit": unit, "qtr": str(quarter), "received_on": received, "received_on_source": "given",
        "held": "", "batch_id": str(quarter), "position": 0, "contact": "", "contact_phone": "",
        "recorded_by": "测试", "recorded_at": now,
    }  # fmt: skip


def _entry(name: str, task_no: int, words: str) -> Row:
    return {
        "submission_id": name, "task_no": task_no, "narrative": words, "text_key": words,
        "sheet": "工作台账", "cell": f"E{task_no + 3}", "part": 0, "shared": False,
    }  # fmt: skip


def _judgement(name: str, task_no: int, status: str, words: str, now: datetime) -> Row:
    return {
        "submission_id": name, "task_no": task_no, "rules_version": "test", "status": status,
        "reason": "测试", "evidence": json.dumps([[0, 6]] if words else []), "figures": "[]",
        "sentence_hashes": [words] if words else [], "recorded_at": now,
    }  # fmt: skip

"""What a person decides: appended with name, reason and time, undone only by another decision."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date

import pandas as pd

from ledger import metrics
from ledger.errors import UserError
from ledger.store import Store
from ledger.units import UnitRegistry
from ledger.words import DECISION_LABELS, STATUS_LABELS, Status


def review(
    store: Store, *, unit: str, quarter: str, task_no: int, status: str, reason: str, who: str
) -> str:
    """Record that `status` holds for the text of that cell; return the decision's id.

    It holds for (unit, task) as long as the normalised text is the same (design, section 4).
    Raises UserError when unit, quarter, task or status is unknown or no ledger was received.
    """
    _require_person(who, reason)
    name, period = _whose(store, unit, quarter)
    if status not in {s.value for s in Status} - {Status.MISSING}:
        known = "、".join(f"{k}（{v}）" for k, v in STATUS_LABELS.items() if k != Status.MISSING)
        raise UserError(
            "status_unknown", f"没有“{status[:20]}”这种状态。", "--status", f"可用：{known}。"
        )
    if task_no not in store.plan.task_by_no:
        last = max(store.plan.task_by_no)
        raise UserError(
            "task_unknown", f"没有第 {task_no} 项任务。", "--task", f"任务编号为 1–{last}。"
        )
    cell = _cell(store, name, period, task_no)
    payload = {
        "unit": name, "quarter": period, "task_no": task_no, "status": status,
        "status_before": cell["status"], "submission_id": cell["submission_id"],
    }  # fmt: skip
    return _record(store, "review", f"{name}|{task_no}|{cell['text_key']}", payload, who, reason)


def withdraw(
    store: Store, *, unit: str, quarter: str, version: int | None = None, reason: str, who: str
) -> str:
    """Take a submission back as if it had never been received; return the decision's id.

    Without `version` the current one is meant. Raises UserError when there is none.
    """
    _require_person(who, reason)
    name, period = _whose(store, unit, quarter)
    with store.read() as reader:
        found = metrics.query(reader, "submissions", date.max)
    found = found[(found.unit == name) & (found.quarter == period)]
    chosen = found[found.version == version] if version is not None else found[found.is_current]
    if chosen.empty:
        wanted = f"第 {version} 版" if version is not None else "台账"
        known = "、".join(str(v) for v in found.version) or "无"
        raise UserError(
            "submission_unknown",
            f"{name} {period} 没有{wanted}可以撤回。",
            hint=f"现有版本：{known}。",
        )
    row = chosen.iloc[0]
    payload = {"unit": name, "quarter": period, "version": int(row.version), "file": row.file_name}
    return _record(store, "withdraw", str(row.submission_id), payload, who, reason)


def confirm(
    store: Store, submission_id: str, *, unit: str, quarter: str, reason: str, who: str
) -> str:
    """Say of a held file whose ledger it is and for which quarter; return the decision's id.

    Raises UserError when no file of that id is held.
    """
    _require_person(who, reason)
    name, period = _whose(store, unit, quarter)
    with store.read() as reader:
        held = metrics.query(reader, "held", date.max)
    if submission_id not in set(held.submission_id):
        raise UserError("not_held", "该文件不在待定之列。", hint="可能已被确认，请刷新页面。")
    return _record(store, "confirm", submission_id, {"unit": name, "quarter": period}, who, reason)


def undo(store: Store, decision_id: str, *, who: str, reason: str = "撤销") -> str:
    """Make the decision of that id void from now on; return the id of this decision.

    Raises UserError when the id is unknown, void already, or itself an undoing.
    """
    _require_person(who, reason)
    with store.read() as reader:
        known = metrics.query(reader, "reviews", date.max)
    row = known[known.decision_id == decision_id]
    if row.empty:
        raise UserError(
            "decision_unknown", f"没有编号为“{decision_id[:20]}”的决定。",
            hint="编号见 python -m ledger query reviews。",
        )  # fmt: skip
    if pd.notna(row.undone_at.iloc[0]):
        raise UserError(
            "decision_void", f"{decision_id} 早已撤销。", hint="如需恢复，请重新作出决定。"
        )
    return _record(store, "undo", decision_id, {"kind": str(row.kind.iloc[0])}, who, reason)


def _record(
    store: Store, kind: str, key: str, payload: Mapping[str, object], who: str, reason: str
) -> str:
    """Append one decision in a write of its own; return its id (eight hexadecimal digits)."""
    with store.write(DECISION_LABELS[kind]) as transaction:
        seed = f"{kind}|{key}|{transaction.recorded_at.isoformat()}"
        decision_id = hashlib.blake2b(seed.encode(), digest_size=4).hexdigest()
        row = {
            "decision_id": decision_id, "kind": kind, "key": key,
            "payload": json.dumps(payload, ensure_ascii=False), "who": who.strip(),
            "reason": reason.strip(), "recorded_at": transaction.recorded_at,
        }  # fmt: skip
        transaction.insert("decision", [row])
    return decision_id


def _cell(store: Store, unit: str, quarter: str, task_no: int) -> dict[str, str]:
    with store.read() as reader:
        cells = metrics.run(reader.cursor, "cell", [date.max])
    found = cells[(cells.unit == unit) & (cells.qtr == quarter) & (cells.task_no == task_no)]
    if found.empty:
        raise UserError(
            "submission_unknown", f"{unit} {quarter} 还没有台账，无从核定。", hint="请先收台账。"
        )
    row = found.iloc[0]
    return {name: str(row[name]) for name in ("text_key", "status", "submission_id")}


def _whose(store: Store, unit: str, quarter: str) -> tuple[str, str]:
    name = UnitRegistry.for_plan(store.plan).require(unit, "--unit").unit
    return name, str(store.plan.require_quarter(quarter, "--quarter"))


def _require_person(who: str, reason: str) -> None:
    if not who.strip():
        raise UserError("name_missing", "没有写明经办人。", "--by", "请写经办人姓名。")
    if not reason.strip():
        raise UserError("reason_missing", "没有写明理由。", "--reason", "请写一句理由。")

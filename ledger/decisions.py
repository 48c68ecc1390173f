"""What a person decides: appended with name, reason and time, undone only by another decision."""

from __future__ import annotations

from datetime import date

import pandas as pd

from ledger.aliases import registry_of, require_usable
from ledger.deciding import cell, check_of, listed, record, require_person, version_of, whose
from ledger.errors import UserError
from ledger.reminders import remind
from ledger.store import Store
from ledger.units import normalise_name
from ledger.words import STATUS_LABELS, Status

__all__ = [
    "alias", "confirm", "dismiss", "remind", "return_for_correction", "review", "undo",
    "withdraw", "withdraw_receipt",
]  # fmt: skip


def review(
    store: Store, *, unit: str, quarter: str, task_no: int, status: str, reason: str, who: str
) -> str:
    """Record that `status` holds for the text of that cell; return the decision's id.

    It holds for (unit, task) as long as the normalised text is the same (design, section 4).
    Raises UserError when unit, quarter, task or status is unknown or no ledger was received.
    """
    require_person(who, reason)
    name, period = whose(store, unit, quarter)
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
    found = cell(store, name, period, task_no)
    payload = {
        "unit": name, "quarter": period, "task_no": task_no, "status": status,
        "status_before": found["status"], "submission_id": found["submission_id"],
    }  # fmt: skip
    return record(store, "review", f"{name}|{task_no}|{found['text_key']}", payload, who, reason)


def dismiss(store: Store, check_id: str, *, reason: str, who: str) -> str:
    """Take a prompt of `checks` off the queue while its texts stay; return the decision's id.

    Raises UserError when no prompt of that id was ever shown, or it is dismissed already.
    """
    require_person(who, reason)
    check = check_of(store, check_id)
    if check["dismissed"]:
        raise UserError(
            "check_dismissed", f"提示 {check_id} 早已驳回。", hint="如需恢复，请撤销该决定。"
        )
    names = ("unit", "quarter", "task_no", "code", "message", "submission_id")
    payload = {name: check[name] for name in names}
    return record(store, "dismiss", check_id, payload, who, reason)


def withdraw(
    store: Store, *, unit: str, quarter: str, version: int | None = None, reason: str, who: str
) -> str:
    """Take a submission back as if it had never been received; return the decision's id.

    Without `version` the current one is meant. Raises UserError when there is none.
    """
    require_person(who, reason)
    name, period = whose(store, unit, quarter)
    row = version_of(store, name, period, version, "撤回")
    payload = {"unit": name, "quarter": period, "version": int(row.version), "file": row.file_name}
    return record(store, "withdraw", str(row.submission_id), payload, who, reason)


def withdraw_receipt(store: Store, receipt_id: str, *, reason: str, who: str) -> str:
    """Take back anything listed in `receipts`, also a held file or a document; return the id.

    Raises UserError when nothing of that id is on record, or it was withdrawn before.
    """
    require_person(who, reason)
    receipts = listed(store, "receipts")
    found = receipts[receipts.receipt_id == receipt_id]
    if found.empty:
        raise UserError(
            "receipt_unknown", f"没有编号为“{receipt_id[:20]}”的收件。", "--receipt",
            "编号见 python -m ledger query receipts。",
        )  # fmt: skip
    row = found.iloc[0]
    if row.state == "withdrawn":
        raise UserError(
            "receipt_withdrawn", f"{row.file_name} 早已撤回。", hint="如需恢复，请撤销该决定。"
        )
    places = {"unit": row.unit, "quarter": row.quarter}
    payload = {name: value for name, value in places.items() if pd.notna(value)}
    payload |= {"document": row.document, "file": row.file_name}
    return record(store, "withdraw", receipt_id, payload, who, reason)


def return_for_correction(
    store: Store,
    *,
    unit: str,
    quarter: str,
    version: int | None = None,
    correct_by: date | None,
    reason: str,
    who: str,
) -> str:
    """Mark the current version as sent back, perhaps with a new date; return the decision's id.

    Its receipt and its entries count until a newer version takes its place (design, section 4).
    Raises UserError for a version that is unknown, withdrawn or no longer current, and for a date
    before the ledger was received.
    """
    require_person(who, reason)
    name, period = whose(store, unit, quarter)
    row = version_of(store, name, period, version, "退回修改")
    if not row.is_current:
        raise UserError(
            "not_current", f"{name} {period} 第 {version} 版已有更新的版本，不能退回修改。",
            "--version", "请退回现行版本（不写 --version 即为现行版本）。",
        )  # fmt: skip
    if correct_by and correct_by < row.received_on.date():
        raise UserError(
            "correct_by_past", f"新期限 {correct_by} 早于收到日期 {row.received_on.date()}。",
            "--by-date", "请改为收到日期之后的日期。",
        )  # fmt: skip
    payload = {
        "unit": name, "quarter": period, "version": int(row.version), "file": row.file_name,
        "correct_by": correct_by.isoformat() if correct_by else None,
    }  # fmt: skip
    return record(store, "return", str(row.submission_id), payload, who, reason)


def alias(store: Store, *, alias: str, unit: str, reason: str, who: str) -> str | None:
    """Record that `alias` means that unit; return the decision's id, None if it did already.

    Raises UserError when the unit is unknown, or the alias too short or another unit's name.
    """
    require_person(who, reason)
    registry = registry_of(store)
    name = registry.require(unit, "--unit").unit
    require_usable(registry, alias, name)
    if registry.resolve(alias):
        return None
    payload = {"alias": alias.strip(), "unit": name}
    return record(store, "alias", normalise_name(alias), payload, who, reason)


def confirm(
    store: Store, submission_id: str, *, unit: str, quarter: str, reason: str, who: str
) -> str:
    """Say of a held file whose ledger it is and for which quarter; return the decision's id.

    Raises UserError when no file of that id is held.
    """
    require_person(who, reason)
    name, period = whose(store, unit, quarter)
    if submission_id not in set(listed(store, "held").submission_id):
        raise UserError("not_held", "该文件不在待定之列。", hint="可能已被确认，请刷新页面。")
    return record(store, "confirm", submission_id, {"unit": name, "quarter": period}, who, reason)


def undo(store: Store, decision_id: str, *, who: str, reason: str = "撤销") -> str:
    """Make the decision of that id void from now on; return the id of this decision.

    Raises UserError when the id is unknown, void already, or itself an undoing.
    """
    require_person(who, reason)
    known = listed(store, "reviews")
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
    return record(store, "undo", decision_id, {"kind": str(row.kind.iloc[0])}, who, reason)

"""What every decision needs: a person with a reason, what is decided on, and one appended row."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from ledger import metrics
from ledger.aliases import registry_of
from ledger.console import plain_rows
from ledger.errors import UserError
from ledger.store import Store
from ledger.transaction import Row, Transaction
from ledger.words import DECISION_LABELS


def record(
    store: Store,
    kind: str,
    key: str,
    payload: Mapping[str, object],
    who: str,
    reason: str,
) -> str:
    """Append one decision in a write of its own; return its id (eight hexadecimal digits)."""
    return record_all(store, kind, {key: payload}, who, reason)[0]


def record_all(
    store: Store,
    kind: str,
    payloads: Mapping[str, Mapping[str, object]],
    who: str,
    reason: str,
    check: Callable[[Transaction], None] | None = None,
) -> list[str]:
    """Append a decision for each key of `payloads`, all or none; return their ids.

    They are recorded in a single write. `check` sees what is recorded once nobody else can write;
    nothing is recorded if it raises.
    """
    with store.write(DECISION_LABELS[kind]) as transaction:
        if check:
            check(transaction)
        rows: list[Row] = []
        for key, payload in payloads.items():
            seed = f"{kind}|{key}|{transaction.recorded_at.isoformat()}"
            rows.append({
                "decision_id": hashlib.blake2b(seed.encode(), digest_size=4).hexdigest(),
                "kind": kind, "key": key, "payload": json.dumps(payload, ensure_ascii=False),
                "who": who.strip(), "reason": reason.strip(),
                "recorded_at": transaction.recorded_at,
            })  # fmt: skip
        transaction.insert("decision", rows)
    return [row["decision_id"] for row in rows]


def require_person(who: str, reason: str) -> None:
    """Raise UserError `name_missing` or `reason_missing`: nobody decides without both."""
    if not who.strip():
        raise UserError("name_missing", "没有写明经办人。", "--by", "请写经办人姓名。")
    if not reason.strip():
        raise UserError("reason_missing", "没有写明理由。", "--reason", "请写一句理由。")


def whose(store: Store, unit: str, quarter: str) -> tuple[str, str]:
    """Return the official name of the unit and the quarter; raises UserError for unknown ones."""
    name = registry_of(store).require(unit, "--unit").unit
    return name, str(store.plan.require_quarter(quarter, "--quarter"))


def cell(store: Store, unit: str, quarter: str, task_no: int) -> dict[str, str]:
    """Return text key, status and submission of a current cell; raises `submission_unknown`."""
    with store.read() as reader:
        cells = metrics.run(reader.cursor, "cell", [date.max], units=[unit])
    found = cells[(cells.qtr == quarter) & (cells.task_no == task_no)]
    if found.empty:
        raise UserError(
            "submission_unknown", f"{unit} {quarter} 还没有台账，无从核定。", hint="请先收台账。"
        )
    row = found.iloc[0]
    return {name: str(row[name]) for name in ("text_key", "status", "submission_id")}


def check_of(store: Store, check_id: str) -> dict[str, Any]:
    """Return the prompt of that id as `checks` shows it, today or at the end of any quarter.

    What is no longer shown, as of a unit that owes nothing any more, can still be decided on.
    Raises UserError `check_unknown`.
    """
    quarters = [quarter.last_day for quarter in store.plan.quarters]
    with store.read() as reader:
        for day in (*reader.kept.days("check_all"), date.max, *quarters):
            checks = metrics.query(reader, "checks", day)
            for row in plain_rows(checks[checks.check_id == check_id]):
                return row
    raise UserError(
        "check_unknown", f"没有编号为“{check_id[:20]}”的提示。",
        hint="编号（check_id）见 python -m ledger query checks。",
    )  # fmt: skip


def version_of(store: Store, unit: str, quarter: str, version: int | None, verb: str) -> Any:
    """Return the row of that version, or of the current one, in the list of submissions.

    Raises UserError `submission_unknown` when there is none on which to do what `verb` says.
    """
    found = listed(store, "submissions")
    found = found[(found.unit == unit) & (found.quarter == quarter)]
    chosen = found[found.version == version] if version is not None else found[found.is_current]
    if chosen.empty:
        wanted = f"第 {version} 版" if version is not None else "台账"
        known = "、".join(str(v) for v in found.version) or "无"
        raise UserError(
            "submission_unknown",
            f"{unit} {quarter} 没有{wanted}可以{verb}。",
            hint=f"现有版本：{known}。",
        )
    return chosen.iloc[0]


def listed(store: Store, name: str) -> pd.DataFrame:
    """Return everything on record that the question `name` lists, whatever day it came."""
    with store.read() as reader:
        return metrics.query(reader, name, date.max)

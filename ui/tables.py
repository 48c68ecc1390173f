"""Frames become tables that people read: Chinese headings, words for codes, CSV for download."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from ledger.clock import to_beijing
from ledger.words import CHANGE_LABELS, DEADLINE_LABELS, DECISION_LABELS
from ui import rates, text
from ui.palette import LIGHTS, RETURN_STATES, SEVERITIES, STATUSES, word

HEADINGS: Mapping[str, str] = {
    "unit": "填报单位", "county": "县区", "quarter": "季度", "task_no": "任务",
    "short_name": "任务简称",
    "text": "任务内容", "category": "重点任务", "status": "状态", "light": "灯", "reason": "理由",
    "to_review": "待核", "carried": "沿用上期", "due_on": "时限", "done_on": "完成日期",
    "done_late": "逾期完成", "narrative": "落实情况", "received_on": "收到日期", "version": "版次",
    "file_name": "文件名", "entries": "任务数", "recorded_by": "经办人", "recorded_at": "登记时间",
    "state": "报送状态", "first_received_on": "首次收到", "days_late": "迟报天数",
    "document": "材料",
    "status_before": "原状态", "status_now": "现状态", "light_before": "原灯", "light_now": "现灯",
    "missing_ledgers": "未报期数", "late_ledgers": "迟报期数", "red": "红灯", "yellow": "黄灯",
    "green": "绿灯", "grey": "灰灯", "stale": "无新进展", "applicable": "适用", "done": "已完成",
    "advancing": "推进中", "not_started": "未启动", "unclear": "状态待核", "blank": "未填",
    "missing": "未报", "none": "不涉及", "open_units": "未完成单位数", "units_open": "未完成单位",
    "days_left": "剩余天数", "completion": "办结率", "fresh": "在推进率",
    "reporting": "报送率", "code": "代码", "severity": "程度",
    "sheet": "工作表", "cell": "单元格", "place": "位置", "value": "原值",
    "message": "说明", "hint": "处理办法",
    "kind": "种类", "who": "经办人", "decision_id": "编号", "undone_by": "撤销人", "note": "备注",
    "deadline_kind": "时限种类", "deadline_text": "表中时限", "responsible": "责任单位",
    "name": "名称", "meaning": "含义", "held": "待定原因", "expected": "应报", "received": "已报",
    "on_time": "按时", "late": "迟报",
    "receipt": "收件状态", "kind_of_document": "材料", "part": "工作表", "problems": "问题",
    "change": "改动", "detail": "内容", "alias": "别名", "filled": "已填", "effect": "效力",
    "declared": "完成状态栏", "remark": "备注", "narrative_before": "上版落实情况",
    "narrative_now": "本版落实情况", "why_words": "原因",
}  # fmt: skip

_WORDS: Mapping[str, Callable[[str], str]] = {
    "status": lambda code: word(STATUSES, code),
    "status_before": lambda code: word(STATUSES, code),
    "status_now": lambda code: word(STATUSES, code),
    "light": lambda code: word(LIGHTS, code),
    "light_before": lambda code: word(LIGHTS, code),
    "light_now": lambda code: word(LIGHTS, code),
    "state": lambda code: word(RETURN_STATES, code),
    "severity": lambda code: word(SEVERITIES, code),
    "deadline_kind": lambda code: DEADLINE_LABELS.get(code, code),
    "kind": lambda code: DECISION_LABELS.get(code, code),
    "change": lambda code: CHANGE_LABELS.get(code, code),
    "quarter": text.quarter,
}
_SHARES = {"completion": rates.COMPLETION, "fresh": rates.FRESH, "reporting": rates.REPORTING}
# A spreadsheet would run a cell that begins so as a formula; a unit's own words must stay words.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def present(frame: pd.DataFrame, columns: str) -> pd.DataFrame:
    """Return the columns (names between blanks) as people read them, rates made of their n/N."""
    shown = {HEADINGS[name]: _column(frame, name) for name in columns.split()}
    return pd.DataFrame(shown, index=range(len(frame)))


def _column(frame: pd.DataFrame, name: str) -> list[Any]:
    if name in _SHARES:
        parts, wholes = frame[_SHARES[name].part], frame[_SHARES[name].whole]
        return [text.ratio(p, w) for p, w in zip(parts, wholes, strict=True)]
    values = frame[name]
    if name in _WORDS:
        return ["" if text.absent(value) else _WORDS[name](str(value)) for value in values]
    if pd.api.types.is_bool_dtype(values):
        return ["是" if value else "" for value in values]
    if pd.api.types.is_datetime64_any_dtype(values):
        return ["" if text.absent(value) else text.day(value) for value in values]
    if pd.api.types.is_numeric_dtype(values) and values.hasnans:
        # Empty text among numbers has no one type for the browser, and "None" is no word.
        return ["" if text.absent(value) else f"{value:g}" for value in values]
    return ["" if text.absent(value) else value for value in values]


def csv(frame: pd.DataFrame) -> bytes:
    """Return a table as CSV that WPS and Excel open as Chinese text and never as formulas."""
    safe = frame.map(_as_text)
    return safe.to_csv(index=False).encode("utf-8-sig")


def _as_text(value: Any) -> Any:
    risky = isinstance(value, str) and len(value) > 1 and value.startswith(_FORMULA)
    return f"'{value}" if risky else value


def in_beijing(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with its recording times (UTC) as people's clocks show them."""
    times = [
        f"{to_beijing(value.to_pydatetime()):%Y-%m-%d %H:%M}" for value in frame["recorded_at"]
    ]
    return frame.assign(recorded_at=times)


def decision(kind: str) -> str:
    """Return the word for a kind of decision."""
    return DECISION_LABELS.get(kind, kind)

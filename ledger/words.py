"""The closed sets of values, and the Chinese word for each: one place for pages and downloads."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """What a narrative claims (design, section 2); `missing` is a standing, never a judgement."""

    DONE = "done"
    ADVANCING = "advancing"
    NOT_STARTED = "not_started"
    NONE = "none"
    UNCLEAR = "unclear"
    BLANK = "blank"
    MISSING = "missing"


class DeadlineKind(StrEnum):
    """The four kinds of deadline of design section 3."""

    CONTINUOUS = "continuous"
    FIXED = "fixed"
    STAGED = "staged"
    YEARLY = "yearly"


class UnitKind(StrEnum):
    """What a reporting unit is."""

    COUNTY = "county"
    SECTION = "section"
    DETACHMENT = "detachment"
    BRIGADE = "brigade"


STATUS_LABELS = {
    "done": "已完成",
    "advancing": "推进中",
    "not_started": "未启动",
    "none": "不涉及",
    "unclear": "待核",
    "blank": "未填",
    "missing": "未报",
}
LIGHT_LABELS = {"green": "绿灯", "yellow": "黄灯", "red": "红灯", "grey": "灰灯"}
STATE_LABELS = {
    "not_due": "未到期",
    "awaited": "待报",
    "missing": "未报",
    "on_time": "按时",
    "late": "迟报",
}
DEADLINE_LABELS = {
    "continuous": "持续推进",
    "fixed": "定期完成",
    "staged": "阶段完成并持续",
    "yearly": "每年一次",
}
SEVERITY_LABELS = {"error": "错误", "warning": "注意", "info": "说明"}
OUTCOME_LABELS = {
    "accepted": "已装入",
    "held": "待定",
    "rejected": "退回",
    "duplicate": "重复",
}
READING_LABELS = OUTCOME_LABELS | {"accepted": "可装入"}
DECISION_LABELS = {
    "review": "核定",
    "withdraw": "撤回",
    "confirm": "确认",
    "undo": "撤销",
}

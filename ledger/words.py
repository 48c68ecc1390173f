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
    "rejected": "不能装入",
    "duplicate": "重复",
}
READING_LABELS = OUTCOME_LABELS | {"accepted": "可装入"}
DECISION_LABELS = {
    "review": "核定",
    "withdraw": "撤回",
    "confirm": "确认",
    "return": "退回修改",
    "alias": "别名",
    "dismiss": "驳回提示",
    "remind": "催办",
    "pick": "评估摘选",
    "undo": "撤销",
}
CHANNEL_LABELS = {"messenger": "即时消息", "letter": "催办函", "list": "催办表"}
CHECK_LABELS = {
    "not_updated": "未更新",
    "echo_of_task": "照抄原文",
    "shared_between_units": "单位间雷同",
    "count_fell": "累计数减少",
    "percent_over_100": "百分数超过100",
    "part_exceeds_whole": "部分大于总数",
    "same_figure_thrice": "三期数字相同",
    "hours_below_target": "学时未达标",
    "declared_differs": "与完成状态栏不符",
    "declared_without_text": "有完成状态而无文字",
}
REASON_LABELS = {
    "unclear": "文字看不出状态",
    "blank": "应填未填",
    "none": "申报不涉及",
    "regressed": "报过已完成又改口",
    "first_done_overdue": "逾期后首次报已完成",
    "first_done_shared": "几项共用一格报已完成",
    "changed_after_review": "核定后文字有改动",
} | CHECK_LABELS
RECEIPT_LABELS = {
    "accepted": "现行",
    "returned": "已退回修改",
    "superseded": "已被新版取代",
    "held": "待定",
    "replaced": "已另行装入",
    "withdrawn": "已撤回",
    "receipt": "已收存",
}
COPY_LABELS = {"electronic": "电子版", "paper": "纸质盖章件"}
UNREADABLE_LEDGER = "台账（无法读取，不计入报送率）"
CHANGE_LABELS = {"added": "新增", "removed": "删去", "changed": "改动"}
ROW_LABELS = {
    "matched": "任务",
    "remark": "备注",
    "finding": "问题",
    "title": "标题",
    "header": "表头",
    "category": "类别",
    "sum": "合计",
    "contact": "联系人",
    "note": "说明",
    "blank": "空行",
}
SECTION_LABELS = {
    "overall": "贯彻落实工作总体情况",
    "practices": "主要做法和经验",
    "results": "取得的成效",
    "social": "社会评价情况",
    "problems": "存在的主要问题",
    "causes": "原因分析及对策",
    "suggestions": "意见建议",
}
MOVE_LABELS = {
    "forward": "前进",
    "back": "后退",
    "same": "未变",
    "joined": "新增适用",
    "left": "不再适用",
    "outside": "不适用",
}
PICK_LABELS = {"present": "原文仍在", "gone": "原文已不在现行版本中"}

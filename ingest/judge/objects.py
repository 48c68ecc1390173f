"""Asks what was completed: a thing on the way, such as a working group, is not the task itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.judge.segments import Span
from ledger.plan import Task
from ledger.words import DeadlineKind

_REST = r"(?:建设|搭建|制作|印制|开发|配置|工作|事宜|任务|程序|手续|环节|流程|等|也|均|都|现)*"
_UP_TO_VERB = re.compile(rf"{_REST}\Z")
_TO_CLAUSE_END = re.compile(rf"{_REST}(?:[，,。；;并（(]|\Z)")
_SCREENED = ("合法性审查", "公平竞争审查")  # whose verb the lexicon needs elsewhere
_MADE = ("制定", "制订", "印发", "下发", "编制", "形成", "出台")
_SUBJECT_REACH = 30  # code points before a verb in which its subject stands
_OBJECT_REACH = 30  # code points behind a verb in which its object begins
_PERIOD = re.compile(  # 上半年抽查任务, but not 上半年 alone
    r"(?:半年|季度|月度|本月|阶段性?)的?[^，,。；;已]{0,8}?(?:任务|计划|目标|工作|培训|检查|抽查|评查)\Z"
)
_PERIOD_ENDS = ("任务", "计划", "目标", "工作", "培训", "检查", "抽查", "评查")
_OF_PERIOD = re.compile(
    r"(?:了|好)?(?:[上前]半年|[前本一二三四两]+个?季度|阶段性?|第一批|首批|前[一二两三四五六七八九十0-9]+[步项个期批轮级类层])"
)
_ONE_PLACE = re.compile(
    r"(?:\A|[，,。；;])(?:执法|直属)?(?:[一二三四五六七八九]|直属|牵头)(?:大队|中队|支队|科室)\Z"
    r"|(?:前|先行|试点|首批)[0-9０-９一二两三四五六七八九十]+个[^，,。；;]{1,4}\Z"
    r"|(?:层面|领域|部分|局机关)\Z"
)
_PLACE_ENDS = ("大队", "中队", "支队", "科室", "层面", "领域", "部分", "局机关")


_STEP_WORDS = (
    "梳理|汇总|收集|摸排|比对|起草|修订|论证|测算|统计|登记|调研|座谈|初审|动员|申报|上报|摸底|采集|遴选|选址|会签"
    "|开发|联调|调试|测试|部署|安装|改造|程序|手续|流程|培训|学习|宣传|考试|宣讲|报名|注册"
)
_STEPS = frozenset(_STEP_WORDS.split("|"))
_CALLED = {"工作", "任务", "环节"}
_CLAUSE_REST = re.compile(r"[^，,。；;]{0,36}")
_NEVER_THE_TASK = "梳理"  # a task that asks for it asks for more
_PROPOSED = ("意见", "建议", "措施", "时限", "思路", "计划")
_MEASURES = ("措施", "时限", "思路")
_PUT_FORWARD = ("形成", "制定", "制订", "编制", "提出", "明确")


def is_a_step(text: str, subject: Span, verb: Span, task_text: str) -> bool:
    """Tell whether the verb completes a step, such as 梳理, that the task does not ask for."""
    low, high = max(subject[0], subject[1] - _SUBJECT_REACH), subject[1]
    start, end = verb
    proposed = text.endswith(_PROPOSED, low, high) and text[end - 2 : end] in _PUT_FORWARD
    if proposed or text.endswith(_MEASURES, low, high):
        return True
    behind = _CLAUSE_REST.match(text, end)
    step = (_step_at_end(behind[0]) if behind else "") or _step_at_end(text[low:high])
    step = step or _step_at_end(text[high:start])
    return bool(step) and (step == _NEVER_THE_TASK or step not in task_text)


def _step_at_end(words: str) -> str:
    """Return the step that `words` end in, or nothing; all steps are of two code points."""
    if words[-2:] in _CALLED:
        words = words[:-2]
    return words[-2:] if words[-2:] in _STEPS and words[-3:-2] != "全" else ""


_PART_OF_YEAR = re.compile(
    r"(?:今年)?(?:上半年|第?[一二三四]季度|前[一二两三]个?季度|本季度|本月|[0-9]{1,2}月份|去年|上年)"
)
_IN_PLACE = re.compile(
    r"在(?![各全所每0-9])[^，,。；;]{0,20}?(?:大队|中队|支队|镇|街道|科室|股室|机关|窗口)(?:率先|先行|正式|顺利)?\Z"
)


def is_on_the_way(text: str, subject: Span, end: int, means: Sequence[Span]) -> bool:
    """Tell whether the verb with this stretch for its subject, which ends at `end`, is of means.

    `means` are the words of its clause that name things on the way, in order.
    """
    low, high = subject
    if text.endswith(_SCREENED, low, high) or _OF_PERIOD.match(text, end):
        return True
    if text.endswith("计划", low, high) and text[end - 2 : end] in _MADE:
        return True
    if not means:
        return False
    near = bisect_left(means, (high - _SUBJECT_REACH, 0))
    for first, last in means[near : bisect_left(means, (end + _OBJECT_REACH, 0))]:
        if last <= high and _UP_TO_VERB.match(text, last, high):
            return True
        if first >= end and _TO_CLAUSE_END.match(text, last):
            return True
    return False


def is_of_a_part(text: str, subject: Span, verb: Span) -> bool:
    """Tell whether only a period's share, or one place of several, is said to be completed.

    A period behind the verb is seen by `is_on_the_way`, which is asked first.
    """
    low, high = max(subject[0], subject[1] - _SUBJECT_REACH), subject[1]
    start = verb[0]
    words = text[low:high]
    if high < start and _IN_PLACE.search(text[high:start]):
        return True
    if words.endswith(_PERIOD_ENDS) and _PERIOD.search(words):
        return True
    placed = words.endswith(_PLACE_ENDS) or "个" in words[-5:]
    return placed and bool(_ONE_PLACE.search(words))


def is_of_part_of_year(text: str, clause: int, task: Task) -> bool:
    """Tell whether a duty without end is said to be done for a part of the year."""
    endless = task.deadline_kind is DeadlineKind.CONTINUOUS
    return endless and bool(_PART_OF_YEAR.match(text, clause))

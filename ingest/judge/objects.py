"""Asks what was completed: a thing on the way, such as a working group, is not the task itself."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from ingest.judge.segments import Span

_REST = r"(?:工作|事宜|任务|程序|手续|环节|流程|等|也|均|都|现)*"
_UP_TO_VERB = re.compile(rf"{_REST}\Z")
_TO_CLAUSE_END = re.compile(rf"{_REST}(?:[，,。；;并（(]|\Z)")
_SCREENED = ("合法性审查", "公平竞争审查")  # whose verb the lexicon needs elsewhere
_MADE = ("制定", "制订", "印发", "下发", "编制", "形成", "出台")
_SUBJECT_REACH = 30  # code points before a verb in which its subject stands
_OBJECT_REACH = 30  # code points behind a verb in which its object begins
_PERIOD = re.compile(  # 上半年抽查任务, but not 上半年 alone
    r"(?:半年|季度|月度|本月|阶段性?)的?[^，,。；;已]{0,8}?(?:任务|计划|目标|工作|培训|检查|抽查|评查)\Z"
)
_OF_PERIOD = re.compile(
    r"(?:了|好)?(?:[上前]半年|[前本一二三四两]+个?季度|阶段性?|第一批|首批|前[一二两三四五六七八九十0-9]+[步项个期批轮])"
)
_ONE_PLACE = re.compile(
    r"(?:\A|[，,。；;])(?:执法|直属)?(?:[一二三四五六七八九]|直属|牵头)(?:大队|中队|支队|科室)\Z"
    r"|(?:前|先行|试点|首批)[0-9０-９一二两三四五六七八九十]+个[^，,。；;]{1,4}\Z"
    r"|(?:层面|领域|部分|局机关)\Z"
)


def is_on_the_way(text: str, subject: Span, end: int, means: Sequence[Span]) -> bool:
    """Tell whether the verb with this stretch for its subject, which ends at `end`, is of means.

    `means` are the words of its clause that name things on the way, in order.
    """
    low, high = subject
    if text.endswith(_SCREENED, low, high):
        return True
    if text.endswith("计划", low, high) and text[end - 2 : end] in _MADE:
        return True
    near = bisect_left(means, (high - _SUBJECT_REACH, 0))
    for first, last in means[near : bisect_left(means, (end + _OBJECT_REACH, 0))]:
        if last <= high and _UP_TO_VERB.match(text, last, high):
            return True
        if first >= end and _TO_CLAUSE_END.match(text, last):
            return True
    return False


def is_of_a_part(text: str, subject: Span, end: int) -> bool:
    """Tell whether only a period's share, or one place of several, is said to be completed."""
    low, high = max(subject[0], subject[1] - _SUBJECT_REACH), subject[1]
    words = text[low:high]
    return bool(_PERIOD.search(words) or _OF_PERIOD.match(text, end) or _ONE_PLACE.search(words))

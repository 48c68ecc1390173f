"""Blanks what is told of others or of last year before the own state: 外市已推行，我局没有."""

from __future__ import annotations

import re
from functools import cache

from ingest.judge.account_words import account, account_words
from ingest.judge.segments import BLANK

_ELSEWHERE = "elsewhere"
_DENIALS = ("没", "未", "等", "拟", "待", "再", "计划", "打算", "预计", "尚", "才")


def tells_of_others(text: str) -> bool:
    """Tell whether the text tells of others, or of last year, before it comes to itself."""
    if not any(word in text for word in _DENIALS) or not account(_ELSEWHERE).search(text):
        return False
    return _told_of_others().search(text) is not None


def without_others(text: str) -> str:
    """Return the text with that blanked, all else in its place."""
    return _told_of_others().sub(lambda told: BLANK * (len(told[0]) - 1) + told[0][-1], text)


@cache
def _told_of_others() -> re.Pattern[str]:
    """Return an expression for a clause about others, behind which one about ourselves begins.

    At the head of a text, what follows need not say of whom it is.
    """
    others = (
        rf"[^，,。；;我本未没尚被与和同向]{{0,8}}?(?:{account_words(_ELSEWHERE)})[^。；;我未没尚\n]"
    )
    return re.compile(
        rf"\A{others}{{1,40}}?[，,；;]"
        rf"|(?<=[，,。；;]){others}{{1,80}}?"
        r"[，,。；;](?=(?:但是?|而|可)?(?:我[局县区市单]|本[局县区市单年]|今年))"
    )

"""Blanks what is told of others or of last year before the own state: 外市已推行，我局没有."""

from __future__ import annotations

import re

from ingest.judge.settled import BLANK

_OTHERS = (
    r"省[厅局里级]|市[局里级]|市监局|外[市县省地]|周边|邻[近市县区]|毗邻|兄弟|其他[市县区]|先进地区"
    r"|去年|上年|上一年"
)
_HEADS = re.compile(_OTHERS)
_TOLD_OF_OTHERS = re.compile(
    rf"(?:\A|(?<=[，,。；;]))[^，,。；;我本未没尚]{{0,8}}?(?:{_OTHERS})[^。；;我未没尚\n]{{1,80}}?"
    r"[，,。；;](?=(?:但是?|而|可)?(?:我[局县区市单]|本[局县区市单年]|今年))"
)
_DENIALS = ("没", "未", "等")


def tells_of_others(text: str) -> bool:
    """Tell whether the text tells of others, or of last year, before it comes to itself."""
    if not any(word in text for word in _DENIALS) or not _HEADS.search(text):
        return False
    return _TOLD_OF_OTHERS.search(text) is not None


def without_others(text: str) -> str:
    """Return the text with that blanked, all else in its place."""
    return _TOLD_OF_OTHERS.sub(lambda told: BLANK * (len(told[0]) - 1) + told[0][-1], text)

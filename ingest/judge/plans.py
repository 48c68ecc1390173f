"""Tells a plan that was made from a thing that was done on it, or set up by it."""

from __future__ import annotations

import re
from collections.abc import Set

from ingest.judge.cues import Cue
from ingest.judge.segments import Span

_SET_UP = "建成制度"
_DOCUMENT = re.compile(r"(?:文件|通知)(?![^，,。；;])")
_INSTITUTION = re.compile(r"(?:机制|制度|办法|规程|规定)[^，,。；;]{0,14}\Z")
_WITH_DOCUMENT = re.compile(
    r"并(?:正式|联合)?(?:印发|下发|出台|发布)[^，,。；;]{0,6}(?:文件|通知|方案)"
)
_MEANS = re.compile(r"(?:了|好)?(?:[^，,。；;已]{0,8}?(?:措施|整改方案|整治方案|计划))")
_AS_DOCUMENT = re.compile(
    r"(?:机制|制度|办法|规程|规定|细则|基准|协议)[》”]?(?:[^，,。；;方计]{0,5}|[，,])文件"
)
_REACH = 20  # code points before a clause in which its 文件 is named
_IN_WRITING = re.compile(r"以[^，,。；;]{0,8}?(?:文件|公文|函件|通知)")
_LISTED_THERE = re.compile(r"所列|列明|列出|规定的|确定的|明确的")


def is_of_plan(text: str, clause: Span, cue: Cue, flags: Set[str]) -> bool:
    """Tell whether a plan was made, and not a thing set up and a document issued on it.

    `clause` runs from its start to the end of the verb, `flags` are the qualifiers in it.
    """
    start, end = clause
    if cue.effect == "settle" and _MEANS.match(text, end):
        return True
    if "plan" not in flags or "basis" in flags or _LISTED_THERE.search(text, start, end):
        return False
    if _AS_DOCUMENT.search(text, max(0, start - _REACH), end):
        return False
    if cue.effect == "asked" and _IN_WRITING.search(text, start, end):
        return False
    if _DOCUMENT.match(text, end):  # 机制已印发文件
        return not _INSTITUTION.search(text, start, end)
    return cue.name != _SET_UP or not _WITH_DOCUMENT.match(text, end)

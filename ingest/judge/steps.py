"""Looks beside a claim of done for a mere step of something else: 机制已印发，平台完成招标."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ingest.judge.segments import Note

WHOLLY = re.compile(r"全部|全覆盖|均|100%|１００%|提前|超额|悉数")
_LOOKED_BACK = 40  # code points
_CLAUSE_END = re.compile(r"[，,。；;]")
_IN_FORCE = re.compile(
    r"施行|印发|公布|实施|使用|执行|收回|销号|办结|全部|均|公告|公开|报送|台账|备案|关闭|运转|适用|生效|[报呈送]"
    r"|并已?协调统一|自查|[检核排督]查|首[批次轮][^，,。；;]{0,4}考核"
)
_PLAN = re.compile(r"方案[^，,。；;]{0,4}(?:印发|制定|制订|出台|下发)\Z")
_PLAN_ENDS = ("印发", "制定", "制订", "出台", "下发")
_DATED = re.compile(r"[0-9]月|[0-9]年|季度|[上下]半年|[上前]一?阶段")


def find_step(text: str, done: Note, claims: Iterable[tuple[str, Note]]) -> Note | None:
    """Return the first of `claims` that completes no more than a step, in another clause.

    What was done before counts no more where it is told of another time, or where the claim is of
    all; a deed that the lexicon does not know counts behind the claim only.
    """
    for kind, note in claims:
        earlier = note.span < done.span
        if (kind == "step" or (kind == "odd" and not earlier)) and _is_open(text, done, note):
            return note
    return None


def may_hold_step(text: str, start: int, end: int) -> bool:
    """Tell whether the segment may hold a step that is open, before its verbs are weighed.

    A word of force in a short segment stands in the clause of all its verbs.
    """
    stop = _CLAUSE_END.search(text, start)
    close = stop.start() if stop else len(text)
    if close < end or end - start > _LOOKED_BACK or text.endswith(_PLAN_ENDS, 0, close):
        return True
    return not _IN_FORCE.search(text, start, close)


def _is_open(text: str, done: Note, step: Note) -> bool:
    first, last = sorted((done.span, step.span))
    if not _CLAUSE_END.search(text, first[1], last[0]):
        return False
    start, stop = step.span
    before = _CLAUSE_END.split(text[max(0, start - _LOOKED_BACK) : start])[-1]
    end = _CLAUSE_END.search(text, stop)
    clause = before + text[start : end.start() if end else len(text)]
    over = WHOLLY.search(text, *done.span) or _DATED.search(clause)
    if step.span < done.span and over:
        return False
    return bool(_PLAN.search(clause)) or not _IN_FORCE.search(clause)

"""Looks at a verdict once more: a step is not the task, and hearsay is no report."""

from __future__ import annotations

import re

from ingest.judge.account_words import account
from ingest.judge.cues import Cue
from ingest.judge.mere_steps import find_step_told
from ingest.judge.results import tells_result
from ingest.judge.segments import CLAUSE, Note, Span
from ingest.judge.verdict import Verdict
from ledger.plan import Task
from ledger.words import Status

_STEP = Cue("只是一步", "act", "", "“{words}”只是其中一步，不是任务已完成")
_HEARD = Cue("听说", "refer", "", "“{words}”是听来的，不是本单位报告的")
_RESULT = Cue("办成一部分", "act", "", "“{words}”已经办成，另有未办的")
_HEARSAY = re.compile(
    r"(?:据[说悉传称]|听[^，,。；;]{0,8}?(?:介绍|说|闻)"
    r"|[^，,。；;我]{2,6}?(?:公司|同志)(?:说|称|表示))"
)
_SENTENCE = re.compile(r"[。；;\n]")
_NO_RESULT = re.compile(
    r"[未没无不待拟将]|计划|打算|预计|力争|争取|只|仅|才|应|通知|去年|上年|往年|列入|若|关闭|是否"
)


def look_again(text: str, task: Task, verdict: Verdict) -> Verdict:
    """Return the verdict, or what one clause of the text makes of it."""
    if verdict.status in (Status.DONE, Status.ADVANCING) and _is_hearsay(text):
        return Verdict(Status.UNCLEAR, [Note(_HEARD, (0, len(text)))])
    if verdict.status is Status.DONE:
        step = find_step_told(text, task.text)
        return Verdict(Status.ADVANCING, [Note(_STEP, step)]) if step else verdict
    if verdict.status is Status.NOT_STARTED and verdict.grounds:
        result = _find_result(text, verdict.grounds[0].span)
        if result:
            return Verdict(Status.ADVANCING, [verdict.grounds[0], Note(_RESULT, result)])
    return verdict


def _is_hearsay(text: str) -> bool:
    """Tell whether all of the text is what others say."""
    return _HEARSAY.match(text) is not None and not _SENTENCE.search(text.rstrip("。；;\n"))


def _find_result(text: str, ground: Span) -> Span | None:
    """Return the first clause before what is not begun that tells a result of our own."""
    for clause in CLAUSE.finditer(text, 0, ground[0]):
        words = clause[0]
        whole = clause.end() < ground[0]
        if whole and _is_result(words):
            return clause.span()
    return None


def _is_result(words: str) -> bool:
    if _NO_RESULT.search(words) or account("elsewhere").search(words):
        return False
    if account("some").search(words):
        return True
    return not account("lesser").search(words) and tells_result(words, known=False, sure=False)

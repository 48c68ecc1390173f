"""Reads what stands behind a claim of done: a clause that tells of no result leaves it open."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ingest.judge.cues import Cue
from ingest.judge.figures import Figure
from ingest.judge.segments import STOP, Note, Segment
from ingest.judge.wholes import is_harmless
from ledger.plan import Task

_CLAUSE = re.compile(r"[^，,。；;：:！!、\n](?:[^，,。；;：:！!\n]++|(?<=[0-9]),(?=[0-9]{3}))*+")
_SHORTEST = 3  # code points of a clause that tells of something
_TOLD = re.compile(
    r"均|都|全部|[了完好齐过]|全面|悉数|正式|[无未没不零]|百分之|[应甲].{1,3}尽|[凡逢].{1,4}必|召开|于[0-9]|[0-9][日号]"
    r"|[0-9]月起(?:施行|实施|执行)|一人一[卡档]|[扫码]可查"
)
_MAY_OWE = re.compile("[须需应由]")  # one of these stands in whatever is owed
_OWED = re.compile(
    r"\A[^无不没未]*?(?<!所)(?:须|需(?!求|要\Z)|必须|应[由当])|(?<!不再)由[^，,。；;]{2,12}?(?:完成|负责|推进|办理|实施|承担|解决)\Z"
)
_MET = re.compile(
    r"[须需应][^，,。；;]{1,12}的[^，,。；;未不]{0,8}(?:已|均|全部)|\A现?(?:无|没有|不再)"
)
_LATER = re.compile(
    r"其[他它余](?![^，,。；;]*(?:继续|保留|维持))|另[外有]|20[0-9]{2}年(?!度)|[一二三四]季度|(?<![同当])[月旬]|年[底末]"
)
_DATE = re.compile(
    r"(?:截?[至止到]|到)?[0-9０-９年月日底初中末上下旬]+(?:时|止|前)?\Z|(?:20[0-9]{2}年)?第?[一二三四]季度\Z"
)
_STRAY = Cue("另一件事", "act", "", "“{words}”没有说已经完成")


def find_stray(
    text: str, start: int, wishes: Sequence[Segment], figures: Sequence[Figure], task: Task
) -> Note | None:
    """Return the first clause from `start` on that tells of something else than a result."""
    starts = [figure.start for figure in figures]
    wished = [wish.start for wish in wishes]
    own = STOP.search(text, start)  # the claim's own clause has been read
    for match in _CLAUSE.finditer(text, own.start() if own else len(text)):
        first, last = match.span()
        near = bisect_right(wished, first) - 1 if wished else -1
        if last - first < _SHORTEST or (near >= 0 and first < wishes[near].end):
            continue
        words = match[0]
        owed = _MAY_OWE.search(words) and _OWED.search(words) and not _MET.search(words)
        told = "已" in words or _holds(starts, first, last) or _TOLD.search(words)  # as most are
        if owed or not (told or _is_aside(words, task)):
            return Note(_STRAY, (first, last))
    return None


def _holds(starts: Sequence[int], first: int, last: int) -> bool:
    """Tell whether one of the figures that begin at `starts` stands in the clause."""
    return bisect_left(starts, first) < bisect_left(starts, last)


def _is_aside(words: str, task: Task) -> bool:
    """Tell whether the clause only dates or names a thing; a later date or other place needs 已."""
    if _DATE.match(words):
        return True
    return not _LATER.search(words) and is_harmless(words, task)

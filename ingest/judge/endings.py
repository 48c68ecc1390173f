"""Tells whether every clause of a text ends in a result, so that nothing in it is left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.judge.cues import Cue
from ingest.judge.doubts import find_doubt
from ingest.judge.ending_words import find_result, is_beside, is_open, looks_final
from ingest.judge.figures import Figure
from ingest.judge.objects import is_of_part_of_year
from ingest.judge.segments import CLAUSE, STOP, STOPS, Note
from ingest.judge.steps import WHOLLY
from ingest.judge.wholes import is_less, names_whole
from ledger.plan import Task
from ledger.words import DeadlineKind

_OWNED = re.compile(r"[^，]*?[持配]有")  # 持有有效证件
_LISTS = re.compile(r"(?:问题清单|台账)(?:\Z|[及和与、])")  # the means of putting things right
_MARKERS = re.compile(r"(?:[现也均都已并且]|全[部员体数面]|悉数|逐.)+\Z")
_REACHED = re.compile(
    rf"{WHOLLY.pattern}|逐|件件|无一|[应甲][^，]{{1,4}}尽|一律|全员|所有|全面|齐|覆盖"
)
_COMMON = {  # what all tasks speak of
    *(
        "执法",
        "行政",
        "制度",
        "机制",
        "工作",
        "建立",
        "健全",
        "完善",
        "实施",
        "落实",
        "事项",
        "人员",
    ),
    *(
        "单位",
        "部门",
        "情况",
        "办法",
        "规定",
        "领域",
        "要求",
        "进行",
        "以及",
        "有关",
        "相关",
        "管理",
    ),
}
_BRIEF = 4  # code points of a result, such as 全部销号, behind which no subject hides
_LONGEST = 400  # code points of a text that is read so closely
_SHOWN = 40  # code points of a clause that is looked at from its end
_ENDED = Cue("各句都有结果", "done", "", "“{words}”是办成的结果，各句都没有说还有未完成的")


def may_end(text: str) -> bool:
    """Tell whether the last clause looks like a result; the others need not be read if not."""
    stop = len(text.rstrip(STOPS))
    return looks_final(STOP.split(text[max(0, stop - _SHOWN) : stop])[-1])


def find_ending(text: str, figures: Sequence[Figure], task: Task) -> Note | None:
    """Return the first clause that completes the task, if all clauses tell results or counts."""
    if len(text) > _LONGEST or not may_end(text):
        return None
    clauses = list(CLAUSE.finditer(text))
    if not all(looks_final(clause[0]) for clause in clauses) or not adds_up(text, figures):
        return None
    found: Note | None = None
    tied = False
    last = ""
    for match in clauses:
        words = match[0]
        end = find_result(words)
        if (end < 0 and not is_beside(words)) or is_open(words, task.text):
            return None
        if end >= 0 and is_less(words[:end], words[end:], task):
            return None
        tied = tied or is_tied(words, task)
        if end >= 0 and found is None and _is_main(words[:end], words[end:], last, task):
            found = Note(_ENDED, match.span())
        last = words
    if found is None or not tied or not _reaches(text, task):
        return None
    return None if find_doubt(text, found.span[0]) else found


def _is_main(subject: str, verb: str, last: str, task: Task) -> bool:
    """Tell whether the whole of the task is completed, named here or in the clause before."""
    told = _MARKERS.sub("", subject)
    if not told:
        told = verb[:-2] if len(verb) > _BRIEF else last
    planned = told.endswith("方案") and task.deadline_kind is not DeadlineKind.YEARLY
    if planned or is_of_part_of_year(told, 0, task) or _LISTS.search(told):
        return False
    owned = _OWNED.match(verb)
    return names_whole(told, verb, task) or bool(owned and names_whole(verb, "", task))


def is_tied(words: str, task: Task) -> bool:
    """Tell whether the words share with the task more than what all tasks speak of."""
    pairs = {words[i : i + 2] for i in range(len(words) - 1)}
    return any(pair in task.text for pair in pairs - _COMMON)


def _reaches(text: str, task: Task) -> bool:
    """Tell whether a duty without end is told to be met everywhere, and not only once."""
    return task.deadline_kind is not DeadlineKind.CONTINUOUS or bool(_REACHED.search(text))


def adds_up(text: str, figures: Sequence[Figure]) -> bool:
    """Tell whether parts that are listed are all of the count before them: 83名，12名、56名."""
    total = parts = 0.0
    for one, two in pairwise(figures):
        listed = one.unit == two.unit and "、" in text[one.end : two.start]
        if listed and STOP.search(text, one.end, two.start) is None:
            parts = (parts or one.value) + two.value
            continue
        if parts and parts < total:
            return False
        total, parts = (one.value if one.unit == two.unit else 0.0), 0.0
    return parts >= total or not parts

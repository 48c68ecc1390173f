"""Tells a clause about a step or a means from one about the thing that the task asks for."""

from __future__ import annotations

import re
from collections.abc import Set
from functools import cache

from ingest.judge.account_words import beyond_task
from ingest.judge.cues import Cue, cues, with_shields
from ingest.judge.segments import CLAUSE, Span
from ingest.judge.word_finder import WordFinder

_STEPS = {"means", "prep", "draft", "listing", "plan"}
_CALL = "exhort"
NO_STEP = {
    *("措施", "材料", "资料", "责任", "权限", "责任书", "承诺书", "附件", "监督电话", "责任人"),
    *("时限", "校对", "登记卡", "预案", "定稿"),
}
DONE_PREP = {"采购", "预算", "需求", "摸底", "调研", "设计", "前期", "动员"}
RESULT = re.compile(r"(?:已|均|都|全部)[^，]{0,8}(?:完成|毕|验收|交付|到位|办结|结束|清零)|完毕")


def speaks_of_step(words: str, task_text: str, names: Set[str], *, called: bool = True) -> bool:
    """Tell whether the words speak of a step or a means, other than one of `names`.

    What the task itself speaks of is none; words of a call, such as 按期, only count if `called`.
    """
    finder, known = _steps()
    names = names | NO_STEP | (DONE_PREP if RESULT.search(words) else set())
    for number, start, end in finder.find(words):
        word = words[start:end]
        effect = known[number].effect
        meant = effect in _STEPS or (called and effect == _CALL)
        if meant and word not in task_text and word not in names:
            return True
    return beyond_task("step", words, task_text) is not None


def find_step_told(text: str, task_text: str) -> Span | None:
    """Return the first clause that tells as done what is a mere step: 申请已提交, 均已布置."""
    for clause in CLAUSE.finditer(text):
        if beyond_task("step_told", clause[0], task_text):
            return clause.span()
    return None


@cache
def _steps() -> tuple[WordFinder, list[Cue]]:
    words = [word for word in with_shields({*_STEPS, _CALL}) if not word.endswith("文件")]
    return WordFinder(words), [cues()[word] for word in words]

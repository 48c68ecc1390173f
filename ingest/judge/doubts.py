"""Looks once more at a text that claims completion: words that no frame reads may take it back."""

from __future__ import annotations

import re
from functools import cache

from ingest.judge.cues import cues, with_shields
from ingest.judge.reservations import NO_SHARE
from ingest.judge.segments import Note
from ingest.judge.word_finder import WordFinder

_DOUBTS = frozenset({"doubt", "tenths", "draft"})
_DENIED = re.compile(r"(?:[无不未非没原]|避免|防止|杜绝|解决|消除|克服|扭转)[^，,。；;]{0,11}\Z")
_NAMED = re.compile(
    r"[^，,。；;]{0,8}?(?:问题|情形|情况|现象|瑕疵|行为|人员|事项|案件|企业|等[0-9])"
)
_CONCEDED = re.compile(r"虽[^。；;]{1,30}?但[^。；;，,未不]{0,12}?(?:已|均|全部)")
_MONTH = re.compile(r"[0-9]{1,2}月")
_QUARTER = re.compile(r"[一二三四]季度|[上下]半年")
_LATE = ("月底完成", "年底完成", "季度末完成", "月末完成")
_OVER = re.compile(  # 已于9月底完成
    r"已经?[于在](?:20[0-9]{2}年|[去上今当]年)?(?:[0-9]{1,2}|[去上]|20[0-9]{2}|[一二三四]|第[一二三四])?\Z"
)
_EXISTS = "存在"
_REACH = 14  # code points before a word in which it is denied


def find_doubt(text: str, done: int) -> Note | None:
    """Return the first word of reservation that nothing before it denies, if any.

    A draft of an earlier month or quarter than what is done at `done` counts no more.
    """
    finder, words = _words()
    for number, at, end in finder.find(text):
        word = words[number]
        cue = cues()[word]
        if cue.effect not in _DOUBTS or _DENIED.search(text, max(0, at - _REACH), at):
            continue
        if word in _LATE and _OVER.search(text, max(0, at - _REACH), at):
            continue
        if cue.effect == "draft" and _is_of_earlier_month(text, at, done):
            continue
        if len(word) == 1 and _is_named(text, at, end):
            continue
        if word == "虽" and _CONCEDED.match(text, at):
            continue
        if cue.effect == "doubt" or text[end : end + 1] not in NO_SHARE:
            return Note(cue, (at, end))
    return None


def _is_of_earlier_month(text: str, draft: int, done: int) -> bool:
    for period in (_MONTH, _QUARTER):
        before = period.search(text, max(0, draft - _REACH), draft)
        later = period.search(text, draft, done) if before else None
        if later is not None and before is not None and later[0] != before[0]:
            return True
    return False


def _is_named(text: str, at: int, end: int) -> bool:
    """Tell whether the word only names what was dealt with: 不规范问题 that do not 存在."""
    begun = text.rfind(_EXISTS, max(0, at - _REACH), at) >= 0
    return not begun and bool(_NAMED.match(text, end))


@cache
def _words() -> tuple[WordFinder, list[str]]:
    words = with_shields(_DOUBTS)
    return WordFinder(words), words

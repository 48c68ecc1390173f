"""Finds what an account leaves open: a clause that is neither told, nor upkeep, nor good news."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from ingest.judge.account_words import account, beyond_task
from ingest.judge.cues import Cue, cues, with_shields
from ingest.judge.faults import DENIALS, fault_free
from ingest.judge.homonyms import PLAN_AS_NOUN
from ingest.judge.mere_steps import DONE_PREP, NO_STEP, RESULT
from ingest.judge.reservations import NO_SHARE
from ingest.judge.segments import CLAUSE, STOPS, Note, Span
from ingest.judge.word_finder import WordFinder

_NEXT = re.compile(rf"[，,]([^{STOPS}]+)")
LEFT_OPEN = {
    *("future", "later", "plan_to", "aim", "by_date", "due", "scheduled", "others", "refer"),
    *("suppose", "at_once", "afterwards", "thereupon", "pledge", "require", "prep", "draft"),
    *("undone", "remain", "ongoing", "underway", "partial", "tenths", "except", "contrast"),
    *("await", "none", "retract", "doubt", "upkeep", "nil"),
}
_ASKED = {"partial", "prep", "draft", "none"}  # no reservation where the task itself speaks of it
_NEVER_ASKED = "基本"  # a task that has it speaks of 基本手段
_FAULTS = {  # no reservation in the name of what was settled
    *("undone", "remain", "doubt", "partial", "suppose", "none", "require", "await", "future"),
    "nil",
}
_HEAD_ALONE = re.compile(r"(?:下一?步|下阶段|今后|接下来|下来|后续)\Z")
_OF_PLAN = ("所列", "内", "明确", "安排的", "确定的", "财务")
_NO_NOUN = {"准备", "考虑"}
_WHERE_HARMLESS = {
    "收尾": re.compile(r"\A(?!.*(?:进入|接近|正|在)).*收尾\Z"),
    "建议": re.compile(r"建议[^，]{0,6}(?:已|均|全部|悉数|都)"),
    "凡": re.compile(r"凡[^，]{1,14}[必均都皆]"),
    "预算": re.compile(r"预算[0-9]"),
    "旧版": re.compile(r"旧版[^，]{0,4}废止"),
    "正常开展": re.compile(r"正常开展\Z"),
}
_MENDED = re.compile(
    r"[^，]{0,8}(?:已|均|全部|都)[^，]{0,4}(?:整顿|整改|完成|补[齐足正录]|改正|解决|消除|纠正|更[新换]|处置|修复)\Z"
)
_STRONG = {"不", "仍", "还", "再", "另", "只", "仅", "暂"}
_REST = {"其余", "剩余", "余下", "剩下"}
_LACKING = ("配", "具备", "取得", "持")  # what others may stand in for
_NOUN = 8  # code points of what a fault belongs to, behind 的
_REACH = 14  # code points behind a fault in which its 的 stands


def find_open(text: str, task_text: str) -> str:
    """Return the first words by which a clause leaves something open; nothing if none do."""
    later = False
    for match in CLAUSE.finditer(text):
        words = match[0]
        later = later or account("later").match(words) is not None
        if later and account("to_do").search(words):
            return words
        if later and (account("upkeep").search(words) or _HEAD_ALONE.match(words)):
            continue
        following = _NEXT.match(text, match.end())
        found = _open_word(words, following[1] if following else "", task_text)
        if found:
            return found
    return ""


def stays_open(text: str, note: Note, task_text: str) -> bool:
    """Tell whether what a note says stays open, whatever else the text tells."""
    start, end = note.span
    begun = max(text.rfind(stop, 0, start) for stop in STOPS) + 1
    match = CLAUSE.match(text, begun)
    if match is None:
        return False
    following = _NEXT.match(text, match.end())
    span = start - begun, end - begun
    return not _is_denied(match[0], *span) and not _is_harmless(
        note.cue, match[0], following[1] if following else "", span, task_text
    )


def _open_word(words: str, following: str, task_text: str) -> str:
    finder, known = _lexicon()
    for number, start, end in finder.find(words):
        cue = known[number]
        if cue.effect not in LEFT_OPEN or _is_denied(words, start, end):
            continue
        if not _is_harmless(cue, words, following, (start, end), task_text):
            return words[start:end]
    process = account("process").search(words)
    if process and (process[0] in task_text or account("passed").search(words)):
        process = None
    found = process or beyond_task("open", words, task_text)
    return found[0] if found and not _is_over(words, following) else ""


def _is_denied(words: str, start: int, end: int) -> bool:
    """Tell whether a fault is only spoken of to say that there was none."""
    if not any(word in words for word in DENIALS):
        return False
    free = fault_free().finditer(words)
    return any(match.start() <= start and end <= match.end() for match in free)


def _is_harmless(cue: Cue, words: str, following: str, span: Span, task_text: str) -> bool:
    start, end = span
    word = words[start:end]
    if word in NO_STEP or (word != _NEVER_ASKED and word in task_text and cue.effect in _ASKED):
        return True
    if word in _WHERE_HARMLESS:
        return _WHERE_HARMLESS[word].search(words) is not None
    if cue.effect in _BY_SHAPE:
        return _BY_SHAPE[cue.effect](words, start, end)
    return cue.effect in _FAULTS and _is_dealt_with(cue, words, following, span)


def _is_noun(words: str, start: int, end: int) -> bool:
    """Tell 计划所列, 计划全部完成 from 计划完成."""
    noun = words.startswith(_OF_PLAN, end) or PLAN_AS_NOUN.match(words, end) is not None
    return noun and words[start:end] not in _NO_NOUN


def _is_no_share(words: str, _: int, end: int) -> bool:
    return words[end : end + 1] in NO_SHARE


def _is_adverbial(words: str, _: int, end: int) -> bool:
    """Tell 在评估中 that only says when from 在评估."""
    return end < len(words) and not words.startswith(("中", "之中", "阶段"), end)


def _is_prepared(words: str, start: int, end: int) -> bool:
    return words[start:end] in DONE_PREP and RESULT.search(words) is not None


_BY_SHAPE: dict[str, Callable[[str, int, int], bool]] = {
    "plan_to": _is_noun,
    "tenths": _is_no_share,
    "underway": _is_adverbial,
    "prep": _is_prepared,
}


def _is_dealt_with(cue: Cue, words: str, following: str, span: Span) -> bool:
    """Tell whether the fault is only what something that was settled is called by."""
    start, end = span
    if cue.effect == "doubt" and words[start:end] not in _STRONG and _MENDED.match(words, end):
        return True
    if account("gone").search(words, end) or _is_over(words, following):
        return True
    if words[start:end] in _REST:
        return _is_settled(words[end:])
    found = account("finding").search(words, 0, start)
    if found and account("remedy").search(following) and _is_settled(following):
        return True
    noun = words.find("的", end, end + _REACH)
    rest = words[noun + 1 :]
    lacking = words.startswith(_LACKING, end) and len(rest) <= _NOUN
    short = lacking and _is_settled(following)
    return noun >= 0 and (_is_settled(rest) or short)


def _is_over(words: str, following: str) -> bool:
    """Tell whether a clause is of an earlier time, and the next tells what it has come to."""
    earlier = account("earlier").match(words) and account("now").match(following)
    return earlier is not None and _is_settled(following)


def _is_settled(words: str) -> bool:
    return bool(account("settled").search(words)) and not account("unsettled").search(words)


@cache
def _lexicon() -> tuple[WordFinder, list[Cue]]:
    words = with_shields(LEFT_OPEN)
    return WordFinder(words), [cues()[word] for word in words]

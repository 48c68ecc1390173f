"""Tells whether what is said to be completed is the whole of the task: a closed list decides."""

from __future__ import annotations

import re

from ingest.judge.objects import is_a_step, is_of_a_part
from ingest.judge.segments import Span
from ingest.judge.whole_words import (
    ends_in,
    general_words,
    is_of_others,
    is_of_step,
    ourselves,
    results,
    whole_words,
)
from ledger.plan import Task

_REACH = 40  # code points before a verb, or behind it, that are looked at
_COUNT = (
    r"[.0-9０-９一二两三四五六七八九十百]+[余多]?"
    r"(?:个|项|处|批次?|家次?|次|宗|件|起|名|份|人|类|轮|场|期|条|张|镇|村|遍|方|大|[万亿]?元)"
)
_TAIL_MARKS = "现也均都又即就共的但且内里等已"  # no other word of the tail ends in one of these
_TAIL = re.compile(  # what may stand between a thing and its 已
    rf"(?:[{_TAIL_MARKS}]|已经"
    r"|全[部数面]|[同当][月日]|动态|[^，,。；;]{0,8}所列|目前|提前|顺利|圆满"
    r"|(?:建立|建成|印发|制定|修订|编制|审核|完成)?并|[如按]期|[按及]时|正式|普遍|逐[一项]|悉数|彻底|先后|同步|分别"
    rf"|{_COUNT}|[（(][^（()）]*[）)]|[“”\"《》「」、（）()]|工作|任务|事宜)\Z"
)
_TAIL_ENDS = frozenset(  # the last code points of these
    "现也均都又即就共的但且内里等已经部数面月日态列前利满并期时式遍一项数底后步别"
    '个处批次家宗件起名份人类轮场条张镇村方大元（）()“”"《》「」、作务宜'
)
_ADJUNCT = re.compile(  # when, where, by whom
    r"(?:[于在自从经由向以按把将与和同至]|会同|通过|根据|截[至止]|[0-9０-９]+[年月日]|今年|本年|年底|提前)"
    r"[^，,。；;]*\Z"
)
_RATE = re.compile(r"(?<![0-9.０-９])[0-9０-９]{1,2}(?:[.．][0-9０-９]+)?[%％]")  # below 100 %
_COMPLETED = {"完成", "完毕", "结束", "完结"}
_MARKS = re.compile(r"\A(?:[业早现也均都已经于告了]|全部|全面|完成|得以|予以|宣告|不折不扣)+")
_MARKED = re.compile(r"(?:[现也均都已]|全[部员体数面]|悉数)+\Z")
_BY_NUMBER = re.compile(  # 第18项工作
    r"(?:\A|[，,。；;：:]|[我本]局|[我本]单位)第([0-9]{1,2})项(?:重点)?(?:工作|任务)?(?:[我本]局|[我本]单位)?[现均也都]?\Z"
)
_STOP = re.compile(r"[，,。；;：:\n]")
_OBJECT = re.compile(r"[了好对为]*([^，,。；;：:！!\n（(并]{0,40})")


def is_whole(text: str, clause: int, subject: int, verb: Span, task: Task) -> bool:
    """Tell whether the verb completes the task, the whole of it, and by those who report.

    The clause begins at `clause`, what it speaks of ends at `subject`; where neither that nor
    what stands behind the verb names a thing, the clause before does.
    """
    known = whole_words(task.text)
    start = max(clause, subject - _REACH)
    before = text[start:subject]
    named = _named(before, known.things)
    if not named and "第" in before:
        named = _is_by_number(before, named, task)
    if named is False:
        return False
    match = _OBJECT.match(text, verb[1])
    behind = _named(match[1], known.things) if match else None
    if behind is False:
        return False
    between = _MARKS.sub("", text[subject : verb[0]])
    inner = _named(between, known.things)
    if inner is False and _is_completion(text, subject, verb) and not ends_in(between, results()):
        return False  # 已分解完毕, 已完成人员信息录入
    if not (named or behind or inner or _is_told_before(text, start, task)):
        return False
    around = f"{before}，{match[1]}" if match else before
    rated = ("%" in around or "％" in around) and _RATE.search(around)
    return not rated and not is_of_others(around, task.text)


def names_whole(words: str, verb: str, task: Task) -> bool:
    """Tell whether the words name the whole of the task, and neither a step nor a part of it."""
    named = _named(words, whole_words(task.text).things)
    return bool(named) and not is_less(words, verb, task)


def names_thing(words: str, names: frozenset[str]) -> bool | None:
    """Return whether the thing that the words end in is a whole or one of `names`.

    None if they name nothing.
    """
    return _named(words, general_words() | names)


def is_less(words: str, verb: str, task: Task) -> bool:
    """Tell whether the words name a step of something, a part of it, or what others do."""
    named = _MARKED.sub("", _trimmed(words))
    low, high = len(named), len(named) + len(verb)
    text = named + verb
    return (
        is_of_others(words, task.text)
        or is_a_step(text, (0, low), (low, high), task.text)
        or is_of_a_part(text, (0, low), (low, high))
    )


def _is_by_number(words: str, named: bool | None, task: Task) -> bool | None:
    """Return whether the number in 第18项工作 is that of the task; `named` without a number."""
    number = _BY_NUMBER.search(words)
    return int(number[1]) == task.task_no if number else named


def _is_completion(text: str, subject: int, verb: Span) -> bool:
    return text[slice(*verb)] in _COMPLETED or "完成" in text[subject : verb[0]]


def is_partial(text: str, end: int, task: Task) -> bool:
    """Tell whether the clause up to `end` speaks of others, or of a part."""
    clause = _STOP.split(text[max(0, end - _REACH) : end])[-1]
    return is_of_others(clause, task.text)


def is_harmless(words: str, task: Task) -> bool:
    """Tell whether a clause without any marker only names a thing or says how it goes."""
    asides = whole_words(task.text).asides
    return ends_in(words, asides) or ends_in(_trimmed(words), asides)


def _named(words: str, things: frozenset[str]) -> bool | None:
    """Return whether the thing that `words` end in is a whole; None if they name nothing."""
    left = _trimmed(words)
    if left and not ends_in(left, things):
        left = _trimmed(_ADJUNCT.sub("", left))
    if not left or ends_in(left, ourselves()):
        return None
    return ends_in(left, things)


def _trimmed(words: str) -> str:
    while words and words[-1] in _TAIL_ENDS:
        shorter = words[:-1] if words[-1] in _TAIL_MARKS else _TAIL.sub("", words)
        if shorter == words:
            break
        words = shorter
    return words


def _is_told_before(text: str, start: int, task: Task) -> bool:
    """Tell whether the clause before, if any, speaks of no mere step: 方案已报审，现已完成."""
    before = text[max(0, start - _REACH) : max(0, start - 1)]
    last = _STOP.split(before)[-1]
    return not is_of_step(last, task.text) and not is_of_others(last, task.text)

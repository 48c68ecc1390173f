"""The words that a clause ends in when it tells a result, and those that leave it open."""

from __future__ import annotations

import re
from functools import cache

from ingest.judge.cues import Cue, cues
from ingest.judge.homonyms import PLAN_AS_NOUN
from ingest.judge.lexicon_files import read_rows
from ingest.judge.word_finder import WordFinder

_TOLD = re.compile(r"已|均|都|全[部员体]|悉数|逐|件件|完毕|一律|同步|[0-9]月|100%")
_SIGNS = re.compile(  # of patterns that are no plain words
    "无|未发现|零|尽|覆盖|实现|件件|满|证|有|[%％]|适用|没有|一律|参|报|获|对照|[依根]据|按照|依法|经"
)
_OPEN = {
    *("future", "later", "plan_to", "goal", "aim", "by_date", "due", "deadline", "scheduled"),
    *("require", "pledge", "urge", "suppose", "at_once", "thereupon", "afterwards", "others"),
    *("undone", "remain", "ongoing", "underway", "partial", "tenths", "except", "contrast"),
    *("await", "prep", "draft", "exhort", "keep", "refer", "none", "retract", "doubt", "means"),
}
_ASKED = {"partial", "means", "prep"}  # no reservation where the task itself speaks of it
_NO_STEP = {  # 16项措施逐项落实 is the thing itself
    *("措施", "材料", "资料", "责任", "公示期", "权限", "评审", "专家评审", "自评", "监督电话"),
    *("校对", "附件", "定期", "责任书", "承诺书", "服务合同", "问题线索", "预算"),
}
_ON_GROUNDS = ("对照", "按照", "根据", "依据")
_PLAN = re.compile(r"方案(?!所列|安排|确定|规定|落实|要求)")
_LONG = 4  # code points of a word such as 动态调整, which names a thing at the head of a clause


def looks_final(words: str) -> bool:
    """Tell whether the words may end in a result, as far as their last characters tell."""
    if words[-2:] in _endings() or words[-2:-1].isdigit():
        return True
    return _SIGNS.search(words) is not None


def find_result(words: str) -> int:
    """Return where the result begins that the clause ends in; -1 if it ends in none."""
    found = _pattern("end").search(words) if looks_final(words) else None
    return found.start() if found else -1


def is_beside(words: str) -> bool:
    """Tell whether the clause only adds to a result: a count, a ground, a deed that is told."""
    if _pattern("also").search(words):
        return True
    return bool(_TOLD.search(words) and _pattern("told").search(words))


def is_open(words: str, task_text: str) -> bool:
    """Tell whether a word leaves the clause open, other than one of the task's own."""
    if _stop().search(words):
        return True
    if "方案" in words and "方案" not in task_text and _PLAN.search(words):
        return True
    finder, known = _lexicon()
    found = finder.find(words)
    return any(_opens(words, known[n], start, end, task_text) for n, start, end in found)


def _opens(words: str, cue: Cue, start: int, end: int, task_text: str) -> bool:
    word = words[start:end]
    if cue.effect == "plan_to" and PLAN_AS_NOUN.match(words, end):
        return False
    if cue.effect == "weak":  # 推进…, 加强… at the head of a clause
        return not start and len(word) < _LONG
    if word in _NO_STEP or (word == "要求" and words.startswith(_ON_GROUNDS)):
        return False
    return cue.effect in _OPEN and (cue.effect not in _ASKED or word not in task_text)


@cache
def _lexicon() -> tuple[WordFinder, list[Cue]]:
    known = {word: cue for word, cue in cues().items() if word != "\n"}
    return WordFinder(known), list(known.values())


@cache
def _endings() -> frozenset[str]:
    """Return the last two characters of the plain words among the patterns."""
    words = [word for kind in ("end", "also", "told") for word in _words(kind).split("|")]
    return frozenset(word[-2:] for word in words if word[-2:].isalpha())


@cache
def _stop() -> re.Pattern[str]:
    return re.compile(_words("stop"))


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    """Return an expression for what a clause ends in, with what may stand before a result."""
    lead = rf"(?:{_words('lead')}){{0,2}}" if kind == "end" else ""
    return re.compile(rf"{lead}(?:(?:{_words(kind)})[并、和且]?){{1,2}}\Z")


def _words(kind: str) -> str:
    return "|".join(row["pattern"] for row in read_rows("endings.csv") if row["kind"] == kind)

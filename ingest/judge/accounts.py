"""Reads a text as an account: all that the task asks is told as done, and nothing as open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.judge.accomplished import EACH, is_done
from ingest.judge.account_words import account
from ingest.judge.cues import Cue
from ingest.judge.endings import adds_up
from ingest.judge.figures import Figure
from ingest.judge.openings import LEFT_OPEN, find_open, stays_open
from ingest.judge.parts import Part, parts_of
from ingest.judge.results import tells_result
from ingest.judge.segments import CLAUSE, Note, Span
from ingest.judge.settled import blank
from ingest.judge.shortfalls import find_shortfalls, rate_cue
from ledger.plan import Task

_SENTENCE = re.compile(r"[^。；;！!\n]+")
_LISTED = re.compile(r"[、和及]")
_PART_DONE = re.compile(
    r"(?:收回|整改|办结|认领|公布|移送|评估|到岗|聘任|验收|上线|接入|配备|销号|结案|评查)了?\Z"
    r"|已(?:调整|纠正|协调|更正|处理|处置|答复|归集)\Z"
)
_CHANGED = re.compile(r"(?:取消|保留|合并|新增|废止|调整)[0-9]")  # no parts of a count
_FOUND = re.compile(r"(?<!未)(?<!没有)(?:发现|查出|(?<!调)查处|检出)[^，,。；;]{0,16}?[0-9]")
_SETTLED = re.compile(r"已|(?<!人)均|都|全部|悉数")
_FINAL = {"ongoing", "underway", "except", "tenths", "scheduled"}
_FINAL_PARTS = {"基本", "初步", "部分", "大部分", "多数", "大多数", "逐步", "陆续", "过半", "一半"}
_UNFINISHED = ("正在", "力争", "起草", "初稿", "草案", "尚在", "仍在")  # nothing takes these back
_LEFT_OPEN = LEFT_OPEN - {"future"}  # what is wished may be mere upkeep
_LONGEST = 500  # code points of a text that is read so closely
_ACCOUNTED = Cue("各项都办成", "done", "", "“{words}”等说明要办的各项都已办成，没有说还有未完成的")


def find_account(
    text: str, figures: Sequence[Figure], task: Task, ground: Note | None, *, sure: bool = False
) -> Note | None:
    """Return the clause that tells of the first part, if the text tells all parts as done.

    `ground` is what decides against it so far. With `sure` only words are believed that cannot be
    a call.
    """
    if len(text) > _LONGEST or (ground is not None and _is_final(text, ground)):
        return None
    parts = parts_of(task.text)
    if not parts or not _may_account(text, parts) or any(map(text.__contains__, _UNFINISHED)):
        return None
    if ground is not None and _stands(text, ground, task):  # as is the case with most texts
        return None
    if _falls_short(text, figures, task) or _has_unsettled_finding(text):
        return None
    if find_open(blank(text), task.text):
        return None
    first = _find_first(text, parts, task, sure=sure and not _is_claimed(text))
    return Note(_ACCOUNTED, first) if first else None


def _is_final(text: str, ground: Note) -> bool:
    """Tell by its words alone whether nothing can overcome what decides against the text."""
    effect = ground.cue.effect
    if effect in _FINAL:
        return True
    if effect != "partial":
        return False
    word = text[slice(*ground.span)]
    return word in _FINAL_PARTS or "%" in word or "％" in word


def _stands(text: str, ground: Note, task: Task) -> bool:
    """Tell whether nothing else in the text overcomes what decides against it.

    What closes or denies it has been looked for before.
    """
    if text[ground.span[0]].isdecimal():
        return ground.cue.effect == "partial" and not _is_detail(text, ground)
    return ground.cue.effect in _LEFT_OPEN and stays_open(text, ground, task.text)


def _may_account(text: str, parts: Sequence[Part]) -> bool:
    """Tell whether the text names all parts, wherever they stand."""
    return all(any(name in text for name in part.names) for part in parts)


def _falls_short(text: str, figures: Sequence[Figure], task: Task) -> bool:
    """Tell whether a count or a rate is less than the whole."""
    listed = adds_up(text, figures) or _CHANGED.search(text)
    if not listed or any(_is_less(text, *two) for two in pairwise(figures)):
        return True
    rates = (rate_cue(text, 0, f, told=True) for f in figures if f.unit == "%")
    if any(cue is not None and cue.effect == "partial" for cue in rates):
        return True
    return any(not _is_detail(text, note) for note in find_shortfalls(text, figures, task.text))


def _has_unsettled_finding(text: str) -> bool:
    """Tell whether a count of faults was found, of which nothing more is told."""
    found = _FOUND.search(text)
    return found is not None and not account("remedy").search(text, found.end())


def _is_less(text: str, whole: Figure, part: Figure) -> bool:
    """Tell whether a smaller count follows in the same clause, and not in a list."""
    if whole.unit != part.unit or part.value >= whole.value:
        return False
    between = text[whole.end : part.start]
    if _PART_DONE.search(between):
        return True
    return CLAUSE.fullmatch(between) is not None and not _LISTED.search(between)


def _is_detail(text: str, note: Note) -> bool:
    """Tell whether a smaller count is settled itself, beside a whole that is settled too."""
    start, end = note.span
    clauses = [clause for clause in CLAUSE.finditer(text) if clause.start() <= start]
    own, before = clauses[-1], clauses[-2:-1]
    if not before or "/" in text[start:end] or "中" in text[own.start() : start]:
        return False
    return bool(EACH.search(before[0][0]) and _SETTLED.search(own[0]))


def _is_claimed(text: str) -> bool:
    """Tell whether one of the clauses can be no call, so that the others are none either."""
    clauses = CLAUSE.findall(text)
    return any(tells_result(words, known=False, sure=True) for words in clauses)


def _find_first(text: str, parts: Sequence[Part], task: Task, *, sure: bool) -> Span | None:
    """Return where the first part is told as done; None if one of them is not."""
    left = dict(enumerate(parts))
    first: Span | None = None
    for sentence in _SENTENCE.finditer(text):
        topic: set[int] = set()
        for match in CLAUSE.finditer(text, *sentence.span()):
            words = match[0]
            own = {n for n, part in enumerate(parts) if any(name in words for name in part.names)}
            for number in (own or topic) & left.keys():
                if is_done(words, left[number], task, own=bool(own), sure=sure):
                    del left[number]
                    first = first or match.span()
            topic = own or topic
    return None if left else first

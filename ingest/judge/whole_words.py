"""The closed list of things whose completion completes a task, as far as one task's text goes."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.judge.cues import cues
from ingest.judge.lexicon_files import literal_tree, read_rows
from ingest.judge.word_finder import WordFinder

_RESULTS = {"finish", "settle", "partway", "asked"}
_STEPS = {"prep", "draft", "plan"}


class WholeWords(NamedTuple):
    """What may be completed for one task, and what may not."""

    things: frozenset[str]  # a completion of one of these completes the task
    asides: frozenset[str]  # what a clause beside the claim may end in


@lru_cache(maxsize=64)
def whole_words(task_text: str) -> WholeWords:
    """Return the words for a task of this text; what it asks for is neither part nor step."""
    things = _words("whole", task_text) + [w for w in _words("asked") if w in task_text]
    asides = [*things, *_words("asked"), *_words("aside"), *results()]
    return WholeWords(
        frozenset(things + _words("object")),
        frozenset(asides),
    )


def ends_in(words: str, known: frozenset[str]) -> bool:
    """Tell whether `words` end in one of `known`, none of which has more than 8 code points."""
    return (  # spelt out, for it is asked of every claim
        words[-2:] in known
        or words[-3:] in known
        or words[-4:] in known
        or words[-1:] in known
        or words[-5:] in known
        or words[-6:] in known
        or words[-7:] in known
        or words[-8:] in known
    )


@cache
def results() -> frozenset[str]:
    """Return the verbs that name a result."""
    return frozenset(word for word, cue in cues().items() if cue.effect in _RESULTS)


@cache
def general_words() -> frozenset[str]:
    """Return the words for rules and for work as a whole, whatever a task asks for."""
    return frozenset(
        word
        for row in _rows()
        if row["name"] in ("立的规矩", "整件工作")
        for word in row["pattern"].split("|")
    )


@cache
def ourselves() -> frozenset[str]:
    """Return the words by which those who report speak of themselves."""
    return frozenset(_words("ours"))


def _words(kind: str, task_text: str = "") -> list[str]:
    """Return the words of a kind, those left out that only another task asks for."""
    return [
        word
        for row in _rows()
        if row["kind"] == kind and (not row["asks"] or is_asked(row["asks"], task_text))
        for word in row["pattern"].split("|")
    ]


@lru_cache(maxsize=4096)  # 43 tasks and each row of the lexicon that asks for something
def is_asked(asks: str, task_text: str) -> bool:
    """Tell whether the task speaks of one of the words that `asks` lists."""
    return any(words in task_text for words in asks.split("|"))


def is_of_others(words: str, task_text: str) -> bool:
    """Tell whether words speak of others, or of a part, that the task does not speak of."""
    return any(match[0] not in task_text for match in _others().finditer(words))


def is_of_step(words: str, task_text: str) -> bool:
    """Tell whether words speak of a draft or a plan that the task does not ask for."""
    return any(words[start:end] not in task_text for _, start, end in _steps().find(words))


@cache
def _others() -> re.Pattern[str]:
    parts = [row["pattern"] for row in _rows() if row["kind"] == "part"]
    return re.compile("|".join([literal_tree(_words("others")), *parts]))


@cache
def _steps() -> WordFinder:
    words = (word for word, cue in cues().items() if cue.effect in _STEPS)
    return WordFinder(word for word in words if not word.endswith("文件"))


@cache
def _rows() -> list[dict[str, str]]:
    return read_rows("wholes.csv")

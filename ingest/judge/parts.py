"""The parts of each task, and the deeds that accomplish each: 公职律师 and 法律顾问, 到岗."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from ingest.judge.lexicon_files import read_rows

_CLEAN = "未发现"  # among the deeds of what a check that finds nothing accomplishes


class Part(NamedTuple):
    """One thing that a task asks for, by what it is called and what accomplishes it.

    `wholly`: only without exception; `checked`: also by a check that finds nothing.
    """

    names: frozenset[str]
    named: re.Pattern[str]
    deeds: re.Pattern[str]
    wholly: bool
    checked: bool


@lru_cache(maxsize=64)
def parts_of(task_text: str) -> tuple[Part, ...]:
    """Return the parts of the task of this text; a text is done when all of them are."""
    return tuple(
        _part(row) for row in _rows() if row["kind"] == "part" and row["asks"] in task_text
    )


def _part(row: dict[str, str]) -> Part:
    names = sorted(row["words"].split("|"), key=len, reverse=True)
    deeds = "|".join(_deeds()[name] for name in row["deeds"].split("|"))
    return Part(
        frozenset(names),
        re.compile("|".join(names)),
        re.compile(deeds),
        bool(row["wholly"]),
        _CLEAN in deeds,
    )


@cache
def _deeds() -> dict[str, str]:
    return {row["name"]: row["words"] for row in _rows() if row["kind"] == "deed"}


@cache
def _rows() -> list[dict[str, str]]:
    return read_rows("parts.csv")

"""Tells how far words only repeat what the task itself says."""

from __future__ import annotations

import re
from functools import lru_cache
from operator import add

from ledger.plan import Task

_NOISE = re.compile(r"[\W_]+")


def echo_share(words: str, task: Task) -> float:
    """Return the share of the first pairs of characters that the task's own wording has too."""
    plain = _NOISE.sub("", words[:60])
    pairs = list(map(add, plain, plain[1:]))
    known = _pairs(task.text)
    return sum(map(known.__contains__, pairs)) / len(pairs) if pairs else 1.0


@lru_cache(maxsize=64)
def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[i : i + 2] for i in range(len(text) - 1))

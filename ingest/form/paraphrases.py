"""Which task a paraphrase means, by the pairs of characters that it shares with each wording."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence

from ledger.plan import Task

_NOT_A_WORD = re.compile(r"[\W_]+")
# Shares of a paraphrase, rare pairs counting more. Beside the printed number it is the task's …
_ENOUGH = 0.4  # … if so much of it is in the task's wording
_CLEARLY_BEST = 0.15  # … and so much more than in any other's;
_PERHAPS = 0.25  # Where the numbers are known to be the tasks', so much will do …
_HARDLY_LESS = 0.8  # … unless another has clearly more.


def plain(text: str) -> str:
    """Return `text` for comparison: NFKC, only letters, digits and Chinese characters."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text))


class Paraphrases:
    """The pairs of characters of every task's wordings and short name, and whose they are."""

    def __init__(self, tasks: Sequence[Task]) -> None:
        """Note once which tasks have each pair."""
        self._count = len(tasks)
        self._tasks_with: dict[str, list[int]] = {}
        for task in tasks:
            wordings = (task.text, task.printed_text, task.short_name)
            for pair in frozenset[str]().union(*(_pairs(plain(words)) for words in wordings)):
                self._tasks_with.setdefault(pair, []).append(task.task_no)

    def is_clearly(self, bare: str, task_no: int) -> bool:
        """Return whether a text beside the task's number is more like it than like any other."""
        own, other = self._shares(bare, task_no)
        return own >= _ENOUGH and own - other >= _CLEARLY_BEST

    def is_perhaps(self, bare: str, task_no: int) -> bool:
        """Return whether a text is near to the task, and hardly nearer to any other."""
        own, other = self._shares(bare, task_no)
        return own >= _PERHAPS and own >= _HARDLY_LESS * other

    def _shares(self, bare: str, task_no: int) -> tuple[float, float]:
        """Return how much of a text is in the task's wordings, and at most in another's.

        A pair counts the more the fewer tasks have it, and most if none has.
        """
        whole, in_tasks = 0.0, dict.fromkeys((task_no, 0), 0.0)
        for pair in _pairs(bare):
            tasks = self._tasks_with.get(pair, ())
            weight = math.log((self._count + 1) / (len(tasks) + 0.5))
            whole += weight
            for number in tasks:
                in_tasks[number] = in_tasks.get(number, 0.0) + weight
        if not whole:
            return 0.0, 0.0
        own = in_tasks.pop(task_no)
        return own / whole, max(in_tasks.values()) / whole


def _pairs(bare: str) -> set[str]:
    return {bare[place : place + 2] for place in range(len(bare) - 1)}

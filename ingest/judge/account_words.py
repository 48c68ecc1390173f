"""The words by which an account is read: what is told, what is left open, what is mere upkeep."""

from __future__ import annotations

import re
from functools import cache

from ingest.judge.lexicon_files import read_rows


@cache
def account(kind: str) -> re.Pattern[str]:
    """Return the expression for the words of a kind."""
    return re.compile(account_words(kind))


def beyond_task(kind: str, words: str, task_text: str) -> re.Match[str] | None:
    """Return the first of the words of a kind that the task itself does not speak of."""
    return next((m for m in account(kind).finditer(words) if m[0] not in task_text), None)


@cache
def account_words(kind: str) -> str:
    """Return the words of a kind as alternatives of an expression."""
    return "|".join(row["pattern"] for row in read_rows("accounts.csv") if row["kind"] == kind)

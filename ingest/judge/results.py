"""Tells whether a clause tells a result, whatever its verb: 填毕入档, 悉数移送, 次次扫码."""

from __future__ import annotations

import re
from functools import cache

from ingest.judge.account_words import account, account_words
from ingest.judge.faults import is_free_of_faults

_CLOSE = 6  # code points between 全部 and the result that is told of all


def tells_result(words: str, *, known: bool, sure: bool) -> bool:
    """Tell whether the clause ends in a result, or tells one of each or of all.

    Where the deed is `known` to accomplish what is spoken of, 印发 and the like are results too.
    With `sure`, only what nobody calls for: 填毕, and not 落实.
    """
    if account("no_result").search(words):
        return False
    if account("each").search(words) or is_free_of_faults(words):
        return True
    known = known and not sure
    if _at_end(known).search(words):
        return True
    return not sure and _of_all(known).search(words) is not None


@cache
def _at_end(known: bool) -> re.Pattern[str]:
    return re.compile(rf"(?:{_results(known)})了?\Z")


@cache
def _of_all(known: bool) -> re.Pattern[str]:
    return re.compile(
        rf"(?:{account_words('wholly')})[^，,。；;]{{0,{_CLOSE}}}?(?:{_results(known)})"
        r"(?!率|[^，]{0,2}[0-9])"
    )


def _results(known: bool) -> str:
    return account_words("result") + ("|" + account_words("rule") if known else "")

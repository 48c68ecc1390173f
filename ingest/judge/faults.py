"""Finds what denies a fault, and so leaves nothing open: 没有例外, 未超时限, 不存在缺项."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.judge.account_words import account_words
from ingest.judge.segments import BLANK

_STARTS = re.compile("[再没未不无杜查]")  # what denies a flaw begins with one of these
DENIALS = ("无", "没", "未", "不", "杜绝")  # one of these stands in whatever denies a fault


def is_free_of_faults(words: str) -> bool:
    """Tell whether the words say that no fault was found."""
    if not any(word in words for word in DENIALS):
        return False
    return fault_free().search(words) is not None


@cache
def fault_free() -> re.Pattern[str]:
    """Return what denies a fault: 没有发现…情形, 无漏, 无一例外; but not 没有建立."""
    fault = f"{account_words('fault')}|{account_words('flaw')}|{BLANK}"
    end = r"(?![^，,。；;、])"
    return re.compile(
        rf"(?:{account_words('denied')})(?!{account_words('lack')})[^，,。；;]{{0,20}}?(?:{fault})"
        r"(?![^，,。；;、和及])"
        rf"|(?:无|没有|未)(?:缺|漏|错|违|逾|超[期时]|误|差错|投诉)[^，,。；;]{{0,8}}(?![^，,。；;])"
        rf"|无一[^，,。；;]{{1,8}}{end}|(?:没有|无)一[^，,。；;]{{1,14}}{end}"
    )


def find_flawless(text: str) -> Iterator[re.Match[str]]:
    """Yield what denies a flaw, as of `flawless`; the search by one character costs little."""
    end = 0
    for start in _STARTS.finditer(text):
        match = flawless().match(text, start.start()) if start.start() >= end else None
        if match is not None:
            end = match.end()
            yield match


@cache
def flawless() -> re.Pattern[str]:
    """Return what denies a flaw, as one group, and the flaw, as another: 没有例外."""
    return re.compile(
        rf"({account_words('denied')})(?!{account_words('lack')})[^，,。；;]{{0,8}}?"
        rf"((?:{account_words('flaw')})(?:人员|情[形况]|现象|问题|事项|案件|单位|企业)?)"
        r"(?![^，,。；;、和及])"
    )

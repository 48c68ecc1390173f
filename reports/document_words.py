"""How days, shares and places are written in documents."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pandas as pd

from ledger.quarter import Quarter

_DAY = re.compile(r"(?<!\d)(20\d\d)-(\d\d)-(\d\d)(?!\d)")
_QUARTER = re.compile(r"(?<![0-9A-Za-z])20\d\dQ[1-4](?![0-9A-Za-z])")
_QUARTERS = re.compile(r"(20\d\dQ[1-4])(?:、20\d\dQ[1-4])*、(20\d\dQ[1-4])")


def chinese_day(day: date) -> str:
    """Return a day as it is read: 2025年10月5日."""
    return f"{day.year}年{day.month}月{day.day}日"


def day_or_none(value: Any) -> date | None:
    """Return a cell of a DataFrame as a day; None if it is empty."""
    return None if pd.isna(value) else pd.Timestamp(value).date()


def short_day(value: Any) -> str:
    """Return a cell of a DataFrame as 2025-10-05; empty if the cell is."""
    day = day_or_none(value)
    return "" if day is None else day.isoformat()


def share(part: int, whole: int) -> str:
    """Return `11/12（91.7%）`: a share never stands without its numbers; 0/0 has no percentage."""
    return f"{part}/{whole}（{part / whole:.1%}）" if whole else f"{part}/{whole}"


def whereabouts(*parts: Any) -> str:
    """Return the file, the sheet and the cell that are known, with commas between."""
    return "，".join(str(part) for part in parts if isinstance(part, str) and part)


def in_words(reason: str) -> str:
    """Return a reason in one line, its days and quarters as they are read, lists of quarters short.

    `2024Q2、2024Q3、2024Q4` becomes 2024年第二季度至2024年第四季度.
    """
    text = _QUARTERS.sub(r"\1至\2", " ".join(reason.split()))
    text = _DAY.sub(lambda m: f"{m[1]}年{int(m[2])}月{int(m[3])}日", text)
    return _QUARTER.sub(lambda m: Quarter.parse(m[0]).label, text)

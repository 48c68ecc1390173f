"""A cell's value as text, as near as may be to what the sheet shows."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_DECIMALS = re.compile(r"\.([0#?]+)")
_MOST_DECIMALS = 15


def as_shown(value: Any) -> str:
    """Return a value as text: whole numbers without a point, dates and times in ISO form."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        whole = float(value).is_integer() and abs(value) < 1e15
        return str(int(value)) if whole else f"{value:.15g}"
    if isinstance(value, datetime):
        return str(value.date() if value.time() == time() else value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def percent_decimals(number_format: str) -> int | None:
    """Return how many decimals a number format shows before its percent sign, None without one."""
    positive = _QUOTED.sub("", number_format).partition(";")[0]
    if "%" not in positive:
        return None
    decimals = _DECIMALS.search(positive)
    return min(len(decimals[1]), _MOST_DECIMALS) if decimals else 0


def percent_shown(value: float, decimals: int) -> str:
    """Return a share as the percentage that a sheet shows for it, 0.85 as 85%."""
    exact = Decimal(f"{value:.15g}") * 100
    if not exact.is_finite() or abs(exact) >= Decimal(10) ** 15:
        return as_shown(value)
    return f"{exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)}%"

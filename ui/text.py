"""How numbers, dates and quarters are written in Chinese text."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd

from ledger.quarter import Quarter

NOTHING = "—"
POINTS = "个百分点"
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&])")


def percent(part: Any, whole: Any) -> str:
    """Return `91.7%`, or a dash where there is nothing to divide by."""
    return NOTHING if absent(part) or absent(whole) or not whole else f"{part / whole:.1%}"


def ratio(part: Any, whole: Any) -> str:
    """Return `11/12（91.7%）`: a share never stands without its numbers."""
    if absent(part) or absent(whole):
        return NOTHING
    return f"{count(part)}/{count(whole)}（{percent(part, whole)}）"


def count(value: Any) -> str:
    """Return a whole number without decimals, or a dash for none."""
    return NOTHING if absent(value) else f"{int(value)}"


def points(now: Any, before: Any) -> str | None:
    """Return the change between two shares of 0-1, `+4.2个百分点`; None where either is missing."""
    if absent(now) or absent(before):
        return None
    change = round((now - before) * 100, 1)
    return "持平" if change == 0 else f"{change:+.1f}{POINTS}"


def course(change: Any, unit: str, digits: int = 0) -> str | None:
    """Return a change in words, `上升3.5个百分点` or `减少2项`; None where it is not known."""
    if absent(change):
        return None
    size = round(change, digits)
    if size == 0:
        return "持平"
    up, down = ("上升", "下降") if unit == POINTS else ("增加", "减少")
    return f"{up if size > 0 else down}{abs(size):.{digits}f}{unit}"


def day(value: Any) -> str:
    """Return a date as `2025-10-15`, or a dash for none."""
    if absent(value):
        return NOTHING
    return f"{pd.Timestamp(value):%Y-%m-%d}"


def quarter(value: str) -> str:
    """Return the Chinese name of a quarter written `2024Q3`."""
    return NOTHING if absent(value) else Quarter.parse(value).label


def file(name: str, part: str) -> str:
    """Return a file's name, behind the sheet where the file holds several ledgers."""
    return f"〔{part}〕{name}" if part else name


def quarter_tick(value: str) -> str:
    """Return the name of a quarter on two lines, for an axis."""
    return Quarter.parse(value).label.replace("年第", "年<br>")


def escaped(words: str) -> str:
    """Return words from outside so that Streamlit's Markdown shows them as they are.

    A file may be named like an image or a link; a label would fetch it.
    """
    return _MARKDOWN.sub(r"\\\1", words)


def is_written(narrative: object) -> bool:
    """Say whether a cell holds more than nothing and white space."""
    return not absent(narrative) and bool(str(narrative).strip())


def absent(value: Any) -> bool:
    """Say whether a value is None, NaN or NaT."""
    return value is None or bool(pd.isna(value))

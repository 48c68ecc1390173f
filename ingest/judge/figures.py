"""Reads the figures of a narrative: numbers with their unit, and no date, name or requirement."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from functools import cache
from math import prod
from string import ascii_letters
from typing import NamedTuple

from ingest.judge.lexicon_files import literal_tree, read_rows

_ARABIC = "0-9０-９"
_SPOKEN = "〇零一二两三四五六七八九十百千"
_VALUES = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_PLAIN = str.maketrans({"，": None, ",": None, "．": "."})
_NOT_BEFORE = "第届+" + ascii_letters  # a number behind one of these counts nothing
_VAGUE = "几数上成若"  # 数十人, 上百家
_ONE_OF_MANY = "逐每某同任唯统这那哪各进之单专第"  # 逐一个, 同一项
_SUSPECTS = frozenset(_NOT_BEFORE + _VAGUE + _ONE_OF_MANY)
_CLAUSE_REST = r"(?:(?!已)[^，。；,;])*"
_DEMANDED = re.compile(r"的?(?:要求|标准|规定|目标)")
_PLAIN_UNIT = 1  # the group of the unit in what needs no further reading
_new = tuple.__new__  # as Figure() does it, without a call of Python's own for each of many


class Figure(NamedTuple):
    """A number as reported; `start` and `end` cover number and unit in the text as given."""

    value: float
    unit: str
    start: int
    end: int


def find_figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of `text` in order; positions are code points of `text`."""
    found: list[Figure] = []
    quoted: list[tuple[int, int]] | None = None
    named_until = 0
    spoken, written = _names(True), _names(False)
    for match in _candidates().finditer(text):
        group = match.lastindex
        start, end = match.span()
        plain = group == _PLAIN_UNIT  # as most are
        if group is None or start < named_until or not (plain or _may_count(text, start)):
            continue
        name = (written if plain or text[start] not in _SPOKEN else spoken).match(text, start)
        if name is not None:
            named_until = name.end()
            continue
        if quoted is None:
            quoted = [quote.span() for quote in _quotes().finditer(text)]
        if quoted and start < quoted[-1][1] and _is_within(start, quoted):
            continue
        if plain:
            unit = match[_PLAIN_UNIT]
            value = float(text[start : end - len(unit)])
            found.append(_new(Figure, (value, unit, start, end)))
        elif not _DEMANDED.match(text, end):
            found.extend(_figures(match))
    return tuple(found)


def _is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Tell whether `place` is in one of `spans`, which are in order and do not overlap."""
    last = bisect_right(spans, (place, sys.maxsize)) - 1
    return last >= 0 and place < spans[last][1]


@cache
def measures() -> dict[str, str]:
    """Return what each unit measures, so that 人 and 名 can be compared."""
    plain = {row["unit"]: row["measure"] for row in read_rows("units.csv")}
    return plain | {f"{scale}{unit}": plain[unit] for unit in plain for scale in "万亿"}


@cache
def _written_only() -> frozenset[str]:
    """Return the units that Chinese numerals do not count: 十分 is not ten of anything."""
    return frozenset(row["unit"] for row in read_rows("units.csv") if row["numerals"] == "arabic")


@cache
def _candidates() -> re.Pattern[str]:
    """Return an expression for a run of numerals, with groups only where it counts something.

    What most figures are, digits and a unit, has a group of its own, and no more to be checked of
    it but names and quotes.
    """
    units = literal_tree(row["unit"] for row in read_rows("units.csv"))
    written = f"[{_ARABIC}]{{0,12}}(?:,[0-9]{{3}}){{0,4}}(?:[.．][{_ARABIC}]{{1,9}})?[十百千]?"
    spoken = f"[{_SPOKEN}]{{0,12}}"
    numeral = f"[{_ARABIC}{_SPOKEN}]"
    rest = rf"(?:(?<=[{_ARABIC}]){written}|(?<=[{_SPOKEN}]){spoken})"
    upto = r"[-—~～至/／]"
    counts = r"(?![门之]|分(?!局|队)|月|工作日|自然日|(?<=个)(?:季度|年度))"
    plain = (
        rf"(?<=[{_ARABIC}])(?<![{_NOT_BEFORE}][{_ARABIC}])[{_ARABIC}]{{0,12}}+"
        rf"((?>(?!％)[万亿]?(?:{units}))){counts}(?!{_DEMANDED.pattern}|(?<=%){upto})"
    )
    # the first character stands alone, so that the search can skip to it
    return re.compile(
        rf"{numeral}(?:{plain}"
        rf"|{rest}(?:(?:[%％]?{upto}({numeral}{rest}))?[余多]?([万亿]?[余多]?(?:{units})){counts}"
        rf"|(?:分之({numeral}{rest}))?))"
    )


def _patterns(kind: str) -> list[str]:
    return [row["pattern"] for row in read_rows("names.csv") if row["kind"] == kind]


@cache
def _names(spoken: bool) -> re.Pattern[str]:
    """Return an expression for names that begin with a Chinese numeral, or with a digit."""
    return re.compile("|".join(_patterns("name") if spoken else _patterns("digits")))


@cache
def _quotes() -> re.Pattern[str]:
    """Return an expression for quoted text, and for a requirement to the end of its clause."""
    required = [words + _CLAUSE_REST for words in _patterns("require")]
    return re.compile("|".join([*_patterns("quote"), *required]))


def _may_count(text: str, start: int) -> bool:
    """Tell whether what stands before a number leaves it a count: not 第三, 数十, 每一, G206."""
    before = text[start - 1 : start]
    if before not in _SUSPECTS:
        return True
    if before in _NOT_BEFORE:
        return False
    first = text[start]
    return not (first == "一" and before in _ONE_OF_MANY) and not (
        first in _SCALES and before in _VAGUE
    )


def _figures(match: re.Match[str]) -> list[Figure]:
    start, end = match.span()
    words, upper, unit, percent = match.group(0, 2, 3, 4)
    if percent:  # 三分之二 is a share too, but no percentage
        return _figure(percent, "%", start, end) if words[0] == "百" else []
    if not upper:
        return _figure(words[: -len(unit)], unit, start, end)
    lower = words[: match.start(2) - 1 - start].rstrip("%％")
    return [
        *_figure(lower, unit, start, start + len(lower)),
        *_figure(upper, unit, match.start(2), end),
    ]


def _figure(number: str, unit: str, start: int, end: int) -> list[Figure]:
    number = number.rstrip("余多")
    unit = unit.replace("％", "%").replace("余", "").replace("多", "")
    if number[0].isdecimal():
        value = _written_number(number)
    else:
        value = None if unit in _written_only() else spoken_number(number)
    return [] if value is None else [Figure(value, unit, start, end)]


def _written_number(words: str) -> float | None:
    """Return the value of Arabic digits, also 3百; None for a mixture that means nothing."""
    try:
        return float(words)
    except ValueError:
        digits = words.rstrip("十百千").translate(_PLAIN)
    try:
        value = float(digits)
    except ValueError:
        return None
    scales = words[len(words.rstrip("十百千")) :]
    return value * prod(_SCALES[scale] for scale in scales)


def spoken_number(words: str) -> float | None:
    """Return the value of a Chinese numeral; None for an approximation such as 五六."""
    total, digit = 0, -1
    for char in words:
        if char in _SCALES:
            total += (1 if digit < 0 else digit) * _SCALES[char]
            digit = -1
        elif digit <= 0 and char in _VALUES:
            digit = _VALUES[char]
        else:
            return None
    return float(total + max(digit, 0))

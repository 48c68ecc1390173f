"""Reads a course told by dates: `6月：覆盖率50%。12月：全部中队均已上线` ends in the last state."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.judge.segments import Note

_SENTENCE = re.compile(r"[^。；;]+")
_NUMBERED = r"(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]{1,2}[、.])?"
_DATE = re.compile(  # what a sentence of a course begins with
    rf"{_NUMBERED}(?:截?[至止到]+)?(?:(?P<year>20[0-9]{{2}})年)?"
    r"(?:第?(?P<quarter>[一二三四])季度|(?P<month>[0-9]{1,2})月)"
)
_QUARTERS = "一二三四"
_RATED = re.compile(r"([^，,。；;0-9的]{2})率[^，,。；;0-9]{0,4}\Z")
_OPEN = re.compile(
    r"[将拟未待没无不仅只除余]|计划|目标|力争|争取|预计|要求|确保|下一?步|部分|基本|其中|正在|试点"
)
_ALL = r"(?:全部|均|都|全员|所有[^，,。；;]{0,12})"
_TRAINED = re.compile(rf"{_ALL}已?(?:[修学训]满|达到|达|完成)了?([0-9]+)(?:个|以上)?学时")
_ADVANCE = 12  # code points before a rate that say what it measures
_STATIONS = 24  # dated sentences that are looked at, the last ones
_LONGEST = 300  # code points of a sentence that still is one
_Date = tuple[str, str, int]  # year, kind, month or quarter


class _Station(NamedTuple):
    start: int
    words: str
    date: _Date


def left_open(text: str, notes: Sequence[Note], hours: float) -> list[Note]:
    """Return the rates and hours below the target, without those of which a later date says all.

    覆盖率50% needs 全覆盖 or 均已上线 later on; `hours` are those that the task asks of everybody.
    """
    if text.count("月") + text.count("季度") < 2:  # as in most texts
        return list(notes)
    told = list(_stations(text))[-_STATIONS:]
    if len(told) < 2:
        return list(notes)
    return [note for note in notes if not _is_overtaken(text, note, told, hours)]


def _stations(text: str) -> Iterator[_Station]:
    """Yield the sentences that begin with a date."""
    for match in _SENTENCE.finditer(text):
        date = _date(match[0])
        if date is not None and len(match[0]) <= _LONGEST:
            yield _Station(match.start(), match[0], date)


def _is_overtaken(text: str, note: Note, told: Sequence[_Station], hours: float) -> bool:
    at = note.span[0]
    own = next((s.date for s in told if s.start <= at < s.start + len(s.words)), None)
    return own is not None and any(
        _is_later(station.date, own)
        and not _OPEN.search(station.words)
        and _is_reached(station.words, text, note, hours)
        for station in told
    )


def _is_later(date: _Date, own: _Date) -> bool:
    """Tell whether a date of the same kind and year is later."""
    return date[:2] == own[:2] and date[2] > own[2]


def _date(sentence: str) -> _Date | None:
    match = _DATE.match(sentence)
    if match is None:
        return None
    kind = "quarter" if match["quarter"] else "month"
    at = _QUARTERS.index(match["quarter"]) if match["quarter"] else int(match["month"])
    return match["year"] or "", kind, at


def _is_reached(sentence: str, text: str, note: Note, hours: float) -> bool:
    start = note.span[0]
    if text[note.span[1] - 1] not in "%％":
        return any(float(match[1]) >= hours > 0 for match in _TRAINED.finditer(sentence))
    rated = _RATED.search(text, max(0, start - _ADVANCE), start)
    if rated is None:
        return False
    covered = "覆盖|上线" if rated[1] in ("覆盖", "上线") else re.escape(rated[1])
    reached = (
        rf"{_ALL}已?经?(?:完成)?(?:{covered})(?![率至到0-9])|{re.escape(rated[1])}率达?到?100[%％]"
    )
    full = r"|(?:实现|达到)[^，,。；;]{0,8}全覆盖" if rated[1] in ("覆盖", "上线") else ""
    return re.search(reached + full, sentence) is not None

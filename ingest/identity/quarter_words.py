"""What a title or a file name says of the quarter: 第三季度, 2024Q3, 2024年9月, 截至9月17日."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

from ledger.quarter import Quarter

_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_CHINESE_YEAR = re.compile(r"二[〇○零][一二三四五六七八九〇○零]{2}(?=年)")
_CHINESE_MONTH = re.compile(r"(?<![一二三四五六七八九十])(十?[一二]|十|[三四五六七八九])(?=月)")
_MONTHS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)}
_MONTHS |= {"十一": 11, "十二": 12}
_ANOTHER = r"(?:20\d\d\s*年度?\s*)?第?\s*[一二三四1-4]\s*季度?末?"
_NOT_OURS = re.compile(
    r"20\d\d\s*年?度?\s*(?:[-—–~－至到]+)\s*20\d\d\s*年?"  # the plan's own span of years
    r"|[\[(〔【]\s*20\d\d\s*[\])〕】]\s*第?\s*\d+\s*号"  # a document number
    rf"|(?:相?较|同?比|对比|环比|对照|参照|沿用|延续)于?\s*{_ANOTHER}|[与和同]\s*{_ANOTHER}\s*(?:相比|比较|对比|相较)"
    r"|20\d\d\s*[年./]\s*\d{1,2}\s*月?(?:\s*[./]?\d{1,2}\s*日?)?\s*[-—–~－至到]+\s*(?=20\d\d\s*[年./])"
)
_YEAR = r"(?:(?P<year>20\d\d|(?<!\d)\d\d(?=年|[Qq]))[年度的\s._/-]*)?"
_QUARTER = re.compile(
    rf"{_YEAR}(?:第?\s*(?P<word>[一二三四1-4]|(?<![A-Za-z])(?:[Ii]{{1,3}}|[Ii][Vv]))\s*季"
    r"|(?<![A-Za-z])[Qq](?P<q>[1-4])(?!\d)|(?<![A-Za-z\d])(?P<q_>[1-4])[Qq](?![A-Za-z]))"
)
_FURTHER = re.compile(
    r"(?<=[年度第\s])(?P<word>[一二三四1-4])\s*(?:季度)?\s*[、和及与]\s*(?=第?\s*[一二三四1-4]\s*季)"
)
_HALF = re.compile(rf"{_YEAR}上半年")
_UNTIL = re.compile(r"截[至止到]+\s*(?:(?P<year>20\d\d)\s*[年./-]\s*)?(?P<month>\d{1,2})\s*[月./-]")
_DAY = re.compile(
    r"(?<!\d)(?P<year>20\d\d)\s*年\s*(?P<month>\d{1,2})\s*月\s*\d{1,2}(?!\d)"
    r"|(?<!\d)(?P<year___>20\d\d)(?P<sep>[./_-])(?P<month___>\d{1,2})(?P=sep)\d{1,2}(?!\d)"
    r"|(?<!\d)(?P<year_>20\d\d)(?P<month_>0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{4}|\d{6})?(?!\d)"
    r"|(?<!\d)(?P<month__>\d{1,2})\s*月\s*\d{1,2}\s*日"
)
_MONTH = re.compile(
    r"(?:(?P<year>20\d\d)\s*年\s*)?(?:\d{1,2}\s*月?\s*[-—–~至到]\s*)?(?<!\d)(?P<month>\d{1,2})\s*月"
    r"|(?<!\d)(?P<year_>20\d\d)[./_-]?(?P<month_>0[1-9]|1[0-2])(?!\d)"
    r"|(?<!\d)(?P<year__>20\d\d)[./_-](?P<month__>[1-9])(?!\d)"
)
_SAID = (
    re.compile(rf"(?:{_QUARTER.pattern}|{_HALF.pattern.replace('P<year>', 'P<of_half>')})度?"),
    re.compile(r"20\d\d\s*年\s*\d{1,2}\s*月份?"),
)
_NUMBERS = {word: n % 4 + 1 for n, word in enumerate([*"一二三四1234", "I", "II", "III", "IV"])}
_ANY_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
Month = tuple[int | None, int]


@dataclass(frozen=True)
class Claim:
    """A quarter as one text names it; `year` is None where the text names none."""

    year: int | None
    number: int

    def agrees_with(self, quarter: Quarter) -> bool:
        """Return whether this may be `quarter`."""
        return self.number == quarter.number and self.year in (None, quarter.year)

    @classmethod
    def of_month(cls, year: int | None, month: int) -> Self:
        """Return the claim for the quarter of a month."""
        return cls(year, (month + 2) // 3)


@dataclass(frozen=True)
class Words:
    """What one text says: the quarters it names (by a month, if no other way), its first year.

    The year of a full date is not meant.
    `dates` are the years and months of full dates, `months` of months on their own.
    """

    claims: tuple[Claim, ...] = ()
    months: tuple[Month, ...] = ()
    dates: tuple[Month, ...] = ()
    year: int | None = None


@lru_cache(maxsize=1024)
def read_words(text: str) -> Words:
    """Return what `text` says of the quarter.

    A quarter by name counts before a month; a full date, often only the day of writing, names no
    quarter. The plan's span of years and document numbers count for nothing.
    """
    plain = _NOT_OURS.sub(" ", _arabic(text))
    year = _first_year(_DAY.sub(" ", plain))  # of a date of writing it may be the next year
    named = _named(plain, year)
    until = _months(_UNTIL, plain, year)
    rest = _UNTIL.sub(" ", plain)
    months = until or _months(_MONTH, _DAY.sub(" ", rest), year)
    claims = named or [Claim.of_month(*month) for month in months]
    dates = _months(_DAY, rest, year)
    return Words(tuple(dict.fromkeys(claims)), tuple(months), tuple(dates), year)


def names_quarter(text: str) -> bool:
    """Return whether `text` names a quarter by more than a month or a date."""
    return bool(_named(_NOT_OURS.sub(" ", _arabic(text)), None))


def parse_said(text: str) -> Quarter:
    """Return the quarter that a person writes: 2024Q3, 2024年第三季度, 2024年9月, 2024-q3.

    Raises UserError `quarter_format` for anything else: with more words, or without a year.
    """
    plain = _arabic(text).strip()
    if any(pattern.fullmatch(plain) for pattern in _SAID):
        for claim in read_words(plain).claims:
            if claim.year is not None:
                return Quarter(claim.year, claim.number)
    return Quarter.parse(text)


def _arabic(text: str) -> str:
    wide = unicodedata.normalize("NFKC", text).replace("首季度", "一季度")
    wide = _CHINESE_YEAR.sub(lambda match: match[0].translate(_DIGITS), wide)
    return _CHINESE_MONTH.sub(lambda match: str(_MONTHS[match[1]]), wide)


def _first_year(plain: str) -> int | None:
    match = _ANY_YEAR.search(plain)
    return int(match[0]) if match is not None else None


def _named(plain: str, year: int | None) -> list[Claim]:
    """Return the quarters that go by their names; the half-year is one where it stands alone."""
    named = [
        _claim(year, match["year"], match["word"] or match["q"] or match["q_"])
        for match in _QUARTER.finditer(plain)
    ]
    named += [_claim(year, None, match["word"]) for match in _FURTHER.finditer(plain)]
    return named or [_claim(year, match["year"], "2") for match in _HALF.finditer(plain)]


def _claim(year: int | None, own: str | None, word: str) -> Claim:
    number = _NUMBERS[word.upper()]
    return Claim(year if own is None else int(own) % 100 + 2000, number)


def _months(pattern: re.Pattern[str], text: str, year: int | None) -> list[Month]:
    """Return the year (or else `year`) and month of each match; alternatives end in `_`."""
    found = []
    for match in pattern.finditer(text):
        groups = {name.rstrip("_"): value for name, value in match.groupdict().items() if value}
        month = int(groups["month"])
        if 1 <= month <= 12:
            found.append((int(groups["year"]) if "year" in groups else year, month))
    return found

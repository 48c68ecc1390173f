"""The quarter as a value: ordered, with its first and last day and its Chinese label."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from ledger.errors import UserError

_WRITTEN = re.compile(r"(20\d\d)Q([1-4])")
_ORDINALS = "一二三四"


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter, written `2024Q3`; quarters sort by time."""

    year: int
    number: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the quarter written as `2024Q3` (case and outer blanks do not matter).

        Raises UserError `quarter_format` for anything else.
        """
        match = _WRITTEN.fullmatch(text.strip().upper())
        if match is None:
            raise UserError(
                "quarter_format", f"“{text[:40]}”不是季度。", hint="请写成 2024Q3 这样的形式。"
            )
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the quarter that contains `day`."""
        return cls(day.year, (day.month + 2) // 3)

    @property
    def first_day(self) -> date:
        """The first calendar day of the quarter."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        """The last calendar day of the quarter."""
        return self.next().first_day - timedelta(days=1)

    @property
    def label(self) -> str:
        """The Chinese name, such as 2024年第三季度."""
        return f"{self.year}年第{_ORDINALS[self.number - 1]}季度"

    def next(self) -> Self:
        """Return the quarter after this one."""
        return type(self)(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> Self:
        """Return the quarter before this one."""
        return type(self).of(self.first_day - timedelta(days=1))

    def __str__(self) -> str:
        """Return the form used in files, URLs and the database, such as `2024Q3`."""
        return f"{self.year}Q{self.number}"

"""How the parts of an official document are numbered: 一、（一）1.（1）."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"


class HeadingNumbers:
    """Counts headings; one of a level begins the levels below it anew."""

    def __init__(self) -> None:
        self._counts = [0, 0, 0, 0]

    def next(self, level: int) -> str:
        """Return the number of the next heading of `level` 1-4, with its point or brackets."""
        self._counts[level - 1] += 1
        self._counts[level:] = [0] * (4 - level)
        number = self._counts[level - 1]
        return (f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}. ", f"（{number}）")[
            level - 1
        ]


def chinese(number: int) -> str:
    """Return a number of 1-99 as it is read, such as 二十一."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones or not tens else "")

"""How Word writes a list number: 3 三 叁 ③ ⑶ ⒊ ３ 丙 iii c."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LARGEST_ROMAN = 3999
_LARGEST_IN_WORDS = 99
_TWENTY = 20
_WIDE_ZERO = ord("０") - ord("0")


def written(number: int, numeral: str) -> str:
    """Return `number` in the numerals that Word calls by a name such as `chineseCounting`.

    Kinds that no office form uses come out in digits, as do numbers beyond a kind's range.
    """
    write = _NUMERALS.get(numeral)
    return (write(number) if write is not None and number > 0 else "") or str(number)


def _in_words(digits: str, ten: str, leading_one: str) -> Callable[[int], str]:
    """Return a writer of 三十二; digit by digit (一〇〇) beyond what a ledger's lists reach."""

    def write(number: int) -> str:
        if number > _LARGEST_IN_WORDS:
            return "".join(digits[int(digit)] for digit in str(number))
        tens, ones = divmod(number, 10)
        before = leading_one if tens == 1 else digits[tens]
        return (before + ten if tens else "") + (digits[ones] if ones else "")

    return write


def _one_of(characters: str) -> Callable[[int], str]:
    return lambda number: characters[number - 1] if number <= len(characters) else ""


def _from(first: str, count: int = _TWENTY) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if number <= count else ""


def _letters(first: str) -> Callable[[int], str]:
    """Return a writer of a … z, aa, bb: Word repeats the letter."""
    return lambda number: (
        chr(ord(first) + (number - 1) % 26) * ((number - 1) // 26 + 1) if number <= 260 else ""
    )


def _roman(number: int) -> str:
    if number > _LARGEST_ROMAN:
        return ""
    text = ""
    for size, letters in _ROMAN:
        times, number = divmod(number, size)
        text += letters * times
    return text


def _wide(number: int) -> str:
    return "".join(chr(ord(digit) + _WIDE_ZERO) for digit in str(number))


_COUNTING = _in_words(_DIGITS, "十", "")
_NUMERALS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "chineseCounting": _COUNTING,
    "chineseCountingThousand": _COUNTING,
    "taiwaneseCounting": _COUNTING,
    "taiwaneseCountingThousand": _COUNTING,
    "japaneseCounting": _COUNTING,
    "ideographDigital": _COUNTING,
    "japaneseDigitalTenThousand": _COUNTING,
    "chineseLegalSimplified": _in_words(_FORMAL_DIGITS, "拾", "壹"),
    "ideographTraditional": _one_of(_STEMS),
    "ideographZodiac": _one_of(_BRANCHES),
    "decimalEnclosedCircle": _from("①"),
    "decimalEnclosedCircleChinese": _from("①"),
    "decimalEnclosedParen": _from("⑴"),
    "decimalEnclosedFullstop": _from("⒈"),
    "ideographEnclosedCircle": _from("㊀", 10),
    "lowerLetter": _letters("a"),
    "upperLetter": _letters("A"),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}

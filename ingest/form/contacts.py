"""Who may be asked about a ledger: the contact's name, and the telephone number, masked."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from ingest.findings import Finding
from ingest.form.header_names import header_names, plain_header

# As people write it in a field for it: 138 0000 0000, (0663)1234567, 0663—1234567.
_IN_FIELD = re.compile(r"(?<!\d)[+(（]?\d[\d \u3000()（）\-—－+]{5,}\d(?!\d)")
# Anywhere else only what can be nothing but a number to call.
_ANYWHERE = re.compile(
    r"(?<![\d.])(?:(?:\+?86[ -]?)?1[3-9]\d(?:[ \u3000—－-]?\d{4}){2}"
    r"|[(（]?0\d{2,3}[)）]?[ \u3000—－-]{0,2}[2-9]\d{2,3}[ -]?\d{4})(?![\d.]\d|\d)"
)
_DATE = re.compile(r"20\d\d\s*[-./年]?\s*[01]?\d\s*[-./月]?\s*[0-3]?\d\s*日?")
_EDGES = " \t\u3000,，、;；:：/／|｜()（）\n"
_FEWEST_DIGITS, _MOST_DIGITS = 7, 20
_WITH_COUNTRY = 13
_OPEN_HEAD, _OPEN_TAIL = 3, 4


@dataclass
class Contacts:
    """The first name under the label that the list puts first, and the first number."""

    name: str = ""
    phone: str = ""
    _rank: int = 1_000

    def keep_name(self, label: str, value: str) -> None:
        """Keep what stands behind a label such as 联系人, with a number written beside it."""
        number = _number_in(value)
        name = _name_in(value)
        rank = _rank_of(label)
        if name and rank < self._rank:
            self.name, self._rank = name, rank
        if number:
            self.phone = self.phone or masked(number)

    def keep_phone(self, value: str) -> None:
        """Keep the number behind a label such as 联系电话."""
        if number := _number_in(value):
            self.phone = self.phone or masked(number)

    def join(self, other: Contacts) -> None:
        """Take from another sheet what this one leaves open."""
        if other._rank < self._rank:
            self.name, self._rank = other.name, other._rank
        self.phone = self.phone or other.phone


def masked(number: str) -> str:
    """Return 138****0000: the first three and the last four digits."""
    digits = re.sub(r"\D", "", number)
    if len(digits) == _WITH_COUNTRY:
        digits = digits.removeprefix("86")
    hidden = max(len(digits) - _OPEN_HEAD - _OPEN_TAIL, 2)
    return f"{digits[:_OPEN_HEAD]}{'*' * hidden}{digits[-_OPEN_TAIL:]}"


def without_numbers(finding: Finding) -> Finding:
    """Return `finding` with every telephone number in it masked."""
    value, message = (
        _ANYWHERE.sub(lambda match: masked(match[0]), text)
        for text in (finding.value, finding.message)
    )
    if (value, message) == (finding.value, finding.message):
        return finding
    return replace(finding, value=value, message=message)


def _number_in(value: str) -> str:
    undated = _DATE.sub(" ", value) if _ANYWHERE.search(value) is None else value
    match = _ANYWHERE.search(value) or _IN_FIELD.search(undated)
    if match is None:
        return ""
    digits = sum(character.isdigit() for character in match[0])
    return match[0] if _FEWEST_DIGITS <= digits <= _MOST_DIGITS else ""


def _name_in(value: str) -> str:
    """Return the name, without numbers, dates and the words for a telephone."""
    text = _IN_FIELD.sub(" ", _ANYWHERE.sub(" ", value))
    text = _DATE.sub(" ", text)
    words = (word.strip(_EDGES) for word in re.split(r"[\t,，、;；:：/／()（）|｜\n]", text))
    phone_words = header_names().labels.get("phone", ())
    named = [word for word in words if word and plain_header(word) not in phone_words]
    return " ".join(named)


def _rank_of(label: str) -> int:
    names = header_names().labels.get("contact", ())
    plain = plain_header(label)
    return names.index(plain) if plain in names else len(names)

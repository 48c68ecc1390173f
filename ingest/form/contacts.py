"""Who may be asked about a ledger, with the telephone number masked, and who approved it."""

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
_NO_NAME = re.compile(r"签[字名章]|盖章|手写|[\W_]+")
_EDGES = " \t\u3000,，、;；:：/／|｜()（）\n"
_FEWEST_DIGITS, _MOST_DIGITS = 7, 20
_WITH_COUNTRY = 13
_OPEN_HEAD, _OPEN_TAIL = 3, 4


@dataclass
class Contacts:
    """The first name under the label that the list puts first, the first number, who signed."""

    name: str = ""
    phone: str = ""
    signer: str = ""
    _rank: int = 1_000
    _signer_rank: int = 1_000

    def keep_name(self, label: str, value: str) -> None:
        """Keep what stands behind a label such as 联系人, with a number written beside it."""
        number = _number_in(value)
        name = _name_in(value)
        rank = _rank_of("contact", label)
        if name and rank < self._rank:
            self.name, self._rank = name, rank
        if number:
            self.phone = self.phone or masked(number)

    def keep_phone(self, value: str) -> None:
        """Keep the number behind a label such as 联系电话."""
        if number := _number_in(value):
            self.phone = self.phone or masked(number)

    def keep_signer(self, label: str, value: str) -> None:
        """Keep the name behind a label such as 审核人, unless it is left for a hand to sign."""
        name = " ".join(word for word in _name_in(value).split() if _NO_NAME.sub("", word))
        rank = _rank_of("signer", label)
        if name and rank < self._signer_rank:
            self.signer, self._signer_rank = name, rank

    def join(self, other: Contacts) -> None:
        """Take from another sheet what this one leaves open."""
        if other._rank < self._rank:
            self.name, self._rank = other.name, other._rank
        self.phone = self.phone or other.phone
        if other._signer_rank < self._signer_rank:
            self.signer, self._signer_rank = other.signer, other._signer_rank


def masked(number: str) -> str:
    """Return 138****0000: the first three and the last four digits."""
    digits = _digits(number)
    hidden = max(len(digits) - _OPEN_HEAD - _OPEN_TAIL, 2)
    return f"{digits[:_OPEN_HEAD]}{'*' * hidden}{digits[-_OPEN_TAIL:]}"


def without_numbers(finding: Finding) -> Finding:
    """Return `finding` with every telephone number in it masked."""
    value, message = hidden_numbers(finding.value), hidden_numbers(finding.message)
    if (value, message) == (finding.value, finding.message):
        return finding
    return replace(finding, value=value, message=message)


def hidden_numbers(text: str) -> str:
    """Return `text` with every telephone number in it masked."""
    return _ANYWHERE.sub(lambda match: masked(match[0]), text)


def numbers_in(value: str) -> list[str]:
    """Return the digits of every number that a cell for telephone numbers holds."""
    certain = [match[0] for match in _ANYWHERE.finditer(value)]
    others = _IN_FIELD.findall(_DATE.sub(" ", _ANYWHERE.sub(" ", value)))
    return [_digits(number) for number in [*certain, *others]]


def without_numbers_in(value: str) -> str:
    """Return the name in a cell that may hold a telephone number beside it."""
    return _name_in(value)


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return digits.removeprefix("86") if len(digits) == _WITH_COUNTRY else digits


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


def _rank_of(role: str, label: str) -> int:
    names = header_names().labels.get(role, ())
    plain = plain_header(label)
    return names.index(plain) if plain in names else len(names)

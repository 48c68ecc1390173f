"""What was noticed while a file was read: one catalogue of codes, and the finding as a value."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, cast

from ledger.csv_files import read_csv
from ledger.errors import UserError

Severity = Literal["error", "warning", "info"]

CATALOGUE_FILE = Path(__file__).with_name("finding_codes.csv")


@dataclass(frozen=True)
class Finding:
    """One problem or remark in one file: what, how bad, where, the text concerned, what to do."""

    code: str
    severity: Severity
    sheet: str = ""
    cell: str = ""
    value: str = ""
    message: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Kind:
    """A catalogue row: the severity and the wording of one code, or of one case of it."""

    severity: Severity
    message: str
    hint: str


@cache
def catalogue() -> dict[tuple[str, str], Kind]:
    """Return every known kind of finding by its code and case (mostly the empty one)."""
    return {
        (row["code"], row["case"]): Kind(
            cast(Severity, row["severity"]), row["message"], row["hint"]
        )
        for row in read_csv(CATALOGUE_FILE)
    }


def found(
    code: str, case: str = "", *, sheet: str = "", cell: str = "", value: str = "", **words: object
) -> Finding:
    """Return the finding `code`, worded from the catalogue with `value` and `words`."""
    kind = catalogue()[code, case]
    message = kind.message.format(value=value, **words)
    return Finding(
        code, kind.severity, sheet, cell, value, message, kind.hint.format(value=value, **words)
    )


def refusal(code: str, case: str = "", **words: object) -> UserError:
    """Return the error with which a whole file is refused, worded as the catalogue says."""
    kind = catalogue()[code, case]
    return UserError(code, kind.message.format(**words), hint=kind.hint.format(**words))

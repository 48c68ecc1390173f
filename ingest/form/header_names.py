"""What header cells and labels are called in returned forms: the list that a user may extend."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ledger.csv_files import CsvTable, read_table
from ledger.errors import UserError
from ledger.plan_files import PLAN_FOLDER

NAMES_FILE = PLAN_FOLDER / "header_synonyms.csv"
COLUMN_ROLES = (
    "category", "task", "responsible", "deadline", "narrative", "declared", "number", "remark",
)  # fmt: skip
LABEL_ROLES = ("unit", "date", "quarter", "contact", "signer", "phone", "total", "note")

_LABEL = "_label"
_GLUED = (
    "unit",
    "date",
    "quarter",
    "contact",
    "signer",
    "phone",
)  # may stand behind other words in a cell
_NOT_A_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Names:
    """The list in two halves: columns by the header's words, labels by their role.

    A column's role comes with its rank in the list: of two headers for one role the first counts.
    """

    columns: Mapping[str, tuple[str, int]]
    labels: Mapping[str, tuple[str, ...]]


@cache
def header_names(path: Path = NAMES_FILE) -> Names:
    """Return the list at `path`.

    Raises UserError `header_synonyms` with file and line for an unknown role, an empty name and
    a name in two places, and the codes of `read_table` for a file that cannot be read.
    """
    table = read_table(path)
    if table.columns != ("role", "name"):
        raise _mistake(table, 1, "列名应为 role、name 两列。")
    columns: dict[str, tuple[str, int]] = {}
    labels: dict[str, list[str]] = {}
    seen: dict[tuple[bool, str], int] = {}
    for line, row in table.rows:
        role, name = row["role"], plain_header(row["name"])
        label = role.removesuffix(_LABEL) if role.endswith(_LABEL) else ""
        if label not in LABEL_ROLES and role not in COLUMN_ROLES:
            allowed = "、".join((*COLUMN_ROLES, *(f"{known}{_LABEL}" for known in LABEL_ROLES)))
            raise _mistake(table, line, f"没有“{role}”这种用途，应为：{allowed}。")
        if not name:
            raise _mistake(table, line, "name 一栏没有写叫法。")
        if (first := seen.setdefault((bool(label), name), line)) != line:
            raise _mistake(table, line, f"“{name}”与第{first}行重复。")
        if label:
            labels.setdefault(label, []).append(name)
        else:
            columns[name] = (role, line)
    return Names(columns, {role: tuple(names) for role, names in labels.items()})


def _mistake(table: CsvTable, line: int, message: str) -> UserError:
    return UserError("header_synonyms", message, f"{table.name} 第{line}行", "请改正后重试。")


def plain_header(text: str) -> str:
    """Return `text` for comparison: NFKC, only letters, digits and Chinese characters."""
    return _NOT_A_WORD.sub("", unicodedata.normalize("NFKC", text))


@cache
def label_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return two patterns with one group a label role: for lines without a colon, and with one.

    Offices space out short labels (联 系 人) and put a seal mark behind them (填报单位（盖章）：).
    At the start of a cell or behind a blank a label needs no colon; behind other words it does.
    """
    labels = header_names().labels
    alone = "|".join(f"(?P<{role}>{_spelt(names)})" for role, names in labels.items())
    glued = "|".join(f"(?P<glued_{role}>{_spelt(labels.get(role, ()))})" for role in _GLUED)
    seal = r"\s*(?:[(（][^()（）]*[)）])?"
    first = rf"(?:^|(?<=[\s)）]))(?:{alone}){seal}(?:\s*[:：]|\s|$)"
    return re.compile(first), re.compile(rf"{first}|(?:{glued}){seal}\s*[:：]")


def _spelt(names: Iterable[str]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "|".join(r"[ \u3000]*".join(name) for name in longest_first) or r"(?!)"

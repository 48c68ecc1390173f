"""What a placeholder of the evaluation's draft names: a question, a column, the rows it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ledger.errors import UserError
from ledger.plan_files import PLAN_FOLDER

TEMPLATE = PLAN_FOLDER / "evaluation_draft.txt"
PLACEHOLDER = re.compile(r"\{\{([^{}]*)\}\}")
_REFERENCE = re.compile(r"(before\.)?([a-z_]+)\.([a-z_]+)(?:\(([a-z_]+)\))?(?:\[([^\[\]]+)\])?")
_FILTER = re.compile(r"([a-z_]+)(!=|=|>)(.+)")


@dataclass(frozen=True)
class Filter:
    """Which rows are meant: those whose `column` is one of `values`, is none, or is greater.

    Without a column it is the key of the query.
    """

    column: str
    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Reference:
    """What a placeholder names: a column of the one row that the filters leave of a source.

    The column `count` counts rows, or the different values of `argument`; `list` names these.
    `before` looks at the evaluation before.
    """

    name: str
    before: bool
    source: str
    column: str
    argument: str
    filters: tuple[Filter, ...]


def place_of(number: int) -> str:
    """Return how a line of the template is named in a message."""
    return f"{TEMPLATE.name} 第{number}行"


@cache
def reference(name: str) -> Reference:
    """Return what the inside of a placeholder names; raises UserError `placeholder_unknown`."""
    match = _REFERENCE.fullmatch(name.strip())
    if match is None:
        raise unknown(name, "写法应为 查询.列 或 查询.列[条件]。")
    before, source, column, argument, inside = match.groups()
    filters = tuple(_filter(name, part) for part in inside.split(",")) if inside else ()
    if (column == "list") != bool(argument) and column != "count":
        raise unknown(name, "括号只用于 count(列) 和 list(列)。")
    return Reference(name.strip(), bool(before), source, column, argument or "", filters)


def unknown(name: str, why: str, number: int = 0) -> UserError:
    """Return the error for a placeholder that names nothing."""
    return UserError(
        "placeholder_unknown", f"没有“{name.strip()[:80]}”这个占位符。",
        place_of(number) if number else "", why,
    )  # fmt: skip


def _filter(name: str, part: str) -> Filter:
    match = _FILTER.fullmatch(part.strip())
    column, operator, values = match.groups() if match else ("", "=", part)
    if any(mark in column + values for mark in "<>=") or not values.strip():
        raise unknown(name, f"条件“{part}”看不懂。")
    return Filter(column, operator, tuple(value.strip() for value in values.split("|")))

"""The SQL files as questions: what each says of itself, and the one statement that asks it.

A file may build on others; they become CTEs before it. Steps that many questions share and that
cost time say so in their header, and their answer may stand in a table instead. `kept: once` has
no column `moment`; `kept: by day` has one, and its rows of a day depend on no other day. Both have
a column `unit`; with `and unit` behind either the rows of a unit depend on no other unit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SQL = Path(__file__).parent / "sql"
_REFERENCE = re.compile(r"\b(?:from|join)\s+([a-z_]+)\b(?!\s*\()")
_LOCAL = re.compile(r"^(?:with )?([a-z_]+) as \($", re.MULTILINE)
_TABLE = re.compile(r"\bfacts\.([a-z_]+)")
_KIND = re.compile(r"\bkind = '([a-z_]+)'")
_OPTION = re.compile(r"(title|moments|kept): ")
_NO_TABLES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Definition:
    """What a SQL file says of itself: its name, its Chinese title and the definition in words."""

    name: str
    title: str
    text: str
    moments: str
    kept: str

    @property
    def knows_days(self) -> bool:
        """Whether a kept step has a column `moment`."""
        return self.kept.startswith("by day")

    @property
    def goes_by_unit(self) -> bool:
        """Whether a kept step's rows of a unit depend on no other unit."""
        return self.kept.endswith("and unit")


@cache
def definition(name: str) -> Definition:
    """Return what the header of the SQL file `name` says."""
    lines = [line[3:].strip() for line in _header(_file(name))]
    options = dict(line.split(": ", 1) for line in lines if _OPTION.match(line))
    text = "".join(line for line in lines if not _OPTION.match(line))
    moments, kept = options.get("moments", "as_of"), options.get("kept", "")
    return Definition(name, options["title"], text, moments, kept)


def statement(name: str, tables: Mapping[str, str] = _NO_TABLES) -> str:
    """Return file `name` as one statement; of steps that `tables` names those rows are read."""
    steps: dict[str, str] = {}
    _collect(name, tables, steps)
    ctes = [f"{step} as (\n{sql}\n)" for step, sql in steps.items() if step != name]
    if any(re.search(r"\bmoments\b", sql) for sql in steps.values()):
        ctes.insert(0, "moments as (select unnest($moments::date[]) as moment)")
    prefix = "with " + ",\n".join(ctes) + "\n" if ctes else ""
    return f"{prefix}select * from (\n{steps[name]}\n)"


@cache
def compiled(name: str) -> str:
    """Return file `name` as one statement that needs the base tables alone."""
    return statement(name)


@cache
def kept_steps(name: str) -> tuple[str, ...]:
    """Return the steps to be kept that `name` reads, itself apart; not those behind other ones."""
    found: dict[str, None] = {}
    for reference in _references(name):
        behind = (reference,) if definition(reference).kept else kept_steps(reference)
        found |= dict.fromkeys(behind)
    return tuple(found)


@cache
def sources(name: str) -> frozenset[str]:
    """Return what `name` reads of the facts other than through kept steps: tables, decisions.

    Of decisions it is `decision` and the kind, where the file asks for certain kinds.
    """
    found = set(_TABLE.findall(_body(name)))
    for reference in _references(name):
        if reference == "known_decision":
            kinds = _KIND.findall(_body(name))
            found |= {f"decision {kind}" for kind in kinds}
            found |= set() if len(kinds) == _body(name).count(reference) else {reference}
        elif not definition(reference).kept:
            found |= sources(reference)
    return frozenset(found)


def _collect(name: str, tables: Mapping[str, str], steps: dict[str, str]) -> None:
    if name in tables:
        steps[name] = f"select * from {tables[name]}"
        return
    for reference in _references(name):
        if reference not in steps:
            _collect(reference, tables, steps)
    steps[name] = _body(name)


@cache
def _references(name: str) -> tuple[str, ...]:
    """Return the files that file `name` itself builds on."""
    body = _body(name)
    local = set(_LOCAL.findall(body))
    named = dict.fromkeys(_REFERENCE.findall(body))
    return tuple(n for n in named if n not in local and (SQL / f"{n}.sql").exists())


@cache
def _file(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _body(name: str) -> str:
    sql = _file(name)
    return sql[sql.index("\nwith ") + 1 :].strip()


def _header(sql: str) -> list[str]:
    body = sql.index("\nwith ")
    return [line for line in sql[:body].splitlines() if line.startswith("--")]

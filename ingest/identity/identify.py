"""Whose ledger a file is, and of which quarter, from everything in it that says so.

The order for the unit: what a person or the manifest says; 填报单位; a column 填报单位 of the table
with one unit throughout; the title; the sheet's name; the file's name; a cover sheet or the
signature under the table. For the quarter likewise, a quarter behind 填报时间 being a title, with
the header of the column of answers (2024年第三季度落实情况) behind the file's name, and mere dates
(填报时间, 20240917) last, where nothing names a quarter. What contradicts itself between 填报单位
and that header is left for a person to decide. Where a file holds several ledgers, each one's own
sheets decide; the file's name and its cover are heard where those say nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from ingest.findings import Finding, found, refusal
from ingest.identity.quarter_claims import decide_quarter
from ingest.identity.sources import Said, Sources
from ingest.identity.unit_names import InRows, resolve, stated_name, units_in_rows
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry

_MOST_TOLD = 10
_Decided = TypeVar("_Decided")


@dataclass(frozen=True)
class Hints:
    """What is known from outside the file: an official unit name, a quarter."""

    unit: str | None = None
    quarter: Quarter | None = None


@dataclass(frozen=True)
class Identity:
    """The unit and quarter of a file as far as they are certain, and what speaks against them.

    With an `error` among the findings a person must decide.
    """

    unit: str | None
    quarter: Quarter | None
    findings: tuple[Finding, ...]


def identify(sources: Sources, plan: Plan, registry: UnitRegistry, hints: Hints) -> Identity:
    """Return whose ledger a file is and of which quarter.

    Raises UserError `unit_unknown` or `quarter_outside_plan` if the hints themselves are wrong.
    """
    unit, about_unit = _nearest(sources, lambda s: _unit(s, plan, registry, hints.unit))
    about_unit += _units_in_columns(sources, registry)
    quarter, about_quarter = _nearest(sources, lambda s: decide_quarter(s, plan, hints.quarter))
    return Identity(unit, quarter, (*about_unit, *about_quarter))


def _nearest(
    sources: Sources, decide: Callable[[Sources], tuple[_Decided | None, list[Finding]]]
) -> tuple[_Decided | None, list[Finding]]:
    """Return what `decide` does; where a text above the table contradicts it, without that."""
    first, findings = decide(sources)
    if not sources.distant or all(finding.severity != "error" for finding in findings):
        return first, findings
    known, nearer = decide(replace(sources, distant=()))
    if known is None or any(finding.severity == "error" for finding in nearer):
        return first, findings
    words = "；".join(said.text for said in sources.distant)
    return known, [*nearer, found("text_disagrees", value=words)]


def _unit(
    sources: Sources, plan: Plan, registry: UnitRegistry, hint: str | None
) -> tuple[str | None, list[Finding]]:
    stated = [
        (said, name, resolve(name, plan, registry))
        for said in sources.units
        if (name := stated_name(said.text))
    ]
    named = [("填报单位", unit.unit) for _, _, unit in stated if unit is not None]
    elsewhere = _mentions(registry, sources.texts())
    unknown = [(said, name) for said, name, unit in stated if unit is None]
    in_rows = units_in_rows(sources.unit_cells, plan, registry)
    named_in_rows = [("表中单位一栏", name) for name in in_rows.known]
    if hint is not None:
        others = [("填报单位", name) for _, name in unknown] + named + named_in_rows + elsewhere
        return _hinted_unit(registry, hint, others)
    if unknown:
        said, name = unknown[0]
        return None, [_unknown_unit(said, name, registry, elsewhere)]
    if len({name for _, name in named}) > 1:
        return None, [found("several_units", claims=_claims(named))]
    throughout = [] if in_rows.others else named_in_rows
    claims = [*named, *throughout, *elsewhere] or _mentions(registry, sources.cover_texts())
    alone = not claims and sources.beyond is None
    if doubt := _doubt_in_rows(in_rows, registry, alone):
        return None, doubt
    if not claims and sources.beyond is not None:
        return _unit(sources.beyond, plan, registry, None)
    return _certain_unit(claims)


def _doubt_in_rows(in_rows: InRows, registry: UnitRegistry, alone: bool) -> list[Finding]:
    """Return a finding if a column 填报单位 is of several units.

    Where it is `alone` to name any, also if it names one here and there, or none that is known.
    """
    if len(in_rows.known) > 1 or (alone and in_rows.known):
        names = [*in_rows.known, *(name for _, name in in_rows.others)][:_MOST_TOLD]
        return [found("several_units", "rows", claims="、".join(names))]
    if alone:
        for said, name in in_rows.others:
            if registry.suggest(name):  # 单位 may well be 件、次
                return [_unknown_unit(said, name, registry, [])]
    return []


def _units_in_columns(sources: Sources, registry: UnitRegistry) -> list[Finding]:
    """Return a finding if the columns of answers are of several units: only one could be read."""
    named = _mentions(registry, [("表头", said.text) for said in sources.columns])
    if len({unit for _, unit in named}) < 2:
        return []
    return [found("several_units", "columns", claims="、".join(dict(n[::-1] for n in named)))]


def said_unit(sources: Sources, plan: Plan, registry: UnitRegistry) -> str:
    """Return the unit that these sources name first, as written if it is not known; or empty."""
    names = [name for said in sources.units if (name := stated_name(said.text))]
    if names:
        unit = resolve(names[0], plan, registry)
        return unit.unit if unit is not None else names[0]
    in_rows = units_in_rows(sources.unit_cells, plan, registry)
    if len(in_rows.known) == 1 and not in_rows.others:
        return in_rows.known[0]
    mentioned = _mentions(registry, [*sources.texts(), *sources.cover_texts()])
    return mentioned[0][1] if mentioned else ""


def _mentions(registry: UnitRegistry, texts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    found_in = ((label, registry.find_in(text)) for label, text in texts)
    return [(label, unit.unit) for label, unit in found_in if unit is not None]


def _hinted_unit(
    registry: UnitRegistry, hint: str, others: list[tuple[str, str]]
) -> tuple[str, list[Finding]]:
    unit = registry.resolve(hint)
    if unit is None:
        raise refusal("unit_unknown", name=hint, suggestion=_suggestion(registry.suggest(hint)))
    against = [(label, name) for label, name in others if name != unit.unit]
    if not against:
        return unit.unit, []
    return unit.unit, [found("unit_overridden", given=unit.unit, claims=_claims(against))]


def _unknown_unit(
    said: Said, name: str, registry: UnitRegistry, elsewhere: list[tuple[str, str]]
) -> Finding:
    likely = dict.fromkeys([*(unit for _, unit in elsewhere), *registry.suggest(name)])
    return found(
        "unit_unknown",
        sheet=said.sheet,
        cell=said.cell,
        value=name,
        name=name,
        suggestion=_suggestion(list(likely)),
    )


def _certain_unit(claims: list[tuple[str, str]]) -> tuple[str | None, list[Finding]]:
    units = list(dict.fromkeys(name for _, name in claims))
    if not units:
        return None, [found("unit_unknown", "absent")]
    if len(units) > 1:
        return units[0], [found("unit_conflict", claims=_claims(claims))]
    return units[0], []


def _suggestion(units: Sequence[str]) -> str:
    return f"是否指：{'、'.join(units)}？" if units else ""


def _claims(claims: Sequence[tuple[str, str]]) -> str:
    return "；".join(f"{label}写“{name}”" for label, name in dict.fromkeys(claims))

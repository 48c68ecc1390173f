"""Whose ledger a file is, and of which quarter, from everything in it that says so.

The order for the unit: what a person or the manifest says; 填报单位; the title; the sheet's name;
the file's name; a cover sheet or the signature under the table. For the quarter likewise, with the
header of the column of answers (2024年第三季度落实情况) behind the file's name, and mere dates
(填报时间, 20240917) last, where nothing names a quarter. What contradicts itself between 填报单位
and that header is left for a person to decide. Where a file holds several ledgers, each one's own
sheets decide; the file's name and its cover are heard where those say nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from ingest.findings import Finding, found, refusal
from ingest.form.header_names import header_names
from ingest.identity.quarter_claims import decide_quarter
from ingest.identity.sources import Said, Sources
from ledger.plan import Plan, Unit
from ledger.quarter import Quarter
from ledger.units import UnitRegistry, normalise_name
from ledger.words import UnitKind

_DATE = r"截[至止到]|20\d\d|二[〇○零]|第?\s*(?:[一二三四1-4Ⅰ-Ⅳ]|I{1,3}|IV)\s*季"
_TAIL_LABELS = ("contact", "signer", "phone", "date")
_PROVINCE = re.compile(r"^[^\W\d_]{2,3}省")
_Decided = TypeVar("_Decided")
_CITY = re.compile(r"[^\W\d_]{2,4}?[市区县]")


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
        (said, name, _resolve(name, plan, registry))
        for said in sources.units
        if (name := _stated_name(said.text))
    ]
    named = [("填报单位", unit.unit) for _, _, unit in stated if unit is not None]
    elsewhere = _mentions(registry, sources.texts())
    unknown = [(said, name) for said, name, unit in stated if unit is None]
    if hint is not None:
        others = [("填报单位", name) for _, name in unknown] + named + elsewhere
        return _hinted_unit(registry, hint, others)
    if unknown:
        said, name = unknown[0]
        return None, [_unknown_unit(said, name, registry, elsewhere)]
    if len({name for _, name in named}) > 1:
        return None, [found("several_units", claims=_claims(named))]
    claims = [*named, *elsewhere] or _mentions(registry, sources.cover_texts())
    if not claims and sources.beyond is not None:
        return _unit(sources.beyond, plan, registry, None)
    return _certain_unit(claims)


def _units_in_columns(sources: Sources, registry: UnitRegistry) -> list[Finding]:
    """Return a finding if the columns of answers are of several units: only one could be read."""
    named = _mentions(registry, [("表头", said.text) for said in sources.columns])
    if len({unit for _, unit in named}) < 2:
        return []
    return [found("several_units", "columns", claims="、".join(dict(n[::-1] for n in named)))]


def said_unit(sources: Sources, plan: Plan, registry: UnitRegistry) -> str:
    """Return the unit that these sources name first, as written if it is not known; or empty."""
    names = [name for said in sources.units if (name := _stated_name(said.text))]
    if names:
        unit = _resolve(names[0], plan, registry)
        return unit.unit if unit is not None else names[0]
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


def _stated_name(text: str) -> str:
    """Return the first cell behind 填报单位： that holds more than a seal, a date or a label."""
    names = (_tail().sub("", part).strip() for part in text.split("\t"))
    return next((name for name in names if normalise_name(name)), "")


@cache
def _tail() -> re.Pattern[str]:
    """Return what may follow a unit's name in its cell: a date, a label; never a further body."""
    known = header_names().labels
    labels = (name for role in _TAIL_LABELS for name in known.get(role, ()))
    spaced = "|".join(r"\s*".join(label) for label in labels)
    further = r"\s[^\W\d_]{2,8}\s*[:：]"  # whatever it introduces: 所属期：, 版本：
    return re.compile(rf"[\s,，;；(（]*(?:{_DATE}|{spaced}|{further}).*", re.DOTALL)


def _resolve(name: str, plan: Plan, registry: UnitRegistry) -> Unit | None:
    """Return the unit of that name, before which the province and the plan's own city may stand.

    The province alone names a county only: 广东省执法大队 is not the city's 执法大队.
    """
    if (unit := registry.resolve(name)) is not None:
        return unit
    within = _PROVINCE.sub("", normalise_name(name), count=1)
    city = _CITY.match(plan.setting("issuer"))
    local = within.removeprefix(city[0]) if city is not None else within
    unit = registry.resolve(within) or registry.resolve(local)
    in_city = local != within or (unit is not None and unit.kind is UnitKind.COUNTY)
    return unit if in_city else None


def _suggestion(units: Sequence[str]) -> str:
    return f"是否指：{'、'.join(units)}？" if units else ""


def _claims(claims: Sequence[tuple[str, str]]) -> str:
    return "；".join(f"{label}写“{name}”" for label, name in dict.fromkeys(claims))

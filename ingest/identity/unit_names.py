"""Which unit the text behind 填报单位, or in a column of that name, means."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from ingest.form.header_names import header_names
from ingest.identity.sources import Said
from ledger.plan import Plan, Unit
from ledger.units import UnitRegistry, normalise_name
from ledger.words import UnitKind

_DATE = r"截[至止到]|20\d\d|二[〇○零]|(?:第?\s*(?:[一二三四1-4Ⅰ-Ⅳ]|I{1,3}|IV)|首)\s*季"
_TAIL_LABELS = ("contact", "signer", "phone", "date")
_PROVINCE = re.compile(r"^[^\W\d_]{2,3}省")
_CITY = re.compile(r"[^\W\d_]{2,4}?[市区县]")


@dataclass(frozen=True)
class InRows:
    """What a column 填报单位 says: the official names of the units, what else stands in it."""

    known: tuple[str, ...]
    others: tuple[tuple[Said, str], ...]


def units_in_rows(cells: Sequence[Said], plan: Plan, registry: UnitRegistry) -> InRows:
    """Return the units that the cells of a column name, and its other texts."""
    named = [(said, name) for said in cells if (name := stated_name(said.text))]
    units = [resolve(name, plan, registry) for _, name in named]
    known = dict.fromkeys(unit.unit for unit in units if unit is not None)
    others = (text for text, unit in zip(named, units, strict=True) if unit is None)
    return InRows(tuple(known), tuple(others))


def stated_name(text: str) -> str:
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


def resolve(name: str, plan: Plan, registry: UnitRegistry) -> Unit | None:
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

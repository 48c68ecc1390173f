"""The ledgers of one file: nearly always one, sometimes a sheet for each unit or each quarter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.form.sheets import SheetRead
from ingest.identity.identify import said_unit
from ingest.identity.quarter_claims import said_quarter
from ingest.identity.quarter_words import Claim
from ledger.plan import Plan
from ledger.units import UnitRegistry


@dataclass
class Part:
    """One ledger: its name (empty if the file holds no other), its sheets, what they say."""

    name: str
    reads: list[SheetRead] = field(default_factory=list)
    unit: str = ""
    quarter: Claim | None = None

    def takes(self, unit: str, quarter: Claim | None) -> bool:
        """Return whether a sheet that says this belongs here."""
        return unit in ("", self.unit) and (quarter is None or _alike(quarter, self.quarter))


def split(reads: Sequence[SheetRead], plan: Plan, registry: UnitRegistry) -> list[Part]:
    """Return the ledgers of a file whose sheets are `reads`.

    There are several where several sheets each hold most tasks and name different units or
    quarters. Sheets that name none of them, or have no table, go with the ledger before them.
    """
    if len(reads) == 1:
        return [Part("", list(reads))]
    least = len(plan.tasks) * plan.threshold("match_share_to_hold")
    whole = [read for read in reads if len(read.tasks) >= least]
    if len(whole) < 2:
        return [Part("", list(reads))]
    said = {id(read): _said(read, plan, registry) for read in reads if read.tasks}
    if not _differ([said[id(read)] for read in whole]):
        return [Part("", list(reads))]
    parts: list[Part] = []
    for read in whole:
        unit, quarter = said[id(read)]
        part = next((p for p in parts if p.unit == unit and p.takes(unit, quarter)), None)
        if part is None or (not unit and quarter is None):
            part = Part(read.sheet.name, [], unit, quarter)
            parts.append(part)
        part.reads.append(read)
    _add_rest(parts, [read for read in reads if read not in whole], said)
    return parts


def _said(read: SheetRead, plan: Plan, registry: UnitRegistry) -> tuple[str, Claim | None]:
    sources = read.sources()
    return said_unit(sources, plan, registry), said_quarter(sources, plan)


def _differ(said: Sequence[tuple[str, Claim | None]]) -> bool:
    units = {unit for unit, _ in said if unit}
    quarters = [quarter for _, quarter in said if quarter is not None]
    return len(units) > 1 or any(not _alike(quarters[0], other) for other in quarters)


def _alike(one: Claim, other: Claim | None) -> bool:
    if other is None or one.number != other.number:
        return False
    return one.year == other.year or None in (one.year, other.year)


def _add_rest(
    parts: list[Part], rest: Sequence[SheetRead], said: dict[int, tuple[str, Claim | None]]
) -> None:
    for read in rest:
        unit, quarter = said.get(id(read), ("", None))
        part = next((p for p in parts if (unit or quarter) and p.takes(unit, quarter)), None)
        if part is None and unit and all(unit != p.unit for p in parts):
            part = Part(read.sheet.name, [], unit, quarter)
            parts.append(part)
        (part or parts[0]).reads.append(read)

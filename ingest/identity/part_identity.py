"""The unit and quarter of each ledger of a file, and what a person said of the file as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.findings import Finding, found
from ingest.form.sheets import SheetRead
from ingest.identity.identify import Hints, Identity, identify
from ingest.identity.parts import Part
from ingest.identity.quarter_claims import said_quarter
from ingest.identity.sources import Sources
from ledger.plan import Plan
from ledger.units import UnitRegistry


def identify_parts(
    parts: Sequence[Part], file_name: str, plan: Plan, registry: UnitRegistry, hints: Hints
) -> list[Identity]:
    """Return whose each of `parts` is and of which quarter, in their order.

    Where they are of several units, a unit that a person gave counts for those that say nothing
    or the same; another keeps its own and is held. So with quarters. Raises what `identify` does.
    """
    if len(parts) == 1:
        return [identify(_joined(parts[0].reads, file_name), plan, registry, hints)]
    identify(Sources(), plan, registry, hints)  # a wrong hint is wrong whatever the parts say
    covers = [read for part in parts for read in part.reads if not read.rows.named]
    beyond = _joined(covers, file_name)
    return [_identify(part, parts, beyond, plan, registry, hints) for part in parts]


def _identify(
    part: Part, parts: Sequence[Part], beyond: Sources, plan: Plan, registry: UnitRegistry,
    hints: Hints,
) -> Identity:  # fmt: skip
    against = []
    if hints.unit and part.unit not in ("", hints.unit) and len({p.unit for p in parts}) > 1:
        against.append(hints.unit)
        hints = replace(hints, unit=None)
    several = len({p.quarter for p in parts}) > 1
    said = part.quarter if several else None
    if hints.quarter and said is not None and not said.agrees_with(hints.quarter):
        against.append(hints.quarter.label)
        hints = replace(hints, quarter=None)
    own = _joined([read for read in part.reads if read.rows.named])
    identity = identify(replace(own, beyond=beyond), plan, registry, hints)
    findings = [*_contradicted(part, against), *_left_over(part, parts, beyond, plan, hints)]
    return replace(identity, findings=(*findings, *identity.findings))


def _left_over(
    part: Part, parts: Sequence[Part], beyond: Sources, plan: Plan, hints: Hints
) -> list[Finding]:
    """Return a finding if the file as a whole is of the quarter of another of its ledgers.

    Then this may be last quarter's sheet, left in the file, and is not to replace what was sent.
    """
    whole = said_quarter(beyond, plan)
    if (
        whole is None
        or part.quarter is None
        or hints.quarter
        or whole.number == part.quarter.number
    ):
        return []
    if all(other.quarter is None or other.quarter.number != whole.number for other in parts):
        return []
    return [found("part_of_other_quarter", sheet=part.name, sheet_name=part.name)]


def _contradicted(part: Part, given: Sequence[str]) -> list[Finding]:
    if not given:
        return []
    words = "、".join(given)
    return [found("part_contradicts_hint", sheet=part.name, sheet_name=part.name, given=words)]


def _joined(reads: Sequence[SheetRead], file_name: str = "") -> Sources:
    if len(reads) == 1:
        return reads[0].sources(file_name)
    each = [read.sources() for read in reads]
    return Sources(
        units=[said for one in each for said in one.units],
        titles=[said for one in each for said in one.titles],
        headers=[said for one in each for said in one.headers],
        sheet_names=[name for one in each for name in one.sheet_names],
        file_name=file_name,
        covers=[said for one in each for said in one.covers],
        dates=[said for one in each for said in one.dates],
        columns=[said for one in each for said in one.columns],
        distant=[said for one in each for said in one.distant],
        unit_cells=[said for one in each for said in one.unit_cells],
    )

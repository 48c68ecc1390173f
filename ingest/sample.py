"""Sample returns: the ledgers of fictitious units as real files, every one marked as synthetic."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from ingest.sample_documents import FOLDER, write_documents
from ingest.sample_facts import (
    EventKind,
    ManifestRow,
    Profile,
    SampleFacts,
    load_sample_facts,
)
from ingest.sample_story import Story
from ledger.csv_files import parse_date
from ledger.databases import SAMPLE_FOLDER, SAMPLE_UNITS
from ledger.errors import UserError
from ledger.plan import Plan, Unit
from ledger.quarter import Quarter
from reports.ledger_form import write_form

NOTICE = "合成示例数据，非真实单位填报"

_CONTACT = ("示例联系人", "00000000000")
_CORRECTED = "（修改稿）"
_EARLIEST_DAYS = 9


@dataclass(frozen=True)
class SampleReturn:
    """One file that arrives: whose, for which quarter, on which day, and what it says."""

    profile: Profile
    quarter: Quarter
    received_on: date
    file_name: str
    answers: dict[int, str]

    @property
    def manifest_row(self) -> tuple[str, str, str, str]:
        """What the manifest says of the file."""
        full = self.profile.manifest is ManifestRow.FULL
        who = (self.profile.unit, str(self.quarter)) if full else ("", "")
        return self.file_name, *who, self.received_on.isoformat()


def write_samples(out: Path, plan: Plan) -> list[Path]:
    """Write the sample's ledgers, `manifest.csv` and `units.csv`; return the ledgers' paths.

    What the units send beside ledgers goes into the folder `材料` inside, with a list of its own.
    `plan` holds the sample's units. The same plan always gives the same bytes. Raises UserError
    `sample_unit` for a unit that the sample has no story for.
    """
    facts = load_sample_facts()
    out.mkdir(parents=True, exist_ok=True)
    returns = [each for unit in plan.units for each in _returns_of(unit, plan, facts)]
    for each in returns:
        _write(out / each.file_name, each, plan)
    with (out / "manifest.csv").open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(("file", "unit", "quarter", "received_on"))
        rows.writerows(each.manifest_row for each in returns)
    write_documents(out / FOLDER, plan, Story(plan, facts), NOTICE)
    if out.resolve() != SAMPLE_FOLDER:
        shutil.copyfile(SAMPLE_UNITS, out / SAMPLE_UNITS.name)
    return [out / each.file_name for each in returns]


def _write(path: Path, each: SampleReturn, plan: Plan) -> None:
    write_form(
        path,
        plan,
        unit=each.profile.unit,
        quarter=each.quarter,
        layout=each.profile.layout,
        answers=each.answers,
        contact=_CONTACT,
        notice=NOTICE,
    )


def _returns_of(unit: Unit, plan: Plan, facts: SampleFacts) -> Iterator[SampleReturn]:
    if unit.unit not in facts.profiles:
        raise UserError("sample_unit", f"示例数据里没有“{unit.unit}”。", "profiles.csv")
    story = Story(plan, facts)
    for period in plan.calendar:
        owed = period.document == "ledger" and period.quarter in plan.owed_quarters
        joined = unit.owes_from is None or unit.owes_from <= period.due_on
        if owed and joined and not facts.events_of(unit.unit, period.quarter, EventKind.MISSING):
            yield from _versions(unit.unit, period.quarter, period.due_on, story)


def _versions(unit: str, quarter: Quarter, due_on: date, story: Story) -> Iterator[SampleReturn]:
    """Yield the ledger of one quarter, and its corrected version if there is one."""
    profile = story.facts.profiles[unit]
    name = profile.file_name.format(unit=unit, quarter=quarter, label=quarter.label)
    received_on = _received_on(unit, quarter, due_on, story.facts)
    answers = story.answers(unit, quarter)
    again = story.facts.events_of(unit, quarter, EventKind.AGAIN)
    left_blank = dict.fromkeys((no for event in again for no in event.tasks), "")
    yield SampleReturn(profile, quarter, received_on, name, answers | left_blank)
    for event in again:
        corrected = Path(name).stem + _CORRECTED + Path(name).suffix
        yield SampleReturn(profile, quarter, parse_date(event.value), corrected, answers)


def _received_on(unit: str, quarter: Quarter, due_on: date, facts: SampleFacts) -> date:
    """Return the day told by an event, or a working day shortly before the ledger is due."""
    for event in facts.events_of(unit, quarter, EventKind.RECEIVED):
        return parse_date(event.value)
    days_early = Random(f"{unit}|{quarter}|received").randrange(_EARLIEST_DAYS)
    day = due_on - timedelta(days=days_early)
    return day - timedelta(days=max(0, day.weekday() - 4))

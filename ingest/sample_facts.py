"""The story of the sample as facts: who writes how, what happens when, and the words for it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from ledger.databases import SAMPLE_FOLDER
from ledger.fact import Fact, QuarterField
from ledger.quarter import Quarter
from ledger.words import Status
from reports.form_facts import Layout, TaskNumbers, read_facts


class ManifestRow(StrEnum):
    """What the manifest says of a unit's files: all, or only the day that no file tells."""

    FULL = "full"
    DATE = "date"


class EventKind(StrEnum):
    """What can happen to a ledger, and how `tasks` and `value` are then read."""

    MISSING = "missing"  # no ledger is returned
    RECEIVED = "received"  # it arrives on the day `value`
    AGAIN = "again"  # a corrected version arrives on `value`; the first leaves `tasks` blank
    SAME = "same"  # the whole ledger repeats the quarter before
    COPIED = "copied"  # `tasks` repeat the answers of the unit `value`
    SAID = "said"  # `tasks` are answered with exactly `value`
    STAGE = "stage"  # `tasks` are told at the stage `value`


class Profile(Fact):
    """How a unit works and writes.

    `delay` is in quarters behind the plan (negative: ahead); `stale`, `vague` and `none` are the
    shares of answers left unchanged, merely exhorting and declared not applicable; `dashed` are the
    tasks with a preset dash where it reports something all the same.
    """

    unit: str
    layout: Layout
    file_name: str
    manifest: ManifestRow
    self_name: str
    delay: float
    stale: float
    vague: float
    none: float
    dashed: TaskNumbers


class CategoryDelay(Fact):
    """How many quarters a category runs behind the others."""

    category_no: int
    delay: float


class Event(Fact):
    """Something that happens to one ledger."""

    unit: str
    quarter: QuarterField
    kind: EventKind
    tasks: TaskNumbers
    value: str


def _any_task(cell: str) -> int:
    return int(cell or 0)


class Template(Fact):
    """Words for one stage of one task (0: of any task), the order in the file being that of time.

    `{我局}` is the unit's name for itself, `{年}` the year, `{12+5}` a figure that starts about 12
    and grows by about 5 a quarter, `{60+7<95}` one that stops at 95.
    """

    task_no: Annotated[int, BeforeValidator(_any_task)]
    stage: Status
    text: str


@dataclass(frozen=True)
class SampleFacts:
    """All facts of the sample."""

    profiles: dict[str, Profile]
    category_delays: dict[int, float]
    events: tuple[Event, ...]
    templates: dict[tuple[int, Status], tuple[str, ...]]

    def events_of(self, unit: str, quarter: Quarter, kind: EventKind) -> list[Event]:
        """Return what happens of `kind` to the ledger of one unit and quarter, in file order."""
        return [e for e in self.events if (e.unit, e.quarter, e.kind) == (unit, quarter, kind)]


def load_sample_facts(folder: Path = SAMPLE_FOLDER) -> SampleFacts:
    """Return the sample's facts in `folder`; raises UserError as `read_facts` does."""
    templates: dict[tuple[int, Status], tuple[str, ...]] = {}
    for template in read_facts(folder / "narratives.csv", Template):
        key = (template.task_no, template.stage)
        templates[key] = (*templates.get(key, ()), template.text)
    delays = read_facts(folder / "category_delays.csv", CategoryDelay)
    return SampleFacts(
        profiles={p.unit: p for p in read_facts(folder / "profiles.csv", Profile)},
        category_delays={d.category_no: d.delay for d in delays},
        events=read_facts(folder / "events.csv", Event),
        templates=templates,
    )

"""A city of fictitious units with seven quarters of ledgers, for measuring at its full size."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from random import Random

from ingest.form.entries import Entry
from ingest.judging import EntryJudgement, judge_entries
from ingest.recording import judgement_rows
from ingest.sample_facts import Profile, SampleFacts, load_sample_facts
from ingest.sample_story import Story
from ledger.databases import SAMPLE_CODES, adopt_units, open_store
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.store import Store
from ledger.transaction import Row

UNITS, COUNTIES = 60, 8
_COLUMNS = (
    "unit", "kind", "county", "county_code", "official_order", "aliases", "owes_from", "owes_until",
)  # fmt: skip
_REMEMBERED = 3  # a ledger repeats what its unit wrote in that many quarters
_MISSING, _LATE = 0.04, 0.15


def build(folder: Path, units: int = UNITS, quarters: int | None = None) -> Store:
    """Return a store in `folder` with the ledgers of the first owed quarters, without gaps in time.

    Each quarter is one write, recorded on the day after its ledgers were due.
    """
    listed = folder / "city.csv"
    _write_units(listed, units)
    store = open_store(folder / "city.duckdb", listed)
    adopt_units(store, listed)
    story = Story(store.plan, _facts(store.plan))
    for quarter in store.plan.owed_quarters[:quarters]:
        recorded = datetime.combine(due_on(store.plan, quarter) + timedelta(days=1), time(1))
        with store.write("测速", recorded) as transaction:
            tables: dict[str, list[Row]] = {"submission": [], "entry": [], "judgement": []}
            for ledger in _ledgers(story, quarter, recorded):
                for table, rows in ledger.items():
                    tables[table] += rows
            for table, rows in tables.items():
                transaction.insert(table, rows)
    return store


def due_on(plan: Plan, quarter: Quarter) -> date:
    """Return the day on which the ledger of `quarter` is due."""
    return next(p.due_on for p in plan.calendar if p.document == "ledger" and p.quarter == quarter)


def _write_units(path: Path, units: int) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(_COLUMNS)
        for n in range(1, units + 1):
            place = n % COUNTIES + 1
            rows.writerow(
                [f"虚构第{n:02}单位", "county", f"虚构{place}县", f"{SAMPLE_CODES}{place:02}", n,
                 "", "", ""]
            )  # fmt: skip


def _facts(plan: Plan) -> SampleFacts:
    """Return the sample's words, told by the city's units in the manners of the sample's."""
    sample = load_sample_facts()
    manners = list(sample.profiles.values())
    profiles = {
        unit.unit: _profile(unit.unit, manners[n % len(manners)])
        for n, unit in enumerate(plan.units)
    }
    return replace(sample, profiles=profiles, events=())


def _profile(unit: str, manner: Profile) -> Profile:
    hand = Random(unit)
    return manner.model_copy(
        update={
            "unit": unit,
            "delay": manner.delay + hand.gauss(0, 0.5),
            "stale": min(0.6, manner.stale + hand.uniform(0, 0.1)),
            "vague": min(manner.vague, 0.1),
        }
    )


def _ledgers(story: Story, quarter: Quarter, recorded: datetime) -> Iterator[dict[str, list[Row]]]:
    due = due_on(story.plan, quarter)
    for unit in story.plan.units:
        chance = Random(f"{unit.unit}|{quarter}").random()
        if chance < _MISSING:
            continue
        received = due + timedelta(days=1 if chance < _MISSING + _LATE else -3)
        yield _ledger(story, unit.unit, quarter, received, recorded)


def _ledger(
    story: Story, unit: str, quarter: Quarter, received: date, recorded: datetime
) -> dict[str, list[Row]]:
    entries = _entries(story, unit, quarter)
    judged = judge_entries(entries, story.plan)
    name = f"{unit}{quarter}"
    return {
        "submission": [_submission(name, unit, quarter, received, recorded)],
        "entry": _entry_rows(name, entries, judged),
        "judgement": judgement_rows(name, judged, recorded),
    }


def _entries(story: Story, unit: str, quarter: Quarter) -> list[Entry]:
    """Return what the unit writes: the words of the last quarters one after the other."""
    owed = [q for q in story.plan.owed_quarters if q <= quarter][-_REMEMBERED:]
    told = [story.answers(unit, q) for q in owed]
    return [
        Entry(
            task_no=task.task_no,
            narrative="".join(
                dict.fromkeys(a[task.task_no] for a in told if task.task_no in a)
            ),
            sheet="工作台账",
            cell=f"F{task.task_no + 3}",
        )
        for task in story.plan.tasks
    ]  # fmt: skip


def _submission(name: str, unit: str, quarter: Quarter, received: date, recorded: datetime) -> Row:
    return {
        "submission_id": name, "sha256": name, "file_name": f"{name}.xlsx", "format": "xlsx",
        "part": "", "unit": unit, "qtr": str(quarter), "received_on": received,
        "received_on_source": "given", "held": "", "batch_id": str(quarter), "position": 0,
        "contact": "", "contact_phone": "", "recorded_by": "测速", "recorded_at": recorded,
    }  # fmt: skip


def _entry_rows(name: str, entries: Sequence[Entry], judged: Sequence[EntryJudgement]) -> list[Row]:
    return [
        {
            "submission_id": name, "task_no": entry.task_no, "narrative": entry.narrative,
            "text_key": judgement.text_key, "sheet": entry.sheet, "cell": entry.cell, "part": 0,
            "shared": False, "remark": "", "declared": "",
        }
        for entry, judgement in zip(entries, judged, strict=True)
    ]  # fmt: skip

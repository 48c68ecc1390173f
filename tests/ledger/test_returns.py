"""Return states, timeliness and the two rates, with expected values written by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import UNIT, units, with_units


def test_the_worked_check(plan: Plan, tmp_path: Path) -> None:
    """12 units, 9 on time (one of them empty), 2 late, 1 missing: 91.7 % and 75.0 %."""
    names = [f"示例{number:02}局" for number in range(1, 13)]
    world = World(tmp_path, with_units(plan, *units(*names)))
    for name in names[:8]:
        world.ledger(name, "2024Q3", "2024-09-10", {}, default="advancing:甲。")
    world.ledger(names[8], "2024Q3", "2024-09-17", {})
    for name in names[9:11]:
        world.ledger(name, "2024Q3", "2024-09-18", {}, default="advancing:甲。")
    before = world.one("reporting", "2024-09-30", quarter="2024Q3")
    assert [before[name] for name in ("expected", "received", "on_time", "late", "missing")] == [
        12, 11, 9, 2, 1,
    ]  # fmt: skip
    assert f"{before['reporting_rate']:.1%} {before['on_time_rate']:.1%}" == "91.7% 75.0%"

    world.ledger("未登记的局", "2024Q3", "2024-09-10", {}, default="advancing:甲。")
    assert world.one("reporting", "2024-09-30", quarter="2024Q3") == before
    assert len(world.ask("standing", "2024-09-30")) == 12 * 43


@pytest.mark.parametrize(
    ("document", "as_of", "received", "state", "days_late"),
    [
        ("ledger", "2024-08-31", [], "not_due", 0),
        ("ledger", "2024-09-01", [], "awaited", 0),
        ("ledger", "2024-09-17", [], "awaited", 0),
        ("ledger", "2024-09-18", [], "missing", 1),
        ("ledger", "2024-10-17", [], "missing", 30),
        ("ledger", "2024-08-31", ["2024-08-20"], "on_time", 0),
        ("ledger", "2024-09-30", ["2024-09-17"], "on_time", 0),
        ("ledger", "2024-09-30", ["2024-09-20"], "late", 3),
        ("ledger", "2024-09-30", ["2024-09-10", "2024-09-25"], "on_time", 0),
        ("ledger", "2024-09-30", ["2024-09-25", "2024-09-10"], "on_time", 0),
        ("ledger", "2024-09-19", ["2024-09-20"], "missing", 2),
        ("mid_evaluation", "2024-08-31", [], "not_due", 0),
        ("mid_evaluation", "2024-09-30", [], "awaited", 0),
        ("mid_evaluation", "2024-10-01", [], "missing", 1),
        ("mid_evaluation", "2024-10-10", ["2024-09-30"], "on_time", 0),
        ("mid_evaluation", "2024-10-10", ["2024-10-02"], "late", 2),
    ],
)
def test_a_return_has_one_state_a_day(
    plan: Plan,
    tmp_path: Path,
    document: str,
    as_of: str,
    received: list[str],
    state: str,
    days_late: int,
) -> None:
    """The due day itself is still in time, and the first receipt decides for good."""
    world = World(tmp_path, plan)
    for day in received:
        if document == "ledger":
            world.ledger(UNIT, "2024Q3", day, {})
        else:
            world.receipt(UNIT, document, "2024Q3", day)
    found = world.one("returns", as_of, unit=UNIT, quarter="2024Q3", document=document)
    assert (found["state"], found["days_late"]) == (state, days_late)


def test_what_is_owed_in_the_whole_plan(plan: Plan, tmp_path: Path) -> None:
    """Seven ledgers from 2024Q2 on, the summaries, reports and lists; never a typical case."""
    rows = World(tmp_path, plan).ask("returns", "2024-05-01", unit=UNIT)
    owed = {name: [r["quarter"] for r in rows if r["document"] == name] for name in (
        "ledger", "half_year_summary", "annual_summary", "mid_evaluation", "final_evaluation",
        "institution_annex", "liaison_list", "typical_case",
    )}  # fmt: skip
    assert owed == {
        "ledger": ["2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"],
        "half_year_summary": ["2024Q2", "2025Q2"],
        "annual_summary": ["2024Q4", "2025Q4"],
        "mid_evaluation": ["2024Q3"],
        "final_evaluation": ["2025Q3"],
        "institution_annex": ["2024Q3", "2025Q3"],
        "liaison_list": ["2024Q2"],
        "typical_case": [],
    }


@pytest.mark.parametrize(
    ("window", "owed"),
    [
        ({"owes_from": date(2025, 1, 1)}, ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]),
        ({"owes_from": date(2024, 9, 17), "owes_until": date(2024, 12, 17)}, ["2024Q3", "2024Q4"]),
        ({"owes_until": date(2024, 9, 16)}, ["2024Q2"]),
    ],
)
def test_a_unit_owes_what_falls_due_within_its_dates(
    plan: Plan, tmp_path: Path, window: dict[str, date], owed: list[str]
) -> None:
    """A unit that joined later or left owes nothing outside, and what it owed stays on record."""
    world = World(tmp_path, with_units(plan, *units("示例局", **window)))
    found = world.ask("returns", "2026-01-31", document="ledger")
    assert [(row["quarter"], row["state"]) for row in found] == [(q, "missing") for q in owed]


def test_a_unit_counts_only_between_its_dates(plan: Plan, tmp_path: Path) -> None:
    """The standing has a unit's rows from the day it joined to the day it left."""
    joined = units("新设局", owes_from=date(2025, 1, 1))
    left = units("撤并局", owes_until=date(2024, 12, 31))
    world = World(tmp_path, with_units(plan, *left, *joined))
    named = {
        day: {row["unit"] for row in world.ask("standing", day)}
        for day in ("2024-12-31", "2025-01-01")
    }
    assert named == {"2024-12-31": {"撤并局"}, "2025-01-01": {"新设局"}}
    fresh = world.ask("standing", "2025-03-17")
    assert {row["light"] for row in fresh} == {"grey"}
    assert world.standing(10, "2025-03-18", "新设局")["light"] == "red"


def test_a_due_day_on_a_holiday_is_kept_and_marked(plan: Plan, tmp_path: Path) -> None:
    """2024-09-17 is Mid-Autumn: the date stays and carries a note."""
    row = World(tmp_path, plan).one(
        "returns", "2024-09-01", unit=UNIT, quarter="2024Q3", document="ledger"
    )
    assert (row["due_on"].date(), "中秋" in row["note"]) == (date(2024, 9, 17), True)


def test_lagging_counts_and_orders(plan: Plan, tmp_path: Path) -> None:
    """Units stand by missing ledgers first; late ones are counted beside them."""
    world = World(tmp_path, with_units(plan, *units("甲局", "乙局", "丙局")))
    world.ledger("甲局", "2024Q2", "2024-06-20", {}, default="advancing:甲。")
    world.ledger("甲局", "2024Q3", "2024-09-10", {}, default="advancing:甲。乙。")
    world.ledger("乙局", "2024Q2", "2024-06-10", {}, default="advancing:甲。")
    rows = world.ask("lagging", "2024-09-18")
    shown = [(r["unit"], r["missing_ledgers"], r["late_ledgers"], r["stale"]) for r in rows]
    # Of ten continuous tasks 39 has a dash, which nobody answered at 丙局.
    assert shown == [("丙局", 2, 0, 9), ("乙局", 1, 0, 10), ("甲局", 0, 1, 0)]


def test_nothing_due_yet_has_no_rate(plan: Plan, tmp_path: Path) -> None:
    """On the due day itself nothing is over, so no quarter is rated."""
    world = World(tmp_path, plan)
    world.ledger(UNIT, "2024Q2", "2024-06-10", {})
    assert world.ask("reporting", "2024-06-17") == []
    assert world.one("reporting", "2024-06-18")["reporting_rate"] == pytest.approx(0.2)

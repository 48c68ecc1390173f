"""The rules of design section 5 on single tasks; every expected value is written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

Ledgers = Sequence[tuple[str, str, str | None]]
Scenario = tuple[str, int, Ledgers, str, dict[str, Any]]

A, AB, C = "advancing:开展排查。", "advancing:开展排查。新增两项。", "advancing:另行部署。"
DONE, DONE_AGAIN = "done:已印发制度。", "done:已印发制度。本年已报告。"
NOT_STARTED, UNCLEAR, NONE = "not_started:尚未启动。", "unclear:按要求落实。", "none:不涉及。"
BLANK, ABSENT = "", None

# name; task; ledgers as (quarter, received, answer); as_of; what standing must say
FIXED: list[Scenario] = [
    ("nothing due, nothing received", 8, [], "2024-06-17",
     {"status": "missing", "light": "grey", "to_review": False, "applicable": True}),
    ("missing before the date", 8, [], "2024-06-18", {"status": "missing", "light": "yellow"}),
    ("missing on the date", 8, [], "2024-06-30", {"status": "missing", "light": "yellow"}),
    ("missing after the date", 8, [], "2024-07-01",
     {"status": "missing", "light": "red", "to_review": False, "carried": False}),
    ("advancing after the date", 8, [("2024Q2", "2024-06-15", A)], "2024-07-01",
     {"status": "advancing", "light": "red", "to_review": False, "quarter": "2024Q2"}),
    ("blank after the date", 8, [("2024Q2", "2024-06-15", BLANK)], "2024-07-01",
     {"status": "blank", "light": "yellow", "to_review": True, "applicable": True}),
    ("blank before the date", 2, [("2024Q2", "2024-06-15", BLANK)], "2024-07-01",
     {"status": "blank", "light": "yellow", "to_review": True, "applicable": True}),
    ("an absent row is blank", 18, [("2024Q2", "2024-06-15", ABSENT)], "2024-07-01",
     {"status": "blank", "light": "yellow", "to_review": True, "applicable": True}),
    ("unclear after the date", 8, [("2024Q2", "2024-06-15", UNCLEAR)], "2024-07-01",
     {"status": "unclear", "light": "red", "to_review": True}),
    ("unclear before the date", 2, [("2024Q2", "2024-06-15", UNCLEAR)], "2024-07-01",
     {"status": "unclear", "light": "yellow", "to_review": True}),
    ("not started before the date", 2, [("2024Q2", "2024-06-15", NOT_STARTED)], "2024-07-01",
     {"status": "not_started", "light": "yellow", "to_review": False}),
    ("not started after the date", 8, [("2024Q2", "2024-06-15", NOT_STARTED)], "2024-07-01",
     {"status": "not_started", "light": "red", "to_review": False}),
    ("advancing with 91 days left", 18, [("2024Q3", "2024-09-10", A)], "2024-10-01",
     {"status": "advancing", "light": "green", "to_review": False}),
    ("advancing with 90 days left", 18, [("2024Q3", "2024-09-10", A)], "2024-10-02",
     {"status": "advancing", "light": "yellow", "to_review": False}),
    ("the due day of the next ledger", 2, [("2024Q2", "2024-06-15", A)], "2024-09-17",
     {"status": "advancing", "light": "green", "carried": False}),
    ("carried from the day after", 2, [("2024Q2", "2024-06-15", A)], "2024-09-18",
     {"status": "advancing", "light": "yellow", "carried": True, "quarter": "2024Q2"}),
    ("declared not concerned", 18, [("2024Q2", "2024-06-15", NONE)], "2024-07-01",
     {"status": "none", "light": "grey", "to_review": True, "applicable": False}),
    ("done by its first ledger", 10, [("2024Q2", "2024-06-15", DONE)], "2024-07-01",
     {"status": "done", "light": "green", "done_late": False}),
    ("done after its first ledger", 10,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", DONE)], "2024-09-30",
     {"status": "done", "light": "green", "done_late": True, "quarter": "2024Q3"}),
    ("done in the first ledger due after the date", 8,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", DONE)], "2024-09-30",
     {"status": "done", "light": "green", "done_late": False}),
    ("done in the second ledger due after the date", 8,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", A), ("2024Q4", "2024-12-10", DONE)],
     "2024-12-20", {"status": "done", "light": "green", "done_late": True, "quarter": "2024Q4"}),
    ("done late where the first ledger never came", 8,
     [("2024Q2", "2024-06-15", A), ("2024Q4", "2024-12-10", DONE)], "2024-12-20",
     {"status": "done", "light": "green", "done_late": True}),
    ("no ledger is due after the date", 2,
     [("2025Q3", "2025-09-10", A), ("2025Q4", "2026-01-15", DONE)], "2026-01-31",
     {"status": "done", "light": "green", "done_late": False}),
    ("done, then blank", 18, [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", BLANK)],
     "2024-09-30", {"status": "done", "light": "green", "to_review": False, "quarter": "2024Q2"}),
    ("done, then unclear", 18, [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", UNCLEAR)],
     "2024-09-30", {"status": "done", "light": "green", "to_review": False}),
    ("done, then not concerned", 18,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", NONE)], "2024-09-30",
     {"status": "done", "light": "green", "to_review": False, "applicable": True}),
    ("done, then no ledger", 18, [("2024Q2", "2024-06-15", DONE)], "2024-09-18",
     {"status": "done", "light": "green", "to_review": False, "carried": True}),
    ("done, then advancing", 18, [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", A)],
     "2024-09-30",  # 92 days are left
     {"status": "advancing", "light": "green", "to_review": True, "quarter": "2024Q3"}),
    ("done, then not started", 8,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", NOT_STARTED)], "2024-09-30",
     {"status": "not_started", "light": "red", "to_review": True, "regressed": True}),
    ("done, gone back, done again", 18,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", A), ("2024Q4", "2024-12-10", DONE)],
     "2024-12-20",
     {"status": "done", "light": "green", "to_review": False, "done_late": False}),
    ("done, gone back, blank", 18,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", A), ("2024Q4", "2024-12-10", "")],
     "2024-12-20", {"status": "blank", "light": "yellow", "to_review": True}),
]  # fmt: skip

DASH_AND_FORM: list[Scenario] = [
    ("dash untouched", 9, [("2024Q2", "2024-06-15", BLANK)], "2024-07-01",
     {"status": "blank", "light": "grey", "to_review": False, "applicable": False}),
    ("dash with no ledger", 9, [], "2024-07-01",
     {"status": "missing", "light": "grey", "to_review": False, "applicable": False}),
    ("dash answered", 9, [("2024Q2", "2024-06-15", A)], "2024-07-01",
     {"status": "advancing", "light": "green", "applicable": True}),
    ("dash answered as not started", 25, [("2024Q2", "2024-06-15", NOT_STARTED)], "2024-07-01",
     {"status": "not_started", "light": "yellow", "applicable": True}),
    ("dash answered as not concerned", 9, [("2024Q2", "2024-06-15", NONE)], "2024-07-01",
     {"status": "none", "light": "grey", "to_review": False, "applicable": False}),
    ("dash answered in words that say nothing", 9, [("2024Q2", "2024-06-15", UNCLEAR)],
     "2024-07-01", {"status": "unclear", "light": "grey", "applicable": False}),
    ("dash of a done task", 9, [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", BLANK)],
     "2024-09-30", {"status": "done", "light": "green", "applicable": True}),
    ("continuous dash answered", 39, [("2024Q2", "2024-06-15", A)], "2024-07-01",
     {"status": "advancing", "light": "green", "applicable": True}),
    ("continuous dash untouched", 39, [("2024Q2", "2024-06-15", BLANK)], "2024-07-01",
     {"status": "blank", "light": "grey", "to_review": False, "applicable": False}),
    ("reconstructed row not on the form", 33, [("2024Q2", "2024-06-15", ABSENT)], "2024-07-01",
     {"light": "grey", "to_review": False, "applicable": False}),
    ("reconstructed row left blank", 33, [("2024Q2", "2024-06-15", BLANK)], "2024-07-01",
     {"status": "blank", "light": "yellow", "to_review": True, "applicable": True}),
    ("reconstructed row without a form", 33, [], "2024-07-01",
     {"status": "missing", "light": "yellow", "applicable": True}),
    ("reconstructed row answered", 33, [("2024Q2", "2024-06-15", A)], "2024-07-01",
     {"status": "advancing", "light": "green", "applicable": True}),
]  # fmt: skip

CONTINUOUS: list[Scenario] = [
    ("first ledger advancing", 5, [("2024Q2", "2024-06-15", A)], "2024-06-20",
     {"status": "advancing", "light": "green", "to_review": False}),
    ("first ledger unclear", 5, [("2024Q2", "2024-06-15", UNCLEAR)], "2024-06-20",
     {"status": "unclear", "light": "yellow", "to_review": True}),
    ("first ledger not started", 5, [("2024Q2", "2024-06-15", NOT_STARTED)], "2024-06-20",
     {"status": "not_started", "light": "yellow", "to_review": False}),
    ("a new sentence", 5, [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", AB)],
     "2024-09-30", {"light": "green", "to_review": False}),
    ("unchanged once", 5, [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", A)],
     "2024-09-30", {"status": "advancing", "light": "yellow", "to_review": False}),
    ("a sentence fewer is not new", 5, [("2024Q2", "2024-06-15", AB), ("2024Q3", "2024-09-10", A)],
     "2024-09-30", {"light": "yellow", "to_review": False}),
    ("unchanged twice", 5,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", A), ("2024Q4", "2024-12-10", A)],
     "2024-12-20", {"status": "advancing", "light": "red"}),
    ("fresh again after two stale ledgers", 5,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", A), ("2024Q4", "2024-12-10", AB)],
     "2024-12-20", {"light": "green"}),
    ("missing once", 5, [("2024Q2", "2024-06-15", A)], "2024-09-18",
     {"status": "advancing", "light": "yellow", "carried": True}),
    ("missing twice", 5, [("2024Q2", "2024-06-15", A)], "2024-12-18",
     {"status": "advancing", "light": "red", "carried": True}),
    ("missing, then the same text as the last that came", 5,
     [("2024Q2", "2024-06-15", A), ("2024Q4", "2024-12-10", A)], "2024-12-20",
     {"status": "advancing", "light": "red", "carried": False}),
    ("missing, then new text", 5,
     [("2024Q2", "2024-06-15", A), ("2024Q4", "2024-12-10", AB)], "2024-12-20", {"light": "green"}),
    ("no ledger ever", 5, [], "2024-06-18", {"status": "missing", "light": "yellow"}),
    ("two ledgers never came", 5, [], "2024-09-18", {"status": "missing", "light": "red"}),
    ("blank once", 5, [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", BLANK)],
     "2024-09-30", {"status": "blank", "light": "yellow", "to_review": True}),
    ("blank twice", 5,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", BLANK), ("2024Q4", "2024-12-10", "")],
     "2024-12-20", {"status": "blank", "light": "red", "to_review": True}),
    ("old text again after a blank cell is new", 5,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", BLANK), ("2024Q4", "2024-12-10", A)],
     "2024-12-20", {"light": "green"}),
    ("declared not concerned", 5, [("2024Q2", "2024-06-15", NONE)], "2024-06-20",
     {"status": "none", "light": "grey", "to_review": True, "applicable": False}),
    ("done, then blank, is not fresh", 5,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", BLANK)], "2024-09-30",
     {"light": "yellow", "to_review": True, "applicable": True}),
    ("an early ledger with new text", 5,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-08-20", AB)], "2024-08-21", {"light": "green"}),
]  # fmt: skip

STAGED: list[Scenario] = [
    ("before its stage", 3, [("2024Q2", "2024-06-15", A)], "2024-06-20",
     {"status": "advancing", "light": "yellow"}),
    ("stage missed", 3, [("2024Q2", "2024-06-15", A)], "2024-07-01",
     {"status": "advancing", "light": "red"}),
    ("stage done, next ledger awaited", 3, [("2024Q2", "2024-06-15", DONE)], "2024-09-17",
     {"status": "done", "light": "green", "done_late": False}),
    ("stage done, next ledger missing", 3, [("2024Q2", "2024-06-15", DONE)], "2024-09-18",
     {"light": "yellow", "carried": True}),
    ("stage done, one stale quarter", 3,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", DONE)], "2024-09-30",
     {"light": "yellow", "to_review": False}),
    ("stage done, two stale quarters", 3,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", DONE),
      ("2024Q4", "2024-12-10", DONE)],
     "2024-12-20", {"light": "red"}),
    ("stage done, then work goes on", 3,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", AB)], "2024-09-30",
     {"status": "done", "light": "green", "to_review": False}),
    ("stage done, then blank", 3,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", BLANK)], "2024-09-30",
     {"status": "done", "light": "yellow", "to_review": True}),
    ("stage done early, stale quarters before its date do not count", 11,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", DONE),
      ("2024Q4", "2024-12-10", DONE)],
     "2024-12-31", {"status": "done", "light": "green"}),
    ("only the quarter after its date counts", 11,
     [("2024Q2", "2024-06-15", DONE), ("2024Q3", "2024-09-10", DONE),
      ("2024Q4", "2024-12-10", DONE)],
     "2025-03-18", {"light": "yellow", "carried": True}),
    ("no ledger is due after its date", 40,
     [("2024Q2", "2024-06-15", DONE), ("2025Q4", "2025-12-10", DONE)], "2026-01-31",
     {"status": "done", "light": "green", "done_late": False}),
    ("stage done late", 3,
     [("2024Q2", "2024-06-15", A), ("2024Q3", "2024-09-10", A), ("2024Q4", "2024-12-10", DONE)],
     "2024-12-20", {"light": "green", "done_late": True}),
]  # fmt: skip

YEARLY: list[Scenario] = [
    ("done in its year", 42, [("2024Q4", "2024-12-10", DONE)], "2024-12-31",
     {"status": "done", "light": "green", "due_on": date(2024, 12, 31)}),
    ("a new year, nothing yet", 42, [("2024Q4", "2024-12-10", DONE)], "2025-01-10",
     {"status": "missing", "light": "grey", "applicable": True, "carried": False,
      "due_on": date(2025, 12, 31)}),
    ("nothing of that year with 90 days left", 42, [("2024Q4", "2024-12-10", DONE)], "2025-10-02",
     {"status": "missing", "light": "yellow"}),
    ("nothing of that year after the date", 42, [("2024Q4", "2024-12-10", DONE)], "2026-01-01",
     {"status": "missing", "light": "red", "due_on": date(2025, 12, 31)}),
    ("last year's text again", 42,
     [("2024Q4", "2024-12-10", DONE), ("2025Q1", "2025-03-10", DONE)], "2025-03-20",
     {"status": "unclear", "light": "grey", "to_review": False}),
    ("last year's text with 90 days left", 42,
     [("2024Q4", "2024-12-10", DONE), ("2025Q1", "2025-03-10", DONE)], "2025-10-02",
     {"status": "unclear", "light": "yellow", "to_review": True}),
    ("last year's text until the end", 42,
     [("2024Q4", "2024-12-10", DONE), ("2025Q4", "2025-12-10", DONE)], "2026-01-01",
     {"light": "red", "to_review": True}),
    ("last year's text of work going on", 42,
     [("2024Q4", "2024-12-10", A), ("2025Q1", "2025-03-10", A)], "2025-03-20",
     {"status": "advancing", "light": "grey"}),
    ("blank early in the year", 42, [("2025Q1", "2025-03-10", BLANK)], "2025-03-20",
     {"status": "blank", "light": "grey", "to_review": True, "applicable": True}),
    ("last year's done again where a dash is printed", 28,
     [("2024Q2", "2024-06-10", DONE), ("2025Q2", "2025-06-10", DONE)], "2025-07-01",
     {"light": "red", "to_review": True, "applicable": True}),
    ("this year's text", 42,
     [("2024Q4", "2024-12-10", DONE), ("2025Q2", "2025-06-10", DONE_AGAIN)], "2025-06-20",
     {"status": "done", "light": "green"}),
    ("this year's done, then blank", 42,
     [("2024Q4", "2024-12-10", DONE), ("2025Q2", "2025-06-10", DONE_AGAIN),
      ("2025Q3", "2025-09-10", BLANK)],
     "2025-09-20", {"status": "done", "light": "green", "to_review": False}),
    ("advancing early in the year", 42, [("2025Q1", "2025-03-10", A)], "2025-03-20",
     {"status": "advancing", "light": "green"}),
    ("not started early in the year", 42, [("2025Q1", "2025-03-10", NOT_STARTED)], "2025-03-20",
     {"status": "not_started", "light": "yellow"}),
    ("advancing after the date", 28, [("2025Q2", "2025-06-10", A)], "2025-07-01",
     {"status": "advancing", "light": "red", "due_on": date(2025, 6, 30)}),
    ("first year done", 28, [("2024Q2", "2024-06-10", DONE)], "2024-12-31",
     {"status": "done", "light": "green", "done_late": False, "due_on": date(2024, 6, 30)}),
    ("its dash is not asked about in the new year", 28, [("2024Q2", "2024-06-10", DONE)],
     "2025-01-10", {"status": "missing", "light": "grey", "applicable": False}),
    ("done in the first ledger after the date", 28,
     [("2025Q2", "2025-06-10", A), ("2025Q3", "2025-09-10", DONE)], "2025-09-30",
     {"status": "done", "light": "green", "done_late": False}),
    ("done in the second ledger after the date", 28,
     [("2025Q2", "2025-06-10", A), ("2025Q3", "2025-09-10", AB), ("2025Q4", "2025-12-10", DONE)],
     "2026-02-01", {"status": "done", "light": "green", "done_late": True}),
]  # fmt: skip

SCENARIOS: dict[str, tuple[int, Ledgers, str, dict[str, Any]]] = {
    f"{group}, {name}": (task_no, ledgers, as_of, expected)
    for group, table in {
        "fixed": FIXED,
        "form": DASH_AND_FORM,
        "continuous": CONTINUOUS,
        "staged": STAGED,
        "yearly": YEARLY,
    }.items()
    for name, task_no, ledgers, as_of, expected in table
}


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world in which every scenario is lived through by a unit of its own."""
    asked = {task_no for task_no, *_ in SCENARIOS.values()}
    tasks = tuple(task for task in plan.tasks if task.task_no in asked)
    told = with_units(plan, *units(*SCENARIOS)).model_copy(update={"tasks": tasks})
    world = World(tmp_path_factory.mktemp("rules"), told)
    for unit, (task_no, ledgers, *_) in SCENARIOS.items():
        for quarter, received, answer in ledgers:
            world.ledger(unit, quarter, received, {task_no: answer})
    return world


@pytest.mark.parametrize("unit", SCENARIOS)
def test_a_task_stands_as_the_rules_say(world: World, unit: str) -> None:
    """Status, light and marks are those that the words of the design give."""
    task_no, _, as_of, expected = SCENARIOS[unit]
    found = world.standing(task_no, as_of, unit)
    if "due_on" in expected:
        found["due_on"] = found["due_on"].date()
    assert {key: found[key] for key in expected} == expected, found["reason"]


def test_the_reason_names_the_ledger_it_rests_on(world: World) -> None:
    """A red light's reason gives the date that passed, the ledger, its receipt and the status."""
    reason = world.standing(8, "2024-07-01", "fixed, advancing after the date")["reason"]
    assert reason == "时限2024-06-30已过；最近台账2024Q2（6月15日收）仍为推进中"


def test_a_ledger_that_never_came_is_said_so(world: World) -> None:
    """The reason of a continuing task without any ledger does not speak of a last one."""
    reason = world.standing(5, "2024-09-18", "continuous, two ledgers never came")["reason"]
    assert reason == "连续2期无新进展（2024Q2、2024Q3）；未报过台账"

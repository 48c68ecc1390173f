"""Who is red, since when, what moved and what is overdue; every expected value is by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

Ledgers = Sequence[tuple[str, str, str]]

A, AB, ABC = (
    "advancing:开展排查。",
    "advancing:开展排查。新增两项。",
    "advancing:排查。新增。收尾。",
)
DONE, NOT_STARTED, BLANK = "done:已印发制度。", "not_started:尚未启动。", ""
Q2, Q3, Q4 = ("2024Q2", "2024-06-15"), ("2024Q3", "2024-09-10"), ("2024Q4", "2024-12-10")
WINTER = "2025-01-10"  # the ledgers of 2024Q4 came last: compared with 2024-09-30


def told(*answers: str | None) -> Ledgers:
    """Return the ledgers of the first quarters with these answers; None is a missing ledger."""
    rows = zip((Q2, Q3, Q4), answers, strict=False)
    return [(*quarter, text) for quarter, text in rows if text is not None]


# name; task; ledgers; as_of; light then; lists; red closes in a row; the first of them
MOVEMENTS: list[tuple[str, int, Ledgers, str, str, set[str], int, str]] = [
    ("a date has passed", 18, told(A, A, A), WINTER, "green", {"newly_red"}, 0, "2025Q1"),
    ("red for two quarters", 8, told(A, A, A), WINTER, "red", {"long_red"}, 2, "2024Q3"),
    ("red from the first", 10, told(A, A, A), WINTER, "red", {"long_red"}, 3, "2024Q2"),
    ("done late", 8, told(A, A, DONE), WINTER, "red", {"recovered"}, 0, "2025Q1"),
    ("done in time", 18, told(DONE, DONE, DONE), WINTER, "green", set(), 0, "2025Q1"),
    ("no longer fresh", 5, told(A, AB, AB), WINTER, "green", {"gone_stale"}, 0, "2025Q1"),
    ("fresh all along", 5, told(A, AB, ABC), WINTER, "green", set(), 0, "2025Q1"),
    ("stale twice", 5, told(A, A, A), WINTER, "yellow", {"newly_red"}, 1, "2024Q4"),
    ("stale, then two missing", 5, told(A, None, None), WINTER, "yellow", {"newly_red"}, 1,
     "2024Q4"),
    ("done, then taken back", 8, told(A, DONE, NOT_STARTED), WINTER, "green", {"newly_red"}, 1,
     "2024Q4"),
    ("no ledger ever, a date", 10, told(), WINTER, "red", {"long_red"}, 3, "2024Q2"),
    ("no ledger ever, no date", 5, told(), WINTER, "red", {"long_red"}, 2, "2024Q3"),
    ("red, now blank", 8, told(A, A, BLANK), WINTER, "red", set(), 0, "2025Q1"),
    ("a finished stage goes stale", 3, told(DONE, AB, AB), WINTER, "green", {"gone_stale"}, 0,
     "2025Q1"),
    ("after the first quarter", 8, told(A), "2024-07-10", "grey", {"newly_red"}, 0, "2024Q3"),
    ("before the next ledgers", 8, told(A, A), "2024-12-01", "yellow", {"newly_red"}, 1, "2024Q3"),
    ("on the day of a close", 8, told(A, A, A), "2024-12-31", "red", {"long_red"}, 2, "2024Q3"),
    ("the day before a close", 8, told(A, A, A), "2024-12-30", "red", set(), 1, "2024Q3"),
    ("the day after a close", 8, told(A, A, A), "2025-01-01", "red", {"long_red"}, 2, "2024Q3"),
    ("red at one close only", 8, told(A, A), "2024-09-30", "yellow", {"newly_red"}, 1, "2024Q3"),
    ("recovered on a close", 8, told(A, A, DONE), "2024-12-31", "red", {"recovered"}, 0, "2024Q4"),
]  # fmt: skip

# name; task; ledgers; as_of; kind, days left and light, or nothing
DUTIES: list[tuple[str, int, Ledgers, str, tuple[str, int, str] | None]] = [
    ("a day over", 8, told(A), "2024-07-01", ("overdue", -1, "red")),
    ("on the day", 8, told(A), "2024-06-30", ("due_soon", 0, "yellow")),
    ("blank and over", 8, told(BLANK), "2024-07-01", ("overdue", -1, "yellow")),
    ("done", 8, told(DONE), "2024-07-01", None),
    ("ninety-one days", 18, told(A, A), "2024-10-01", None),
    ("ninety days", 18, told(A, A), "2024-10-02", ("due_soon", 90, "yellow")),
    ("missing and over", 8, told(), "2024-07-01", ("overdue", -1, "red")),
    ("a stage not reached", 3, told(A), "2024-07-01", ("overdue", -1, "red")),
    ("a stage reached", 3, told(DONE), "2024-07-01", None),
    ("no date", 5, told(A), "2024-07-01", None),
    ("a printed dash", 9, told(BLANK), "2025-01-10", None),
    ("nothing owed yet", 8, told(), "2024-06-10", None),
    ("this year's duty", 42, told(A, A, A), "2024-12-20", ("due_soon", 11, "yellow")),
]


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world in which every scenario is lived through by a unit of its own."""
    lives = {f"动{name}": (task_no, told_of) for name, task_no, told_of, *_ in MOVEMENTS}
    lives |= {f"限{name}": (task_no, told_of) for name, task_no, told_of, *_ in DUTIES}
    asked = {task_no for task_no, _ in lives.values()}
    tasks = tuple(task for task in plan.tasks if task.task_no in asked)
    world = World(
        tmp_path_factory.mktemp("follow_up"),
        with_units(plan, *units(*lives)).model_copy(update={"tasks": tasks}),
    )
    for unit, (task_no, ledgers) in lives.items():
        for quarter, received, answer in ledgers:
            world.ledger(unit, quarter, received, {task_no: answer})
    return world


@pytest.mark.parametrize(
    ("name", "task_no", "as_of", "before", "lists", "quarters", "since"),
    [(n, t, day, b, li, q, s) for n, t, _, day, b, li, q, s in MOVEMENTS],
)
def test_a_task_is_on_the_lists_that_its_lights_say(
    world: World,
    name: str,
    task_no: int,
    as_of: str,
    before: str,
    lists: set[str],
    quarters: int,
    since: str,
) -> None:
    """Newly red, long red, recovered and gone stale, with the run of red closes and its start."""
    rows = world.ask("movements", as_of, unit=f"动{name}", task_no=task_no)
    assert {row["list"] for row in rows} == lists
    for row in rows:
        found = (row["light_before"], row["quarters_red"], row["since_quarter"])
        assert found == (before, quarters, since), row["reason"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a date has passed",
         "2024-09-30为绿灯，现为红灯：时限2024-12-31已过；最近台账2024Q4（12月10日收）仍为推进中"),
        ("red for two quarters",
         "自2024Q3起连续2个季末为红灯：时限2024-06-30已过；最近台账2024Q4（12月10日收）仍为推进中"),
        ("done late",
         "2024-09-30为红灯，现为绿灯：2024Q4台账报已完成，晚于时限2024-06-30后的首期台账"),
        ("no longer fresh",
         "2024-09-30为绿灯，其后无新进展：连续1期无新进展（2024Q4）；最近台账2024Q4（12月10日收）为推进中"),
    ],
)  # fmt: skip
def test_a_movement_says_why(world: World, name: str, reason: str) -> None:
    """The reason has the day compared with, both lights, and the ledger that it rests on."""
    task_no = next(task for scenario, task, *_ in MOVEMENTS if scenario == name)
    (row,) = world.ask("movements", WINTER, unit=f"动{name}", task_no=task_no)
    assert row["reason"] == reason


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (WINTER, [("2024Q2", "yellow", False), ("2024Q3", "red", False), ("2024Q4", "red", False),
                  ("2025Q1", "red", True)]),
        ("2024-09-30", [("2024Q2", "yellow", False), ("2024Q3", "red", False),
                        ("2024Q3", "red", True)]),
        ("2024-06-20", [("2024Q2", "yellow", True)]),
    ],
)  # fmt: skip
def test_lights_at_each_close(
    world: World, as_of: str, expected: list[tuple[str, str, bool]]
) -> None:
    """The history has each quarter's last day and the day itself, also where they are the same."""
    rows = world.ask("light_history", as_of, unit="动red for two quarters", task_no=8)
    assert [(r["quarter"], r["light"], r["is_now"]) for r in rows] == expected


@pytest.mark.parametrize(
    ("name", "task_no", "as_of", "expected"), [(n, t, day, e) for n, t, _, day, e in DUTIES]
)
def test_what_is_overdue_and_what_is_due_soon(
    world: World, name: str, task_no: int, as_of: str, expected: tuple[str, int, str] | None
) -> None:
    """Only dated duties that are not done; the day itself is not over."""
    rows = world.ask("open_duties", as_of, unit=f"限{name}", task_no=task_no)
    assert [(r["kind"], r["days_left"], r["light"]) for r in rows] == (
        [expected] if expected else []
    )


def test_a_unit_that_joined_later_is_newly_red(plan: Plan, tmp_path: Path) -> None:
    """It had no light on the day compared with, and the reason does not invent one."""
    joined = units("新设局", owes_from=date(2024, 11, 1))
    world = World(tmp_path, with_units(plan, *joined))
    row = world.one("movements", WINTER, task_no=10)
    assert (row["list"], row["light_before"], row["quarters_red"]) == ("newly_red", None, 1)
    assert row["reason"].startswith("其时尚无报送义务，现为红灯：时限2024-01-31已过")


def test_lagging_counts_long_red_on_a_close(plan: Plan, tmp_path: Path) -> None:
    """Task 8 is red at 09-30 and 12-31, task 10 since 06-30, 18 and the stale 5 not so long."""
    tasks = tuple(plan.task_by_no[no] for no in (5, 8, 10, 18))
    told_of = with_units(plan, *units("甲局")).model_copy(update={"tasks": tasks})
    world = World(tmp_path, told_of)
    for quarter, received in (Q2, Q3, Q4):
        world.ledger("甲局", quarter, received, {}, default=A)
    counted = [world.one("lagging", day)["long_red"] for day in ("2024-12-30", "2024-12-31")]
    assert counted == [1, 2]


def test_lagging_counts_what_is_followed_up(plan: Plan, tmp_path: Path) -> None:
    """Overdue, due soon, newly and long red, and ledgers sent back stand beside the lights."""
    tasks = tuple(plan.task_by_no[no] for no in (5, 8, 10, 18))
    told_of = with_units(plan, *units("甲局", "乙局")).model_copy(update={"tasks": tasks})
    world = World(tmp_path, told_of)
    for quarter, received in (Q2, Q3, Q4):
        last = world.ledger("甲局", quarter, received, {}, default=A)
    world.ledger("乙局", *Q4, {}, default=DONE)
    world.send_back(last, "2024-12-20")
    rows = {row["unit"]: row for row in world.ask("lagging", "2024-12-20")}
    columns = ("overdue", "due_soon", "newly_red", "long_red", "returned", "red", "missing_ledgers")
    assert [rows["甲局"][name] for name in columns] == [2, 1, 1, 1, 1, 3, 0]
    assert [rows["乙局"][name] for name in columns] == [0, 0, 0, 0, 0, 0, 2]

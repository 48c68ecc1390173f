"""What a unit may be reminded of on a day, and the log of reminders; expected values by hand."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier
from typing import Any

import pandas as pd
import pytest

from ledger import decisions
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

A, AB, DONE, UNCLEAR = "advancing:甲。", "advancing:甲。乙。", "done:丙。", "unclear:按要求落实。"
Q2, Q3 = ("2024Q2", "2024-06-15"), ("2024Q3", "2024-09-10")
TASKS = (5, 8, 9, 18)  # continuous; due 2024-06-30; a printed dash; due 2024-12-31
OTHERS = ("half_year_summary", "liaison_list")

# name; ledgers; as_of; the items as (last parts of the key, colour, days)
SCENARIOS: list[tuple[str, list[tuple[str, str, dict[int, str]]], str, list[Any]]] = [
    ("before the first ledger is due", [], "2024-06-10",
     [("ledger|2024Q2", "blue", -7)]),
    ("on the due day", [], "2024-06-17", [("ledger|2024Q2", "blue", 0)]),
    ("a ledger that never came is one item", [], "2024-06-18", [("ledger|2024Q2", "red", 1)]),
    ("thirty-one days before", [], "2024-05-16", []),
    ("the newest ledger is missing: only what was overdue before", [(*Q2, {5: A, 8: A, 18: A})],
     "2024-09-20",
     [("ledger|2024Q3", "red", 3), ("task|8", "red", 82),
      ("institution_annex|2024Q3", "blue", -10), ("mid_evaluation|2024Q3", "blue", -10)]),
    ("all sent: red, yellow and soon",
     [(*Q2, {5: A, 8: A, 18: A}), (*Q3, {5: A, 8: A, 18: AB})], "2024-12-10",
     [("institution_annex|2024Q3", "red", 71), ("mid_evaluation|2024Q3", "red", 71),
      ("ledger|2024Q4", "blue", -7), ("annual_summary|2024Q4", "blue", -7),
      ("task|8", "red", 163), ("task|5", "yellow", None), ("task|18", "blue", -21)]),
    ("far from the date a task is behind, not soon",
     [(*Q2, {5: A, 8: DONE, 18: A}), (*Q3, {5: AB, 8: DONE, 18: UNCLEAR})], "2024-11-01",
     [("institution_annex|2024Q3", "red", 32), ("mid_evaluation|2024Q3", "red", 32),
      ("task|18", "yellow", -60)]),
    ("a red light without a date is behind, not overdue",
     [(*Q2, {5: A, 8: DONE, 18: DONE}), (*Q3, {5: A, 8: DONE, 18: DONE}),
      ("2024Q4", "2024-12-10", {5: A, 8: DONE, 18: DONE})], "2024-12-20",
     [("institution_annex|2024Q3", "red", 81), ("mid_evaluation|2024Q3", "red", 81),
      ("annual_summary|2024Q4", "red", 3), ("task|5", "yellow", None)]),
]  # fmt: skip

# The answers of 2024Q2 and Q3 to task 18, due 2024-12-31; as_of; its item as (colour, days). The
# ledgers of 2024Q4 are due on 2024-12-17.
NOT_STARTED = "not_started:尚未启动。"
NEARING: list[tuple[str, str, tuple[str, int] | None]] = [
    (A, "2024-10-05", None),  # 87 days: the light is yellow, nobody is asked yet
    (A, "2024-11-30", None),
    (A, "2024-12-01", ("blue", -30)),
    (A, "2024-12-31", ("blue", 0)),
    (A, "2025-01-01", ("red", 1)),
    (DONE, "2024-12-31", None),
    *(
        (behind, day, item)
        for behind in (NOT_STARTED, UNCLEAR, "")
        for day, item in (
            ("2024-10-01", None),  # 91 days
            ("2024-10-02", ("yellow", -90)),
            ("2024-11-30", ("yellow", -31)),
            ("2024-12-01", ("yellow", -30)),
            ("2024-12-31", ("yellow", 0)),
            ("2025-01-01", ("red", 1)),
        )
    ),
]


def new_world(folder: Path, plan: Plan) -> World:
    """Return a world of few tasks in which every scenario has a unit of its own."""
    tasks = tuple(plan.task_by_no[no] for no in TASKS)
    named = with_units(plan, *units(*(name for name, *_ in SCENARIOS)))
    world = World(folder, named.model_copy(update={"tasks": tasks}))
    for unit, ledgers, *_ in SCENARIOS:
        for document in OTHERS:
            world.receipt(unit, document, "2024Q2", "2024-05-01")
        for quarter, received, cells in ledgers:
            world.ledger(unit, quarter, received, cells)
    world.save()
    return world


def items(world: World, unit: str, as_of: str) -> list[dict[str, Any]]:
    """Return what that unit may be reminded of."""
    return world.ask("reminder_items", as_of, unit=unit)


def test_what_a_unit_is_reminded_of(world: World) -> None:
    """Documents stand before tasks, and a missing ledger stands for its tasks."""
    world.save()
    for unit, _, as_of, expected in SCENARIOS:
        found = [
            (row["item"].removeprefix(f"{unit}|"), row["colour"], row["days"])
            for row in items(world, unit, as_of)
        ]
        plain = [(key, colour, None if pd.isna(days) else days) for key, colour, days in found]
        assert sorted(plain, key=str) == sorted(expected, key=str), unit
        kinds = ["task" in key for key, *_ in plain]
        assert kinds == sorted(kinds), unit


@pytest.fixture(scope="module")
def nearing(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with a unit for each answer to task 18."""
    answers = dict.fromkeys(answer for answer, *_ in NEARING)
    tasks = tuple(plan.task_by_no[no] for no in TASKS)
    told_of = with_units(plan, *units(*(f"某局{answer}" for answer in answers)))
    world = World(tmp_path_factory.mktemp("nearing"), told_of.model_copy(update={"tasks": tasks}))
    for answer in answers:
        for quarter, received in (Q2, Q3):
            world.ledger(f"某局{answer}", quarter, received, {18: answer})
    return world


@pytest.mark.parametrize(("answer", "as_of", "expected"), NEARING)
def test_a_task_gets_no_softer_as_its_date_nears(
    nearing: World, answer: str, as_of: str, expected: tuple[str, int] | None
) -> None:
    """Advancing is due soon in its last days; what is not, is behind from `soon_days` on."""
    rows = nearing.ask("reminder_items", as_of, item=f"某局{answer}|task|18")
    assert [(row["colour"], row["days"]) for row in rows] == ([expected] if expected else [])


def test_what_has_not_begun_is_asked_to_begin(nearing: World) -> None:
    """The request of a task not started differs from that of one under way."""
    asks = {
        answer: nearing.one("reminder_items", "2024-12-10", item=f"某局{answer}|task|18")["ask"]
        for answer in (NOT_STARTED, A, "")
    }
    assert asks == {
        NOT_STARTED: "请尽快启动，在期限前完成，并在台账中写明进度；"
        "有困难的，写明原因和预计完成的时间。",
        A: "请在期限前完成，并在台账中写明进度；已完成的，写明完成的时间、文件和结果。",
        "": "请在台账中补填这一项的落实情况。",
    }


@pytest.mark.parametrize(
    ("unit", "item", "reason", "ask"),
    [
        ("a ledger that never came is one item", "ledger|2024Q2",
         "期限2024-06-17已过1天，尚未收到。", "请尽快补报工作台账（2024年第二季度）。"),
        ("on the due day", "ledger|2024Q2",
         "期限2024-06-17，就是今天，尚未收到。", "请在期限前报送工作台账（2024年第二季度）。"),
        ("all sent: red, yellow and soon", "task|5",
         "连续1期无新进展（2024Q3）；最近台账2024Q3（9月10日收）为推进中。",
         "请在下一期台账中写明本期新开展的工作、数字和结果。"),
        ("far from the date a task is behind, not soon", "task|18",
         "距时限2024-12-31还有60天；最近台账2024Q3（9月10日收）为待核。",
         "请写明做了什么、是否已完成、何时完成。"),
    ],
)  # fmt: skip
def test_an_item_says_why_and_what_for(
    world: World, unit: str, item: str, reason: str, ask: str
) -> None:
    """The sentence is that of the light or the register, the request says what to send."""
    world.save()
    as_of = next(day for name, _, day, _ in SCENARIOS if name == unit)
    row = next(r for r in items(world, unit, as_of) if r["item"] == f"{unit}|{item}")
    assert (row["reason"], row["ask"]) == (reason, ask)


def test_a_ledger_sent_back_is_chased_until_the_corrected_one_comes(world: World) -> None:
    """It is yellow with the date given, counts the days after it, and ends with a newer version."""
    unit = SCENARIOS[-1][0]
    world.save()
    decisions.return_for_correction(
        world.store, unit=unit, quarter="2024Q3", correct_by=date(2024, 9, 30),
        reason="缺第三类", who="李经办",
    )  # fmt: skip
    (row,) = [r for r in items(world, unit, "2024-10-05") if r["kind"] == "returned"]
    assert (row["colour"], row["days"], row["document"]) == ("yellow", 5, "ledger")
    assert row["reason"] == ("原因：缺第三类；要求2024-09-30前改正，已过5天，更正的台账尚未收到。")
    world.ledger(unit, "2024Q3", "2024-10-04", {5: AB})
    world.save()
    assert not [r for r in items(world, unit, "2024-10-05") if r["kind"] == "returned"]


def test_nobody_is_chased_twice_a_day(world: World) -> None:
    """A reminder is logged with its items, refused again that day, possible on the next."""
    world.save()
    unit, day = SCENARIOS[2][0], date(2024, 6, 18)
    by: dict[str, Any] = {"unit": unit, "channel": "letter", "who": "李经办"}
    key = f"{unit}|ledger|2024Q2"
    reminder = decisions.remind(world.store, items=[key, key], on=day, **by)
    (row,) = world.ask("reminders", "2024-06-18")
    assert (row["reminder_id"], row["unit"], row["item_count"]) == (reminder, unit, 1)
    assert (list(row["items"]), row["channel"], row["undone"]) == ([key], "letter", False)
    assert world.ask("reminders", "2024-06-17") == []
    (item,) = items(world, unit, "2024-06-18")
    assert (item["reminded_today"], item["last_reminded_on"].date()) == (True, day)
    with pytest.raises(UserError) as caught:
        decisions.remind(world.store, items=[key], on=day, **(by | {"channel": "list"}))
    assert caught.value.code == "reminded_today"
    (item,) = items(world, unit, "2024-06-19")
    assert (item["reminded_today"], item["last_reminded_on"].date()) == (False, day)
    decisions.remind(world.store, items=[key], on=date(2024, 6, 19), **by)


def test_of_two_people_at_once_one_is_told(world: World) -> None:
    """Whoever starts together, one reminder of a thing is logged a day, and one is refused."""
    world.save()
    unit, day = SCENARIOS[2][0], date(2024, 6, 18)
    key, together = f"{unit}|ledger|2024Q2", Barrier(2)

    def chase(who: str) -> str:
        store = Store(world.store.path, world.plan)
        together.wait()
        try:
            decisions.remind(store, unit=unit, items=[key], channel="list", on=day, who=who)
        except UserError as error:
            return error.code
        return "logged"

    with ThreadPoolExecutor(2) as pool:
        told = sorted(pool.map(chase, ("李经办", "张某某")))
    assert told == ["logged", "reminded_today"]
    assert len(world.ask("reminders", "2024-06-18")) == 1


def test_an_undone_reminder_counts_no_more(world: World) -> None:
    """It stays in the log, marked, and the thing may be chased again that day."""
    world.save()
    unit = SCENARIOS[2][0]
    chased: dict[str, Any] = {
        "unit": unit, "items": [f"{unit}|ledger|2024Q2"], "channel": "messenger",
        "on": date(2024, 6, 18), "who": "李经办",
    }  # fmt: skip
    decisions.undo(world.store, decisions.remind(world.store, **chased), who="李经办")
    decisions.remind(world.store, **chased)
    assert [row["undone"] for row in world.ask("reminders", "2024-06-18")] == [True, False]


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unit": "某某局"}, "unit_unknown"),
        ({"channel": "sms"}, "channel_unknown"),
        ({"items": []}, "item_unknown"),
        ({"items": ["别的单位|ledger|2024Q2"]}, "item_unknown"),
        ({"who": " "}, "name_missing"),
        ({"on": date(2024, 5, 16)}, "item_unknown"),
        ({"on": date(2999, 1, 1)}, "reminded_in_future"),
    ],
)
def test_a_reminder_that_cannot_be_is_told(
    untouched: World, changed: dict[str, Any], code: str
) -> None:
    """Nothing is logged of an unknown unit, way or thing, or of what was not to be chased."""
    unit = SCENARIOS[2][0]
    chased: dict[str, Any] = {
        "unit": unit, "items": [f"{unit}|ledger|2024Q2"], "channel": "messenger",
        "on": date(2024, 6, 18), "who": "李经办",
    }  # fmt: skip
    generation = untouched.store.generation
    with pytest.raises(UserError) as caught:
        decisions.remind(untouched.store, **(chased | changed))
    assert (caught.value.code, untouched.store.generation) == (code, generation)

"""What waits for a person, why, and what takes it off the queue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger import decisions, metrics
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import UNIT, units, with_units

AS_OF = "2025-03-31"
QUARTERS = ("2024Q2", "2024Q3", "2024Q4", "2025Q1")
DAYS = ("2024-06-10", "2024-09-10", "2024-12-10", "2025-03-10")
BY: dict[str, Any] = {"reason": "已电话核实", "who": "测试员"}
A, B, DONE = "advancing:开展排查。", "advancing:另行部署。", "done:已印发制度。"
UNCLEAR = "unclear:认真落实。"

# name; task; what one unit wrote in successive quarters; why it waits
Case = tuple[str, int, Sequence[str | None], str]
CASES: list[Case] = [
    ("progress", 1, [A, B], ""),
    ("an unclear text", 1, [UNCLEAR], "unclear"),
    ("an unclear text after done", 18, [DONE, UNCLEAR], ""),
    ("blank on a continuing duty", 1, [""], "blank"),
    ("blank on a duty with a date", 18, [""], "blank"),
    ("blank after done", 18, [DONE, ""], ""),
    ("blank where a dash is printed", 9, [""], ""),
    ("not concerned", 1, ["none:不涉及。"], "none"),
    ("not concerned where a dash is printed", 9, ["none:-"], ""),
    ("done, then not", 18, [DONE, A], "regressed"),
    ("no news", 1, [A, A], "not_updated"),
    ("two reasons", 1, [UNCLEAR, UNCLEAR], "unclear,not_updated"),
    ("done in time", 18, [A, B, DONE], ""),
    ("done at once, its date long past", 10, [DONE], ""),
    ("done after it was red", 8, [A, DONE], "first_done_overdue"),
    ("done after it was red and not begun", 8, ["not_started:尚未启动。", DONE],
     "first_done_overdue"),
    ("done later than that, still not looked at", 8, [A, DONE, "done:已印发，又修订。"],
     "first_done_overdue"),
    ("done after a blank, which is yellow", 8, ["", DONE], ""),
    ("done in a first ledger that came late", 8, [None, DONE], "first_done_overdue"),
    ("done a year after", 28, ["", "", "", "done:本年已报告。"], ""),
    ("never reported", 1, [], ""),
]  # fmt: skip


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """One unit a case."""
    names = [f"第{number}局" for number in range(len(CASES))]
    world = World(tmp_path_factory.mktemp("queue"), with_units(plan, *units(*names)))
    for name, (_, task_no, texts, _) in zip(names, CASES, strict=True):
        for quarter, day, text in zip(QUARTERS, DAYS, texts, strict=False):
            if text is not None:
                world.ledger(name, quarter, day, {task_no: text})
    return world


@pytest.mark.parametrize(
    ("number", "case"), [*enumerate(CASES)], ids=[case[0] for case in CASES]
)  # fmt: skip
def test_what_waits_and_why(world: World, number: int, case: Case) -> None:
    """Each reason by its code, in a fixed order, with words; nothing without a reason."""
    _, task_no, _, why = case
    rows = world.ask("review_queue", AS_OF, unit=f"第{number}局", task_no=task_no)
    assert [row["why"] for row in rows] == ([why] if why else [])
    assert all(len(row["why_words"].split("、")) == len(why.split(",")) for row in rows)


def test_the_queue_holds_all_that_standing_sends_to_review(world: World) -> None:
    """Section 5's `to_review` is never missing in the queue, and reads the same there."""
    asked = {(r["unit"], r["task_no"]) for r in world.ask("standing", AS_OF, to_review=True)}
    queued = {(r["unit"], r["task_no"]) for r in world.ask("review_queue", AS_OF, to_review=True)}
    assert asked == queued
    assert asked


def test_a_row_carries_what_a_person_needs(world: World) -> None:
    """Text, judgement, place, and how many prompts are open."""
    row = world.one("review_queue", AS_OF, why="unclear,not_updated")
    assert (row["narrative"], row["quarter"], row["version"]) == ("认真落实。", "2024Q3", 1)
    assert (row["sheet"], row["cell"], row["checks"]) == ("台账", "F4", 1)
    assert (row["judged_status"], row["judged_reason"]) == ("unclear", "测试")
    assert row["why_words"] == "文字看不出状态、未更新"


def asked(store: Store, name: str, as_of: str = AS_OF) -> list[dict[str, Any]]:
    """Return the rows of a question on tasks that are not blank, asked afresh."""
    with store.read() as reader:
        frame = metrics.query(reader, name, date.fromisoformat(as_of))
    return [{str(k): v for k, v in row.items()} for row in frame.to_dict("records")]


def waiting(store: Store, task_no: int, as_of: str = AS_OF) -> list[str]:
    """Return why a task of the unit waits."""
    return [r["why"] for r in asked(store, "review_queue", as_of) if r["task_no"] == task_no]


@pytest.fixture
def small(plan: Plan, tmp_path: Path) -> World:
    """A world with a unit that repeats itself in task 1."""
    world = World(tmp_path, plan)
    world.ledger(UNIT, "2024Q2", "2024-06-10", {1: A})
    world.ledger(UNIT, "2024Q3", "2024-09-10", {1: A, 14: UNCLEAR})
    world.save()
    return world


def test_a_review_settles_all_reasons_of_that_text(small: World) -> None:
    """The row leaves the queue, progress counts it, and undoing brings it back."""
    before = asked(small.store, "review_progress")
    decision = decisions.review(
        small.store, unit=UNIT, quarter="2024Q3", task_no=1, status="advancing", **BY
    )
    after = asked(small.store, "review_progress")
    assert waiting(small.store, 1) == []
    settled = [sum(row["settled"] for row in rows) for rows in (before, after)]
    still_open = [sum(row["open"] for row in rows) for rows in (before, after)]
    assert (settled, still_open[0] - still_open[1]) == ([0, 1], 1)
    assert all(row["total"] == row["settled"] + row["open"] for row in after)
    decisions.undo(small.store, decision, who="测试员")
    assert waiting(small.store, 1) == ["not_updated"]


def test_changed_text_waits_with_the_old_decision(small: World) -> None:
    """The text that was reviewed is gone: a person decides again, seeing what was decided."""
    decisions.review(small.store, unit=UNIT, quarter="2024Q3", task_no=1, status="done", **BY)
    small.ledger(UNIT, "2024Q4", "2024-12-10", {1: B})
    small.save()
    (row,) = [r for r in asked(small.store, "review_queue") if r["task_no"] == 1]
    assert (row["why"], row["status"]) == ("changed_after_review", "advancing")
    assert (row["previous_review_status"], row["previous_review_by"]) == ("done", "测试员")
    assert (row["previous_review_reason"], row["previous_review_quarter"]) == (
        "已电话核实", "2024Q3",
    )  # fmt: skip
    assert waiting(small.store, 1, "2024-09-30") == []


def test_done_is_asked_once(plan: Plan, tmp_path: Path) -> None:
    """Confirmed once, a first done is not asked again when the text goes on changing."""
    world = World(tmp_path, plan)
    world.ledger(UNIT, "2024Q2", "2024-06-10", {8: A})
    world.ledger(UNIT, "2024Q3", "2024-09-10", {8: DONE})
    world.save()
    assert waiting(world.store, 8) == ["first_done_overdue"]
    decisions.review(world.store, unit=UNIT, quarter="2024Q3", task_no=8, status="done", **BY)
    world.ledger(UNIT, "2024Q4", "2024-12-10", {8: "done:已印发，又修订。"})
    world.save()
    assert waiting(world.store, 8) == ["changed_after_review"]


def test_done_that_several_tasks_share(plan: Plan, tmp_path: Path) -> None:
    """One answer to several tasks that says done is looked at once for each."""
    world = World(tmp_path, plan)
    cells = {21: DONE, 22: DONE, 12: DONE}
    ledger = world.ledger(UNIT, "2024Q2", "2024-06-10", cells)
    world.ledgers[-1] = replace(ledger, shared=frozenset({12, 21}))
    world.save()
    assert [waiting(world.store, no) for no in (21, 22, 12)] == [["first_done_shared"], [], []]


def test_a_declared_status_that_contradicts(small: World) -> None:
    """The finding of the file becomes a prompt, and the task waits."""
    message = "第1项“完成状态”填的是“已完成”，两处不一致。"
    with small.store.write("测试") as transaction:
        row = {
            "submission_id": "s0001", "position": 0, "code": "declared_differs", "sheet": "台账",
            "severity": "warning", "cell": "F4", "value": "已完成", "message": message, "hint": "",
        }  # fmt: skip
        transaction.insert("finding", [row])
    found = [r for r in asked(small.store, "checks") if r["code"] == "declared_differs"]
    assert [(r["task_no"], r["message"], r["other_narrative"]) for r in found] == [
        (1, message, "已完成")
    ]
    assert waiting(small.store, 1) == ["declared_differs,not_updated"]


def prompt(store: Store) -> dict[str, Any]:
    """Return the only prompt on task 1's newest ledger."""
    rows = [r for r in asked(store, "checks") if r["task_no"] == 1]
    return rows[-1]


def test_a_prompt_is_dismissed_while_its_texts_stay(small: World) -> None:
    """It is listed with who and why, leaves the queue, survives the same text, and comes back."""
    shown = prompt(small.store)
    decision = decisions.dismiss(small.store, shown["check_id"], **BY)
    row = prompt(small.store)
    assert (row["dismissed"], row["dismissed_by"], row["dismissed_reason"]) == (
        True, "测试员", "已电话核实",
    )  # fmt: skip
    assert waiting(small.store, 1) == []
    assert sum(r["settled"] for r in asked(small.store, "review_progress")) == 1
    small.ledger(UNIT, "2024Q3", "2024-09-20", {1: A})
    small.save()
    assert (prompt(small.store)["dismissed"], prompt(small.store)["version"]) == (True, 2)
    small.ledger(UNIT, "2024Q2", "2024-09-25", {1: B})
    small.ledger(UNIT, "2024Q3", "2024-09-25", {1: B})
    small.save()
    assert not prompt(small.store)["dismissed"]
    (kept,) = [r for r in asked(small.store, "reviews") if r["decision_id"] == decision]
    assert [kept[name] for name in ("kind", "unit", "quarter", "task_no", "code", "detail")] == [
        "dismiss", UNIT, "2024Q3", 1, "not_updated", shown["message"],
    ]  # fmt: skip


def test_a_dismissal_is_undone(small: World) -> None:
    """The prompt is back in the queue."""
    decision = decisions.dismiss(small.store, prompt(small.store)["check_id"], **BY)
    decisions.undo(small.store, decision, who="测试员")
    assert waiting(small.store, 1) == ["not_updated"]


def test_what_cannot_be_dismissed_is_told(small: World) -> None:
    """An unknown prompt, one dismissed before, and nobody's word."""
    check_id = prompt(small.store)["check_id"]
    decisions.dismiss(small.store, check_id, **BY)
    for chosen, by, code in (
        ("000000000000", BY, "check_unknown"),
        (check_id, BY, "check_dismissed"),
        (check_id, {**BY, "who": " "}, "name_missing"),
        (check_id, {**BY, "reason": ""}, "reason_missing"),
    ):
        with pytest.raises(UserError) as caught:
            decisions.dismiss(small.store, chosen, **by)
        assert (caught.value.code, bool(caught.value.hint)) == (code, True)


def test_a_prompt_of_a_unit_that_owes_no_more(plan: Plan, tmp_path: Path) -> None:
    """It is shown as of its own time, so it can be dismissed."""
    world = World(tmp_path, with_units(plan, *units("甲局", owes_until=date(2024, 12, 31))))
    world.ledger("甲局", "2024Q2", "2024-06-10", {1: A})
    world.ledger("甲局", "2024Q3", "2024-09-10", {1: A})
    (row,) = world.ask("checks", "2024-09-30")
    decisions.dismiss(world.store, row["check_id"], **BY)
    assert [r["dismissed"] for r in asked(world.store, "checks", "2024-09-30")] == [True]

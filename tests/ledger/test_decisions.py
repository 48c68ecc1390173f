"""What a person decides, through the functions that command line and pages call."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ledger import decisions
from ledger.errors import UserError
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.conftest import assert_refused
from tests.ledger.facts import UNIT

BY: dict[str, Any] = {"reason": "见附件", "who": "测试员"}
REVIEW: dict[str, Any] = {"unit": UNIT, "quarter": "2024Q2", "task_no": 8, "status": "done", **BY}


def new_world(folder: Path, plan: Plan) -> World:
    """Return a world with two versions of one ledger."""
    world = World(folder, plan)
    world.ledger(UNIT, "2024Q2", "2024-06-15", {8: "advancing:甲。"})
    world.ledger(UNIT, "2024Q2", "2024-06-20", {8: "unclear:乙。"})
    world.save()
    return world


def status(world: World, as_of: str = "2024-07-01") -> str:
    """Return how task 8 stands."""
    return str(world.standing(8, as_of)["status"])


def test_a_review_is_recorded_and_can_be_undone(world: World) -> None:
    """It replaces the judged status, stands in `reviews` with its author, and comes off again."""
    decision = decisions.review(world.store, **REVIEW)
    row = world.one("reviews", "2024-07-01", decision_id=decision)
    shown = [row[name] for name in ("kind", "unit", "task_no", "status_before", "status", "who")]
    assert shown == ["review", UNIT, 8, "unclear", "done", "测试员"]
    assert status(world) == "done"
    decisions.undo(world.store, decision, who="另一人")
    assert status(world) == "unclear"
    assert world.one("reviews", "2024-07-01")["undone_by"] == "另一人"


def test_a_review_accepts_any_name_of_the_unit(world: World) -> None:
    """An alias does as well as the official name."""
    decisions.review(world.store, **(REVIEW | {"unit": "揭东区交通局"}))
    assert status(world) == "done"


def test_a_blank_cell_can_be_reviewed(world: World) -> None:
    """A person who knows the answer may settle a cell that was left blank."""
    decisions.review(world.store, **(REVIEW | {"task_no": 10}))
    found = world.standing(10, "2024-07-01")
    assert (found["status"], found["light"], found["to_review"]) == ("done", "green", False)


def test_the_current_version_is_withdrawn_and_the_one_before_counts(world: World) -> None:
    """Without a version the current one is meant; each can be named."""
    decisions.withdraw(world.store, unit=UNIT, quarter="2024Q2", **BY)
    assert status(world) == "advancing"
    decisions.withdraw(world.store, unit=UNIT, quarter="2024Q2", version=1, **BY)
    assert status(world) == "missing"


def test_a_held_file_counts_once_it_is_confirmed(world: World) -> None:
    """Until a person says whose it is and for which quarter, nothing of it is in the figures."""
    held = world.ledger("", "", "2024-09-10", {8: "done:丙。"}, held="unit_unknown")
    world.save()
    assert status(world, "2024-09-30") == "unclear"
    assert [row["submission_id"] for row in world.ask("held", "2024-09-30")] == [held.submission_id]
    decisions.confirm(world.store, held.submission_id, unit=UNIT, quarter="2024Q3", **BY)
    assert status(world, "2024-09-30") == "done"
    assert world.ask("held", "2024-09-30") == []


def _confirm_other(world: World) -> str:
    return decisions.confirm(world.store, "s0000", unit=UNIT, quarter="2024Q3", **BY)


def _withdraw(**changed: Any) -> Callable[[World], str]:
    chosen = {"unit": UNIT, "quarter": "2024Q2", **BY, **changed}
    return lambda world: decisions.withdraw(world.store, **chosen)


def _review(**changed: Any) -> Callable[[World], str]:
    return lambda world: decisions.review(world.store, **(REVIEW | changed))


@pytest.mark.parametrize(
    ("decide", "code"),
    [
        (_review(unit="某某局"), "unit_unknown"),
        (_review(quarter="2024年二季度"), "quarter_format"),
        (_review(quarter="2023Q4"), "quarter_outside_plan"),
        (_review(quarter="2024Q3"), "submission_unknown"),
        (_review(task_no=44), "task_unknown"),
        (_review(status="finished"), "status_unknown"),
        (_review(status="missing"), "status_unknown"),
        (_review(who=" "), "name_missing"),
        (_review(reason=""), "reason_missing"),
        (_withdraw(version=3), "submission_unknown"),
        (_withdraw(quarter="2024Q3"), "submission_unknown"),
        (_withdraw(who=""), "name_missing"),
        (_confirm_other, "not_held"),
        (lambda world: decisions.undo(world.store, "00000000", who="测试员"), "decision_unknown"),
    ],
)
def test_a_decision_that_cannot_be_is_told(
    untouched: World, decide: Callable[[World], str], code: str
) -> None:
    """Nothing is recorded, and the message says what is known instead."""
    assert_refused(untouched, decide, code)


def test_nothing_is_undone_twice(world: World) -> None:
    """A decision that was taken back is no longer there to be taken back."""
    decision = decisions.review(world.store, **REVIEW)
    decisions.undo(world.store, decision, who="测试员")
    generation = world.store.generation
    with pytest.raises(UserError) as caught:
        decisions.undo(world.store, decision, who="测试员")
    assert caught.value.code == "decision_void"
    assert caught.value.hint
    assert world.store.generation == generation

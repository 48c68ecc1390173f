"""Returning for correction, aliases, and taking back anything that was recorded in error."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ledger import decisions
from ledger.aliases import known_aliases, registry_of
from ledger.errors import UserError
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.conftest import assert_refused
from tests.ledger.facts import UNIT

OTHER = "普宁市交通运输局"
BY: dict[str, Any] = {"reason": "缺第8项佐证", "who": "李经办"}
Q3: dict[str, Any] = {"unit": UNIT, "quarter": "2024Q3"}
MARK = ("returned_for_correction", "returned_reason", "correct_by", "state", "days_late")


def new_world(folder: Path, plan: Plan) -> World:
    """Return a world with one ledger, received two days before it was due."""
    world = World(folder, plan)
    world.ledger(UNIT, "2024Q3", "2024-09-15", {8: "advancing:甲。"})
    world.save()
    return world


def send_back(world: World, **changed: Any) -> str:
    """Return the ledger for correction."""
    said = {**Q3, "correct_by": date(2024, 9, 30), **BY, **changed}
    return decisions.return_for_correction(world.store, **said)


def mark(world: World, as_of: str = "2024-10-08") -> list[object]:
    """Return what the register says of the ledger."""
    row = world.one("returns", as_of, **Q3, document="ledger")
    day = row["correct_by"]
    return [row[name] for name in MARK[:2]] + [str(day)[:10], row["state"], row["days_late"]]


def test_a_returned_ledger_counts_until_it_is_corrected(world: World) -> None:
    """The mark has reason and date; receipt and entries stay, and the corrected version ends it."""
    send_back(world)
    assert mark(world) == [True, "缺第8项佐证", "2024-09-30", "on_time", 0]
    assert world.standing(8, "2024-10-08")["status"] == "advancing"
    corrected = world.ledger(UNIT, "2024Q3", "2024-10-05", {8: "done:乙。"})
    world.save()
    assert mark(world, "2024-10-04")[0]
    assert mark(world) == [False, "", "NaT", "on_time", 0]
    rows = world.ask("submissions", "2024-10-08")
    told = [(r["version"], r["is_returned"], r["returned_reason"]) for r in rows]
    assert told == [(1, False, "缺第8项佐证"), (2, False, "")]
    world.withdraw(corrected, "2024-10-07")
    world.save()
    assert mark(world)[0]


def test_a_return_without_a_date_can_be_repeated_and_undone(world: World) -> None:
    """The last return holds; undoing it leaves the one before, undoing both leaves none."""
    first = send_back(world, correct_by=None)
    assert mark(world)[:3] == [True, "缺第8项佐证", "NaT"]
    second = send_back(world, reason="另缺公章")
    assert mark(world)[:3] == [True, "另缺公章", "2024-09-30"]
    decisions.undo(world.store, second, who="李经办")
    assert mark(world)[:3] == [True, "缺第8项佐证", "NaT"]
    decisions.undo(world.store, first, who="李经办")
    assert mark(world)[:3] == [False, "", "NaT"]


@pytest.mark.parametrize("day", [date(2024, 9, 15), date(2030, 1, 1)])
def test_the_new_date_may_be_any_from_the_receipt_on(world: World, day: date) -> None:
    """A return may be recorded long after it was made, so the date may have passed today."""
    send_back(world, correct_by=day)
    assert mark(world)[2] == day.isoformat()


def test_an_alias_is_a_name_of_its_unit_until_undone(world: World) -> None:
    """It resolves however decorated, every decision takes it, and undoing forgets it."""
    made = decisions.alias(world.store, alias="揭东区综合交通中心", unit=UNIT, **BY)
    assert made
    assert known_aliases(world.store) == {"揭东区综合交通中心": UNIT}
    found = registry_of(world.store).resolve("揭东区 综合交通中心（盖章）")
    assert found is not None
    assert found.unit == UNIT
    send_back(world, unit="揭东区综合交通中心")
    (row,) = world.ask("aliases", "2024-10-08")
    shown = [row[name] for name in ("alias", "unit", "who", "reason", "decision_id")]
    assert shown == ["揭东区综合交通中心", UNIT, "李经办", "缺第8项佐证", made]
    decisions.undo(world.store, made, who="李经办")
    assert known_aliases(world.store) == {}


@pytest.mark.parametrize("known", [UNIT, "揭东区局", "揭东 区局（盖章）", "揭东区综合交通中心"])
def test_an_alias_that_is_known_is_not_written_again(world: World, known: str) -> None:
    """Whether it stands in the plan's file or was decided before."""
    decisions.alias(world.store, alias="揭东区综合交通中心", unit=UNIT, **BY)
    generation = world.store.generation
    assert decisions.alias(world.store, alias=known, unit="揭东区局", **BY) is None
    assert world.store.generation == generation


def test_an_alias_moves_once_it_was_undone(world: World) -> None:
    """What was decided for the wrong unit can be decided for the right one."""
    wrong = decisions.alias(world.store, alias="交通中心", unit=OTHER, **BY)
    assert wrong
    with pytest.raises(UserError, match=f"已是{OTHER}的名称或别名"):
        decisions.alias(world.store, alias="交通中心", unit=UNIT, **BY)
    decisions.undo(world.store, wrong, who="李经办")
    decisions.alias(world.store, alias="交通中心", unit=UNIT, **BY)
    assert known_aliases(world.store) == {"交通中心": UNIT}


def test_a_held_file_is_taken_back_and_comes_again(world: World) -> None:
    """Withdrawn by its id it waits no longer; undone, it waits again."""
    held = world.ledger("", "", "2024-09-20", {}, held="unit_unknown")
    world.save()
    by = {"reason": "不是台账", "who": "李经办"}
    decision = decisions.withdraw_receipt(world.store, held.submission_id, **by)
    assert world.ask("held", "2024-10-08") == []
    decisions.undo(world.store, decision, who="李经办")
    assert len(world.ask("held", "2024-10-08")) == 1


def test_a_document_is_taken_back_and_comes_again(world: World) -> None:
    """A report recorded in error was never received."""
    report = world.receipt(UNIT, "mid_evaluation", "2024Q3", "2024-09-20")
    world.save()

    def state() -> str:
        row = world.one("returns", "2024-10-08", **Q3, document="mid_evaluation")
        return str(row["state"])

    assert state() == "on_time"
    decision = decisions.withdraw_receipt(world.store, report.document_id, **BY)
    assert state() == "missing"
    decisions.undo(world.store, decision, who="李经办")
    assert state() == "on_time"


def test_a_document_that_comes_is_seen_at_once(world: World) -> None:
    """What was kept of the returns before a report came is not told after it."""

    def state() -> str:
        row = world.one(
            "returns", "2024-10-08", unit=UNIT, quarter="2024Q3", document="mid_evaluation"
        )
        return str(row["state"])

    world.receipt(UNIT, "institution_annex", "2024Q3", "2024-09-20")
    world.save()
    assert state() == "missing"
    world.receipt(UNIT, "mid_evaluation", "2024Q3", "2024-09-20")
    world.save()
    assert state() == "on_time"


def test_every_decision_says_what_it_concerns(world: World) -> None:
    """The record names the alias, the new date or the file beside unit and reason."""
    decisions.alias(world.store, alias="揭东区综合交通中心", unit=UNIT, **BY)
    send_back(world)
    decisions.withdraw(world.store, **Q3, **BY)
    rows = world.ask("reviews", "2024-10-08")
    assert [(row["kind"], row["unit"], row["detail"]) for row in rows] == [
        ("alias", UNIT, "揭东区综合交通中心"),
        ("return", UNIT, "2024-09-30"),
        ("withdraw", UNIT, f"{UNIT}2024Q3.xlsx"),
    ]


def _returning(**changed: Any) -> Callable[[World], object]:
    return lambda world: send_back(world, **changed)


def _naming(alias: str, unit: str = UNIT, **changed: Any) -> Callable[[World], object]:
    said = {"alias": alias, "unit": unit, **BY, **changed}
    return lambda world: decisions.alias(world.store, **said)


def _return_withdrawn(world: World) -> object:
    decisions.withdraw(world.store, **Q3, **BY)
    return send_back(world, version=1)


def _return_held(world: World) -> object:
    world.ledger(UNIT, "2024Q4", "2024-12-10", {}, held="few_tasks_matched")
    world.save()
    return send_back(world, quarter="2024Q4", correct_by=None)


def _return_replaced(world: World) -> object:
    world.ledger(UNIT, "2024Q3", "2024-09-16", {})
    world.save()
    return send_back(world, version=1)


def _withdraw_twice(world: World) -> object:
    decisions.withdraw_receipt(world.store, "s0000", **BY)
    return decisions.withdraw_receipt(world.store, "s0000", **BY)


@pytest.mark.parametrize(
    ("decide", "code"),
    [
        (_returning(unit="某某局"), "unit_unknown"),
        (_returning(quarter="2024Q2"), "submission_unknown"),
        (_returning(version=2), "submission_unknown"),
        (_returning(correct_by=date(2024, 9, 14)), "correct_by_past"),
        (_returning(reason=" "), "reason_missing"),
        (_returning(who=""), "name_missing"),
        (_naming(""), "alias_too_short"),
        (_naming("　局（盖章）。"), "alias_too_short"),
        (_naming(OTHER), "alias_taken"),
        (_naming("普宁 局"), "alias_taken"),
        (_naming("交通运输局"), "alias_ambiguous"),
        (_naming("宁市局"), "alias_ambiguous"),
        (_naming("某某中心", unit="某某局"), "unit_unknown"),
        (_naming("某某中心", who=" "), "name_missing"),
        (_naming("某某中心", reason=""), "reason_missing"),
        (lambda world: decisions.withdraw_receipt(world.store, "x", **BY), "receipt_unknown"),
    ],
)
def test_what_cannot_be_decided_is_told(
    untouched: World, decide: Callable[[World], object], code: str
) -> None:
    """The message has a hint, and nothing is on record."""
    assert_refused(untouched, decide, code)


@pytest.mark.parametrize(
    ("decide", "code"),
    [
        (_return_withdrawn, "submission_unknown"),
        (_return_held, "submission_unknown"),
        (_return_replaced, "not_current"),
        (_withdraw_twice, "receipt_withdrawn"),
    ],
)
def test_what_can_be_decided_no_longer_is_told(
    world: World, decide: Callable[[World], object], code: str
) -> None:
    """After what was decided or came before; the refused decision is not on record."""
    with pytest.raises(UserError) as caught:
        decide(world)
    assert caught.value.code == code
    assert caught.value.hint
    kinds = {row["kind"] for row in world.ask("reviews", "2025-01-01")}
    assert kinds <= {"withdraw"}

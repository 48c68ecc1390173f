"""Evaluations and the plan's goals: which there are, and how far each unit and task has come."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from ledger import metrics
from ledger.errors import UserError
from ledger.evaluation import (
    evaluation_at,
    evaluation_before,
    evaluations,
    require_evaluation,
)
from ledger.plan import Plan
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

MID, FINAL = "2024-09-30", "2025-09-30"
ONE, TWO, THREE = "甲县交通局", "乙县交通局", "丙县交通局"


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Three units: one gets on, one falls back, one never sends anything."""
    small = with_units(plan, *units(ONE, TWO, THREE))
    world = World(tmp_path_factory.mktemp("evaluation"), small)
    first = {8: "done:完成。", 10: "done:建立。", 33: "advancing:试点。", 1: "advancing:甲。"}
    world.ledger(ONE, "2024Q3", "2024-09-10", first)
    world.ledger(TWO, "2024Q3", "2024-09-20", first | {10: "advancing:起草。", 33: "done:建成。"})
    world.ledger(ONE, "2025Q3", "2025-09-10", first | {33: "done:全覆盖。", 1: "advancing:乙。"})
    world.ledger(TWO, "2025Q3", "2025-09-10", {10: "done:建立。", 33: "advancing:返工。"})
    world.receipt(ONE, "mid_evaluation", "2024Q3", "2024-09-30")
    world.receipt(TWO, "mid_evaluation", "2024Q3", "2024-10-08")
    world.save()
    return world


def test_the_calendar_knows_the_evaluations(plan: Plan) -> None:
    """Each evaluation is its report, the quarter of its ledgers, and the day it judges at."""
    found = [(e.kind, e.label, str(e.quarter), e.as_of.isoformat()) for e in evaluations(plan)]
    assert found == [
        ("mid_evaluation", "中期评估报告", "2024Q3", MID),
        ("final_evaluation", "终期评估报告", "2025Q3", FINAL),
    ]


@pytest.mark.parametrize(
    ("day", "opens", "before"),
    [
        ("2024-05-01", "mid_evaluation", None),
        (MID, "mid_evaluation", None),
        ("2024-10-01", "final_evaluation", "mid_evaluation"),
        (FINAL, "final_evaluation", "mid_evaluation"),
        ("2026-01-01", "final_evaluation", "final_evaluation"),
    ],
)
def test_which_evaluation_a_day_is_about(
    plan: Plan, day: str, opens: str, before: str | None
) -> None:
    """The next one due opens, after all of them the last; the one before is already over."""
    opened = evaluation_at(plan, date.fromisoformat(day))
    earlier = evaluation_before(plan, date.fromisoformat(day))
    assert opened is not None
    assert opened.kind == opens
    assert (earlier.kind if earlier else None) == before


def test_a_plan_may_have_no_evaluation(plan: Plan) -> None:
    """Without such a document in the calendar nothing opens, and a wish for one is told so."""
    bare = plan.model_copy(
        update={"calendar": tuple(p for p in plan.calendar if "evaluation" not in p.document)}
    )
    assert evaluation_at(bare, date(2024, 9, 30)) is None
    with pytest.raises(UserError, match="可用：无"):
        require_evaluation(bare, "mid_evaluation")


def test_goals_are_told_in_the_words_of_the_plan(plan: Plan) -> None:
    """Every aspect stands in clause 一（二）, in its order, as the city writes it."""
    clause = next(c for c in plan.clauses if (c.plan, c.clause_no) == ("city", "一（二）"))
    places = [clause.text.index(goal.aspect) for goal in plan.goals]
    assert places == sorted(places)
    assert [str(d) for d in dict.fromkeys(goal.due_on for goal in plan.goals)] == [
        "2024-01-31", "2024-12-31", "2025-12-31",
    ]  # fmt: skip
    assert all(goal.due_text in clause.text for goal in plan.goals)


def test_goals_count_the_units_of_their_tasks(world: World) -> None:
    """By hand: of three units one has done task 10 by the mid-term day, and two by the final."""
    for day, done in ((MID, 1), (FINAL, 2)):
        row = world.one("goals", day, goal_no=1, task_no=10)
        assert (row["applicable"], row["done"], row["open_units"]) == (3, done, 3 - done)
        assert row["done_rate"] == pytest.approx(done / 3)
        assert row["red"] == 3 - done
        assert THREE in row["units_open"]
    (aspect,) = world.ask("goals", MID, aspect_no=6)
    assert pd.isna(aspect["task_no"])


def test_goal_totals_are_recomputed_from_the_standing(sample_store: Store) -> None:
    """An independent count over the standing of every unit × task gives the same totals."""
    with sample_store.read() as reader:
        day = date(2025, 9, 30)
        totals = metrics.query(reader, "goal_totals", day)
        standing = metrics.query(reader, "standing", day)
    for goal, total in zip(sample_store.plan.goals, totals.to_dict("records"), strict=True):
        own = standing[standing.task_no.isin(goal.tasks) & standing.applicable]
        dated = own[own.deadline_kind != "continuous"]
        lasting = own[own.deadline_kind == "continuous"]
        assert (total["tasks"], total["applicable"]) == (len(goal.tasks), len(own))
        assert total["done"] == (own.status == "done").sum()
        assert total["red"] == (own.light == "red").sum()
        assert total["dated_done"] == (dated.status == "done").sum()
        assert total["continuous_green"] == (lasting.light == "green").sum()
        if len(dated):
            assert total["done_rate"] == pytest.approx((dated.status == "done").mean())
        else:
            assert pd.isna(total["done_rate"])


def test_each_unit_has_its_report_and_its_ledger(world: World) -> None:
    """The report's state, the ledger's of that quarter, and the standing stand in one row."""
    shown = {
        (row["evaluation"], row["unit"]): (row["report_state"], row["ledger_state"])
        for row in world.ask("evaluation_units", "2024-10-31")
    }
    assert shown["mid_evaluation", ONE] == ("on_time", "on_time")
    assert shown["mid_evaluation", TWO] == ("late", "late")
    assert shown["mid_evaluation", THREE] == ("missing", "missing")
    assert shown["final_evaluation", ONE] == ("not_due", "not_due")
    row = world.one("evaluation_units", MID, evaluation="mid_evaluation", unit=ONE)
    assert row["done"] == len(world.ask("standing", MID, unit=ONE, status="done", applicable=True))


@pytest.mark.parametrize(
    ("unit", "task_no", "moved"),
    [
        (ONE, 33, "forward"),
        (ONE, 10, "same"),
        (TWO, 10, "forward"),
        (TWO, 33, "back"),
        (THREE, 10, "same"),
        (ONE, 9, "outside"),
    ],
)
def test_what_moved_since_the_evaluation_before(
    world: World, unit: str, task_no: int, moved: str
) -> None:
    """A status nearer to done is forward, one further from it is back."""
    row = world.one("evaluation_moves", FINAL, unit=unit, task_no=task_no)
    assert row["moved"] == moved
    assert row["before_on"].date() == date.fromisoformat(MID)


def test_before_the_first_evaluation_nothing_is_compared(world: World) -> None:
    """The mid-term has no evaluation before it."""
    assert world.ask("evaluation_moves", MID) == []


def test_both_sides_are_the_standing_of_their_days(world: World) -> None:
    """Beside each other stand exactly what `standing` says for the two days."""
    moves = world.ask("evaluation_moves", FINAL)
    for day, side in ((MID, "before"), (FINAL, "now")):
        names = ("unit", "task_no", f"status_{side}", f"light_{side}")
        standing = [(s["unit"], s["task_no"], s["status"], s["light"])
                    for s in world.ask("standing", day)]  # fmt: skip
        assert [tuple(move[name] for name in names) for move in moves] == standing

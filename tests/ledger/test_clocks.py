"""Two clocks, versions, withdrawals, reviews and new judgements, each by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from ledger.clock import parse_known_at, to_beijing
from ledger.errors import UserError
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import UNIT

A, AB, B = "advancing:开展排查。", "advancing:开展排查。新增两项。", "advancing:另行部署。"
DONE = "done:已印发制度。"
SEPTEMBER = parse_known_at("2024-09-30")


@pytest.fixture
def world(plan: Plan, tmp_path: Path) -> World:
    """An empty world with the plan's own units."""
    return World(tmp_path, plan)


def test_a_correction_of_october_counts_in_the_september_view(world: World) -> None:
    """A review recorded on 8 October holds as of 30 September, unless `known_at` leaves it out."""
    ledger = world.ledger(UNIT, "2024Q2", "2024-06-15", {8: A})
    world.review(ledger, 8, "done", "2024-10-08")
    assert world.standing(8, "2024-09-10")["status"] == "done"
    assert world.standing(8, "2024-09-10", known_at=SEPTEMBER)["status"] == "advancing"


def test_a_new_judgement_counts_from_when_it_was_made(world: World) -> None:
    """Judging again appends: the newest known judgement holds, for every `as_of`."""
    ledger = world.ledger(UNIT, "2024Q2", "2024-06-15", {8: A})
    world.rejudge(ledger, 8, "done", "2024-10-08")
    assert world.standing(8, "2024-07-01")["status"] == "done"
    assert world.standing(8, "2024-07-01", known_at=SEPTEMBER)["status"] == "advancing"


def test_a_ledger_recorded_late_was_not_known_before(world: World) -> None:
    """Received on 10 September, recorded on 8 October: it was there, but not known."""
    world.ledger(UNIT, "2024Q3", "2024-09-10", {8: DONE}, recorded="2024-10-08")
    assert world.standing(8, "2024-09-30")["status"] == "done"
    assert world.standing(8, "2024-09-30", known_at=SEPTEMBER)["status"] == "missing"
    assert world.standing(8, "2024-09-09")["status"] == "missing"


def test_a_review_holds_while_the_text_is_the_same(world: World) -> None:
    """It survives a new version and a later quarter, and lapses when the text changes."""
    first = world.ledger(UNIT, "2024Q2", "2024-06-15", {18: A})
    world.review(first, 18, "not_started", "2024-06-20")
    world.ledger(UNIT, "2024Q2", "2024-06-25", {18: A})
    world.ledger(UNIT, "2024Q3", "2024-09-10", {18: A})
    world.ledger(UNIT, "2024Q4", "2024-12-10", {18: B})
    seen = [world.standing(18, day) for day in ("2024-06-30", "2024-09-30", "2024-12-20")]
    assert [(s["status"], s["reviewed"]) for s in seen] == [
        ("not_started", True), ("not_started", True), ("advancing", False),
    ]  # fmt: skip


def test_a_review_takes_the_question_away(world: World) -> None:
    """An unclear text asks for review until a person decided, even if the decision is the same."""
    ledger = world.ledger(UNIT, "2024Q2", "2024-06-15", {8: "unclear:按要求落实。"})
    assert world.standing(8, "2024-07-01")["to_review"]
    world.review(ledger, 8, "unclear", "2024-07-02")
    assert not world.standing(8, "2024-07-01")["to_review"]


def test_a_review_can_reopen_what_was_done(world: World) -> None:
    """A person's `advancing` replaces the judged `done`, and later ledgers with that text too."""
    ledger = world.ledger(UNIT, "2024Q2", "2024-06-15", {8: DONE})
    world.review(ledger, 8, "advancing", "2024-07-02")
    world.ledger(UNIT, "2024Q3", "2024-09-10", {8: DONE})
    found = world.standing(8, "2024-09-30")
    assert (found["status"], found["light"], found["quarter"]) == ("advancing", "red", "2024Q3")


def test_a_review_makes_later_blank_cells_stay_done(world: World) -> None:
    """Reviewed as done, then blank: done stays done."""
    ledger = world.ledger(UNIT, "2024Q2", "2024-06-15", {8: A})
    world.review(ledger, 8, "done", "2024-07-02")
    world.ledger(UNIT, "2024Q3", "2024-09-10", {})
    found = world.standing(8, "2024-09-30")
    assert (found["status"], found["light"], found["quarter"]) == ("done", "green", "2024Q2")


def test_an_undone_review_holds_no_more(world: World) -> None:
    """After the undoing the judged status is back, and an older review before it as well."""
    ledger = world.ledger(UNIT, "2024Q2", "2024-06-15", {8: A})
    older = world.review(ledger, 8, "not_started", "2024-07-01")
    newer = world.review(ledger, 8, "done", "2024-07-02")
    statuses = [world.standing(8, "2024-07-10")["status"]]
    for decision in (newer, older):
        world.undo(decision, "2024-07-05")
        statuses.append(world.standing(8, "2024-07-10")["status"])
    assert statuses == ["done", "not_started", "advancing"]


def test_a_newer_version_replaces_but_the_first_receipt_decides(world: World) -> None:
    """A version sent after the due date counts for the content, not for the timeliness."""
    world.ledger(UNIT, "2024Q3", "2024-09-10", {8: A})
    world.ledger(UNIT, "2024Q3", "2024-09-25", {8: DONE})
    assert world.standing(8, "2024-09-20")["status"] == "advancing"
    assert world.standing(8, "2024-09-30")["status"] == "done"
    row = world.one("returns", "2024-09-30", unit=UNIT, quarter="2024Q3", document="ledger")
    assert (row["state"], row["first_received_on"].date().isoformat()) == ("on_time", "2024-09-10")


def test_a_withdrawn_version_was_never_received(world: World) -> None:
    """The version before it counts again, and timeliness is decided by what is left."""
    early = world.ledger(UNIT, "2024Q3", "2024-09-10", {8: A})
    late = world.ledger(UNIT, "2024Q3", "2024-09-25", {8: DONE})
    world.withdraw(late, "2024-10-08")
    assert world.standing(8, "2024-09-30")["status"] == "advancing"
    assert world.standing(8, "2024-09-30", known_at=SEPTEMBER)["status"] == "done"
    void = world.withdraw(early, "2024-10-09")
    row = world.one("returns", "2024-09-30", unit=UNIT, quarter="2024Q3", document="ledger")
    assert (row["state"], row["days_late"]) == ("missing", 13)
    assert world.standing(8, "2024-09-30")["status"] == "missing"
    world.undo(void, "2024-10-10")
    assert world.standing(8, "2024-09-30")["status"] == "advancing"


def test_the_first_receipt_moves_when_it_is_withdrawn(world: World) -> None:
    """Recorded in error and withdrawn, it cannot make a later ledger timely."""
    world.withdraw(world.ledger(UNIT, "2024Q3", "2024-09-10", {}), "2024-09-11")
    world.ledger(UNIT, "2024Q3", "2024-09-20", {})
    row = world.one("returns", "2024-09-30", unit=UNIT, quarter="2024Q3", document="ledger")
    assert (row["state"], row["days_late"]) == ("late", 3)


def test_an_earlier_quarter_sent_again_changes_later_freshness(world: World) -> None:
    """What was new in Q3 is not new once the new version of Q2 says it already."""
    world.ledger(UNIT, "2024Q2", "2024-06-15", {5: A})
    world.ledger(UNIT, "2024Q3", "2024-09-10", {5: AB})
    assert world.standing(5, "2024-09-20")["light"] == "green"
    world.ledger(UNIT, "2024Q2", "2024-09-25", {5: AB})
    found = world.standing(5, "2024-09-30")
    assert (found["light"], found["quarter"]) == ("yellow", "2024Q3")


def test_a_quarter_is_seen_at_its_last_day(world: World) -> None:
    """`by_quarter` looks at each quarter's last day, and at `as_of` for the one that is on."""
    world.ledger(UNIT, "2024Q2", "2024-07-10", {8: DONE})
    rows = world.ask("by_quarter", "2024-08-01")
    assert [(r["quarter"], r["moment"].date().isoformat(), r["done"]) for r in rows] == [
        ("2024Q2", "2024-06-30", 0), ("2024Q3", "2024-08-01", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-09-30", datetime(2024, 9, 30, 15, 59, 59, 999999)),
        ("2024-09-30T18:00", datetime(2024, 9, 30, 10)),
        ("2024-09-30T18:00+00:00", datetime(2024, 9, 30, 18)),
    ],
)
def test_a_known_at_without_a_zone_is_beijing_time(text: str, moment: datetime) -> None:
    """A bare date means its end in Beijing, and a zone that is given is kept."""
    assert parse_known_at(text) == moment


def test_a_known_at_that_is_no_moment_is_told() -> None:
    """The mistake names the option and shows how to write it."""
    with pytest.raises(UserError) as caught:
        parse_known_at("去年九月")
    assert (caught.value.code, caught.value.place) == ("known_at_format", "--known-at")


def test_recorded_times_are_shown_in_beijing() -> None:
    """A stored UTC stamp late in the day is the next day in Beijing."""
    assert to_beijing(datetime(2024, 9, 30, 16)) == datetime(2024, 10, 1)

"""The named questions: their definitions, their columns, and the tables that need no rule."""

from __future__ import annotations

from datetime import date

import pytest

from ledger import metrics
from ledger.errors import UserError
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import UNIT

TALLY = [
    "applicable", "none", "done", "advancing", "not_started", "unclear", "blank", "missing",
    "carried", "green", "yellow", "red", "grey", "to_review", "dated_applicable", "dated_done",
    "continuing_applicable", "continuing_green", "completion_rate", "fresh_rate", "fill_rate",
]  # fmt: skip
COLUMNS = {
    "tasks": "task_no category_no category text deadline_kind due_on preset_dash reconstructed",
    "submissions": "unit quarter version received_on recorded_at file_name sha256 entries "
    "part format is_returned returned_reason correct_by",
    "entries": "unit quarter version task_no category_no narrative status evidence file_name "
    "sheet cell declared",
    "returns": "unit county quarter document due_on first_received_on state days_late "
    "returned_for_correction returned_reason correct_by unread_on",
    "held": "submission_id file_name part unit quarter held received_on recorded_at sha256",
    "receipts": "kind document state unit quarter version part file_name format received_on "
    "recorded_at recorded_by sha256 submission_id entries filled errors warnings withdrawn_by "
    "withdrawn_reason is_returned returned_reason correct_by receipt_id",
    "version_changes": "unit quarter version previous_version task_no change narrative_before "
    "narrative_now status_before status_now submission_id",
    "aliases": "alias unit who reason recorded_at decision_id",
    "standing": "unit county county_code task_no category_no quarter status light reason "
    "to_review carried due_on done_on done_late",
    "by_category": " ".join(["category_no", *TALLY]),
    "by_county": " ".join(["county", *TALLY]),
    "by_quarter": " ".join(["quarter", *TALLY]),
    "lagging": "unit county missing_ledgers late_ledgers red yellow to_review stale applicable",
    "findings": "unit quarter file_name code severity sheet cell message",
    "reviews": "decision_id unit quarter task_no status who reason recorded_at receipt_id "
    "file_name correct_by",
    "figures": "unit quarter task_no target target_meaning",
    "checks": "unit county quarter version task_no category_no code severity message narrative "
    "evidence other_unit other_quarter other_narrative submission_id sheet cell check_id "
    "dismissed dismissed_by dismissed_reason",
    "review_queue": "unit county official_order quarter version task_no category_no short_name "
    "status light why why_words narrative evidence figures judged_reason checks "
    "previous_review_status previous_review_by previous_review_reason submission_id sheet cell "
    "file_name",
    "review_progress": "unit category_no total settled open",
    "reporting": "quarter expected received on_time late missing reporting_rate on_time_rate",
    "headline": " ".join(TALLY),
    "changes": "unit task_no quarter status_before status_now light_before light_now",
    "deadlines": "task_no due_on days_left",
    "goals": "goal_no due_on due_text aspect_no aspect note days_left task_no category_no"
    " short_name task_due_on applicable done advancing open_units units_open red done_rate"
    " fresh_rate",
    "goal_totals": "goal_no due_on aspect tasks tasks_done applicable done dated_done"
    " dated_applicable continuous_green continuous_applicable done_rate fresh_rate",
    "evaluation_units": "evaluation quarter due_on unit county official_order report_state"
    " report_received_on annex_state ledger_state applicable done red completion_rate",
    "evaluation_moves": "unit county task_no category_no short_name before_on status_before"
    " light_before status_now light_now applicable_before applicable_now moved reason",
    "figure_values": "task_no thing counted_in summable unit county quarter value words times"
    " target below_target units_reported z_score is_outlier narrative start_at end_at file_name"
    " sheet cell",
    "figure_totals": "task_no short_name thing counted_in summable units_reported units_expected"
    " total least middle most target target_meaning below_target outliers outlier_units",
    "picks": "evaluation section place piece_id note text unit task_no quarter document file_name"
    " sheet cell who recorded_at decision_id",
}
STEPS = [d.name for d in metrics.definitions() if d.name not in metrics.PUBLIC]


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world with one ledger of two versions."""
    world = World(tmp_path_factory.mktemp("metrics"), plan)
    world.ledger(UNIT, "2024Q2", "2024-06-15", {8: "advancing:甲。"})
    world.ledger(UNIT, "2024Q2", "2024-06-25", {8: "advancing:甲。", 10: "done:乙。"})
    world.ledger(UNIT, "2024Q3", "2024-09-10", {8: "done:丙。", 10: "done:乙。"})
    world.save()
    return world


@pytest.mark.parametrize("name", COLUMNS)
def test_a_question_has_the_columns_that_others_rely_on(world: World, name: str) -> None:
    """The public columns are there, and asking of an empty plan day is no error."""
    with world.store.read() as reader:
        for as_of in (date(2023, 1, 1), date(2024, 7, 1), date(2027, 1, 1)):
            found = metrics.query(reader, name, as_of)
            assert set(COLUMNS[name].split()) <= set(found.columns)


@pytest.mark.parametrize("name", [*metrics.PUBLIC, *STEPS])
def test_every_question_defines_itself_in_words(name: str) -> None:
    """Title and definition stand in the file's own header, for the 口径 page."""
    definition = metrics.definition(name)
    assert definition.title
    assert definition.text.endswith(("。", "）"))


@pytest.mark.parametrize("name", ["nothing", "../plan", "", "by county"])
def test_an_unknown_question_is_told_with_the_known(world: World, name: str) -> None:
    """The hint lists the names; nothing outside the folder of questions is opened."""
    with world.store.read() as reader, pytest.raises(UserError) as caught:
        metrics.query(reader, name, date(2024, 7, 1))
    assert caught.value.code == "query_unknown"
    assert "standing" in caught.value.hint


def test_a_plan_has_43_tasks_with_their_category(world: World) -> None:
    """`tasks` tells what is shown beside a number."""
    rows = world.ask("tasks", "2024-07-01")
    assert [row["task_no"] for row in rows] == list(range(1, 44))
    assert (rows[7]["category"], rows[7]["due_on"].date()) == (
        "全面推进严格规范公正文明执法", date(2024, 6, 30),
    )  # fmt: skip


def test_versions_are_numbered_and_the_last_received_is_current(world: World) -> None:
    """All versions are listed; entries are those of the current one only."""
    rows = world.ask("submissions", "2024-09-30", quarter="2024Q2")
    assert [(r["version"], r["is_current"], r["entries"]) for r in rows] == [
        (1, False, 43), (2, True, 43),
    ]  # fmt: skip
    entries = world.ask("entries", "2024-09-30", quarter="2024Q2")
    assert {row["version"] for row in entries} == {2}
    assert len(entries) == 43


def test_what_changed_since_the_quarter_before(world: World) -> None:
    """Task 8 went from red to done between the end of June and September; nothing else is told."""
    (row,) = world.ask("changes", "2024-09-30", unit=UNIT, task_no=8)
    assert [row[name] for name in ("status_before", "status_now", "light_before", "light_now")] == [
        "advancing", "done", "yellow", "green",
    ]  # fmt: skip
    assert world.ask("changes", "2024-09-30", unit=UNIT, task_no=10) == []


def test_open_deadlines_stand_soonest_first(world: World) -> None:
    """A duty that every unit has done is no longer open; days left may be negative."""
    rows = world.ask("deadlines", "2024-09-30")
    assert [row["due_on"] for row in rows] == sorted(row["due_on"] for row in rows)
    first = next(row for row in rows if row["task_no"] == 10)
    assert (first["applicable"], first["done"], first["open_units"]) == (5, 1, 4)
    assert first["days_left"] == (date(2024, 1, 31) - date(2024, 9, 30)).days

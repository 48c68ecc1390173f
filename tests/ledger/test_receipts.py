"""Everything that ever came in, the parts of one file, and what a new version changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import UNIT

OTHER = "普宁市交通运输局"
LISTED = ("kind", "document", "state", "unit", "quarter", "part", "format", "entries")


@pytest.fixture
def world(plan: Plan, tmp_path: Path) -> World:
    """An empty world with the plan's own units."""
    return World(tmp_path, plan)


def test_every_file_is_listed_once(world: World) -> None:
    """Loaded, held, withdrawn, documents and what nobody can read: each in its state."""
    world.ledger(UNIT, "2024Q3", "2024-09-10", {})
    world.ledger("", "", "2024-09-10", {}, default=None, held="unit_unknown")
    wrong = world.ledger(OTHER, "2024Q3", "2024-09-11", {})
    report = world.receipt(UNIT, "mid_evaluation", "2024Q3", "2024-09-12")
    world.receipt(OTHER, "ledger", "2024Q3", "2024-09-13")
    world.withdraw(wrong, "2024-09-14")
    world.withdraw(report, "2024-09-14")
    rows = world.ask("receipts", "2024-09-30")
    assert [tuple(row[name] for name in LISTED) for row in rows] == [
        ("ledger", "ledger", "accepted", UNIT, "2024Q3", "", "xlsx", 43),
        ("ledger", "ledger", "held", "", "", "", "xlsx", 0),
        ("ledger", "ledger", "withdrawn", OTHER, "2024Q3", "", "xlsx", 43),
        ("document", "mid_evaluation", "withdrawn", UNIT, "2024Q3", "", "doc", 0),
        ("document", "ledger", "receipt", OTHER, "2024Q3", "", "doc", 0),
    ]
    assert [(r["withdrawn_by"], bool(r["withdrawal_id"])) for r in rows[2:4]] == [
        ("测试员", True)
    ] * 2
    assert [row["submission_id"] for row in rows] == ["s0000", "s0001", "s0002", "", ""]
    assert [row["receipt_id"] for row in rows[3:]] == ["p0000", "p0001"]
    assert len(world.ask("receipts", "2024-09-10")) == 2


def test_a_returned_version_is_marked_in_the_list(world: World) -> None:
    """While it is the current one; who did it and why stays with it."""
    first = world.ledger(UNIT, "2024Q3", "2024-09-10", {})
    world.send_back(first, "2024-09-11")
    world.ledger(UNIT, "2024Q3", "2024-09-20", {})
    told = [
        [(r["version"], r["is_current"], r["is_returned"], r["returned_by"]) for r in found]
        for found in (world.ask("receipts", "2024-09-15"), world.ask("receipts", "2024-09-20"))
    ]
    assert told == [
        [(1, True, True, "测试员")],
        [(1, False, False, "测试员"), (2, True, False, "")],
    ]


def test_sheets_of_one_file_wait_each_for_itself(world: World) -> None:
    """What was loaded of one sheet says nothing about the other sheets of that file."""
    world.ledger(UNIT, "2024Q3", "2024-09-10", {}, sheet=("汇总", "揭东"))
    for part in ("揭东", "普宁"):
        world.ledger("", "", "2024-09-10", {}, held="unit_unknown", sheet=("汇总", part))
    assert [row["part"] for row in world.ask("held", "2024-09-30")] == ["普宁"]
    states = [(row["part"], row["state"]) for row in world.ask("receipts", "2024-09-30")]
    assert states == [("揭东", "accepted"), ("揭东", "replaced"), ("普宁", "held")]


def test_each_sheet_has_a_version_of_its_own_unit(world: World) -> None:
    """One file with a sheet a unit is the first version of each of them."""
    for unit in (UNIT, OTHER):
        world.ledger(unit, "2024Q3", "2024-09-10", {}, sheet=("汇总", unit[:2]))
    rows = world.ask("submissions", "2024-09-30")
    told = {(row["unit"], row["version"], row["part"], row["format"]) for row in rows}
    assert told == {(UNIT, 1, "揭东", "xlsx"), (OTHER, 1, "普宁", "xlsx")}
    assert len({row["sha256"] for row in rows}) == 1


@pytest.mark.parametrize(
    ("unread", "read", "as_of", "state", "unread_on"),
    [
        (["2024-09-10"], [], "2024-09-12", "awaited", "2024-09-10"),
        (["2024-09-10"], [], "2024-09-09", "awaited", "NaT"),
        (["2024-09-10"], [], "2024-09-20", "missing", "2024-09-10"),
        (["2024-09-10", "2024-09-16"], [], "2024-09-20", "missing", "2024-09-16"),
        (["2024-09-10"], ["2024-09-10"], "2024-09-20", "on_time", "NaT"),
        (["2024-09-10"], ["2024-09-19"], "2024-09-20", "late", "NaT"),
        (["2024-09-10"], ["2024-09-19"], "2024-09-18", "missing", "2024-09-10"),
        (["2024-09-16"], ["2024-09-10"], "2024-09-20", "on_time", "2024-09-16"),
    ],
)
def test_an_unreadable_ledger_is_shown_and_never_counts(
    world: World, unread: list[str], read: list[str], as_of: str, state: str, unread_on: str
) -> None:
    """State and rates are those without it; its date shows until a readable one came since."""
    for day in unread:
        world.receipt(UNIT, "ledger", "2024Q3", day)
    for day in read:
        world.ledger(UNIT, "2024Q3", day, {})
    row = world.one("returns", as_of, unit=UNIT, quarter="2024Q3", document="ledger")
    assert (row["state"], str(row["unread_on"])[:10]) == (state, unread_on)
    expected = [sum(day <= as_of for day in read)] if as_of > "2024-09-17" else []
    rates = world.ask("reporting", as_of, quarter="2024Q3")
    assert [rate["received"] for rate in rates] == expected


def changes(world: World, as_of: str = "2024-12-31") -> list[tuple[object, ...]]:
    """Return what the versions changed, tersely."""
    names = ("version", "previous_version", "task_no", "change", "status_before", "status_now")
    return [tuple(row[name] for name in names) for row in world.ask("version_changes", as_of)]


def test_a_version_is_compared_with_the_one_before(world: World) -> None:
    """Absent or blank before is added, absent or blank now removed, other words are changed."""
    first = {
        1: "advancing:甲。",
        2: "done:乙。",
        3: None,
        4: "",
        5: "advancing:丙。",
        6: "done:丁。",
    }
    second = {1: "advancing:甲。", 2: "done:新。", 3: "done:戊。", 4: "done:己。", 5: "", 6: None}
    third = {1: "advancing:甲。", 2: "done:新。", 3: None, 4: "", 5: None, 6: ""}
    for day, cells in zip(("10", "11", "12"), (first, second, third), strict=True):
        world.ledger(UNIT, "2024Q3", f"2024-09-{day}", cells)
    world.ledger(OTHER, "2024Q3", "2024-09-10", {1: "done:甲。"})
    assert changes(world) == [
        (2, 1, 2, "changed", "done", "done"),
        (2, 1, 3, "added", "blank", "done"),
        (2, 1, 4, "added", "blank", "done"),
        (2, 1, 5, "removed", "advancing", "blank"),
        (2, 1, 6, "removed", "done", "blank"),
        (3, 2, 3, "removed", "done", "blank"),
        (3, 2, 4, "removed", "done", "blank"),
    ]
    row = world.one("version_changes", "2024-12-31", version=2, task_no=2)
    told = [row[name] for name in ("narrative_before", "narrative_now", "quarter", "submission_id")]
    assert told == ["乙。", "新。", "2024Q3", "s0001"]
    assert changes(world, "2024-09-10") == []


def test_a_withdrawn_version_is_passed_over(world: World) -> None:
    """The next one is compared with what counted before it; numbers stay."""
    world.ledger(UNIT, "2024Q3", "2024-09-10", {2: "advancing:甲。"})
    wrong = world.ledger(UNIT, "2024Q3", "2024-09-11", {2: "done:乙。"})
    world.ledger(UNIT, "2024Q3", "2024-09-12", {2: "done:丙。"})
    world.withdraw(wrong, "2024-09-13")
    assert changes(world) == [(3, 1, 2, "changed", "advancing", "done")]


def test_a_review_is_the_status_of_a_change(world: World) -> None:
    """What a person decided for the text replaces what was judged, before and now."""
    first = world.ledger(UNIT, "2024Q3", "2024-09-10", {2: "unclear:甲。"})
    world.ledger(UNIT, "2024Q3", "2024-09-12", {2: "unclear:乙。"})
    world.review(first, 2, "advancing", "2024-09-13")
    assert changes(world) == [(2, 1, 2, "changed", "advancing", "unclear")]


def test_a_task_that_the_form_did_not_list_was_not_applicable(world: World) -> None:
    """A reconstructed task that appears in a new version was none before, not blank."""
    world.ledger(UNIT, "2024Q3", "2024-09-10", {33: None})
    world.ledger(UNIT, "2024Q3", "2024-09-12", {33: "advancing:甲。"})
    assert changes(world) == [(2, 1, 33, "added", "none", "advancing")]

"""Return states, timeliness and the two rates, with expected values written by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ledger.holidays import holiday_name
from ledger.plan import Plan, Setting
from tests.ledger.builder import World
from tests.ledger.facts import UNIT, units, with_units


def test_the_worked_check(plan: Plan, tmp_path: Path) -> None:
    """12 units, 9 on time (one of them empty), 2 late, 1 missing: 91.7 % and 75.0 %."""
    names = [f"示例{number:02}局" for number in range(1, 13)]
    world = World(tmp_path, with_units(plan, *units(*names)))
    for name in names[:8]:
        world.ledger(name, "2024Q3", "2024-09-10", {}, default="advancing:甲。")
    world.ledger(names[8], "2024Q3", "2024-09-17", {})
    for name in names[9:11]:
        world.ledger(name, "2024Q3", "2024-09-18", {}, default="advancing:甲。")
    before = world.one("reporting", "2024-09-30", quarter="2024Q3")
    assert [before[name] for name in ("expected", "received", "on_time", "late", "missing")] == [
        12, 11, 9, 2, 1,
    ]  # fmt: skip
    assert f"{before['reporting_rate']:.1%} {before['on_time_rate']:.1%}" == "91.7% 75.0%"

    world.ledger("未登记的局", "2024Q3", "2024-09-10", {}, default="advancing:甲。")
    assert world.one("reporting", "2024-09-30", quarter="2024Q3") == before
    assert len(world.ask("standing", "2024-09-30")) == 12 * 43


# document; as_of; the days on which it came; state; days late
DAYS_OF_RECEIPT: list[tuple[str, str, list[str], str, int]] = [
    ("ledger", "2024-08-31", [], "not_due", 0),
    ("ledger", "2024-09-01", [], "awaited", 0),
    ("ledger", "2024-09-17", [], "awaited", 0),
    ("ledger", "2024-09-18", [], "missing", 1),
    ("ledger", "2024-10-17", [], "missing", 30),
    ("ledger", "2024-08-31", ["2024-08-20"], "on_time", 0),
    ("ledger", "2024-09-30", ["2024-09-17"], "on_time", 0),
    ("ledger", "2024-09-30", ["2024-09-20"], "late", 3),
    ("ledger", "2024-09-30", ["2024-09-10", "2024-09-25"], "on_time", 0),
    ("ledger", "2024-09-30", ["2024-09-25", "2024-09-10"], "on_time", 0),
    ("ledger", "2024-09-19", ["2024-09-20"], "missing", 2),
    ("mid_evaluation", "2024-08-31", [], "not_due", 0),
    ("mid_evaluation", "2024-09-30", [], "awaited", 0),
    ("mid_evaluation", "2024-10-01", [], "missing", 1),
    ("mid_evaluation", "2024-10-10", ["2024-09-30"], "on_time", 0),
    ("mid_evaluation", "2024-10-10", ["2024-10-02"], "late", 2),
]


@pytest.fixture(scope="module")
def received(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world in which a unit of its own lives through each of those."""
    names = [f"第{number}局" for number in range(len(DAYS_OF_RECEIPT))]
    world = World(tmp_path_factory.mktemp("received"), with_units(plan, *units(*names)))
    for unit, (document, _, came, *_) in zip(names, DAYS_OF_RECEIPT, strict=True):
        for day in came:
            if document == "ledger":
                world.ledger(unit, "2024Q3", day, {})
            else:
                world.receipt(unit, document, "2024Q3", day)
    return world


@pytest.mark.parametrize("number", range(len(DAYS_OF_RECEIPT)))
def test_a_return_has_one_state_a_day(received: World, number: int) -> None:
    """The due day itself is still in time, and the first receipt decides for good."""
    document, as_of, _, *expected = DAYS_OF_RECEIPT[number]
    found = received.one(
        "returns", as_of, unit=f"第{number}局", quarter="2024Q3", document=document
    )
    assert [found["state"], found["days_late"]] == expected


def test_what_is_owed_in_the_whole_plan(plan: Plan, tmp_path: Path) -> None:
    """Seven ledgers from 2024Q2 on, the summaries, reports and lists; never a typical case."""
    rows = World(tmp_path, plan).ask("returns", "2024-05-01", unit=UNIT)
    owed = {name: [r["quarter"] for r in rows if r["document"] == name] for name in (
        "ledger", "half_year_summary", "annual_summary", "mid_evaluation", "final_evaluation",
        "institution_annex", "liaison_list", "typical_case",
    )}  # fmt: skip
    assert owed == {
        "ledger": ["2024Q2", "2024Q3", "2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4"],
        "half_year_summary": ["2024Q2", "2025Q2"],
        "annual_summary": ["2024Q4", "2025Q4"],
        "mid_evaluation": ["2024Q3"],
        "final_evaluation": ["2025Q3"],
        "institution_annex": ["2024Q3", "2025Q3"],
        "liaison_list": ["2024Q2"],
        "typical_case": [],
    }


@pytest.mark.parametrize(
    ("window", "owed"),
    [
        ({"owes_from": date(2025, 1, 1)}, ["2025Q1", "2025Q2", "2025Q3", "2025Q4"]),
        ({"owes_from": date(2024, 9, 17), "owes_until": date(2024, 12, 17)}, ["2024Q3", "2024Q4"]),
        ({"owes_until": date(2024, 9, 16)}, ["2024Q2"]),
    ],
)
def test_a_unit_owes_what_falls_due_within_its_dates(
    plan: Plan, tmp_path: Path, window: dict[str, date], owed: list[str]
) -> None:
    """A unit that joined later or left owes nothing outside, and what it owed stays on record."""
    world = World(tmp_path, with_units(plan, *units("示例局", **window)))
    found = world.ask("returns", "2026-01-31", document="ledger")
    assert [(row["quarter"], row["state"]) for row in found] == [(q, "missing") for q in owed]


def test_a_unit_counts_only_between_its_dates(plan: Plan, tmp_path: Path) -> None:
    """The standing has a unit's rows from the day it joined to the day it left."""
    joined = units("新设局", owes_from=date(2025, 1, 1))
    left = units("撤并局", owes_until=date(2024, 12, 31))
    world = World(tmp_path, with_units(plan, *left, *joined))
    named = {
        day: {row["unit"] for row in world.ask("standing", day)}
        for day in ("2024-12-31", "2025-01-01")
    }
    assert named == {"2024-12-31": {"撤并局"}, "2025-01-01": {"新设局"}}
    fresh = world.ask("standing", "2025-03-17")
    assert {row["light"] for row in fresh} == {"grey"}
    assert world.standing(10, "2025-03-18", "新设局")["light"] == "red"


def test_a_due_day_on_a_holiday_is_kept_and_marked(plan: Plan, tmp_path: Path) -> None:
    """2024-09-17 is Mid-Autumn: the date stays and carries a note."""
    row = World(tmp_path, plan).one(
        "returns", "2024-09-01", unit=UNIT, quarter="2024Q3", document="ledger"
    )
    assert (row["due_on"].date(), "中秋" in row["note"]) == (date(2024, 9, 17), True)


def test_lagging_counts_and_orders(plan: Plan, tmp_path: Path) -> None:
    """Units stand by missing ledgers first; late ones are counted beside them."""
    world = World(tmp_path, with_units(plan, *units("甲局", "乙局", "丙局")))
    world.ledger("甲局", "2024Q2", "2024-06-20", {}, default="advancing:甲。")
    world.ledger("甲局", "2024Q3", "2024-09-10", {}, default="advancing:甲。乙。")
    world.ledger("乙局", "2024Q2", "2024-06-10", {}, default="advancing:甲。")
    rows = world.ask("lagging", "2024-09-18")
    shown = [(r["unit"], r["missing_ledgers"], r["late_ledgers"], r["stale"]) for r in rows]
    # Of ten continuous tasks 39 has a dash, which nobody answered at 丙局.
    assert shown == [("丙局", 2, 0, 9), ("乙局", 1, 0, 10), ("甲局", 0, 1, 0)]


def test_nothing_due_yet_has_no_rate(plan: Plan, tmp_path: Path) -> None:
    """On the due day itself nothing is over, so no quarter is rated."""
    world = World(tmp_path, plan)
    world.ledger(UNIT, "2024Q2", "2024-06-10", {})
    assert world.ask("reporting", "2024-06-17") == []
    assert world.one("reporting", "2024-06-18")["reporting_rate"] == pytest.approx(0.2)


# document; receipts as (copy or "file" for a ledger that was read, day, letter); as_of; expected
COPIES: list[tuple[str, list[tuple[str, str, str]], str, dict[str, object]]] = [
    ("ledger", [("paper", "2024-09-10", "函1号")], "2024-09-18",
     {"state": "missing", "days_late": 1, "paper_received_on": "2024-09-10",
      "first_received_on": "NaT", "letter_number": "函1号", "unread_on": "NaT", "versions": 0}),
    ("ledger", [("file", "2024-09-17", ""), ("paper", "2024-09-25", "函2号")], "2024-09-30",
     {"state": "on_time", "days_late": 0, "paper_received_on": "2024-09-25",
      "first_received_on": "2024-09-17", "letter_number": "函2号"}),
    ("ledger", [("file", "2024-09-19", ""), ("paper", "2024-09-16", "")], "2024-09-30",
     {"state": "late", "days_late": 2, "paper_received_on": "2024-09-16", "letter_number": ""}),
    ("ledger", [("electronic", "2024-09-16", ""), ("paper", "2024-09-16", "")], "2024-09-18",
     {"state": "missing", "unread_on": "2024-09-16", "paper_received_on": "2024-09-16"}),
    ("mid_evaluation", [("paper", "2024-09-28", "")], "2024-09-30",
     {"state": "awaited", "days_late": 0, "paper_received_on": "2024-09-28", "versions": 0}),
    ("mid_evaluation", [("paper", "2024-09-28", "函1号"), ("electronic", "2024-10-02", "函3号"),
                        ("paper", "2024-10-08", "")], "2024-10-10",
     {"state": "late", "days_late": 2, "paper_received_on": "2024-09-28", "versions": 1,
      "letter_number": "函3号"}),
    ("mid_evaluation", [("paper", "2024-09-28", ""), ("electronic", "2024-09-30", "")],
     "2024-09-27", {"state": "awaited", "paper_received_on": "NaT", "first_received_on": "NaT"}),
]  # fmt: skip


@pytest.fixture(scope="module")
def copies(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """A world in which a unit of its own sends each of those."""
    names = [f"第{number}局" for number in range(len(COPIES))]
    world = World(tmp_path_factory.mktemp("copies"), with_units(plan, *units(*names)))
    for unit, (document, came, *_) in zip(names, COPIES, strict=True):
        for copy, day, letter in came:
            if copy == "file":
                world.ledger(unit, "2024Q3", day, {1: "advancing:甲。"})
            else:
                world.receipt(unit, document, "2024Q3", day, copy=copy, letter_number=letter)
    return world


@pytest.mark.parametrize("number", range(len(COPIES)))
def test_paper_stands_beside_the_electronic_copy(copies: World, number: int) -> None:
    """The electronic receipt decides; paper has its own day, and either may bring the letter."""
    document, _, as_of, expected = COPIES[number]
    row = copies.one("returns", as_of, unit=f"第{number}局", quarter="2024Q3", document=document)
    shown = {name: value if type(value) is int else str(value)[:10] for name, value in row.items()}
    assert {name: shown[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("setting", "state", "days_late"), [("electronic", "on_time", 0), ("paper", "late", 3)]
)
def test_the_plan_says_which_copy_decides(
    plan: Plan, tmp_path: Path, setting: str, state: str, days_late: int
) -> None:
    """Under the other setting the paper copy's day decides, for the rates too."""
    kept = [s for s in plan.settings if s.name != "timeliness_copy"]
    chosen = Setting(name="timeliness_copy", value=setting, meaning="")
    world = World(tmp_path, plan.model_copy(update={"settings": (*kept, chosen)}))
    world.ledger(UNIT, "2024Q3", "2024-09-10", {1: "advancing:甲。"})
    world.receipt(UNIT, "ledger", "2024Q3", "2024-09-20", copy="paper")
    row = world.one("returns", "2024-09-30", unit=UNIT, quarter="2024Q3", document="ledger")
    assert (row["state"], row["days_late"]) == (state, days_late)
    rates = world.one("reporting", "2024-09-30", quarter="2024Q3")
    assert (rates["on_time"], rates["late"]) == ((1, 0) if state == "on_time" else (0, 1))


def test_without_the_setting_the_electronic_copy_decides(plan: Plan, tmp_path: Path) -> None:
    """A plan of an earlier version, which has no such line, works as before."""
    kept = tuple(s for s in plan.settings if s.name != "timeliness_copy")
    world = World(tmp_path, plan.model_copy(update={"settings": kept}))
    world.ledger(UNIT, "2024Q3", "2024-09-10", {})
    row = world.one("returns", "2024-09-30", unit=UNIT, quarter="2024Q3", document="ledger")
    assert row["state"] == "on_time"


def test_who_approved_is_what_was_stated_last(plan: Plan, tmp_path: Path) -> None:
    """In the ledger itself, or with its paper copy; each case is that of a unit of its own."""
    cases = {
        "甲局": (("2024-09-10", "张某某"), ("2024-09-12", "王某某"), "王某某"),
        "乙局": (("2024-09-10", "张某某"), ("2024-09-12", ""), "张某某"),
        "丙局": (("2024-09-14", "张某某"), ("2024-09-12", "王某某"), "张某某"),
        "丁局": (("2024-09-14", ""), ("2024-09-12", "王某某"), "王某某"),
        "戊局": (("2024-09-14", ""), ("2024-09-12", ""), ""),
    }
    world = World(tmp_path, with_units(plan, *units(*cases)))
    for unit, (ledger, paper, _) in cases.items():
        world.ledger(unit, "2024Q3", ledger[0], {}, approved_by=ledger[1])
        world.receipt(unit, "ledger", "2024Q3", paper[0], copy="paper", approved_by=paper[1])
    rows = world.ask("returns", "2024-09-30", quarter="2024Q3", document="ledger")
    expected = {unit: approved for unit, (*_, approved) in cases.items()}
    assert {row["unit"]: row["approved_by"] for row in rows} == expected


def test_withdrawn_versions_are_not_counted(plan: Plan, tmp_path: Path) -> None:
    """Of three ledgers and two reports that came one each was recorded in error."""
    world = World(tmp_path, plan)
    world.ledger(UNIT, "2024Q3", "2024-09-10", {})
    wrong = world.ledger(UNIT, "2024Q3", "2024-09-11", {})
    world.ledger(UNIT, "2024Q3", "2024-09-12", {})
    world.withdraw(wrong, "2024-09-13")
    world.receipt(UNIT, "mid_evaluation", "2024Q3", "2024-09-20")
    world.withdraw(world.receipt(UNIT, "mid_evaluation", "2024Q3", "2024-09-21"), "2024-09-22")
    rows = world.ask("returns", "2024-09-30", unit=UNIT, quarter="2024Q3")
    counted = {row["document"]: row["versions"] for row in rows}
    assert (counted["ledger"], counted["mid_evaluation"]) == (2, 1)


def test_a_withdrawn_paper_copy_never_came(plan: Plan, tmp_path: Path) -> None:
    """Its day and its letter are gone, until the withdrawal is undone."""
    world = World(tmp_path, plan)
    wrong = world.receipt(UNIT, "ledger", "2024Q3", "2024-09-10", copy="paper", letter_number="函")
    withdrawal = world.withdraw(wrong, "2024-09-11")

    def told() -> tuple[str, str]:
        row = world.one("returns", "2024-09-30", unit=UNIT, quarter="2024Q3", document="ledger")
        return str(row["paper_received_on"])[:10], row["letter_number"]

    assert told() == ("NaT", "")
    world.undo(withdrawal, "2024-09-12")
    assert told() == ("2024-09-10", "函")


@pytest.mark.parametrize(
    ("answers", "empty"),
    [
        ({}, True),
        ({9: "blank:-", 19: "blank: — "}, True),
        ({9: "blank:-", 1: "advancing:开展排查。"}, False),
        ({1: "none:无"}, False),
    ],
)
def test_a_ledger_with_nothing_in_it_is_received_and_flagged(
    plan: Plan, tmp_path: Path, answers: dict[int, str], empty: bool
) -> None:
    """空报: dashes do not fill a ledger; it counts as received, and a filled version ends it."""
    world = World(tmp_path, plan)
    world.ledger(UNIT, "2024Q3", "2024-09-10", answers)

    def told() -> tuple[str, bool]:
        row = world.one("returns", "2024-09-30", unit=UNIT, quarter="2024Q3", document="ledger")
        return row["state"], bool(row["is_empty"])

    assert told() == ("on_time", empty)
    assert world.one("reporting", "2024-09-30", quarter="2024Q3")["received"] == 1
    world.ledger(UNIT, "2024Q3", "2024-09-20", {1: "advancing:开展排查。"})
    assert told() == ("on_time", False)
    assert not any(r["is_empty"] for r in world.ask("returns", "2024-09-30") if r["unit"] != UNIT)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2024-09-17", "中秋节"),
        ("2024-09-14", ""),  # a Saturday on which people worked instead
        ("2024-09-16", "中秋节"),
        ("2024-03-17", "星期日"),
        ("2024-06-15", "星期六"),
        ("2024-06-17", ""),
        ("2025-10-03", "国庆节"),
        ("2025-01-01", "元旦"),
        ("1990-10-01", ""),
        ("2090-10-01", ""),
    ],
)
def test_a_day_off_is_known_by_name(day: str, name: str) -> None:
    """A holiday with its bridging days, a free weekend; nothing where the year is not announced."""
    assert holiday_name(date.fromisoformat(day)) == name


def test_the_register_marks_the_holiday_and_names_the_document(plan: Plan, tmp_path: Path) -> None:
    """Only the ledger of 2024Q3 falls due on a holiday, and its date stays where it is."""
    rows = World(tmp_path, plan).ask("returns", "2024-09-01", unit=UNIT)
    marked = {(r["label"], r["quarter"], str(r["due_on"])[:10], r["due_holiday"]) for r in rows}
    assert {row for row in marked if row[3]} == {("工作台账", "2024Q3", "2024-09-17", "中秋节")}
    assert [r["document"] for r in rows if r["quarter"] == "2024Q2"] == [
        "ledger", "half_year_summary", "liaison_list",
    ]  # fmt: skip

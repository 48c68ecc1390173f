"""Copy and number checks, one situation a line; every expectation is written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from ledger import metrics
from ledger.plan import Plan
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

QUARTERS = ("2024Q2", "2024Q3", "2024Q4", "2025Q1")
DAYS = ("2024-06-10", "2024-09-10", "2024-12-10", "2025-03-10")
AS_OF = "2025-03-31"

# name; task; what the same unit wrote in successive quarters; the codes of the last quarter
Case = tuple[str, int, Sequence[str | None], set[str]]

LEARNT = "advancing:组织执法人员政治理论学习。"
MORE = "advancing:组织执法人员政治理论学习。另开展主题党日。"
COPIES: list[Case] = [
    ("the same text again", 1, [LEARNT, LEARNT], {"not_updated"}),
    ("other dates and punctuation are no news", 1,
     ["advancing:截至2024年6月，组织学习。", "advancing:截至2024年9月 组织学习"], {"not_updated"}),
    ("continued text is accumulation", 1, [LEARNT, MORE], set()),
    ("a text cut short is not the same text", 1, [MORE, LEARNT], set()),
    ("a first ledger has no quarter before", 1, [LEARNT], set()),
    ("blank in between", 1, [LEARNT, "", LEARNT], set()),
    ("compared with the quarter before, not with an older one", 1, [LEARNT, MORE, LEARNT], set()),
    ("a quarter that did not come is passed over", 1, [LEARNT, None, LEARNT], {"not_updated"}),
    ("a duty that is done by its date needs no news", 8,
     ["done:整治已完成。", "done:整治已完成。"], set()),
    ("a duty with a date that is not done", 8,
     ["advancing:整治推进中。", "advancing:整治推进中。"], {"not_updated"}),
    ("a yearly duty done this year", 42, ["done:评估已完成。", "done:评估已完成。"], set()),
    ("a stage done before its date", 11, ["done:已指导。", "done:已指导。"], set()),
    ("a stage done and its date past", 16,
     ["done:目录已公布。", "done:目录已公布。"], {"not_updated"}),
    ("what is said not to have begun is no copy", 8,
     ["not_started:尚未启动。", "not_started:尚未启动。"], set()),
    ("not concerned is no copy", 1, ["none:不涉及。", "none:不涉及。"], set()),
    ("an empty phrase twice", 1, ["unclear:认真落实。", "unclear:认真落实。"], {"not_updated"}),
    ("the task sent back", 5, ["advancing:加强执法行为规范和职业道德教育。"], {"echo_of_task"}),
    ("a part of the task sent back", 1, ["unclear:发挥党建引领作用。"], {"echo_of_task"}),
    ("the task with a few words of one's own", 5,
     ["advancing:加强执法行为规范和职业道德教育。开展1次。"], {"echo_of_task"}),
    ("the task with as much of one's own", 5,
     ["advancing:加强执法行为规范和职业道德教育。举办职业道德讲座3次，46人次参加。"], set()),
    ("the task woven into one's own words", 5,
     ["advancing:我局加强执法行为规范和职业道德教育，办班3期。"], set()),
    ("a few common words are no excerpt", 1, ["unclear:党建引领。"], set()),
]  # fmt: skip
COUNTS: list[Case] = [
    ("a count of events fell", 1,
     ["advancing:开展学习12次。", "advancing:开展学习9次。"], {"count_fell"}),
    ("it rose", 1, ["advancing:开展学习12次。", "advancing:开展学习15次。"], set()),
    ("a cumulative count of things fell", 1,
     ["advancing:累计建成示范岗6个。", "advancing:累计建成示范岗4个。"], {"count_fell"}),
    ("a stock may fall", 1, ["advancing:现有党员46名。", "advancing:现有党员44名。"], set()),
    ("what is left may fall", 1,
     ["advancing:尚有12件未办结。", "advancing:尚有3件未办结。"], set()),
    ("a quarter's own count may fall", 1,
     ["advancing:第二季度开展学习12次。", "advancing:第三季度开展学习9次。"], set()),
    ("a month's own count may fall", 1,
     ["advancing:6月开展学习12次。", "advancing:9月开展学习9次。"], set()),
    ("up to a month is cumulative", 1,
     ["advancing:截至6月底，累计学习12次。", "advancing:截至9月底，累计学习9次。"], {"count_fell"}),
    ("since a month is cumulative", 1,
     ["advancing:自2024年3月以来学习12次。", "advancing:自2024年3月以来学习9次。"],
     {"count_fell"}),
    ("the quarter is told in the sentence before", 1,
     ["advancing:本季度工作如下。学习12次。", "advancing:本季度工作如下。学习9次。"], set()),
    ("another thing is counted", 1,
     ["advancing:开展学习12次。", "advancing:开展检查9次。"], set()),
    ("the same words count two things", 1,
     ["advancing:学习12次。学习8次。", "advancing:学习7次。另行部署。"], set()),
    ("only the second figure of a sentence fell", 1,
     ["advancing:学习3次，参加46人次。", "advancing:学习5次，参加40人次。"], {"count_fell"}),
    ("a new year may begin again", 1,
     ["", "", "advancing:开展学习12次。", "advancing:开展学习3次。"], set()),
    ("a cumulative count does not begin again", 1,
     ["", "", "advancing:累计学习12次。", "advancing:累计学习3次。"], {"count_fell"}),
    ("a count of this year does", 1,
     ["", "", "advancing:今年以来累计学习12次。", "advancing:今年以来累计学习3次。"], set()),
    ("other years are other things", 1,
     ["", "", "advancing:2024年累计学习12次。", "advancing:2025年累计学习3次。"], set()),
    ("a planned count may fall", 1,
     ["advancing:已部署，计划学习12次。", "advancing:已部署，计划学习9次。"], set()),
    ("a mean may fall", 1,
     ["advancing:累计培训，人均12次。", "advancing:累计培训，人均9次。"], set()),
    ("a rate over 100 %", 37, ["advancing:执法人员持证率105%。"], {"percent_over_100"}),
    ("a rate of 100 %", 37, ["advancing:执法人员持证率100%。"], set()),
    ("growth may exceed 100 %", 37, ["advancing:检查量同比增长120%。"], set()),
    ("so may the share of a target", 37, ["advancing:完成年度任务的120%。"], set()),
    ("the part exceeds the whole", 8,
     ["advancing:发现问题9个，其中12个已整改。"], {"part_exceeds_whole"}),
    ("the part within the whole", 8, ["advancing:发现问题12个，其中9个已整改。"], set()),
    ("of n, m", 8, ["advancing:9名执法人员中12名参训。"], {"part_exceeds_whole"}),
    ("people are counted in several words", 8,
     ["advancing:9人中有12名参训。"], {"part_exceeds_whole"}),
    ("due and done", 8, ["advancing:应整改9个，已整改12个。"], {"part_exceeds_whole"}),
    ("a part in another unit", 8, ["advancing:检查3次，其中查企业46家。"], set()),
    ("the part in the next sentence", 8, ["advancing:检查企业9家。其中问题企业12家。"], set()),
    ("two things one after another", 8, ["advancing:检查企业9家，检查车站12家。"], set()),
    ("the same figure three times in other words", 1,
     ["", "advancing:开展检查46次，查企业。", "advancing:开展检查46次，查车站。",
      "advancing:开展检查46次，查码头。"], {"same_figure_thrice"}),
    ("twice only", 1,
     ["", "", "advancing:开展检查46次，查车站。", "advancing:开展检查46次，查码头。"], set()),
    ("in a sentence that is kept", 1,
     ["", "advancing:开展检查46次。查企业。", "advancing:开展检查46次。查车站。",
      "advancing:开展检查46次。查码头。"], set()),
    ("too small to tell", 1,
     ["", "advancing:开展检查3次，查企业。", "advancing:开展检查3次，查车站。",
      "advancing:开展检查3次，查码头。"], set()),
    ("a figure of the past", 1,
     ["", "advancing:2023年检查46次，查企业。", "advancing:2023年检查46次，查车站。",
      "advancing:2023年检查46次，查码头。"], set()),
    ("a duty with a date", 2,
     ["", "advancing:开展检查46次，查企业。", "advancing:开展检查46次，查车站。",
      "advancing:开展检查46次，查码头。"], set()),
    ("hours below the target", 3, ["done:全员轮训完成，人均45学时。"], {"hours_below_target"}),
    ("hours reached", 3, ["done:全员轮训完成，人均61学时。"], set()),
    ("a part of the hours reached", 3, ["done:轮训完成，人均60学时，其中法律20学时。"], set()),
    ("too few hours, and no claim", 3, ["advancing:轮训过半，人均45学时。"], set()),
    ("hours where none are set", 5, ["done:教育完成，人均45学时。"], set()),
]  # fmt: skip
CASES = COPIES + COUNTS


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """One unit a case; each has sent what the case says, and for the other tasks a blank."""
    names = [f"第{number}局" for number in range(len(CASES))]
    world = World(tmp_path_factory.mktemp("checks"), with_units(plan, *units(*names)))
    for name, (_, task_no, texts, _) in zip(names, CASES, strict=True):
        for quarter, day, text in zip(QUARTERS, DAYS, texts, strict=False):
            if text is not None:
                world.ledger(name, quarter, day, {task_no: text})
    return world


@pytest.mark.parametrize(("number", "case"), [*enumerate(CASES)], ids=[case[0] for case in CASES])
def test_what_is_prompted(world: World, number: int, case: Case) -> None:
    """Exactly the expected prompts stand on the last ledger, each with a message and an id."""
    _, task_no, texts, codes = case
    unit, quarter = f"第{number}局", QUARTERS[len(texts) - 1]
    rows = world.ask("checks", AS_OF, unit=unit, task_no=task_no, quarter=quarter)
    # The same text in several units of this test is no part of the case.
    assert {row["code"] for row in rows} - {"shared_between_units"} == codes
    assert all(row["message"].endswith("。") and len(row["check_id"]) == 12 for row in rows)
    assert not any(row["dismissed"] for row in rows)


def test_a_prompt_shows_both_passages_and_the_figures(world: World) -> None:
    """What was written now and before, where, and which words of it are in question."""
    row = world.one("checks", AS_OF, code="count_fell", narrative="累计建成示范岗4个。")
    assert row["other_narrative"] == "累计建成示范岗6个。"
    assert row["message"] == "累计数比2024Q2台账少：累计建成示范岗6个→4个。"
    assert (row["evidence"], row["other_quarter"]) == ("[[7, 9]]", "2024Q2")
    assert (row["quarter"], row["version"], row["cell"]) == ("2024Q3", 1, "F4")


SHARED = "会同公安机关在国道设点开展超限超载联合治理行动，劝返车辆。"
OFFICIAL = "始终坚持把党的政治建设摆在首位，进一步加强行政执法队伍政治素质培训教育，"
OFFICIAL += "推动行政执法人员不断提高政治判断力、政治领悟力、政治执行力，"
OFFICIAL += "加快推进行政执法队伍的革命化、正规化、专业化、职业化建设。"


@pytest.mark.parametrize(
    ("name", "one", "other", "shared"),
    [
        ("a long sentence of both", {14: f"advancing:{SHARED}一。"},
         {14: f"advancing:二。{SHARED}"}, True),
        ("a short one", {14: "advancing:开展联合治理行动。"},
         {14: "advancing:开展联合治理行动。"}, False),
        ("an official one", {1: f"advancing:{OFFICIAL}学习3次。"},
         {1: f"advancing:{OFFICIAL}学习5次。"}, False),
        ("for another task", {14: f"advancing:{SHARED}"}, {12: f"advancing:{SHARED}"}, False),
        ("declared not concerned", {14: f"none:{SHARED}"}, {14: f"none:{SHARED}"}, False),
        ("with other figures", {14: "advancing:会同公安机关在国道开展超限超载联合治理行动12次。"},
         {14: "advancing:会同公安机关在国道开展超限超载联合治理行动13次。"}, False),
    ],
)  # fmt: skip
def test_units_that_share_sentences(
    plan: Plan,
    tmp_path: Path,
    name: str,
    one: dict[int, str],
    other: dict[int, str],
    shared: bool,
) -> None:
    """Both are prompted, each beside the other's text; official wording belongs to everybody."""
    world = World(tmp_path, with_units(plan, *units("甲局", "乙局")))
    world.ledger("甲局", "2024Q3", "2024-09-10", one)
    world.ledger("乙局", "2024Q3", "2024-09-12", other)
    rows = world.ask("checks", "2024-09-30", code="shared_between_units")
    assert [(r["unit"], r["other_unit"]) for r in rows] == (
        [("甲局", "乙局"), ("乙局", "甲局")] if shared else []
    ), name


def test_sharing_is_of_one_quarter(plan: Plan, tmp_path: Path) -> None:
    """What another unit wrote in another quarter is not compared."""
    world = World(tmp_path, with_units(plan, *units("甲局", "乙局")))
    world.ledger("甲局", "2024Q2", "2024-06-10", {14: f"advancing:{SHARED}"})
    world.ledger("乙局", "2024Q3", "2024-09-10", {14: f"advancing:{SHARED}"})
    assert world.ask("checks", "2024-09-30", code="shared_between_units") == []


def test_many_units_are_one_prompt_each(plan: Plan, tmp_path: Path) -> None:
    """Beside the one whose ledger came first; how many others there are is said."""
    world = World(tmp_path, with_units(plan, *units("甲局", "乙局", "丙局")))
    for unit, day in (("甲局", "2024-09-12"), ("乙局", "2024-09-10"), ("丙局", "2024-09-11")):
        world.ledger(unit, "2024Q3", day, {14: f"advancing:{SHARED}"})
    rows = world.ask("checks", "2024-09-30", code="shared_between_units")
    assert [(r["unit"], r["other_unit"]) for r in rows] == [
        ("甲局", "乙局"), ("乙局", "丙局"), ("丙局", "乙局"),
    ]  # fmt: skip
    assert all("2个单位" in row["message"] for row in rows)


def test_checks_look_at_current_versions_as_of_a_day(plan: Plan, tmp_path: Path) -> None:
    """A corrected version takes the prompt away, and yesterday's view still has it."""
    world = World(tmp_path, plan)
    unit = plan.units[0].unit
    world.ledger(unit, "2024Q3", "2024-09-10", {8: "advancing:发现问题9个，其中12个已整改。"})
    world.ledger(unit, "2024Q3", "2024-09-20", {8: "advancing:发现问题12个，其中9个已整改。"})
    assert len(world.ask("checks", "2024-09-19")) == 1
    assert world.ask("checks", "2024-09-20") == []


def test_the_sample_has_few_prompts(sample_store: Store) -> None:
    """The detachment that copied stands beside its source; numbers that do not add up are rare."""
    with sample_store.read() as reader:
        checks = metrics.query(reader, "checks", date(2025, 10, 15))
        ledgers = metrics.query(reader, "submissions", date(2025, 10, 15))
    assert len(checks) < 0.15 * 43 * len(ledgers)
    assert (checks.severity == "warning").sum() < 5
    copied = checks[(checks.code == "shared_between_units") & (checks.quarter == "2025Q2")]
    pairs = set(zip(copied.unit.str[-4:], copied.other_unit.str[-4:], strict=True))
    assert ("法二支队", "法一支队") in pairs

"""Figures over all units: what is summed and what is not, and which stand out."""

from __future__ import annotations

import math
import statistics
from datetime import date
from typing import Any

import pandas as pd
import pytest

from ledger import metrics
from ledger.plan import Plan
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

DAY = "2024-09-30"
NAMES = tuple(f"{name}县交通局" for name in "甲乙丙丁戊己庚")


def make(folder_of: pytest.TempPathFactory, plan: Plan, texts: dict[int, list[str]]) -> World:
    """Return a world in which the n-th unit writes the n-th text for each task."""
    most = max(len(told) for told in texts.values())
    world = World(folder_of.mktemp("figures"), with_units(plan, *units(*NAMES[:most])))
    for n, unit in enumerate(NAMES[:most]):
        cells = {no: f"advancing:{told[n]}" for no, told in texts.items() if n < len(told)}
        world.ledger(unit, "2024Q3", "2024-09-10", cells)
    return world


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Seven units; the last trains ten times as often, and all but one say the same hours."""
    return make(
        tmp_path_factory,
        plan,
        {
            1: [f"举办业务培训{n}期，参训{n}0人次。" for n in (3, 4, 5, 6, 7, 5)]
            + ["开展培训50场，其中专题培训20场，拟再举办培训99期。"],
            3: [*["人均60学时。"] * 6, "人均600学时。"],
            6: [*["64名执法人员全部持证上岗，持证率100%。"] * 5],
            12: ["配备执法记录仪4台，下发蓝皮书7本。", "采购执法记录仪2套。"],
            39: ["落实执法经费5000元。", "落实执法经费3万元。", "投入资金0.2亿元。"],
        },
    )


def total(world: World, task_no: int, counted_in: str, thing: str | None = None) -> dict[str, Any]:
    """Return the only row of that task and unit of count, and of that thing."""
    rows = world.ask("figure_totals", DAY, task_no=task_no, counted_in=counted_in)
    (row,) = [row for row in rows if thing in (None, row["thing"])]
    return row


def test_counts_are_summed_and_told_with_their_units(world: World) -> None:
    """3+4+5+6+7+5+50 = 80: 期 and 场 are one unit of count; a part and a plan are left out."""
    row = total(world, 1, "期", thing="培训")
    assert (row["total"], row["units_reported"], row["units_expected"]) == (80, 7, 7)
    assert (row["least"], row["middle"], row["most"]) == (3, 5, 50)
    assert total(world, 1, "人次")["total"] == 300


def test_shares_and_hours_have_no_total(world: World) -> None:
    """What has another denominator in each unit, or is an average, is never added up."""
    for task_no, counted_in in ((3, "学时"), (6, "%")):
        row = total(world, task_no, counted_in)
        assert not row["summable"]
        assert row["no_total"] == "各单位不能相加"
        assert pd.isna(row["total"])
    assert total(world, 6, "人")["total"] == 320


def test_units_of_money_are_converted(world: World) -> None:
    """Half of ten thousand, three and two thousand times ten thousand yuan, in 万元."""
    assert total(world, 39, "万元")["total"] == pytest.approx(0.5 + 3 + 2000)


def test_what_nobody_knows_the_thing_of_is_not_summed(world: World) -> None:
    """Seven blue books are listed, but who knows what they are must say so in the fact file."""
    assert total(world, 12, "台", thing="执法记录仪")["total"] == 6
    row = total(world, 12, "本", thing="")
    assert pd.isna(row["total"])
    assert row["no_total"] == "没有认出所数的事"
    assert row["most"] == 7


def test_what_the_plan_sets_stands_beside_it(world: World) -> None:
    """Sixty hours: nobody is below; in a poorer world the unit below is named."""
    row = total(world, 3, "学时")
    assert (row["target"], row["below_target"]) == (60, 0)


def test_the_unit_below_is_named(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Forty of sixty hours."""
    poor = make(tmp_path_factory, plan, {3: ["人均40学时。", "人均62学时。"]})
    row = total(poor, 3, "学时")
    assert (row["below_target"], row["units_below"]) == (1, NAMES[0])


def test_the_latest_ledger_alone_is_read(
    plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Figures grow from quarter to quarter and are never added over quarters."""
    world = make(tmp_path_factory, plan, {1: ["举办培训3期。"]})
    world.ledger(NAMES[0], "2024Q4", "2024-12-10", {1: "advancing:举办培训5期。"})
    assert world.one("figure_totals", "2024-12-31", task_no=1)["total"] == 5
    assert world.one("figure_totals", DAY, task_no=1)["total"] == 3


def test_who_stands_out_is_marked(world: World) -> None:
    """0.6745 × (50 − 5) / MAD 1 = 30; with a MAD of nought the mean deviation takes its place."""
    trained = world.one("figure_values", DAY, task_no=1, thing="培训", unit=NAMES[6])
    assert trained["z_score"] == pytest.approx(0.6745 * 45)
    assert trained["is_outlier"]
    hours = world.one("figure_values", DAY, task_no=3, unit=NAMES[6])
    assert hours["z_score"] == pytest.approx(540 / (1.253314 * 540 / 7))
    assert total(world, 3, "学时")["outlier_units"] == NAMES[6]
    assert total(world, 3, "学时")["outlier_values"] == f"{NAMES[6]}600学时"


def test_fewer_than_six_units_have_no_outlier(world: World) -> None:
    """Five units say the same and none of them can stand out; nor can one of three."""
    assert total(world, 39, "万元")["outliers"] == 0
    assert all(pd.isna(v["z_score"]) for v in world.ask("figure_values", DAY, task_no=39))


def test_each_value_has_its_place(world: World) -> None:
    """A figure leads to the words, the file and the cell it was read from."""
    row = world.one("figure_values", DAY, task_no=1, thing="培训", unit=NAMES[6])
    assert row["narrative"][row["start_at"] : row["end_at"]] == row["words"] == "50场"
    assert (row["sheet"], row["cell"], row["times"]) == ("台账", "F4", 1)
    assert (row["matched"], row["is_sure"]) == ("培训", True)
    assert row["file_name"].startswith(NAMES[6])


@pytest.mark.parametrize(
    ("told", "total"),
    [
        ("举办业务培训2期。举办安全培训3期。", None),
        ("举办业务培训2期。举办安全培训4期。累计举办培训5期。", 9),
        ("上半年举办培训2期。下半年举办培训3期。全年举办培训5期。", 9),
        ("公共法律知识培训2期。业务培训3期。", None),
        ("截至9月，开展岗前培训1期、骨干培训2期。", None),
        ("举办业务培训3期，共举办业务培训3期。", 7),
    ],
)
def test_several_figures_of_one_thing_must_tell_their_total(
    told: str, total: float | None, plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Where nobody can tell which one is the total, the city has none, and it says why."""
    own = make(tmp_path_factory, plan, {1: [told, "举办业务培训4期。"]})
    row = own.one("figure_totals", DAY, task_no=1)
    if total is not None:
        assert (row["no_total"], row["total"]) == ("", total)
    else:
        assert pd.isna(row["total"])
        assert row["no_total"] == "1个单位有几个数，分不清总数；其余1个单位合计4"
        assert row["units_unsure"] == NAMES[0]


def test_a_figure_is_counted_as_most_units_write_it(
    plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Two write 宗, one 件: 宗 stands beside the thing, and all three are in the total."""
    texts = ["办理案件7宗。", "办理案件5件。", "办理案件3宗。"]
    row = make(tmp_path_factory, plan, {33: texts}).one("figure_totals", DAY, task_no=33)
    assert (row["counted_in"], row["total"], row["units_reported"]) == ("宗", 15, 3)


def test_totals_are_recomputed_independently(sample_store: Store) -> None:
    """Sums, medians and outliers of the sample by plain Python over the values of the units."""
    with sample_store.read() as reader:
        day = date(2025, 10, 15)
        values = metrics.query(reader, "figure_values", day)
        totals = metrics.query(reader, "figure_totals", day)
    assert len(totals) > 50
    key = ["task_no", "thing", "counted_in"]
    for names, rows in values.groupby(key):
        row = totals[(totals[key] == list(names)).all(axis=1)].iloc[0]
        told = rows.value.tolist()
        middle = statistics.median(told)
        assert row.units_reported == len(told) == rows.unit.nunique()
        assert (row.middle, row.least, row.most) == (middle, min(told), max(told))
        summed = row.summable and row.thing and rows.is_sure.all()
        assert (row.no_total == "") == bool(summed)
        assert row.total == pytest.approx(sum(told) if summed else math.nan, nan_ok=True)
        assert row.outliers == sum(_stand_out(told, middle) if row.thing else [])


def _stand_out(told: list[float], middle: float) -> list[bool]:
    distances = [abs(value - middle) for value in told]
    spread, mean = statistics.median(distances), statistics.mean(distances)
    if len(told) < 6 or not mean:
        return [False]
    scale = spread / 0.6745 if spread else 1.253314 * mean
    return [distance / scale > 3.5 for distance in distances]

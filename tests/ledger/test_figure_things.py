"""Which figures count the same thing: by sentences written for it, and by all of the samples."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ledger import metrics
from ledger.plan import Plan
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

DAY = "2024-09-30"
FIRST, SECOND = "甲县交通局", "乙县交通局"
EVALUATIONS = (date(2024, 9, 30), date(2025, 9, 30))
READ = Path(__file__).with_name("summed_figures.tsv")

# Two units' sentences, and what the city has of it: 所数的事（单位）合计.
ALIKE = (
    ("举办业务培训3期，参训50人次。", "开展执法培训2场，85人次参加。", "培训（人次）135"),
    ("本年度政治轮训已完成，累计8期、286人次。", "开展政治轮训7期、223人次。", "轮训（期）15"),
    ("公示执法信息120条。", "公开行政处罚信息30条。", "公示执法信息（条）150"),
    ("清理事项18项，结果已公布。", "清理执法事项4项。", "清理事项（项）22"),
    ("46名执法人员全部持证上岗。", "执法人员全部持证，持证人员30人。", "持证上岗人员（人）76"),
    ("查摆突出问题12个。", "清单所列11个突出问题已全部整改销号。", "查摆、发现的问题（个）23"),
    ("“两客一危一重”企业28家。", "辖区5家“两客一危”企业检查完毕。", "重点监管企业（家）33"),
    ("移送涉嫌犯罪案件6宗。", "移送案件7宗，全部办结。", "移送案件（宗）13"),
    ("案卷评查已完成，累计评查40宗。", "评查案卷20宗。", "评查案卷（宗）60"),
    ("96家次入企检查全部扫码。", "累计扫码88家次。", "扫码入企检查（家次）184"),
    ("培养执法骨干5名。", "累计培养骨干6名。", "培养骨干（人）11"),
)
# Two units' sentences whose figures (in the same unit of count) are never added up.
UNLIKE = (
    ("建立后备人才名单11人。", "培养执法骨干8名。"),
    ("招录执法人员2名。", "建立后备人才名单15人。"),
    ("招录执法人员2名。", "选派4名年轻干部到中队轮岗。"),
    ("核查执法证件78个。", "发现证件信息错误4处。"),
    ("64名执法人员全部持证上岗。", "9名新进人员正在申领证件。"),
    ("64名执法人员全部持证上岗。", "3名新进人员未持证上岗。"),
    ("音像记录案件48宗。", "法制审核重大案件4宗。"),
    ("“两客一危一重”企业43家。", "约谈企业9家。"),
    ("检查“两客一危”企业23家次。", "对危险货物运输企业开展检查18家次。"),
    ("清理事项18项。", "保留192项、合并6项、取消4项。"),
    ("清理事项18项。", "梳理执法事项230项。"),
    ("督办上级转办案件7宗。", "重大案件11宗均已指导办结。"),
    ("审查合同12份。", "出具法律意见17份。"),
    ("审查合同12份。", "提交答辩材料4份。"),
    ("归集执法数据2848条。", "与信用平台共享712条。"),
    ("公职律师3名已配备。", "聘请法律顾问1名。"),
    ("整改12处。", "3处正在整改。"),
    ("整改12处。", "发现瑕疵15处。"),
    ("组织执法人员集中学习4次。", "开展主题党日3次。"),
    ("协调争议9起。", "已与4个单位签订执法争议协调协议。"),
    ("抽查案卷20宗。", "抽查案卷发现适用不当5宗。"),
    ("公职律师3名已配备。", "公职律师尚缺2名。"),
    ("认领事项301项。", "未认领16项。"),
    ("评查案卷40宗。", "计划评查案卷60宗。"),
    ("保留218项、合并7项。", "提出拟取消、合并事项6项。"),
    ("办理案件76宗。", "在3个中队上线平台，其中12宗退回。"),
    ("对78名执法人员开展年度考核试点。", "完成考核80人。"),
)


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two units; each pair of sentences stands in a task of its own."""
    pairs = [pair[:2] for pair in (*ALIKE, *UNLIKE)]
    world = World(tmp_path_factory.mktemp("things"), with_units(plan, *units(FIRST, SECOND)))
    for n, unit in enumerate((FIRST, SECOND)):
        cells = {no: f"advancing:{pair[n]}" for no, pair in enumerate(pairs, start=1)}
        world.ledger(unit, "2024Q3", "2024-09-10", cells)
    return world


def together(world: World, task_no: int) -> list[str]:
    """Return what both units' figures of a task add up to, with thing and unit of count."""
    rows = world.ask("figure_totals", DAY, task_no=task_no, units_reported=2, no_total="")
    return [f"{row['thing']}（{row['counted_in']}）{row['total']:g}" for row in rows]


@pytest.mark.parametrize(("first", "second", "total"), ALIKE)
def test_the_same_thing_is_summed(world: World, first: str, second: str, total: str) -> None:
    """Said in other words, before the figure or behind it, or in what precedes in the sentence."""
    assert total in together(world, 1 + ALIKE.index((first, second, total)))


@pytest.mark.parametrize(("first", "second"), UNLIKE)
def test_different_things_are_not(world: World, first: str, second: str) -> None:
    """Neither under the name of the one nor of the other, nor what is planned, lacking or wrong."""
    assert together(world, 1 + len(ALIKE) + UNLIKE.index((first, second))) == []


def phrase(row: Any) -> str:
    """Return the words around a value, without digits and without who it is."""
    text, start, end = row.narrative, row.start_at, row.end_at
    before = re.split(r"[。；，]", text[:start])[-1]
    if not re.sub("累计|[^一-龥]", "", re.split("[、，]", before)[-1]):
        before = re.split(r"[。；]", text[:start])[-1]
    behind = re.split(r"[。；，、]", text[end:])[0]
    plain = re.sub(r"^(我局|县局|本局|我单位|县交通运输局|我科|我支队|支队)", "", before)
    plain = re.sub(r"[0-9]+", "#", f"{plain}【】{behind}")
    return f"{row.task_no}\t{row.thing}（{row.counted_in}）\t{plain}"


def test_every_total_of_the_samples_was_read(sample_store: Store) -> None:
    """Each phrase whose figure enters a total of an evaluation stands in a list read by a person.

    A new one must be read: does it count the same as the others of its thing?
    """
    told: set[str] = set()
    with sample_store.read() as reader:
        for day in EVALUATIONS:
            totals = metrics.query(reader, "figure_totals", day).query("no_total == ''")
            values = metrics.query(reader, "figure_values", day)
            summed = values.merge(totals[["task_no", "thing", "counted_in"]])
            told |= {phrase(row) for row in summed.itertuples()}
    assert sorted(told) == READ.read_text(encoding="utf-8").splitlines()
    assert len(told) > 150


def test_every_thing_has_an_example_that_it_counts(plan: Plan, tmp_path: Path) -> None:
    """The example of each line of the fact file is counted under that line's name."""
    things = plan.figure_things
    names = [f"第{n}县交通局" for n in range(1 + len(things) // 43)]
    world = World(tmp_path, with_units(plan, *units(*names)))
    for n, unit in enumerate(names):
        own = things[n * 43 : (n + 1) * 43]
        cells = {no: f"advancing:{thing.example}。" for no, thing in enumerate(own, start=1)}
        world.ledger(unit, "2024Q3", "2024-09-10", cells)
    rows = pd.DataFrame(world.ask("figure_values", DAY))
    told = {
        (names.index(unit) * 43 + no - 1, thing)
        for unit, no, thing in zip(rows.unit, rows.task_no, rows.thing, strict=True)
    }
    missed = [thing.thing for n, thing in enumerate(things) if (n, thing.thing) not in told]
    assert missed == []

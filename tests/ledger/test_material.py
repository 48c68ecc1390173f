"""Which sentence belongs to which section of an evaluation report, and where each piece stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from ledger.evaluation_facts import MaterialWord, Section, WordKind
from ledger.material import Piece, material
from ledger.material_lexicon import Lexicon
from ledger.material_query import material_at
from ledger.plan import Plan
from ledger.plan_files import load_plan
from ledger.store import Store
from ledger.words import SECTION_LABELS
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

PLAN = load_plan()
LEXICON = Lexicon(PLAN.material_words, PLAN.figure_units)
ONE, TWO = "甲县交通局", "乙县交通局"


def sections_of(text: str) -> set[str]:
    """Return the sections to which a sentence belongs."""
    return {match.section.value for match in LEXICON.matches(text)}


def passages(*paragraphs: str, headings: Sequence[str] = (), **document: object) -> pd.DataFrame:
    """Return a document of these paragraphs as the query `passages` lists it."""
    facts = {
        "document_id": "d1", "unit": ONE, "document": "annual_summary", "label": "年度工作总结",
        "quarter": "2024Q4", "title": "总结", "file_name": "总结.docx",
        "received_on": pd.Timestamp(2024, 12, 10),
    } | document  # fmt: skip
    rows = [
        facts | {"position": n, "heading": text in headings, "text": text}
        for n, text in enumerate(paragraphs)
    ]
    return pd.DataFrame(rows)


def entries(*told: tuple[str, str, int, str]) -> pd.DataFrame:
    """Return entries (unit, quarter, task, narrative) as the query of that name lists them."""
    rows = [
        {
            "unit": unit, "quarter": quarter, "task_no": no, "narrative": text, "sheet": "台账",
            "cell": f"F{no}", "file_name": f"{unit}.xlsx", "submission_id": f"{unit}{quarter}",
            "received_on": pd.Timestamp(2024, 9, 10),
        }
        for unit, quarter, no, text in told
    ]  # fmt: skip
    columns = "unit quarter task_no narrative sheet cell file_name submission_id received_on"
    return pd.DataFrame(rows, columns=columns.split())


def found(
    plan: Plan, told: pd.DataFrame | None = None, read: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return the material in two small frames about two units."""
    empty = passages("空", headings=["空"])[:0]
    small = with_units(plan, *units(ONE, TWO))
    return material(entries() if told is None else told, empty if read is None else read, small)


@pytest.mark.parametrize("own", PLAN.material_words, ids=lambda w: f"{w.section}-{w.word}")
def test_each_word_does_what_its_example_shows(own: MaterialWord) -> None:
    """A heading names, a word admits, a bar or a mask keeps out what would come in without it."""
    admitted = own.section.value in sections_of(own.example)
    if own.kind is WordKind.HEADING:
        assert own.section in LEXICON.named(own.example)
    elif own.kind in (WordKind.STRONG, WordKind.WEAK):
        assert admitted
        assert own.word in LEXICON.weigh(own.section, own.example).words
    else:
        assert not admitted
        without = Lexicon([w for w in PLAN.material_words if w != own], PLAN.figure_units)
        assert own.section in {match.section for match in without.matches(own.example)}


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("高度重视，认真贯彻落实。", set()),
        ("组织执法人员集中学习6次，参加96人次。", {"practices"}),
        ("查摆突出问题12个，已全部整改到位。", {"results"}),
        ("群众满意度为98.5%，收到锦旗2面。", {"social"}),
        ("由于机构改革，基层法制审核人员不足。", {"problems", "causes"}),
        ("建议市局统一组织培训。", {"suggestions"}),
        ("完善投诉举报处理机制。", set()),
        ("拟于下季度组织培训。", set()),
        ("待上级培训标准出台后，县交通运输局再行制定实施办法。", set()),
        ("接到投诉后即出台整改办法。", {"practices", "social"}),
    ],
)
def test_sentences_as_units_write_them(text: str, sections: set[str]) -> None:
    """One sentence may speak for two sections, and empty phrases for none."""
    assert sections_of(text) == sections


def test_sections_have_their_names() -> None:
    """The seven sections of the notice, in its order."""
    assert list(SECTION_LABELS) == [section.value for section in Section]
    assert SECTION_LABELS["problems"] == "存在的主要问题"


def test_a_passage_belongs_to_the_section_of_its_heading(plan: Plan) -> None:
    """Also under a heading below it, until the next of the same level; the heading is no piece."""
    read = passages(
        "2024年度工作总结",
        "一、贯彻落实工作总体情况",
        "我局按照方案要求，完成了年度任务。",
        "三、存在的主要问题",
        "（一）基层力量有限",
        "各镇街执法中队平均只有两人，任务重。",
        "（二）原因分析",
        "编制多年没有增加，经费渠道单一。",
        "四、其他",
        "附件另行报送，请予审阅。",
        headings=["2024年度工作总结"],
    )
    shown = found(plan, read=read)
    assert set(zip(shown.section, shown.text, strict=True)) == {
        ("overall", "我局按照方案要求，完成了年度任务。"),
        ("problems", "各镇街执法中队平均只有两人，任务重。"),
        ("causes", "编制多年没有增加，经费渠道单一。"),
        ("problems", "编制多年没有增加，经费渠道单一。"),
    }
    assert shown[shown.section == "overall"].cell.tolist() == ["第3段"]


@pytest.mark.parametrize(
    ("paragraphs", "section"),
    [
        (["三、存在的主要问题。一是镇街力量有限，任务较重。"], "problems"),
        (["五、下一步打算", "逐条落实责任人，按月通报进度。"], "causes"),
        (["（四）意见建议", "请统一平台账号，减少重复录入。"], "suggestions"),
        (["四、社会评价情况", "企业普遍认可，办事更方便。"], "social"),
    ],
)
def test_headings_are_known_without_a_style(
    plan: Plan, paragraphs: list[str], section: str
) -> None:
    """A short numbered line is a heading, and a numbered beginning of a paragraph is one too."""
    shown = found(plan, read=passages(*paragraphs))
    assert section in set(shown.section)
    assert shown[shown.section == section].text.iloc[0] == paragraphs[-1]


def test_a_heading_of_two_sections_shares_out_its_sentences(plan: Plan) -> None:
    """Under 问题及原因 a cause is a cause; what says neither follows the sentence before it."""
    read = passages(
        "三、存在问题及原因分析",
        "法制审核人员不足。个别中队只有一人。由于编制所限，一时难补。今年又有两人退休。",
    )
    shown = found(plan, read=read)
    by_section = shown.groupby("section").text.apply(set).to_dict()
    assert {"法制审核人员不足。", "个别中队只有一人。"} <= by_section["problems"]
    assert {"由于编制所限，一时难补。", "今年又有两人退休。"} <= by_section["causes"]


def test_a_typical_case_tells_practices(plan: Plan) -> None:
    """A case without headings is about what was done; praise in it is social evaluation too."""
    case = "我局把调解室设到货运站场，当场说理、当场释法，司机送来锦旗3面。"
    shown = found(plan, read=passages(case, document="typical_case"))
    assert set(shown.section) == {"practices", "social"}


def test_only_the_newest_ledger_of_a_unit_speaks(plan: Plan) -> None:
    """What an earlier ledger said and the newest says no more is not offered."""
    told = entries(
        (ONE, "2024Q2", 6, "组织持证检查2次，检查60人次。"),
        (ONE, "2024Q3", 6, "组织持证检查5次，检查90人次。"),
        (TWO, "2024Q2", 6, "组织持证检查1次，检查20人次。"),
    )
    assert set(found(plan, told).text) == {
        "组织持证检查5次，检查90人次。", "组织持证检查1次，检查20人次。",
    }  # fmt: skip


def test_a_piece_keeps_its_id_while_its_words_stay(plan: Plan) -> None:
    """The same sentence in a later ledger is the same piece; another unit's or task's is not."""
    text = "经查，法制审核人员不足。"
    ids = [
        found(plan, entries(row)).piece_id.iloc[0]
        for row in (
            (ONE, "2024Q2", 24, text),
            (ONE, "2024Q3", 24, f"组织学习。{text}"),
            (TWO, "2024Q3", 24, text),
            (ONE, "2024Q3", 37, text),
        )
    ]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3


def test_a_piece_says_where_it_stands(plan: Plan) -> None:
    """Start and end cut the piece out of its cell; the place is file, sheet and cell."""
    narrative = "第一轮轮训已开始。 因经费紧张，第二期推迟。"
    row = found(plan, entries((ONE, "2024Q3", 3, narrative))).iloc[0]
    assert row.section == "problems"
    assert narrative[row.start : row.end] == row.text == "因经费紧张，第二期推迟。"
    assert (row.unit, row.county, row.task_no, row.cell) == (ONE, ONE[:3], 3, "F3")
    assert row.why == "紧张、经费"


def test_the_words_of_the_plan_are_nobodys_practice(plan: Plan) -> None:
    """A task's own wording copied into the cell is no material."""
    task = plan.task_by_no[15].text
    assert sections_of(task)
    assert found(plan, entries((ONE, "2024Q3", 15, task))).empty


def test_of_equally_strong_pieces_the_newest_comes_first(plan: Plan) -> None:
    """Not the first of the units: what it says may be a year old."""
    told = entries(
        (ONE, "2024Q2", 6, "经查，法制审核人员不足。"), (TWO, "2024Q3", 6, "经查，执法人手不足。")
    )
    assert found(plan, told).unit.tolist() == [TWO, ONE]


def test_nothing_to_read_gives_an_empty_frame(plan: Plan) -> None:
    """Without ledgers and documents the columns are there all the same."""
    assert list(found(plan).columns) == list(Piece._fields)


def test_problems_of_the_data_come_first(
    plan: Plan, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Overdue and stale tasks and missing documents, each with n/N and the units' names."""
    world = World(tmp_path_factory.mktemp("material"), with_units(plan, *units(ONE, TWO)))
    world.ledger(ONE, "2024Q2", "2024-06-10", {10: "advancing:起草。", 14: "advancing:检查。"})
    world.ledger(ONE, "2024Q3", "2024-09-10", {10: "done:建立。", 14: "advancing:检查。"})
    world.ledger(TWO, "2024Q2", "2024-06-10", {10: "advancing:起草。", 14: "advancing:巡查。"})
    world.save()
    with world.store.read() as reader:
        shown = material_at(reader, date(2024, 12, 31))
    data = shown[shown.document == "data"]
    told = data.text.tolist()
    assert f"第10项“裁量权基准建立”时限2024-01-31已过，1/2个单位未完成（{TWO}）。" in told
    assert f"第14项“重点领域监管”2/2个单位连续2期以上没有新进展（{ONE}、{TWO}）。" in told
    assert f"2024年第三季度工作台账：1/2个单位未报（{TWO}）。" in told
    assert shown.document.tolist()[: len(data)] == ["data"] * len(data)
    kinds = data.why.tolist()
    assert kinds == sorted(kinds, key=["overdue", "stale", "missing"].index)


def test_the_sample_has_material_for_an_evaluation(sample_store: Store) -> None:
    """Practices, results, social evaluation and problems; each piece with unit, file and cell."""
    with sample_store.read() as reader:
        shown = material_at(reader, date(2025, 9, 30))
    assert {"practices", "results", "social", "problems"} <= set(shown.section)
    told = shown[shown.document == "ledger"]
    assert (told.file_name != "").all()
    assert (told.cell != "").all()
    assert not shown.duplicated(["section", "piece_id"]).any()

"""The excerpts of the draft: every pick is quoted where it belongs, suggestions say things once."""

from __future__ import annotations

import shutil
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.document import Document as ReadDocument

from ledger import picks
from ledger.evaluation import Evaluation, evaluations
from ledger.material import Piece
from ledger.material_problems import DATA
from ledger.material_query import material_at
from ledger.plan import Plan
from ledger.store import Store
from ledger.words import SECTION_LABELS
from reports.evaluation_draft import drafted, write_draft
from reports.evaluation_draft_quoted import LEFT_OUT, NOTHING, QUOTED, SUGGESTED, quoted
from reports.evaluation_draft_suggestions import suggestions
from reports.evaluation_draft_template import read_template
from reports.seen import Seen
from tests.ledger.builder import World
from tests.ledger.facts import UNIT

TOLD = (
    "overall", "practices", "results", "social", "problems", "causes", "suggestions",
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path, sample_store: Store) -> Store:
    """A copy of the sample, to be picked from."""
    shutil.copytree(sample_store.path.parent, tmp_path / "own")
    return Store(tmp_path / "own" / sample_store.path.name, sample_store.plan)


def final_of(plan: Plan) -> Evaluation:
    """Return the final evaluation."""
    return evaluations(plan)[1]


def body_of(store: Store, evaluation: Evaluation) -> tuple[list[str], ReadDocument]:
    """Return the paragraphs of the draft, and the draft."""
    target = BytesIO()
    write_draft(target, store, evaluation)
    document = Document(target)
    return [p.text for p in document.paragraphs], document


def test_what_is_picked_for_any_section_is_in_the_draft(store: Store) -> None:
    """Also for the first section; what the data show stands where overdue tasks are told."""
    final = final_of(store.plan)
    with store.read() as reader:
        found = material_at(reader, final.as_of)
    wanted = {}
    for section in TOLD:
        own = found[(found.section == section) & (found.document != DATA)].iloc[-1]
        made = found[(found.section == section) & (found.document == DATA)][:1]
        wanted[section] = f"{own.unit}：{own.text}"
        ids = [(own.piece_id, ""), *((piece_id, "") for piece_id in made.piece_id)]
        picks.save(store, final, section, ids, "李经办")
    texts, _ = body_of(store, final)
    assert [section for section, words in wanted.items() if words not in texts] == []
    assert not [text for text in texts if "系统推荐" in text or "没有写入的摘录" in text]
    [made_at] = [n for n, text in enumerate(texts) if text.startswith("第") and "未完成" in text]
    heads = [
        n for n, text in enumerate(texts) if text in ("（一）部分任务逾期", "（二）部分工作停滞")
    ]
    assert heads[0] < made_at < heads[1]


def test_the_template_quotes_every_section() -> None:
    """No pick is left out, in neither evaluation; without its line, it is said to be."""
    picked = pd.DataFrame(
        [*((s, "ledger") for s in SECTION_LABELS), ("problems", DATA)],
        columns=["section", "document"],
    )
    for kind in ("mid_evaluation", "final_evaluation"):
        fates = quoted(read_template(), kind, picked)
        assert fates == dict.fromkeys((*SECTION_LABELS, DATA), QUOTED)
    template = "# 标题\n{{excerpts:causes|3}}\n【仅终期】{{excerpts:overall}}\n{{excerpts:social}}"
    some = picked[picked.section.isin(["overall", "problems", "causes"])]
    expected = dict.fromkeys((*SECTION_LABELS, DATA), NOTHING) | {
        "overall": LEFT_OUT, "causes": QUOTED, "social": SUGGESTED, "problems": LEFT_OUT,
        DATA: LEFT_OUT,
    }  # fmt: skip
    assert quoted(template, "mid_evaluation", some) == expected
    assert quoted(template, "final_evaluation", some)["overall"] == QUOTED


def test_the_draft_says_which_picks_it_leaves_out(store: Store) -> None:
    """Whose template lacks a section's line reads so in the annex, not only on the screen."""
    final = final_of(store.plan)
    with store.read() as reader:
        found = material_at(reader, final.as_of)
    picks.save(
        store,
        final,
        "overall",
        [(found[found.section == "overall"].piece_id.iloc[0], "")],
        "李经办",
    )
    target = BytesIO()
    seen = Seen(final.as_of, None, "", datetime(2026, 1, 1))
    drafted(store, final, seen, "# 标题\n{{excerpts:causes|1}}").save(target)
    texts = [p.text for p in Document(target).paragraphs]
    left_out = "已选而没有写入的摘录（模板里没有这一部分的摘录行）：贯彻落实工作总体情况。"
    assert left_out in texts


def pieces(*rows: tuple[str, str, str]) -> pd.DataFrame:
    """Return pieces (unit, quarter, text) of one section, the strongest first."""
    empty = dict.fromkeys(Piece._fields, "")
    return pd.DataFrame(
        [
            empty | {
                "section": "problems", "unit": unit, "quarter": quarter, "text": text,
                "piece_id": str(number), "document": f"d{number}", "task_no": pd.NA,
                "official_order": ord(unit), "received_on": pd.Timestamp(2024, 1, 1),
            }
            for number, (unit, quarter, text) in enumerate(rows)
        ]
    )  # fmt: skip


def test_suggestions_say_a_thing_once_and_the_new_first() -> None:
    """Units with the same words share an excerpt; what was reported before comes last."""
    old, same = "执法车辆老化，数量不足。", "我局人手不足，培训不够。"
    found = pieces(
        ("乙", "2024Q2", old), ("乙", "2025Q3", same), ("甲", "2025Q2", same.replace("我", "本")),
        ("甲", "2024Q4", same), ("丙", "2025Q3", "发现问题3个，尚未整改。"),
        ("丁", "2025Q3", "发现问题9个，尚未整改。"), ("丁", "2025Q3", "编制紧张，经费没有着落。"),
    )  # fmt: skip
    said = [
        [(row["unit"], row["quarter"]) for row in same]
        for same in suggestions(found, 9, reported="2024Q3")
    ]
    assert said[0] == [("乙", "2025Q3"), ("甲", "2025Q2")]
    assert said[1:] == [
        [("丙", "2025Q3")],
        [("丁", "2025Q3")],
        [("丁", "2025Q3")],
        [("乙", "2024Q2")],
    ]
    same_number = pieces(("甲", "2025Q3", "检查3次。"), ("乙", "2025Q3", "检查3次。"))
    assert [len(same) for same in suggestions(same_number, 9, reported="")] == [1, 1]
    same_day = pieces(("甲", "2025Q3", "2025年以来加强。"), ("乙", "2025Q3", "2025年以来加强。"))
    assert [len(same) for same in suggestions(same_day, 9, reported="")] == [2]
    told = [same[0]["text"] for same in suggestions(found, 9, reported="2024Q3")]
    assert told[2] == "编制紧张，经费没有着落。"
    assert len(suggestions(found, 2, reported="2024Q3")) == 2


def test_units_of_the_same_words_are_named_with_their_places(plan: Plan, tmp_path: Path) -> None:
    """One excerpt names three of them, its footnote where these say so, and who else does."""
    world = World(tmp_path, plan)
    for unit in plan.units:
        world.ledger(unit.unit, "2024Q3", "2024-09-12", {37: "advancing:我局执法车辆老化、不足。"})
    world.save()
    texts, document = body_of(world.store, evaluations(plan)[0])
    names = [unit.unit for unit in plan.units]
    assert UNIT in names
    [line] = [text for text in texts if "老化" in text]
    assert line == f"（系统推荐、待选定）{'、'.join(names[:3])}等反映：我局执法车辆老化、不足。"
    [notes] = [p.blob.decode() for p in document.part.package.parts if "footnotes" in p.partname]
    assert f"{names[2]}，2024年第三季度工作台账，第37项" in notes
    assert f"同样写的还有{'、'.join(names[3:])}" in notes

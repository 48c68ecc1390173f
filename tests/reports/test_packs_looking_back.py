"""Draft and data pack as of an earlier knowledge and by earlier rules: as they were then."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from ledger.clock import parse_known_at
from ledger.evaluation import evaluations
from ledger.plan import Plan
from ledger.store import Store
from reports.data_pack import write_data_pack
from reports.data_pack_cover import COVER
from reports.evaluation_draft import write_draft
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

UNIT, OTHER = "甲县交通局", "乙县交通局"
THEN = parse_known_at("2024-09-20")
RULES = "240910"  # those of the day on which the ledgers came
# What says for which view it was made, and when.
BASIS = ("生成时间", "登记截至", "判定规则版本")

Written = list[tuple[object, ...]]


def draft(store: Store, **seen: Any) -> Written:
    """Return the paragraphs and tables of the mid-term draft but those about the view itself."""
    target = BytesIO()
    write_draft(target, store, evaluations(store.plan)[0], **seen)
    document = Document(target)
    lines = [(p.text,) for p in document.paragraphs if not p.text.startswith(BASIS)]
    tables = [tuple(cell.text for cell in row.cells) for t in document.tables for row in t.rows]
    charts = [(found.get("descr"),) for found in document.element.body.iter("{*}docPr")]
    return [*lines, *tables, *charts]


def pack(store: Store, **seen: Any) -> Written:
    """Return the cells of all sheets of the pack but its cover."""
    target = BytesIO()
    write_data_pack(target, store, evaluations(store.plan)[0].as_of, **seen)
    book = load_workbook(target, read_only=True)
    return [
        row for sheet in book if sheet.title != COVER for row in sheet.iter_rows(values_only=True)
    ]


@pytest.fixture(scope="module")
def store(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two units with a ledger each, of which newer rules judged one text otherwise."""
    world = World(tmp_path_factory.mktemp("then"), with_units(plan, *units(UNIT, OTHER)))
    world.ledger(OTHER, "2024Q3", "2024-09-10", {8: "not_started:尚未启动。"})
    ledger = world.ledger(UNIT, "2024Q3", "2024-09-10", {8: "advancing:举办培训3期。"})
    world.rejudge(ledger, 8, "done", "2024-10-08")
    assert world.standing(8, "2024-09-30", UNIT)["status"] == "done"
    return world.store


@pytest.mark.parametrize(
    ("write", "told"), [(draft, {"headline.done[now]", "0"}), (pack, {UNIT, "推进中"})]
)
def test_both_ways_of_looking_back(
    write: Callable[..., Written], told: set[str], store: Store
) -> None:
    """By what was known before, or by the older rules, no number knows of the newer judgement."""
    before = write(store, known_at=THEN)
    assert any(told <= set(row) for row in before)
    assert write(store, rules_version=RULES) == before

"""The page of one unit as an official document: returns, lights, what is behind, what is asked."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from reports.document_words import chinese_day, share
from reports.download_names import download_name
from reports.official_document import OfficialDocument
from reports.unit_facts import QUERIES, UnitFacts, unit_facts
from reports.unit_tables import asked, behind, improved, lights, returns

__all__ = ["QUERIES", "UnitFacts", "unit_facts", "unit_page_name", "write_unit_page"]

_NONE = "无。"


def unit_page_name(unit: str) -> str:
    """Return what to call a unit's page when it is downloaded."""
    return download_name(f"{unit}_落实情况", ".docx")


def write_unit_page(target: Path | BinaryIO, facts: UnitFacts) -> None:
    """Write the page to `target`; the same facts always give the same bytes.

    Raises OSError if the place cannot be written to.
    """
    until = f"截至{chinese_day(facts.as_of)}"
    document = OfficialDocument()
    document.title(f"{facts.unit}落实情况", f"（{until}）")
    document.body(_summary(facts))
    sections = {
        "报送情况": (returns(facts), (29, 27, 24, 24, 20, 32)),
        "各类任务的灯": (lights(facts), (40, 10.5, 10.5, 10.5, 10.5, 10.5, 32, 32)),
        f"逾期与红灯任务（{until}）": (behind(facts), (30, 48, 78)),
        "有进展的任务": (improved(facts), (38, 44, 74)),
        f"需要做的（{len(facts.digest.items)}项）": (asked(facts), (14, 44, 25, 73)),
    }
    for heading, (frame, widths) in sections.items():
        document.heading(1, heading)
        if frame.empty:
            document.body(_NONE)
        else:
            document.table(frame, widths)
    document.source(
        f"来源：该单位报送的工作台账和材料，{until}。有下划线的是判定状态所依据的文字。"
    )
    document.save(target)


def _summary(facts: UnitFacts) -> str:
    """Say in one paragraph how many ledgers came and how many tasks stand where."""
    own = next(iter(facts.lagging), {})
    due, missing, late = (int(own.get(f"{name}_ledgers", 0)) for name in ("due", "missing", "late"))
    n = facts.counts
    sentences = (
        f"截至{chinese_day(facts.as_of)}，应报工作台账{due}期，",
        f"已报{share(due - missing, due)}，按时{share(due - missing - late, due)}。",
        f"适用任务{n.applicable}项：绿灯{n.green}项、黄灯{n.yellow}项、",
        f"红灯{share(n.red, n.applicable)}、灰灯{n.grey}项。",
        f"有时限的任务已完成{share(n.dated_done, n.dated_applicable)}，",
        f"持续推进的任务绿灯{share(n.continuing_green, n.continuing_applicable)}。",
        _liaison(facts),
    )
    return "".join(sentences)


def _liaison(facts: UnitFacts) -> str:
    current = [row for row in facts.liaisons if row["is_current"]]
    persons = "、".join(f"{row['person']}（{row['phone']}）" for row in current)
    return f"信息联络员：{persons or '未报'}。"

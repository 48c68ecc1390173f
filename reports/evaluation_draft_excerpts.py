"""The excerpts of the evaluation's draft: what the writer picked, else what scores highest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ledger.evaluation_facts import Section
from ledger.material import LEDGER
from ledger.material_problems import DATA
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.words import PICK_LABELS
from reports.document_words import in_words, whereabouts
from reports.evaluation_draft_frames import MATERIAL, PICKED, Frames
from reports.evaluation_draft_suggestions import suggestions

DEFAULT_COUNT = 6
SUGGESTED = "（系统推荐、待选定）"
_FRACTION = re.compile(r"(\d+)/(\d+)(?=个单位)")
_NAMED = 3  # units named, and their places told, before “and others”
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Excerpt:
    """One excerpt: whose words, the words, and where they stand.

    `shares` are the numbers of a sentence that the program made from the data.
    """

    whose: str
    text: str
    source: str
    suggested: bool
    shares: tuple[tuple[int, int], ...] = ()


def excerpts(frames: Frames, name: str, count: int) -> list[Excerpt]:
    """Return all that was picked for the section, else at most `count` of the strongest pieces.

    Suggested are words of units only. What the program made from the data is no unit's word: it
    has the name `data` of its own, and is never suggested.
    """
    section = Section.PROBLEMS.value if name == DATA else name
    picked = frames.now(PICKED)
    own = picked[(picked.section == section) & ((picked.document == DATA) == (name == DATA))]
    if len(own) or name == DATA:
        return [_picked(frames, row) for row in own.sort_values("place").to_dict("records")]
    found = frames.now(MATERIAL)
    written = found[(found.section == section) & (found.document != DATA)]
    reported = str(frames.earlier.quarter) if frames.earlier else ""
    return [_suggested(frames, same) for same in suggestions(written, count, reported)]


def _picked(frames: Frames, row: Row) -> Excerpt:
    by_program = row["document"] == DATA
    text = " ".join(str(row["text"]).split())
    shares = tuple((int(n), int(of)) for n, of in _FRACTION.findall(text)) if by_program else ()
    notes = ["系统按台账数据得出" if by_program else _source(frames.plan, row)]
    if row["state"] == "gone":
        notes.append(f"选定后有变：{PICK_LABELS['gone']}")
    if row["note"]:
        notes.append(f"摘选备注：{row['note']}")
    words = in_words(text) if by_program else text
    whose = f"{row['unit']}：" if row["unit"] else ""
    return Excerpt(whose, words, "；".join(notes), suggested=False, shares=shares)


def _suggested(frames: Frames, same: Sequence[Row]) -> Excerpt:
    """Return one excerpt for what several units say in the same words."""
    units = "、".join(str(row["unit"]) for row in same[:_NAMED])
    more = "等" if len(same) > _NAMED else ""
    whose = f"{units}{more}反映：" if same[1:] else f"{units}："
    sources = [_source(frames.plan, row) for row in same[:_NAMED]]
    if more:
        others = "、".join(str(row["unit"]) for row in same[_NAMED:])
        sources.append(f"同样写的还有{others}")
    words = " ".join(str(same[0]["text"]).split())
    return Excerpt(whose, words, "；".join(sources), suggested=True)


def _source(plan: Plan, row: Row) -> str:
    """Return unit, quarter, document, task, file, sheet and cell in words."""
    labels = {document.document: document.label for document in plan.documents}
    label = labels.get(row["document"], row["document"])
    quarter = f"{Quarter.parse(row['quarter']).label}" if row["quarter"] else ""
    task = ""
    if row["document"] == LEDGER and not pd.isna(row["task_no"]):
        name = plan.task_by_no[int(row["task_no"])].short_name
        task = f"第{int(row['task_no'])}项“{name}”"
    place = whereabouts(row["file_name"], row["sheet"], row["cell"])
    return "，".join(part for part in (row["unit"], f"{quarter}{label}", task, place) if part)

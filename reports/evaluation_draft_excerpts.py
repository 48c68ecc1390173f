"""The excerpts of the evaluation's draft: what the writer picked, else what scores highest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ledger.material import LEDGER
from ledger.material_problems import DATA
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.words import PICK_LABELS
from reports.document_words import in_words, whereabouts
from reports.evaluation_draft_frames import MATERIAL, PICKED, Frames

DEFAULT_COUNT = 6
SUGGESTED = "（系统推荐、待选定）"
_FRACTION = re.compile(r"(\d+)/(\d+)(?=个单位)")
Row = Mapping[Any, Any]


@dataclass(frozen=True)
class Excerpt:
    """One excerpt: whose words, the words, and where they stand.

    `shares` are the numbers of a sentence that the program made from the data.
    """

    unit: str
    text: str
    source: str
    suggested: bool
    shares: tuple[tuple[int, int], ...] = ()


def excerpts(frames: Frames, section: str, count: int) -> list[Excerpt]:
    """Return all that was picked for the section, else at most `count` of the strongest pieces.

    Suggested are words of units only, from many units and on many tasks.
    """
    picked = frames.now(PICKED)
    own = picked[picked.section == section].sort_values("place")
    if len(own):
        return [_excerpt(frames, row, suggested=False) for row in own.to_dict("records")]
    found = frames.now(MATERIAL)
    written = found[(found.section == section) & (found.document != DATA)]
    return [_excerpt(frames, row, suggested=True) for row in _varied(written, count)]


def _varied(pieces: pd.DataFrame, count: int) -> list[dict[Any, Any]]:
    """Return the strongest pieces, each next one of units and tasks that were quoted least."""
    subjects = pieces.task_no.astype(object).where(pieces.task_no.notna(), pieces.document)
    left = list(enumerate(zip(pieces.unit, subjects, strict=True)))
    quoted: Counter[Any] = Counter()
    chosen: list[int] = []
    while left and len(chosen) < count:
        least = min(range(len(left)), key=lambda at: sum(quoted[key] for key in left[at][1]))
        row, keys = left.pop(least)
        quoted.update(keys)
        chosen.append(row)
    return pieces.iloc[chosen].to_dict("records")


def _excerpt(frames: Frames, row: Row, *, suggested: bool) -> Excerpt:
    by_program = row["document"] == DATA
    text = " ".join(str(row["text"]).split())
    shares = tuple((int(n), int(of)) for n, of in _FRACTION.findall(text)) if by_program else ()
    source = "系统按台账数据得出" if by_program else _source(frames.plan, row)
    notes = [source]
    if row.get("state", "present") == "gone":
        notes.append(f"选定后有变：{PICK_LABELS['gone']}")
    if row.get("note"):
        notes.append(f"摘选备注：{row['note']}")
    words = in_words(text) if by_program else text
    return Excerpt(row["unit"] or "", words, "；".join(notes), suggested, shares)


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

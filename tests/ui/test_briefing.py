"""The sentences of the overview."""

from __future__ import annotations

import re
from string import Formatter

import pandas as pd

from ledger.metrics import PUBLIC
from tests.ui.frames import reporting, tallies
from ui.briefing import briefing, templates


def _frames() -> dict[str, pd.DataFrame]:
    dated = {"dated_applicable": 10}
    before = {"moment": pd.Timestamp("2024-06-30")}
    return {
        "reporting": reporting(("2024Q3", 12, 11, 9)),
        "headline": tallies(
            {"which": "now", "done": 80, "red": 12, "dated_done": 5} | dated,
            {"which": "before", "done": 80, "red": 15, "dated_done": 4} | dated | before,
        ),
        "by_category": tallies(
            {"short_name": "能力", "done": 3, "red": 1}, {"short_name": "监督", "done": 5}
        ),
        "by_county": tallies(
            {"county": "甲县", "done": 9, "red": 1}, {"county": "乙县", "done": 8, "red": 2}
        ),
        "deadlines": pd.DataFrame(
            [
                (8, "台账", "2024-06-30", -90, 1, 1),
                (4, "培训", "2024-11-30", 61, 2, 0),
                (7, "考核", "2024-12-31", 92, 3, 0),
            ],
            columns=["task_no", "short_name", "due_on", "days_left", "open_units", "red"],
        ),
    }  # fmt: skip


def test_sentences_say_what_the_frames_say() -> None:
    """Every number of every sentence is in its frame; nothing else is claimed."""
    said = {line.code: line.text for line in briefing(_frames(), 90)}
    assert (
        said["reporting"]
        == "2024年第三季度台账应报12家，已报11/12（91.7%），按时9/12（75.0%）；未报1家（丙局）。"
    )
    assert "与2024-06-30相比，办结率上升10.0个百分点，红灯减少3项" in said["progress"]
    assert "最高的是“能力”，红灯1/3（33.3%）；最低的是“监督”，红灯0/5（0.0%）" in said["category"]
    assert "乙县，红灯2/8（25.0%）；全部县区共有红灯3项" in said["county"]
    assert "未来90天内到期而未全部完成的任务有1项，最近的是任务4“培训”" in said["deadlines"]


def test_a_sentence_with_a_hole_is_not_said() -> None:
    """Without any red light or due ledger those sentences are dropped, the others stay."""
    frames = _frames() | {
        "reporting": reporting(),
        "by_county": tallies({"county": "甲县", "done": 9}),
    }
    assert [line.code for line in briefing(frames, 90)] == [
        "progress",
        "category",
        "deadlines",
        "overdue",
    ]


def test_never_more_than_five() -> None:
    """Two minutes are for five sentences, not for six."""
    assert len(briefing(_frames(), 90)) == 5


def test_every_template_names_its_queries() -> None:
    """Each sentence is bound to questions that exist, and holds no number of its own."""
    for row in templates():
        assert set(row["queries"].split("|")) <= set(PUBLIC)
        parts = Formatter().parse(row["template"])
        assert not any(re.search(r"\d", words) for words, *_ in parts)

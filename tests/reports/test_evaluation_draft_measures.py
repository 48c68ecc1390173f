"""Each number of the draft says what it measures, in words that need no screen."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from ledger import metrics
from ledger.csv_files import read_csv
from ledger.plan import Plan
from reports.evaluation_draft_figures import measure_word
from reports.evaluation_draft_frames import MATERIAL
from reports.evaluation_draft_measures import MEASURES_FILE, measure_of
from reports.evaluation_draft_references import reference
from reports.evaluation_draft_template import parse, read_template


def test_every_number_of_the_template_has_its_definition(plan: Plan) -> None:
    """A number whose measure only has a query's name would be told by its column."""
    lines = parse(read_template())
    written = {
        reference(name)
        for line in lines
        if line.kind != "block"
        for name in re.findall(r"\{\{([^{}]*)\}\}", line.text)
    }
    numbers = [
        found
        for found in written
        if found.source not in ("settings", "evaluation")
        and found.column not in ("list", "missing_units")
    ]
    assert len(numbers) > 30
    measures = {found.name: measure_of(found, plan) for found in numbers}
    assert [name for name, measure in measures.items() if "：" in measure.label] == []
    assert all(measure.definition for measure in measures.values())


def test_limits_stand_in_the_definitions(plan: Plan) -> None:
    """They are those of the plan, not written twice."""
    soon = f"{plan.threshold('soon_days'):g}天"
    assert soon in measure_of(reference("headline.green[now]"), plan).definition
    for row in read_csv(MEASURES_FILE):
        assert row["source"] in ("", MATERIAL, *metrics.PUBLIC)
        limits = set(re.findall(r"\{(\w+)\}", row["definition"]))
        assert limits <= {limit.name for limit in plan.thresholds}


@pytest.mark.parametrize(
    ("name", "label", "definition"),
    [
        ("by_category.red[3]", "红灯", "时限已过"),
        ("reporting.missing[2024Q3]", "未报台账", "没有收到"),
        ("headline.missing[now]", "未报", "从未报送"),
        ("open_duties.count(unit)[kind=overdue]", "逾期未完成的任务", "时限已过"),
        ("tasks.count[category_no=3]", "任务目录：符合条件的有几条", "任务"),
        ("material.count[section=practices]", "评估材料：符合条件的有几条", ""),
    ],
)
def test_measures_by_their_placeholders(plan: Plan, name: str, label: str, definition: str) -> None:
    """A column means the same in each question that counts tasks; others speak for themselves."""
    measure = measure_of(reference(name), plan)
    assert measure.label == label
    assert definition in measure.definition
    assert measure.different == ("填报单位" if "(unit)" in name else "")


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (["8期", "7期", "3次"], "期"),
        (["约3.2万余条"], "条"),
        (["十二项", "12项"], "项"),
        (["1,200宗", "20"], "宗"),
        (["20"], "件"),
    ],
)
def test_figures_keep_the_measure_word_that_units_wrote(words: list[str], word: str) -> None:
    """The commonest one; what it is counted in where nobody wrote any."""
    assert measure_word(pd.DataFrame({"words": words}), "件") == word

"""The figures of the units, recounted from what was stored with the judgements alone."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from datetime import date
from typing import Any, NamedTuple, cast

import pandas as pd
import pytest

from ledger import metrics
from ledger.plan import Plan
from ledger.store import Store
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

UNIT, OTHER = "甲县交通局", "乙县交通局"
DAY = date(2025, 10, 15)
NOT_OF_THE_PART = re.compile(r"[^，,：:（(0-9]*$")
SENTENCE = re.compile(r"[^。；;！!？?\n]*$")
STORED = """
    select unit, qtr, submission_id, task_no, narrative, figures, judgement.recorded_at
    from facts.submission
    join facts.entry using (submission_id)
    join facts.judgement using (submission_id, task_no)
    where received_on <= ? and held = ''
    order by received_on, submission.recorded_at, position, judgement.recorded_at
"""


class Figure(NamedTuple):
    """A figure that counts: where it stands, how much it is, in the unit of the totals."""

    submission_id: str
    start: int
    end: int
    words: str
    value: float


Kind = tuple[str, int, str]


def newest(store: Store) -> list[dict[str, Any]]:
    """Return the cells of each unit's newest ledger in its newest version, as judged last."""
    with store.read() as reader:
        asked = reader.cursor.execute(STORED, [DAY])
        names = [column[0] for column in asked.description]
        cells = [dict(zip(names, row, strict=True)) for row in asked.fetchall()]
    quarter = {cell["unit"]: "" for cell in cells}
    for cell in cells:
        quarter[cell["unit"]] = max(quarter[cell["unit"]], cell["qtr"])
    latest = [cell for cell in cells if cell["qtr"] == quarter[cell["unit"]]]
    version = {cell["unit"]: cell["submission_id"] for cell in latest}
    current = [cell for cell in latest if cell["submission_id"] == version[cell["unit"]]]
    return list({(cell["unit"], cell["task_no"]): cell for cell in current}.values())


def counted(cell: dict[str, Any], plan: Plan) -> list[tuple[str, Figure]]:
    """Return the figures of a cell, with their unit of count; none that is planned or a part."""
    units = {unit.word: unit for unit in plan.figure_units}
    barred = [word.word for word in plan.count_words if word.kind == "uncounted"]
    found = []
    for one in json.loads(cell["figures"]):
        unit, text = units.get(one["unit"]), cell["narrative"]
        sentence = SENTENCE.search(text[: one["start"]])
        assert sentence is not None
        part = NOT_OF_THE_PART.search(sentence[0])
        assert part is not None
        if unit is not None and not any(word in part[0] for word in barred):
            words, value = text[one["start"] : one["end"]], one["value"] * unit.factor
            place = (cell["submission_id"], one["start"], one["end"])
            found.append((unit.counted_as, Figure(*place, words, value)))
    return found


@pytest.fixture(scope="module")
def small(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Two versions of a ledger after that of a quarter before; sums of money in several units."""
    world = World(tmp_path_factory.mktemp("recount"), with_units(plan, *units(UNIT, OTHER)))
    world.ledger(UNIT, "2024Q2", "2024-06-10", {1: "advancing:举办业务培训30期。"})
    world.ledger(UNIT, "2024Q3", "2024-09-10", {1: "advancing:举办业务培训9期。"})
    told = {1: "advancing:举办业务培训2期。举办业务培训3场。拟举办业务培训7期。"}
    world.ledger(UNIT, "2024Q3", "2024-09-12", told | {39: "advancing:落实执法经费5000元。"})
    world.ledger(OTHER, "2024Q3", "2024-09-10", {39: "advancing:落实执法经费0.2亿元。"})
    world.save()
    return world.store


@pytest.fixture(scope="module", params=["small", "sample_store"])
def store(request: pytest.FixtureRequest) -> Store:
    """A few ledgers made for it, and all of the sample's."""
    own: Store = request.getfixturevalue(request.param)
    return own


@pytest.fixture(scope="module")
def stored(store: Store) -> dict[Kind, list[Figure]]:
    """All figures that count, by unit, task and unit of count."""
    found = defaultdict(list)
    for cell in newest(store):
        for counted_as, figure in counted(cell, store.plan):
            found[cell["unit"], cell["task_no"], counted_as].append(figure)
    return found


@pytest.fixture(scope="module")
def told(store: Store) -> dict[Kind, pd.DataFrame]:
    """The answers of `figure_values`, by the same."""
    with store.read() as reader:
        frame = metrics.query(reader, "figure_values", DAY)
    counted_as = {unit.word: unit.counted_as for unit in store.plan.figure_units}
    said = frame.counted_in.map(counted_as)
    grouped = frame.groupby(["unit", "task_no", said])
    return {cast("Kind", kind): own for kind, own in grouped}


def test_every_figure_is_one_that_was_stored(
    stored: dict[Kind, list[Figure]], told: dict[Kind, pd.DataFrame]
) -> None:
    """Value, words and place are those of a figure in the unit's newest ledger, converted."""
    assert told
    for kind, own in told.items():
        columns = ["submission_id", "start_at", "end_at", "words", "value"]
        answers = {Figure(*row) for row in own[columns].itertuples(index=False)}
        assert answers <= set(stored[kind]), kind


def test_every_stored_figure_is_in_one_of_them(
    stored: dict[Kind, list[Figure]], told: dict[Kind, pd.DataFrame]
) -> None:
    """None is left out and none counted twice: the most of each kind is the most that was said."""
    assert stored.keys() == told.keys()
    for kind, figures in stored.items():
        assert told[kind].times.sum() == len(figures), kind
        assert told[kind].value.max() == max(figure.value for figure in figures), kind

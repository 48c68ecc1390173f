"""What the writer picks: kept in order with notes, as known at any time, and never lost."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pandas as pd
import pytest

from ledger import decisions, journal, metrics, picks
from ledger.errors import UserError
from ledger.evaluation import Evaluation, require_evaluation
from ledger.material_query import material_at
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

UNIT = "甲县交通局"
WHO = "张某某"
LACK, SPLIT, LATE = "法制审核人员不足。", "数据共享存在瓶颈。", "平台使用率不高。"


@pytest.fixture
def world(plan: Plan, tmp_path: Path) -> World:
    """One unit that names three problems in its ledger for the mid-term."""
    world = World(tmp_path, with_units(plan, *units(UNIT)))
    cells = {24: f"advancing:{LACK}", 36: f"advancing:{SPLIT}", 33: f"advancing:{LATE}"}
    world.ledger(UNIT, "2024Q3", "2024-09-10", cells)
    world.save()
    return world


@pytest.fixture
def mid(plan: Plan) -> Evaluation:
    """The mid-term evaluation."""
    return require_evaluation(plan, "mid_evaluation")


def ids(world: World, day: date) -> dict[str, str]:
    """Return the id of each piece by its text."""
    with world.store.read() as reader:
        shown = material_at(reader, day)
    return dict(zip(shown.text, shown.piece_id, strict=True))


def picked(
    world: World, mid: Evaluation, day: date | None = None, known_at: datetime | None = None
) -> pd.DataFrame:
    """Return what is picked, as the page shows it."""
    with world.store.read() as reader:
        return picks.current(reader, mid, day or mid.as_of, known_at)


def test_the_order_and_the_notes_are_the_writers(world: World, mid: Evaluation) -> None:
    """Saving again replaces the whole list; the same list, or none where none was, is no save."""
    own = ids(world, mid.as_of)
    assert picks.save(world.store, mid, "problems", [], WHO) is None
    first = picks.save(world.store, mid, "problems", [(own[LACK], ""), (own[SPLIT], "")], WHO)
    wanted = [(own[LATE], "放最前"), (own[LACK], "")]
    second = picks.save(world.store, mid, "problems", wanted, WHO)
    assert picks.save(world.store, mid, "problems", [*wanted, wanted[0]], WHO) is None
    shown = picked(world, mid)
    assert list(zip(shown.place, shown.text, shown.note, strict=True)) == [
        (1, LATE, "放最前"), (2, LACK, ""),
    ]  # fmt: skip
    assert shown.iloc[0][["state", "unit", "task_no", "quarter", "cell", "who"]].tolist() == [
        "present", UNIT, 33, "2024Q3", "F36", WHO,
    ]  # fmt: skip
    lines = [line for line in journal.read(world.store.journal) if line["type"] == "decision"]
    assert [line["decision_id"] for line in lines] == [first, second]
    with world.store.read() as reader:
        listed = metrics.query(reader, "reviews", date.max)
    assert listed.detail.tolist() == ["中期评估报告“存在的主要问题”2条"] * 2


def test_sections_and_evaluations_do_not_mix(world: World, mid: Evaluation, plan: Plan) -> None:
    """A piece may stand in any section; the final evaluation has picks of its own."""
    own = ids(world, mid.as_of)
    final = require_evaluation(plan, "final_evaluation")
    picks.save(world.store, mid, "problems", [(own[LACK], "")], WHO)
    picks.save(world.store, mid, "causes", [(own[LACK], "原因")], WHO)
    picks.save(world.store, final, "problems", [(own[LATE], "")], WHO)
    assert picked(world, mid)[["section", "text"]].values.tolist() == [
        ["causes", LACK], ["problems", LACK],
    ]  # fmt: skip
    assert picked(world, final).text.tolist() == [LATE]


def test_a_vanished_source_is_shown_as_such(world: World, mid: Evaluation) -> None:
    """A new version that says something else leaves the pick with the words of then.

    So it does with what the data showed and show no more.
    """
    own = ids(world, mid.as_of)
    owed = next(text for text in own if text.startswith("2024年第二季度工作台账"))
    chosen = [(own[LACK], "重点"), (own[SPLIT], ""), (own[owed], "")]
    picks.save(world.store, mid, "problems", chosen, WHO)
    cells = {24: "advancing:法制审核人员已配齐。", 36: f"advancing:组织培训2次。{SPLIT}"}
    world.ledger(UNIT, "2024Q3", "2024-09-20", cells)
    world.ledger(UNIT, "2024Q2", "2024-09-20", {})
    world.save()
    shown = picked(world, mid)
    assert shown[["text", "note", "state"]].values.tolist() == [
        [LACK, "重点", "gone"], [SPLIT, "", "present"], [owed, "", "gone"],
    ]  # fmt: skip
    assert shown.text_then.tolist() == [LACK, SPLIT, owed]
    # It stays picked when the writer goes on with the list.
    picks.save(world.store, mid, "problems", [chosen[1], chosen[0]], WHO)
    assert picked(world, mid)[["text", "state"]].values.tolist() == [
        [SPLIT, "present"], [LACK, "gone"],
    ]  # fmt: skip


def test_picks_obey_what_was_known(world: World, mid: Evaluation) -> None:
    """A list saved later is not in a view of before; undoing brings the earlier list back."""
    own = ids(world, mid.as_of)
    picks.save(world.store, mid, "problems", [(own[LACK], "")], WHO)
    between = datetime.now(UTC).replace(tzinfo=None)
    later = picks.save(world.store, mid, "problems", [(own[LATE], "")], WHO)
    shown = [row["text"] for row in world.ask("picks", "2024-09-30", known_at=between)]
    assert shown == [LACK]
    assert [row["text"] for row in world.ask("picks", "2024-09-30")] == [LATE]
    decisions.undo(world.store, str(later), who=WHO)
    assert picked(world, mid).text.tolist() == [LACK]


def test_what_cannot_be_picked_is_told(world: World, mid: Evaluation) -> None:
    """An unknown section or piece, and nobody's name, are errors; nothing is written."""
    for section, pieces, who, code in (
        ("summary", [], WHO, "section_unknown"),
        ("problems", [("000000000000", "")], WHO, "piece_unknown"),
        ("problems", [], " ", "name_missing"),
    ):
        with pytest.raises(UserError) as caught:
            picks.save(world.store, mid, section, pieces, who)
        assert caught.value.code == code
    assert world.ask("picks", "2024-09-30") == []

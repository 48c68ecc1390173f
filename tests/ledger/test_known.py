"""Asking as of an earlier knowledge and by the rules of then."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pandas as pd
import pytest

from ledger import known, metrics
from ledger.cli import main
from ledger.clock import parse_known_at
from ledger.errors import UserError
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import with_units

DAY = date(2024, 12, 31)
FIRST, SECOND, ELSE = "240615", "241008", "240616"


@pytest.fixture
def world(plan: Plan, tmp_path: Path) -> World:
    """Two units with a ledger each, judged by rules of their day; one was judged again later."""
    tasks = (plan.task_by_no[8],)
    one, other = plan.units[:2]
    named = with_units(plan, one, other).model_copy(update={"tasks": tasks})
    world = World(tmp_path, named)
    ledger = world.ledger(one.unit, "2024Q2", "2024-06-15", {8: "advancing:甲。"})
    world.ledger(other.unit, "2024Q2", "2024-06-16", {8: "not_started:乙。"})
    world.rejudge(ledger, 8, "done", "2024-10-08")
    world.save()
    return world


def statuses(world: World, known_at: datetime | None, rules: str | None) -> list[str]:
    """Return the status of the task at both units."""
    with world.store.read() as reader:
        found: pd.DataFrame = metrics.query(reader, "standing", DAY, known_at, rules)
    return [str(status) for status in found.status]


@pytest.mark.parametrize(
    ("known_at", "rules", "expected"),
    [
        (None, None, ["done", "not_started"]),
        (None, SECOND, ["done", "not_started"]),
        (None, FIRST, ["advancing", "not_started"]),
        (None, ELSE, ["done", "not_started"]),  # never judged so: as judged last
        ("2024-09-30", None, ["advancing", "not_started"]),
        ("2024-09-30", FIRST, ["advancing", "not_started"]),
        ("2024-06-15", FIRST, ["advancing", "missing"]),
    ],
)
def test_the_rules_asked_for_are_preferred(
    world: World, known_at: str | None, rules: str | None, expected: list[str]
) -> None:
    """A text that those rules never judged stands as it was judged last; both clocks still hold."""
    moment = parse_known_at(known_at) if known_at else None
    assert statuses(world, moment, rules) == expected


@pytest.mark.parametrize(("known_at", "rules"), [(None, "1999"), ("2024-09-30", SECOND)])
def test_unknown_rules_are_told_with_the_known(
    world: World, known_at: str | None, rules: str
) -> None:
    """Rules that had judged nothing by then are unknown, too."""
    with pytest.raises(UserError) as caught:
        statuses(world, parse_known_at(known_at) if known_at else None, rules)
    assert caught.value.code == "rules_version_unknown"
    assert f"{FIRST}、{ELSE}" in caught.value.hint


def test_since_when_anything_is_known(world: World, tmp_path: Path) -> None:
    """The first record's time is told; before it nothing was known, and in an empty store ever."""
    with world.store.read() as reader:
        first = known.first_recorded(reader)
        assert first is not None
        known.require_known(reader, first)
        with pytest.raises(UserError) as caught:
            known.require_known(reader, parse_known_at("2024-06-14"))
    assert caught.value.code == "nothing_known"
    assert "2024-06-15 12:00" in caught.value.hint
    empty = World(tmp_path / "empty", world.plan)
    with empty.store.read() as reader, pytest.raises(UserError, match="还没有登记任何内容"):
        known.require_known(reader, first)


def test_the_command_line_asks_so_too(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """`--rules-version` prefers those rules, and `--known-at` before the first record is told."""
    asked = ["query", "standing", "--database", str(world.store.path), "--as-of", "2024-12-31"]
    main([*asked, "--rules-version", FIRST, "--format", "csv"])
    assert "advancing" in capsys.readouterr().out
    with pytest.raises(UserError, match="还没有登记任何内容"):
        main([*asked, "--known-at", "2024-01-01"])

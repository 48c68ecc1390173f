"""The decisions on the command line, from arguments to what is printed and stored."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ledger import cli
from ledger.console import guarded
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.ledger.facts import UNIT

BY = ["--reason", "缺佐证", "--by", "李经办"]
Q3 = ["--unit", UNIT, "--quarter", "2024Q3"]


def new_world(folder: Path, plan: Plan) -> World:
    """Return a world with one ledger, one report, and one file that waits."""
    world = World(folder, plan)
    world.ledger(UNIT, "2024Q3", "2024-09-15", {})
    world.ledger("", "", "2024-09-15", {}, held="unit_unknown")
    world.receipt(UNIT, "mid_evaluation", "2024Q3", "2024-09-20")
    world.save()
    return world


def ask(world: World, name: str, **where: Any) -> list[dict[str, Any]]:
    """Return the rows of a question."""
    return world.ask(name, "2024-12-31", **where)


def run(world: World, *arguments: str) -> int:
    """Run `python -m ledger` on the world's database."""
    return guarded(cli.main, [*arguments, "--database", str(world.store.path)])


def test_a_ledger_is_returned_and_the_return_undone(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """The printed line holds the command that takes it back."""
    assert run(world, "return", *Q3, "--version", "1", "--by-date", "2024-09-30", *BY) == 0
    told = capsys.readouterr().out
    (row,) = ask(world, "submissions")
    assert (row["is_returned"], str(row["correct_by"])[:10]) == (True, "2024-09-30")
    (decision,) = re.findall(r"ledger undo (\w+)", told)
    assert told.startswith("已退回修改")
    assert run(world, "undo", decision, "--by", "李经办") == 0
    assert not ask(world, "submissions")[0]["is_returned"]


def test_an_alias_is_added_once(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """The second time it says so and writes nothing."""
    command = ("alias", "--alias", "揭东区综合交通中心", "--unit", "揭东区局", *BY)
    assert [run(world, *command), run(world, *command)] == [0, 0]
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("已登记别名")
    assert "未重复登记" in second
    assert [row["unit"] for row in ask(world, "aliases")] == [UNIT]


@pytest.mark.parametrize(
    ("chosen", "withdrawn"),
    [
        (Q3, "s0000"),
        ([*Q3, "--version", "1"], "s0000"),
        (["--receipt", "s0001"], "s0001"),
        (["--receipt", "p0000"], "p0000"),
    ],
)
def test_anything_received_is_withdrawn(world: World, chosen: list[str], withdrawn: str) -> None:
    """A ledger by unit, quarter and version; whatever else by its number in `receipts`."""
    assert run(world, "withdraw", *chosen, *BY) == 0
    (row,) = ask(world, "receipts", state="withdrawn")
    assert (row["receipt_id"], row["withdrawn_reason"]) == (withdrawn, "缺佐证")


def test_a_prompt_is_dismissed(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """By the number that `query checks` shows; the second time it is told."""
    text = "advancing:发现问题9个，其中12个已整改。"
    world.ledger(UNIT, "2024Q3", "2024-09-20", {8: text})
    world.save()
    (row,) = ask(world, "checks")
    assert [run(world, "dismiss", row["check_id"], *BY) for _ in range(2)] == [0, 1]
    told = capsys.readouterr()
    assert told.out.startswith("已驳回")
    assert "早已驳回" in told.err
    assert ask(world, "checks")[0]["dismissed_by"] == "李经办"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["withdraw", *BY], "没有写明撤回哪一份"),
        (["withdraw", "--unit", UNIT, *BY], "没有写明撤回哪一份"),
        (["withdraw", "--receipt", "x", *BY], "没有编号为“x”的收件"),
        (["dismiss", "x", *BY], "没有编号为“x”的提示"),
        (["return", *Q3, "--by-date", "2024-09-01", *BY], "早于收到日期"),
        (["return", *Q3, "--by-date", "下周", *BY], "下周"),
        (["return", "--unit", UNIT, *BY], "命令写法不对"),
        (["alias", "--alias", "", "--unit", UNIT, *BY], "太短"),
        (["alias", "--unit", UNIT, *BY], "命令写法不对"),
    ],
)
def test_a_mistake_is_one_line(
    untouched: World, arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what is wrong, status 1, and nothing is on record."""
    assert run(untouched, *arguments) == 1
    assert words in capsys.readouterr().err
    assert ask(untouched, "reviews") == []

"""What the README says exists exists, and what exists is in the README."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from ingest import cli as ingest_cli
from ledger import cli as ledger_cli
from ledger import metrics
from reports import cli as reports_cli
from tests.test_architecture import PACKAGES

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
Main = Callable[[Sequence[str]], int]
COMMAND_LINES: dict[str, Main] = {
    "ingest": ingest_cli.main,
    "ledger": ledger_cli.main,
    "reports": reports_cli.main,
}


def help_of(main: Main, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return what a command line prints of itself."""
    with pytest.raises(SystemExit):
        main([*arguments, "--help"])
    return capsys.readouterr().out


@pytest.mark.parametrize("program", COMMAND_LINES)
def test_every_command_and_option_is_documented(
    program: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The README's table has each command of the command lines, and each of its options."""
    main = COMMAND_LINES[program]
    commands = re.findall(r"^ {4}(\w+)\b", help_of(main, [], capsys), re.MULTILINE)
    assert commands
    for command in commands:
        assert f"python -m {program} {command}" in README
        options = set(re.findall(r"--[a-z-]+", help_of(main, [command], capsys))) - {"--help"}
        assert sorted(option for option in options if option not in README) == []


def test_no_command_is_invented() -> None:
    """Every command that the README shows can be run."""
    for program, command in set(re.findall(r"python -m (ingest|ledger|reports) (\w+)", README)):
        with pytest.raises(SystemExit) as stopped:
            COMMAND_LINES[program]([command, "--help"])
        assert stopped.value.code == 0


def test_every_query_is_documented() -> None:
    """The README names each public query."""
    assert [name for name in metrics.PUBLIC if f"`{name}`" not in README] == []


def test_every_make_target_is_documented() -> None:
    """The README names each target of the Makefile that has a help text."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z]+):.*##", makefile, re.MULTILINE)
    assert [target for target in targets if f"make {target}" not in README] == []


@pytest.mark.parametrize("folder", [*PACKAGES, "data/plan", "data/sample", "tests"])
def test_every_folder_is_on_the_map(folder: str) -> None:
    """The README's folder map has each folder."""
    assert f"`{folder}/`" in README


def test_every_page_is_named() -> None:
    """The changelog names each page of the navigation."""
    frame = ast.parse((ROOT / "ui" / "frame.py").read_text(encoding="utf-8"))
    pages = next(
        ast.literal_eval(node.value)
        for node in frame.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    )
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [title for _, title, _ in pages if title not in changelog] == []


def test_every_link_leads_to_a_file() -> None:
    """Pictures and links of the README that point into the repository exist."""
    targets = re.findall(r"\]\(([^)#]+)\)", README)
    missing = [t for t in targets if not t.startswith("http") and not (ROOT / t).exists()]
    assert missing == []

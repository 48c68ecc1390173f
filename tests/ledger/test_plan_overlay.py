"""Plan facts of an older version: what they lack is added or named, and nothing else changes."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ledger.errors import UserError
from ledger.plan_checks import REQUIRED_THRESHOLDS
from ledger.plan_files import PLAN_FOLDER, load_plan
from ledger.plan_overlay import complete

NEW_FILES = ("targets.csv", "count_words.csv", "header_synonyms.csv")
NEW_LINES = ("echo_share", "same_figure_least")


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """The plan of an office that had its own thresholds before some were invented."""
    folder = shutil.copytree(PLAN_FOLDER, tmp_path / "plan")
    for name in NEW_FILES:
        (folder / name).unlink()
    lines = (folder / "thresholds.csv").read_text("utf-8-sig").splitlines()
    kept = [line for line in lines if not line.startswith(NEW_LINES)]
    kept[1] = "soon_days,60,本局自定"
    (folder / "thresholds.csv").write_bytes("\r\n".join(kept).encode("gb18030"))
    return folder


def test_what_an_older_plan_lacks_comes_from_the_present_one(older: Path) -> None:
    """Files and named lines are added; the office's own lines and files stay byte for byte."""
    before = {path.name: path.read_bytes() for path in older.iterdir()}
    complete(older, PLAN_FOLDER)
    present, plan = load_plan(), load_plan(older)
    assert (plan.targets, plan.count_words) == (present.targets, present.count_words)
    assert (older / "header_synonyms.csv").exists()
    assert plan.threshold("soon_days") == 60
    assert [plan.threshold(n) for n in NEW_LINES] == [present.threshold(n) for n in NEW_LINES]
    after = {name: (older / name).read_bytes() for name in before}
    assert after.pop("thresholds.csv").startswith(before.pop("thresholds.csv"))
    assert after == before


def test_a_whole_plan_is_left_alone(tmp_path: Path) -> None:
    """A plan that lacks nothing keeps every byte."""
    folder = shutil.copytree(PLAN_FOLDER, tmp_path / "plan")
    complete(folder, PLAN_FOLDER)
    for path in PLAN_FOLDER.iterdir():
        assert (folder / path.name).read_bytes() == path.read_bytes()


def test_the_readme_has_the_lines_that_an_update_asks_for(older: Path) -> None:
    """Loading names each absent threshold; with the README's lines for them the plan loads."""
    with pytest.raises(UserError, match=r"echo_share.*same_figure_least.*README"):
        load_plan(older)
    readme = (PLAN_FOLDER / "README.md").read_text("utf-8")
    block = re.search(r"```csv\n(.*?)```", readme, re.DOTALL)
    assert block
    lines = {line.split(",")[0]: line for line in block[1].splitlines()[1:]}
    assert set(lines) == set(REQUIRED_THRESHOLDS)
    with (older / "thresholds.csv").open("a", encoding="gb18030") as file:
        file.writelines(f"\n{lines[name]}" for name in NEW_LINES)
    load_plan(older)

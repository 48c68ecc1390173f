"""The frame around the pages: the sample and the way out of it, the day, the address."""

from __future__ import annotations

import ast
import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ledger import databases
from ledger.clock import today
from tests.pages.conftest import FRAME, SECONDS, Open
from tests.pages.test_every_page import texts
from ui.session import SAMPLE_DAY


@pytest.fixture
def with_sample(full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The application as first started: a sample, and no real database yet."""
    shutil.copytree(full.parent, tmp_path / "sample")
    monkeypatch.delenv("LEDGER_DATABASE", raising=False)
    monkeypatch.setattr(databases, "DATA", tmp_path)
    monkeypatch.setattr(databases, "SAMPLE_DATABASE", tmp_path / "sample" / "ledger.duckdb")
    return AppTest.from_file(str(FRAME), default_timeout=SECONDS).run()


def test_the_sample_can_be_left_for_the_real_database(with_sample: AppTest) -> None:
    """The button of the banner leads to the real, empty database and to today."""
    app = with_sample
    assert "虚构" in texts(app)
    app.button(key="leave_sample").click().run()
    assert not app.exception
    assert "虚构" not in texts(app)
    assert app.date_input(key="as_of").value == today()
    assert "还没有收到任何台账" in app.info[0].value
    units = app.switch_page("../pages/definitions.py").run()
    assert not units.exception


def test_the_sample_stays_open_for_practice(with_sample: AppTest) -> None:
    """From the real database the sample can be looked at again, and left again."""
    app = with_sample
    app.button(key="leave_sample").click().run()
    app.toggle(key="sample").set_value(True).run()
    assert "虚构" in texts(app)
    app.toggle(key="sample").set_value(False).run()
    assert "虚构" not in texts(app)


def test_an_emptied_day_means_the_opening_day(open_page: Open, full: Path) -> None:
    """Clearing the field shows the day on which the database opens, not an error."""
    app = open_page(full, as_of="2024-09-30")
    app.date_input(key="as_of").set_value(None).run()
    assert not app.exception
    assert "数据截至 2025-10-15" in texts(app)
    assert app.date_input(key="as_of").value == SAMPLE_DAY


@pytest.mark.parametrize("day", ["2023-01-01", "2024-06-16", "2024-06-17", "2031-12-31", "无此日"])
def test_any_day_can_be_asked_for(day: str, open_page: Open, full: Path) -> None:
    """Before the first ledger, on a due date, long after the plan, or no date at all."""
    open_page(full, as_of=day)


def test_every_page_stands_in_one_section() -> None:
    """What is left out of the navigation's sections could be neither opened nor linked to."""
    assigned = {
        ast.unparse(node.targets[0]): node.value
        for node in ast.parse(FRAME.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign)
    }
    pages, sections = (ast.literal_eval(assigned[name]) for name in ("PAGES", "SECTIONS"))
    placed = [name for names in sections.values() for name in names]
    assert sorted(placed) == sorted(name for name, _, _ in pages)
    assert sorted(placed) == sorted(path.stem for path in (FRAME.parents[1] / "pages").glob("*.py"))

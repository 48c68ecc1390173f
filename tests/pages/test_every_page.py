"""Every page on an empty, a one-quarter and a full database."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ledger.databases import ROOT
from tests.pages.conftest import Open

PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
NEEDS_LEDGERS = [
    "overview", "task_progress", "county_comparison", "search", "evaluation",
]  # fmt: skip
OF_WHO_OWES = ["follow_up", "unit"]  # they say what is owed before any ledger came


def texts(app: AppTest) -> str:
    """Return all running text of a page in one string."""
    kinds = ("markdown", "caption", "text", "info", "warning", "error", "success", "header")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("database", ["empty", "one_quarter", "full"])
def test_it_opens_and_states_its_day(
    page: str, database: str, open_page: Open, request: pytest.FixtureRequest
) -> None:
    """No page fails, each says on which day and version of the data it stands, n/N beside every %.

    All of it is looked at in one run: opening a page costs more than reading it.
    """
    app = open_page(request.getfixturevalue(database), page, as_of="2025-10-15")
    assert "数据截至 2025-10-15" in texts(app)
    assert "数据更新第" in texts(app) or "数据库尚未写入" in texts(app)
    _no_percentage_stands_alone(app)


def _no_percentage_stands_alone(app: AppTest) -> None:
    """Assert that wherever the page writes a percentage, its n/N is in the same line."""
    for line in texts(app).splitlines():
        assert not re.search(r"\d%", line) or re.search(r"\d/\d", line), line
    for metric in app.metric:
        assert re.search(r"/\d", f"{metric.label} {metric.value}"), metric.label


@pytest.mark.parametrize("page", NEEDS_LEDGERS)
def test_an_empty_database_says_what_to_do(page: str, open_page: Open, empty: Path) -> None:
    """Instead of empty charts there is one sentence and the way to the page that takes ledgers."""
    app = open_page(empty, page)
    assert "还没有收到任何台账" in app.info[0].value
    assert [link.value for link in app.page_link] == ["去收台账"]
    assert not app.get("plotly_chart")


@pytest.mark.parametrize("page", OF_WHO_OWES)
def test_what_is_owed_is_shown_before_any_ledger(page: str, open_page: Open, empty: Path) -> None:
    """Once the first ledgers are due it is said who owes them; before that there is nothing."""
    app = open_page(empty, page, as_of="2024-06-25")
    assert "还没有收到任何台账；下面是" in app.info[0].value
    assert len(app.dataframe) + len(app.metric) > 0
    app = open_page(empty, page, as_of="2024-01-01")
    assert "没有可以显示的进展" in app.info[0].value
    assert not app.dataframe


@pytest.mark.parametrize("page", ["search", "follow_up", "documents"])
def test_every_option_of_a_filter_can_be_chosen_alone(
    page: str, open_page: Open, one_quarter: Path
) -> None:
    """Whatever is left by one of them, rows or none, the page is drawn; of many, two."""
    app = open_page(one_quarter, page, as_of="2025-10-15")
    boxes = {str(box.key): box.options for box in app.selectbox}
    for key, options in boxes.items():
        for option in options if len(options) < 9 else (options[0], options[-1]):
            app.selectbox(key=key).set_value(option).run()
            assert not app.exception, (key, option, app.exception[0].value)
        app.selectbox(key=key).set_value(None).run()


def test_returns_are_shown_before_any_ledger(open_page: Open, empty: Path) -> None:
    """Who still has to report is known without a single ledger."""
    app = open_page(empty, "quarter_trend", as_of="2025-10-15")
    assert len(app.get("plotly_chart")) == 1


def test_the_day_goes_with_the_visitor(open_page: Open, full: Path) -> None:
    """A day chosen on one page is the day of the next one."""
    app = open_page(full)
    app.date_input(key="as_of").set_value(date(2024, 9, 30)).run()
    app.switch_page("../pages/county_comparison.py").run()
    assert "数据截至 2024-09-30" in texts(app)


def test_the_day_changes_the_figures(open_page: Open, full: Path) -> None:
    """The figures of an earlier day rest on fewer ledgers."""

    def course(day: str) -> list[Any]:
        return [metric.value for metric in open_page(full, as_of=day).metric]

    assert course("2024-09-30") != course("2025-10-15")


def test_real_and_sample_are_told_apart(open_page: Open, full: Path, empty: Path) -> None:
    """The banner stands on made-up returns only."""
    assert "虚构" in texts(open_page(full))
    assert "虚构" not in texts(open_page(empty))

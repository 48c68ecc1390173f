"""检索: words in all current narratives, narrowed, marked, page by page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pages.conftest import Offered, Open
from tests.pages.intake import run
from tests.pages.test_every_page import texts
from tests.pages.test_follow_up import asked
from ui.search import PER_PAGE

DAY = "2025-10-15"


@pytest.mark.parametrize(
    ("parameters", "column", "value"),
    [
        ({}, "", ""),
        ({"search_quarter": "2025年第二季度"}, "quarter", "2025Q2"),
        ({"search_category": "三 工作体系"}, "category_no", 3),
        ({"search_status": "已完成"}, "status", "done"),
        ({"search_unit": "示例丁县交通运输局"}, "unit", "示例丁县交通运输局"),
    ],
)
def test_it_finds_what_is_there(
    parameters: dict[str, str],
    column: str,
    value: object,
    open_page: Open,
    full: Path,
    offered: Offered,
) -> None:
    """All narratives with the word within each filter are found, and in the table to take away."""
    entries = asked(full, "entries")
    wanted = entries[entries["narrative"].str.contains("印发施行")]
    if column:
        wanted = wanted[wanted[column] == value]
    app = open_page(full, "search", as_of=DAY, search_words="印发 施行", **parameters)
    assert f"找到 **{len(wanted)}** 条" in texts(app)
    assert len(app.html) == min(len(wanted), PER_PAGE)
    assert all(html.value.count("<mark") == 1 for html in app.html)
    table = offered[f"检索结果_{DAY}.csv"]().decode("utf-8-sig").splitlines()
    assert len(table) == 1 + len(wanted)


def test_the_latest_ledgers_alone(open_page: Open, full: Path) -> None:
    """Each unit's newest received ledger, whatever quarter it is of."""
    entries = asked(full, "entries")
    newest = entries.groupby("unit")["quarter"].transform("max")
    wanted = entries[(entries["quarter"] == newest) & (entries["narrative"] != "")]
    app = open_page(full, "search", as_of=DAY, search_quarter="各单位最近一期")
    assert f"找到 **{len(wanted)}** 条" in texts(app)


def test_results_come_in_pages(open_page: Open, full: Path) -> None:
    """Another page shows others; other words begin with the first page again."""
    app = open_page(full, "search", as_of=DAY, search_words="任务")
    first = [html.value for html in app.html]
    app.session_state["search_page"] = 2
    run(app)
    assert not set(first) & {html.value for html in app.html}
    app.text_input(key="search_words").set_value("推进")
    run(app)
    assert app.session_state["search_page"] == 1


def test_each_result_leads_to_its_place(open_page: Open, full: Path) -> None:
    """The link names unit, task and an earlier quarter that was found; the newest opens anyway."""
    app = open_page(full, "search", as_of=DAY)
    links = [link.proto.query_string for link in app.page_link]
    assert len(links) == PER_PAGE
    assert all("at_unit" in one and "at_task" in one for one in links)
    assert not any("at_quarter" in one for one in links)
    app = open_page(full, "search", as_of=DAY, search_quarter="2024年第二季度")
    assert all("at_quarter" in link.proto.query_string for link in app.page_link)


@pytest.mark.parametrize(
    "parameters", [{"search_status": "未填"}, {"search_quarter": "2025年第四季度"}]
)
def test_filters_that_leave_nothing_are_told(
    parameters: dict[str, str], open_page: Open, one_quarter: Path
) -> None:
    """A quarter without ledgers, or words in blank cells, are no failure."""
    app = open_page(one_quarter, "search", as_of=DAY, search_words="制度", **parameters)
    assert "没有找到" in app.info[0].value


def test_blank_cells_are_listed_for_who_asks_for_them(open_page: Open, full: Path) -> None:
    """The status 未填 lists the cells that nobody filled in, each with its place."""
    blank = (asked(full, "entries")["status"] == "blank").sum()
    app = open_page(full, "search", as_of=DAY, search_status="未填")
    assert f"找到 **{blank}** 条" in texts(app)
    assert "此格未填" in app.html[0].value


def test_nothing_found_says_what_to_do(open_page: Open, full: Path) -> None:
    """A sentence in place of an empty list; no table to download."""
    app = open_page(full, "search", as_of=DAY, search_words="无此词语")
    assert "没有找到" in app.info[0].value
    assert not app.download_button

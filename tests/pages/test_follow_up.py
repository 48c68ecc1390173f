"""督办: filters that stand in the address, steps down to a narrative, and lists to work through."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from streamlit.testing.v1 import AppTest

from ledger import metrics
from ledger.headings import HEADINGS
from tests.pages.conftest import Open, stored
from tests.pages.intake import NAME, press, run
from tests.pages.test_every_page import texts

DAY = "2025-10-15"
COUNT_PAGES = ["overview", "county_comparison", "task_progress"]


def asked(database: Path, name: str) -> Any:
    """Return the rows of a named query on that day."""
    with stored(database).read() as reader:
        return metrics.query(reader, name, date.fromisoformat(DAY))


def red(database: Path) -> Any:
    """Return the first red row of `standing`."""
    standing = asked(database, "standing")
    return standing[standing["light"] == "red"].iloc[0]


def opened(open_page: Open, database: Path, **parameters: str) -> AppTest:
    """Open the page on a day when ledgers of all quarters but the last are due."""
    return open_page(database, "follow_up", as_of=DAY, **parameters)


def at(row: Any) -> dict[str, str]:
    """Return the address of a unit's words on a task."""
    return {"at_unit": row["unit"], "at_task": f"{row['task_no']} {row['short_name']}"}


def addresses(app: AppTest) -> dict[str, dict[str, list[str]]]:
    """Return the query parameters of each link that leads to this page, by its label."""
    links = [link for link in app.page_link if "at_tab=" in link.proto.query_string]
    return {str(link.value): parse_qs(link.proto.query_string) for link in links}


def test_units_stand_as_they_lag_with_every_column(open_page: Open, full: Path) -> None:
    """The order is the query's own, and no column of it is left out."""
    app = opened(open_page, full)
    shown, lagging = app.dataframe[0].value, asked(full, "lagging")
    assert list(shown["填报单位"]) == list(lagging["unit"])
    left_out = {"county_code", "official_order", "completion_rate", "fresh_rate"}
    left_out |= {c for c in lagging if c.startswith(("dated_", "continuing_"))}
    assert {HEADINGS[c] for c in lagging if c not in left_out} <= set(shown.columns)
    assert shown["办结率"].str.contains("/").all()


def test_units_can_be_narrowed_by_a_column(open_page: Open, full: Path) -> None:
    """Only units that have what was chosen are left, or a sentence where none has it."""
    app, lagging = opened(open_page, full), asked(full, "lagging")
    for column in ("missing_ledgers", "red", "long_red", "overdue", "returned"):
        app.multiselect(key="at_having").set_value([column])
        run(app)
        wanted = list(lagging.loc[lagging[column] > 0, "unit"])
        shown = [list(table.value["填报单位"]) for table in app.dataframe]
        assert shown == ([wanted] if wanted else []), column


def test_the_steps_go_down_to_the_words(open_page: Open, full: Path) -> None:
    """Unit, category and task each show the next step; at the end stand the unit's own words."""
    row = red(full)
    app = opened(open_page, full, at_unit=row["unit"])
    assert next(iter(app.dataframe[0].value.columns)) == HEADINGS["category_name"]
    category = str(app.dataframe[0].value.iloc[0, 0])
    app = opened(open_page, full, at_unit=row["unit"], at_category=category)
    assert "任务简称" in app.dataframe[0].value
    assert set(app.dataframe[0].value["填报单位"]) == {row["unit"]}
    app = opened(open_page, full, **at(row))
    assert "<mark" in app.html[0].value
    assert not app.dataframe


def test_the_end_of_the_path_says_all_there_is(open_page: Open, full: Path) -> None:
    """Light, reason, quarter, file, sheet, cell, version, day received, and the light's course."""
    row = red(full)
    app = opened(open_page, full, **at(row))
    words = texts(app)
    assert row["file_name"] in words
    assert f"{row['sheet']} {row['cell']}" in words
    assert f"第{row['version']}版，{row['received_on']:%Y-%m-%d} 收到" in words
    assert "红灯" in words
    history = asked(full, "light_history")
    same = (history["unit"] == row["unit"]) & (history["task_no"] == row["task_no"])
    assert list(app.table[0].value["季末"]) == [f"{d:%Y-%m-%d}" for d in history[same]["closed_on"]]
    assert app.table[0].value["灯"].iloc[-1] == "■ 红灯"


def test_an_earlier_quarter_can_be_read(open_page: Open, full: Path) -> None:
    """The words are those of the quarter that the address names, the latest where it names none."""
    row = red(full)
    entries = asked(full, "entries")
    own = entries[(entries["unit"] == row["unit"]) & (entries["task_no"] == row["task_no"])]
    quarters = sorted(own["quarter"], reverse=True)
    app = opened(open_page, full, **at(row))
    box = app.selectbox(key="at_quarter")
    assert len(box.options) == len(quarters)
    assert box.value == box.options[0]
    earliest = opened(open_page, full, at_quarter=box.options[-1], **at(row))
    assert f"{row['unit']}-{quarters[-1]}.xlsx" in texts(earliest)


def test_the_breadcrumb_leads_back(open_page: Open, full: Path) -> None:
    """Each step but the last is a way back to it; the light that is looked for stays."""
    row = red(full)
    app = opened(open_page, full, at_light="红灯", **at(row))
    steps = [button for button in app.button if str(button.key).startswith("at_step_")]
    assert [button.label for button in steps][:3] == ["全市", row["county"], row["unit"]]
    assert len(steps) == 4
    press(app, "at_step_1")
    assert app.selectbox(key="at_county").value == row["county"]
    assert app.selectbox(key="at_unit").value is None
    assert app.selectbox(key="at_light").value == "红灯"


def test_a_link_empties_the_filters_it_does_not_name(open_page: Open, full: Path) -> None:
    """Who looked at one unit before and follows a count of another county sees that county."""
    row = red(full)
    app = opened(open_page, full, **at(row))
    other = next(c for c in asked(full, "lagging")["county"] if c != row["county"])
    run(app.switch_page("../pages/definitions.py"))
    app.query_params.clear()
    app.query_params["at_county"] = other
    run(app.switch_page("../pages/follow_up.py"))
    assert app.selectbox(key="at_county").value == other
    assert app.selectbox(key="at_unit").value is None
    assert app.selectbox(key="at_task").value is None


def test_the_four_lists(open_page: Open, full: Path) -> None:
    """Each list holds what `movements` lists under its name, and says so where it is empty."""
    app, moved = opened(open_page, full, at_tab="红灯变化"), asked(full, "movements")
    for name in ("newly_red", "long_red", "recovered", "gone_stale"):
        app.segmented_control(key="at_list").set_value(name)
        run(app)
        wanted = moved[moved["list"] == name]
        assert len(app.success) == int(wanted.empty), name
        assert sum(len(table.value) for table in app.dataframe) == len(wanted), name


def test_what_is_overdue_and_soon_due(open_page: Open, full: Path) -> None:
    """Both lists hold what `open_duties` lists, within the chosen county."""
    duties = asked(full, "open_duties")
    county = duties["county"].iloc[0]
    app = opened(open_page, full, at_tab="逾期和临近", at_county=county)
    for name in ("overdue", "due_soon"):
        app.segmented_control(key="at_due").set_value(name)
        run(app)
        wanted = duties[(duties["kind"] == name) & (duties["county"] == county)]
        for table in app.dataframe:
            days = table.value["逾期天数" if name == "overdue" else "剩余天数"]
            assert list(days) == list(wanted["days_left"].abs())
        assert sum(len(table.value) for table in app.dataframe) == len(wanted), name


@pytest.mark.parametrize("page", COUNT_PAGES)
def test_every_red_count_leads_to_as_many_items(page: str, open_page: Open, full: Path) -> None:
    """Behind each link are exactly as many red items as it says, and the page shows them."""
    links = addresses(open_page(full, page, as_of=DAY))
    assert links
    standing = asked(full, "standing")
    standing = standing[standing["light"] == "red"]
    for label, address in links.items():
        assert address["at_light"] == ["红灯"]
        items = standing
        if "at_county" in address:
            items = items[items["county"] == address["at_county"][0]]
        if "at_unit" in address:
            items = items[items["unit"] == address["at_unit"][0]]
        if "at_category" in address:
            categories = stored(full).plan.categories
            [number] = [
                c.category_no for c in categories
                if f"{c.ordinal} {c.short_name}" == address["at_category"][0]
            ]  # fmt: skip
            items = items[items["category_no"] == number]
        if "at_task" in address:
            items = items[items["task_no"] == int(address["at_task"][0].split()[0])]
        assert label.endswith(f" {len(items)}项")
    app = opened(open_page, full, **{name: value[0] for name, value in address.items()})
    assert len(app.dataframe[0].value) == len(items)
    assert set(app.dataframe[0].value["灯"]) == {"■ 红灯"}


def test_counts_of_other_days_lead_to_those_days(open_page: Open, full: Path) -> None:
    """A quarter's red counts are links that carry its last day, so that the numbers agree."""
    app = open_page(full, "quarter_trend", as_of=DAY)
    grid = next(t.value for t in app.dataframe if "follow_up?" in str(t.value.iloc[0, -1]))
    address, count = str(grid["2025年第一季度"].iloc[0]).rsplit("#", 1)
    parameters = {name: v[0] for name, v in parse_qs(address.split("?")[1]).items()}
    assert parameters["as_of"] == "2025-03-31"
    app = open_page(full, "follow_up", **parameters)
    assert f"{len(app.dataframe[0].value)}项" == count


def test_a_wrong_judgement_is_set_right_here(open_page: Open, full: Path, tmp_path: Path) -> None:
    """What does not wait for review can be changed at the end of the path, under a name."""
    shutil.copytree(full.parent, tmp_path / "own")
    database = tmp_path / "own" / full.name
    waiting = asked(database, "review_queue")
    keys = set(zip(waiting["unit"], waiting["task_no"], strict=True))
    standing = asked(database, "standing")
    sure = standing[(standing["status"] == "done") & ~standing["carried"]]
    row = next(r for r in sure.to_dict("records") if (r["unit"], r["task_no"]) not in keys)
    app = opened(open_page, database, who=NAME, **at(row))
    item = f"{row['unit']}|{row['task_no']}"
    app.button_group(key=f"review_status_{item}").set_value("advancing")
    app.text_input(key=f"review_change_reason_{item}").set_value("电话核实")
    press(app, "review_change_submit_")
    now = asked(database, "standing")
    same = (now["unit"] == row["unit"]) & (now["task_no"] == row["task_no"])
    assert now.loc[same, "status"].tolist() == ["advancing"]
    assert "已核定" in texts(app)


def test_an_unknown_filter_is_no_filter(open_page: Open, full: Path) -> None:
    """An address with tasks and lights that do not exist shows the whole city, and says so."""
    app = opened(open_page, full, at_task="99 无", at_light="蓝灯", at_tab="无")
    assert len(app.dataframe[0].value) == len(asked(full, "lagging"))
    assert all(name in app.warning[0].value for name in ("“99 无”", "“蓝灯”"))
    assert not run(app).warning


def test_a_unit_of_another_county_is_no_filter_and_told(open_page: Open, full: Path) -> None:
    """The county is shown, not the unit; who chooses another county himself is told nothing."""
    here, there = asked(full, "lagging").drop_duplicates("county").iloc[:2].to_dict("records")
    app = opened(open_page, full, at_county=here["county"], at_unit=there["unit"])
    assert f"“{there['unit']}”" in app.warning[0].value
    assert app.selectbox(key="at_unit").value is None
    app = opened(open_page, full, at_county=here["county"], at_unit=here["unit"])
    app.selectbox(key="at_county").set_value(there["county"])
    assert not run(app).warning


def test_an_unknown_unit_is_told(open_page: Open, full: Path) -> None:
    """Nothing is shown in the place of a unit that does not exist, until one goes elsewhere."""
    app = opened(open_page, full, at_unit="无此单位")
    for _ in range(2):
        assert "没有名为“无此单位”的单位" in app.warning[0].value
        assert not app.dataframe
        run(app)
    press(app, "at_city")
    assert not app.warning
    assert len(app.dataframe[0].value) == len(asked(full, "lagging"))


def test_the_order_of_a_category_is_said(open_page: Open, full: Path) -> None:
    """Units stand by all their tasks, though only those of the category are counted."""
    category = stored(full).plan.categories[0]
    name = f"{category.ordinal} {category.short_name}"
    assert "黄灯（按全部任务）从多" in texts(opened(open_page, full, at_category=name))


def test_a_task_never_reported_leads_to_reminding(open_page: Open, full: Path) -> None:
    """Where there are no words to read there is at least somebody to ask."""
    day = "2024-06-20"  # the first ledgers of some are late
    with stored(full).read() as reader:
        standing = metrics.query(reader, "standing", date.fromisoformat(day))
    row = standing[standing["quarter"].isna()].iloc[0]
    app = open_page(full, "follow_up", as_of=day, **at(row))
    assert "没有收到台账" in texts(app)
    assert "去催办" in [link.value for link in app.page_link]

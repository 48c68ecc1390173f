"""单位: one unit's figures and sentences, and what goes out about it and about all."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from ledger.databases import open_store
from tests.pages.conftest import Open
from tests.pages.intake import press, run
from tests.pages.test_every_page import texts
from tests.pages.test_follow_up import asked

DAY = "2025-10-15"


def worst(database: Path) -> Any:
    """Return the row of the unit that lags most."""
    return asked(database, "lagging").iloc[0]


def test_it_shows_what_the_queries_say(open_page: Open, full: Path) -> None:
    """The counts are those of `lagging`; every red or overdue task stands there with its words."""
    row = worst(full)
    app = open_page(full, "unit", as_of=DAY, unit=row["unit"])
    names = ("missing_ledgers", "late_ledgers", "red", "yellow", "overdue", "due_soon", "to_review")
    assert [metric.value for metric in app.metric] == [str(row[name]) for name in names]
    standing, duties = asked(full, "standing"), asked(full, "open_duties")
    own = standing[(standing["unit"] == row["unit"]) & standing["applicable"]]
    late = duties[(duties["unit"] == row["unit"]) & (duties["kind"] == "overdue")]["task_no"]
    behind = own[(own["light"] == "red") | own["task_no"].isin(late)]
    assert f"逾期和红灯任务　{len(behind)}项" in texts(app)
    assert len(app.html) == (behind["narrative"].fillna("").str.strip() != "").sum()
    returns = asked(full, "returns")
    came = returns[(returns["unit"] == row["unit"]) & (returns["state"] != "not_due")]
    assert len(app.dataframe[-1].value) == len(came)


def test_a_unit_that_never_reported_is_said_so(open_page: Open, empty: Path) -> None:
    """Its overdue tasks have no words because there is no ledger, not because a cell is blank."""
    app = open_page(empty, "unit", as_of="2024-07-01")
    assert "没有报过台账。" in texts(app)
    assert "台账中没有文字" not in texts(app)


def test_a_unit_can_be_chosen(open_page: Open, full: Path) -> None:
    """Another unit brings its own sentences and its own files."""
    app = open_page(full, "unit", as_of=DAY)
    other = worst(full)["unit"]
    assert other != app.selectbox(key="unit").value
    app.selectbox(key="unit").select(other)
    run(app)
    assert {f"{other}-" in html.value for html in app.html} == {True}
    assert [b.label for b in app.download_button][:2] == [
        "落实情况（Word 公文）", "一页反馈单（Word）",
    ]  # fmt: skip


def test_all_units_come_in_one_zip(open_page: Open, full: Path) -> None:
    """Made on demand and then offered, until the state looked at is another."""

    def offered() -> list[str]:
        return [b.label for b in app.download_button if b.key == "unit_zip_download"]

    app = open_page(full, "unit", as_of=DAY)
    assert offered() == []
    press(app, "unit_all")
    assert offered() == ["下载压缩包（9个单位）"]
    app.date_input(key="as_of").set_value(date(2024, 7, 1))  # before one of them owes anything
    run(app)
    assert offered() == []
    press(app, "unit_all")
    assert offered() == ["下载压缩包（8个单位）"]


def test_an_address_names_a_unit_or_is_told(open_page: Open, full: Path) -> None:
    """The first unit stands in the address too; of a name that nobody bears no other is shown."""
    app = open_page(full, "unit", as_of=DAY)
    assert app.query_params["unit"] == app.selectbox(key="unit").value
    app = open_page(full, "unit", as_of=DAY, unit="无此*单位")
    for _ in range(2):  # it stays until a unit is chosen
        assert r"没有名为“无此\*单位”的单位" in app.warning[0].value
        assert not app.metric
        run(app)
    app.selectbox(key="unit").select_index(1)
    run(app)
    assert app.metric
    assert not app.warning


def test_an_emptied_box_shows_the_unit_chosen_last(open_page: Open, full: Path) -> None:
    """Going back to an address without a unit empties the box; no empty page is shown."""
    app = open_page(full, "unit", as_of=DAY)
    app.selectbox(key="unit").select_index(2)
    chosen = run(app).selectbox(key="unit").value
    app.selectbox(key="unit").set_value(None)
    assert run(app).selectbox(key="unit").value == chosen
    assert app.metric


def test_a_unit_that_owes_nothing_says_so(open_page: Open, full: Path) -> None:
    """Before the day from which a unit owes returns there is a sentence, and no figures."""
    later = next(unit for unit in open_store(full).plan.units if unit.owes_from)
    app = open_page(full, "unit", as_of="2024-07-01", unit=later.unit)
    assert "没有报送义务" in app.info[0].value
    assert not app.metric

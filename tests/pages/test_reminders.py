"""催办: what is asked of whom, in words to send, and a log that keeps anybody from asking twice."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ledger import decisions, reminders
from ledger.clock import today
from ledger.databases import open_store
from ledger.liaisons import phone_numbers
from reports.reminder_digest import digests
from tests.pages.conftest import Open
from tests.pages.intake import NAME, press, run, widget
from tests.pages.test_every_page import texts
from tests.pages.test_follow_up import asked

DAY = "2025-10-15"


@pytest.fixture
def own(full: Path, tmp_path: Path) -> Path:
    """The ledgers of six quarters, to be recorded on."""
    shutil.copytree(full.parent, tmp_path / "own")
    return tmp_path / "own" / full.name


def opened(open_page: Open, database: Path, **parameters: str) -> AppTest:
    """Open the page under a name on a day when much is overdue."""
    return open_page(database, "reminders", as_of=DAY, who=NAME, **parameters)


def test_it_counts_what_there_is_and_sends_nothing(open_page: Open, full: Path) -> None:
    """The counts by colour are those of `reminder_items`; the page says that nothing is sent."""
    app = opened(open_page, full)
    items = asked(full, "reminder_items")
    counted = [str((items["colour"] == colour).sum()) for colour in ("red", "yellow", "blue")]
    assert [metric.value for metric in app.metric] == [*counted, "0"]
    assert "不发送任何消息" in texts(app)
    assert list(app.dataframe[0].value["填报单位"]) == list(dict.fromkeys(items["unit"]))


def test_overdue_is_the_same_here_and_in_follow_up(full: Path) -> None:
    """The overdue tasks are those of `open_duties`, blank ones too; a red light alone is not it."""
    items, duties = asked(full, "reminder_items"), asked(full, "open_duties")
    red = items[(items["colour"] == "red") & items["task_no"].notna()]
    late = duties[duties["kind"] == "overdue"]
    assert {*zip(red["unit"], red["task_no"].astype(int), strict=True)} == {
        *zip(late["unit"], late["task_no"], strict=True)
    }
    assert "blank" in set(late["status"])


def test_the_message_holds_what_is_chosen(open_page: Open, full: Path) -> None:
    """A colour or an item that is left out is neither in the words nor in what is recorded."""
    app = opened(open_page, full)
    items = asked(full, "reminder_items")
    unit = app.selectbox(key="remind_unit").value
    red = items[(items["unit"] == unit) & (items["colour"] == "red")]
    widget(app, "button_group", f"remind_colours_{unit}").set_value(["red"])
    run(app)
    spared = red.iloc[0]
    app.multiselect(key=f"remind_spared_{unit}").set_value([spared["item"]])
    run(app)
    message = app.code[0].value
    assert message.startswith(str(unit))
    assert f"{spared['subject']}：" not in message
    assert f"{red.iloc[1]['subject']}：" in message
    assert f"{len(red) - 1} 项" in widget(app, "button", "remind_record").label


def test_nobody_is_asked_twice_on_one_day(open_page: Open, own: Path) -> None:
    """What was recorded is marked and offered no more; undone, it is there again."""
    app = opened(open_page, own)
    unit = app.selectbox(key="remind_unit").value
    items = asked(own, "reminder_items")
    number = int((items["unit"] == unit).sum())
    press(app, "remind_record")
    assert set(app.dataframe[1].value["上次催办"]) == {"当日已催"}
    assert "当日都已催办" in app.success[0].value
    assert not app.code
    assert app.metric[-1].value == str(number)
    log = opened(open_page, own, remind_tab="催办记录")
    assert log.dataframe[0].value[["填报单位", "项数", "经办人"]].to_numpy().tolist() == [
        [unit, number, NAME]
    ]
    assert items.iloc[0]["subject"][:4] in log.dataframe[0].value["所催事项"].iloc[0]
    widget(log, "text_input", "reminder_reason").set_value("没有发出")
    press(log, "reminder_submit")
    assert log.dataframe[0].value["效力"].tolist() == ["已撤销"]
    again = opened(open_page, own)
    assert again.metric[-1].value == "0"


def test_what_was_done_today_is_no_longer_counted(open_page: Open, own: Path) -> None:
    """Counts, table and list of all units hold what is still to be done; the rest is 当日已催."""
    items = asked(own, "reminder_items")
    unit = items["unit"].iloc[0]
    done = items[items["unit"] == unit]
    reminders.remind(
        open_store(own), unit=unit, items=list(done["item"]), channel="list",
        on=date.fromisoformat(DAY), who=NAME,
    )  # fmt: skip
    app = opened(open_page, own)
    left = items[items["unit"] != unit]
    counted = [int((left["colour"] == colour).sum()) for colour in ("red", "yellow", "blue")]
    assert [int(metric.value) for metric in app.metric] == [*counted, len(done)]
    [row] = app.dataframe[0].value.query(f"填报单位 == '{unit}'").to_dict("records")
    assert [row[head] for head in ("逾期", "落后", "将到期", "当日已催")] == [0, 0, 0, len(done)]
    phones = phone_numbers(open_store(own), date.fromisoformat(DAY))
    kept = [
        digest.left
        for digest in digests(asked(own, "reminder_items"), phones, date.fromisoformat(DAY))
    ]
    assert sum(len(digest.items) for digest in kept) == len(left)


def test_all_units_are_recorded_at_once(open_page: Open, own: Path) -> None:
    """After the list went out one click records every item of every unit, and none is left."""
    app, items = opened(open_page, own), asked(own, "reminder_items")
    press(app, "remind_everybody")
    logged = asked(own, "reminders")
    assert dict(zip(logged["unit"], logged["item_count"], strict=True)) == dict(
        items["unit"].value_counts()
    )
    assert set(logged["channel"]) == {"list"}
    assert [metric.value for metric in app.metric] == ["0", "0", "0", str(len(items))]
    assert not [b for b in app.button if b.key == "remind_everybody"]


@pytest.mark.parametrize("day", ["2024-07-01", "2031-12-31"])
def test_real_reminders_are_recorded_today_alone(day: str, open_page: Open, empty: Path) -> None:
    """Looking at another day, what is sent today would be asked for again today: not recorded."""
    app = open_page(empty, "reminders", as_of=day, who=NAME)
    assert not [b for b in app.button if b.key in ("remind_record", "remind_everybody")]
    press(app, "remind_now")
    assert app.date_input(key="as_of").value == today()


def test_what_is_left_after_one_colour_is_chosen_again(open_page: Open, own: Path) -> None:
    """Who recorded the red items is offered the others at once."""
    items = asked(own, "reminder_items")
    counted = items.groupby("unit")["colour"].nunique()
    unit = counted.index[counted > 1][0]
    app = opened(open_page, own, remind_unit=unit)
    left = items[(items["unit"] == unit) & (items["colour"] != "red")]
    widget(app, "button_group", f"remind_colours_{unit}").set_value(["red"])
    press(run(app), "remind_record")
    assert f"{len(left)} 项" in widget(app, "button", "remind_record").label
    assert all(f"{subject}：" in app.code[0].value for subject in left["subject"])


def test_every_count_and_task_leads_to_its_source(open_page: Open, full: Path) -> None:
    """A unit's red tasks are behind its count, each task's words behind its item."""
    app, items = opened(open_page, full), asked(full, "reminder_items")
    lagging = asked(full, "lagging").set_index("unit")["red"]
    units = app.dataframe[0].value.set_index("填报单位")["红灯任务"]
    for unit, link in units.items():
        assert str(link).endswith(f"#{lagging[unit]}项") or (link, lagging[unit]) == ("", 0)
        assert not link or "at_light=" in link
    unit = app.selectbox(key="remind_unit").value
    own, links = items[items["unit"] == unit], list(app.dataframe[1].value["督办"])
    assert sum("at_task=" in link for link in links) == own["task_no"].notna().sum() > 0
    assert f"红灯 {lagging[unit]}项" in [link.value for link in app.page_link]


@pytest.mark.parametrize(("day", "place"), [(DAY, "warning"), ("2024-04-20", "info")])
def test_a_unit_without_items_is_told(day: str, place: str, open_page: Open, full: Path) -> None:
    """A name that nobody bears, and a unit that owes nothing yet, are said; no other is shown."""
    late = [u.unit for u in open_store(full).plan.units if u.owes_from]
    name, said = ("无此单位", "没有名为") if day == DAY else (late[0], "没有需要催办的事项")
    app = open_page(full, "reminders", as_of=day, remind_unit=name)
    assert said in getattr(app, place)[-1].value
    assert not app.code


def test_a_unit_that_owes_nothing_on_another_day_is_told(open_page: Open, full: Path) -> None:
    """Going back to a day without items of the chosen unit does not show another unit."""
    late = next(u.unit for u in open_store(full).plan.units if u.owes_from)
    app = opened(open_page, full)
    app.selectbox(key="remind_unit").select(late)
    run(app).date_input(key="as_of").set_value(date(2024, 4, 20))
    run(app)
    assert f"{late}在 2024-04-20 没有需要催办的事项" in app.info[-1].value
    app.selectbox(key="remind_unit").select_index(0)
    assert run(app).code


def test_a_reminder_needs_a_name(open_page: Open, own: Path) -> None:
    """Without a name nothing is recorded."""
    app = open_page(own, "reminders", as_of=DAY)
    press(app, "remind_record")
    assert "经办人" in app.error[0].value
    assert asked(own, "reminders").empty


def test_returned_ledgers_are_chased_too(open_page: Open, own: Path) -> None:
    """A ledger sent back for correction is an item of its own, with the reason."""
    entries = asked(own, "entries")
    unit, quarter = entries.iloc[-1][["unit", "quarter"]]
    decisions.return_for_correction(
        open_store(own), unit=unit, quarter=quarter, correct_by=date(2025, 12, 1),
        reason="第8项缺整改数量", who=NAME,
    )  # fmt: skip
    app = opened(open_page, own, remind_unit=unit)
    assert app.dataframe[1].value["情况"].str.contains("第8项缺整改数量").any()


def test_an_empty_database_reminds_of_what_is_owed(open_page: Open, empty: Path) -> None:
    """Nobody has returned anything: that is what to remind of."""
    app = open_page(empty, "reminders", as_of="2024-07-01")
    assert len(app.dataframe) == 2
    none = open_page(empty, "reminders", as_of="2024-01-01")
    assert "没有需要催办的事项" in none.success[0].value
    log = open_page(empty, "reminders", remind_tab="催办记录")
    assert "还没有登记过催办" in log.info[0].value

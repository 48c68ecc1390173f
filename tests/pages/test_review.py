"""核定: a queue that people work off item by item, and each decision can be taken back."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.load import examine
from ingest.load import load as load_files
from ledger import decisions, metrics
from ledger.databases import open_store
from ledger.plan import Plan
from tests.ingest.returned import UNIT, incoming, ledger, telling
from tests.pages.conftest import Offered, Open, stored
from tests.pages.intake import NAME, load, press, run, widget
from tests.pages.test_every_page import texts

DAY = "2025-10-15"
PAYLOAD = "![图](http://example.invalid/a.png)<img src=x onerror=alert(1)>高度重视，认真落实。"
PROMPT = "未更新"


def opened(open_page: Open, database: Path, **parameters: str) -> AppTest:
    """Open the page on a day when ledgers of all quarters but the last are due, under a name."""
    app = open_page(database, "review", as_of=DAY, **parameters)
    app.text_input(key="who").set_value(NAME)
    return run(app)


def asked(database: Path, name: str) -> Any:
    """Return the rows of a named query on that day."""
    with stored(database).read() as reader:
        return metrics.query(reader, name, date.fromisoformat(DAY))


def standing(database: Path, item: str) -> Any:
    """Return the standing of an item of the queue."""
    unit, task_no = item.split("|")
    frame = asked(database, "standing")
    return frame[(frame["unit"] == unit) & (frame["task_no"] == int(task_no))].iloc[0]


def settled(app: AppTest) -> str:
    """Return what stands at the bar of the queue's progress."""
    return str(app.get("progress")[0].text)


@pytest.fixture
def own(full: Path, tmp_path: Path) -> Path:
    """The ledgers of six quarters, to be decided on."""
    shutil.copytree(full.parent, tmp_path / "own")
    return tmp_path / "own" / full.name


@pytest.fixture
def own_sample(sample_database: Path, tmp_path: Path) -> Path:
    """The sample returns, to be decided on."""
    shutil.copytree(sample_database.parent, tmp_path / "own")
    return tmp_path / "own" / sample_database.name


def test_without_ledgers_there_is_nothing_to_review(open_page: Open, empty: Path) -> None:
    """An empty database says what to do, and has neither queue nor buttons."""
    app = open_page(empty, "review")
    assert "还没有收到任何台账" in app.info[0].value
    assert not app.button


def test_a_settled_queue_says_so(open_page: Open, one_quarter: Path, tmp_path: Path) -> None:
    """With the last item decided there is a sentence in place of the queue; a link still works."""
    shutil.copytree(one_quarter.parent, tmp_path / "own")
    database = tmp_path / "own" / one_quarter.name
    store = open_store(database)
    for row in asked(database, "review_queue").to_dict("records"):
        decisions.review(
            store, unit=row["unit"], quarter=row["quarter"], task_no=row["task_no"],
            status="advancing", reason="电话核实", who=NAME,
        )  # fmt: skip
    app = opened(open_page, database)
    assert [element.value for element in app.success] == ["没有待核的事项。"]
    assert settled(app) == "已办结 14/14（100.0%）"


def test_the_first_quarter_has_its_queue(open_page: Open, one_quarter: Path) -> None:
    """With nothing to compare, what is unclear or blank still waits for a person."""
    app = opened(open_page, one_quarter)
    assert "此前没有收到本单位这一项的台账" in texts(app)
    assert settled(app) == "已办结 0/14（0.0%）"


def test_an_item_shows_all_there_is_to_judge_it_by(open_page: Open, full: Path) -> None:
    """Words with evidence, verdict and reason, task and deadline, earlier quarters, the cell."""
    app = opened(open_page, full)
    unit, task_no = app.session_state["item"].split("|")
    words = texts(app)
    assert f"**{unit}**" in words
    assert f"任务{task_no}" in words
    assert "系统判断" in words
    assert "须看的原因" in words
    assert "完成时限" in words
    assert f"工作台账 E{int(task_no) + 3}" in words
    assert "更早的" in app.main.expander[0].label
    assert any("<mark" in element.value for element in app.html)


def test_an_item_is_held_against_task_target_and_file(
    open_page: Open, tmp_path: Path, plan: Plan, offered: Offered
) -> None:
    """The official text, numbers beside those set, the form's other columns, the file as sent."""
    store, data = open_store(tmp_path / "ledger.duckdb"), telling(plan)
    came = replace(incoming(data, "来件.xlsx"), unit=UNIT, quarter="2024Q3")
    load_files(store, examine(store, [came], date.fromisoformat(DAY)), NAME)
    app = opened(open_page, store.path, review_order="按任务", review_task=_task(plan, 3))
    words = texts(app)
    assert plan.task_by_no[3].text in words
    first, second = (target.meaning for target in plan.targets)
    assert f"**40学时**　:gray[规定：{first}]" in words
    assert f"**没有报这个数**　:gray[规定：{second}]" in words
    assert "完成状态一栏　已完成" in words
    assert "备注：见附件1" in words
    assert "表中这一格由几项任务合用。" in words
    assert offered["来件.xlsx"]() == data


def _task(plan: Plan, number: int) -> str:
    return f"{number} {plan.task_by_no[number].short_name}"


def test_confirming_brings_up_the_next(open_page: Open, own: Path) -> None:
    """One click: the status holds as reviewed, the queue is shorter, the next item is there."""
    app = opened(open_page, own)
    item, options = app.session_state["item"], app.selectbox(key="item").options
    judged = standing(own, item)["status"]
    press(app, "review_confirm_")
    now = standing(own, item)
    assert (now["status"], now["reviewed"]) == (judged, True)
    assert app.selectbox(key="item").options == options[1:]
    assert app.selectbox(key="item").value == app.session_state["item"] != item
    assert settled(app).startswith("已办结 1/154")
    assert asked(own, "reviews")["reason"].tolist() == ["已核对原文"]


def test_the_last_decision_is_taken_back_on_the_spot(open_page: Open, own: Path) -> None:
    """Undone, the item is in focus again and nothing of the decision is in force."""
    app = opened(open_page, own)
    item = app.session_state["item"]
    press(app, "review_confirm_")
    press(app, "review_undo_")
    assert app.session_state["item"] == item
    assert not standing(own, item)["reviewed"]
    assert settled(app).startswith("已办结 0/154")
    assert not [one for one in app.button if str(one.key).startswith("review_undo_")]


def test_another_status_needs_a_reason(open_page: Open, own: Path) -> None:
    """Without status or reason nothing is written; with both the status is the person's."""
    app = opened(open_page, own)
    item = app.session_state["item"]
    press(app, "review_change_submit_")
    assert "选定一种状态" in app.error[0].value
    widget(app, "pills", "review_status_").set_value("advancing")
    press(app, "review_change_submit_")
    assert "没有写明理由" in app.error[0].value
    widget(app, "pills", "review_status_").set_value("advancing")
    widget(app, "text_input", "review_change_reason_").set_value("电话核实")
    press(app, "review_change_submit_")
    assert standing(own, item)["status"] == "advancing"
    assert app.session_state["item"] != item


def test_nobody_decides_without_a_name(open_page: Open, own: Path) -> None:
    """The page asks for a name and leaves everything as it is."""
    app = press(open_page(own, "review", as_of=DAY), "review_confirm_")
    assert "经办人" in app.error[0].value
    assert asked(own, "reviews").empty


def test_going_through_the_queue(open_page: Open, full: Path) -> None:
    """Forward and back; at either end the button rests."""
    app = opened(open_page, full)
    first = app.session_state["item"]
    assert app.button(key="review_before").disabled
    press(app, "review_next")
    assert app.session_state["item"] != first
    press(app, "review_before")
    assert app.session_state["item"] == first


def test_the_queue_is_narrowed(open_page: Open, full: Path, plan: Plan) -> None:
    """By unit or county, category or task, quarter and reason; where nothing is left it says so."""
    frame = asked(full, "review_queue")
    app = opened(open_page, full)
    box = app.selectbox(key="review_unit")
    box.select(box.options[-1])
    run(app)
    assert len(app.selectbox(key="item").options) == (frame["unit"] == box.options[-1]).sum()
    app.selectbox(key="review_why").select("应填未填")
    run(app)
    here = frame[(frame["unit"] == box.options[-1]) & (frame["why"] == "blank")]
    assert len(app.selectbox(key="item").options) == len(here)
    app.selectbox(key="review_task").select(_task(plan, 1))
    assert "没有符合条件" in run(app).info[0].value
    press(app, "review_all")
    assert len(app.selectbox(key="item").options) == len(frame)


def test_a_category_and_an_order_are_chosen(open_page: Open, full: Path, plan: Plan) -> None:
    """A category brings its tasks, and by task they stand in their order."""
    app = opened(open_page, full)
    category = plan.categories[1]
    app.selectbox(key="review_task").select(f"{category.ordinal}、{category.short_name}")
    app.selectbox(key="review_order").select("按任务")
    run(app)
    tasks = [int(name.split("任务")[-1].split()[0]) for name in app.selectbox(key="item").options]
    assert tasks == sorted(tasks)
    assert {plan.task_by_no[number].category_no for number in tasks} == {category.category_no}


def test_a_link_opens_its_item(open_page: Open, full: Path) -> None:
    """What a colleague is sent opens on the same item."""
    row = asked(full, "review_queue").iloc[-1]
    link = f"{row['unit']}　任务{row['task_no']} {row['short_name']}"
    assert opened(open_page, full, item=link).session_state["item"].startswith(row["unit"])


def test_a_link_to_a_settled_item_says_so(open_page: Open, full: Path) -> None:
    """The colleague is not left with another item as if it were the one that was meant."""
    waiting = asked(full, "review_queue")
    keys = set(zip(waiting["unit"], waiting["task_no"], strict=True))
    settled = next(
        row for row in asked(full, "standing").to_dict("records")
        if (row["unit"], row["task_no"]) not in keys
    )  # fmt: skip
    name = f"{settled['unit']}　任务{settled['task_no']} {settled['short_name']}"
    app = open_page(full, "review", as_of=DAY, item=name)
    assert "已经办结" in app.info[0].value
    none = open_page(full, "review", as_of=DAY, item="不存在的单位　任务99")
    assert "没有“不存在的单位　任务99”这一项" in none.warning[0].value


def test_a_check_is_dismissed_with_a_reason(open_page: Open, own_sample: Path) -> None:
    """Both passages side by side with what they share marked; dismissed, the check is settled."""
    app = opened(open_page, own_sample, review_why=PROMPT, review_order="按任务")
    item = app.session_state["item"]
    assert sum("<mark" in element.value for element in app.html) >= 2
    press(app, "dismiss_submit_")
    assert "没有写明理由" in app.error[0].value
    widget(app, "text_input", "dismiss_reason_").set_value("工作没有变化")
    press(app, "dismiss_submit_")
    assert app.session_state["item"] != item
    assert widget(app, "text_input", "dismiss_reason_").value == "工作没有变化"
    assert asked(own_sample, "checks")["dismissed"].sum() == 1
    assert standing(own_sample, item)["reviewed"] == False  # noqa: E712 - a numpy bool
    press(app, "review_undo_")
    assert app.session_state["item"] == item
    assert asked(own_sample, "checks")["dismissed"].sum() == 0


def test_an_earlier_review_is_shown_with_what_changed(open_page: Open, own: Path) -> None:
    """Changed text is back in the queue, with the old decision and the difference."""
    row = asked(own, "review_queue").query("why == 'first_done_overdue'").iloc[0]
    decisions.review(
        open_store(own), unit=row["unit"], quarter="2025Q1", task_no=int(row["task_no"]),
        status="not_started", reason="电话核实", who=NAME,
    )  # fmt: skip
    link = f"{row['unit']}　任务{row['task_no']} {row['short_name']}"
    app = opened(open_page, own, item=link)
    assert "以前的核定" in texts(app)
    assert "电话核实" in texts(app)
    assert any("<ins" in element.value for element in app.html)


def test_the_list_is_the_queue(open_page: Open, full: Path) -> None:
    """All open items in one table, with every reason in words, to be taken away."""
    app = opened(open_page, full, review_tab="待核清单")
    table = app.dataframe[0].value
    assert len(table) == len(asked(full, "review_queue"))
    assert set(table["原因"]) >= {"应填未填", "逾期后首次报已完成"}
    assert widget(app, "download_button", "download_待核事项")


def test_the_history_is_filtered_and_undone(open_page: Open, own: Path, offered: Offered) -> None:
    """Every decision of this page with name, time and reason, to be taken away; one is undone."""
    app = opened(open_page, own)
    first = app.session_state["item"]
    press(press(app, "review_confirm_"), "review_confirm_")
    app.session_state["review_tab"] = "核定记录"
    table = run(app).dataframe[0].value
    assert table["经办人"].tolist() == [NAME, NAME]
    assert table["理由"].tolist() == ["已核对原文", "已核对原文"]
    exported = offered[f"核定记录_{DAY}.csv"]().decode("utf-8-sig").splitlines()
    assert [line.count("已核对原文") for line in exported] == [0, 1, 1]
    app.selectbox(key="history_kind").select("dismiss")
    assert "没有符合条件" in run(app).info[0].value
    app.selectbox(key="history_kind").select("review")
    run(app)
    app.selectbox(key="history_chosen").select_index(1)
    app.text_input(key="history_reason").set_value("又收到说明")
    press(app, "history_submit")
    assert app.dataframe[0].value["撤销人"].tolist() == ["", NAME]
    assert not standing(own, first)["reviewed"]


def test_nothing_decided_yet(open_page: Open, full: Path) -> None:
    """An empty history is a sentence."""
    app = opened(open_page, full, review_tab="核定记录")
    assert "还没有核定过" in app.info[0].value


def test_a_units_words_are_never_obeyed(open_page: Open, empty: Path, plan: Plan) -> None:
    """Images, links and tags that a unit writes are shown as characters, wherever they stand."""
    answers = {task.task_no: PAYLOAD for task in plan.tasks}
    app = load(open_page, empty, ("台账.xlsx", ledger(plan, answers=answers)))
    app.switch_page("../pages/review.py")
    run(app)
    assert any("&lt;img" in element.value for element in app.html)
    assert not any("<img" in element.value for element in app.html)
    assert "![" not in texts(app)

"""收台账, 上传: what a confirmation leaves out is said and kept, and so is what is left undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ingest.load import examine
from ledger.clock import today
from ledger.databases import open_store
from ledger.plan import Plan
from tests.ingest.returned import OTHER, UNIT, incoming, ledger
from tests.pages.conftest import Open
from tests.pages.intake import NAME, PDF, opened, press, preview, run, widget
from tests.pages.test_every_page import texts
from ui.intake_loading import Loading

STATED = "某某运输管理处"
RIVALS = ("旧.xlsx", "新.xlsx")


def left_out(app: AppTest) -> Any:
    """Return why each file was not loaded, by file name."""
    [frame] = [one.value for one in app.dataframe if "未装入的原因" in one.value]
    return frame.set_index("文件")["未装入的原因"]


def leave_and_return(app: AppTest) -> AppTest:
    """Look at another page, where the uploader drops its files, and come back."""
    app.switch_page("../pages/overview.py").run()
    return run(app.switch_page("../pages/intake.py"))


def test_what_is_left_out_is_said_and_kept(open_page: Open, empty: Path, plan: Plan) -> None:
    """Loaded and known files go; unticked and refused ones stay with cards, ticks and days."""
    app = opened(
        open_page, empty, ("甲.xlsx", ledger(plan)), ("甲again.xlsx", ledger(plan)),
        ("乙.xlsx", ledger(plan, OTHER)), ("扫描件.pdf", PDF),
    )  # fmt: skip
    app.date_input(key="received_on_0").set_value(date(2024, 9, 12))
    run(app)
    app.session_state["take_3"] = False
    press(run(app), "confirm_load")
    assert "已处理 1 份台账" in app.success[0].value
    assert left_out(app).index.tolist() == ["甲again.xlsx", "乙.xlsx", "扫描件.pdf"]
    assert left_out(app)["乙.xlsx"] == "没有勾选“装入”。"
    kept = preview(app)
    assert kept.index.tolist() == ["乙.xlsx", "扫描件.pdf"]
    assert kept["装入"].tolist() == [False, False]
    assert kept["收到日期"].tolist() == [date(2024, 9, 12)] * 2
    assert app.date_input(key="received_on_1").value == today()
    assert widget(app, "button", "receive_4")
    assert "还没有装入的文件：2 份" in texts(app)


def test_a_recorded_receipt_is_not_kept(open_page: Open, empty: Path, plan: Plan) -> None:
    """Recorded as a receipt, a scan is dealt with, and the load says as what."""
    app = opened(open_page, empty, ("甲.xlsx", ledger(plan)), ("揭东区2024年三季度.pdf", PDF))
    press(app, "receive_2")
    press(app, "confirm_load")
    assert left_out(app).iloc[0].startswith(f"已登记为{UNIT}")
    assert not app.session_state["unpacked"]


def test_kept_files_are_loaded_or_removed_later(open_page: Open, empty: Path, plan: Plan) -> None:
    """One by one from their cards, all at once, or loaded in the next batch."""
    files = ("甲.xlsx", ledger(plan)), ("一.pdf", PDF), ("二.pdf", PDF), ("三.xlsx", b"\1\2")
    app = press(opened(open_page, empty, *files), "confirm_load")
    press(app, "remove_2")
    assert preview(app).index.tolist() == ["二.pdf", "三.xlsx"]
    app.file_uploader[0].upload("乙.xlsx", ledger(plan, OTHER))
    assert preview(run(app)).index.tolist() == ["二.pdf", "三.xlsx", "乙.xlsx"]
    assert not app.success
    press(app, "clear_kept")
    assert preview(app).index.tolist() == ["乙.xlsx"]
    press(app, "confirm_load")
    assert not app.session_state["unpacked"]
    assert not app.data_editor


def test_another_page_loses_nothing(open_page: Open, empty: Path, plan: Plan) -> None:
    """Files and what was said of them are there again, until they are loaded."""
    app = opened(open_page, empty, ("甲.xlsx", ledger(plan, STATED)))
    app.date_input(key="received_on_0").set_value(date(2024, 12, 12))
    app.selectbox(key="unit_1").select(OTHER)
    run(app)
    app.selectbox(key="quarter_1").select("2024Q4")
    before = preview(run(app))
    app = leave_and_return(app)
    assert "还没有装入的文件：1 份" in texts(app)
    assert preview(app).equals(before)
    assert app.selectbox(key="unit_1").value == OTHER
    app.file_uploader[0].upload("乙.xlsx", ledger(plan))
    assert preview(run(app)).index.tolist() == ["甲.xlsx", "乙.xlsx"]
    press(app, "confirm_load")
    assert not leave_and_return(app).data_editor


def test_files_handed_over_during_a_load_are_kept(open_page: Open, empty: Path, plan: Plan) -> None:
    """The uploader starts afresh after a load; what came into it meanwhile is not lost."""
    app = opened(open_page, empty)
    store = open_store(empty)
    results = examine(store, [incoming(ledger(plan))], today())
    app.session_state["loading"] = Loading(store, results, NAME)
    app.file_uploader[0].upload("乙.xlsx", ledger(plan, OTHER))
    assert preview(run(app)).index.tolist() == ["乙.xlsx"]


@pytest.mark.parametrize("chosen", [0, 1])
def test_rivals_are_judged_by_what_is_ticked(
    chosen: int, open_page: Open, empty: Path, plan: Plan
) -> None:
    """The only one of two rivals that is ticked can be loaded; ticked both, neither can."""
    files = (RIVALS[0], ledger(plan)), (RIVALS[1], ledger(plan, answers={1: "已印发方案。"}))
    app = opened(open_page, empty, *files)
    assert app.button(key="confirm_load").label == "存为待定 2 份"
    take = widget(app, "checkbox", f"take_{2 - chosen}")
    take.uncheck()
    seen = preview(run(app))
    assert seen.loc[RIVALS[chosen], "判读"] == "● 可装入"
    assert seen.loc[RIVALS[1 - chosen], "判读"] == "◆ 待定"
    assert app.button(key="confirm_load").label == "确认装入 1 份"
    widget(app, "checkbox", f"take_{2 - chosen}").check()
    assert preview(run(app))["判读"].tolist() == ["◆ 待定", "◆ 待定"]


def test_many_files_open_few_cards(open_page: Open, empty: Path, plan: Plan) -> None:
    """However many wait for a person, ten cards are on the screen and three of them open."""
    files = [(f"{n}.xlsx", ledger(plan, f"{STATED}{n}")) for n in range(12)]
    app = opened(open_page, empty, *files)
    assert len(preview(app)) == 12
    assert len(app.main.expander) == 10
    assert [box.proto.expanded for box in app.main.expander].count(True) == 3
    app.session_state["cards_page_2"] = 2
    assert [box.label[-8:] for box in run(app).main.expander] == ["10\\.xlsx", "11\\.xlsx"]


def test_a_day_before_the_quarter_is_pointed_at(open_page: Open, empty: Path, plan: Plan) -> None:
    """A ledger said to have come before its quarter began is pointed at, and can be loaded."""
    app = opened(open_page, empty, ("甲.xlsx", ledger(plan)))
    assert not app.info
    app.date_input(key="received_on_0").set_value(date(2024, 6, 30))
    assert "有 1 份的收到日期早于所报季度" in run(app).info[0].value
    assert not app.button(key="confirm_load").disabled

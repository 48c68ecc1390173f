"""收台账: from the upload to the record, and back again."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from ledger.databases import open_store
from ledger.plan import Plan
from tests.ingest.returned import OTHER, UNIT, ledger
from tests.pages.conftest import Open
from tests.pages.test_every_page import texts

NAME = "李经办"


def _uploaded(open_page: Open, database: Path, *files: tuple[str, bytes]) -> AppTest:
    app = open_page(database, "intake")
    for name, data in files:
        app.file_uploader[0].upload(name, data)
    app.run()
    assert not app.exception
    return app


def _loaded(open_page: Open, database: Path, plan: Plan) -> AppTest:
    app = _uploaded(open_page, database, ("台账.xlsx", ledger(plan)))
    app.text_input(key="who").set_value(NAME).run()
    app.button(key="confirm_load").click().run()
    assert not app.exception
    return app


def test_readings_are_seen_before_anything_is_written(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """Unit, quarter, matched tasks and findings of each file; the database is still untouched."""
    files = ("甲.xlsx", ledger(plan)), ("乙.xlsx", ledger(plan, OTHER)), ("坏.xlsx", b"nothing")
    app = _uploaded(open_page, empty, *files)
    seen = app.dataframe[0].value.set_index("文件")
    assert seen.loc["甲.xlsx", "判读"] == "● 可装入"
    assert seen.loc["乙.xlsx", "填报单位"] == OTHER
    assert seen.loc["甲.xlsx", "季度"] == "2024年第三季度"
    assert seen.loc["甲.xlsx", "认出任务"] == "43/43（100.0%）"
    assert seen.loc["坏.xlsx", "判读"] == "■ 退回"
    assert open_store(empty).generation == 0


def test_no_write_without_a_name(open_page: Open, empty: Path, plan: Plan) -> None:
    """The first write asks for the person's name, and only then writes."""
    app = _uploaded(open_page, empty, ("台账.xlsx", ledger(plan)))
    app.button(key="confirm_load").click().run()
    assert "经办人" in app.error[0].value
    assert open_store(empty).generation == 0


def test_confirmed_files_are_loaded_under_the_name(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """What was loaded is said, stands on record with the name, and counts in the figures."""
    app = _loaded(open_page, empty, plan)
    assert "已处理 1 份文件" in app.success[0].value
    record = app.dataframe[1].value
    assert record["填报单位"].tolist() == [UNIT]
    assert record["经办人"].tolist() == [NAME]
    app.switch_page("../pages/overview.py").run()
    assert not app.exception
    assert len(app.metric) == 5


def test_a_file_of_nobody_is_asked_about(open_page: Open, empty: Path, plan: Plan) -> None:
    """Where the file does not say whose it is, a person says so and the reading changes."""
    app = _uploaded(open_page, empty, ("台账.xlsx", ledger(plan, "某某单位")))
    assert app.dataframe[0].value["判读"].tolist() == ["◆ 待定"]
    box = next(box for box in app.selectbox if box.label == "指定填报单位")
    box.select(OTHER).run()
    assert not app.exception
    seen = app.dataframe[0].value
    assert (seen["判读"][0], seen["填报单位"][0]) == ("● 可装入", OTHER)


def test_a_withdrawal_can_be_undone(open_page: Open, empty: Path, plan: Plan) -> None:
    """Withdrawn with a reason the ledger is as never received; undone it is back."""
    app = _loaded(open_page, empty, plan)
    app.text_input(key="withdraw_reason").set_value("误登")
    app.button(key="withdraw_submit").click().run()
    assert not app.exception
    assert "还没有收到台账" in texts(app)
    app.text_input(key="undo_reason").set_value("并未误登")
    app.button(key="undo_submit").click().run()
    assert not app.exception
    assert UNIT in app.dataframe[0].value["填报单位"].tolist()


def test_a_reason_is_required(open_page: Open, empty: Path, plan: Plan) -> None:
    """A decision without a reason is refused in one sentence."""
    app = _loaded(open_page, empty, plan)
    app.button(key="withdraw_submit").click().run()
    assert "理由" in app.error[0].value


def test_a_file_name_is_shown_not_obeyed(open_page: Open, empty: Path, plan: Plan) -> None:
    """A file named like a remote image makes no image in a label."""
    name = "![台账](http://example.invalid/x.png).xlsx"
    app = _uploaded(open_page, empty, (name, ledger(plan)))
    label = app.expander[0].label
    assert "![" not in label
    assert r"\!\[台账\]" in label

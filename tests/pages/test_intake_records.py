"""收台账, 收件记录 and 决定记录: what is on record, its versions, and what is decided on it."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from ledger.aliases import known_aliases
from ledger.clock import today
from ledger.databases import open_store
from ledger.plan import Plan
from ledger.words import UNREADABLE_LEDGER
from tests.ingest.returned import OTHER, UNIT, ledger, telling
from tests.pages.conftest import Open
from tests.pages.intake import (
    DECIDED,
    NAME,
    PDF,
    RECORDS,
    load,
    opened,
    press,
    record,
    run,
    tab,
    widget,
)
from tests.pages.test_every_page import texts

STATED = "某某运输管理处"


def test_nothing_on_record_says_what_to_do(open_page: Open, empty: Path) -> None:
    """Before the first file, every tab has a sentence instead of an empty table."""
    app = opened(open_page, empty)
    assert "还没有收到任何文件" in texts(tab(app, RECORDS))
    assert "还没有撤回" in texts(tab(app, DECIDED))


def test_every_file_is_on_record(open_page: Open, empty: Path, plan: Plan) -> None:
    """Who, when and what of accepted and held files; the held ones stand first."""
    files = ("甲.xlsx", ledger(plan)), ("乙.xlsx", ledger(plan, STATED))
    app = tab(load(open_page, empty, *files), RECORDS)
    rows = record(app)
    assert rows["文件名"].tolist() == ["乙.xlsx", "甲.xlsx"]
    assert rows["收件状态"].tolist() == ["◆ 待定", "● 现行"]
    assert rows["经办人"].tolist() == [NAME, NAME]
    assert "1 份待定文件" in texts(app)


def test_records_are_filtered(open_page: Open, empty: Path, plan: Plan) -> None:
    """By unit, quarter and state; with nothing left the page says so."""
    app = load(open_page, empty, ("甲.xlsx", ledger(plan)), ("乙.xlsx", ledger(plan, OTHER)))
    tab(app, RECORDS)
    app.selectbox(key="records_unit").select(OTHER)
    assert record(run(app))["填报单位"].tolist() == [OTHER]
    app.selectbox(key="records_state").select("withdrawn")
    assert "没有符合条件的收件" in texts(run(app))


def test_a_new_version_shows_what_changed(open_page: Open, empty: Path, plan: Plan) -> None:
    """Per task the old and the new words, and the status before and now."""
    first = ledger(plan, answers={1: "拟于下月启动。", 8: "清单所列5个问题已全部整改销号。"})
    later = ledger(plan, answers={1: "已印发方案。", 8: "清单所列5个问题已全部整改销号。"})
    app = load(open_page, empty, ("一.xlsx", first))
    app.file_uploader[0].upload("二.xlsx", later)
    press(run(app), "confirm_load")
    app = tab(app, RECORDS)
    assert app.selectbox(key="receipt").options[0].endswith("第2版　二.xlsx")
    assert record(app)["收件状态"].tolist() == ["● 现行", "◌ 已由第2版取代"]
    assert "与第1版相比：改动 1 项" in texts(app)
    [html] = [element.value for element in app.html if "<ins" in element.value]
    assert "<del" in html
    assert "任务8　" not in texts(app)


def test_original_and_feedback_are_offered(open_page: Open, empty: Path, plan: Plan) -> None:
    """The file as it came and the workbook to send back; a lost original is said to be lost."""
    app = tab(load(open_page, empty, ("台账.xlsx", ledger(plan))), RECORDS)
    assert widget(app, "download_button", "original_").label == "下载原文件"
    assert widget(app, "download_button", "feedback_").label == "下载反馈表"
    assert "任务43项 = 认出43" in texts(app)
    for file in open_store(empty).received.all():
        file.unlink()
    assert "从备份恢复" in tab(app, RECORDS).error[0].value


def test_who_filled_a_ledger_in_is_told(open_page: Open, empty: Path, plan: Plan) -> None:
    """The contact stands with the record, the middle of the number hidden."""
    app = tab(load(open_page, empty, ("台账.xlsx", telling(plan))), RECORDS)
    assert "审核人：赵某某　联系人：李经办　联系方式：138****0000" in texts(app)


def test_a_lost_original_leaves_the_record_readable(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """Lost before anybody looked, its findings and decisions are there; back, it is read again."""
    app = load(open_page, empty, ("台账.xlsx", ledger(plan)))
    [original] = open_store(empty).received.all()
    data = original.read_bytes()
    original.unlink()
    assert "从备份恢复" in tab(app, RECORDS).error[0].value
    assert widget(app, "button", "withdraw_submit_").label == "撤回"
    original.write_bytes(data)
    assert "任务43项 = 认出43" in texts(run(app))


def test_a_withdrawal_can_be_undone(open_page: Open, empty: Path, plan: Plan) -> None:
    """Withdrawn with a reason the ledger is as never received; undone it is back."""
    app = tab(load(open_page, empty, ("台账.xlsx", ledger(plan))), RECORDS)
    widget(app, "text_input", "withdraw_reason_").set_value("误登")
    press(app, "withdraw_submit_")
    assert record(app)["收件状态"].tolist() == ["✕ 已撤回"]
    assert "误登" in texts(app)
    widget(app, "text_input", "undo_").set_value("并未误登")
    press(app, "undo_")
    assert record(app)["收件状态"].tolist() == ["● 现行"]


def test_a_return_for_correction_is_marked_and_undone(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """Sent back with reason and new date it still counts; the decision list takes it back."""
    by = today() + timedelta(days=14)
    app = tab(load(open_page, empty, ("台账.xlsx", ledger(plan))), RECORDS)
    widget(app, "text_input", "return_reason_").set_value("第8项缺整改数量")
    widget(app, "date_input", "return_by_").set_value(by)
    press(app, "return_submit_")
    assert record(app)["收件状态"].tolist() == ["◐ 已退回修改"]
    assert f"{NAME}　退回修改：第8项缺整改数量，请于 {by} 前重报" in texts(app)
    tab(app, DECIDED)
    assert record(app)["种类"].tolist() == ["退回修改"]
    assert record(app)["内容"].tolist() == [f"请于 {by} 前重报　台账.xlsx"]
    app.text_input(key="undo_reason").set_value("补充材料已到")
    press(app, "undo_submit")
    assert record(app)["效力"].tolist() == ["已撤销"]
    assert record(app)["撤销人"].tolist() == [NAME]
    assert record(tab(app, RECORDS))["收件状态"].tolist() == ["● 现行"]
    assert f"（已由{NAME}撤销）" in texts(app)


def test_an_older_version_tells_why_it_was_sent_back(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """When the corrected version has come, the record of the one before still has the reason."""
    app = tab(load(open_page, empty, ("旧.xlsx", ledger(plan))), RECORDS)
    widget(app, "text_input", "return_reason_").set_value("第8项缺整改数量")
    press(app, "return_submit_")
    tab(app, "上传").file_uploader[0].upload("新.xlsx", ledger(plan, answers={8: "整改6个。"}))
    press(run(app), "confirm_load")
    tab(app, RECORDS)
    box = app.selectbox(key="receipt")
    box.select_index(next(n for n, label in enumerate(box.options) if "旧.xlsx" in label))
    assert f"{NAME}　退回修改：第8项缺整改数量" in texts(run(app))
    assert "◌ 已由第2版取代" in texts(app)


def test_a_held_file_is_confirmed_with_its_spelling(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """Unit and quarter are said, and the spelling is remembered where that is wished."""
    app = tab(load(open_page, empty, ("台账.xlsx", ledger(plan, STATED))), RECORDS)
    press(app, "confirm_submit_")
    assert "请选定填报单位和季度" in app.error[0].value
    widget(app, "selectbox", "confirm_unit_").select(OTHER)
    widget(app, "text_input", "confirm_reason_").set_value("已电话核对")
    widget(app, "checkbox", "confirm_alias_").check()
    press(app, "confirm_submit_")
    assert record(app)["收件状态"].tolist() == ["● 现行"]
    assert record(app)["填报单位"].tolist() == [OTHER]
    assert known_aliases(open_store(empty)) == {STATED: OTHER}
    assert f"{NAME}　确认：已电话核对" in texts(app)
    problems = next(one.value for one in app.dataframe if "程度" in one.value)
    assert problems["程度"].tolist() == ["✔ 已处理"]
    assert problems["位置"].str.len().gt(0).all()
    assert record(app)["问题"].tolist() == [""]
    decided = record(tab(app, DECIDED)).set_index("种类")["内容"]
    assert decided.to_dict() == {"别名": STATED, "确认": "台账.xlsx"}


def test_a_reason_is_required(open_page: Open, empty: Path, plan: Plan) -> None:
    """A decision without a reason is refused in one sentence."""
    app = tab(load(open_page, empty, ("台账.xlsx", ledger(plan))), RECORDS)
    press(app, "withdraw_submit_")
    assert "理由" in app.error[0].value


def test_a_receipt_without_a_ledger_is_withdrawn(open_page: Open, empty: Path) -> None:
    """What cannot be read has no findings and no feedback, but its original and its withdrawal."""
    app = press(opened(open_page, empty, ("揭东区2024年第三季度.pdf", PDF)), "receive_")
    tab(app, RECORDS)
    assert record(app)["收件状态"].tolist() == ["□ 已收存"]
    assert record(app)["材料"].tolist() == [UNREADABLE_LEDGER]
    assert record(app)["填报单位"].tolist() == [UNIT]
    assert [b.label for b in app.download_button if "下载原文件" in b.label] == ["下载原文件"]
    widget(app, "text_input", "withdraw_reason_").set_value("误登")
    press(app, "withdraw_submit_")
    assert record(app)["收件状态"].tolist() == ["✕ 已撤回"]

"""收台账, 上传: each file's reading is seen, mended and ticked before anything is written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from ingest.formats.package import MAX_FILE_BYTES
from ingest.load import examine
from ledger import metrics
from ledger.aliases import known_aliases
from ledger.clock import today
from ledger.databases import open_store
from ledger.plan import Plan
from ledger.words import UNREADABLE_LEDGER
from tests.ingest.containers import zipped
from tests.ingest.returned import OTHER, UNIT, incoming, ledger
from tests.pages.conftest import Open, stored
from tests.pages.intake import (
    NAME,
    PDF,
    load,
    opened,
    press,
    preview,
    run,
    two_in_one,
    widget,
)
from tests.pages.test_every_page import texts
from ui.intake_loading import Loading

STATED = "某某运输管理处"


def query(database: Path, name: str) -> list[dict[str, object]]:
    """Return the rows of a named query on a database."""
    with stored(database).read() as reader:
        frame = metrics.query(reader, name, date.max)
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def test_readings_are_seen_before_anything_is_written(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """Unit, quarter, matched tasks and findings of each file; the database is still untouched."""
    files = ("甲.xlsx", ledger(plan)), ("乙.xlsx", ledger(plan, OTHER)), ("坏.xlsx", b"\1\2\3")
    seen = preview(opened(open_page, empty, *files))
    assert seen.loc["甲.xlsx", "判读"] == "● 可装入"
    assert seen.loc["乙.xlsx", "填报单位"] == OTHER
    assert seen.loc["甲.xlsx", "季度"] == "2024年第三季度"
    assert seen.loc["甲.xlsx", ["认出任务", "已填"]].tolist() == ["43/43", "1/43"]
    assert seen.loc["坏.xlsx", "判读"] == "■ 不能装入"
    assert seen["装入"].tolist() == [True, True, False]
    assert open_store(empty).generation == 0


def test_how_tasks_and_rows_add_up_is_said(open_page: Open, empty: Path, plan: Plan) -> None:
    """Opened, a file's card says where every task and every row went, and what was read."""
    app = opened(open_page, empty, ("台账.xlsx", ledger(plan)))
    app.session_state["card_1"] = True
    run(app)
    assert "任务43项 = 认出43 + 缺0" in texts(app)
    widget(app, "toggle", "reading_").set_value(True)
    run(app)
    read = next(one.value for one in app.dataframe if "落实情况" in one.value)
    assert len(read) == 43
    assert widget(app, "download_button", "feedback_").label == "下载反馈表"


def test_no_write_without_a_name(open_page: Open, empty: Path, plan: Plan) -> None:
    """Without a person's name the page asks for it and cannot be told to load; nothing is lost."""
    app = opened(open_page, empty, ("台账.xlsx", ledger(plan)))
    app.text_input(key="who").set_value("")
    run(app)
    assert app.button(key="confirm_load").disabled
    assert "请先在左侧填写“经办人”" in app.warning[0].value
    assert [box.label for box in app.main.expander] == ["● 可装入　台账\\.xlsx"]


def test_confirmed_files_are_loaded_under_the_name(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """What was loaded is said, stands on record with the name, and counts in the figures."""
    app = load(open_page, empty, ("台账.xlsx", ledger(plan)))
    assert "已处理 1 份台账" in app.success[0].value
    [row] = query(empty, "submissions")
    assert (row["unit"], row["recorded_by"]) == (UNIT, NAME)
    app.switch_page("../pages/overview.py").run()
    assert not app.exception
    assert len(app.metric) == 5


def test_a_load_is_told_of_whatever_was_clicked_meanwhile(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """A load that an earlier run of the page began is waited for, and its outcome said."""
    app = opened(open_page, empty)
    store = open_store(empty)
    results = examine(store, [incoming(ledger(plan))], today())
    app.session_state["loading"] = Loading(store, results, NAME)
    assert "已处理 1 份台账" in run(app).success[0].value
    assert "loading" not in app.session_state


def test_a_load_is_told_of_without_a_name(open_page: Open, empty: Path, plan: Plan) -> None:
    """Begun under a name that was cleared meanwhile, a load is still told of."""
    app = opened(open_page, empty)
    store = open_store(empty)
    results = examine(store, [incoming(ledger(plan))], today())
    app.session_state["loading"] = Loading(store, results, NAME)
    app.text_input(key="who").set_value("")
    assert "已处理 1 份台账" in run(app).success[0].value


def test_a_load_that_the_disk_refuses_can_be_repeated(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """Where originals cannot be kept, nothing is loaded, the page says so and works on."""
    app = opened(open_page, empty, ("台账.xlsx", ledger(plan)))
    received = open_store(empty).received.folder
    received.parent.mkdir()
    received.write_bytes(b"")  # a file where the folder should be
    press(app, "confirm_load")
    assert "磁盘已满，或数据文件夹没有写入权限" in app.error[0].value
    assert query(empty, "submissions") == []
    received.unlink()
    assert preview(run(app))["判读"].tolist() == ["● 可装入"]
    assert not app.error
    press(app, "confirm_load")
    assert len(query(empty, "submissions")) == 1


def test_files_that_are_gone_are_not_kept(open_page: Open, empty: Path, plan: Plan) -> None:
    """Taken out of the uploader, files and what was read of them free their memory."""
    app = opened(open_page, empty, ("甲.xlsx", ledger(plan)), ("乙.xlsx", ledger(plan, OTHER)))
    assert len(app.session_state["unpacked"]) == 2
    app.file_uploader[0].set_value(("丙.xlsx", ledger(plan), ""))
    run(app)
    assert len(app.session_state["unpacked"]) == 1
    app.file_uploader[0].set_value(None)
    run(app)
    assert not app.session_state["unpacked"]
    assert "read" not in app.session_state


def test_a_file_over_the_limit_is_refused_in_chinese(open_page: Open, empty: Path) -> None:
    """The uploader lets it through, so that our own sentence says why it is not taken."""
    app = opened(open_page, empty, ("大.xlsx", b"PK\3\4" + bytes(MAX_FILE_BYTES)))
    assert app.file_uploader[0].proto.max_upload_size_mb * 1_000_000 > MAX_FILE_BYTES
    assert preview(app)["判读"].tolist() == ["■ 不能装入"]
    assert any("文件过大" in str(one.value) for one in app.dataframe)


def test_only_what_is_ticked_is_loaded(open_page: Open, empty: Path, plan: Plan) -> None:
    """A file that is ticked off stays out; the button says how many go in."""
    app = opened(
        open_page, empty, ("甲.xlsx", ledger(plan)), ("乙.xlsx", ledger(plan, OTHER))
    )  # fmt: skip
    app.session_state["card_2"] = True
    run(app)
    widget(app, "checkbox", "take_2").uncheck()
    run(app)
    assert preview(app)["装入"].tolist() == [True, False]
    assert app.button(key="confirm_load").label == "确认装入 1 份"
    press(app, "confirm_load")
    assert [row["unit"] for row in query(empty, "submissions")] == [UNIT]


def test_one_of_two_rivals_can_be_chosen(open_page: Open, empty: Path, plan: Plan) -> None:
    """Two files of one unit, quarter and day are held; with one ticked off the other counts."""
    files = ("旧.xlsx", ledger(plan)), ("新.xlsx", ledger(plan, answers={1: "已印发方案。"}))
    app = opened(open_page, empty, *files)
    assert preview(app)["判读"].tolist() == ["◆ 待定", "◆ 待定"]
    widget(app, "checkbox", "take_1").uncheck()
    run(app)
    press(app, "confirm_load")
    assert [row["file_name"] for row in query(empty, "submissions")] == ["新.xlsx"]


def test_a_file_of_nobody_is_asked_about(open_page: Open, empty: Path, plan: Plan) -> None:
    """Where the file does not say whose it is, a person says so and the reading changes."""
    app = opened(open_page, empty, ("台账.xlsx", ledger(plan, STATED)))
    assert preview(app)["判读"].tolist() == ["◆ 待定"]
    app.selectbox(key="unit_1").select(OTHER)
    seen = preview(run(app))
    assert (seen["判读"].iloc[0], seen["填报单位"].iloc[0]) == ("● 可装入", OTHER)


def test_a_resolved_spelling_becomes_an_alias(open_page: Open, empty: Path, plan: Plan) -> None:
    """Ticked beside the chosen unit, the stated name is recorded and known the next time."""
    app = opened(open_page, empty, ("台账.xlsx", ledger(plan, STATED)))
    assert not [box for box in app.checkbox if STATED in box.label]
    app.selectbox(key="unit_1").select(OTHER)
    run(app)
    widget(app, "checkbox", "alias_").check()
    press(app, "confirm_load")
    assert known_aliases(open_store(empty)) == {STATED: OTHER}
    app.file_uploader[0].upload("下季.xlsx", ledger(plan, STATED, "2024Q4"))
    assert preview(run(app))["填报单位"].tolist() == [OTHER]


def test_only_what_is_loaded_teaches_a_spelling(open_page: Open, empty: Path, plan: Plan) -> None:
    """The name in a file that is ticked off is not recorded, though its box was ticked."""
    files = ("甲.xlsx", ledger(plan, STATED)), ("乙.xlsx", ledger(plan, OTHER))
    app = opened(open_page, empty, *files)
    app.selectbox(key="unit_1").select(UNIT)
    run(app)
    widget(app, "checkbox", "alias_").check()
    widget(app, "checkbox", "take_1").uncheck()
    press(run(app), "confirm_load")
    assert [row["unit"] for row in query(empty, "submissions")] == [OTHER]
    assert known_aliases(open_store(empty)) == {}


def test_quarter_and_day_of_a_sound_file_can_be_changed(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """What a person says goes before what the file says, and the other files keep theirs."""
    app = opened(
        open_page, empty, ("甲.xlsx", ledger(plan)), ("乙.xlsx", ledger(plan, OTHER))
    )  # fmt: skip
    app.session_state["card_1"] = True
    run(app)
    app.selectbox(key="quarter_1").select("2024Q4")
    app.date_input(key="day_1").set_value(date(2024, 12, 20))
    seen = preview(run(app))
    assert seen["季度"].tolist() == ["2024年第四季度", "2024年第三季度"]
    assert seen["收到日期"].iloc[0] == date(2024, 12, 20)
    assert seen["与期限比"].iloc[0] == "迟报3天"
    press(app, "confirm_load")
    days = {row["unit"]: str(row["received_on"])[:10] for row in query(empty, "submissions")}
    assert days[UNIT] == "2024-12-20"
    assert days[OTHER] != "2024-12-20"


def test_a_zip_is_unpacked(open_page: Open, empty: Path, plan: Plan) -> None:
    """Each file of a zip is a file of its own; its manifest says what the names do not."""
    manifest = "file,received_on\n甲.xlsx,2024-09-12\n".encode()
    data = zipped({
        "甲.xlsx": ledger(plan), "乙.xlsx": ledger(plan, OTHER), "manifest.csv": manifest,
    })  # fmt: skip
    seen = preview(opened(open_page, empty, ("九月.zip", data)))
    assert sorted(seen.index) == ["乙.xlsx", "甲.xlsx"]
    assert seen.loc["甲.xlsx", "收到日期"] == date(2024, 9, 12)
    assert seen.loc["甲.xlsx", "与期限比"] == "按时"


def test_a_manifest_that_cannot_be_read_is_said(open_page: Open, empty: Path, plan: Plan) -> None:
    """The zip is refused as one file, with the reason; nothing of it is guessed."""
    data = zipped({"甲.xlsx": ledger(plan), "manifest.csv": "名称\n甲.xlsx\n".encode()})
    app = opened(open_page, empty, ("九月.zip", data))
    assert preview(app)["判读"].tolist() == ["■ 不能装入"]


def test_several_ledgers_in_one_file(open_page: Open, empty: Path, plan: Plan) -> None:
    """Each sheet is a row and a version of its own; one of them can be left out."""
    app = opened(open_page, empty, ("汇总.xlsx", two_in_one(plan)))
    seen = preview(app)
    assert seen["填报单位"].tolist() == [UNIT, OTHER]
    assert seen.index.tolist() == [f"〔{UNIT}〕汇总.xlsx", f"〔{OTHER}〕汇总.xlsx"]
    app.session_state["card_1"] = True
    run(app)
    widget(app, "checkbox", "take_1-1").uncheck()
    press(run(app), "confirm_load")
    assert [row["unit"] for row in query(empty, "submissions")] == [UNIT]


def test_a_sheet_of_several_is_not_said_to_be_anothers(
    open_page: Open, empty: Path, plan: Plan
) -> None:
    """What a person says is said of the file: unit and quarter of one sheet cannot be changed."""
    app = opened(open_page, empty, ("汇总.xlsx", two_in_one(plan)))
    app.session_state["card_1"] = True
    run(app)
    assert app.selectbox(key="unit_1").disabled
    assert app.selectbox(key="quarter_1").disabled
    assert "几份台账，不能逐张改" in texts(app)


@pytest.mark.parametrize(
    ("name", "data"),
    [("揭东区2024年第三季度.pdf", PDF), ("揭东区2024Q3.xlsx", b"PK\3\4 damaged")],
)
def test_what_cannot_be_read_is_recorded_as_a_receipt(
    name: str, data: bytes, open_page: Open, empty: Path
) -> None:
    """A scan or a damaged file is kept, listed as what it is, and never counts as a ledger."""
    app = opened(open_page, empty, (name, data))
    assert widget(app, "selectbox", "receipt_unit_").value == UNIT
    assert widget(app, "selectbox", "receipt_quarter_").value == "2024Q3"
    shown = [str(getattr(node, "value", "")) for node in app.main]
    [form] = [at for at, words in enumerate(shown) if "**登记为收件**" in words]
    [why] = [at for at, words in enumerate(shown) if "发现的问题" in words]
    assert why < form
    press(app, "receive_")
    assert f"已登记为{UNIT} 2024年第三季度 {UNREADABLE_LEDGER}" in texts(app)
    [row] = query(empty, "receipts")
    assert (row["kind"], row["document"], row["unit"]) == ("document", "ledger", UNIT)
    assert query(empty, "submissions") == []


@pytest.mark.parametrize("name", ["扫描件2024年第三季度.pdf", "揭东区三季度.pdf", "揭东区.pdf"])
def test_a_receipt_needs_unit_and_quarter(name: str, open_page: Open, empty: Path) -> None:
    """Where the name does not say whose it is and of which year and quarter, nothing is assumed."""
    app = opened(open_page, empty, (name, PDF))
    press(app, "receive_")
    assert "请先选定单位和季度" in app.error[0].value
    assert open_store(empty).generation == 0


def test_held_files_can_be_kept_for_later(open_page: Open, empty: Path, plan: Plan) -> None:
    """A file that nobody could place is stored as held, and the page says where to go on."""
    app = opened(open_page, empty, ("台账.xlsx", ledger(plan, STATED)))
    assert app.button(key="confirm_load").label == "存为待定 1 份"
    press(app, "confirm_load")
    assert [row["state"] for row in query(empty, "receipts")] == ["held"]


@pytest.mark.parametrize("kind", ["name", "part", "unit"])
def test_a_files_words_are_shown_not_obeyed(
    kind: str, open_page: Open, empty: Path, plan: Plan
) -> None:
    """Named like a remote image, nothing in a label or a line makes one."""
    image = "![台账](x.png)"
    files = {
        "name": (f"{image}.xlsx", ledger(plan)),
        "part": ("台账.xlsx", ledger(plan, UNIT, answers={1: image})),
        "unit": ("台账.xlsx", ledger(plan, image)),
    }
    app = opened(open_page, empty, files[kind])
    app.session_state["card_1"] = True
    run(app)
    if kind == "unit":
        app.selectbox(key="unit_1").select(OTHER)
        run(app)
    labels = [*(box.label for box in app.main.expander), *(box.label for box in app.checkbox)]
    assert not [label for label in [*labels, *texts(app).splitlines()] if image in label]

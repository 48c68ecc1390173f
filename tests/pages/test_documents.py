"""材料: the register of returns, documents to find and read, liaisons with masked numbers."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from streamlit.testing.v1 import AppTest

from ingest.receipts import Receipt
from ingest.receive import receive
from ledger import metrics
from ledger.clock import to_beijing
from ledger.databases import open_store
from ledger.quarter import Quarter
from ledger.store import Store
from tests.ingest.documents import document, p
from tests.ledger.builder import insert
from tests.ledger.facts import Facts
from tests.pages.conftest import Open
from tests.pages.intake import DOCUMENTS, PDF, opened, press, run, tab, widget
from tests.pages.returns import build
from tests.pages.test_every_page import texts

DAY = "2025-10-15"
TODAY = date(2025, 10, 15)
REGISTER, REPORTS, CASES, LIAISONS = "登记册", "总结与评估报告", "典型案例", "联络员"
PAYLOAD = "<img src=x onerror=alert(1)> ![x](http://1.2.3.4/a.png)"


def word(*lines: str) -> bytes:
    """Return a Word file of these paragraphs."""
    return document("".join(p(line.replace("<", "&lt;")) for line in lines))


def listed(*rows: tuple[object, ...]) -> bytes:
    """Return a liaison list."""
    book, target = Workbook(), io.BytesIO()
    for row in (("序号", "单位", "联络员", "联系电话"), *rows):
        book.worksheets[0].append(list(row))
    book.save(target)
    return target.getvalue()


def take(store: Store, data: bytes, name: str, unit: int, kind: str, day: str, **said: Any) -> None:
    """Record a document of one of the fictitious units, in the first quarter that asks for it."""
    due = [str(each.quarter) for each in store.plan.calendar if each.document == kind]
    quarter = said.pop("quarter", "") or (due[1] if kind == "ledger" else (due or ["2025Q2"])[0])
    whose, on = store.plan.units[unit].unit, date.fromisoformat(day)
    receipt = Receipt(whose, kind, quarter, on, "李经办", **said)
    assert receive(store, data, name, receipt, TODAY).fresh


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One quarter's ledgers with reports, a case, a paper copy and two lists; for reading only."""
    store = build(tmp_path_factory.mktemp("documents") / "ledger.duckdb", quarters=1)
    first, second = (unit.unit for unit in store.plan.units[:2])
    report = word("中期评估报告", "一、培训", f"培训12场，{PAYLOAD}。", "二、不足", "力量不足。")
    take(store, report, "评估.docx", 0, "mid_evaluation", "2024-09-28", approved_by="张某某")
    take(store, PDF, "评估.pdf", 1, "mid_evaluation", "2024-10-03")
    case = {"title": "柔性执法", "task_nos": (8, 12)}
    take(
        store, word("首违不罚", "办理23件。"), "案例.docx", 2, "typical_case", "2025-05-20", **case
    )
    paper = {"copy": "paper", "letter_number": "示例函9号", "approved_by": "王某某"}
    take(store, b"", "", 0, "ledger", "2024-06-20", **paper, quarter="2024Q2")
    old, new = (1, first, "李经办", "13800000000"), (1, first, "张某某", "13900000001")
    unknown = (2, "不知名局", "赵某某", "13900000002")
    take(store, listed(old), "名单.xlsx", 0, "liaison_list", "2024-05-09")
    with store.write("测试") as transaction:
        nothing = Facts(store.plan)
        nothing.ledger(store.plan.units[2].unit, "2024Q2", "2024-06-30", {})
        insert(transaction, nothing)
    third = (3, second, "王某某", "0663-1234567")
    take(store, listed(new, unknown, third), "新.xlsx", 0, "liaison_list", "2025-03-01")
    return store.path


def at(open_page: Open, database: Path, name: str, **parameters: str) -> AppTest:
    """Open a tab of the page."""
    return open_page(database, "documents", as_of=DAY, documents_tab=name, **parameters)


def frame(app: AppTest, number: int = 0) -> Any:
    """Return a table of the page."""
    return app.dataframe[number].value


def test_what_is_missing_leads_to_reminding(open_page: Open, filled: Path) -> None:
    """From the register one click asks the unit that owes most, with as many as it counts."""
    app = at(open_page, filled, REGISTER)
    with open_store(filled).read() as reader:
        returns = metrics.query(reader, "returns", TODAY)
    owed = returns[returns["state"] == "missing"]["unit"].value_counts()
    links = [link for link in app.page_link if "remind_unit" in link.proto.query_string]
    assert [link.value for link in links] == [f"{unit} {n}份" for unit, n in owed.head(8).items()]
    none = at(open_page, filled, REGISTER, returns_state="按时")
    assert not none.page_link


@pytest.mark.parametrize("name", [REPORTS, CASES, LIAISONS])
def test_without_documents_it_says_what_to_do(
    name: str, open_page: Open, one_quarter: Path
) -> None:
    """There are ledgers, but nothing else was recorded: one sentence names the way."""
    app = at(open_page, one_quarter, name)
    assert len(app.info) == 1
    assert "登记材料" in app.info[0].value


def test_the_register_has_every_column(open_page: Open, filled: Path) -> None:
    """State, holiday, late days, paper copy, letter and approver stand in each return's row."""
    app = at(open_page, filled, REGISTER, returns_quarter="2024年第二季度")
    rows = frame(app)
    assert set(rows["季度"]) == {"2024年第二季度"}
    ledger = rows[rows["材料"] == "工作台账"].iloc[0]
    assert ledger[["纸质件收到", "来文文号", "审核人"]].tolist() == [
        "2024-06-20", "示例函9号", "王某某",
    ]  # fmt: skip
    assert "纸质件已收 1" in texts(app)
    assert "空报 1" in texts(app)
    empty = rows[rows["空报"] == "是"]
    assert empty[["材料", "版数"]].to_numpy().tolist() == [["工作台账", 2]]
    app = at(open_page, filled, REGISTER, returns_document="工作台账", returns_state="未报")
    third = frame(app).query("季度 == '2024年第三季度'")
    assert set(third["节假日"]) == {"中秋节"}
    assert set(third["报送状态"]) == {"■ 未报"}
    assert set(third["迟报天数"]) == {(TODAY - date(2024, 9, 17)).days}
    app = at(open_page, filled, REGISTER, returns_unit=frame(app)["填报单位"].iloc[0],
             returns_state="待报")  # fmt: skip
    assert "没有符合条件" in app.info[0].value


def test_a_report_is_found_and_read(open_page: Open, filled: Path) -> None:
    """Words narrow the list; the text shows them marked, and nothing of it is obeyed as HTML."""
    app = at(open_page, filled, REPORTS)
    assert frame(app)["文件名"].tolist() == ["评估.docx", "评估.pdf"]
    assert frame(app)["审核人"].tolist() == ["张某某", ""]
    assert any(PAYLOAD in element.value for element in app.text)
    app.text_input(key="report_words").set_value("培训 12").run()
    assert frame(app)["命中"].tolist() == [3]
    html = "".join(str(getattr(element, "value", "")) for element in app.get("html"))
    assert ">培训</mark>" in html
    assert ">培训12</mark>" in html
    assert "<img" not in html
    app.toggle(key="only_hits").set_value(True).run()
    assert "力量不足" not in texts(app)
    app.text_input(key="report_words").set_value("培训 没有的词").run()
    assert "没有符合条件" in app.info[0].value


def test_a_scan_says_why_it_has_no_text(open_page: Open, filled: Path) -> None:
    """It is listed and can be downloaded, and the reader is told what to ask for."""
    app = at(open_page, filled, REPORTS)
    app.selectbox(key="report_unit").select_index(1).run()
    assert frame(app)["文件名"].tolist() == ["评估.pdf"]
    assert "另存为 .docx" in app.info[0].value
    labels = [getattr(button, "label", "") for button in app.get("download_button")]
    assert labels == ["下载此表（CSV）", "下载原文件"]


def test_cases_are_found_by_task(open_page: Open, filled: Path) -> None:
    """The tasks named at the receipt are the ones offered; title and words find it too."""
    app = at(open_page, filled, CASES)
    box = app.selectbox(key="case_task")
    assert [option.split()[0] for option in box.options] == ["8", "12"]
    box.select_index(1).run()
    assert frame(app)["标题"].tolist() == ["柔性执法"]
    app.text_input(key="case_words").set_value("柔性").run()
    assert frame(app)["文件名"].tolist() == ["案例.docx"]
    assert "首违不罚" in texts(app)


def test_who_looks_back_hides_no_text_from_others(open_page: Open, filled: Path) -> None:
    """When the second report was recorded the case was not; today's visitors still read it."""
    with open_store(filled).read() as reader:
        asked = "select max(recorded_at) from facts.document where document = 'mid_evaluation'"
        [[recorded]] = reader.cursor.execute(asked).fetchall()
    looked = {"as_of": "2025-10-14", "documents_tab": REPORTS}  # a day not looked at before
    known_at = to_beijing(recorded).isoformat()[:26]
    past = open_page(filled, "documents", **looked, known_at=known_at)
    assert frame(past)["文件名"].tolist() == ["评估.docx", "评估.pdf"]
    now = open_page(filled, "documents", **(looked | {"documents_tab": CASES}))
    assert "首违不罚" in texts(now)


def test_liaisons_are_listed_with_hidden_numbers(open_page: Open, filled: Path) -> None:
    """Current and earlier ones, the rows of nobody, the units without; no full number anywhere."""
    app = at(open_page, filled, LIAISONS)
    unplaced, current, earlier = (frame(app, number) for number in range(3))
    assert unplaced["名单上的写法"].tolist() == ["不知名局"]
    assert current[["联络员", "联系电话"]].to_numpy().tolist() == [
        ["张某某", "139****0001"], ["王某某", "066****4567"],
    ]  # fmt: skip
    assert earlier["联络员"].tolist() == ["李经办"]
    assert "还没有联络员的单位 7/9" in texts(app)
    shown = texts(app) + "".join(one.value.to_csv() for one in app.dataframe)
    assert not [number for number in ("13800000000", "1390000000", "1234567") if number in shown]


def test_rows_of_nobody_are_forgotten_with_a_newer_list(open_page: Open, empty: Path) -> None:
    """What a unit wrote in a list that it has replaced is no longer warned of."""
    store = open_store(empty)
    unknown = (1, "不知名局", "赵某某", "13900000002")
    other = (2, store.plan.units[1].unit, "李经办", "13800000000")
    take(store, listed(unknown, other), "名单.xlsx", 0, "liaison_list", "2024-05-09")
    assert "有 1 行认不出" in texts(at(open_page, empty, LIAISONS))
    named = (1, store.plan.units[0].unit, "赵某某", "13900000002")
    take(store, listed(named), "名单2.xlsx", 0, "liaison_list", "2024-06-09")
    assert "认不出" not in texts(at(open_page, empty, LIAISONS))


def test_a_paper_copy_is_recorded_without_a_file(open_page: Open, empty: Path) -> None:
    """With letter and approver, also of a ledger; and it is taken back as any receipt."""
    app = tab(opened(open_page, empty), DOCUMENTS)
    assert "工作台账" not in widget(app, "selectbox", "receipt_document_").options
    widget(app, "radio", "receipt_copy_").set_value("paper")
    run(app)
    kind = widget(app, "selectbox", "receipt_document_")
    assert "工作台账" in kind.options
    kind.select("ledger")
    widget(app, "selectbox", "receipt_unit_").select_index(0)
    run(app)
    widget(app, "selectbox", "receipt_quarter_").select("2024Q2")
    widget(app, "text_input", "receipt_letter_number_").set_value("函9号")
    widget(app, "text_input", "receipt_approved_by_").set_value("张某某")
    press(run(app), "document_submit")
    [rows] = [one.value for one in app.dataframe if "来文文号" in one.value]
    assert rows[["材料", "来文文号", "审核人"]].to_numpy().tolist() == [
        ["工作台账（纸质盖章件）", "函9号", "张某某"]
    ]
    assert "登记的是纸质件，没有附文件" in texts(app)
    widget(app, "text_input", "withdraw_reason_").set_value("误登")
    press(app, "withdraw_submit_")
    with open_store(empty).read() as reader:
        left = reader.cursor.execute("select copy, sha256 from facts.document").fetchall()
    assert left == [("paper", "")]
    assert "来文文号：函9号" in texts(app)


def test_a_files_name_says_whose_it_is(open_page: Open, empty: Path) -> None:
    """Unit and quarter are proposed from it, also in boxes already drawn, but not over a choice."""
    app = tab(opened(open_page, empty), DOCUMENTS)
    widget(app, "selectbox", "receipt_document_").select("half_year_summary")
    run(app)
    app.file_uploader[-1].upload("揭东区2025年上半年总结（2025年第二季度）.docx", word("总结"))
    run(app)
    unit, quarter = (widget(app, "selectbox", f"receipt_{name}_") for name in ("unit", "quarter"))
    assert (unit.value, quarter.value) == ("揭东区交通运输局", "2025Q2")
    unit.select("惠来县交通运输局")
    assert widget(run(app), "selectbox", "receipt_unit_").value == "惠来县交通运输局"


def test_the_document_recorded_last_is_shown(open_page: Open, empty: Path) -> None:
    """What can be taken back below the form is what was just recorded, not an earlier one."""
    app = tab(opened(open_page, empty), DOCUMENTS)
    for title in ("甲案", "乙案"):
        widget(app, "selectbox", "receipt_document_").select("typical_case")
        run(app)
        app.file_uploader[-1].upload(f"{title}.docx", word(title, "办理23件。"))
        widget(app, "selectbox", "receipt_unit_").select_index(1)
        widget(app, "selectbox", "receipt_quarter_").select("2024Q3")
        press(run(app), "document_submit")
        chosen = app.selectbox(key="document")
        assert title in chosen.format_func(chosen.value)


def test_a_case_is_recorded_with_its_tasks(open_page: Open, empty: Path) -> None:
    """Only a document that is never due asks for tasks, and what was read of the file is said."""
    app = tab(opened(open_page, empty), DOCUMENTS)
    assert not app.multiselect
    widget(app, "selectbox", "receipt_document_").select("typical_case")
    run(app)
    app.file_uploader[-1].upload("案例.docx", word("首违不罚", "办理23件。"))
    widget(app, "selectbox", "receipt_unit_").select_index(1)
    widget(app, "selectbox", "receipt_quarter_").select(str(Quarter(2024, 3)))
    widget(app, "multiselect", "receipt_task_nos_").select(8)
    press(run(app), "document_submit")
    assert "取出文字 2 段" in texts(app)
    assert "刚登记的材料" not in texts(run(app))
    with open_store(empty).read() as reader:
        rows = reader.cursor.execute("select task_nos, recorded_by from facts.document").fetchall()
    assert rows == [([8], "李经办")]

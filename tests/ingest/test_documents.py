"""What is read of documents that are no ledgers: the text of Word files, liaison lists."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook as Book

from ingest.documents_liaisons import column_names, read_liaisons
from ingest.findings import Finding
from ingest.rebuild import rebuild
from ingest.receipts import Receipt
from ingest.receive import Recorded, receive
from ingest.workbook import Sheet, Workbook
from ledger import decisions, metrics
from ledger.clock import utc_now
from ledger.errors import UserError
from ledger.liaisons import phone_numbers
from ledger.plan import Plan
from ledger.store import Store
from ledger.units import UnitRegistry
from tests.ingest.documents import document, p, tbl, tr

UNIT, OTHER = "揭东区交通运输局", "普宁市交通运输局"
TODAY = date(2025, 1, 10)
HEADER = ("序号", "单位", "联络员", "联系电话", "备注")
REPORT = (
    "中期评估报告",
    "一、总体情况",
    "开展培训3场，联系人张某某，13800000000。",
    "（一）机制。",
    "第三部分 结语",
    "二、今年以来，我局认真落实；健全机制。",
)


@pytest.fixture
def store(plan: Plan, tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "ledger.duckdb", plan)


def word(*lines: str) -> bytes:
    """Return a Word file of these paragraphs and one table."""
    return document("".join(p(line) for line in lines) + tbl(tr("指标", "数"), tr("培训", "3")))


def book(*rows: Sequence[object]) -> bytes:
    """Return an .xlsx with these rows."""
    workbook, target = Book(), io.BytesIO()
    for row in rows:
        workbook.worksheets[0].append(list(row))
    workbook.save(target)
    return target.getvalue()


def take(store: Store, data: bytes, kind: str = "mid_evaluation", **changed: Any) -> Recorded:
    """Record a document of the unit."""
    quarter = {"liaison_list": "2024Q2"}.get(kind, "2024Q3")
    given: dict[str, Any] = {"received_on": date(2024, 9, 20), "who": "李经办", "quarter": quarter}
    receipt = Receipt(unit=UNIT, document=kind, **{**given, **changed})
    return receive(store, data, "材料", receipt, TODAY)


def ask(store: Store, name: str, as_of: date = TODAY) -> list[dict[str, Any]]:
    """Return the rows of a question."""
    with store.read() as reader:
        return list(metrics.query(reader, name, as_of).to_dict("records"))  # type: ignore[arg-type]


def listed(*rows: Sequence[str], header: Sequence[str] = HEADER) -> Workbook:
    """Return a list as it is read of a file, under a title."""
    width = max(len(header), *map(len, rows)) if rows else len(header)
    filled = [[*row, *[""] * (width - len(row))] for row in (["信息联络员名单"], header, *rows)]
    return Workbook("xlsx", (Sheet("名单", rows=filled),))


def test_a_word_file_becomes_passages(store: Store) -> None:
    """In their order, headings told apart, table rows as lines, telephone numbers hidden."""
    assert take(store, word(*REPORT), title="评估", task_nos=(3, 16)).words == "取出文字 8 段。"
    rows = ask(store, "passages")
    assert [(row["heading"], row["text"]) for row in rows] == [
        (True, "中期评估报告"),
        (True, "一、总体情况"),
        (False, "开展培训3场，联系人张某某，138****0000。"),
        (True, "（一）机制。"),
        (True, "第三部分 结语"),
        (False, "二、今年以来，我局认真落实；健全机制。"),
        (False, "指标 ｜ 数"),
        (False, "培训 ｜ 3"),
    ]
    assert {(row["unit"], row["label"], row["title"]) for row in rows} == {
        (UNIT, "中期评估报告", "评估")
    }
    (kept,) = ask(store, "documents")
    assert (kept["passages"], list(kept["task_nos"])) == (8, [3, 16])
    assert ask(store, "passages", date(2024, 9, 19)) == []
    decisions.withdraw_receipt(store, kept["document_id"], reason="登错", who="李经办")
    assert ask(store, "passages") == []


@pytest.mark.parametrize(
    ("data", "kind", "words"),
    [
        (b"%PDF-1.4 scan", "annual_summary", "扫描件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "mid_evaluation", "没有取出文字"),
        (book(["案例", "做法"]), "typical_case", "只保存原件，不取文字"),
        (document(p("")), "typical_case", "没有文字"),
        (book(["案例", "做法"]), "liaison_list", "没有认出名单的表头"),
        (book(HEADER), "liaison_list", "没有人"),
    ],
)
def test_what_cannot_be_read_is_kept_and_said(
    store: Store, data: bytes, kind: str, words: str
) -> None:
    """The receipt stands, the original is there, and the answer says what to do."""
    quarter = {"quarter": "2024Q4"} if kind == "annual_summary" else {}
    done = take(store, data, kind, **quarter)
    assert done.fresh
    assert words in done.words
    (row,) = ask(store, "documents")
    assert (row["passages"], store.received.read(row["sha256"])) == (0, data)
    assert ask(store, "passages") == ask(store, "liaisons") == []


@pytest.mark.parametrize(
    ("opening", "warned"),
    [(OTHER, True), (UNIT, False), (f"{OTHER}、{UNIT}", False), ("市直各单位", False)],
)
def test_a_document_of_another_unit_is_told(store: Store, opening: str, warned: bool) -> None:
    """Who registers a document that begins with another unit's name is asked to look again."""
    done = take(store, word(f"{opening}自评报告", "一、情况"))
    assert done.fresh
    assert (f"写的单位是{OTHER}，登记的是{UNIT}" in done.words) is warned


def test_paper_and_unreadable_ledgers_are_not_read(store: Store) -> None:
    """The scan of a stamped copy says again what the electronic one says; a ledger is no report."""
    assert take(store, word(*REPORT), copy="paper").words == ""
    assert take(store, word(*REPORT), "ledger").words == ""
    assert len(ask(store, "documents")) == 2
    assert ask(store, "passages") == []


def test_the_newest_list_of_a_unit_is_current(store: Store) -> None:
    """Names are resolved, older lists stay, and numbers are masked but through one door."""
    first = book(["附件2"], HEADER, [1, "揭东区局", "李经办", 13800000000, "法规股"],
                 [2, OTHER, "王某某", "0663-1234567", ""])  # fmt: skip
    again = book(HEADER, [1, UNIT, "张某某", "13900000001/13900000002", ""])
    assert take(store, first, "liaison_list", received_on=date(2024, 5, 9)).liaisons == 2
    assert take(store, again, "liaison_list", received_on=date(2024, 12, 1)).liaisons == 1
    shown = [
        (r["unit"], r["person"], r["phone"], r["remark"], r["is_current"])
        for r in ask(store, "liaisons")
    ]
    assert shown == [
        (UNIT, "张某某", "139****0001、139****0002", "", True),
        (UNIT, "李经办", "138****0000", "法规股", False),
        (OTHER, "王某某", "066****4567", "", True),
    ]
    assert phone_numbers(store, TODAY) == {
        UNIT: [("张某某", "13900000001、13900000002")], OTHER: [("王某某", "06631234567")]
    }  # fmt: skip
    assert phone_numbers(store, date(2024, 6, 1))[UNIT] == [("李经办", "13800000000")]
    assert phone_numbers(store, date(2024, 5, 8)) == {}


def test_a_word_list_is_read_too(store: Store) -> None:
    """A table in a Word file, below its title; its text is not kept, for it holds numbers."""
    data = document(
        p("信息联络员名单") + tbl(tr(*HEADER), tr("1", "揭东局", "李经办", "138 0000 0000", ""))
    )
    assert take(store, data, "liaison_list").words == "读出联络员 1 人。"
    (row,) = ask(store, "liaisons")
    assert (row["unit"], row["person"], row["phone"]) == (UNIT, "李经办", "138****0000")
    assert ask(store, "passages") == []


@pytest.mark.parametrize(
    ("book_read", "expected", "unknown"),
    [
        (listed(["1", "某某股", "李经办", "1380000", ""]), [(UNIT, "李经办", "1380000")], []),
        (
            listed(["1", "某某股", "李经办", "1", ""], ["2", "普宁局", "张某某", "", ""]),
            [("", "李经办", ""), (OTHER, "张某某", "")],
            ["某某股"],
        ),
        (
            listed(["李经办", "13800000000"], ["张某某", ""], header=("姓名", "手机号码")),
            [(UNIT, "李经办", "13800000000"), (UNIT, "张某某", "")],
            [],
        ),
        (
            listed(["普宁局（法规股）", "李经办 13800000000"], ["", "张某某"], ["填表说明：略", ""],
                   header=("所在单位名称", "信息联络员（姓名、电话）")),
            [(OTHER, "李经办", "13800000000"), (OTHER, "张某某", "")],
            [],
        ),
        (
            listed(["揭东局", "李经办", "13800000000", "0663-1234567"],
                   header=("单位", "联络员姓名", "手机", "办公电话")),
            [(UNIT, "李经办", "13800000000、06631234567")],
            [],
        ),
    ],
)  # fmt: skip
def test_lists_as_units_write_them(
    book_read: Workbook,
    expected: list[tuple[str, str, str]],
    unknown: list[str],
    registry: UnitRegistry,
) -> None:
    """One row is the sender's, so is a list without units; a merged unit holds for its rows."""
    rows, findings = read_liaisons(book_read, UNIT, registry)
    assert [(row.unit, row.person, row.phone) for row in rows] == expected
    assert [finding.value for finding in findings] == unknown


CELLS = st.text("李张某揭东局普宁 139800000000663-/、\n", max_size=16)


@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=6))
def test_no_list_is_lost_or_told(rows: list[list[str]]) -> None:
    """Whatever the cells hold: every row with a name becomes one, and no number stays outside."""
    findings: list[Finding]
    read, findings = read_liaisons(listed(*rows), UNIT, UnitRegistry(()))
    named = [row for row in rows if re.search(r"[李张某揭东局普宁]", row[2])]
    assert len(read) >= len(named)
    for row in read:
        assert re.fullmatch(r"(\d+(、\d+)*)?", row.phone)
        assert not re.search(r"1[3-9]\d{9}", f"{row.person} {row.remark}".replace("-", ""))
    assert bool(findings) == (not read or any(not row.unit for row in read))


@pytest.mark.parametrize(
    "lines",
    ["role,name\nperson,\n", "role,name\nchief,局长\n", "role,name\nunit,单位\nunit,单位\n"],
)
def test_a_wrong_column_list_is_told(lines: str, tmp_path: Path) -> None:
    """File and line are named."""
    path = tmp_path / "liaison_columns.csv"
    path.write_text(lines, encoding="utf-8")
    with pytest.raises(UserError) as caught:
        column_names(path)
    assert caught.value.code == "liaison_columns"
    assert "行" in caught.value.place


def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Return all that is known of documents."""
    return {
        name: [{k: str(v) for k, v in row.items()} for row in ask(store, name)]
        for name in ("documents", "passages", "liaisons", "receipts")
    }


def fill(store: Store) -> None:
    """Record a report, a paper copy, a scan, and a list with a name that nobody knows."""
    take(store, word(*REPORT), task_nos=(3,), title="评估")
    take(store, b"%PDF-1.4", "typical_case")
    take(store, b"", "ledger", copy="paper", letter_number="函1号", approved_by="张某某")
    rows = [1, UNIT, "李经办", "13800000000", ""], [2, "揭东路政组", "王某某", "13800000001", ""]
    take(store, book(HEADER, *rows), "liaison_list")


def test_a_rebuild_reproduces_documents(store: Store) -> None:
    """With and without the present database; a name decided on since is resolved by then."""
    fill(store)
    before = everything(store)
    assert [row["unit"] for row in before["liaisons"]] == [UNIT, ""]
    assert rebuild(store, utc_now()).unread == ()
    assert everything(store) == before
    store.path.unlink()
    rebuild(store, utc_now())
    assert everything(store) == before
    decisions.alias(store, alias="揭东路政组", unit=OTHER, reason="核实", who="测试员")
    rebuild(store, utc_now())
    assert [row["unit"] for row in everything(store)["liaisons"]] == [UNIT, OTHER]


@pytest.mark.parametrize("damage", ["lost", "damaged"])
def test_a_document_that_is_gone_keeps_its_text(store: Store, damage: str) -> None:
    """What was read of it before stays, and the report names it; of the scan nothing was read."""
    fill(store)
    before = everything(store)
    path = store.received.path(before["documents"][0]["sha256"])
    for row in before["passages"][:1]:
        (sha256,) = {
            d["sha256"] for d in before["documents"] if d["document_id"] == row["document_id"]
        }
        path = store.received.path(sha256)
    if damage == "lost":
        path.unlink()
    else:
        path.write_bytes(b"%PDF-1.4")
    assert [file.file_name for file in rebuild(store, utc_now()).unread] == ["材料"]
    assert everything(store) == before


def test_documents_of_an_earlier_version_are_read_by_a_rebuild(store: Store) -> None:
    """Journal lines and tables from before have no copy and no text; the rebuild reads them."""
    take(store, word(*REPORT))
    before = everything(store)
    names = ("copy", "letter_number", "approved_by", "title", "task_nos")
    lines = store.journal.read_text(encoding="utf-8")
    for name in names:
        lines = re.sub(rf', "{name}": (?:"[^"]*"|\[[^\]]*\])', "", lines)
    assert "letter_number" not in lines
    store.journal.write_text(lines, encoding="utf-8")
    with duckdb.connect(str(store.path)) as database:
        for name in names:
            database.execute(f"alter table document drop column {name}")
        for table_name in ("passage", "liaison"):
            database.execute(f"drop table {table_name}")
        database.execute("delete from migration where number = 4")
    assert rebuild(store, utc_now()).unread == ()
    assert everything(store) == before

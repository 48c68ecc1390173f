"""Receipts of files that are not read: kept, listed, and never taken for a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ingest import cli
from ingest.receipts import Receipt
from ingest.receive import receive
from ledger import decisions, metrics
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store

UNIT = "揭东区交通运输局"
TODAY = date(2024, 9, 20)
SCAN = b"%PDF-1.4 scan"
SENT = {"data": SCAN, "file_name": "台账扫描件.pdf"}
PAPER: dict[str, Any] = {"copy": "paper", "data": b"", "file_name": ""}


@pytest.fixture
def store(plan: Plan, tmp_path: Path) -> Store:
    """An empty store."""
    return Store(tmp_path / "ledger.duckdb", plan)


def take(store: Store, **changed: Any) -> bool:
    """Record a scanned ledger of the third quarter."""
    said = {"unit": UNIT, "document": "ledger", "quarter": "2024Q3", "who": "李经办"}
    data, name = (changed.pop(what, given) for what, given in SENT.items())
    receipt = Receipt(**{"received_on": date(2024, 9, 16), **said, **changed})
    return receive(store, data, name, receipt, TODAY).fresh


def ask(store: Store, name: str) -> list[dict[str, Any]]:
    """Return the rows of a question today."""
    with store.read() as reader:
        return list(metrics.query(reader, name, TODAY).to_dict("records"))  # type: ignore[arg-type]


def test_a_ledger_that_cannot_be_read_is_kept_and_not_counted(store: Store) -> None:
    """The bytes are there, the register shows the day, and the ledger is still missing."""
    assert take(store)
    (row,) = ask(store, "receipts")
    told = [row[name] for name in ("kind", "document", "state", "format", "recorded_by")]
    assert told == ["document", "ledger", "receipt", "pdf", "李经办"]
    assert store.received.read(row["sha256"]) == SCAN
    (owed,) = (
        r
        for r in ask(store, "returns")
        if (r["unit"], r["quarter"], r["document"]) == (UNIT, "2024Q3", "ledger")
    )
    assert (owed["state"], str(owed["unread_on"])[:10]) == ("missing", "2024-09-16")
    assert ask(store, "submissions") == []


def test_a_receipt_is_recorded_once_unless_taken_back(store: Store) -> None:
    """The same file for the same thing writes nothing; withdrawn, it can come again."""
    assert [take(store), take(store), take(store, quarter="2024Q2")] == [True, False, True]
    first = ask(store, "receipts")[0]["receipt_id"]
    decisions.withdraw_receipt(store, first, reason="登错", who="李经办")
    assert [take(store), take(store)] == [True, False]
    states = [row["state"] for row in ask(store, "receipts")]
    assert states == ["withdrawn", "receipt", "receipt"]


def test_a_decided_alias_names_the_unit(store: Store) -> None:
    """A receipt takes every name that a person gave the unit."""
    by = {"reason": "来函用名", "who": "李经办"}
    decisions.alias(store, alias="揭东区综合交通中心", unit=UNIT, **by)
    assert take(store, unit="揭东区综合交通中心")
    assert ask(store, "receipts")[0]["unit"] == UNIT


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"unit": "某某局"}, "unit_unknown"),
        ({"document": "photo"}, "document_unknown"),
        ({"quarter": "2030Q1"}, "quarter_outside_plan"),
        ({"document": "mid_evaluation", "quarter": "2024Q2"}, "quarter_outside_plan"),
        ({"received_on": date(2024, 9, 21)}, "received_in_future"),
        ({"copy": "fax"}, "copy_unknown"),
        ({"data": b"", "file_name": ""}, "file_missing"),
        ({"document": "typical_case", "task_nos": (3, 44)}, "task_unknown"),
    ],
)
def test_a_receipt_that_cannot_be_is_told(store: Store, changed: dict[str, Any], code: str) -> None:
    """Nothing is written, not even the file."""
    with pytest.raises(UserError) as caught:
        take(store, **changed)
    assert caught.value.code == code
    assert (store.generation, store.received.all()) == (0, [])


def test_a_paper_copy_needs_no_file(store: Store) -> None:
    """It has its day, letter number and approver, is no ledger received and no unreadable one."""
    said = {"letter_number": " 揭东交函〔2024〕5号 ", "approved_by": "张某某"}
    assert take(store, **PAPER, **said)
    (row,) = ask(store, "documents")
    names = ("document", "label", "copy", "letter_number", "approved_by", "file_name", "sha256")
    assert [row[name] for name in names] == [
        "ledger", "工作台账", "paper", "揭东交函〔2024〕5号", "张某某", "", "",
    ]  # fmt: skip
    (owed,) = (r for r in ask(store, "returns") if str(r["paper_received_on"]) != "NaT")
    told = [owed[name] for name in ("unit", "document", "quarter", "state", "letter_number")]
    assert told == [UNIT, "ledger", "2024Q3", "missing", "揭东交函〔2024〕5号"]
    assert str(owed["unread_on"]) == "NaT"
    assert store.received.all() == []


def test_paper_is_told_apart_by_day_and_letter(store: Store) -> None:
    """The same again writes nothing; a corrected letter is another, and so is the scan of one."""
    letter = {"letter_number": "函1号"}
    again = [take(store, **PAPER, **letter) for _ in range(2)]
    assert again == [True, False]
    assert take(store, **PAPER, letter_number="函2号")
    assert take(store, **PAPER, **letter, received_on=date(2024, 9, 18))
    assert [take(store, copy="paper"), take(store)] == [True, True]
    assert [take(store, copy="paper"), take(store)] == [False, False]


def test_a_paper_copy_is_withdrawn_and_comes_back(store: Store) -> None:
    """As any receipt; what was withdrawn can be recorded anew or restored."""
    take(store, **PAPER)
    (row,) = ask(store, "receipts")
    assert (row["copy"], row["state"], row["format"]) == ("paper", "receipt", "")
    decision = decisions.withdraw_receipt(store, row["receipt_id"], reason="登错", who="李经办")
    assert ask(store, "documents") == []
    decisions.undo(store, decision, who="李经办")
    assert [r["document_id"] for r in ask(store, "documents")] == [row["receipt_id"]]


def test_the_command_line_records_paper_and_cases(
    store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a file, with letter and approver; a case with its title and tasks."""
    common = ["--unit", "揭东局", "--database", str(store.path), "--by", "李经办"]
    paper = ["--document", "half_year_summary", "--quarter", "2024Q2", "--copy", "paper",
             "--letter-number", "函1号", "--approved-by", "张某某"]  # fmt: skip
    case = tmp_path / "案例.pdf"
    case.write_bytes(SCAN)
    about = ["--document", "typical_case", "--quarter", "2024Q2", "--title", "甲案"]
    day = ["--received", "2024-06-20"]
    receive_case = ["receive", str(case), *common, *day, *about]
    for command in (["receive", *common, *day, *paper], [*receive_case, "--tasks", "3，16"]):
        assert cli.main(command) == 0
    told = capsys.readouterr().out
    assert ("已登记。" in told, "没有取出文字" in told) == (True, True)
    names = ("document", "copy", "letter_number", "approved_by", "title", "recorded_by")
    rows = ask(store, "documents")
    assert [[row[name] for name in names] for row in rows] == [
        ["half_year_summary", "paper", "函1号", "张某某", "", "李经办"],
        ["typical_case", "electronic", "", "", "甲案", "李经办"],
    ]
    assert [list(row["task_nos"]) for row in rows] == [[], [3, 16]]
    for wrong, code in (([*receive_case, "--tasks", "三"], "tasks_format"),
                        (["receive", *common, *day, *about], "file_missing")):  # fmt: skip
        with pytest.raises(UserError) as caught:
            cli.main(wrong)
        assert caught.value.code == code

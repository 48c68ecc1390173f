"""The page and the feedback of a unit say what the questions say, each number with its whole."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from docx import Document
from docx.document import Document as ReadDocument

from ledger import metrics
from ledger.store import Store
from reports.reminder_digest import Item
from reports.unit_facts import QUERIES, UnitFacts, unit_facts
from reports.unit_feedback import write_unit_feedback
from reports.unit_page import write_unit_page
from reports.unit_pages_zip import write_unit_pages
from reports.unit_tables import behind, improved, returns

AS_OF = date(2025, 10, 15)
Frames = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def frames(sample_store: Store) -> Frames:
    """The answers of the sample on the day at which it opens."""
    with sample_store.read() as reader:
        return {name: metrics.query(reader, name, AS_OF) for name in QUERIES}


def units(frames: Frames) -> list[str]:
    """Return the sample's units in official order."""
    return list(frames["standing"]["unit"].unique())


def page(facts: UnitFacts) -> ReadDocument:
    """Return the unit's page as another program reads it."""
    target = BytesIO()
    write_unit_page(target, facts)
    return Document(target)


def feedback(facts: UnitFacts) -> ReadDocument:
    """Return the unit's feedback as another program reads it."""
    target = BytesIO()
    write_unit_feedback(target, facts)
    return Document(target)


def cells(document: ReadDocument, number: int) -> list[list[str]]:
    """Return the texts of one table of a document."""
    return [[cell.text for cell in row.cells] for row in document.tables[number].rows]


def test_counts_are_those_of_the_questions(frames: Frames) -> None:
    """The page counts the unit's tasks; SQL counts them too."""
    for row in frames["lagging"].to_dict("records"):
        counts = unit_facts(frames, row["unit"], AS_OF).counts
        assert (counts.applicable, counts.red, counts.yellow, counts.green) == (
            row["applicable"], row["red"], row["yellow"], row["green"],
        )  # fmt: skip
        for part, whole, rate in (
            (counts.dated_done, counts.dated_applicable, row["completion_rate"]),
            (counts.continuing_green, counts.continuing_applicable, row["fresh_rate"]),
        ):
            assert part / whole == pytest.approx(rate)


def test_a_ledger_that_came_before_its_day_is_not_due_yet(sample_store: Store) -> None:
    """On the due day itself five ledgers are due, though the sixth has come already."""
    day = date(2025, 9, 17)
    with sample_store.read() as reader:
        frames = {name: metrics.query(reader, name, day) for name in QUERIES}
    texts = [p.text for p in page(unit_facts(frames, "示例甲县交通运输局", day)).paragraphs]
    assert "应报工作台账5期，已报5/5（100.0%），按时5/5（100.0%）。" in texts[2]


def test_the_page_has_its_sections_and_says_the_day(frames: Frames) -> None:
    """Returns, lights, what is behind, what improved and what is asked, all as of one day."""
    facts = unit_facts(frames, "示例戊县交通运输局", AS_OF)
    n, asked = facts.counts, len(facts.digest.items)
    document = page(facts)
    texts = [p.text for p in document.paragraphs]
    assert texts[:2] == ["示例戊县交通运输局落实情况", "（截至2025年10月15日）"]
    assert texts[2] == (
        "截至2025年10月15日，应报工作台账6期，已报4/6（66.7%），按时2/6（33.3%）。"
        f"适用任务{n.applicable}项：绿灯{n.green}项、黄灯{n.yellow}项、"
        f"红灯{n.red}/{n.applicable}（{n.red / n.applicable:.1%}）、灰灯{n.grey}项。"
        f"有时限的任务已完成{n.dated_done}/{n.dated_applicable}"
        f"（{n.dated_done / n.dated_applicable:.1%}），"
        f"持续推进的任务绿灯0/{n.continuing_applicable}（0.0%）。信息联络员：郑某某（138****0507）。"
    )
    headings = [p.text for p in document.paragraphs if p.style and "Heading" in str(p.style.name)]
    assert headings == [
        "一、报送情况", "二、各类任务的灯", "三、逾期与红灯任务（截至2025年10月15日）",
        "四、有进展的任务", f"五、需要做的（{asked}项）",
    ]  # fmt: skip
    assert texts[texts.index(headings[3]) + 1] == "无。"
    assert len(document.tables) == 4
    sums = [n.applicable, n.green, n.yellow, n.red, n.grey]
    assert cells(document, 1)[-1][:6] == ["合计", *map(str, sums)]


def test_red_tasks_stand_with_their_sentence_and_cell(frames: Frames) -> None:
    """Every red or overdue task names the words it was judged by, the file, the sheet, the cell."""
    facts = unit_facts(frames, "示例戊县交通运输局", AS_OF)
    table = behind(facts)
    standing = frames["standing"].query("unit == @facts.unit").set_index("task_no")
    duties = frames["open_duties"].query("unit == @facts.unit and kind == 'overdue'")
    red = set(standing.index[standing["light"] == "red"]) | set(duties["task_no"])
    assert {int(text.split()[0].removeprefix("任务")) for text in table["任务"]} == red
    first = standing.loc[min(red)]
    row = table.iloc[0]
    words = row["台账原文和出处"]
    place = f"\n出处：{first['file_name']}，{first['sheet']}，{first['cell']}"
    assert words[-1] == (place, "")
    evidence = [text for text, style in words if style == "evidence"]
    assert evidence
    assert all(text in first["narrative"] for text in evidence)
    written = page(facts).tables[2]
    marked = [r for r in written.rows[1].cells[2].paragraphs[0].runs if r.style.name == "判定依据"]
    assert [r.text for r in marked] == evidence


def test_what_improved_is_what_changed_for_the_better(frames: Frames) -> None:
    """Newly done and brighter tasks are listed; darker ones and grey ones are not."""
    facts = unit_facts(frames, "示例甲县交通运输局", AS_OF)
    row = dict(facts.changes[0]) | {"short_name": "名"}
    cases = [
        ("advancing", "done", "green", "green"), ("advancing", "advancing", "red", "yellow"),
        ("done", "done", "green", "yellow"), ("done", "advancing", "green", "green"),
        ("missing", "advancing", "grey", "green"), ("done", "done", "yellow", "grey"),
    ]  # fmt: skip
    keys = ("status_before", "status_now", "light_before", "light_now")
    changes = [
        row | dict(zip(keys, case, strict=True)) | {"task_no": number}
        for number, case in enumerate(cases, start=1)
    ]
    moved = [
        {"list": "recovered", "task_no": 2, "short_name": "名", "reason": "因"},
        {"list": "recovered", "task_no": 9, "short_name": "名", "reason": "因"},
        {"list": "newly_red", "task_no": 10, "short_name": "名", "reason": "因"},
    ]
    table = improved(replace(facts, changes=changes, movements=moved))
    assert list(zip(table["任务"], table["变化"], strict=True)) == [
        ("任务1 名", "推进中→已完成，绿灯→绿灯"),
        ("任务2 名", "推进中→推进中，红灯→黄灯"),
        ("任务9 名", "由红灯转好"),
    ]


def test_returns_say_what_is_special(frames: Frames) -> None:
    """Days late, holidays, empty ledgers, versions, returned ledgers and paper copies are named."""
    facts = unit_facts(frames, "示例甲县交通运输局", AS_OF)
    [ledger] = [
        row for row in facts.returns if (row["quarter"], row["document"]) == ("2024Q3", "ledger")
    ]
    special = dict(ledger) | {
        "state": "late", "days_late": 3, "is_empty": True, "versions": 2,
        "returned_for_correction": True, "correct_by": pd.Timestamp(2024, 10, 1),
        "paper_received_on": pd.Timestamp(2024, 9, 20), "letter_number": "甲交〔2024〕5号",
    }  # fmt: skip
    [row] = returns(replace(facts, returns=[special])).to_dict("records")
    assert (row["状态"], row["备注"]) == (
        "迟报3天",
        "期限逢中秋节；空报；共2版；已退回修改，要求2024-10-01前改正；纸质件2024-09-20；甲交〔2024〕5号",
    )
    assert returns(
        replace(facts, returns=[special | {"state": "not_due", "first_received_on": None}])
    ).empty


def test_feedback_asks_for_few_things(frames: Frames) -> None:
    """What is asked stands with what the ledger said and the day; the rest is counted."""
    facts = unit_facts(frames, "示例己县交通运输局", AS_OF)
    document = feedback(facts)
    [head, *rows] = cells(document, 0)
    assert head == ["序号", "事项", "台账怎么说", "需要做什么", "期限"]
    assert rows[0][2:] == ["尚未收到", "请尽快补报。", "2025-09-30\n已过15天"]
    whole = len(facts.digest.items)
    assert whole > len(rows) >= 9
    assert f"其余{whole - len(rows)}项见附表" in "".join(p.text for p in document.paragraphs)
    task = next(row for row in rows if row[1].startswith("任务"))
    number = int(task[1].split()[0].removeprefix("任务"))
    said = task[2].split("“")[1].rstrip("”").strip("…")
    assert said in facts.standing_of[number]["narrative"]


@pytest.mark.parametrize(
    ("kind", "reason", "said", "by"),
    [
        ("document", "期限2024-06-30已过1天，尚未收到，请看。", "尚未收到，请看", "尽快"),
        ("returned", "已退回修改：缺第7项，第9项写错。", "已退回修改：缺第7项，第9项写错", "尽快"),
        ("continuing", "连续1期无新进展；最近台账为已完成。", "连续1期无新进展", "下一期台账"),
    ],
)
def test_feedback_without_a_day_or_a_narrative(
    frames: Frames, kind: str, reason: str, said: str, by: str
) -> None:
    """Where no ledger speaks of the item its case is told; a day that is not set is not made up."""
    facts = unit_facts(frames, "示例甲县交通运输局", AS_OF)
    item = Item("键", "red", kind, "事项", None, None, None, reason, "请办理。", None)
    document = feedback(replace(facts, digest=replace(facts.digest, items=(item,))))
    assert cells(document, 0)[1] == ["1", "事项", said, "请办理。", by]


def test_feedback_begins_with_what_can_be_done_now(frames: Frames) -> None:
    """Ledgers to correct, documents from the newest, what is due soon, red by category, yellow."""
    facts = unit_facts(frames, "示例甲县交通运输局", AS_OF)
    categories = {row["task_no"]: row["category_no"] for row in facts.tasks}
    low = min(categories)
    high = next(n for n in categories if n < max(categories) and categories[n] > categories[low])
    told = [
        ("yellow", "continuing", low, None), ("red", "dated", high, date(2024, 1, 31)),
        ("red", "continuing", low, None), ("blue", "dated", high, date(2025, 11, 1)),
        ("blue", "document", None, date(2025, 10, 20)),
        ("red", "document", None, date(2024, 9, 17)), ("red", "document", None, date(2025, 9, 17)),
        ("yellow", "returned", None, date(2025, 9, 1)),
    ]  # fmt: skip
    items = tuple(
        Item("键", colour, kind, f"第{n}", task, due, None, "因。", "请。", None)
        for n, (colour, kind, task, due) in enumerate(told)
    )
    document = feedback(replace(facts, digest=replace(facts.digest, items=items)))
    order = [row[1] for row in cells(document, 0)[1:]]
    assert order == [f"第{n}" for n in (7, 6, 5, 4, 3, 2, 1, 0)]


def test_feedback_keeps_some_sentences_beside_many_documents(frames: Frames) -> None:
    """A unit that sent nothing for long still reads what its red tasks are, on the one page."""
    facts = unit_facts(frames, "示例己县交通运输局", AS_OF)
    due = date(2024, 1, 1)
    documents = tuple(
        Item(f"d{n}", "red", "document", f"材料{n}", None, due, 9, "因。", "请。", None)
        for n in range(12)
    )
    tasks = tuple(
        Item(f"t{n}", "red", "dated", f"任务{n}", n, due, 9, "因。", "请。", None)
        for n in range(1, 9)
    )
    document = feedback(replace(facts, digest=replace(facts.digest, items=documents + tasks)))
    kinds = [row[1][:2] for row in cells(document, 0)[1:]]
    assert kinds[:9] == ["材料"] * 4 + ["任务"] * 5


@pytest.mark.parametrize("length", [1, 30, 300])
def test_feedback_stays_within_a_page(frames: Frames, length: int) -> None:
    """However long the texts are, the rows that are shown fit below the opening."""
    facts = unit_facts(frames, "示例己县交通运输局", AS_OF)
    items = tuple(
        Item(
            str(n),
            "red",
            "dated",
            "事" * length,
            None,
            AS_OF,
            1,
            "因" * length,
            "请" * length,
            None,
        )
        for n in range(60)
    )
    document = feedback(replace(facts, digest=replace(facts.digest, items=items)))
    rows = len(document.tables[0].rows) - 1 if document.tables else 0
    lines = -(-length // 8)  # characters of 3.7 mm in the narrowest of the three columns
    assert rows * lines * 16 < 225 / 25.4 * 72 - 6 * 28
    assert rows >= {1: 8, 30: 3, 300: 0}[length]


def test_a_unit_with_nothing_to_do_is_told_so(frames: Frames) -> None:
    """No table, one sentence."""
    facts = unit_facts(frames, "示例甲县交通运输局", AS_OF)
    document = feedback(replace(facts, digest=replace(facts.digest, items=())))
    assert document.paragraphs[1].text.endswith("没有需要办理的事项。")
    assert not document.tables


def test_a_unit_that_nobody_knows_has_an_empty_page(frames: Frames) -> None:
    """A unit without any row yields a page that says so, not an error."""
    document = page(unit_facts(frames, "没有的单位", AS_OF))
    assert "应报工作台账0期，已报0/0，按时0/0。适用任务0项" in document.paragraphs[2].text


def test_all_units_come_in_one_zip(frames: Frames) -> None:
    """Two documents for each unit, each as it would be alone, and the share done as they come."""
    chosen = units(frames)[:2]
    shares: list[float] = []
    targets = [BytesIO(), BytesIO()]
    for target in targets:
        write_unit_pages(target, frames, chosen, AS_OF, shares.append)
    assert targets[0].getvalue() == targets[1].getvalue()
    assert shares == [0.5, 1.0] * 2
    archive = zipfile.ZipFile(targets[0])
    assert archive.namelist() == [
        f"{unit}_{what}.docx" for unit in chosen for what in ("落实情况", "反馈单")
    ]
    alone = BytesIO()
    write_unit_page(alone, unit_facts(frames, chosen[0], AS_OF))
    assert archive.read(archive.namelist()[0]) == alone.getvalue()


def test_names_in_the_zip_are_safe_and_distinct(frames: Frames) -> None:
    """No unit's name leads out of the folder or over another unit's page."""
    target = BytesIO()
    write_unit_pages(target, frames, ["../甲", "..:甲"], AS_OF)
    names = zipfile.ZipFile(target).namelist()
    assert len(set(names)) == 4
    assert not [name for name in names if "/" in name or ".." in name]

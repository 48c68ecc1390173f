"""Forms that units filled in their own way: what settles a row, a column, a sheet or a quarter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from ingest.arrival import with_arrival
from ingest.findings import Finding, found
from ingest.formats.pictures import without_pictures
from ingest.identity.identify import Hints
from ingest.reading import Reading, read_sheets
from ingest.workbook import Mark, Sheet, Workbook
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry
from tests.ingest.workbooks import HEADER, TITLE, UNIT_LINE

Read = Callable[..., Reading]
Rows = list[list[str]]
Q3 = Quarter(2024, 3)
LOOSE = {16: "编制执法事项目录", 17: "权责清单动态调整", 20: "对下放镇街事项评估"}


@pytest.fixture
def read(plan: Plan, registry: UnitRegistry) -> Read:
    """Read the sheets of one ledger; its rows and tasks must add up."""

    def reading_of(*sheets: Sheet, name: str = "台账.xlsx") -> Reading:
        book = Workbook("xlsx", sheets)
        (reading,) = read_sheets(book, "", name, plan, registry, Hints())
        assert reading.rows.add_up
        assert reading.tasks.add_up
        return reading

    return reading_of


def _sheet(rows: Sequence[Sequence[str]], name: str = "表", words: bool = False) -> Sheet:
    width = max(map(len, rows))
    square = [[*row, *[""] * (width - len(row))] for row in rows]
    places = tuple(f"段落{n}" for n in range(len(rows))) if words else ()
    return Sheet(name, True, square, row_places=places)


def _body(plan: Plan, texts: dict[int, str] | None = None, shift: int = 0) -> Rows:
    return [
        ["", f"{task.task_no - shift}. {(texts or {}).get(task.task_no, task.text)}", "", "",
         f"做法{task.task_no}"]
        for task in plan.tasks
    ]  # fmt: skip


def _form(*tables: Rows, lines: Sequence[str] = (TITLE, UNIT_LINE), more: str = "") -> Rows:
    header = [*HEADER, *([more] if more else [])]
    return [*([line] for line in lines), *(row for body in tables for row in [header, *body])]


def _found(reading: Reading, code: str) -> list[Finding]:
    return [finding for finding in reading.findings if finding.code == code]


def _told(reading: Reading) -> dict[int, str]:
    return {entry.task_no: entry.narrative for entry in reading.entries}


def test_numbers_that_proved_right_settle_loose_paraphrases(plan: Plan, read: Read) -> None:
    """Where the other rows bear their own numbers; where they do not, the row is told instead."""
    assert _told(read(_sheet(_form(_body(plan, LOOSE)))))[16] == "做法16"
    shifted = read(_sheet(_form(_body(plan, LOOSE, shift=1))))
    assert {16, 17, 20}.isdisjoint(_told(shifted))
    assert len(_found(shifted, "row_unmatched")) == len(LOOSE)
    assert all(_told(shifted)[number] == f"做法{number}" for number in _told(shifted))


def test_a_row_of_the_units_own_in_the_place_of_a_task(plan: Plan, read: Read) -> None:
    """Neither its number nor its place makes it the task."""
    reading = read(_sheet(_form(_body(plan, {26: "开展春运保障执法行动"}))))
    assert 26 not in _told(reading)
    assert [finding.value for finding in _found(reading, "row_unmatched")] == [
        "26. 开展春运保障执法行动｜做法26"
    ]


@pytest.mark.parametrize(
    ("words", "texts", "chosen"),
    [
        ("已完成", "组织培训3期，参训128人次。", "texts"),
        ("", "组织培训3期，参训128人次。", "texts"),
        ("组织学习5次，参加60人次。", "组织培训3期，参训128人次。", "words"),
    ],
)
def test_two_columns_of_answers(
    plan: Plan, read: Read, words: str, texts: str, chosen: str
) -> None:
    """The column of texts is read, of equals the one the list knows first, in all parts alike."""
    body = [[*row[:4], words, texts] for row in _body(plan)]
    short = [[*row[:5], "无"] for row in body[30:]]
    reading = read(_sheet(_form(body[:30], short, more="工作进展")))
    first = reading.entries[0]
    assert first.narrative == {"words": words, "texts": texts}[chosen]
    assert reading.entries[-1].narrative == {"words": words, "texts": "无"}[chosen]
    told = _found(reading, "narrative_columns")
    assert [finding.value for finding in told] == ["工作进展"] * (
        chosen == "texts" and words != ""
    ) + ["落实情况"] * (chosen == "words")


@pytest.mark.parametrize(
    ("title", "text", "cells"),
    [
        ("备注", "已组织职业道德教育3场", ["F8"]),
        ("备注（说明）", "已组织职业道德教育3场", ["F8"]),
        ("", "已组织职业道德教育3场", ["F8"]),
        ("备注", "见附件", []),
        ("佐证材料", "职业道德教育签到表照片", []),
        ("上季度落实情况", "上季度组织教育2场。", []),
    ],
)
def test_a_text_beside_a_blank_answer(
    plan: Plan, read: Read, title: str, text: str, cells: list[str]
) -> None:
    """It is told with its cell and kept as a remark; the task stays blank."""
    body = [[*row, ""] for row in _body(plan)]
    body[4][4:] = ["", text]
    reading = read(_sheet(_form(body, more=title)))
    assert _told(reading)[5] == ""
    assert [finding.cell for finding in _found(reading, "narrative_in_remark")] == cells
    assert text in reading.entries[4].remark


def test_a_sheet_may_go_on_without_a_header(plan: Plan, read: Read) -> None:
    """With further tasks it does; the same tasks again, in whatever columns, are not read."""
    body = _body(plan)
    reading = read(_sheet(_form(body[:20])), _sheet([["续表"], *body[20:]], "续"))
    assert _told(reading) == {task.task_no: f"做法{task.task_no}" for task in plan.tasks}
    body[4][4] = ""
    duties = [[*row[:4], "负责人乙"] for row in _body(plan)]
    reading = read(_sheet(_form(body)), _sheet(duties, "分工"))
    assert _told(reading)[5] == ""
    assert [f.sheet for f in _found(reading, "sheet_without_table")] == ["分工"]


SUMMARY = (
    "（一）第二季度，组织培训3期，参加128人次。",
    "二、2025年第一季度打算",
    "继续向普宁市交通运输局学习，抓好落实。",
)


@pytest.mark.parametrize(
    ("head", "held"),
    [("揭东区交通运输局2024年上半年总结", ()), ("普宁市交通运输局的经验（2024年第二季度）", ())],
)
def test_a_summary_before_the_table(
    plan: Plan, read: Read, head: str, held: tuple[str, ...]
) -> None:
    """In a Word file what stands right above the table counts, and that it differs is told."""
    lines = (head, *SUMMARY, TITLE, UNIT_LINE)
    reading = read(_sheet(_form(_body(plan), lines=lines), words=True))
    assert (reading.unit, reading.quarter, reading.held) == ("揭东区交通运输局", Q3, held)
    assert _found(reading, "text_disagrees")


def test_a_summary_decides_nothing_against_the_file_name(plan: Plan, read: Read) -> None:
    """The file's name and the title above the table still contradict each other."""
    lines = ("揭东区交通运输局2024年上半年总结", *SUMMARY, TITLE, UNIT_LINE)
    sheet = _sheet(_form(_body(plan), lines=lines), words=True)
    assert read(sheet, name="揭东2024年二季度.docx").held == ("quarter_conflict",)
    in_workbook = _sheet(_form(_body(plan), lines=lines))
    assert read(in_workbook).held == ("quarter_conflict",)


@pytest.mark.parametrize(
    "line",
    [
        "填报单位：揭东区交通运输局   所属期：2024-09",
        "填报单位：揭东区交通运输局；填报人：李经办；填报季度：2024年第三季度",
        "填报单位：揭东区交通运输局 版本：终稿 报告期：2024年7-9月",
        "填報單位：揭东区交通运输局 联系人：李经办 统计期间：2024年9月",
    ],
)
def test_the_quarter_behind_a_label_of_its_own(plan: Plan, read: Read, line: str) -> None:
    """It is heard wherever it stands in the row, and is no part of the unit's name."""
    reading = read(_sheet(_form(_body(plan), lines=("工作台账", line))))
    assert (reading.unit, reading.quarter, reading.held) == ("揭东区交通运输局", Q3, ())


@pytest.mark.parametrize(
    ("line", "name", "number", "held"),
    [
        ("填报时间：2024年第三季度", "台账.xlsx", 3, ()),
        ("报送时间：2024年上半年", "台账.xlsx", 2, ()),
        ("填报日期：2024年第三季度（12月10日）", "三季度.xlsx", 3, ()),
        ("填报时间：2024年第四季度", "三季度.xlsx", 4, ("quarter_conflict",)),
        ("填报日期：2024年第三季度（截至9月17日）", "二季度.xlsx", 3, ("quarter_conflict",)),
        ("制表日期：2024年第三季度；填报人：李经办", "台账.xlsx", 3, ()),
        ("填报时间：2024年12月", "三季度.xlsx", 3, ()),
        ("报送时间：第二季度6月20日前，第四季度12月20日前", "2024年三季度.xlsx", 3, ()),
    ],
)
def test_a_quarter_for_a_date(
    plan: Plan, read: Read, line: str, name: str, number: int, held: tuple[str, ...]
) -> None:
    """Behind 填报时间 a quarter counts as behind 填报季度; a month or when one is due does not."""
    reading = read(_sheet(_form(_body(plan), lines=("工作台账", UNIT_LINE, line))), name=name)
    assert (reading.quarter, reading.held) == (Quarter(2024, number), held)


@pytest.mark.parametrize(
    ("title", "cells", "unit", "held"),
    [
        ("填报单位", ["揭东区"], "揭东区交通运输局", ()),
        ("单位", ["揭东局", "同上"], "揭东区交通运输局", ()),
        ("县（市、区）", ["揭东区", *[""] * 42], "揭东区交通运输局", ()),
        ("所属县区", ["揭东区", "普宁市"], None, ("several_units",)),
        ("单位", [*[""] * 42, "普宁市"], None, ("unit_unknown",)),
        ("协作对象", ["揭东区"], None, ("unit_unknown",)),
    ],
)
def test_the_unit_in_a_column(
    plan: Plan, read: Read, title: str, cells: list[str], unit: str | None, held: tuple[str, ...]
) -> None:
    """A column of units names the ledger's where it has one throughout, blank under a merge."""
    rows = [[*row, cells[place % len(cells)]] for place, row in enumerate(_body(plan))]
    foot = ["合计", "", "", "", "", "普宁市"]
    form = _form([*rows, foot], lines=("2024年第三季度台账",), more=title)
    reading = read(_sheet(form))
    assert (reading.unit, reading.held) == (unit, held)
    assert reading.entries[0].remark == (f"{title}：{cells[0]}" if cells[0] else "")


def test_headers_in_traditional_characters(plan: Plan, read: Read) -> None:
    """重點任務, 具體內容 … are the same columns."""
    header = ["重點任務", "具體內容", "責任單位", "完成時限", "落實情況"]
    rows = [[TITLE], [UNIT_LINE], header, *_body(plan)]
    assert len(_told(read(_sheet(rows)))) == len(plan.tasks)


def test_pictures_are_no_texts() -> None:
    """The formula that stands for a picture is taken out and marked; other formulas stay."""
    rows = [['=DISPIMG("ID_1",1)', '见图_xlfn.DISPIMG("ID (2)",1)', "DISPIMG(说明"], ["", "", ""]]
    marks = (
        Mark("formula_without_value", 1, 0, '=DISPIMG("ID_3",1)'),
        Mark("formula_without_value", 1, 1, "=A1"),
    )
    book = without_pictures(Workbook("csv", (Sheet("表", True, rows, marks=marks),)))
    assert book.sheets[0].rows[0] == ["", "见图", "DISPIMG(说明"]
    assert [(mark.kind, mark.row, mark.column) for mark in book.sheets[0].marks] == [
        ("picture_in_cell", 1, 0),
        ("formula_without_value", 1, 1),
        ("picture_in_cell", 0, 0),
        ("picture_in_cell", 0, 1),
    ]
    plain = Workbook("csv", (Sheet("表", True, [["甲"]]),))
    assert without_pictures(plain) is plain


@pytest.mark.parametrize(
    ("quarter", "received", "blank", "told"),
    [
        ("2024年第三季度", date(2024, 9, 1), False, []),
        ("2024年第三季度", date(2024, 8, 31), False, [("quarter_early", "warning")]),
        ("2025年第三季度", date(2024, 9, 10), True, [("quarter_early", "error")]),
        ("2024年第三季度", date(2024, 9, 10), True, []),
        ("2024年第一季度", date(2024, 9, 10), False, [("quarter_not_owed", "warning")]),
        ("2024年第一季度", date(2024, 9, 10), True, [("quarter_not_owed", "error")]),
    ],
)
def test_a_quarter_that_is_not_due(
    plan: Plan, read: Read, quarter: str, received: date, blank: bool, told: list[tuple[str, str]]
) -> None:
    """A ledger before its month, or of no owed quarter, is told; a blank form of one is held."""
    reading = read(_sheet(_form(_body(plan), lines=(quarter, UNIT_LINE))))
    if blank:
        reading = replace(reading, findings=(found("nothing_filled", total=43),))
    arrived = with_arrival(reading, received, plan)
    new = arrived.findings[: len(arrived.findings) - len(reading.findings)]
    assert [(finding.code, finding.severity) for finding in new] == told
    assert arrived.held == tuple(code for code, severity in told if severity == "error")

"""Texts in unusual rows and cells: joined to the answer they belong to, or told, never lost."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from ingest.findings import Finding
from ingest.form.headings import RowKind
from ingest.reading import Hints, Reading, read_ledgers
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry
from tests.ingest.documents import document, p, tbl, tc, tr
from tests.ingest.workbooks import HEADER, sheet_bytes, task_rows

Rows = list[list[object]]
Read = Callable[[bytes], Reading]
CUT = 20  # the tasks before it stand above the row in question
DOWN, UP = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
MORE = (
    "注：其中线上24人。",
    "说明：线上25人。",
    "备注：另有26人补训。",
    "小计：22宗",
    "2024年9月15日",
    "已移交综合执法队",
)


@pytest.fixture
def read(plan: Plan, registry: UnitRegistry) -> Read:
    """Read the one ledger of a file; its rows and tasks must add up."""

    def reading_of(data: bytes) -> Reading:
        hints = Hints(plan.units[0].unit, Quarter(2024, 3))
        (reading,) = read_ledgers(data, "台账", plan, registry, hints)
        assert reading.rows.add_up
        assert reading.tasks.add_up
        return reading

    return reading_of


@pytest.fixture
def body(plan: Plan) -> Rows:
    """One row a task, each with an answer."""
    return task_rows(plan, {task.task_no: f"做法{task.task_no}" for task in plan.tasks})


def _told(reading: Reading) -> dict[int, str]:
    return {entry.task_no: entry.narrative for entry in reading.entries}


def _found(reading: Reading, code: str) -> list[Finding]:
    return [finding for finding in reading.findings if finding.code == code]


def _alone(text: str) -> list[object]:
    return ["", "", "", "", text]


def _word(*tables: Sequence[Sequence[object]], between: str = "") -> bytes:
    parts = (tbl(*(tr(*map(str, row)) for row in rows)) for rows in tables)
    return document(between.join(parts))


@pytest.mark.parametrize(
    "merges", [[f"{column}21:{column}22" for column in "BCD"], ["D21:D22"], []]
)
@pytest.mark.parametrize("text", MORE)
def test_the_second_row_of_an_answer(
    read: Read, body: Rows, text: str, merges: Sequence[str]
) -> None:
    """Words that elsewhere are the page's belong to the task around them, merged down or not."""
    rows = [HEADER, *body[:CUT], _alone(text), *body[CUT:]]
    reading = read(sheet_bytes(rows, merges))
    assert _told(reading)[CUT] == f"做法{CUT}\n{text}"
    joined = [finding.cell for finding in _found(reading, "row_continued")]
    assert joined == [] if "B21:B22" in merges else ["E22"]


@pytest.mark.parametrize("text", MORE)
def test_the_second_row_of_an_answer_in_a_word_file(read: Read, body: Rows, text: str) -> None:
    """The last task's cell, merged down as Word does it, holds the row as well."""
    task = str(body[-1][1])
    last = (
        tr("", tc(task, DOWN), "", "", "做法"),
        tr("", tc("", UP), "", "", text),
    )
    reading = read(document(tbl(tr(*HEADER), *(tr(*map(str, row)) for row in body[:-1]), *last)))
    assert reading.entries[-1].narrative == f"做法\n{text}"


def test_the_foot_of_a_page_is_no_answer(read: Read, body: Rows) -> None:
    """Below the last task a note in the column of answers is told, a date stays a date."""
    foot = [_alone(text) for text in ("注：一式两份。", "2024年9月15日", "联系人：李经办")]
    reading = read(sheet_bytes([HEADER, *body, *foot]))
    assert [finding.value for finding in _found(reading, "row_remark")] == ["注：一式两份。"]
    assert (_told(reading)[43], reading.contact) == ("做法43", "李经办")


def test_lines_of_the_page_in_a_leading_column_of_answers(read: Read, body: Rows) -> None:
    """Where the answers are the first column, sums and notes stand in it as everywhere."""
    rows: Rows = [[*HEADER], *body]
    turned = [row[::-1] for row in rows]
    turned[CUT:CUT] = [["小计：20项"]]
    reading = read(sheet_bytes([*turned, ["说明："], ["1. 如实填写。"]]))
    assert _told(reading) == {number: f"做法{number}" for number in _told(reading)}
    kinds = reading.rows.by_kind
    assert (kinds[RowKind.TOTAL], kinds[RowKind.NOTE], len(kinds)) == (1, 2, 4)


ANSWERS = ("本季度自查6次，已整改。", "目前进展顺利，完成6项。", "暂无需整改情况")


@pytest.mark.parametrize("text", [*ANSWERS, "注：其中线上24人。", "培训32人次。接上页"])
@pytest.mark.parametrize("category", ["", "三、体系"])
def test_an_answer_that_goes_on_below_a_repeated_header(
    read: Read, body: Rows, text: str, category: str
) -> None:
    """It is joined, in a workbook and in a Word file, and the joining is told."""
    body[CUT - 3][0] = "三、体系"
    pages = ([HEADER, *body[:CUT]], [HEADER, [category, *_alone(text)[1:]], *body[CUT:]])
    for data in (sheet_bytes([*pages[0], *pages[1]]), _word(*pages)):
        reading = read(data)
        assert _told(reading)[CUT] == f"做法{CUT}\n{text}"
        assert [finding.value for finding in _found(reading, "row_continued")] == [text]


@pytest.mark.parametrize(
    "row", [["四、别类", "", "", "", "另做24件"], ["", "", "某科室", "", "另做24件"]]
)
def test_another_row_below_a_repeated_header(read: Read, body: Rows, row: list[object]) -> None:
    """What contradicts the row above the header is listed, as is what follows several tasks."""
    several = [["", f"{body[18][1]}\n{body[19][1]}", "", "", "19. 甲\n20. 乙"]]
    for above, below in ((body[18:CUT], row), (several, _alone("另做24件"))):
        reading = read(sheet_bytes([HEADER, *body[:18], *above, HEADER, below, *body[CUT:]]))
        (finding,) = _found(reading, "row_unmatched")
        assert (finding.cell[0], "另做24件" in finding.value) == ("E", True)


@pytest.mark.parametrize("text", ANSWERS)
def test_an_answer_right_below_the_header(read: Read, body: Rows, text: str) -> None:
    """A row with nothing else is listed; a time alone is still the header's."""
    (finding,) = _found(read(sheet_bytes([HEADER, _alone(text), *body])), "row_unmatched")
    assert (finding.cell, finding.value) == ("E2", text)
    for time in ("本季度", "（截至2024年9月）", "第三季度末"):
        assert not _found(read(sheet_bytes([HEADER, _alone(time), *body])), "row_unmatched")


@pytest.mark.parametrize(
    ("column", "more", "value"),
    [
        (1, "\n落实情况：已办结28宗。", "落实情况：已办结28宗。"),
        (1, "（已教育73次）", "（已教育73次）"),
        (1, " 已清理74项。", "已清理74项。"),
        (3, "（已于5月30日完成，培训76人）", "（已于5月30日完成，培训76人）"),
        (1, "。", None),
        (1, "（无）", "（无）"),
        (1, "（持续推进）", None),
        (3, "前", None),
    ],
)
def test_a_text_behind_the_task_or_its_deadline(
    read: Read, body: Rows, column: int, more: str, value: str | None
) -> None:
    """Beside a blank answer it is told with its cell; beside an answer it is not."""
    body[17][column] = f"{body[17][column]}{more}"
    assert not _found(read(sheet_bytes([HEADER, *body])), "narrative_misplaced")
    body[17][4] = ""
    reading = read(sheet_bytes([HEADER, *body]))
    told = [(finding.cell, finding.value) for finding in _found(reading, "narrative_misplaced")]
    assert told == ([] if value is None else [(f"{'BD'[column > 1]}19", value)])
    assert _told(reading)[18] == ""


def test_a_text_behind_a_task_that_is_worded_otherwise(read: Read, body: Rows) -> None:
    """The whole cell is told, as is a deadline that was replaced; a cell of two by its gaps."""
    body[0][1:] = [str(body[0][1]).replace("摆在首位", "放在首位") + "已培训93人次。", "", "", ""]
    body[17][3:] = ["已于77号文完成", ""]
    body[18][1:] = [f"{body[18][1]}（已评估）\n{body[19][1]}", "", "", ""]
    reading = read(sheet_bytes([HEADER, *body[:19], *body[CUT:]]))
    values = [finding.value for finding in _found(reading, "narrative_misplaced")]
    assert values == [body[0][1], "已于77号文完成", "（已评估）\n20."]


@pytest.mark.parametrize("note", ["注：如实填报。", "填表说明：1.如实填报。", "填表说明：", ""])
def test_a_paragraph_between_two_tables(read: Read, body: Rows, note: str) -> None:
    """It is told, whether or not a note stands before it; only a bare 说明： heads a text."""
    heads = [note, *["逐项填写。"] * (note == "填表说明："), "另有62件来信已办结。"]
    between = "".join(p(line) for line in heads if line)
    reading = read(_word([HEADER, *body[:CUT]], [HEADER, *body[CUT:]], between=between))
    remarks = [finding.value for finding in _found(reading, "row_remark")]
    assert remarks == ["另有62件来信已办结。"]


def test_a_remark_in_the_second_row_of_a_task(read: Read, body: Rows) -> None:
    """Inside the merged cell of a task even 注： in the column 备注 is the task's remark."""
    rows: Rows = [[*HEADER, "备注"], *body[:CUT], [*[""] * 5, "注：另有24人。"], *body[CUT:]]
    reading = read(sheet_bytes(rows, ["B21:B22"]))
    assert reading.entries[CUT - 1].remark == "备注：注：另有24人。"


def test_an_answer_in_the_row_of_a_note(read: Read, body: Rows) -> None:
    """Words in the column of answers are told with the note before them."""
    foot: Rows = [["1. 逐项填写。"]]
    for note, items in (("注：如实填写", foot), ("小计", [])):
        rows: Rows = [[*HEADER], *body, [note, "", "", "", "已办理工单7件"], *items]
        (told,) = _found(read(sheet_bytes(rows)), "row_remark")
        assert (told.cell, told.value) == ("A45", f"{note}｜已办理工单7件")

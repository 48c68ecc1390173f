"""Ledgers that come as Word files: every answer in its task, whatever the file went through."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm

from ingest.formats.word import parse_word
from ingest.identity.identify import Hints
from ingest.reading import Reading, read_ledgers
from ledger.plan import Plan
from ledger.units import UnitRegistry
from reports.form_facts import Layout
from tests.ingest.documents import (
    DOCUMENT,
    FIXTURES,
    UNIT,
    document,
    ledger_document,
    narrative_cell,
    p,
    saved,
    tbl,
    tr,
)
from tests.ingest.workbooks import HEADER, full_answers, task_rows, with_part

Read = Callable[..., Reading]
Change = Callable[[WordDocument], None]
NAME = "台账.docx"
STRICT = (
    (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
     b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


@pytest.fixture(scope="module")
def read(plan: Plan, registry: UnitRegistry) -> Read:
    """Read a file that holds one ledger; its rows and tasks must add up."""

    def reading_of(data: bytes, name: str = NAME) -> Reading:
        (reading,) = read_ledgers(data, name, plan, registry, Hints())
        assert reading.rows.add_up
        assert reading.format == "docx"
        return reading

    return reading_of


@pytest.fixture(scope="module")
def answers(plan: Plan) -> dict[int, str]:
    """A text of its own for every task that the printed form has."""
    told = full_answers(plan)
    return {task.task_no: told[task.task_no] for task in plan.tasks if not task.reconstructed}


def _told(reading: Reading) -> dict[int, str]:
    return {entry.task_no: entry.narrative for entry in reading.entries}


def _codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings if finding.code != "task_absent"]


def test_printed_form_filled_in(plan: Plan, read: Read, answers: Mapping[int, str]) -> None:
    """Shared rows are told apart by numbers; 42 and 43 have a row each; the places are Word's."""
    reading = read(saved(ledger_document(plan, answers)))
    assert (reading.unit, str(reading.quarter)) == (UNIT, "2024Q3")
    assert (_told(reading), _codes(reading), reading.held) == (dict(answers), [], ())
    assert (reading.contact, reading.contact_phone_masked) == ("张某某", "138****0000")
    cells = {entry.task_no: entry.cell for entry in reading.entries}
    assert (cells[1], cells[4], cells[43]) == (
        "表1第2行第5列", "表1第4行第5列", "表1第33行第5列",
    )  # fmt: skip


def test_untouched_printed_form(plan: Plan, read: Read) -> None:
    """The preset dashes are what the form holds, and the dash beside 21-24 is 21's."""
    told = _told(read(saved(ledger_document(plan, {}))))
    dashes = {no: text for no, text in told.items() if text}
    assert dashes == dict.fromkeys((9, 19, 20, 21, 25, 27, 28, 39), "-")


@pytest.mark.parametrize("layout", [Layout.CLEAN, Layout.NUMBERED, Layout.REORDERED])
def test_other_layouts(plan: Plan, read: Read, layout: Layout) -> None:
    """Columns in another order, a number column, one row a task."""
    told = full_answers(plan)
    reading = read(saved(ledger_document(plan, told, layout)), "揭东局2024年第三季度.docx")
    assert (_told(reading), reading.held) == (told, ())


@pytest.mark.parametrize("cut", range(1, 32))
def test_table_cut_in_two(plan: Plan, read: Read, answers: Mapping[int, str], cut: int) -> None:
    """Wherever Word parts the table, the second part goes on without a header."""
    reading = read(saved(ledger_document(plan, answers, cut=cut)))
    assert (_told(reading), _codes(reading)) == (dict(answers), [])


def test_one_cell_for_several_tasks(plan: Plan, read: Read) -> None:
    """Paragraphs, a list of Word's and a single text are divided as in a workbook."""
    target = ledger_document(plan, {})
    table = target.tables[0]
    four = narrative_cell(table, 11)
    four.text = "只写一段。"
    three = narrative_cell(table, 3)
    three.paragraphs[0].add_run("甲三")
    three.add_paragraph("甲四")
    for paragraph in three.paragraphs:
        paragraph.style = target.styles["List Number"]
    reading = read(saved(target))
    told = _told(reading)
    assert [told[no] for no in (3, 4, 12, 13, 14, 15)] == ["甲三", "甲四", *["只写一段。"] * 4]
    assert _codes(reading) == ["shared_narrative"]


def _drag_a_border(target: WordDocument) -> None:
    """Give one row another inner border, as Word writes it: one more grid column, other spans."""
    table = target.tables[0]._tbl
    grid = table.tblGrid
    for width, column in zip((1000, 2000, 1500, 1000, 3000), grid.gridCol_lst, strict=True):
        column.w = Cm(width / 100)
    column = grid.add_gridCol()
    column.w = Cm(5)
    for row in table.tr_lst[:20]:
        row.tc_lst[-1].get_or_add_tcPr().get_or_add_gridSpan().val = 2
    for row in table.tr_lst[20:]:
        row.tc_lst[-2].get_or_add_tcPr().get_or_add_gridSpan().val = 2


def _wrap_rows(target: WordDocument) -> None:
    """Put the rows into content controls, as a repeating section has them."""
    table = target.tables[0]._tbl
    for row in table.tr_lst:
        control = row.makeelement(qn("w:sdt"))
        content = row.makeelement(qn("w:sdtContent"))
        row.addprevious(control)
        control.append(content)
        content.append(row)


@pytest.mark.parametrize("change", [_drag_a_border, _wrap_rows])
def test_what_units_do_to_the_table(
    plan: Plan, read: Read, answers: Mapping[int, str], change: Change
) -> None:
    """Dragged borders and wrapped rows move no answer."""
    target = ledger_document(plan, answers)
    change(target)
    reading = read(saved(target))
    assert (_told(reading), _codes(reading)) == (dict(answers), [])


def test_headings_between_parts(plan: Plan, read: Read) -> None:
    """One table a category, each with its heading above and its header repeated."""
    told = full_answers(plan)
    body = p(f"填报单位：{UNIT}") + p("2024年第三季度工作台账")
    rows = task_rows(plan, told)
    for category in plan.categories:
        own = [task.task_no for task in plan.tasks if task.category_no == category.category_no]
        table = [tr(*map(str, rows[number - 1])) for number in own]
        body += p(f"{category.ordinal}、{category.name}") + tbl(tr(*HEADER), *table)
    reading = read(document(body))
    assert (_told(reading), reading.held) == (told, ())


def test_summary_before_the_ledger(plan: Plan, read: Read, answers: Mapping[int, str]) -> None:
    """In June and December a summary comes first; what it says of other quarters does not count."""
    target = ledger_document(plan, answers)
    title = target.paragraphs[0]
    for line in [
        "2024年上半年行政执法工作总结", *(f"第{n}段，总结2024年上半年的工作。" for n in range(15)),
        "下一步：2024年第四季度前完成整改", "某某镇人民政府", "附件：工作台账",
    ]:  # fmt: skip
        title.insert_paragraph_before(line)
    title.paragraph_format.page_break_before = True
    reading = read(saved(target))
    assert (reading.unit, str(reading.quarter), reading.held) == (UNIT, "2024Q3", ())
    assert (_told(reading), _codes(reading)) == (dict(answers), ["sheet_without_table"])
    assert {entry.sheet for entry in reading.entries} == {"表格部分"}


def test_marks_become_findings_of_the_cell(plan: Plan, read: Read) -> None:
    """Struck words are read and told with their cell."""
    target = ledger_document(plan, {})
    narrative_cell(target.tables[0], 1).paragraphs[0].add_run("已作废。").font.strike = True
    reading = read(saved(target))
    assert _told(reading)[1] == "已作废。"
    (finding,) = [finding for finding in reading.findings if finding.code == "struck_through"]
    assert (finding.sheet, finding.cell) == ("正文", "表1第2行第5列")
    assert "已作废。" in finding.value + finding.message


def test_saved_by_another_program(read: Read) -> None:
    """The printed form, filled in as a workbook and turned into a Word file by an office suite."""
    reading = read((FIXTURES / "printed_form.docx").read_bytes())
    told = _told(reading)
    assert (reading.unit, str(reading.quarter), reading.held) == (UNIT, "2024Q3", ())
    assert {no: told[no] for no in (1, 3, 4, 12, 15, 21, 22, 23, 24, 28, 42, 43)} == {
        1: "已组织政治轮训2期。", 3: "甲三", 4: "甲四", 12: "只写一段。", 15: "只写一段。",
        21: "-", 22: "甲二二", 23: "", 24: "甲二四", 28: "-", 42: "已向党委报告。",
        43: "已制定台账。",
    }  # fmt: skip


def test_tasks_numbered_by_word(plan: Plan, read: Read) -> None:
    """A file of an office suite whose task numbers are a list, with a revision and struck words."""
    data = (FIXTURES / "numbered_tasks.docx").read_bytes()
    tasks = [row[1] for row in parse_word(data).sheets[0].rows[3:46]]
    assert tasks == [f"{task.task_no}. {task.text}" for task in plan.tasks]
    reading = read(data)
    told = {no: f"已完成第{no}项，办结若干件。" for no in plan.task_by_no}
    told[1] += "另有删除线。新增一句。"
    assert (_told(reading), reading.held) == (told, ())
    kinds = {mark.kind: mark.text for mark in parse_word(data).sheets[0].marks}
    assert kinds == {"struck_through": "另有删除线。", "deleted_text": "旧的一句。"}


def _strict(content: bytes) -> bytes:
    for usual, strict in STRICT:
        content = content.replace(usual, strict)
    return content


@pytest.mark.parametrize(
    "part", [DOCUMENT, "word/_rels/document.xml.rels", "word/styles.xml", "_rels/.rels"]
)
def test_strict_variant(plan: Plan, answers: Mapping[int, str], part: str) -> None:
    """“Strict Open XML” and the usual kind say the same, part by part."""
    data = saved(ledger_document(plan, answers))
    assert parse_word(with_part(data, part, _strict)) == parse_word(data)


@pytest.mark.parametrize(
    "variant", ["wordprocessingml.template.main", "ms-word.document.macroEnabled.main"]
)
def test_templates_and_macro_files(
    plan: Plan, read: Read, answers: Mapping[int, str], variant: str
) -> None:
    """A .dotx or .docm, which differ in their content type, are read; macros are told."""
    data = with_part(
        saved(ledger_document(plan, answers)),
        "[Content_Types].xml",
        lambda content: content.replace(b"wordprocessingml.document.main", variant.encode()),
    )
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"")
    assert _told(read(stream.getvalue())) == answers
    assert parse_word(stream.getvalue()).notes == ("has_macros",)

"""The written form has the shape of the one that was circulated, and carries answers as text."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ingest.reading import Hints, read_ledgers
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.plan_files import PLAN_FOLDER
from ledger.quarter import Quarter
from ledger.units import UnitRegistry
from reports.form_facts import Layout, Role, load_form_facts
from reports.ledger_form import write_form

UNIT = "示例甲县交通运输局"

# Read off the circulated form by hand: the numbers in the text of each row from row 4 on.
PRINTED_NUMBERS = [
    *([1], [2], [3, 4], [5], [6], [7]),
    *([8], [9], [10], [11], [12, 13, 14, 15]),
    *([16], [17], [18], [19], [20], [21, 22, 23, 24]),
    *([25], [26], [27], [28], [29], [30], [31], [32]),
    *([37], [38], [39], [40]),
    *([41], [42, 42], []),
]
PRINTED_MERGES = {
    *("A1:E1", "A2:E2"),
    *("A4:A9", "A10:A14", "A15:A20", "A21:A28", "A29:A32", "A34:A35"),
    *("A38:E38", "A39:E39", "A40:E40", "A41:E41"),
}
PRINTED_DASHES = {"E11", "E18", "E19", "E20", "E21", "E23", "E24", "E31"}
PRINTED_CATEGORIES = {
    "A4": "全面提升行政执法人员素质",
    "A10": "二、全面推进严格规范公正文明执法",
    "A15": "三、健全行政执法工作体系",
    "A21": "四、加快构建行政执法执法监督工作体系",
    "A29": "六、持续强化行政执法保障能力",
    "A33": "七、组织",
    "A34": "七、组织",
}


def _written(plan: Plan, layout: Layout, **shown: object) -> Worksheet:
    target = BytesIO()
    write_form(target, plan, layout=layout, **shown)  # type: ignore[arg-type]
    return load_workbook(target).worksheets[0]


def _column(sheet: Worksheet, layout: Layout, role: Role) -> dict[int, str]:
    """The texts of one column of the table by row number, found by its heading."""
    columns = load_form_facts().columns_of(layout)
    number = [column.role for column in columns].index(role) + 1
    heading = columns[number - 1].heading
    top = next(r for r in range(1, 9) if sheet.cell(r, number).value == heading)
    cells = {row: sheet.cell(row, number).value for row in range(top + 1, sheet.max_row + 1)}
    return {row: str(value or "") for row, value in cells.items()}


@pytest.fixture(scope="module")
def printed(plan: Plan) -> Worksheet:
    """The blank form in the circulated shape."""
    return _written(plan, Layout.PRINTED)


def test_printed_form_merges_what_the_circulated_form_merges(printed: Worksheet) -> None:
    """Category cells, the two lines above the table and the notes below it are merged."""
    assert {str(area) for area in printed.merged_cells.ranges} == PRINTED_MERGES


def test_printed_form_has_the_circulated_rows(printed: Worksheet) -> None:
    """Tasks share rows as printed: category five is absent, and 42 stands twice."""
    texts = [printed.cell(row, 2).value or "" for row in range(4, 36)]
    assert [[int(n) for n in re.findall(r"(\d+)\. ", text)] for text in texts] == PRINTED_NUMBERS


def test_printed_form_has_the_circulated_cells(printed: Worksheet) -> None:
    """Heading row, categories, preset dashes and the textless last row are where they were."""
    assert [cell.value for cell in printed[3]] == [
        *("重点任务", "具体内容", "责任单位", "完成时限", "落实情况"),
    ]
    filled = {c.coordinate: c.value for c in printed["A"][3:35] if c.value is not None}
    assert filled == PRINTED_CATEGORIES
    assert {c.coordinate for c in printed["E"] if c.value == "-"} == PRINTED_DASHES
    assert [cell.value for cell in printed[35]] == [None, None, "市司法局", "2024 年底", None]
    assert printed["A2"].value == "填报单位：（盖章）"
    assert [printed["A36"].value, printed["C36"].value] == ["联系人:", "联系方式:"]


def test_printed_form_keeps_the_misprints(printed: Worksheet) -> None:
    """The circulated wording is written, not the corrected one."""
    assert "量权基准" in printed["B12"].value
    assert "裁量权基准" not in printed["B12"].value


@pytest.mark.parametrize(
    ("answers", "cell", "text"),
    [
        ({3: "已完成。", 4: "正在对接。"}, "E6", "3. 已完成。\n4. 正在对接。"),
        ({4: "正在对接。"}, "E6", "4. 正在对接。"),
        ({22: "已印发。"}, "E20", "21. -\n22. 已印发。"),
        ({21: "", 24: "已签订。"}, "E20", "24. 已签订。"),
        ({21: "-", 22: "-"}, "E20", "21. -\n22. -"),
        ({22: "", 23: ""}, "E20", "-"),
        ({42: "已报告。", 43: "已建立。"}, "E34", "已报告。"),
        ({42: "已报告。", 43: "已建立。"}, "E35", "已建立。"),
        ({9: "已检查。"}, "E11", "已检查。"),
        ({9: ""}, "E11", None),
    ],
)
def test_printed_form_shares_cells(
    plan: Plan, answers: dict[int, str], cell: str, text: str | None
) -> None:
    """Answers in one cell are numbered; an untouched dash stays alone."""
    assert _written(plan, Layout.PRINTED, answers=answers)[cell].value == text


@pytest.mark.parametrize("layout", [x for x in Layout if x is not Layout.PRINTED])
def test_other_layouts_give_each_task_its_row(plan: Plan, layout: Layout) -> None:
    """Each of the 43 tasks has its own row, with its answer beside it."""
    answers = {no: f"已完成第{no}项。" for no in range(1, 44)}
    sheet = _written(plan, layout, unit=UNIT, quarter=Quarter(2024, 3), answers=answers)
    texts = list(_column(sheet, layout, Role.TASK).values())[:43]
    told = list(_column(sheet, layout, Role.NARRATIVE).values())[:43]
    assert told == list(answers.values())
    for task, text in zip(plan.tasks, texts, strict=True):
        number = "" if layout is Layout.NUMBERED else f"{task.task_no}. "
        assert text == number + task.text


@pytest.mark.parametrize(
    ("layout", "filled"), [(Layout.CLEAN, 7), (Layout.NUMBERED, 7), (Layout.REORDERED, 43)]
)
def test_layouts_write_the_category_in_their_own_way(
    plan: Plan, layout: Layout, filled: int
) -> None:
    """A category stands once, merged or not, or is repeated in every row."""
    categories = list(_column(_written(plan, layout), layout, Role.CATEGORY).values())[:43]
    assert sum(bool(category) for category in categories) == filled
    assert categories[0] == "一、全面提升行政执法人员能力素质"


@pytest.mark.parametrize("layout", Layout)
def test_unit_and_quarter_are_shown_where_the_layout_has_them(plan: Plan, layout: Layout) -> None:
    """The plain layout names no unit, the printed one no quarter; the others say both."""
    sheet = _written(plan, layout, unit=UNIT, quarter=Quarter(2024, 3), notice="合成示例")
    shown = sheet.title + "".join(str(cell.value or "") for row in sheet["A1:G5"] for cell in row)
    assert (UNIT in shown) is (layout is not Layout.PLAIN)
    assert ("2024年第三季度" in shown) is (layout is not Layout.PRINTED)
    assert "合成示例" in shown


def test_blank_form_leaves_unit_and_quarter_to_fill_in(plan: Plan) -> None:
    """The form to send out has room for both and says nothing of its own."""
    sheet = _written(plan, Layout.CLEAN)
    assert sheet["A1"].value == "贯彻落实《实施方案》工作台账（　　年第　季度）"
    assert sheet["A2"].value == "填报单位：（盖章）"
    told = [text for text in _column(sheet, Layout.CLEAN, Role.NARRATIVE).values() if text]
    assert told == ["-"] * 8


@pytest.mark.parametrize("text", ["=1+1", "+86", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1"])
def test_answers_are_never_formulas(plan: Plan, text: str) -> None:
    """What looks like a formula is stored as text and stays text when edited."""
    cell = _written(plan, Layout.CLEAN, answers={1: text})["E4"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


def test_control_characters_are_left_out(plan: Plan) -> None:
    """A character that no workbook can hold does not stop the form."""
    assert _written(plan, Layout.CLEAN, answers={1: "已\x00完\x0b成"})["E4"].value == "已完成"


@pytest.mark.parametrize("layout", Layout)
def test_form_prints_well(plan: Plan, layout: Layout) -> None:
    """Landscape, one page wide, the header repeated, and rows free to grow."""
    sheet = _written(plan, layout, unit=UNIT)
    assert sheet.page_setup.orientation == "landscape"
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    header = int(sheet.freeze_panes[1:]) - 1
    assert sheet.print_title_rows == f"${header}:${header}"
    assert not any(dimension.height for dimension in sheet.row_dimensions.values())


def test_same_form_is_the_same_bytes(plan: Plan, tmp_path: Path) -> None:
    """A form written twice is one file to the receiver, which knows files by their SHA-256."""
    targets = [tmp_path / "1.xlsx", tmp_path / "2.xlsx"]
    for target in targets:
        write_form(target, plan, unit=UNIT, answers={1: "已完成。"})
    assert targets[0].read_bytes() == targets[1].read_bytes()


@pytest.mark.parametrize("layout", Layout)
def test_every_answer_comes_back_in_its_task(
    plan: Plan, registry: UnitRegistry, layout: Layout
) -> None:
    """What the writer puts beside a task, the reader finds there, in every layout."""
    answers = {no: f"已完成第{no}项工作，办结{no + 100}件。" for no in range(1, 44)}
    answers |= dict.fromkeys((4, 9, 12, 23, 42), "")
    data = BytesIO()
    write_form(data, plan, unit=UNIT, quarter=Quarter(2024, 3), layout=layout, answers=answers)
    hints = Hints(unit=plan.units[0].unit, quarter=Quarter(2024, 3))
    (reading,) = read_ledgers(data.getvalue(), "台账.xlsx", plan, registry, hints)
    told = {entry.task_no: entry.narrative for entry in reading.entries}
    absent = {33, 34, 35, 36} if layout is Layout.PRINTED else set()
    assert told == {no: text for no, text in answers.items() if no not in absent}
    assert not reading.held


@pytest.mark.parametrize("layout", Layout)
def test_untouched_form_comes_back_as_printed(
    plan: Plan, registry: UnitRegistry, layout: Layout
) -> None:
    """A form returned as sent out holds its preset dashes and nothing else."""
    data = BytesIO()
    write_form(data, plan, layout=layout)
    hints = Hints(unit=plan.units[0].unit, quarter=Quarter(2024, 3))
    (reading,) = read_ledgers(data.getvalue(), "台账.xlsx", plan, registry, hints)
    told = {entry.task_no: entry.narrative for entry in reading.entries if entry.narrative}
    assert told == dict.fromkeys((9, 19, 20, 21, 25, 27, 28, 39), "-")


@pytest.mark.parametrize("layout", Layout)
def test_declared_column_offers_the_words_for_a_status(plan: Plan, layout: Layout) -> None:
    """The further column has a drop-down in every row of the table, and nothing preset."""
    blank, asked = _written(plan, layout), _written(plan, layout, declared=True)
    (choice,) = asked.data_validations.dataValidation
    assert (choice.type, choice.formula1) == ("list", '"已完成,推进中,未启动,不涉及"')
    assert choice.prompt
    assert choice.errorStyle == "warning"
    (area,) = choice.sqref.ranges
    heading = asked.cell(area.min_row - 1, area.min_col)
    assert (heading.value, area.min_col) == ("完成状态", area.max_col)
    assert area.max_row - area.min_row + 1 == (32 if layout is Layout.PRINTED else 43)
    rows = range(area.min_row, area.max_row + 1)
    assert not any(asked.cell(row, area.min_col).value for row in rows)
    assert not blank.data_validations.dataValidation


@pytest.mark.parametrize("layout", Layout)
def test_declared_column_is_the_only_difference(plan: Plan, layout: Layout) -> None:
    """With the column taken away, the form is the one without it."""
    answers = {no: f"已完成第{no}项。" for no in range(1, 44)}
    blank = _written(plan, layout, answers=answers)
    asked = _written(plan, layout, answers=answers, declared=True)
    (area,) = asked.data_validations.dataValidation[0].sqref.ranges
    asked.delete_cols(area.min_col)
    texts = [[cell.value for cell in row if cell.value] for row in asked]
    assert texts == [[cell.value for cell in row if cell.value] for row in blank]


@pytest.mark.parametrize("layout", [x for x in Layout if x is not Layout.PRINTED])
def test_declared_states_come_back_with_their_tasks(
    plan: Plan, registry: UnitRegistry, layout: Layout
) -> None:
    """What a unit picks from the drop-down is read beside its task, the narrative unchanged."""
    data = BytesIO()
    write_form(data, plan, quarter=Quarter(2024, 3), layout=layout, declared=True)
    book = load_workbook(data)
    sheet = book.worksheets[0]
    (area,) = sheet.data_validations.dataValidation[0].sqref.ranges
    words = ["已完成", "推进中", "未启动", "不涉及", None]
    for number, row in enumerate(range(area.min_row, area.max_row + 1)):
        sheet.cell(row, area.min_col, words[number % len(words)])
    book.save(data)
    hints = Hints(unit=plan.units[0].unit, quarter=Quarter(2024, 3))
    (reading,) = read_ledgers(data.getvalue(), "台账.xlsx", plan, registry, hints)
    assert [e.declared for e in reading.entries] == [words[n % 5] or "" for n in range(43)]
    told = {entry.task_no: entry.narrative for entry in reading.entries if entry.narrative}
    assert told == dict.fromkeys((9, 19, 20, 21, 25, 27, 28, 39), "-")
    assert not any(entry.remark for entry in reading.entries)


def test_wrong_form_facts_are_told(plan: Plan, tmp_path: Path) -> None:
    """A mistake in the form's own facts is a message with the file's name, not a traceback."""
    folder = Path(shutil.copytree(PLAN_FOLDER, tmp_path / "plan"))
    (folder / "form_columns.csv").write_text("layout,role,heading,width\nclean,task,内容,宽\n")
    with pytest.raises(UserError) as caught:
        write_form(BytesIO(), plan, folder=folder)
    assert (caught.value.code, caught.value.place) == ("form_facts", "form_columns.csv")

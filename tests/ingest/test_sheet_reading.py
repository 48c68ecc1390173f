"""Files of several ledgers or several columns of answers, and what their cells do not show."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

import pytest

from ingest.identity.identify import Hints
from ingest.reading import Reading, read_sheets
from ingest.workbook import Mark, Sheet, Workbook
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry
from tests.ingest.workbooks import HEADER, TITLE, UNIT_LINE

EAST, WEST, HUILAI = "揭东区交通运输局", "揭西县交通运输局", "惠来县交通运输局"
Q2, Q3 = Quarter(2024, 2), Quarter(2024, 3)
Read = Callable[..., tuple[Reading, ...]]
Rows = list[list[str]]


@pytest.fixture
def read(plan: Plan, registry: UnitRegistry) -> Read:
    """Read sheets; rows and tasks of every ledger in them must add up."""

    def readings(*sheets: Sheet, name: str = "", hints: Hints | None = None) -> tuple[Reading, ...]:
        book = Workbook("xlsx", sheets, ())
        read_here = read_sheets(book, "", name or "台账.xlsx", plan, registry, hints or Hints())
        rows = sum(reading.rows.total for reading in read_here)
        assert rows == sum(len(sheet.rows) for sheet in sheets)
        assert all(reading.rows.add_up and reading.tasks.add_up for reading in read_here)
        return read_here

    return readings


def _ledger(
    plan: Plan, name: str, *lines: str, said: str = "", tasks: Collection[int] = ()
) -> Sheet:
    """Return a sheet with `lines` above and answers that begin with `said` or the name."""
    body = [
        ["", f"{task.task_no}. {task.text}", "", "", f"{said or name}{task.task_no}"]
        for task in plan.tasks
        if not tasks or task.task_no in tasks
    ]
    return Sheet(name, True, [[line, *[""] * 4] for line in lines] + [list(HEADER), *body])


def _said(readings: Sequence[Reading]) -> list[tuple[str, str | None, Quarter | None, str]]:
    return [(one.part, one.unit, one.quarter, one.entries[0].narrative) for one in readings]


def _codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings if finding.code != "task_absent"]


def test_a_sheet_for_each_unit(plan: Plan, read: Read) -> None:
    """Each is a ledger of its own; the quarter of all stands in the file's name."""
    readings = read(
        Sheet("封面", True, [["各县区台账汇总"]]),
        _ledger(plan, "东", f"填报单位：{EAST}"),
        _ledger(plan, "揭西"),
        _ledger(plan, "丙", "填报单位：某大队"),
        _ledger(plan, "丁", f"填报单位：{HUILAI}", tasks=range(1, 9)),
        name="2024年第三季度.xlsx",
    )
    assert _said(readings) == [
        ("东", EAST, Q3, "东1"), ("揭西", WEST, Q3, "揭西1"),
        ("丙", None, Q3, "丙1"), ("丁", HUILAI, Q3, "丁1"),
    ]  # fmt: skip
    assert [one.held for one in readings] == [(), (), ("unit_unknown",), ("few_tasks_matched",)]
    assert _codes(readings[0]) == ["sheet_without_table"]


def test_a_sheet_for_each_county_of_a_column(plan: Plan, read: Read) -> None:
    """Where only a column 县区 says whose each sheet is, it parts the ledgers of the file."""
    sheets = []
    for name, county in (("甲", "揭东区"), ("乙", "揭西县")):
        header, *body = _ledger(plan, name).rows
        sheets.append(Sheet(name, True, [[*header, "县区"], *([*row, county] for row in body)]))
    assert _said(read(*sheets, name="2024年第三季度.xlsx")) == [
        ("甲", EAST, Q3, "甲1"), ("乙", WEST, Q3, "乙1"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["揭东局2024.xlsx", "2024年揭东区.xlsx"])
def test_a_sheet_for_each_quarter(plan: Plan, read: Read, name: str) -> None:
    """The unit and the year stand in the file's name."""
    readings = read(_ledger(plan, "二季度"), _ledger(plan, "三季度"), name=name)
    assert _said(readings) == [("二季度", EAST, Q2, "二季度1"), ("三季度", EAST, Q3, "三季度1")]
    assert [one.held for one in readings] == [(), ()]


def test_last_quarters_sheet_is_held(plan: Plan, read: Read) -> None:
    """In a file that is of the third quarter by its name a second one's sheet may be left over."""
    readings = read(
        _ledger(plan, "二季度"), _ledger(plan, "三季度"), name="揭东局2024年三季度.xlsx"
    )
    assert [one.held for one in readings] == [("part_of_other_quarter",), ()]


def test_a_hint_against_several_ledgers(plan: Plan, read: Read) -> None:
    """What a person said counts where a sheet says nothing, or the same."""
    sheets = [_ledger(plan, "东", EAST), _ledger(plan, "西", WEST), _ledger(plan, "空")]
    readings = read(*sheets, hints=Hints(EAST, Q3))
    assert [one.unit for one in readings] == [EAST, WEST, EAST]
    assert [one.held for one in readings] == [(), ("part_contradicts_hint",), ()]
    sheets = [_ledger(plan, "二季度", EAST), _ledger(plan, "三季度", EAST)]
    readings = read(*sheets, name="2024.xlsx", hints=Hints(EAST, Q3))
    assert [one.quarter for one in readings] == [Q2, Q3]
    assert [one.held for one in readings] == [("part_contradicts_hint",), ()]


@pytest.mark.parametrize(
    ("other", "told", "codes", "held"),
    [
        (("副本", TITLE, UNIT_LINE), "正", ["sheet_repeated"], ()),
        (("上季度", UNIT_LINE), "旧", ["sheet_set_aside"], ()),
        (("样表",), "样", ["sheet_set_aside"], ()),
        (("Sheet2", UNIT_LINE), "旧", ["task_repeated", "sheets_disagree"], ("sheets_disagree",)),
    ],
)
def test_a_second_sheet_of_the_same(
    plan: Plan, read: Read, other: tuple[str, ...], told: str, codes: list[str], held: tuple[str]
) -> None:
    """A copy, an old sheet, a pattern are told; two that say different things are held."""
    second = _ledger(plan, *other, said=told)
    (reading,) = read(_ledger(plan, "表", TITLE, UNIT_LINE, said="正"), second)
    assert reading.entries[0].narrative == "正1"
    assert (list(dict.fromkeys(_codes(reading))), reading.held) == (codes, held)


def test_two_ledgers_under_each_other(plan: Plan, read: Read) -> None:
    """One sheet that answers most tasks twice is held, though all its words agree."""
    upper, lower = (_ledger(plan, "表", TITLE, UNIT_LINE, said=said) for said in "旧新")
    (reading,) = read(Sheet("表", True, [*upper.rows, *lower.rows]))
    assert reading.held == ("sheets_disagree",)


def test_an_example_gives_way(plan: Plan, read: Read) -> None:
    """Two rows that show how to fill in the form stand first and count last."""
    example = _ledger(plan, "填表说明", "填表说明", said="例", tasks=(1, 2))
    (reading,) = read(example, _ledger(plan, "表", TITLE, UNIT_LINE, said="正"))
    assert reading.entries[0].narrative == "正1"
    assert _codes(reading) == ["task_repeated", "task_repeated"]


def _columns(plan: Plan, *titles: str, head: Sequence[str] = (TITLE,)) -> Sheet:
    """Return a sheet with several columns of answers; the last is left blank if it ends in ·."""
    blank = [title.endswith("·") for title in titles]
    header = [*HEADER[:4], *(title.strip("·") for title in titles)]
    width = len(header)
    body = [
        ["", task.text, "", "", *("" if b else t for t, b in zip(titles, blank, strict=True))]
        for task in plan.tasks
    ]
    lines = [[line, *[""] * (width - 1)] for line in (*head, UNIT_LINE)]
    return Sheet("表", True, [*lines, header, *body])


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (("上季度落实情况", "本季度落实情况"), "本季度落实情况"),
        (("落实情况", "上季度落实情况"), "落实情况"),
        (("2024年第三季度落实情况", "2024年第二季度落实情况"), "2024年第三季度落实情况"),
        (("第一季度", "第二季度", "第三季度", "第四季度·"), "第三季度"),
    ],
)
def test_the_column_of_the_quarter(
    plan: Plan, read: Read, titles: tuple[str, ...], told: str
) -> None:
    """Of several columns of answers this quarter's is read, the others are remarks, and told."""
    (reading,) = read(_columns(plan, *titles))
    entry = reading.entries[0]
    assert (entry.narrative, reading.quarter, reading.held) == (told, Q3, ())
    others = [title for title in titles if title != told and not title.endswith("·")]
    assert entry.remark == "\n".join(f"{title}：{title}" for title in others)
    assert _codes(reading) == ["narrative_columns"]


def test_columns_of_several_quarters_and_no_other_word(plan: Plan, read: Read) -> None:
    """The latest that is filled in is read, and a person decides; what he says chooses too."""
    sheet = _columns(plan, "第一季度", "第二季度", "第三季度·", head=("2024年台账",))
    (reading,) = read(sheet)
    assert (reading.entries[0].narrative, reading.held) == ("第二季度", ("quarter_conflict",))
    (reading,) = read(sheet, hints=Hints(None, Quarter(2024, 1)))
    assert (reading.entries[0].narrative, reading.held) == ("第一季度", ())


def test_the_header_names_the_quarter(plan: Plan, read: Read) -> None:
    """Where nothing else says it; against a title it is a contradiction."""
    (reading,) = read(_columns(plan, "落实情况（截至2024年9月17日）", head=("台账",)))
    assert (reading.quarter, reading.held) == (Q3, ())
    (reading,) = read(_columns(plan, "落实情况（截至2024年6月17日）"))
    assert reading.held == ("quarter_conflict",)


def test_a_hidden_column_gives_way(plan: Plan, read: Read) -> None:
    """Last quarter's column, hidden, is a remark; a hidden one alone is read and told."""
    sheet = _columns(plan, "落实情况", "落实情况")
    body = [[*row[:4], "旧", "新"] if row[1] else row for row in sheet.rows]
    body[2] = list(sheet.rows[2])
    hidden = Sheet("表", True, body, marks=(Mark("column_hidden", -1, 4),))
    (reading,) = read(hidden)
    assert reading.entries[0].narrative == "新"
    assert [(f.code, f.cell) for f in reading.findings] == [("column_hidden", "第E列")]


def test_declared_states(plan: Plan, read: Read) -> None:
    """A column 完成状态 is kept as it is written, not among the remarks."""
    (reading,) = read(_columns(plan, "是否完成", "落实情况", "备注"))
    entry = reading.entries[0]
    assert (entry.declared, entry.narrative, entry.remark) == ("是否完成", "落实情况", "备注：备注")


def test_marks_are_findings_where_they_touch_what_is_read(plan: Plan, read: Read) -> None:
    """Rows and columns as runs, cells by name; what lies outside the table says nothing."""
    sheet = _ledger(plan, "表", TITLE, UNIT_LINE)
    marks = (
        *(Mark("row_hidden", row, -1) for row in (6, 4, 5, 9)),
        Mark("column_hidden", -1, 2), Mark("column_hidden", -1, 3), Mark("column_hidden", -1, 9),
        Mark("struck_through", 7, 4, "旧话"), Mark("struck_through", 999, 4, "别处"),
        Mark("never_heard_of", 0, 0),
    )  # fmt: skip
    (reading,) = read(Sheet("表", True, sheet.rows, marks=marks))
    assert [(f.code, f.cell) for f in reading.findings] == [
        ("row_hidden", "第5-7行"), ("row_hidden", "第10行"), ("column_hidden", "第C-D列"),
        ("struck_through", "E8"), ("mark_unknown", "A1"),
    ]  # fmt: skip
    assert reading.findings[3].value == "旧话"


def test_places_of_a_word_file(plan: Plan, read: Read) -> None:
    """Where rows have places of their own, cells and marks are called by them."""
    sheet = _ledger(plan, "正文", TITLE, UNIT_LINE)
    places = ("第1段", "第2段", *(f"表1第{n}行" for n in range(1, len(sheet.rows) - 1)))
    marks = (Mark("row_hidden", 3, -1), Mark("row_hidden", 4, -1), Mark("column_hidden", -1, 4))
    (reading,) = read(Sheet("正文", True, sheet.rows, row_places=places, marks=marks))
    assert reading.entries[0].cell == "表1第2行第5列"
    told = [finding.cell for finding in reading.findings]
    assert told == ["表1第2行至表1第3行", "第5列"]


def test_notes_of_the_file(plan: Plan, registry: UnitRegistry) -> None:
    """What is said of the file as a whole is told once, known or not."""
    book = Workbook("xlsm", (_ledger(plan, "表", TITLE, UNIT_LINE),), ("has_macros", "odd_note"))
    (reading,) = read_sheets(book, "", "台账.xlsm", plan, registry, Hints())
    assert _codes(reading) == ["has_macros", "mark_unknown"]


def test_a_text_between_two_tasks_is_no_guess(plan: Plan, read: Read) -> None:
    """A contact's number in a stray row is masked, and a signature names unit and date."""
    sheet = _ledger(plan, "表", "台账")
    foot = [["李经办", "", "", "", "13800000000"], [EAST, "2024年9月15日", "", "", ""]]
    (reading,) = read(Sheet("表", True, [*sheet.rows, *foot]))
    assert (reading.unit, reading.quarter) == (EAST, Q3)
    assert [finding.value for finding in reading.findings] == ["李经办｜138****0000"]

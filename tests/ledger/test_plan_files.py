"""The loader tells every mistake by file, row and column, and reads what table software saves."""

from __future__ import annotations

import csv
import os
import shutil
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from ledger.errors import UserError
from ledger.plan_files import PLAN_FOLDER, load_plan

Rows = list[list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the plan that a test may spoil."""
    return Path(shutil.copytree(PLAN_FOLDER, tmp_path / "plan"))


def _edit(path: Path, change: Callable[[Rows], None]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    change(rows)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _set(path: Path, line: int, column: str, value: str) -> None:
    def change(rows: Rows) -> None:
        rows[line - 1][rows[0].index(column)] = value

    _edit(path, change)


@pytest.mark.parametrize(
    ("file", "line", "column", "value", "told"),
    [
        ("tasks.csv", 4, "task_no", "三", "不是整数"),
        ("tasks.csv", 4, "task_no", "0", "至少为 1"),
        ("tasks.csv", 4, "task_no", "2", "与第3行重复"),
        ("tasks.csv", 44, "task_no", "44", "连续到43"),
        ("tasks.csv", 4, "category_no", "8", "categories.csv"),
        ("tasks.csv", 4, "text", "", "不能为空"),
        ("tasks.csv", 4, "short_name", "一" * 17, "至多 16 个字"),
        ("tasks.csv", 4, "deadline_kind", "定期", "continuous、fixed、staged、yearly"),
        ("tasks.csv", 4, "due_on", "2024-06-31", "不是日期"),
        ("tasks.csv", 4, "due_on", "", "必须填写"),
        ("tasks.csv", 2, "due_on", "2024-06-30", "应当留空"),
        ("tasks.csv", 29, "due_month_day", "", "必须填写"),
        ("tasks.csv", 29, "due_month_day", "每年", "如 06-30"),
        ("tasks.csv", 29, "due_month_day", "06-31", "不是每年都有"),
        ("tasks.csv", 4, "preset_dash", "也许", "TRUE 或 FALSE"),
        ("tasks.csv", 4, "city_clause", "二（九）1", "clauses.csv"),
        ("tasks.csv", 4, "district_clause", "二（九）1", "clauses.csv"),
        ("clauses.csv", 2, "plan", "省", "city 或 district"),
        ("clauses.csv", 4, "clause_no", "二（一）1", "与第3行重复"),
        ("categories.csv", 8, "category_no", "9", "连续到7"),
        ("documents.csv", 3, "document", "ledger", "与第2行重复"),
        ("calendar.csv", 2, "quarter", "2024年一季度", "2024Q3"),
        ("calendar.csv", 2, "document", "letter", "可以是"),
        ("calendar.csv", 2, "document", "typical_case", "可以是"),
        ("calendar.csv", 4, "document", "ledger", "与第3行重复"),
        ("units.csv", 2, "kind", "局", "county、section、detachment、brigade"),
        ("units.csv", 2, "county_code", "4452", "六位数字"),
        ("units.csv", 3, "official_order", "1", "与第2行重复"),
        ("units.csv", 3, "unit", "榕城区 交通运输局（盖章）", "与第2行的名称重复"),
        ("units.csv", 3, "aliases", "揭东局|榕城局", "“榕城局”与第2行"),
        ("units.csv", 3, "aliases", "（盖章）", "不成名称"),
        ("settings.csv", 9, "value", "2023Q4", "calendar.csv"),
        ("settings.csv", 10, "value", "今年", "不是年份"),
        ("settings.csv", 14, "value", "传真", "electronic 或 paper"),
        ("thresholds.csv", 2, "value", "九十", "不是数"),
        ("thresholds.csv", 2, "value", "nan", "不是数"),
        ("goals.csv", 2, "tasks", "10|44", "没有第44项"),
        ("goals.csv", 2, "tasks", "十", "不合要求"),
        ("goals.csv", 3, "due_on", "2024-06-30", "与前面的行不同"),
        ("figure_units.csv", 3, "word", "次", "与第2行重复"),
        ("figure_things.csv", 2, "counted_in", "回", "归入“回”"),
        ("material_words.csv", 2, "section", "summary", "overall、practices"),
        ("material_words.csv", 2, "kind", "title", "heading、strong"),
    ],
)
def test_a_wrong_cell_is_told_by_file_row_and_column(
    folder: Path, file: str, line: int, column: str, value: str, told: str
) -> None:
    """The error names the file, the row, the column, and what would be right."""
    _set(folder / file, line, column, value)
    with pytest.raises(UserError) as caught:
        load_plan(folder)
    error = caught.value
    assert (error.code, error.place) == ("plan_facts", file)
    assert f"第{line}行 {column} 列：" in error.message
    assert told in error.message


def test_owing_must_not_end_before_it_begins(folder: Path) -> None:
    """A unit that owes until a day before it begins to owe is a mistake."""
    _set(folder / "units.csv", 2, "owes_from", "2025-01-01")
    _set(folder / "units.csv", 2, "owes_until", "2024-12-31")
    with pytest.raises(UserError, match="第2行 owes_until 列：早于 owes_from"):
        load_plan(folder)


@pytest.mark.parametrize(
    ("file", "name"), [("settings.csv", "form_title"), ("thresholds.csv", "soon_days")]
)
def test_a_fact_the_code_asks_for_must_be_there(folder: Path, file: str, name: str) -> None:
    """A setting or threshold that the rules need is missed when loading, not later."""

    def change(rows: Rows) -> None:
        rows[:] = [row for row in rows if row[0] != name]

    _edit(folder / file, change)
    with pytest.raises(UserError, match=f"{file}：name 列：缺少 {name} 一行"):
        load_plan(folder)


def test_a_file_without_rows_is_a_mistake(folder: Path) -> None:
    """A plan without tasks is refused."""
    _edit(folder / "tasks.csv", lambda rows: rows.__delitem__(slice(1, None)))
    with pytest.raises(UserError, match=r"tasks\.csv：task_no 列：一行也没有"):
        load_plan(folder)


def test_all_mistakes_of_a_file_come_together(folder: Path) -> None:
    """Two wrong cells of one file are told in one error; very many are cut and counted."""
    _set(folder / "tasks.csv", 4, "due_on", "六月")
    _set(folder / "tasks.csv", 9, "assumed", "?")
    with pytest.raises(UserError, match=r"第4行 due_on .*第9行 assumed "):
        load_plan(folder)
    for line in range(2, 45):
        _set(folder / "tasks.csv", line, "responsible", "")
    with pytest.raises(UserError, match="共45处"):
        load_plan(folder)


@pytest.mark.parametrize(("old", "new"), [("note", "备注"), ("note", "")])
def test_columns_must_be_the_known_ones(folder: Path, old: str, new: str) -> None:
    """A renamed or deleted column is named."""

    def change(rows: Rows) -> None:
        at = rows[0].index(old)
        for number, row in enumerate(rows):
            row[at] = new if number == 0 else ""

    _edit(folder / "tasks.csv", change)
    with pytest.raises(UserError, match=r"tasks\.csv：第1行 note 列：缺少这一列") as caught:
        load_plan(folder)
    assert new in caught.value.message


def test_a_missing_file_is_named(folder: Path) -> None:
    """A plan folder without one of its files is refused by that file's name."""
    (folder / "clauses.csv").unlink()
    with pytest.raises(UserError, match=r"clauses\.csv：找不到这个文件"):
        load_plan(folder)


def test_what_table_software_saves_loads_alike(folder: Path) -> None:
    """GB18030, slashed dates, Chinese truths, turned month-days and blank rows change nothing."""

    def change(rows: Rows) -> None:
        columns = {name: at for at, name in enumerate(rows[0])}
        for row in rows[1:]:
            row[columns["due_on"]] = row[columns["due_on"]].replace("-0", "/").replace("-", "/")
            row[columns["due_month_day"]] = {"06-30": "6月30日", "12-31": "12/31"}.get(
                row[columns["due_month_day"]], ""
            )
            for flag in ("assumed", "preset_dash", "reconstructed"):
                row[columns[flag]] = {"TRUE": "是", "FALSE": ""}[row[columns[flag]]]
        rows.append([""] * len(rows[0]))
        rows[1:] = rows[:0:-1]

    _edit(folder / "tasks.csv", change)
    for path in folder.glob("*.csv"):
        path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    assert load_plan(folder) == load_plan()


def test_another_plan_is_another_folder(tmp_path: Path) -> None:
    """A district bureau's plan of one task and one brigade loads from its own folder."""
    files = {
        "settings": (PLAN_FOLDER / "settings.csv").read_text(encoding="utf-8"),
        "thresholds": (PLAN_FOLDER / "thresholds.csv").read_text(encoding="utf-8"),
        "categories": "category_no,ordinal,name,short_name\n1,一,示例类别,示例\n",
        "tasks": "task_no,category_no,text,short_name,printed_text,responsible,deadline_kind,"
        "due_on,due_month_day,deadline_text,assumed,preset_dash,reconstructed,city_clause,"
        "district_clause,note\n"
        "1,1,示例任务,示例,,各大队,fixed,2024/12/31,,年底,,,,一,一,\n",
        "clauses": "plan,clause_no,title,text,responsible\ncity,一,题,文,\ndistrict,一,题,文,\n",
        "documents": "document,label,has_state\nledger,工作台账,是\n",
        "calendar": "quarter,document,due_on,note\n2024Q2,ledger,2024年6月10日,\n",
        "units": "unit,kind,county,county_code,official_order,aliases,owes_from,owes_until\n"
        "示例大队,brigade,示例区,999901,1,大队,2024/7/1,\n",
    }
    for name, text in files.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8-sig")
    plan = load_plan(tmp_path)
    assert plan.tasks[0].due_on == date(2024, 12, 31)
    assert plan.units[0].owes_from == date(2024, 7, 1)
    assert len(plan.owed_quarters) == 1


def test_a_units_file_of_its_own_replaces_the_folder_s(folder: Path, tmp_path: Path) -> None:
    """The sample's units come from a file of their own, the other facts from the plan."""
    other = tmp_path / "sample.csv"
    shutil.move(folder / "units.csv", other)
    _set(other, 2, "unit", "示例甲县交通运输局")
    plan = load_plan(folder, other)
    assert plan.units[0].unit == "示例甲县交通运输局"
    assert plan.tasks == load_plan().tasks


def test_loading_is_quick() -> None:
    """The plan loads in well under a tenth of a second, so a command may load it each time."""
    fastest = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        load_plan()
        fastest = min(fastest, time.perf_counter() - start)
    assert fastest < 0.1


def test_a_plan_is_loaded_again_only_when_a_file_changed(folder: Path) -> None:
    """Same contents are the same plan, and a change shows although size and time are the same."""
    first = load_plan(folder)
    assert load_plan(folder) is first
    path = folder / "categories.csv"
    before = path.stat()
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(text.replace(first.categories[0].name, first.categories[0].name[::-1]), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert load_plan(folder).categories[0].name == first.categories[0].name[::-1]

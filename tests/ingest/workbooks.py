"""Real workbooks for the reading tests, built with openpyxl and, where need be, taken apart."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from ledger.plan import Plan, Task

PRINTED_FORM = Path(__file__).parent / "printed_form.xlsx"
HEADER = ("重点任务", "具体内容", "责任单位", "完成时限", "落实情况")
UNIT_LINE = "填报单位：揭东区交通运输局（盖章）"
TITLE = "贯彻落实《实施方案》工作台账（2024年第三季度）"
SHEET = "xl/worksheets/sheet1.xml"


def saved(book: Workbook) -> bytes:
    """Return the workbook's bytes."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def sheet_bytes(rows: Iterable[Sequence[object]], merges: Sequence[str] = ()) -> bytes:
    """Return a workbook of one sheet with `rows` from A1 on."""
    book = Workbook()
    fill(book.worksheets[0], rows, merges)
    return saved(book)


def fill(sheet: Worksheet, rows: Iterable[Sequence[object]], merges: Sequence[str] = ()) -> None:
    """Write `rows` into a sheet and merge the ranges."""
    for row in rows:
        sheet.append(list(row))
    for merge in merges:
        sheet.merge_cells(merge)


def task_rows(
    plan: Plan,
    answers: Mapping[int, str],
    written: Callable[[Task], str] = lambda task: f"{task.task_no}. {task.text}",
) -> list[list[object]]:
    """Return one row a task under HEADER; tasks without an answer have an empty cell."""
    return [
        ["", written(task), task.responsible, task.deadline_text, answers.get(task.task_no)]
        for task in plan.tasks
    ]


def full_answers(plan: Plan) -> dict[int, str]:
    """Return a text of its own for every task."""
    return {task.task_no: f"已完成“{task.short_name}”，办结若干件。" for task in plan.tasks}


def printed_form(cells: Mapping[str, str], merge: str = "") -> bytes:
    """Return the circulated form with `cells` filled in and perhaps some merged."""
    book = load_workbook(PRINTED_FORM)
    for place, text in cells.items():
        book.worksheets[0][place] = text
    if merge:
        book.worksheets[0].merge_cells(merge)
    return saved(book)


def with_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return the same zip with one part changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", 8) as copy:
        for part in source.infolist():
            content = source.read(part)
            copy.writestr(part.filename, change(content) if part.filename == name else content)
    return target.getvalue()

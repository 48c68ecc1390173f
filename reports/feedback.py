"""What goes back to a unit about one file: its problems, and the cells as they were read.

Always a new workbook, never the unit's own file: no macro, no link to outside and no formula can
be in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path, PureWindowsPath
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from ingest.findings import Finding
from ledger.words import SEVERITY_LABELS
from reports.cells import (
    A4,
    BOX,
    CENTRED,
    HEADING,
    LINK,
    TITLE,
    WRAPPED,
    height_for,
    put,
    put_value,
    set_page,
    writable,
)
from reports.download_names import download_name
from reports.excerpts import MAX_SHEETS, Excerpt, excerpts
from reports.feedback_facts import Counts, FeedbackFacts
from reports.feedback_problems import MAX_PROBLEMS, Problem, problems
from reports.feedback_sheets import FILLS, address_in, write_excerpt
from reports.workbook_bytes import save_timeless

__all__ = ["Counts", "FeedbackFacts", "feedback_name", "write_feedback"]

LIST_NAME = "问题清单"
NO_PROBLEM = "没有发现问题。"
NO_FURTHER_PROBLEM = "程序没有另外发现问题。"
_HEADINGS = ("序号", "程度", "工作表", "单元格", "问题", "请这样处理", "原文")
_WIDTHS = (6.0, 7.0, 13.0, 11.0, 40.0, 36.0, 40.0)
_LONGEST_QUOTE = 600  # the whole text stands in its cell, one click away
_LABEL_COLUMNS = 2
_TITLE_HEIGHT = 36
_USE = (
    "点“单元格”一栏可跳到后面工作表中的那一格，批注里有同样的说明。后面各表是读到的内容，"
    "不是原件：请在原件上改正，再把原件重新报送。"
)


def feedback_name(file_name: str, part: str = "") -> str:
    """Return what to call the feedback workbook of a file, or of one sheet, when downloaded."""
    stem = PureWindowsPath(file_name).stem
    return download_name(f"反馈_{stem}_{part}" if part else f"反馈_{stem}", ".xlsx")


def write_feedback(target: Path | BinaryIO, facts: FeedbackFacts) -> None:
    """Write the feedback workbook to `target`; the same facts always give the same bytes.

    Raises OSError if the place cannot be written to.
    """
    book = Workbook()
    shown = excerpts(facts.sheets, taken=LIST_NAME)
    listed = problems(facts.findings, shown)
    _write_list(book.worksheets[0], facts, listed, shown)
    for excerpt in shown:
        write_excerpt(book, excerpt, listed)
    save_timeless(book, target)


def _write_list(
    sheet: Worksheet, facts: FeedbackFacts, listed: Sequence[Problem], shown: Sequence[Excerpt]
) -> None:
    sheet.title = LIST_NAME
    put_value(sheet["A1"], "工作台账审读反馈")
    sheet["A1"].font, sheet["A1"].alignment = TITLE, CENTRED
    sheet.row_dimensions[1].height = _TITLE_HEIGHT
    sheet.merge_cells(None, 1, 1, 1, len(_HEADINGS))
    for row, (label, text) in enumerate(_facts(facts, listed, shown), start=2):
        _write_fact(sheet, row, label, text)
    header = sheet.max_row + 1
    for letter, width in zip("ABCDEFG", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    if listed:
        _write_table(sheet, header, listed)
    else:
        none = NO_FURTHER_PROBLEM if facts.returned_reason else NO_PROBLEM
        _write_fact(sheet, header, "问题", none)
    set_page(sheet, A4, header if listed else None)


def _write_table(sheet: Worksheet, header: int, listed: Sequence[Problem]) -> None:
    for column, heading in enumerate(_HEADINGS, start=1):
        cell = sheet.cell(header, column, heading)
        cell.font, cell.alignment, cell.border = HEADING, CENTRED, BOX
    for row, problem in enumerate(listed, start=header + 1):
        _write_problem(sheet, row, problem)


def _facts(
    facts: FeedbackFacts, listed: Sequence[Problem], shown: Sequence[Excerpt]
) -> Iterator[tuple[str, str]]:
    """Yield the lines above the table, label and text."""
    if facts.returned_reason:
        by = f"；请于 {facts.correct_by.isoformat()} 前重报" if facts.correct_by else ""
        yield "退回修改", f"{facts.returned_reason.rstrip('。；')}{by}。"
    yield "文件", facts.file_name
    yield "填报单位", facts.unit or "未认出"
    yield "季度", facts.quarter or "未认出"
    yield "收到日期", "未写明" if facts.received_on is None else facts.received_on.isoformat()
    yield "处理结果", facts.outcome
    if facts.counts is not None:
        yield "核对", facts.counts.sentence
    if facts.findings:
        yield "问题", _sums(facts.findings)
    hidden = "、".join(sheet.name for sheet in facts.sheets if not sheet.visible)
    if hidden:
        yield "未读", f"隐藏的工作表没有读取：{hidden}。"
    if cut := _cut(facts, listed, shown):
        yield "从略", cut
    if any(problem.place is not None for problem in listed):
        yield "用法", _USE


def _sums(findings: Sequence[Finding]) -> str:
    sums: Counter[str] = Counter(finding.severity for finding in findings)
    parts = [f"{label}{sums[code]}条" for code, label in SEVERITY_LABELS.items() if sums[code]]
    return f"共{len(findings)}条：{'，'.join(parts)}。"


def _cut(facts: FeedbackFacts, listed: Sequence[Problem], shown: Sequence[Excerpt]) -> str:
    """Return what this workbook leaves out, in words."""
    parts = [f"工作表“{excerpt.name}”：{excerpt.cut}" for excerpt in shown if excerpt.cut]
    if sum(sheet.visible for sheet in facts.sheets) > len(shown):
        parts.append(f"只列出前{MAX_SHEETS}张工作表。")
    if len(facts.findings) > len(listed):
        parts.append(f"只列出前{MAX_PROBLEMS}条问题。")
    return "".join(parts)


def _write_fact(sheet: Worksheet, row: int, label: str, text: str) -> None:
    """Write one line above the table, over all its columns."""
    put(sheet.cell(row, 1), label)
    put(sheet.cell(row, _LABEL_COLUMNS + 1), text)
    sheet.merge_cells(None, row, 1, row, _LABEL_COLUMNS)
    sheet.merge_cells(None, row, _LABEL_COLUMNS + 1, row, len(_WIDTHS))
    sheet.row_dimensions[row].height = height_for(text, sum(_WIDTHS[_LABEL_COLUMNS:]))


def _write_problem(sheet: Worksheet, row: int, problem: Problem) -> None:
    finding = problem.finding
    label = SEVERITY_LABELS[finding.severity]
    place = (str(problem.number), label, finding.sheet, finding.cell)
    texts = [
        writable(text, _LONGEST_QUOTE)
        for text in (*place, finding.message, problem.hint, finding.value)
    ]
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        put(cell, text)
        cell.border = BOX
    sheet.cell(row, 2).fill = FILLS[finding.severity]
    sheet.row_dimensions[row].height = max(map(height_for, texts, _WIDTHS))
    if problem.excerpt is not None and problem.place is not None:
        cell = sheet.cell(row, 4)
        location = address_in(problem.excerpt, problem.place)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=location)
        cell.font, cell.alignment = LINK, WRAPPED

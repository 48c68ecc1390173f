"""Every unit × task on one sheet of the data pack: the status as a word, the light as a colour."""

from __future__ import annotations

from collections import Counter
from itertools import accumulate, pairwise
from typing import Any

import pandas as pd

from ledger.plan import Plan
from ledger.words import LIGHT_LABELS, STATUS_LABELS
from reports.data_pack_book import PackBook
from reports.data_pack_cover import MATRIX

_HEADER = 2
_UNIT_WIDTH, _TASK_WIDTH = 23.0, 9.0
_HEADING_HEIGHT = 64
# On A4, so that what is printed can be read: so many tasks beside the units, whole categories.
_MOST_TASKS, _SCALE = 15, 58
_A4 = 9


def write_matrix(book: PackBook, standing: pd.DataFrame, plan: Plan) -> None:
    """Add the sheet; a cell says status and light (`推进中·红`), so that no colour is needed."""
    widths = [_UNIT_WIDTH, *[_TASK_WIDTH] * len(plan.tasks)]
    sheet = book.add_sheet(MATRIX, widths)
    book.put_text(sheet, 0, 0, "各单位各任务", "title")
    book.put_text(sheet, _HEADER, 0, "填报单位", "heading")
    columns = {task.task_no: column for column, task in enumerate(plan.tasks, start=1)}
    for column, task in enumerate(plan.tasks, start=1):
        book.put_text(sheet, _HEADER, column, f"{task.task_no} {task.short_name}", "heading")
    sheet.set_row(_HEADER, _HEADING_HEIGHT)
    rows = {unit: n for n, unit in enumerate(standing.unit.unique(), start=_HEADER + 1)}
    for unit, row in rows.items():
        book.put_text(sheet, row, 0, unit, "text")
    cells = zip(standing.unit, standing.task_no, standing.status, standing.light, strict=True)
    for unit, task_no, status, light in cells:
        words = f"{STATUS_LABELS[status]}·{LIGHT_LABELS[light][0]}"
        book.put_text(sheet, rows[unit], columns[task_no], words, light)
    sheet.freeze_panes(_HEADER + 1, 1)
    sheet.repeat_rows(_HEADER)
    sheet.autofilter(_HEADER, 0, _HEADER + max(len(rows), 1), len(columns))
    _set_pages(sheet, plan)


def _set_pages(sheet: Any, plan: Plan) -> None:
    """Print some categories on each page across, the units beside them on every one."""
    sheet.set_paper(_A4)
    sheet.set_print_scale(_SCALE)
    sheet.repeat_columns(0)
    ends = list(accumulate(Counter(task.category_no for task in plan.tasks).values()))
    breaks: list[int] = []
    for end, following in pairwise(ends):
        if following - (breaks[-1] if breaks else 0) > _MOST_TASKS:
            breaks.append(end)
    sheet.set_v_pagebreaks([1 + end for end in breaks])

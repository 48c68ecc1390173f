"""Where the tables of a workbook stand, and which of their columns hold the tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.findings import refusal
from ingest.form.columns import Header, may_be_header, read_header
from ingest.form.header_words import header_role
from ingest.form.matching import TaskIndex
from ingest.form.table import PROBED_ROWS, Table, probe, sampled, tasks_of
from ingest.workbook import Sheet, Workbook

_GLANCED_ROWS = 4
_FEWEST_CELLS = 2
_FEWEST_TASKS = 3
_LONGEST_IN_HEADER = 12
_MOST_TOLD = 5


def find_tables(workbook: Workbook, index: TaskIndex) -> tuple[Table, ...]:
    """Return every table of the visible sheets; a repeated header begins a table of its own.

    A sheet without a header may go on with the table of the sheet before it, in its columns.
    Raises UserError `no_table` if there is none.
    """
    tables: list[Table] = []
    for sheet in workbook.sheets:
        if sheet.visible:
            own = _tables_of(sheet, index)
            tables += own or (_continued(tables, sheet, index) if tables else [])
    if not tables:
        unseen = [f"“{sheet.name}”" for sheet in workbook.sheets if not sheet.visible]
        names = "、".join(unseen[:_MOST_TOLD])
        raise refusal("no_table", "hidden" if names else "", hidden=names)
    return tuple(tables)


def _continued(tables: Sequence[Table], sheet: Sheet, index: TaskIndex) -> list[Table]:
    """Return the rows of `sheet` as more of the last of `tables`, if they are its further tasks.

    What lists the same tasks again may have any columns: an assignment of duties, an old copy.
    """
    table, width = tables[-1], len(sheet.rows[0]) if sheet.rows else 0
    if width <= max(table.roles["task"], table.roles["narrative"]):
        return []
    roles = {role: column for role, column in table.roles.items() if column < width}
    narratives = tuple(column for column in table.narratives if column < width)
    titles = (*table.titles[:width], *[""] * (width - len(table.titles)))
    more = replace(
        table, sheet=sheet, header=0, first=0, last=len(sheet.rows), roles=roles,
        titles=titles, narratives=narratives,
    )  # fmt: skip
    found = sampled(more, roles["task"])
    if len(found) < _FEWEST_TASKS or probe(more, roles["task"], index) * 2 <= len(found):
        return []
    named = tasks_of(more, index)
    before = {number for earlier in tables for number in tasks_of(earlier, index).values()}
    if not before.isdisjoint(named.values()):
        return []
    return [replace(more, header=min(named), first=min(named))]


def _tables_of(sheet: Sheet, index: TaskIndex) -> list[Table]:
    headers = _headers_of(sheet)
    ends = [*(place for place, _ in headers), len(sheet.rows)][1:]
    whole = [
        _table(sheet, place, end, header, header.roles["task"], header.narratives)
        for (place, header), end in zip(headers, ends, strict=True)
    ]
    if whole:
        return [_with_tasks(table, index) for table in whole]
    return _half_headed(sheet, index)


def _headers_of(sheet: Sheet) -> list[tuple[int, Header]]:
    headers: list[tuple[int, Header]] = []
    free = 0
    for place, row in enumerate(sheet.rows):
        if place < free or (headers and _is_body(row[headers[-1][1].roles["task"]])):
            continue
        if may_be_header(row):
            header = read_header(sheet, place)
            if "task" in header.roles and header.narratives:
                headers.append((place, header))
                free = place + header.height
    return headers


def _is_body(task: str) -> bool:
    """Return whether the cell under a task header rules out that a further header begins."""
    return len(task) > _LONGEST_IN_HEADER and header_role(task) is None


def _table(
    sheet: Sheet, place: int, end: int, header: Header, task: int, narratives: tuple[int, ...]
) -> Table:
    roles = {**header.roles, "task": task, "narrative": narratives[0]}
    first = min(place + header.height, end)
    return Table(sheet, place, first, end, roles, header.titles, narratives)


def _with_tasks(table: Table, index: TaskIndex) -> Table:
    """Return `table` with another task column if the titled one has no tasks and that one does.

    A form may call them 工作任务 beside a 具体措施 of its own.
    """
    titled = table.roles["task"]
    for rows in (_GLANCED_ROWS, PROBED_ROWS):
        if probe(table, titled, index, rows) * 2 >= len(sampled(table, titled, rows)):
            return table
    others = [c for c in range(len(table.titles)) if c not in table.narratives]
    best = max(others, key=lambda column: probe(table, column, index), default=titled)
    if probe(table, best, index) <= probe(table, titled, index):
        return table
    roles = {role: column for role, column in table.roles.items() if column != best}
    return replace(table, roles={**roles, "task": best})


def _half_headed(sheet: Sheet, index: TaskIndex) -> list[Table]:
    """Return the one table of a sheet in which the list knows only some of the header's words.

    Its tasks are where tasks are found; its answers in the one column whose title is unknown.
    """
    for place, row in enumerate(sheet.rows):
        known = sum(header_role(cell) is not None for cell in row)
        if not known or sum(bool(cell.strip()) for cell in row) < _FEWEST_CELLS:
            continue
        table = _completed(sheet, place, read_header(sheet, place), index)
        if table is not None:
            return [table]
    return []


def _completed(sheet: Sheet, place: int, header: Header, index: TaskIndex) -> Table | None:
    draft = Table(
        sheet, place, place + header.height, len(sheet.rows), header.roles, header.titles, ()
    )
    task = _best_column(draft, header, index)
    if task is None:
        return None
    if header.narratives:
        return _table(sheet, place, draft.last, header, task, header.narratives)
    unknown = [
        column
        for column, title in enumerate(header.titles)
        if title and column != task and column not in header.roles.values()
        and header_role(title) is None
    ]  # fmt: skip
    if len(unknown) != 1:
        return None
    table = _table(sheet, place, draft.last, header, task, tuple(unknown))
    return replace(table, guessed=True)


def _best_column(draft: Table, header: Header, index: TaskIndex) -> int | None:
    """Return the column in which most of the cells looked at are tasks, if there is one."""
    columns = (column for column in range(len(header.titles)) if column not in header.narratives)
    scores = {column: probe(draft, column, index) for column in columns}
    best = max(scores, key=lambda column: scores[column], default=None)
    if best is None or not scores[best] or scores[best] * 2 < len(sampled(draft, best)):
        return None
    return best

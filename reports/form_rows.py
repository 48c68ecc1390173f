"""The rows of a ledger form: what stands in each column of each layout, before any workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ledger.plan import Plan, Task
from reports.form_facts import FormFacts, Layout, PrintedRow, Role

PRESET_DASH = "-"

Row = dict[Role, str]


def form_rows(
    plan: Plan, facts: FormFacts, layout: Layout, answers: Mapping[int, str]
) -> list[Row]:
    """Return the table's rows in `layout`, each with the text of every role that it fills."""
    if layout is Layout.PRINTED:
        return [_printed_row(row, plan, answers) for row in facts.printed_rows]
    numbered_apart = any(c.role is Role.NUMBER for c in facts.columns_of(layout))
    rows = [_task_row(task, answers, numbered_apart) for task in plan.tasks]
    for row, category in zip(rows, _categories(plan, layout is Layout.REORDERED), strict=True):
        row[Role.CATEGORY] = category
    return rows


def _categories(plan: Plan, repeated: bool) -> Iterator[str]:
    """Yield the category cell of each task: its full name, empty where it only continues."""
    above = 0
    for task in plan.tasks:
        category = plan.category_by_no[task.category_no]
        continues = task.category_no == above and not repeated
        yield "" if continues else f"{category.ordinal}、{category.name}"
        above = task.category_no


def _task_row(task: Task, answers: Mapping[int, str], numbered_apart: bool) -> Row:
    return {
        Role.NUMBER: str(task.task_no),
        Role.TASK: task.text if numbered_apart else f"{task.task_no}. {task.text}",
        Role.RESPONSIBLE: task.responsible,
        Role.DEADLINE: task.deadline_text,
        Role.NARRATIVE: _answer(task, answers),
    }


def _printed_row(row: PrintedRow, plan: Plan, answers: Mapping[int, str]) -> Row:
    wordings = {
        no: plan.task_by_no[no].printed_text or plan.task_by_no[no].text for no in row.tasks
    }
    text = row.text or "\n".join(f"{no}. {{{no}}}" for no in row.tasks)
    for no, wording in wordings.items():
        text = text.replace(f"{{{no}}}", wording)
    answered = [plan.task_by_no[no] for no in row.answers or row.tasks]
    return {
        Role.CATEGORY: row.heading,
        Role.TASK: text,
        Role.RESPONSIBLE: "\n".join(row.responsible),
        Role.DEADLINE: "\n".join(row.deadline),
        Role.NARRATIVE: _shared_answer(answered, answers),
    }


def _answer(task: Task, answers: Mapping[int, str]) -> str:
    return answers.get(task.task_no, PRESET_DASH if task.preset_dash else "")


def _shared_answer(tasks: Sequence[Task], answers: Mapping[int, str]) -> str:
    """Return the one cell of several tasks: numbered answers, or the lone dash that was printed."""
    texts = {task.task_no: _answer(task, answers) for task in tasks}
    given = {no: text for no, text in texts.items() if text}
    as_printed = {task.task_no: PRESET_DASH for task in tasks if task.preset_dash}
    if len(tasks) == 1 or given == as_printed:
        return next(iter(given.values()), "")
    return "\n".join(f"{no}. {text}" for no, text in given.items())

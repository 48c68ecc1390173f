"""Forms as clerks make them: unit, quarter, and each narrative in its task, whatever the layout."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.identity.identify import Hints
from ingest.reading import Reading, read_sheets
from ingest.workbook import Merge, Sheet, Workbook
from ledger.plan import Plan, Task
from ledger.units import UnitRegistry
from tests.ingest.forms import Clerk
from tests.ingest.workbooks import HEADER, TITLE, UNIT_LINE

_SEEDS = st.integers(0, 2**32)
_EXPECTED = {
    "task_absent", "shared_narrative", "sheet_without_table", "sheet_hidden", "narrative_columns",
}  # fmt: skip
Rows = list[list[str]]


def _read(workbook: Workbook, plan: Plan, registry: UnitRegistry) -> Reading:
    (reading,) = read_sheets(workbook, "", "台账.xlsx", plan, registry, Hints())
    assert reading.rows.add_up
    assert reading.tasks.add_up
    assert reading.tasks.absent == tuple(
        task.task_no
        for task in plan.tasks
        if task.task_no not in {entry.task_no for entry in reading.entries}
    )
    return reading


def _assert_exact(reading: Reading, written: dict[int, str]) -> None:
    told = {entry.task_no: entry.narrative.strip() for entry in reading.entries}
    assert told == {number: text.strip() for number, text in written.items()}
    assert (reading.unit, str(reading.quarter)) == ("揭东区交通运输局", "2024Q3")
    assert reading.held == ()
    assert {finding.code for finding in reading.findings} <= _EXPECTED


@settings(max_examples=60)
@given(seed=_SEEDS)
def test_any_form_is_read_exactly(plan: Plan, registry: UnitRegistry, seed: int) -> None:
    """Titles, headers, columns, numbers, categories, slips, shared rows, notes, all at random."""
    form = Clerk(plan, random.Random(seed).choice).form()
    reading = _read(form.workbook, plan, registry)
    _assert_exact(reading, form.written)
    states = {entry.task_no: entry.declared for entry in reading.entries}
    assert {number: states[number] for number in form.declared} == form.declared


def _sheet(rows: Rows, merged: tuple[Merge, ...] = ()) -> Workbook:
    head = [[TITLE, *[""] * 4], [UNIT_LINE, *[""] * 4], list(HEADER)]
    down = tuple((first + 3, left, last + 3, right) for first, left, last, right in merged)
    return Workbook("xlsx", (Sheet("台账", True, head + rows, down),))


def _row(task: Task, answer: str, text: str | None = None) -> list[str]:
    written = f"{task.task_no}. {task.text}" if text is None else text
    return ["", written, task.responsible, task.deadline_text, answer]


def _said(task: Task) -> str:
    return f"推进{task.short_name}：\n1. 开展{task.task_no * 7}次；\n2. 投入3.5万元。"


@settings(max_examples=25)
@given(seed=_SEEDS)
def test_answers_merged_over_rows(plan: Plan, registry: UnitRegistry, seed: int) -> None:
    """One cell over several rows: by numbers, by paragraphs, as a list, or one text for all."""
    pick = random.Random(seed).choice
    rows: Rows = []
    merged: list[Merge] = []
    written: dict[int, str] = {}
    tasks = list(plan.tasks)
    while tasks:
        group = [tasks.pop(0) for _ in range(min(pick((1, 1, 2, 3, 4)), len(tasks)))]
        texts = [f"已完成{task.short_name}{task.task_no * 7}件。" for task in group]
        numbered = [f"{task.task_no}. {text}" for task, text in zip(group, texts, strict=True)]
        listed = [f"（{place}）{text}" for place, text in enumerate(texts, start=1)]
        how = pick(("numbered", "listed", "lines", "shared")) if len(group) > 1 else "lines"
        cell = "\n".join({"numbered": numbered, "listed": listed}.get(how, texts))
        if how == "shared":
            cell = "统一推进。"
            texts = [cell] * len(group)
        written |= {task.task_no: text for task, text in zip(group, texts, strict=True)}
        merged.append((len(rows), 4, len(rows) + len(group) - 1, 4))
        rows += [_row(task, "" if place else cell) for place, task in enumerate(group)]
    _assert_exact(_read(_sheet(rows, tuple(merged)), plan, registry), written)


@settings(max_examples=15)
@given(seed=_SEEDS)
def test_a_task_over_several_rows(plan: Plan, registry: UnitRegistry, seed: int) -> None:
    """A task cell merged down over rows of one step each: the steps together are the answer."""
    pick = random.Random(seed).choice
    rows: Rows = []
    merged: list[Merge] = []
    written: dict[int, str] = {}
    for task in plan.tasks:
        steps = [f"{task.short_name}第{step}步。" for step in range(pick((1, 1, 2, 3)))]
        merged.append((len(rows), 1, len(rows) + len(steps) - 1, 1))
        rows += [_row(task, steps[0]), *(["", "", "", "", step] for step in steps[1:])]
        written[task.task_no] = "\n".join(steps)
    _assert_exact(_read(_sheet(rows, tuple(merged)), plan, registry), written)


_BREAKS: tuple[Rows, ...] = (
    [list(HEADER)],
    [["", "", "", "", ""], [TITLE, "", "", "", ""], [UNIT_LINE, "", "", "", ""], list(HEADER)],
    [["（续表）", "", "", "", ""], list(HEADER)],
    [["第2页 共5页", "", "", "", ""], [TITLE, "", "", "", ""], list(HEADER)],
    [["本页小计", "", "", "", ""], list(HEADER)],
)


@pytest.mark.parametrize("between", _BREAKS)
def test_pages(plan: Plan, registry: UnitRegistry, between: Rows) -> None:
    """What a printed page repeats is furniture."""
    rows: Rows = []
    for place, task in enumerate(plan.tasks):
        rows += (between if place and place % 9 == 0 else []) + [_row(task, _said(task))]
    reading = _read(_sheet(rows), plan, registry)
    _assert_exact(reading, {task.task_no: _said(task) for task in plan.tasks})
    assert reading.findings == ()


def _with_slips(text: str, pick: Callable[[str], str]) -> str:
    """Return a text with every tenth character changed, as a scan does."""
    return "".join(
        pick("的一是在 、执") if place % 10 == 5 else character
        for place, character in enumerate(text)
    )


@settings(max_examples=25)
@given(seed=_SEEDS)
def test_worn_task_texts(plan: Plan, registry: UnitRegistry, seed: int) -> None:
    """Shortened, with the middle left out, or misread: beside its number each is still its own."""
    pick = random.Random(seed).choice
    rows: Rows = []
    for task in plan.tasks:
        text = task.text
        worn = pick(
            (
                text[: pick(range(8, len(text)))] + pick(("", "…", "……", "...", "等。")),
                f"{text[:6]}……{text[-6:]}",
                _with_slips(text, pick),
            )
        )
        number = pick(("{}. ", "{}、", "（{}）", "第{}项 ", "{} ")).format(task.task_no)
        rows.append(_row(task, _said(task), number + worn))
    reading = _read(_sheet(rows), plan, registry)
    _assert_exact(reading, {task.task_no: _said(task) for task in plan.tasks})


def test_a_sheet_for_each_category(plan: Plan, registry: UnitRegistry) -> None:
    """Sheets of one unit and quarter, in any order, are one ledger; a cover may name them."""
    sheets = [Sheet("封面", True, [["揭东区交通运输局"], ["2024年第三季度工作台账"]])]
    for category in plan.categories[::-1]:
        tasks = (task for task in plan.tasks if task.category_no == category.category_no)
        heading = [f"{category.ordinal}、{category.name}", *[""] * 4]
        rows = [heading, list(HEADER), *(_row(task, _said(task)) for task in tasks)]
        sheets.append(Sheet(category.short_name, True, rows))
    reading = _read(Workbook("xlsx", tuple(sheets)), plan, registry)
    _assert_exact(reading, {task.task_no: _said(task) for task in plan.tasks})

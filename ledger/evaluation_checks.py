"""What must hold between the facts of an evaluation and the rest of the plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ledger.plan_tables import Mistake, PlanTables, repeated


def evaluation_mistakes(tables: PlanTables) -> Iterator[Mistake]:
    """Yield every mistake of goals, figure units, things and words of sections."""
    yield from repeated(tables.goals, "aspect", lambda goal: (goal.goal_no, goal.aspect))
    yield from repeated(tables.figure_units, "word", lambda unit: unit.word)
    yield from repeated(tables.figure_things, "thing", lambda thing: thing.thing)
    yield from repeated(
        tables.material_words, "word", lambda word: (word.section, word.kind, word.word)
    )
    yield from _goals(tables)
    yield from _things(tables)


def _goals(tables: PlanTables) -> Iterator[Mistake]:
    numbers = {task.task_no for task in tables.tasks.facts}
    days: dict[int, date] = {}
    for line, goal in tables.goals.rows:
        if unknown := sorted(set(goal.tasks) - numbers):
            problem = f"{tables.tasks.name} 里没有第{unknown[0]}项。"
            yield tables.goals.mistake(line, "tasks", problem)
        if days.setdefault(goal.goal_no, goal.due_on) != goal.due_on:
            problem = f"目标{goal.goal_no}的日期与前面的行不同。"
            yield tables.goals.mistake(line, "due_on", problem)


def _things(tables: PlanTables) -> Iterator[Mistake]:
    known = {unit.counted_as for unit in tables.figure_units.facts}
    for line, thing in tables.figure_things.rows:
        for name in thing.counted_in:
            if name not in known:
                problem = f"{tables.figure_units.name} 里没有归入“{name}”的单位。"
                yield tables.figure_things.mistake(line, "counted_in", problem)

"""Judging a whole ledger of long narratives against the time that was asked for."""

from __future__ import annotations

import statistics
from collections.abc import Mapping
from time import perf_counter

from bench.timing import Row, settle
from ingest.judge.narrative import judge_all
from ingest.sample_facts import load_sample_facts
from ingest.sample_story import Story
from ingest.worker import warm_up
from ledger.databases import SAMPLE_UNITS
from ledger.plan import Plan
from ledger.plan_files import PLAN_FOLDER, load_plan

LENGTH = 150  # characters
LIMIT = 0.004  # seconds, as asked


def rows() -> list[Row]:
    """Return what judging a ledger takes, the median over ledgers that have no text in common."""
    plan = load_plan(PLAN_FOLDER, SAMPLE_UNITS)
    ledgers = _ledgers(plan)
    warm_up(plan)  # as a worker does before its first file
    settle()
    seconds = [_judged(plan, ledger) for ledger in ledgers]
    what = f"judge a ledger of {len(plan.tasks)} narratives of {LENGTH} characters"
    return [Row(what, "4 ms, as asked", statistics.median(seconds), LIMIT, 1)]


def _judged(plan: Plan, ledger: Mapping[int, str]) -> float:
    asked = [(text, plan.task_by_no[task_no]) for task_no, text in ledger.items()]
    start = perf_counter()
    judge_all(asked)
    return perf_counter() - start


def _ledgers(plan: Plan) -> list[dict[int, str]]:
    """Return for each unit what it and those after it write of each task, cut to the length."""
    story = Story(plan, load_sample_facts())
    told = [[story.answers(unit.unit, q) for q in plan.owed_quarters] for unit in plan.units]
    return [
        {
            task.task_no: _cut(
                [a.get(task.task_no, "") for own in told[n:] + told[:n] for a in own]
            )
            for task in plan.tasks
        }
        for n in range(len(told))
    ]


def _cut(answers: list[str]) -> str:
    return "".join(dict.fromkeys(answers))[:LENGTH]

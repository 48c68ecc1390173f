"""The evaluations of a plan: which report is due for which quarter, and on which day it judges."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ledger.errors import UserError
from ledger.plan import Plan
from ledger.quarter import Quarter

# The documents of data/plan/documents.csv that are evaluation reports, in the order of time.
KINDS = ("mid_evaluation", "final_evaluation")
# What a person calls them on the command line and in an address.
KIND_BY_WORD = dict(zip(("mid", "final"), KINDS, strict=True))


@dataclass(frozen=True)
class Evaluation:
    """One evaluation: `kind` is the code of its report, `label` the report's Chinese name.

    `quarter` is that of the ledgers it rests on; `as_of` is the day the report is due, which is
    also the day at which it judges.
    """

    kind: str
    label: str
    quarter: Quarter
    as_of: date


def evaluations(plan: Plan) -> tuple[Evaluation, ...]:
    """Return the evaluations that the calendar knows, the earliest first."""
    labels = {document.document: document.label for document in plan.documents}
    found = [
        Evaluation(period.document, labels[period.document], period.quarter, period.due_on)
        for period in plan.calendar
        if period.document in KINDS
    ]
    return tuple(sorted(found, key=lambda evaluation: evaluation.as_of))


def require_evaluation(plan: Plan, kind: str) -> Evaluation:
    """Return the evaluation of that kind; raises UserError `evaluation_unknown`."""
    for evaluation in evaluations(plan):
        if evaluation.kind == kind:
            return evaluation
    known = "、".join(evaluation.kind for evaluation in evaluations(plan)) or "无"
    raise UserError(
        "evaluation_unknown", f"方案里没有名为“{kind[:40]}”的评估。", hint=f"可用：{known}。"
    )


def evaluation_at(plan: Plan, as_of: date) -> Evaluation | None:
    """Return the evaluation to open on that day: the next one due, after all of them the last.

    None when the plan knows no evaluation.
    """
    known = evaluations(plan)
    coming = [evaluation for evaluation in known if evaluation.as_of >= as_of]
    return next(iter(coming), known[-1] if known else None)


def evaluation_before(plan: Plan, as_of: date) -> Evaluation | None:
    """Return the last evaluation due before that day, with which it is compared; None if none."""
    earlier = [evaluation for evaluation in evaluations(plan) if evaluation.as_of < as_of]
    return earlier[-1] if earlier else None

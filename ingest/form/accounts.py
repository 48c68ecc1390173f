"""The accounts of a reading: every row and every task, so that nothing is lost unseen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ingest.findings import Finding, found
from ingest.form.headings import RowKind
from ingest.form.sheets import SheetRead
from ledger.plan import Plan


@dataclass(frozen=True)
class RowCounts:
    """How every row of the sheets read was accounted for; `total` is counted apart."""

    total: int
    by_kind: Mapping[RowKind, int] = field(default_factory=dict)

    @property
    def add_up(self) -> bool:
        """Whether no row was lost or counted twice."""
        return self.total == sum(self.by_kind.values())


@dataclass(frozen=True)
class TaskCounts:
    """The plan's tasks: how many there are, how many a ledger answers, which it does not have."""

    total: int
    matched: int
    absent: tuple[int, ...] = ()

    @property
    def add_up(self) -> bool:
        """Whether every task is either matched or named as absent."""
        return self.total == self.matched + len(self.absent)


def count_rows(reads: Sequence[SheetRead]) -> RowCounts:
    """Return the rows of one ledger's sheets; a row that names no new task is a finding."""
    kinds: Counter[RowKind] = Counter()
    seen: set[int] = set()
    for read in reads:
        kinds.update(read.rows.kinds)
        again = 0
        for numbers in read.rows.named:
            again += seen.issuperset(numbers)
            seen.update(numbers)
        kinds[RowKind.FINDING] += again
        kinds[RowKind.MATCHED] += len(read.rows.named) - again
    return RowCounts(sum(len(read.sheet.rows) for read in reads), dict(+kinds))


def count_tasks(plan: Plan, matched: Mapping[int, object]) -> TaskCounts:
    """Return the tasks of `plan`, of which a ledger answers `matched`."""
    absent = tuple(task.task_no for task in plan.tasks if task.task_no not in matched)
    return TaskCounts(len(plan.tasks), len(matched), absent)


def account_findings(plan: Plan, tasks: TaskCounts, rows: RowCounts) -> list[Finding]:
    """Return what the accounts show: too few tasks, those absent, and rows that do not add up."""
    findings = []
    if not (rows.add_up and tasks.add_up):
        findings.append(
            found("not_reconciled", total=rows.total, counted=sum(rows.by_kind.values()))
        )
    if tasks.matched < tasks.total * plan.threshold("match_share_to_hold"):
        findings.append(found("few_tasks_matched", total=tasks.total, matched=tasks.matched))
    return findings


def absent_findings(plan: Plan, tasks: TaskCounts) -> list[Finding]:
    """Return a finding for each task that a ledger does not have."""
    absent = (plan.task_by_no[number] for number in tasks.absent)
    return [
        found(
            "task_absent",
            "reconstructed" if task.reconstructed else "",
            task_no=task.task_no,
            task_name=task.short_name,
        )
        for task in absent
    ]

"""An independent reading of design section 5 in plain Python, written from its words alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ledger.plan import Task, Unit
from ledger.quarter import Quarter
from ledger.words import DeadlineKind
from tests.ledger.evidence import Evidence, Mark

REAL = {"done", "advancing", "not_started"}
STATUSES = ("done", "advancing", "not_started", "unclear", "blank", "missing")
LIGHTS = ("green", "yellow", "red", "grey")


@dataclass(frozen=True)
class Claim:
    """What the ledgers of a duty amount to.

    `reported` is what the newest of them says itself, `cell` how that counts.
    """

    status: str = "missing"
    quarter: Quarter | None = None
    cell: str = "missing"
    reported: str = "missing"
    regressed: bool = False
    reviewed: bool = False
    repeated: bool = False


@dataclass(frozen=True)
class Stand:
    """The standing of one unit and task."""

    unit: str
    county_code: str
    category_no: int
    task_no: int
    due_on: date | None
    quarter: str | None
    status: str
    applicable: bool
    carried: bool
    continuing: bool
    light: str = "grey"
    to_review: bool = False
    done_late: bool = False
    k: int = 0


class Oracle(Evidence):
    """Answers every question of the rules from the evidence."""

    def standings(self) -> list[Stand]:
        """Return the standing of every unit expected at `as_of` and every task."""
        return [
            self.standing(unit, task)
            for unit in self.plan.units
            if (unit.owes_from or date.min) <= self.as_of <= (unit.owes_until or date.max)
            for task in self.plan.tasks
        ]

    def standing(self, unit: Unit, task: Task) -> Stand:
        """Return how unit and task stand."""
        marks, due = self.marks(unit, task), task.due_on
        if task.deadline_kind == DeadlineKind.YEARLY:
            marks, due = self._of_the_year(marks, task)
        claim = _claim(marks, task)
        stand = self._unlit(unit, task, claim, due)
        if not stand.applicable or not (self.received(unit) or self.due(unit)):
            asks = claim.status == "none" and not task.preset_dash
            return replace(stand, to_review=asks and not claim.reviewed)
        if stand.continuing:
            stand = self._continuing(unit, stand, claim, marks)
        else:
            stand = self._dated(unit, stand, claim, yearly=task.deadline_kind == "yearly")
        late = claim.status == "done" and self._done_late(unit, task, marks, due)
        return replace(stand, done_late=late, to_review=stand.to_review and not claim.reviewed)

    def _unlit(self, unit: Unit, task: Task, claim: Claim, due: date | None) -> Stand:
        real = claim.status in REAL or claim.reported == "done"
        return Stand(
            unit=unit.unit,
            county_code=unit.county_code,
            category_no=task.category_no,
            task_no=task.task_no,
            due_on=due,
            quarter=str(claim.quarter) if claim.quarter else None,
            status="none" if claim.status == "absent" else claim.status,
            applicable=claim.status not in {"none", "absent"} and (real or not task.preset_dash),
            carried=claim.quarter is not None and not self._latest_due_came(unit),
            continuing=task.deadline_kind == "continuous"
            or (task.deadline_kind == "staged" and claim.status == "done"),
        )

    def _of_the_year(self, marks: list[Mark], task: Task) -> tuple[list[Mark], date]:
        """Return this year's marks and date; last year's text again counts as nothing new."""
        first, last = (int(self.plan.setting(f"plan_{end}_year")) for end in ("first", "last"))
        year = min(max(self.as_of.year, first), last)
        month, day = (int(part) for part in task.due_month_day.split("-"))
        before = [m.text_key for m in marks if m.quarter.year == year - 1][-1:]
        mine = [m for m in marks if m.quarter.year == year]
        told = [replace(m, repeated=_is_repeated(m, before)) for m in mine]
        return told, date(year, month, day)

    def _dated(self, unit: Unit, stand: Stand, claim: Claim, *, yearly: bool) -> Stand:
        assert stand.due_on is not None
        left = (stand.due_on - self.as_of).days
        soon = left <= self.plan.threshold("soon_days")
        status = claim.status
        doubtful = status in {"blank", "unclear"}
        if status == "done":
            light = "green"
        elif left < 0:
            light = "yellow" if status == "blank" else "red"
        elif yearly and not soon and (claim.cell in {"missing", "blank"} or claim.repeated):
            light, doubtful = "grey", status == "blank"
        else:
            ahead = status == "advancing" and not soon and self._latest_due_came(unit)
            light = "green" if ahead else "yellow"
        return replace(stand, light=light, to_review=doubtful or claim.regressed)

    def _continuing(self, unit: Unit, stand: Stand, claim: Claim, marks: list[Mark]) -> Stand:
        fresh = {m.quarter for m in marks if m.fresh}
        days = {p.quarter: p.due_on for p in self.plan.calendar if p.document == "ledger"}
        owed = {p.quarter for p in self.owed(unit)}
        expected = {*self.due(unit), *(m.quarter for m in marks if m.quarter in owed)}
        counted = sorted(q for q in expected if days[q] > (stand.due_on or date.min))[::-1]
        k = next((n for n, quarter in enumerate(counted) if quarter in fresh), len(counted))
        light = "yellow" if k >= self.plan.threshold("yellow_quarters") else "green"
        light = "red" if k >= self.plan.threshold("red_quarters") else light
        return replace(stand, light=light, k=k, to_review=claim.cell in {"blank", "unclear"})

    def _latest_due_came(self, unit: Unit) -> bool:
        due, received = self.due(unit), self.received(unit)
        return not due or (bool(received) and max(received) >= due[-1])

    def _done_late(self, unit: Unit, task: Task, marks: list[Mark], due: date | None) -> bool:
        """Return whether the first ledger due on or after the date did not show it done yet."""
        first = next((p.quarter for p in self.owed(unit) if due and p.due_on >= due), None)
        if first is None:
            return False
        then = _claim([m for m in marks if m.quarter <= first], task)
        return then.status != "done" and any(m.said == "done" and m.quarter > first for m in marks)


def _is_repeated(mark: Mark, before: Sequence[str]) -> bool:
    """Return whether the text is last year's and nobody confirmed it for this year."""
    confirmed = mark.review is not None and mark.review.quarter[:4] == str(mark.quarter.year)
    return mark.text_key in before and not confirmed and mark.status not in {"blank", "absent"}


def _claim(marks: Sequence[Mark], task: Task) -> Claim:
    """Return what the marks amount to: done stays done unless advancing or not started follows."""
    status, quarter, ever_done, gone_back = "missing", None, False, False
    for mark in marks:
        undone = mark.said in {"advancing", "not_started"}
        stays = status == "done" and not (undone and task.deadline_kind != "staged")
        if not stays:
            status, quarter = mark.said, mark.quarter
        gone_back = (undone and ever_done) or (gone_back and mark.said != "done")
        ever_done = ever_done or mark.said == "done"
    if not marks:
        return Claim()
    last = marks[-1]
    return Claim(
        status=status,
        quarter=last.quarter if last.said == "done" else quarter,
        cell=last.said,
        reported=last.status,
        regressed=gone_back and task.deadline_kind in {"fixed", "yearly"},
        reviewed=last.review is not None,
        repeated=last.repeated,
    )


def tally(stands: Sequence[Stand]) -> dict[str, float | None]:
    """Return the columns that by_category, by_county and by_quarter share."""
    counted = [s for s in stands if s.applicable]
    dated, ongoing = [s for s in counted if not s.continuing], [s for s in counted if s.continuing]
    done, green = sum(s.status == "done" for s in dated), sum(s.light == "green" for s in ongoing)
    filled = sum(s.status not in {"blank", "missing"} for s in counted)
    totals: dict[str, float | None] = {
        "applicable": len(counted),
        "none": len(stands) - len(counted),
        "carried": sum(s.carried for s in counted),
        "to_review": sum(s.to_review for s in stands),
        "stale": sum(s.k >= 1 for s in ongoing),
        "dated_applicable": len(dated),
        "dated_done": done,
        "continuing_applicable": len(ongoing),
        "continuing_green": green,
        "completion_rate": done / len(dated) if dated else None,
        "fresh_rate": green / len(ongoing) if ongoing else None,
        "fill_rate": filled / len(counted) if counted else None,
    }
    totals |= {status: sum(s.status == status for s in counted) for status in STATUSES}
    return totals | {light: sum(s.light == light for s in counted) for light in LIGHTS}

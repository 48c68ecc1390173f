"""An independent reading of design sections 4 and 5: what was known, received and owed when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ledger.plan import Period, Task, Unit
from ledger.quarter import Quarter
from tests.ledger.facts import Cell, Decision, Facts, Ledger, Receipt


@dataclass(frozen=True)
class Mark:
    """What one received ledger says of one task; `absent` is a row that the form did not list.

    `repeated` marks a yearly duty's text that last year's last ledger had already.
    """

    quarter: Quarter
    status: str
    fresh: bool
    text_key: str
    review: Decision | None = None
    repeated: bool = False

    @property
    def said(self) -> str:
        """The status as it counts: what was done last year is not done this year."""
        return "unclear" if self.repeated and self.status == "done" else self.status


@dataclass(frozen=True)
class Return:
    """The state of one document that a unit owes for one quarter."""

    unit: str
    quarter: str
    document: str
    due_on: date
    first_received_on: date | None
    state: str
    days_late: int
    unread_on: date | None
    returned_for_correction: bool
    is_empty: bool
    paper_received_on: date | None
    letter_number: str
    approved_by: str


class Evidence:
    """The facts as they stood at `as_of`, as far as they were known at `known_at`."""

    def __init__(self, facts: Facts, as_of: date, known_at: datetime | None = None) -> None:
        """Keep the facts and the two clocks."""
        self.plan = facts.plan
        self.facts = facts
        self.as_of = as_of
        self.known_at = known_at or datetime(9999, 12, 31)

    @cached_property
    def _decisions(self) -> list[Decision]:
        known = [d for d in self.facts.decisions if d.recorded_at <= self.known_at]
        void = {d.key for d in known if d.kind == "undo"}
        return [d for d in known if d.decision_id not in void]

    @cached_property
    def _reviews(self) -> dict[str, Decision]:
        """What was decided last for each unit, task and text."""
        reviews = sorted(self._named("review"), key=lambda d: d.recorded_at)
        return {d.key: d for d in reviews}

    def _named(self, kind: str) -> Iterable[Decision]:
        return (d for d in self._decisions if d.kind == kind)

    @cached_property
    def _ledgers(self) -> list[Ledger]:
        """Every ledger received, older versions before newer ones."""
        withdrawn = {d.key for d in self._named("withdraw")}
        found = [
            ledger
            for ledger in self.facts.ledgers
            if ledger.recorded_at <= self.known_at
            and ledger.received_on <= self.as_of
            and ledger.submission_id not in withdrawn
        ]
        return sorted(found, key=lambda ledger: (ledger.received_on, ledger.recorded_at))

    def received(self, unit: Unit) -> dict[Quarter, Ledger]:
        """Return the current version of each ledger of `unit`, in order of time."""
        current = {Quarter.parse(x.quarter): x for x in self._ledgers if x.unit == unit.unit}
        return dict(sorted(current.items()))

    def owed(self, unit: Unit, document: str = "ledger") -> list[Period]:
        """Return what `unit` owes of that document in the whole plan, in order of time."""
        return sorted(
            (
                period
                for period in self.plan.calendar
                if period.document == document
                and period.quarter in self.plan.owed_quarters
                and (unit.owes_from or date.min) <= period.due_on <= (unit.owes_until or date.max)
            ),
            key=lambda period: period.quarter,
        )

    def due(self, unit: Unit) -> list[Quarter]:
        """Return the quarters whose ledger `unit` should have sent by now."""
        return [p.quarter for p in self.owed(unit) if p.due_on < self.as_of]

    def returns(self) -> list[Return]:
        """Return the state of everything owed."""
        return [
            self._return(unit, period)
            for unit in self.plan.units
            for document in self.plan.documents
            if document.has_state
            for period in self.owed(unit, document.document)
        ]

    def _return(self, unit: Unit, period: Period) -> Return:
        came = self._came(unit.unit, str(period.quarter), period.document)
        first, due = min(came, default=None), period.due_on
        if first:
            state = "on_time" if first <= due else "late"
        elif self.as_of > due:
            state = "missing"
        else:
            state = "awaited" if self.as_of >= due.replace(day=1) else "not_due"
        end = first or self.as_of
        days = (end - due).days if state in {"late", "missing"} else 0
        key = (unit.unit, str(period.quarter), period.document)
        return Return(
            *key, due, first, state, days, self._unread_on(*key), self._sent_back(*key),
            self._is_empty(unit, period), min(self._on_paper(*key), default=None),
            self._said(*key, "letter_number"), self._said(*key, "approved_by"),
        )  # fmt: skip

    def _is_empty(self, unit: Unit, period: Period) -> bool:
        """Return whether the ledger that counts has nothing but dashes and blanks."""
        ledger = self.received(unit).get(period.quarter)
        if period.document != "ledger" or ledger is None:
            return False
        return not any(cell.text.strip(" \n\u3000-－—–") for cell in ledger.cells.values())

    def _on_paper(self, unit: str, quarter: str, document: str) -> list[date]:
        """Return the days on which a stamped paper copy came."""
        papers = self._receipts(unit, quarter, document)
        return [r.received_on for r in papers if r.copy == "paper"]

    def _said(self, unit: str, quarter: str, document: str, what: str) -> str:
        """Return the letter number or approver that was stated last, on whichever copy."""
        said: list[Receipt | Ledger] = []
        said += (r for r in self._receipts(unit, quarter, document) if getattr(r, what))
        if (document, what) == ("ledger", "approved_by"):
            own = [x for x in self._ledgers if (x.unit, x.quarter) == (unit, quarter)]
            said += (x for x in own if x.approved_by)
        newest = max(said, key=lambda r: (r.received_on, r.recorded_at), default=None)
        return str(getattr(newest, what)) if newest else ""

    def _unread_on(self, unit: str, quarter: str, document: str) -> date | None:
        """Return when the newest ledger that cannot be read came, if none was read since."""
        if document != "ledger":
            return None
        unread = max(self._unread(unit, quarter, document), default=None)
        read = max(self._came(unit, quarter, document), default=date.min)
        return unread if unread and unread > read else None

    def _sent_back(self, unit: str, quarter: str, document: str) -> bool:
        """Return whether the ledger that counts was returned for correction."""
        came = [x.submission_id for x in self._ledgers if (x.unit, x.quarter) == (unit, quarter)]
        returned = {d.key for d in self._named("return")}
        return document == "ledger" and came[-1:] != [] and came[-1] in returned

    def _came(self, unit: str, quarter: str, document: str) -> list[date]:
        if document == "ledger":
            found = self._ledgers
            return [x.received_on for x in found if (x.unit, x.quarter) == (unit, quarter)]
        return self._unread(unit, quarter, document)

    def _unread(self, unit: str, quarter: str, document: str) -> list[date]:
        """Return the days on which documents came, or ledgers that nobody can read."""
        came = self._receipts(unit, quarter, document)
        return [r.received_on for r in came if r.copy == "electronic"]

    def _receipts(self, unit: str, quarter: str, document: str) -> list[Receipt]:
        """Return what was recorded beside the ledgers that were read, and not taken back."""
        withdrawn = {d.key for d in self._named("withdraw")}
        return [
            r
            for r in self.facts.receipts
            if (r.unit, r.quarter, r.document) == (unit, quarter, document)
            and r.received_on <= self.as_of
            and r.recorded_at <= self.known_at
            and r.document_id not in withdrawn
        ]

    def _cell(self, ledger: Ledger, task: Task) -> Cell | None:
        """Return the cell under the judgement known last."""
        if task.task_no not in ledger.cells:
            return None
        judged = [(ledger.recorded_at, ledger.cells[task.task_no])]
        for again in self.facts.rejudgements:
            same = (again.submission_id, again.task_no) == (ledger.submission_id, task.task_no)
            if same and again.recorded_at <= self.known_at:
                judged.append((again.recorded_at, again.cell))
        return max(judged, key=lambda moment_and_cell: moment_and_cell[0])[1]

    def marks(self, unit: Unit, task: Task) -> list[Mark]:
        """Return what the received ledgers say of the task, in order of time."""
        found: list[Mark] = []
        before: Cell | None = None
        for quarter, ledger in self.received(unit).items():
            cell = self._cell(ledger, task)
            found.append(self._mark(unit, task, quarter, cell, before, first=not found))
            before = cell
        return found

    def _mark(
        self,
        unit: Unit,
        task: Task,
        quarter: Quarter,
        cell: Cell | None,
        before: Cell | None,
        *,
        first: bool,
    ) -> Mark:
        if cell is None:
            status = "absent" if task.reconstructed else "blank"
            return Mark(quarter, status, fresh=False, text_key="")
        decided = self._reviews.get(f"{unit.unit}|{task.task_no}|{cell.text_key}")
        status = decided.status if decided else cell.status
        new = set(cell.sentences) - set(before.sentences if before else ())
        fresh = status in {"done", "advancing"} and (first or bool(new))
        return Mark(quarter, status, fresh, cell.text_key, decided)

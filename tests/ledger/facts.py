"""Facts for tests, told tersely: ledgers, receipts, decisions, and units to send them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from hashlib import sha256

from ingest.judge.figures import find_figures
from ledger.plan import Plan, Unit
from ledger.sentences import hashed_sentences
from ledger.words import UnitKind

UNIT = "揭东区交通运输局"


@dataclass(frozen=True)
class Cell:
    """One answer as it was judged: a status and the text it rests on."""

    status: str
    text: str

    @classmethod
    def parse(cls, written: str) -> Cell:
        """Return the cell written as `status:text`; an empty string is a blank cell."""
        status, _, text = written.partition(":")
        return cls(status or "blank", text)

    @property
    def text_key(self) -> str:
        """What a review of this text holds for."""
        return hashed(self.text)

    @property
    def sentences(self) -> dict[str, int]:
        """A hash of each sentence, in order, with its length."""
        return hashed_sentences(self.text)

    @property
    def figures(self) -> list[dict[str, object]]:
        """The figures of the text, as they are stored."""
        return [figure._asdict() for figure in find_figures(self.text)]


@dataclass(frozen=True)
class Ledger:
    """One submission: whose, for which quarter, when it came and when the system learnt it."""

    submission_id: str
    unit: str
    quarter: str
    received_on: date
    recorded_at: datetime
    cells: Mapping[int, Cell]
    held: str = ""
    sha256: str = ""
    part: str = ""
    shared: frozenset[int] = frozenset()
    approved_by: str = ""


@dataclass(frozen=True)
class Receipt:
    """A document that came in, or a ledger on paper or in a form that nobody can read."""

    document_id: str
    unit: str
    document: str
    quarter: str
    received_on: date
    recorded_at: datetime
    copy: str = "electronic"
    letter_number: str = ""
    approved_by: str = ""


@dataclass(frozen=True)
class Decision:
    """A review (with its status and quarter), a withdrawal, a return, or an undoing of these."""

    decision_id: str
    kind: str
    key: str
    recorded_at: datetime
    status: str = ""
    quarter: str = ""


@dataclass(frozen=True)
class Rejudgement:
    """A later judgement of one cell, under other rules."""

    submission_id: str
    task_no: int
    cell: Cell
    recorded_at: datetime


@dataclass
class Facts:
    """Everything that was recorded, in the order of recording."""

    plan: Plan = field(repr=False)
    ledgers: list[Ledger] = field(default_factory=list)
    receipts: list[Receipt] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    rejudgements: list[Rejudgement] = field(default_factory=list)

    def ledger(
        self,
        unit: str,
        quarter: str,
        received: str,
        cells: Mapping[int, str | None],
        *,
        default: str | None = "",
        recorded: str = "",
        held: str = "",
        sheet: tuple[str, str] | None = None,
        **said: str,
    ) -> Ledger:
        """Record a ledger; tasks not in `cells` answer `default`, and None is an absent task.

        `held` names the findings for which it waits for a person. `sheet` is file and part
        of a ledger in a file that holds several; without it each is a file of its own. `said` is
        `approved_by`, where the ledger names somebody.
        """
        written = {task.task_no: default for task in self.plan.tasks} | dict(cells)
        parsed = {no: Cell.parse(text) for no, text in written.items() if text is not None}
        day, number = date.fromisoformat(received), len(self.ledgers)
        moment = _moment(recorded or received, number)
        name = f"s{number:04d}"
        file, part = sheet or (name, "")
        ledger = Ledger(
            name, unit, quarter, day, moment, parsed, held, hashed(file), part,
            approved_by=said.get("approved_by", ""),
        )  # fmt: skip
        self.ledgers.append(ledger)
        return ledger

    def receipt(
        self, unit: str, document: str, quarter: str, received: str, **said: str
    ) -> Receipt:
        """Record that a document came in; `said` are its copy, letter number and approver."""
        day, number = date.fromisoformat(received), len(self.receipts)
        moment = _moment(received, number)
        receipt = Receipt(f"p{number:04d}", unit, document, quarter, day, moment, **said)
        self.receipts.append(receipt)
        return receipt

    def review(self, ledger: Ledger, task_no: int, status: str, recorded: str) -> str:
        """Record a review of that cell's text and return its id."""
        key = f"{ledger.unit}|{task_no}|{ledger.cells[task_no].text_key}"
        return self._decide("review", key, recorded, status=status, quarter=ledger.quarter)

    def withdraw(self, came: Ledger | Receipt, recorded: str) -> str:
        """Record that what came was recorded in error and return the decision's id."""
        key = came.submission_id if isinstance(came, Ledger) else came.document_id
        return self._decide("withdraw", key, recorded)

    def send_back(self, ledger: Ledger, recorded: str) -> str:
        """Record that the ledger was returned for correction and return the decision's id."""
        return self._decide("return", ledger.submission_id, recorded)

    def undo(self, decision_id: str, recorded: str) -> str:
        """Record that the decision is void from then on and return the id of this one."""
        return self._decide("undo", decision_id, recorded)

    def rejudge(self, ledger: Ledger, task_no: int, status: str, recorded: str) -> None:
        """Record that today's rules read the cell differently."""
        moment = _moment(recorded, len(self.rejudgements))
        cell = Cell(status, ledger.cells[task_no].text)
        self.rejudgements.append(Rejudgement(ledger.submission_id, task_no, cell, moment))

    def _decide(
        self, kind: str, key: str, recorded: str, *, status: str = "", quarter: str = ""
    ) -> str:
        number = len(self.decisions)
        decision_id, moment = f"d{number:04d}", _moment(recorded, number)
        self.decisions.append(Decision(decision_id, kind, key, moment, status, quarter))
        return decision_id


def units(*names: str, **dates: date) -> tuple[Unit, ...]:
    """Return county units of these names; `owes_from` and `owes_until` hold for all of them."""
    return tuple(
        Unit(unit=name, kind=UnitKind.COUNTY, county=name[:3], county_code=f"{445200 + n}",
             official_order=n, **dates)
        for n, name in enumerate(names, start=1)
    )  # fmt: skip


def with_units(plan: Plan, *listed: Unit) -> Plan:
    """Return the plan with these units only, in this official order."""
    return plan.model_copy(
        update={
            "units": tuple(
                unit.model_copy(update={"official_order": n}) for n, unit in enumerate(listed, 1)
            )
        }
    )


def _moment(day: str, number: int) -> datetime:
    """Return noon of that day in Beijing as naive UTC, later rows a little later."""
    return datetime.combine(date.fromisoformat(day), time(4, number // 60 % 60, number % 60))


def hashed(text: str) -> str:
    """Return 16 hex digits for `text`."""
    return sha256(text.encode()).hexdigest()[:16]

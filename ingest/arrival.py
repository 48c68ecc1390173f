"""What the day on which a ledger came says of its quarter: not owed at all, or not due for long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from ingest.findings import Finding, found
from ingest.reading import Reading
from ledger.plan import Plan
from ledger.quarter import Quarter

_BLANK = "nothing_filled"


def with_arrival(reading: Reading, received_on: date, plan: Plan) -> Reading:
    """Return the reading with what its day of arrival gives cause to ask.

    A quarter before the first owed one, or whose month of reporting had not begun, is told; a
    blank form of such a quarter is held: it is hardly that quarter's return.
    """
    finding = _finding(reading, received_on, plan) if reading.quarter is not None else None
    if finding is None:
        return reading
    held = (*reading.held, finding.code) if finding.severity == "error" else reading.held
    return replace(reading, findings=(finding, *reading.findings), held=held)


def _finding(reading: Reading, received_on: date, plan: Plan) -> Finding | None:
    quarter = reading.quarter
    assert quarter is not None  # as the caller made sure
    case = "blank" if any(finding.code == _BLANK for finding in reading.findings) else ""
    first = plan.owed_quarters[0]
    if quarter < first:
        return found("quarter_not_owed", case, quarter=quarter.label, first=first.label)
    due = _due_on(quarter, plan)
    if due is None or received_on >= due.replace(day=1):
        return None
    return found("quarter_early", case, quarter=quarter.label, due=due, received=received_on)


def _due_on(quarter: Quarter, plan: Plan) -> date | None:
    periods = (p for p in plan.calendar if p.document == "ledger" and p.quarter == quarter)
    return next((period.due_on for period in periods), None)

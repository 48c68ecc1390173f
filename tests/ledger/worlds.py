"""Random worlds: a few units, a task of every kind, and whatever they may have sent and decided."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import strategies as st

from ledger.plan import Plan, Unit
from ledger.words import UnitKind
from tests.ledger.facts import Facts

# Every kind of deadline, with and without a dash, reconstructed, and each date of a stage.
TASKS = (2, 3, 5, 8, 9, 10, 11, 18, 28, 33, 39, 40, 42)
TEXTS = ("甲。", "甲。乙。", "乙。", "丙。")
SAID = ("done", "advancing", "not_started", "none", "unclear")
# Half of the answers are progress, or no run of it would ever last.
ANSWERS = st.one_of(
    st.builds("{}:{}".format, st.sampled_from(("done", "advancing")), st.sampled_from(TEXTS)),
    st.builds("{}:{}".format, st.sampled_from(SAID), st.sampled_from(TEXTS)),
    st.sampled_from(("", None)),
)
DAYS = st.dates(date(2024, 3, 1), date(2026, 3, 1))
MOMENTS = st.builds(datetime.combine, DAYS, st.just(time(16)))
WINDOWS = st.sampled_from(
    (
        {},
        {"owes_from": date(2024, 10, 1)},
        {"owes_until": date(2025, 4, 30)},
        {"owes_from": date(2024, 6, 17), "owes_until": date(2025, 9, 17)},
    )
)


def few_tasks(plan: Plan) -> Plan:
    """Return the plan with one task of each kind only."""
    return plan.model_copy(update={"tasks": tuple(plan.task_by_no[no] for no in TASKS)})


@st.composite
def worlds(draw: st.DrawFn, plan: Plan) -> Facts:
    """Return facts about two to four units, of which two share a county."""
    windows = draw(st.lists(WINDOWS, min_size=2, max_size=4))
    named = [_unit(n, **window) for n, window in enumerate(windows, start=1)]
    facts = Facts(plan.model_copy(update={"units": tuple(named)}))
    for unit in [*named, _unit(9)]:  # the last is not registered
        for period in plan.calendar:
            if period.document == "ledger" and draw(st.integers(0, 3)):
                _receive(draw, facts, unit.unit, str(period.quarter), period.due_on)
    if facts.ledgers:
        for again in draw(st.lists(st.sampled_from(facts.ledgers), max_size=2)):
            _receive(draw, facts, again.unit, again.quarter, again.received_on)
        _decide(draw, facts)
    _receive_unread(draw, facts, named)
    return facts


def _unit(number: int, **window: date) -> Unit:
    county = (number + 1) // 2
    return Unit(
        unit=f"示例{number}局",
        kind=UnitKind.COUNTY,
        county=f"示例{county}县",
        county_code=f"{999900 + county}",
        official_order=number,
        owes_from=window.get("owes_from"),
        owes_until=window.get("owes_until"),
    )


def _receive(draw: st.DrawFn, facts: Facts, unit: str, quarter: str, around: date) -> None:
    received = around + timedelta(days=draw(st.sampled_from((-40, -9, 0, 1, 30, 120))))
    recorded = received + timedelta(days=draw(st.sampled_from((0, 0, 20))))
    cells = {no: draw(ANSWERS) for no in TASKS}
    signed = draw(st.sampled_from(("", "张某某", "王某某")))
    facts.ledger(
        unit,
        quarter,
        received.isoformat(),
        cells,
        recorded=recorded.isoformat(),
        approved_by=signed,
    )


def _receive_unread(draw: st.DrawFn, facts: Facts, units: list[Unit]) -> None:
    """Let documents come, ledgers on paper or unreadable, some of them recorded in error."""
    for _ in range(draw(st.integers(1, 5))):
        unit, period = draw(st.sampled_from(units)), draw(st.sampled_from(facts.plan.calendar))
        day = period.due_on + timedelta(days=draw(st.sampled_from((-9, 0, 30))))
        copy = draw(st.sampled_from(("electronic", "electronic", "paper")))
        letter = draw(st.sampled_from(("", "函1号", "函2号")))
        came = facts.receipt(
            unit.unit, period.document, str(period.quarter), day.isoformat(), copy=copy,
            letter_number=letter,
        )  # fmt: skip
        if draw(st.integers(0, 3)) == 0:
            facts.withdraw(came, draw(DAYS).isoformat())


def _decide(draw: st.DrawFn, facts: Facts) -> None:
    def day() -> str:
        return draw(DAYS).isoformat()

    for _ in range(draw(st.integers(0, 9))):
        ledger = draw(st.sampled_from(facts.ledgers))
        task_no = draw(st.sampled_from(TASKS))
        if task_no in ledger.cells:
            facts.review(ledger, task_no, draw(st.sampled_from((*SAID, "blank"))), day())
            facts.rejudge(ledger, task_no, draw(st.sampled_from(SAID)), day())
    if draw(st.booleans()):
        facts.withdraw(draw(st.sampled_from(facts.ledgers)), day())
    if draw(st.booleans()):
        facts.send_back(draw(st.sampled_from(facts.ledgers)), day())
    if draw(st.booleans()) and facts.decisions:
        facts.undo(draw(st.sampled_from(facts.decisions)).decision_id, day())

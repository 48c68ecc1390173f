"""Returned ledgers as bytes, written through the product's own writer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO

from openpyxl import Workbook, load_workbook

from ingest.collect import Incoming
from ledger.plan import Plan
from ledger.quarter import Quarter
from reports.form_facts import Layout
from reports.ledger_form import write_form

UNIT = "揭东区交通运输局"
OTHER = "揭西县交通运输局"


def ledger(
    plan: Plan,
    unit: str = UNIT,
    quarter: str = "2024Q3",
    answers: Mapping[int, str] | None = None,
    layout: Layout = Layout.CLEAN,
) -> bytes:
    """Return a filled ledger; tasks that `answers` leaves out keep what the form prints."""
    target = BytesIO()
    write_form(
        target, plan, unit=unit, quarter=Quarter.parse(quarter) if quarter else None, layout=layout,
        answers=answers or {8: "清单所列5个问题已全部整改销号。"},
    )  # fmt: skip
    return target.getvalue()


def incoming(data: bytes, name: str = "台账.xlsx", received: str = "2024-09-10") -> Incoming:
    """Return a file as handed over on a stated day."""
    return Incoming(name, data, date.fromisoformat(received), "given")


def several(plan: Plan, *sheets: tuple[str, str]) -> bytes:
    """Return a workbook with one ledger a sheet, each of its unit and quarter."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, (unit, quarter) in enumerate(sheets, start=1):
        source = load_workbook(BytesIO(ledger(plan, unit, quarter))).worksheets[0]
        copy = book.create_sheet(f"表{number}")
        for row in source.iter_rows(values_only=True):
            copy.append(row)
    target = BytesIO()
    book.save(target)
    return target.getvalue()

"""Returned ledgers as bytes, written through the product's own writer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from ingest.collect import Incoming
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.store import Store
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


def telling(plan: Plan) -> bytes:
    """Return a form naming neither unit nor quarter, with something in every column that is stored.

    Tasks 3 and 4 share a cell, beside which stand a remark and a status that task 3 contradicts.
    """
    target = BytesIO()
    write_form(
        target, plan, layout=Layout.PRINTED, declared=True, contact=("李经办", "13800000000"),
    )  # fmt: skip
    book = load_workbook(target)
    sheet = book.worksheets[0]
    (area,) = sheet.data_validations.dataValidation[0].sqref.ranges
    row, last = area.min_row + 2, area.max_col
    sheet.cell(area.min_row - 1, last + 1, "备注")
    said = ("组织全员培训，人均接受培训40学时，已完成首轮全员培训。", "已完成", "见附件1")
    for column, words in enumerate(said, start=last - 1):
        sheet.cell(row, column, words)
    sheet.append(["审核人：赵某某"])
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def stored(store: Store, table: str) -> list[dict[str, Any]]:
    """Return the rows of a base table with every column, in an order that is always the same."""
    with store.read() as reader:
        asked = reader.cursor.execute(f"select * from facts.{table} order by all")
        names = [column[0] for column in asked.description]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]


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

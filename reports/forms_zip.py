"""The blank forms of all units in one zip, to be sent out together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from ledger.plan import Plan
from ledger.quarter import Quarter
from reports.download_names import distinct
from reports.ledger_form import write_form
from reports.workbook_bytes import write_zip


def write_forms_zip(
    target: Path | BinaryIO,
    plan: Plan,
    units: Sequence[str],
    quarter: Quarter | None = None,
    *,
    declared: bool = False,
) -> None:
    """Write a zip with the blank form of each of `units`, named by unit and quarter.

    The same arguments always give the same bytes. Raises UserError as `write_form` does, and
    OSError if the place cannot be written to.
    """
    ending = f"_{quarter.label}" if quarter else ""
    names = distinct((f"{unit}_工作台账{ending}" for unit in units), ".xlsx")
    forms = _forms(plan, units, quarter, declared)
    write_zip(target, zip(names, forms, strict=True))


def _forms(
    plan: Plan, units: Sequence[str], quarter: Quarter | None, declared: bool
) -> Iterator[bytes]:
    for unit in units:
        form = BytesIO()
        write_form(form, plan, unit=unit, quarter=quarter, declared=declared)
        yield form.getvalue()

"""The bytes of a returned file as sheets of text, its format judged by content alone."""

from __future__ import annotations

from ingest.findings import refusal
from ingest.formats.package import check_package
from ingest.formats.spreadsheets import parse
from ingest.workbook import Workbook

_WORKBOOK_PART, _MACRO_PART = "xl/workbook.xml", "xl/vbaProject.bin"


def read_workbook(data: bytes) -> Workbook:
    """Return the worksheets of an .xlsx file, judged by content.

    Raises UserError `not_a_workbook`, `encrypted` or `file_too_large`.
    """
    names = check_package(data)
    if _WORKBOOK_PART not in names:
        raise refusal("not_a_workbook")
    return Workbook("xlsm" if _MACRO_PART in names else "xlsx", parse(data))

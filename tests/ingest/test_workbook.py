"""Bytes to rows of text, and the files that never reach the parser."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from ingest.formats.read import read_workbook
from ingest.workbook import cell_name
from ledger.errors import UserError
from tests.ingest.office_files import ole_with
from tests.ingest.workbooks import SHEET, saved, sheet_bytes, with_part


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("  两边 有空格\n第二行 ", "  两边 有空格\n第二行 "),
        (1, "1"),
        (1.0, "1"),
        (0.85, "0.85"),
        (0.1 + 0.2, "0.3"),
        (13800000000, "13800000000"),
        (True, "TRUE"),
        (date(2024, 6, 30), "2024-06-30"),
        (datetime(2024, 6, 30, 8, 5), "2024-06-30 08:05:00"),
        (time(8, 5), "08:05:00"),
        (None, ""),
    ],
)
def test_cell_is_text_as_shown(value: object, shown: str) -> None:
    """Every kind of value becomes the text that a person sees."""
    assert read_workbook(sheet_bytes([["甲", value, "乙"]])).sheets[0].rows == [["甲", shown, "乙"]]


def test_rows_begin_at_a1_and_hold_merges() -> None:
    """A table that starts further in keeps its addresses, and merges count from zero."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["C3"] = "字"
    sheet.merge_cells("C3:D5")
    read = read_workbook(saved(book)).sheets[0]
    assert (read.rows[2][2], read.rows[0], read.merged) == ("字", ["", "", ""], ((2, 2, 4, 3),))


def test_hidden_sheet_is_named_but_not_read() -> None:
    """A hidden sheet has no rows, and a sheet that is only a chart is no sheet."""
    book = Workbook()
    book.create_sheet("藏").sheet_state = "veryHidden"
    book["藏"]["A1"] = "字"
    book.create_chartsheet("图")
    sheets = read_workbook(saved(book)).sheets
    assert [(sheet.name, sheet.visible, sheet.rows) for sheet in sheets[1:]] == [("藏", False, ())]


@pytest.mark.parametrize(
    ("row", "column", "name"), [(0, 0, "A1"), (8, 25, "Z9"), (9, 26, "AA10"), (0, 16383, "XFD1")]
)
def test_cell_names(row: int, column: int, name: str) -> None:
    """Addresses are written as in the sheet."""
    assert cell_name(row, column) == name


def _zip(content: bytes, name: str = "a.txt") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return target.getvalue()


def _moved(place: str) -> bytes:
    """Return a workbook whose one cell claims to stand at `place`."""
    return with_part(
        sheet_bytes([[7]]), SHEET, lambda xml: re.sub(rb'r="A1"( t="n")?>', place.encode(), xml)
    )


# Thousands of merges are small to send and slow to follow.
_MERGES = b"</sheetData><mergeCells>" + b'<mergeCell ref="A1:E9"/>' * 6_000 + b"</mergeCells>"
_GOOD = sheet_bytes([["字" * 50] * 5] * 40)
_LYING = _zip(b"0" * 9_000_000, "xl/workbook.xml")
_LYING = _LYING.replace((9_000_000).to_bytes(4, "little"), (90).to_bytes(4, "little"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        ("台账".encode(), "not_a_workbook"),
        (b"%PDF-1.7", "scan"),
        (b"PK\x03\x04 and no more", "not_a_workbook"),
        (_zip(b"text"), "not_a_workbook"),
        (_GOOD[: len(_GOOD) // 2], "not_a_workbook"),
        (with_part(_GOOD, SHEET, lambda xml: xml[:-400] + b"<<<"), "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "not_a_workbook"),
        (ole_with("EncryptedPackage"), "encrypted"),
        (_zip(b"0" * 9_000_000, "xl/workbook.xml"), "file_too_large"),
        (_LYING, "file_too_large"),
        (_moved('r="XFD1048576">'), "file_too_large"),
        (_moved("r='XFD1048576' >"), "file_too_large"),
        (_moved('r = "xfd1048576">'), "file_too_large"),
        (_moved('x=">" r="XFD1048576">'), "file_too_large"),
        (
            with_part(_moved(">"), SHEET, lambda x: x.replace(b'<row r="1"', b'<row r="99999999"')),
            "file_too_large",
        ),
        (
            with_part(_GOOD, SHEET, lambda x: x.replace(b"</sheetData>", _MERGES)),
            "file_too_large",
        ),
        (
            with_part(
                _GOOD, "xl/styles.xml", lambda x: x.replace(b"ount=", b"ount='4000000000' x=")
            ),
            "not_a_workbook",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_file_is_one_clear_error(data: bytes, code: str) -> None:
    """What cannot or must not be parsed is refused with a sentence and with what to do."""
    with pytest.raises(UserError) as caught:
        read_workbook(data)
    assert caught.value.code == code
    assert caught.value.message.endswith("。")
    assert caught.value.hint


def test_far_formatted_but_empty_cells_do_no_harm() -> None:
    """A border drawn down the whole sheet is no content."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "字"
    sheet["E100000"].number_format = "0.00"
    assert read_workbook(saved(book)).sheets[0].rows[0][0] == "字"


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="_￾￿"),
        max_size=40,
    )
)
def test_text_comes_back_unchanged(text: str) -> None:
    """No character that a sheet can hold is lost or trimmed."""
    data = sheet_bytes([["甲", f"〔{text}〕"]])
    assert read_workbook(data).sheets[0].rows[0][1] == f"〔{text}〕"

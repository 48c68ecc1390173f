"""What a file is by its content, and the same ledger out of every format."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from ingest.formats.ole import OleFile
from ingest.formats.package import read_package, repack
from ingest.formats.read import read_workbook
from ledger.errors import UserError
from tests.ingest.filled_form import (
    FIXTURES,
    HIDDEN_ROW,
    HIDDEN_SHEET,
    STRUCK,
    TEXTS,
    VALUES,
    filled_form,
)
from tests.ingest.office_files import (
    ods_cell,
    ods_of,
    ods_row,
    ole_with,
    replaced,
    with_macros,
    xls_of,
    zipped,
)
from tests.ingest.workbooks import PRINTED_FORM, SHEET, sheet_bytes, with_part

_XLSX = sheet_bytes([["字"]])
_DOCUMENT = "application/vnd.oasis.opendocument.text"


@pytest.mark.parametrize("name", ["printed_form.xlsx", "printed_form.xls", "printed_form.ods"])
def test_every_format_says_the_same(name: str) -> None:
    """The form saved by LibreOffice in each format gives the same rows, merges and marks."""
    form = read_workbook(filled_form())
    read = read_workbook((FIXTURES / name).read_bytes())
    assert read.format == Path(name).suffix[1:]
    assert [(sheet.name, sheet.visible) for sheet in read.sheets] == [
        ("工作台账", True),
        (HIDDEN_SHEET, False),
    ]
    sheet, expected = read.sheets[0], [list(row) for row in form.sheets[0].rows]
    for place, (_, _, text) in VALUES.items():
        expected[int(place[1:]) - 1][4] = text
    assert sheet.rows == expected
    assert sorted(sheet.merged) == sorted(form.sheets[0].merged)
    assert [(mark.kind, sheet.cell_name(max(mark.row, 0), max(mark.column, 0)), mark.text)
            for mark in sheet.marks] == [
        ("row_hidden", f"A{HIDDEN_ROW}", ""),
        ("column_hidden", "G1", ""),
        *(("struck_through", place, text) for place, text in STRUCK.items()),
    ]  # fmt: skip
    assert read.notes == ()


def test_form_holds_what_was_written() -> None:
    """The comparison above is of a form that is filled in."""
    rows = read_workbook(filled_form()).sheets[0].rows
    assert {place: rows[int(place[1:]) - 1]["ABCDE".index(place[0])] for place in TEXTS} == TEXTS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\0" * 900, "empty_file"),
        (b" \r\n", "empty_file"),
        (b"%PDF-1.7\n", "scan"),
        (b"\n junk \n%PDF-1.4\n", "scan"),
        (b"\x89PNG\r\n\x1a\n", "scan"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "scan"),
        (b"GIF89a", "scan"),
        (b"BM\x36\0\1\0\0\0\0\0", "scan"),
        (b"II*\0", "scan"),
        (b"RIFF\1\2\3\4WEBPVP8 ", "scan"),
        (b"\0\0\0\x18ftypheic", "scan"),
        (zipped({"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<x/>"}), "scan"),
        (b"Rar!\x1a\7\1\0", "archive_unreadable"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "archive_unreadable"),
        (b"\x1f\x8b\x08\0", "archive_unreadable"),
        (b"a.xlsx".ljust(257, b"\0") + b"ustar\0", "archive_unreadable"),
        (ole_with("WordDocument"), "old_word"),
        (rb"{\rtf1\ansi", "old_word"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "old_word"),
        (b"\xef\xbb\xbf\r\n<html><table>", "web_page"),
        ("<HTML><table>".encode("utf-16"), "web_page"),
        (b'<?xml version="1.0"?><Workbook xmlns="office:spreadsheet"/>', "web_page"),
        (b"MIME-Version: 1.0\r\n", "web_page"),
        (ole_with("EncryptedPackage"), "encrypted"),
        (replaced(xls_of([["字"]]), b"\x42\0\2\0\xb0\4", b"\x2f\0\2\0\xb0\4"), "encrypted"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
                 "content.xml": bytes(range(256)),
                 "META-INF/manifest.xml": "<m:encryption-data/>"}), "encrypted"),
        (ole_with("PowerPoint Document"), "not_a_workbook"),
        (ods_of("", mimetype=_DOCUMENT), "not_a_workbook"),
        (zipped({"xl/workbook.bin": b"\0"}), "not_a_workbook"),
        (zipped({"ppt/presentation.xml": "<p/>", "[Content_Types].xml": "<t/>"}), "not_a_workbook"),
        (zipped({"台账.xlsx": _XLSX}), "not_a_workbook"),
        (b"a plain sentence", "not_a_workbook"),
        (b"\x00\x01,\x02,", "not_a_workbook"),
        (b"\x01,\x02,\x03", "not_a_workbook"),
        (b"\xff\xfe\x00\xd8,\0", "not_a_workbook"),
        (b"a,b\n" * 2_100_000, "file_too_large"),
        (b"a,b\n" + b"," * 1_000_001, "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_every_kind_of_file_is_named(data: bytes, code: str) -> None:
    """Each file that is no ledger gets its own answer, with what to do in its hint."""
    with pytest.raises(UserError) as caught:
        read_workbook(data)
    assert caught.value.code == code
    assert caught.value.message.endswith("。")
    assert "另存为" in caught.value.hint or code in ("empty_file", "encrypted", "file_too_large",
                                                  "not_a_workbook")  # fmt: skip


def _spoilt(name: str, content: bytes) -> bytes:
    return with_part(_XLSX, name, lambda _: content)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_spoilt(SHEET, b'<!DOCTYPE x [<!ENTITY e "e">]><worksheet/>'), "not_a_workbook"),
        (_spoilt(SHEET, "<worksheet/>".encode("utf-16")), "not_a_workbook"),
        (_spoilt("xl/workbook.xml", b"<w" * 1000), "not_a_workbook"),
        (repack({**read_package(_XLSX), "a": b""}).replace(b"PK\1\2", b"PK\1\3", 1),
         "not_a_workbook"),
        (repack({**read_package(_XLSX), "aa": b"", "ab": b""}).replace(b"ab", b"aa"),
         "not_a_workbook"),
        (repack(read_package(_XLSX)).replace(b"<sheetData", b"<sheetdata", 1), "not_a_workbook"),
    ],
)  # fmt: skip
def test_zip_that_contradicts_itself_is_refused(data: bytes, code: str) -> None:
    """Entities, other encodings, doubled names, and sums that do not fit, end before a parser."""
    with pytest.raises(UserError) as caught:
        read_workbook(data)
    assert caught.value.code == code


def test_repacked_file_reads_as_before() -> None:
    """What the parser is given holds the same sheets."""
    data = PRINTED_FORM.read_bytes()
    assert read_workbook(repack(read_package(data))) == read_workbook(data)


@pytest.mark.parametrize("name", ["..\\..\\x.xml", "../../x.xml", "/etc/x", "C:\\x", "a\0b"])
def test_part_names_are_only_names(name: str) -> None:
    """A name that looks like a path elsewhere is never used as one."""
    assert read_workbook(repack({**read_package(_XLSX), name: b"<x/>"})).sheets[0].rows == [["字"]]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (repack({**read_package(_XLSX), "xl/vbaProject.bin": b""}), "xlsm"),
        (repack({**read_package(_XLSX), "xl/macrosheets/sheet1.xml": b"<m/>"}), "xlsm"),
        (with_macros(xls_of([["字"]])), "xls"),
        (zipped({**read_package(ods_of(ods_row(ods_cell("字")))), "Basic/Standard/a.xml": "<a/>"}),
         "ods"),
    ],
)  # fmt: skip
def test_macros_are_said_and_left_out(data: bytes, kind: str) -> None:
    """A file with macros is read like any other, and the workbook says that it has them."""
    read = read_workbook(data)
    assert (read.format, read.notes, read.sheets[0].rows) == (kind, ("has_macros",), [["字"]])


def _circle(data: bytes) -> bytes:
    """Return an OLE file whose first chain of sectors never ends."""
    table = 512 * (1 + struct.unpack_from("<L", data, 76)[0])
    links = b"".join(struct.pack("<L", 0 if n else 1) for n in range(128))
    return data[:table] + links + data[table + 512 :]


def _tangled(data: bytes) -> bytes:
    """Return an OLE file each of whose directory entries names itself as its neighbours."""
    place = data.index("Workbook".encode("utf-16-le"))
    return data[: place + 68] + struct.pack("<LL", 1, 1) + data[place + 76 :]


_XLS = xls_of([["甲", "乙" * 9_000]])


def _far(data: bytes, row: int, column: int) -> bytes:
    """Return an .xls whose first text says that it stands far away."""
    place = data.index(struct.pack("<HH", 0xFD, 10)) + 4
    return data[:place] + struct.pack("<HH", row, column) + data[place + 4 :]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (_circle(_XLS), "not_a_workbook"),
        (_XLS[:600], "not_a_workbook"),
        (_XLS[:512] + bytes(9_000), "not_a_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 9_000, "not_a_workbook"),
        (_far(_XLS, 65_535, 255), "file_too_large"),
        (_XLS.replace(b"\x85\0", b"\x86\0"), "not_a_workbook"),
    ],
)
def test_damaged_old_file_is_one_clear_error(data: bytes, code: str) -> None:
    """Chains without an end, cut files and cells out of all bounds are refused."""
    with pytest.raises(UserError) as caught:
        read_workbook(data)
    assert caught.value.code == code


def test_directory_in_circles_still_ends() -> None:
    """A directory entry that is its own neighbour is visited once."""
    assert OleFile(_tangled(_XLS)).names == {"Workbook"}


def test_ods_repeats_are_written_out_only_where_something_stands() -> None:
    """Repeated texts fill their cells; a million repeated empty rows take no room."""
    table = (
        ods_row(ods_cell("甲", 'table:number-columns-repeated="2"'), ods_cell(""), ods_cell("乙"))
        + ods_row(ods_cell(""), attributes='table:number-rows-repeated="2"')
        + ods_row(ods_cell("丙"), attributes='table:number-rows-repeated="2"')
        + ods_row(ods_cell("", 'table:number-columns-repeated="16384"'),
                  attributes='table:number-rows-repeated="1048000"')
    )  # fmt: skip
    rows = read_workbook(ods_of(table)).sheets[0].rows
    assert rows == [["甲", "甲", "", "乙"], *[[""] * 4] * 2, *[["丙", "", "", ""]] * 2]


@pytest.mark.parametrize(
    "table",
    [
        ods_row(ods_cell("甲"), attributes='table:number-rows-repeated="99999999"'),
        ods_row(ods_cell("甲", 'table:number-columns-repeated="99999999"')),
        ods_row(ods_cell(""), attributes='table:number-rows-repeated="999999"')
        + ods_row(ods_cell("甲"), ods_cell("乙")),
        ods_row(ods_cell("长" * 90_000), attributes='table:number-rows-repeated="90000"'),
        ods_row(*[ods_cell("甲", 'table:number-rows-spanned="2"')] * 6_000),
    ],
)
def test_ods_bombs_are_too_large(table: str) -> None:
    """A few bytes that stand for millions of cells are refused before they are written out."""
    with pytest.raises(UserError) as caught:
        read_workbook(ods_of(table))
    assert caught.value.code == "file_too_large"


def test_ods_cell_holds_every_kind_of_text() -> None:
    """Spaces, tabs, line breaks and links are text; comments beside the cell are not."""
    cell = (
        "<table:table-cell><office:annotation><text:p>批注</text:p></office:annotation>"
        '<text:p>一<text:s text:c="2"/>二<text:tab/><text:a>三</text:a>四</text:p>'
        "<text:p>五<text:line-break/><text:span>六<text:span>七</text:span></text:span></text:p>"
        "</table:table-cell>"
    )
    assert read_workbook(ods_of(ods_row(cell))).sheets[0].rows == [["一  二\t三四\n五\n六七"]]


@pytest.mark.parametrize(
    ("attributes", "text", "shown"),
    [
        ('office:value-type="float" office:value="3"', "3.00", "3"),
        ('office:value-type="percentage" office:value="0.85"', "85%", "85%"),
        ('office:value-type="percentage" office:value="0.85"', "", "85%"),
        ('office:value-type="date" office:date-value="2024-09-17"', "9月17日", "2024-09-17"),
        ('office:value-type="date" office:date-value="?"', "9月17日", "9月17日"),
        ('office:value-type="time" office:time-value="PT08H05M00S"', "8:05", "08:05:00"),
        ('office:value-type="time" office:time-value="PT99H05M00S"', "99:05", "99:05"),
        ('office:value-type="boolean" office:boolean-value="true"', "真", "TRUE"),
        ('office:value-type="string" office:string-value="甲"', "", "甲"),
        ('office:value-type="string" office:string-value=""', "#REF!", "#REF!"),
        ('office:value-type="float" office:value="nonsense"', "甲", "甲"),
    ],
)  # fmt: skip
def test_ods_values_are_as_shown(attributes: str, text: str, shown: str) -> None:
    """Typed values read as they do from the other formats."""
    assert read_workbook(ods_of(ods_row(ods_cell(text, attributes)))).sheets[0].rows == [[shown]]


_TABLE = [
    ["工作台账", "", ""],
    ["具体内容", "时限", "落实情况"],
    ["1. 甲", "2024年底", '已完成, 办结3件;\n“第二行”"引号"'],
]


def _as_text(delimiter: str) -> str:
    def quoted(cell: str) -> str:
        return f'"{cell.replace(chr(34), chr(34) * 2)}"'

    return "\r\n".join(delimiter.join(map(quoted, row)) for row in _TABLE)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_any_encoding_and_with_any_delimiter(delimiter: str, encoding: str) -> None:
    """A table saved as text reads the same whatever the program and the system wrote."""
    read = read_workbook(_as_text(delimiter).encode(encoding))
    assert read.format == "csv"
    assert [(sheet.name, sheet.rows) for sheet in read.sheets] == [("CSV", _TABLE)]


def test_ragged_text_becomes_square() -> None:
    """Rows of unequal length are filled up, empty ends are cut off."""
    rows = read_workbook("甲,乙,\n\n丙\n,,\n".encode()).sheets[0].rows
    assert rows == [["甲", "乙"], ["", ""], ["丙", ""]]

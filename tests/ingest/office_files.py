"""Files of other formats than .xlsx for the reading tests, built here byte by byte or with xlwt."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

import xlwt

_SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
_NAMESPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office",
        "table": "table",
        "text": "text",
        "style": "style",
        "fo": "xsl-fo-compatible",
    }.items()
)


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """Return a zip of these parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def ods_of(table: str, styles: str = "", mimetype: str = _SPREADSHEET) -> bytes:
    """Return an .ods whose one sheet has the XML `table`, with the automatic styles `styles`."""
    content = (
        f'<office:document-content {_NAMESPACES} office:version="1.2">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="台账">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": mimetype, "content.xml": content})


def ods_row(*cells: str, attributes: str = "") -> str:
    """Return the XML of a row of the given cells."""
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


def ods_cell(text: str, attributes: str = "") -> str:
    """Return the XML of a cell with one paragraph."""
    inside = f"<text:p>{escape(text)}</text:p>" if text else ""
    return f"<table:table-cell {attributes}>{inside}</table:table-cell>"


def xls_book() -> tuple[xlwt.Workbook, xlwt.Worksheet]:
    """Return an empty .xls to be filled, and its one sheet."""
    book = xlwt.Workbook(encoding="utf-8")
    return book, book.add_sheet("台账")


def xls_saved(book: xlwt.Workbook) -> bytes:
    """Return the workbook's bytes."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def xls_of(rows: Iterable[Sequence[object]]) -> bytes:
    """Return an .xls of one sheet with `rows` from A1 on."""
    book, sheet = xls_book()
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            sheet.write(row, column, value)
    return xls_saved(book)


def ole_with(stream: str) -> bytes:
    """Return an OLE file whose one stream has this name, as the files of old programs have."""
    data = xls_of([["字"]])
    old, new = "Workbook".encode("utf-16-le"), stream.encode("utf-16-le")
    place = data.index(old)
    entry = new.ljust(64, b"\0") + (len(new) + 2).to_bytes(2, "little")
    return data[:place] + entry + data[place + 66 :]


def with_macros(data: bytes) -> bytes:
    """Return an .xls with an (empty) folder of macros beside its one stream."""
    place = data.index("Workbook".encode("utf-16-le"))
    name = "_VBA_PROJECT_CUR".encode("utf-16-le")
    entry = name.ljust(64, b"\0") + struct.pack("<HBB3L", len(name) + 2, 1, 1, *[2**32 - 1] * 3)
    with_neighbour = (
        data[place : place + 72] + struct.pack("<L", 2) + data[place + 76 : place + 128]
    )
    return data[:place] + with_neighbour + entry.ljust(128, b"\0") + data[place + 256 :]


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return the file with the one place that holds `old` changed to as many other bytes."""
    assert len(old) == len(new)
    assert data.count(old) == 1
    return data.replace(old, new)

"""Small files of every format written by hand, each part of which a test can replace."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from functools import cache
from xml.sax.saxutils import escape

from ledger.plan_files import load_plan
from tests.ingest.containers import ole, zipped
from tests.ingest.returned import UNIT, ledger
from tests.ingest.workbooks import HEADER, TITLE, UNIT_LINE, full_answers, task_rows

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
XML = '<?xml version="1.0" encoding="UTF-8"?>'
BOOK, STRINGS, STYLES = "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml"
RELATIONS, SHEET = "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"
TYPES, DOCUMENT, CONTENT = "[Content_Types].xml", "word/document.xml", "content.xml"


@cache
def ledger_rows() -> tuple[tuple[str, ...], ...]:
    """Return a filled ledger as rows of text, as a unit would send it."""
    plan = load_plan()
    rows = [(TITLE,), (UNIT_LINE,), HEADER, *task_rows(plan, full_answers(plan))]
    return tuple(tuple(str(value) for value in row) for row in rows)


@cache
def good_xlsx() -> bytes:
    """Return a ledger as the product itself writes it, the same bytes at any time of day."""
    with zipfile.ZipFile(io.BytesIO(ledger(load_plan()))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts.pop("docProps/core.xml", None)  # holds the time
    return zipped(parts)


def relations(*targets: tuple[str, str, str]) -> bytes:
    """Return a relations part of (id, kind, target); a colon or backslash makes it external."""
    lines = [
        f'<Relationship Id="{key}" Type="{_RELATED}/{kind}" Target="{escape(target)}"'
        + (' TargetMode="External"/>' if ":" in target or "\\" in target else "/>")
        for key, kind, target in targets
    ]
    head = f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    return f"{head}{''.join(lines)}</Relationships>".encode()


def sheet_xml(rows: str, before: str = "", after: str = "") -> bytes:
    """Return a worksheet part around the XML of its rows."""
    return (
        f'{XML}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATED}">{before}<sheetData>{rows}'
        f"</sheetData>{after}</worksheet>"
    ).encode()


def cell(place: str, text: str = "字") -> str:
    """Return one row with one cell that holds its text itself."""
    return f'<row><c r="{place}" t="inlineStr"><is><t>{text}</t></is></c></row>'


def ledger_sheet(answer: str = "办结一件。", before: str = "") -> bytes:
    """Return the worksheet part of a ledger; `answer` is raw XML, `before` stands in its head."""
    title, unit, header, first, *others = (tuple(map(escape, row)) for row in ledger_rows())
    rows = (title, unit, header, (*first[:-1], answer), *others)
    lines = (
        "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>' for text in row)
        for row in rows
    )
    xml = sheet_xml("".join(f"<row>{line}</row>" for line in lines)).decode()
    return xml.replace(XML, XML + before).encode()


def ledger_of(unit: str, quarter: str, answer: str = "办结一件。") -> bytes:
    """Return the worksheet part of a ledger of a unit; `quarter` as 2024年第三季度."""
    sheet = ledger_sheet(answer).decode()
    return sheet.replace(UNIT, unit).replace("2024年第三季度", quarter).encode()


def several(sheets: Mapping[str, bytes]) -> bytes:
    """Return a workbook of several worksheet parts by the names of the sheets."""
    numbered = list(enumerate(sheets.items(), start=1))
    listed = "".join(f'<sheet name="{n}" sheetId="{i}" r:id="rId{i}"/>' for i, (n, _) in numbered)
    places = [(f"rId{i}", "worksheet", f"worksheets/sheet{i}.xml") for i, _ in numbered]
    parts = {f"xl/worksheets/sheet{i}.xml": sheet for i, (_, sheet) in numbered}
    return xlsx(None, book=book_xml(listed), relations=relations(*places), **parts)


def xlsx(sheet: bytes | str | None = cell("A1"), **changes: bytes | None) -> bytes:
    """Return a small workbook; `changes` replace parts by the names below, None leaves one out."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    types = (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="'
        f'application/xml"/><Override PartName="/{BOOK}" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/{SHEET}" ContentType="{kind}.worksheet+xml"/></Types>'
    )
    parts: dict[str, bytes | None] = {
        TYPES: types.encode(),
        "_rels/.rels": relations(("rId1", "officeDocument", BOOK)),
        BOOK: book_xml('<sheet name="台账" sheetId="1" r:id="rId1"/>'),
        RELATIONS: relations(("rId1", "worksheet", "worksheets/sheet1.xml")),
        SHEET: sheet_xml(sheet) if isinstance(sheet, str) else sheet,
    }
    names = {"types": TYPES, "book": BOOK, "relations": RELATIONS, "strings": STRINGS}
    names |= {"styles": STYLES}
    parts |= {names.get(name, name): content for name, content in changes.items()}
    return zipped({name: content for name, content in parts.items() if content is not None})


def book_xml(sheets: str, before: str = "") -> bytes:
    """Return a workbook part that lists `sheets`."""
    return (
        f'{XML}{before}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATED}"><sheets>{sheets}</sheets>'
        "</workbook>"
    ).encode()


def docx(body: str | bytes, **more: bytes) -> bytes:
    """Return a Word document around the XML of its body, with further parts by name."""
    document = body if isinstance(body, bytes) else b""
    if isinstance(body, str):
        document = (
            f'{XML}<w:document xmlns:w="{_WORD}" xmlns:r="{_RELATED}"><w:body>{body}'
            "<w:sectPr/></w:body></w:document>"
        ).encode()
    types = (
        f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="xml" ContentType="'
        'application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        f'package.relationships+xml"/><Override PartName="/{DOCUMENT}" ContentType="application/vnd'
        '.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    parts = {
        TYPES: types.encode(),
        "_rels/.rels": relations(("rId1", "officeDocument", DOCUMENT)),
        DOCUMENT: document,
    }
    return zipped(parts | more)


def paragraph(text: str) -> str:
    """Return one paragraph of a Word document."""
    return f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def word_cell(text: str, properties: str = "") -> str:
    """Return one cell of a Word table."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def word_table(rows: Sequence[Sequence[str]]) -> str:
    """Return a Word table of plain cells."""
    lines = ("<w:tr>" + "".join(map(word_cell, row)) + "</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(lines)}</w:tbl>"


@cache
def good_docx() -> bytes:
    """Return the ledger as a Word table under its title and unit."""
    title, unit, *table = ledger_rows()
    return docx(paragraph(title[0]) + paragraph(unit[0]) + word_table(table))


def ods(body: str | bytes, mimetype: bytes | None = None) -> bytes:
    """Return an OpenDocument spreadsheet around the XML of its tables."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    content = body if isinstance(body, bytes) else b""
    if isinstance(body, str):
        content = (
            f'{XML}<office:document-content xmlns:office="{_ODF}:office:1.0" xmlns:table="{_ODF}'
            f':table:1.0" xmlns:text="{_ODF}:text:1.0" office:version="1.2"><office:body>'
            f"<office:spreadsheet>{body}</office:spreadsheet></office:body>"
            "</office:document-content>"
        ).encode()
    manifest = (
        f'{XML}<manifest:manifest xmlns:manifest="{_ODF}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{kind.decode()}"/></manifest:manifest>'
    )
    parts = {
        "mimetype": mimetype or kind,
        CONTENT: content,
        "META-INF/manifest.xml": manifest.encode(),
    }
    return zipped(parts)


def ods_table(rows: str, name: str = "台账") -> str:
    """Return one table of an OpenDocument spreadsheet around the XML of its rows."""
    return f'<table:table table:name="{name}">{rows}</table:table>'


def ods_cell(text: str, more: str = "") -> str:
    """Return one cell of an OpenDocument spreadsheet."""
    return (
        f'<table:table-cell office:value-type="string"{more}><text:p>{escape(text)}</text:p>'
        "</table:table-cell>"
    )


@cache
def good_ods() -> bytes:
    """Return the ledger as an OpenDocument spreadsheet."""
    rows = ("".join(map(ods_cell, row)) for row in ledger_rows())
    return ods(ods_table("".join(f"<table:table-row>{row}</table:table-row>" for row in rows)))


def record(kind: int, content: bytes = b"", length: int | None = None) -> bytes:
    """Return one record of an .xls file, which may lie about its length."""
    return struct.pack("<HH", kind, len(content) if length is None else length) + content


def label(row: int, column: int, text: str) -> bytes:
    """Return the record of one cell of text."""
    raw = text.encode("utf-16-le")
    return record(0x0204, struct.pack("<HHHHB", row, column, 0, len(raw) // 2, 1) + raw)


def xls(cells: bytes, before: bytes = b"", stream: str = "Workbook") -> bytes:
    """Return an .xls file of one sheet around its cell records; `before` stands in the globals."""
    return ole({stream: biff(cells, before)})


def biff(cells: bytes, before: bytes = b"") -> bytes:
    """Return the stream of an .xls file."""
    start = record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 1996, 0, 6)) + before
    name = "台账".encode("utf-16-le")
    place = len(start) + 4 + 8 + len(name) + 4
    listed = record(0x0085, struct.pack("<IHBB", place, 0, 2, 1) + name)
    sheet = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 1996, 0, 6))
    return start + listed + record(0x0A) + sheet + cells + record(0x0A)


@cache
def good_xls() -> bytes:
    """Return the ledger as an .xls file."""
    places = ((r, c, text) for r, row in enumerate(ledger_rows()) for c, text in enumerate(row))
    return xls(b"".join(label(r, c, text) for r, c, text in places if text))


@cache
def good_csv() -> bytes:
    """Return the ledger as comma-separated text."""
    lines = (",".join(f'"{text}"' for text in row) for row in ledger_rows())
    return "\r\n".join(lines).encode()

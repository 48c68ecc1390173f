"""A ledger that comes as a Word file: its paragraphs and table rows as a sheet, in their order.

Rows at the top hold what the page headers and footers say, rows at the end the footnotes. A cell's
text is what a reader sees, list numbers included. What is not read: see word_text and word_lists.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from ingest.findings import refusal
from ingest.formats.word_lists import Lists
from ingest.formats.word_sheet import SheetBuilder
from ingest.formats.word_styles import Styles
from ingest.formats.word_text import TextReader
from ingest.formats.word_xml import BadDocument, Element, Parts, name, switch
from ingest.workbook import Workbook

_FORMAT = "docx"
_BODY, _SECTION = name("w:body"), name("w:sectPr")
_EDGES = {"页眉": name("w:headerReference"), "页脚": name("w:footerReference")}
_MOST = {
    name("w:tr"): (5_000, "行表格"),
    name("w:tc"): (50_000, "个单元格"),
    name("w:p"): (50_000, "个段落"),
    None: (300_000, "个元素"),
}
_KIND = name("w:type")
_NOTES = (
    ("footnotes", name("w:footnote"), "脚注"),
    ("endnotes", name("w:endnote"), "尾注"),
)
_OUTSIDE = tuple(name(thing) for thing in ("w:altChunk", "w:subDoc"))
_PAGE_NUMBER = re.compile(r"[\W\d_第共页]*")
_DAMAGE = (
    BadDocument, RecursionError, zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError,
    OSError, EOFError, ValueError, RuntimeError,
)  # fmt: skip


def parse_word(data: bytes) -> Workbook:
    """Return a Word file that `check_package` let through as a workbook of one sheet or few.

    Raises UserError `not_a_workbook` if it is damaged, `file_too_large` if it is no ledger's size.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _read(Parts(archive))
    except _DAMAGE:
        raise refusal("not_a_workbook", "damaged_document") from None


def _read(parts: Parts) -> Workbook:
    body = parts.document.find(_BODY)
    if body is None:
        raise BadDocument
    _check_amount(body)
    styles = Styles(parts.named("styles"))
    reader = TextReader(styles, Lists(parts.named("numbering"), styles))
    lead = [
        (place, line)
        for place, reference in _EDGES.items()
        for line in _edge_lines(parts, reader, reference)
    ]
    builder = SheetBuilder(reader, lead)
    builder.add_blocks(body)
    for part, tag, place in _NOTES:
        root = parts.named(part)
        if root is None:
            continue
        _check_amount(root)
        for note in root.findall(tag):
            if note.get(_KIND) is None:  # else a line that parts notes from the text
                builder.add_note(place, note)
    sheets = builder.sheets()
    notes = {
        "has_macros": parts.has_macros,
        "revisions_pending": reader.revised,
        "object_in_file": builder.has_objects or next(body.iter(*_OUTSIDE), None) is not None,
    }
    return Workbook(_FORMAT, sheets, tuple(code for code, holds in notes.items() if holds))


def _check_amount(root: Element) -> None:
    """Refuse what would take more than a few seconds to read; a ledger has some 50 rows."""
    for tag, (most, measure) in _MOST.items():
        amount = sum(1 for _ in root.iter(tag))
        if amount > most:
            raise refusal("file_too_large", size=f"{amount}{measure}")


def _edge_lines(parts: Parts, reader: TextReader, reference: str) -> list[str]:
    """Return the lines of the headers or footers that pages show, page numbers left out."""
    shown = [
        link
        for section in parts.document.iter(_SECTION)
        for link in section.findall(reference)
        if link.get(_KIND, "default") == "default"
        or (link.get(_KIND) == "first" and switch(section, "w:titlePg"))
    ]
    lines: list[str] = []
    for root in parts.linked(shown):
        _check_amount(root)
        lines += reader.read(root).text.splitlines()
    return [line for line in dict.fromkeys(lines) if not _PAGE_NUMBER.fullmatch(line)]

"""Plain Word files for the sample: one blank document, and in each the text that differs."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from reports.workbook_bytes import write_zip

_BODY = "word/document.xml"
_TITLE, _HEADING, _TEXT, _SIGNATURE = "Title", "Heading 1", "Body Text", "Normal"
# style -> font and size in points
_FONTS = {
    _SIGNATURE: ("仿宋", 14),
    _TITLE: ("宋体", 20),
    _HEADING: ("黑体", 15),
    _TEXT: ("仿宋", 15),
}
_INDENT = Pt(30)  # two characters of the text


class WordFiles:
    """Writes Word files; the same content always gives the same bytes."""

    def __init__(self, notice: str) -> None:
        """Make the blank document, with `notice` at the top of every page."""
        self._document = Document()
        self._document.sections[0].header.paragraphs[0].text = notice
        for name, (font, size) in _FONTS.items():
            self._font(name, font, size)
        self._document.styles[_TEXT].paragraph_format.first_line_indent = _INDENT
        saved = BytesIO()
        self._document.save(saved)
        with ZipFile(saved) as archive:
            self._parts = {name: archive.read(name) for name in archive.namelist()}
        # Looking up a style costs more than all else; a copy has it already.
        styles = (_TITLE, _HEADING, _TEXT, _SIGNATURE)
        self._blanks = {name: self._document.add_paragraph("", name) for name in styles}
        self._blanks[_TITLE].alignment = WD_ALIGN_PARAGRAPH.CENTER
        self._blanks[_SIGNATURE].alignment = WD_ALIGN_PARAGRAPH.RIGHT

    def begin(self, title: str) -> None:
        """Begin the next file with its title."""
        self._document.element.body.clear_content()
        self._add(_TITLE, title)

    def heading(self, text: str) -> None:
        """Write a heading."""
        self._add(_HEADING, text)

    def text(self, text: str) -> None:
        """Write a paragraph."""
        self._add(_TEXT, text)

    def signed(self, *lines: str) -> None:
        """Write lines at the right edge."""
        for line in lines:
            self._add(_SIGNATURE, line)

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """Write a table, the first of `rows` being its header."""
        table = self._document.add_table(len(rows), len(rows[0]), "Table Grid")
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                cell.text = text

    def save(self, path: Path) -> None:
        """Write the file; raises OSError if the place cannot be written to."""
        parts = self._parts | {_BODY: self._document.part.blob}
        write_zip(path, parts.items())

    def _add(self, style: str, text: str) -> None:
        copied = deepcopy(self._blanks[style]._p)
        self._document.element.body[-1].addprevious(copied)
        Paragraph(copied, self._document).add_run(text)

    def _font(self, name: str, font: str, size: int) -> None:
        style = self._document.styles[name]
        style.font.name, style.font.size = font, Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), font)

"""The body of a Word file laid out as sheets of rows.

Mostly it is one sheet. The pages before the page of the first table are a sheet of their own,
because a covering letter or a summary speaks of other quarters and units than the form after it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.formats.word_blocks import TABLE, P, blocks, stands_for_nothing
from ingest.formats.word_grid import Columns
from ingest.formats.word_rows import RowCollector
from ingest.formats.word_tables import inner_table, read_table
from ingest.formats.word_text import TextReader
from ingest.formats.word_xml import Element, name, switch
from ingest.workbook import Sheet

_ONLY_SHEET = "正文"
_SHEETS = ("表前各页", "表格部分")
_P_PR, _T, _BREAK = name("w:pPr"), name("w:t"), name("w:br")
_SECTION_ENDS = f"{_P_PR}/{name('w:sectPr')}"
_BREAK_KIND = name("w:type")


class SheetBuilder:
    """Collects paragraphs and table rows in their order.

    `has_objects` tells afterwards whether something embedded stood outside the tables.
    """

    def __init__(self, reader: TextReader, lead: Sequence[tuple[str, str]]) -> None:
        """Begin; `lead` are the places and texts of the lines that stand on every page."""
        self.has_objects = False
        self._reader = reader
        self._lead = lead
        self._before = RowCollector(reader)
        self._rows = RowCollector(reader)
        self._columns: Columns | None = None
        self._paragraphs = self._tables = 0

    def add_blocks(self, holder: Element) -> None:
        """Add the paragraphs and tables in `holder`; raises UserError `file_too_large`."""
        for block in blocks(holder, P, TABLE):
            if block.tag == P:
                self._add_paragraph(block)
            else:
                self._add_table(block)

    def add_note(self, place: str, element: Element) -> None:
        """Add a footnote or endnote."""
        text = self._reader.read(element).text
        if text.strip():
            self._rows.add_line(place, text)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets; raises UserError `file_too_large`."""
        parts = [part for part in (self._before, self._rows) if not part.is_empty]
        if len(parts) < len(_SHEETS):
            return ((parts or [self._rows])[0].sheet(_ONLY_SHEET, self._lead),)
        return tuple(
            part.sheet(title, self._lead) for part, title in zip(parts, _SHEETS, strict=True)
        )

    def _begin_page(self) -> None:
        """Put the rows so far apart, unless a table is among them: it may go on."""
        if not self._tables:
            self._before.add_lines_of(self._rows)
            self._rows = RowCollector(self._reader)

    def _add_paragraph(self, paragraph: Element) -> None:
        """Add a paragraph that is not blank; blank ones part nothing and are not counted."""
        before, after = _breaks(paragraph)
        if before:
            self._begin_page()
        passage = self._reader.read(paragraph)
        self.has_objects = self.has_objects or passage.objects > 0
        if passage.text.strip() and not stands_for_nothing(paragraph):
            self._paragraphs += 1
            self._rows.add_paragraph(f"段落{self._paragraphs}", passage)
        if after:
            self._begin_page()

    def _add_table(self, element: Element) -> None:
        table = read_table(element, self._columns)
        self._columns = table.columns or self._columns
        self._tables += 1
        number, width = self._tables, len(table.columns or ())
        for row_number, row in enumerate(table.rows, start=1):
            frame = inner_table(row)
            if frame is None:
                self._rows.add_row(f"表{number}第{row_number}行", row, width)
            else:
                self.add_blocks(frame)


def _breaks(paragraph: Element) -> tuple[bool, bool]:
    """Return whether a new page begins with a paragraph, and whether one begins after it."""
    properties = paragraph.find(_P_PR)
    before = properties is not None and bool(switch(properties, "w:pageBreakBefore"))
    after = paragraph.find(_SECTION_ENDS) is not None
    spoken = False
    for element in paragraph.iter(_T, _BREAK):
        if element.tag == _T:
            spoken = spoken or bool((element.text or "").strip())
        elif element.get(_BREAK_KIND) == "page":
            before, after = before or not spoken, after or spoken
    return before, after

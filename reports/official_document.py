"""A Word document as GB/T 9704-2012 asks for: paper, margins, fonts, headings and page numbers.

The format itself stands in the parts of `blank_document`; a PC without one of its fonts takes the
alternative names given there. Texts are written as they are, only without what XML cannot hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZipFile

import pandas as pd
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from reports.document_charts import Chart, chart_part, drawing
from reports.document_endings import annex, attachments, keep_with_next, signature
from reports.document_footnotes import FOOTNOTES, reference, with_notes
from reports.document_numbers import HeadingNumbers
from reports.document_tables import TEXT_AREA, table_of
from reports.document_titles import title_lines
from reports.document_words import chinese_day
from reports.document_xml import RUN_STYLES, RunStyle, blank_package, element, paragraph, plain, run
from reports.workbook_bytes import write_zip

_LONGEST_TITLE = 255  # of the file's properties, as python-docx takes them


class OfficialDocument:
    """An official document, written from top to bottom and then saved."""

    def __init__(self) -> None:
        self._document = Document(BytesIO(blank_package()))
        self._body = self._document.element.body
        self._numbers = HeadingNumbers()
        self._captions = {"表": 0, "图": 0}
        self._charts = 0
        self._notes: list[str] = []
        self._last: BaseOxmlElement | None = None

    def title(self, text: str, subtitle: str = "") -> None:
        """Write the title, centred, and below it the `subtitle`, such as the day spoken of.

        A long title breaks where its brackets allow. The first one also names the file in its
        properties.
        """
        own = [element("spacing", after=0)] if subtitle else []
        self._add("Title", run(title_lines(text)), properties=own)
        if subtitle:
            self._add("Subtitle", run(subtitle))
        properties = self._document.core_properties
        properties.title = properties.title or plain(text)[:_LONGEST_TITLE]

    def recipient(self, text: str) -> None:
        """Write whom the document is for, with the colon that belongs there."""
        self._add("Recipient", run(f"{text}："))

    def heading(
        self, level: int, text: str, *, numbered: bool = True, new_page: bool = False
    ) -> None:
        """Write a heading of level 1-4, numbered 一、（一）1. （1） if `numbered`."""
        number = self._numbers.next(level) if numbered else ""
        own = [element("pageBreakBefore")] if new_page else []
        self._add(f"Heading{level}", run(number + text), properties=own)

    def annex(self, number: int, title: str) -> None:
        """Begin an annex on a new page: its number at the margin, below it its title, centred."""
        self._append(annex(number, title))

    def attachments(self, names: Sequence[str]) -> None:
        """List the annexes above the signature, a line each.

        They stand on one page with it and with the last paragraph above: no page bears a signature
        alone.
        """
        if self._last is not None and self._body[-2] is self._last:
            keep_with_next(self._last)
        self._append(attachments(names))

    def body(self, text: str, *, keep: bool = False) -> None:
        """Write text, each of its lines as a paragraph, on the page of what follows if `keep`."""
        for line in text.splitlines() or [""]:
            self._add("BodyText", run(line), properties=[element("keepNext")] if keep else [])

    def body_runs(self, runs: Iterable[tuple[str, RunStyle]]) -> None:
        """Write one paragraph of pieces, each plain, strong, evidence or quotation."""
        self._add("BodyText", *(run(text, RUN_STYLES[style]) for text, style in runs))

    def remark(self, text: str) -> None:
        """Write the note below the signature, in brackets."""
        self._add("Remark", run(f"（{text}）"))

    def footnote(self, text: str) -> None:
        """Add a footnote to the paragraph written last; raises ValueError if there is none."""
        if self._last is None:
            raise ValueError("A footnote belongs to a paragraph.")
        self._notes.append(text)
        self._last.append(reference(len(self._notes)))

    def table(
        self,
        frame: pd.DataFrame,
        widths: Sequence[float] | None = None,
        caption: str = "",
        *,
        whole: bool = False,
    ) -> None:
        """Write a table below its numbered `caption`; `widths` are shares of the text area.

        A table that is to stay `whole` begins on the next page where this one has no room for it.
        """
        if caption:
            self._caption("表", caption, keep=True)
        self._apart()
        self._body[-1].addprevious(table_of(frame, widths, whole=whole))

    def picture(self, png: bytes, width_mm: float, caption: str, alt: str) -> None:
        """Write a picture no wider than the text area, with its numbered `caption` below."""
        place = self._document.add_paragraph(style="图")
        place.add_run().add_picture(BytesIO(png), width=Mm(min(width_mm, TEXT_AREA)))
        self._describe(alt)
        self._caption("图", caption)

    def chart(
        self, chart: Chart, caption: str, alt: str, width_mm: float, height_mm: float
    ) -> None:
        """Write a chart that Word itself draws, with its numbered `caption` below."""
        self._charts += 1
        part = self._document.part
        relation = part.relate_to(chart_part(self._charts, chart), RELATIONSHIP_TYPE.CHART)
        width = min(width_mm, TEXT_AREA)
        self._add("Picture", drawing(relation, part.next_id, width, height_mm))
        self._describe(alt)
        self._caption("图", caption)

    def source(self, text: str) -> None:
        """Write where what stands above comes from, in one small line."""
        self._add("Source", run(text))

    def signature(self, issuer: str, day: date) -> None:
        """Write issuer and day as on a sealed document: the issuer centred over the day.

        The day stands four characters from the right, further if the issuer is longer than that
        allows.
        """
        self._append(signature(issuer, chinese_day(day)))

    def save(self, target: Path | BinaryIO) -> None:
        """Write the document to `target`; the same content always gives the same bytes.

        Raises OSError if the place cannot be written to.
        """
        self._apart()
        packed = BytesIO()
        self._document.save(packed)
        with ZipFile(packed) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        parts[FOOTNOTES] = with_notes(parts[FOOTNOTES], self._notes)
        write_zip(target, parts.items())

    def _add(
        self, style: str, *runs: BaseOxmlElement, properties: Sequence[BaseOxmlElement] = ()
    ) -> None:
        self._append([paragraph(style, *runs, properties=properties)])

    def _append(self, paragraphs: Iterable[BaseOxmlElement]) -> None:
        for self._last in paragraphs:
            self._body[-1].addprevious(self._last)

    def _apart(self) -> None:
        """Write an empty line below a table: Word wants one at the end, and joins two tables."""
        if len(self._body) > 1 and self._body[-2].tag == qn("w:tbl"):
            self._add("Source")

    def _caption(self, kind: str, text: str, *, keep: bool = False) -> None:
        """Write 表1 or 图1 with `text`; a table's caption is kept with the table."""
        self._captions[kind] += 1
        own = [element("keepNext")] if keep else []
        self._add("Caption", run(f"{kind}{self._captions[kind]}　{text}"), properties=own)

    def _describe(self, alt: str) -> None:
        """Give the picture written last its text for those who do not see it."""
        [properties] = self._body[-2].xpath(".//wp:docPr")
        properties.set("descr", plain(alt))

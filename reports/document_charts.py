"""Charts of a Word document as Word's own: drawn by the reader's PC with its fonts, and editable.

Neither browser nor drawing library nor font is needed where the document is written.
"""

from __future__ import annotations

from io import BytesIO

import pandas as pd
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from openpyxl import Workbook

from reports.cells import put_value
from reports.document_chart_xml import SHEET, Chart, chart_xml
from reports.document_xml import element
from reports.workbook_bytes import save_timeless

__all__ = ["Chart", "chart_part", "drawing"]

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EMU = 36_000  # in a millimetre
_INLINE = """
<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
  xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" distT="0" distB="0" distL="0"
  distR="0"><wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="Chart {number}"/>
  <wp:cNvGraphicFramePr/><a:graphic><a:graphicData
  uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart
  xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"
  xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="{relation}"/>
  </a:graphicData></a:graphic></wp:inline>"""


def chart_part(number: int, chart: Chart) -> Part:
    """Return chart `number` of a document as a part, with the workbook that Word edits it in."""
    book = Part(PackURI(f"/word/embeddings/chart{number}.xlsx"), _BOOK_TYPE, _workbook(chart))
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), _CHART_TYPE, chart_xml(chart))
    part.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)
    return part


def drawing(relation: str, number: int, width_mm: float, height_mm: float) -> BaseOxmlElement:
    """Return the run that shows the chart of that relation; `number` is unique in the document."""
    width, height = round(width_mm * _EMU), round(height_mm * _EMU)
    shape = _INLINE.format(relation=relation, number=number, width=width, height=height)
    return element("r", element("drawing", parse_xml(shape)))


def _workbook(chart: Chart) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    for row, name in enumerate(chart.frame.index, start=2):
        put_value(sheet.cell(row, 1), str(name))
    for column, name in enumerate(chart.frame.columns, start=2):
        put_value(sheet.cell(1, column), str(name))
        for row, value in enumerate(chart.frame.iloc[:, column - 2], start=2):
            sheet.cell(row, column).value = None if pd.isna(value) else float(value)
    packed = BytesIO()
    save_timeless(book, packed)
    return packed.getvalue()

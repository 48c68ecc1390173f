"""Footnotes of an official document, which python-docx cannot write: a part of their own."""

from __future__ import annotations

from collections.abc import Sequence

from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from lxml import etree

from reports.document_xml import element, paragraph, run

FOOTNOTES = "word/footnotes.xml"
_MARK = "FootnoteReference"


def reference(number: int) -> BaseOxmlElement:
    """Return the run that points to footnote `number`, counted from 1."""
    return _marked(element("footnoteReference", id=number))


def with_notes(part: bytes, texts: Sequence[str]) -> bytes:
    """Return the footnotes' part with one note for each of `texts`, in their order."""
    notes = parse_xml(part)
    for number, text in enumerate(texts, start=1):
        words = paragraph("FootnoteText", _marked(element("footnoteRef")), run(f" {text}"))
        notes.append(element("footnote", words, id=number))
    return bytes(etree.tostring(notes, xml_declaration=True, encoding="UTF-8", standalone=True))


def _marked(content: BaseOxmlElement) -> BaseOxmlElement:
    return element("r", element("rPr", element("rStyle", val=_MARK)), content)

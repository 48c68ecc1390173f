"""What can be seen of a converted document without eyes: its pages, its bookmarks, its words."""

from __future__ import annotations

import re
import zlib
from html import unescape
from io import BytesIO
from zipfile import ZipFile

from docx import Document
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_TITLE = re.compile(rb"/Title\s*<FEFF([0-9A-Fa-f]*)>")
_OBJECTS = re.compile(rb"/ObjStm.*?stream\r?\n(.*?)endstream", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_FOOTNOTES = "word/footnotes.xml"
_PARAGRAPH, _TEXT = qn("w:p"), qn("w:t")


def page_count(pdf: bytes) -> int:
    """Return how many pages a PDF has, as LibreOffice writes it."""
    return len(_PAGE.findall(_objects(pdf)))


def bookmarks(pdf: bytes) -> set[str]:
    """Return the titles of the bookmarks of a PDF, that of the document among them."""
    titles = (bytes.fromhex(found.decode()) for found in _TITLE.findall(_objects(pdf)))
    return {title.decode("utf-16-be") for title in titles}


def headings(docx: bytes) -> list[str]:
    """Return the headings of a Word document."""
    paragraphs = Document(BytesIO(docx)).paragraphs
    return [p.text for p in paragraphs if p.style and str(p.style.style_id).startswith("Heading")]


def lost_texts(docx: bytes, page: str) -> list[str]:
    """Return the paragraphs of body, tables and footnotes that the HTML page has not."""
    whole = _solid(unescape(_TAG.sub("", page)))
    return [text for text in _paragraphs(docx) if _solid(text) not in whole]


def _paragraphs(docx: bytes) -> list[str]:
    with ZipFile(BytesIO(docx)) as archive:
        parts = [archive.read("word/document.xml"), archive.read(_FOOTNOTES)]
    texts = (
        "".join(piece.text or "" for piece in paragraph.iter(_TEXT))
        for part in parts
        for paragraph in parse_xml(part).iter(_PARAGRAPH)
    )
    return [text for text in texts if text.strip()]


def _solid(text: str) -> str:
    return "".join(text.split())


def _objects(pdf: bytes) -> bytes:
    """Return the objects of a PDF, those that newer versions pack into streams too."""
    packed = [zlib.decompressobj().decompress(found) for found in _OBJECTS.findall(pdf)]
    return b"\n".join([pdf, *packed])

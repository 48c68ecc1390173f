"""Small pieces of Word's own XML, where python-docx has no word for them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Literal

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.cells import writable
from reports.workbook_bytes import write_zip

RunStyle = Literal["", "strong", "evidence", "quotation"]
RUN_STYLES = {"": "", "strong": "Strong", "evidence": "Evidence", "quotation": "Quotation"}
BLANK = Path(__file__).with_name("blank_document")
_UNLIMITED = 2**30


@cache
def blank_package() -> bytes:
    """Return the empty official document as a file: the parts of `blank_document`, zipped."""
    paths = sorted(path for path in BLANK.rglob("*") if path.is_file())
    packed = BytesIO()
    write_zip(packed, ((path.relative_to(BLANK).as_posix(), path.read_bytes()) for path in paths))
    return packed.getvalue()


def element(tag: str, *children: BaseOxmlElement, **values: object) -> BaseOxmlElement:
    """Return the element `w:tag` with its `children` and the attributes `w:key`."""
    made = OxmlElement(f"w:{tag}")
    made.extend(children)
    for key, value in values.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def run(text: str, style: str = "") -> BaseOxmlElement:
    """Return a run of plain text in the character style with that id; lines stay lines."""
    made = element("r")
    if style:
        made.append(element("rPr", element("rStyle", val=style)))
    for number, line in enumerate(plain(text).split("\n")):
        if number:
            made.append(element("br"))
        words = element("t")
        words.text = line
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        made.append(words)
    return made


def paragraph(
    style: str, *runs: BaseOxmlElement, properties: Sequence[BaseOxmlElement] = ()
) -> BaseOxmlElement:
    """Return a paragraph in the style with that id; `properties` differ from the style's."""
    return element("p", element("pPr", element("pStyle", val=style), *properties), *runs)


def plain(text: str) -> str:
    """Return `text` without what XML cannot hold; a tab becomes a blank, as in no sentence."""
    return writable(text, _UNLIMITED).replace("\t", " ")

"""What stands in what: paragraphs, tables, rows and cells, through whatever wraps them."""

from __future__ import annotations

from collections.abc import Iterator

from ingest.formats.word_xml import Element, name, switch

P, TABLE, ROW, CELL = name("w:p"), name("w:tbl"), name("w:tr"), name("w:tc")
_CONTROL, _CONTROL_CONTENT = name("w:sdt"), name("w:sdtContent")
_CONTROL_PROPERTIES = name("w:sdtPr")
_ALTERNATIVES = name("mc:AlternateContent")
_WRAPPERS = {
    _CONTROL, _CONTROL_CONTENT, name("w:customXml"), name("w:smartTag"), name("w:ins"),
    name("w:moveTo"),
}  # fmt: skip


def blocks(holder: Element, *wanted: str) -> Iterator[Element]:
    """Yield the elements of the kinds `wanted` that stand in `holder` itself, wrapped or not."""
    for child in holder:
        if child.tag in wanted:
            yield child
        elif child.tag in _WRAPPERS:
            yield from blocks(child, *wanted)
        elif child.tag == _ALTERNATIVES:
            yield from next(filter(None, (list(blocks(way, *wanted)) for way in child)), [])


def is_placeholder(control: Element) -> bool:
    """Return whether a content control (w:sdt) shows only its prompt, as 单击此处输入文字."""
    properties = control.find(_CONTROL_PROPERTIES)
    return properties is not None and bool(switch(properties, "w:showingPlcHdr"))


def stands_for_nothing(element: Element) -> bool:
    """Return whether a paragraph or cell is the prompt of an unused content control."""
    parent = element.getparent()
    return (
        parent is not None
        and parent.tag == _CONTROL_CONTENT
        and parent.getparent() is not None
        and is_placeholder(parent.getparent())
    )

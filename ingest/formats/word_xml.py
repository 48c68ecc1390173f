"""The XML of a Word file: names, and a parser that resolves no entity and fetches nothing."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from lxml import etree

from ingest.formats.package import MAX_XML_BYTES

# An element of lxml, which ships no types.
Element = Any

_WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_MATHS = "http://schemas.openxmlformats.org/officeDocument/2006/math"
# “Strict Open XML” calls the same things by other names.
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": _WORDPROCESSING.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": _RELATIONSHIPS.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": _DRAWING.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": _MATHS.encode(),
}
_PREFIXES = {
    "w": _WORDPROCESSING,
    "r": _RELATIONSHIPS,
    "a": _DRAWING,
    "m": _MATHS,
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_OFF = {"0", "false", "off"}
_MOST_DIGITS = 9
_PARSER = {
    "resolve_entities": False,
    "load_dtd": False,
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


class BadDocument(Exception):  # noqa: N818  never leaves the package; says what, not that, it is
    """A part of the file is absent, damaged, or XML of a kind that no Word file holds."""


@cache
def name(prefixed: str) -> str:
    """Return the full name of an element or attribute written as `w:t`."""
    prefix, local = prefixed.split(":")
    return f"{{{_PREFIXES[prefix]}}}{local}"


VALUE = name("w:val")
_ID = name("r:id")


def parse_xml(content: bytes) -> Element:
    """Return the root element of a part; raises BadDocument if it is no harmless XML."""
    if b"<!DOCTYPE" in content.replace(b"\0", b""):  # whatever the encoding
        raise BadDocument
    for strict, usual in _STRICT.items():
        content = content.replace(strict, usual)
    try:
        root = etree.fromstring(content, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise BadDocument from None
    if root is None or root.getroottree().docinfo.internalDTD is not None:
        raise BadDocument
    return root


def value_of(element: Element, child: str) -> str | None:
    """Return what a child such as `w:numId` has as its w:val; None without such a child."""
    found = element.find(name(child))
    return None if found is None else str(found.get(VALUE, ""))


def switch(element: Element, child: str) -> bool | None:
    """Return whether a child such as `w:strike` turns something on or off; None if absent."""
    found = element.find(name(child))
    return None if found is None else found.get(VALUE) not in _OFF


def whole(text: str | None, otherwise: int) -> int:
    """Return the number that an attribute gives, or `otherwise` if it gives none within reason."""
    digits = (text or "").strip()
    plain = digits.removeprefix("-")
    if not (plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS):
        return otherwise
    return int(digits)


class Parts:
    """The parts of a Word file, found as the format says: through relationships."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        """Find the main part; raises BadDocument if there is none."""
        self._archive = archive
        self._names = set(archive.namelist())
        main = self._links("")[0].get("officeDocument", "word/document.xml")
        self.document = self._parse(main)
        self._by_kind, self._by_id = self._links(main)

    def named(self, kind: str) -> Element | None:
        """Return the root of the part that the document has as its `styles` or `numbering`."""
        path = self._by_kind.get(kind)
        return None if path is None else self._parse(path)

    def linked(self, references: Iterable[Element]) -> Iterator[Element]:
        """Yield the roots of the parts that elements name by their r:id, each part once."""
        paths = [self._by_id.get(element.get(_ID), "") for element in references]
        for path in filter(None, dict.fromkeys(paths)):
            yield self._parse(path)

    @property
    def has_macros(self) -> bool:
        """Whether the file carries a macro project."""
        return any(part.lower().endswith("vbaproject.bin") for part in self._names)

    def _links(self, source: str) -> tuple[dict[str, str], dict[str, str]]:
        """Return the parts that `source` links to, by kind (the first of each) and by id."""
        folder, file = posixpath.split(source)
        path = posixpath.join(folder, "_rels", f"{file}.rels")
        by_kind: dict[str, str] = {}
        by_id: dict[str, str] = {}
        for link in self._parse(path) if path in self._names else ():
            kind = (link.get("Type") or "").rpartition("/")[2]
            target = posixpath.normpath(posixpath.join("/", folder, link.get("Target") or ""))[1:]
            if link.get("TargetMode") != "External" and target in self._names:
                by_kind.setdefault(kind, target)
                by_id[link.get("Id")] = target
        return by_kind, by_id

    def _parse(self, path: str) -> Element:
        if path not in self._names:
            raise BadDocument
        with self._archive.open(path) as part:
            content = part.read(MAX_XML_BYTES + 1)
        if len(content) > MAX_XML_BYTES:
            raise BadDocument
        return parse_xml(content)

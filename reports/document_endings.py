"""How an official document ends: the list of its annexes, issuer and day, and the annexes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.cells import text_width
from reports.document_titles import title_lines
from reports.document_xml import element, paragraph, run

_CHARACTER = 320  # twentieths of a point: one of 三号
_DATE_FROM_RIGHT = 4.0  # characters
_ANNEX, _ATTACHED = "附件", "附件："
_NAME, _NUMBER = 5.0, 1.5  # characters: where the names of annexes stand, and their numbers' room


def annex(number: int, title: str) -> Iterator[BaseOxmlElement]:
    """Yield the head of an annex on a new page: its number at the margin, its title centred."""
    own = [element("keepNext"), element("pageBreakBefore"), _from_left(0, 0)]
    yield paragraph("BodyText", run(f"{_ANNEX}{number}", "AnnexMark"), properties=own)
    centred = [
        element("spacing", before=560, after=560, line=640, lineRule="exact"),
        _from_left(0, 0),
        element("jc", val="center"),
    ]
    yield paragraph("Heading1", run(title_lines(title), "AnnexTitle"), properties=centred)


def attachments(names: Sequence[str]) -> Iterator[BaseOxmlElement]:
    """Yield an empty line, then a line for each annex, numbered if there are several.

    附件： stands two characters in; lines stay on the page of what follows.
    """
    yield paragraph("BodyText", properties=[element("keepNext")])
    for number, name in enumerate(names, start=1):
        head = _ATTACHED if number == 1 else ""
        told, room = (f"{number}. ", _NUMBER) if names[1:] else ("", 0.0)
        place = _from_left(_NAME + room, room + text_width(head) / 2)
        own = [element("keepNext"), place]
        yield paragraph("BodyText", run(head + told + name), properties=own)


def signature(issuer: str, day: str) -> Iterator[BaseOxmlElement]:
    """Yield an empty line, the issuer centred over the day, and the day.

    The day stands four characters from the right, further if the issuer is longer than that
    allows.
    """
    overhang = (text_width(issuer) - text_width(day)) / 4
    from_right = max(_DATE_FROM_RIGHT, overhang)
    yield paragraph("Signature")
    yield paragraph("Signature", run(issuer), properties=_from_right(from_right - overhang))
    yield paragraph("Signature", run(day), properties=_from_right(from_right))


def keep_with_next(written: BaseOxmlElement) -> None:
    """Keep a paragraph on the page of the one that follows."""
    own = written.find(qn("w:pPr"))
    if own.find(qn("w:keepNext")) is None:
        own.insert(1, element("keepNext"))


def _from_right(characters: float) -> list[BaseOxmlElement]:
    twips = round(characters * _CHARACTER)
    return [element("ind", rightChars=round(characters * 100), right=twips)]


def _from_left(characters: float, hanging: float) -> BaseOxmlElement:
    """Return how far in a paragraph stands; its first line begins `hanging` characters before."""
    first = {"hangingChars": round(hanging * 100), "hanging": round(hanging * _CHARACTER)}
    none = {"firstLineChars": 0, "firstLine": 0}
    return element(
        "ind", leftChars=round(characters * 100), left=round(characters * _CHARACTER),
        **(first if hanging else none),
    )  # fmt: skip

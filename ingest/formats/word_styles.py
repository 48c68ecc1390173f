"""What the styles of a Word file say of text: struck through, hidden, numbered by which list."""

from __future__ import annotations

from typing import NamedTuple

from ingest.formats.word_xml import Element, name, switch, value_of, whole

_STYLE, _STYLE_ID = name("w:style"), name("w:styleId")
_P_PR, _R_PR, _NUM_PR = name("w:pPr"), name("w:rPr"), name("w:numPr")
_NO_LIST = 0
_LONGEST_CHAIN = 20


class Look(NamedTuple):
    """What is said of how text looks; None where nothing is said."""

    struck: bool | None = None
    hidden: bool | None = None

    def over(self, below: Look) -> Look:
        """Return this look where it says something, else that of `below`."""
        return Look(
            below.struck if self.struck is None else self.struck,
            below.hidden if self.hidden is None else self.hidden,
        )


class ListPlace(NamedTuple):
    """The list that numbers a paragraph, and the level there; None where nothing is said."""

    number_id: int | None = None
    level: int | None = None

    def over(self, below: ListPlace) -> ListPlace:
        """Return this place where it says something, else that of `below`."""
        return ListPlace(
            below.number_id if self.number_id is None else self.number_id,
            below.level if self.level is None else self.level,
        )


PLAIN, UNNUMBERED = Look(), ListPlace()


def look_of(holder: Element | None) -> Look:
    """Return the look that the w:rPr of a run or style gives."""
    properties = None if holder is None else holder.find(_R_PR)
    if properties is None:
        return PLAIN
    lines = {switch(properties, "w:strike"), switch(properties, "w:dstrike")} - {None}
    return Look(True in lines if lines else None, switch(properties, "w:vanish"))


def list_place_of(holder: Element) -> ListPlace:
    """Return the list place that the w:pPr of a paragraph or style gives."""
    properties = holder.find(_P_PR)
    numbered = None if properties is None else properties.find(_NUM_PR)
    if numbered is None:
        return UNNUMBERED
    number_id, level = value_of(numbered, "w:numId"), value_of(numbered, "w:ilvl")
    return ListPlace(
        None if number_id is None else whole(number_id, _NO_LIST),
        None if level is None else whole(level, 0),
    )


class Styles:
    """The styles by their id, each with what it inherits."""

    def __init__(self, root: Element | None) -> None:
        """Read the part `styles`, which may be absent."""
        elements = () if root is None else root.findall(_STYLE)
        self._styles: dict[str | None, Element] = {e.get(_STYLE_ID): e for e in elements}
        self._known: dict[str | None, tuple[Look, ListPlace]] = {}

    def look(self, style: str | None) -> Look:
        """Return the look that a style gives to its text."""
        return self._resolved(style)[0]

    def list_place(self, style: str | None) -> ListPlace:
        """Return the list that a style puts its paragraphs in."""
        return self._resolved(style)[1]

    def _resolved(self, style: str | None) -> tuple[Look, ListPlace]:
        if style is None:
            return PLAIN, UNNUMBERED
        chain: list[str | None] = []
        base: str | None = style
        while base in self._styles and base not in self._known and len(chain) < _LONGEST_CHAIN:
            chain.append(base)  # a ring of styles ends somewhere
            base = value_of(self._styles[base], "w:basedOn")
        look, place = self._known.get(base, (PLAIN, UNNUMBERED))
        for link in reversed(chain):
            element = self._styles[link]
            look, place = look_of(element).over(look), list_place_of(element).over(place)
            self._known[link] = (look, place)
        return look, place

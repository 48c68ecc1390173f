"""What the styles and shared texts of an .xlsx say that calamine leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from xml.etree import ElementTree

from ingest.formats.shown import percent_decimals

_BUILT_IN_PERCENTS = {"9": 0, "10": 2}
_TRUE = ("1", "true")


@dataclass(frozen=True)
class Styles:
    """Of the cell styles by number: those that strike through, and those that show a percentage.

    `percents` gives the decimals shown.
    """

    struck: frozenset[int] = frozenset()
    percents: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Text:
    """A rich text: its runs, each with whether it is struck (None: as the cell says)."""

    runs: tuple[tuple[str, bool | None], ...]

    def struck(self, cell: bool) -> str:
        """Return the words struck through, where `cell` says whether the cell's style does so."""
        return "".join(text for text, run in self.runs if (cell if run is None else run))


class SharedTexts:
    """The shared texts of a workbook, parsed when one is first asked for."""

    def __init__(self, content: bytes) -> None:
        self._content = content

    @cached_property
    def _texts(self) -> list[Text]:
        if not self._content:
            return []
        return [rich_text(item) for item in named(ElementTree.fromstring(self._content), "si")]

    def get(self, number: str) -> Text:
        """Return the text with this number, an empty one if there is none."""
        known = number.isdecimal() and int(number[:9]) < len(self._texts)
        return self._texts[int(number)] if known else Text(())


def named(parent: ElementTree.Element | None, name: str) -> Iterator[ElementTree.Element]:
    """Yield the children of this name, whatever their namespace; the standard has two."""
    return (child for child in parent if local(child) == name) if parent is not None else iter(())


def local(element: ElementTree.Element) -> str:
    """Return an element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def is_on(value: str | None) -> bool:
    """Return whether an attribute says yes."""
    return value in _TRUE


def rich_text(item: ElementTree.Element) -> Text:
    """Return the runs of a shared or inline text."""
    runs: list[tuple[str, bool | None]] = []
    for child in item:
        if local(child) == "t":
            runs.append((child.text or "", None))
        elif local(child) == "r":
            properties = next(named(child, "rPr"), None)
            struck = None if properties is None else _strikes(properties)
            runs.append(("".join(text.text or "" for text in named(child, "t")), struck))
    return Text(tuple(runs))


def read_styles(content: bytes) -> Styles:
    """Return what the styles part says; raises ParseError for a broken one."""
    if not content:
        return Styles()
    groups = {local(group): group for group in ElementTree.fromstring(content)}
    formats: dict[str, int | None] = dict(_BUILT_IN_PERCENTS)
    for form in named(groups.get("numFmts"), "numFmt"):
        formats[form.get("numFmtId", "")] = percent_decimals(form.get("formatCode", ""))
    struck_fonts = {
        str(number)
        for number, font in enumerate(named(groups.get("fonts"), "font"))
        if _strikes(font)
    }
    struck, percents = set(), {}
    for number, style in enumerate(named(groups.get("cellXfs"), "xf")):
        if style.get("fontId") in struck_fonts:
            struck.add(number)
        decimals = formats.get(style.get("numFmtId", ""))
        if decimals is not None:
            percents[number] = decimals
    return Styles(frozenset(struck), percents)


def _strikes(font: ElementTree.Element) -> bool:
    return any(is_on(strike.get("val", "1")) for strike in named(font, "strike"))

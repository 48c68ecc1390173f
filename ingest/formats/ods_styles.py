"""What the styles of an .ods say: words struck through, and sheets that are hidden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

_LINES = (f"{STYLE}text-line-through-style", f"{STYLE}text-line-through-type")
_MOST_PARENTS = 20


@dataclass
class Styles:
    """The styles of a document by name."""

    _struck: dict[str, bool] = field(default_factory=dict)
    _parents: dict[str, str] = field(default_factory=dict)
    _hidden_tables: set[str] = field(default_factory=set)

    def add(self, styles: Iterable[Element]) -> None:
        """Take up the `style:style` elements of one part."""
        for style in styles:
            name = style.get(f"{STYLE}name", "")
            self._parents[name] = style.get(f"{STYLE}parent-style-name", "")
            for properties in style:
                lines = [properties.get(line) for line in _LINES if properties.get(line)]
                if lines:
                    self._struck[name] = lines[0] != "none"
                if properties.get(f"{TABLE}display") == "false":
                    self._hidden_tables.add(name)

    def struck(self, name: str | None, otherwise: bool = False) -> bool:
        """Return whether a style or one it inherits from strikes through, else `otherwise`."""
        for _ in range(_MOST_PARENTS):
            if not name:
                break
            if name in self._struck:
                return self._struck[name]
            name = self._parents.get(name)
        return otherwise

    def hides_table(self, name: str) -> bool:
        """Return whether a sheet of this style is hidden."""
        return name in self._hidden_tables

"""The text of a piece of a Word file as a reader sees it, and what its letters do not show.

Revisions are read as if accepted: inserted text counts, deleted text is only remembered. Not read
are comments, and the text of pictures, charts and embedded objects.
"""

from __future__ import annotations

from collections.abc import Callable

from ingest.formats.word_blocks import CELL, ROW, TABLE, P, blocks, is_placeholder
from ingest.formats.word_lists import Lists
from ingest.formats.word_passage import Passage, PassageWriter
from ingest.formats.word_styles import PLAIN, Styles, list_place_of, look_of
from ingest.formats.word_symbols import form_field, symbol
from ingest.formats.word_xml import Element, name, value_of

_P_PR, _R_PR = name("w:pPr"), name("w:rPr")
_MARK_DELETED = f"{_P_PR}/{_R_PR}/{name('w:del')}"
_WORDS = (name("w:t"), name("w:delText"))
_SILENT = (
    "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr",
    "w:sectPr", "w:instrText", "w:rt",
)  # fmt: skip
_PICTURES = ("pic:pic", "v:imagedata")
_OBJECTS = ("w:object", "w:control", "w:altChunk", "w:subDoc", "c:chart", "dgm:relIds")


class TextReader:
    """Reads passages in the order of the document, because its lists count along."""

    def __init__(self, styles: Styles, lists: Lists) -> None:
        """Prepare to read; `revised` tells afterwards whether any revision was pending."""
        self.revised = False
        self._styles = styles
        self._lists = lists
        self._to = PassageWriter()
        self._paragraph_look = PLAIN
        self._readers = self._readers_by_tag()

    def read(self, element: Element) -> Passage:
        """Return what a paragraph, a cell or a header says."""
        self._to = PassageWriter()
        if element.tag == P:
            self._read_paragraph(element)
        else:
            self._read_inside(element)
        return self._to.finished(keep_number=element.tag == CELL)

    def read_deleted(self, element: Element) -> Passage:
        """Return the passage of a cell whose row is deleted by a revision not yet accepted."""
        self._to = PassageWriter()
        self._read_deleted(element)
        return self._to.found

    def _readers_by_tag(self) -> dict[str, Callable[[Element], None]]:
        return {
            P: self._read_paragraph,
            TABLE: self._read_table,
            name("w:r"): self._read_run,
            **{name(text): self._read_letters for text in ("w:t", "a:t", "m:t")},
            **{name(tab): lambda _: self._to.add("\t") for tab in ("w:tab", "w:ptab")},
            **{name(line): lambda _: self._to.add("\n") for line in ("w:br", "w:cr")},
            name("w:noBreakHyphen"): lambda _: self._to.add("-"),
            name("w:sym"): lambda e: self._to.add(symbol(e)),
            name("w:fldChar"): lambda e: self._to.add(form_field(e)),
            name("v:textpath"): lambda e: self._to.add(e.get("string", "")),
            name("w:txbxContent"): lambda e: self._to.add_apart(self._captured(e)),
            name("w:sdt"): self._read_control,
            name("mc:AlternateContent"): self._read_alternatives,
            **{name(new): self._read_inserted for new in ("w:ins", "w:moveTo")},
            name("w:del"): self._read_deleted,
            name("w:moveFrom"): self._read_moved_away,
            **{name(silent): lambda _: None for silent in _SILENT},
            **{name(picture): self._read_picture for picture in _PICTURES},
            **{name(thing): self._read_object for thing in _OBJECTS},
        }

    def _read_inside(self, element: Element) -> None:
        for child in element:
            self._readers.get(child.tag, self._read_inside)(child)

    def _captured(self, element: Element) -> str:
        return self._to.captured(lambda: self._read_inside(element))

    def _read_letters(self, element: Element) -> None:
        self._to.add(element.text or "")

    def _read_paragraph(self, element: Element) -> None:
        style = _style_of(element, _P_PR, "w:pStyle")
        outer = self._to.look, self._paragraph_look
        self._to.look = self._paragraph_look = self._styles.look(style)
        self._to.add_paragraph(self._number(element, style), lambda: self._read_inside(element))
        self._to.look, self._paragraph_look = outer

    def _number(self, paragraph: Element, style: str | None) -> str:
        """Return the list number that Word shows before a paragraph, and count it."""
        if paragraph.find(_MARK_DELETED) is not None:
            return ""
        place = list_place_of(paragraph).over(self._styles.list_place(style))
        return self._lists.next_label(place)

    def _read_run(self, element: Element) -> None:
        outer = self._to.look
        named = self._styles.look(_style_of(element, _R_PR, "w:rStyle"))
        self._to.look = look_of(element).over(named).over(self._paragraph_look)
        self._read_inside(element)
        self._to.look = outer

    def _read_table(self, element: Element) -> None:
        """Add a table inside a cell: a line for each row, its cells parted by tabs."""
        rows = (
            "\t".join(self._captured(cell) for cell in blocks(row, CELL))
            for row in blocks(element, ROW)
        )
        self._to.add_apart("\n".join(rows).strip("\n"))

    def _read_control(self, element: Element) -> None:
        if not is_placeholder(element):
            self._read_inside(element)

    def _read_alternatives(self, element: Element) -> None:
        """Read the first of several ways to show one thing that shows anything."""
        for way in element:
            before = self._to.amount
            self._read_inside(way)
            if self._to.amount > before:
                return

    def _read_inserted(self, element: Element) -> None:
        self.revised = True
        self._read_inside(element)

    def _read_deleted(self, element: Element) -> None:
        self.revised = True
        self._to.found.deleted += [words.text for words in element.iter(*_WORDS) if words.text]

    def _read_moved_away(self, _: Element) -> None:
        self.revised = True

    def _read_picture(self, _: Element) -> None:
        self._to.found.pictures += 1

    def _read_object(self, _: Element) -> None:
        self._to.found.objects += 1


def _style_of(element: Element, properties: str, kind: str) -> str | None:
    found = element.find(properties)
    return None if found is None else value_of(found, kind)

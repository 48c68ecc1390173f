"""An OpenDocument sheet (.ods), from its XML: calamine knows neither its merges nor its marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from ingest.findings import refusal
from ingest.formats.extents import MAX_MERGES
from ingest.formats.grid import check_size, check_text, grown, squared
from ingest.formats.ods_cells import OdsCell, read_cell
from ingest.formats.ods_styles import STYLE, TABLE, Styles
from ingest.formats.package import check_xml
from ingest.formats.sheet_marks import hidden_columns, hidden_rows
from ingest.workbook import Mark, Merge, Sheet, Workbook

_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
_GROUPS = tuple(
    f"{TABLE}table-{name}"
    for name in ("rows", "header-rows", "row-group", "columns", "header-columns", "column-group")
)
_STYLE_NAME, _CELL_STYLE = f"{TABLE}style-name", f"{TABLE}default-cell-style-name"
_HIDING = ("collapse", "filter")
_MOST = 2**20  # rows that any sheet can have
_DEEPEST_GROUP = 20


def parse_ods(parts: Mapping[str, bytes]) -> Workbook:
    """Return the sheets of the parts of an .ods.

    Raises UserError `encrypted`, `file_too_large` or `not_a_workbook`.
    """
    if b"encryption-data" in parts.get(_MANIFEST, b""):
        raise refusal("encrypted")
    check_xml({name: parts.get(name, b"") for name in (_CONTENT, _STYLES)})
    try:
        content = ElementTree.fromstring(parts[_CONTENT])
        styles = Styles()
        if parts.get(_STYLES):
            styles.add(ElementTree.fromstring(parts[_STYLES]).iter(f"{STYLE}style"))
        styles.add(content.iter(f"{STYLE}style"))
    except (ElementTree.ParseError, LookupError, ValueError):  # the last two of encodings
        raise refusal("not_a_workbook", "damaged") from None
    sheets: list[Sheet] = []
    characters = 0
    for table in content.iterfind(f"*/*/{TABLE}table"):
        sheets.append(_sheet(table, styles))
        characters = check_text(sheets[-1].rows, characters)
    macros = any(name.startswith(("Basic/Standard/", "Scripts/")) for name in parts)
    return Workbook("ods", tuple(sheets), ("has_macros",) if macros else ())


def _sheet(table: Element, styles: Styles) -> Sheet:
    name = table.get(f"{TABLE}name", "")
    if styles.hides_table(table.get(f"{TABLE}style-name", "")):
        return Sheet(name, visible=False)
    return _Table(name, styles).read(table)


def _repeats(element: Element, what: str) -> int:
    number = element.get(TABLE + what, "1")
    return min(max(int(number), 1), _MOST) if number.isdecimal() and len(number) < 20 else 1


def _lines(parent: Element, name: str, depth: int = 0) -> Iterator[Element]:
    """Yield the rows or columns of a table, those inside groups too."""
    for child in parent:
        if child.tag == f"{TABLE}table-{name}":
            yield child
        elif child.tag in _GROUPS and depth < _DEEPEST_GROUP:
            yield from _lines(child, name, depth + 1)


@dataclass
class _Table:
    """One sheet while its rows are gone through; repeated cells and rows are written out."""

    name: str
    styles: Styles
    rows: list[list[str]] = field(default_factory=list)
    merged: list[Merge] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    column_starts: list[int] = field(default_factory=list)
    column_styles: list[str | None] = field(default_factory=list)
    widest: int = 0
    empty_rows: int = 0

    def read(self, table: Element) -> Sheet:
        hidden = []
        place = 0
        for column in _lines(table, "column"):
            self.column_starts.append(place)
            self.column_styles.append(column.get(_CELL_STYLE))
            following = place + _repeats(column, "number-columns-repeated")
            if column.get(f"{TABLE}visibility") in _HIDING:
                hidden.append((place, following - 1))
            place = following
        self.column_starts.append(place)
        self.column_styles.append(None)
        for row in _lines(table, "row"):
            self._read_row(row)
        bottom = max((mark.row + 1 for mark in self.marks), default=0)
        side = max((mark.column + 1 for mark in self.marks), default=0)
        rows = grown(squared(self.rows), bottom, side)
        marks = (*hidden_rows(rows, self.hidden_rows), *hidden_columns(rows, hidden), *self.marks)
        return Sheet(self.name, True, rows, tuple(self.merged), marks=marks)

    def _read_row(self, row: Element) -> None:
        marks, merges = len(self.marks), len(self.merged)
        place = len(self.rows) + self.empty_rows
        texts = self._texts(row, place)
        repeats = _repeats(row, "number-rows-repeated")
        if not texts and (marks, merges) == (len(self.marks), len(self.merged)):
            self.empty_rows += repeats
            return
        self.widest = max(self.widest, len(texts), 1)
        check_size(place + repeats, self.widest)
        self.rows += [[]] * self.empty_rows + [texts] * repeats
        self.empty_rows = 0
        if row.get(f"{TABLE}visibility") in _HIDING:
            self.hidden_rows += range(place, place + repeats)

    def _texts(self, row: Element, place: int) -> list[str]:
        """Return the row's texts up to the last; empty cells wait until one follows."""
        texts: list[str] = []
        column = 0
        for cell in row:
            if cell.tag not in _CELLS:
                continue
            repeats = _repeats(cell, "number-columns-repeated")
            style = cell.get(_STYLE_NAME) or row.get(_CELL_STYLE) or self._column_style(column)
            content = read_cell(cell, self.styles, self.styles.struck(style))
            self._note(cell, content, place, column)
            if content.text:
                check_size(place + 1, column + repeats)
                texts += [""] * (column - len(texts)) + [content.text] * repeats
            column += repeats
        return texts

    def _note(self, cell: Element, content: OdsCell, row: int, column: int) -> None:
        if content.struck.strip():
            self.marks.append(Mark("struck_through", row, column, content.struck))
        if content.formula:
            self.marks.append(Mark("formula_without_value", row, column, content.formula))
        down = _repeats(cell, "number-rows-spanned")
        across = _repeats(cell, "number-columns-spanned")
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))
            if len(self.merged) > MAX_MERGES:
                raise refusal("file_too_large", size=f"{len(self.merged)}处合并单元格")

    def _column_style(self, column: int) -> str | None:
        run = bisect_right(self.column_starts, column) - 1
        return self.column_styles[run] if run >= 0 else None

"""Rows that become a sheet: texts by column, merged ranges, places in the file, marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.findings import refusal
from ingest.formats.extents import MAX_CELLS, MAX_MERGES
from ingest.formats.word_blocks import stands_for_nothing
from ingest.formats.word_passage import Passage
from ingest.formats.word_tables import Cell, Row, has_content
from ingest.formats.word_text import TextReader
from ingest.workbook import Mark, Merge, Sheet


class RowCollector:
    """Collects the rows of one part of a document."""

    def __init__(self, reader: TextReader) -> None:
        """Begin without rows; `reader` reads the cells."""
        self._reader = reader
        self._rows: list[dict[int, list[str]]] = []  # the texts of each cell, by column
        self._places: list[str] = []
        self._marks: list[Mark] = []
        self._merges: list[list[int]] = []
        self._open: dict[int, list[int]] = {}
        self._width = 1

    @property
    def is_empty(self) -> bool:
        """Whether there are no rows yet."""
        return not self._rows

    def add_line(self, place: str, text: str) -> None:
        """Add a row of one cell."""
        self._open = {}
        self._begin_row(place)[0] = [text]

    def add_paragraph(self, place: str, passage: Passage) -> None:
        """Add a paragraph as a row of one cell, with the marks of its words."""
        self.add_line(place, passage.text)
        self._mark_words(len(self._rows) - 1, 0, passage)

    def add_row(self, place: str, row: Row, width: int) -> None:
        """Add a row of a table of `width` columns."""
        self._width = max(self._width, width)
        self._begin_row(place)
        here = len(self._rows) - 1
        if row.hidden:
            self._marks.append(Mark("row_hidden", here, -1))
        above, self._open = self._open, {}
        for cell in row.cells:
            first, last = cell.columns
            merge = above.get(first) if cell.goes_on_up else None
            if merge is None:
                merge = [here, first, here, last]
                self._merges.append(merge)
            merge[2] = here
            if cell.begins_down or cell.goes_on_up:
                self._open[first] = merge
            if merge[0] == here or has_content(cell):
                self._add_texts(cell, merge[0], row.deleted)

    def add_lines_of(self, other: RowCollector) -> None:
        """Add the rows of a part that holds no table."""
        down = len(self._rows)
        self._rows += other._rows
        self._places += other._places
        self._marks += [_lower(mark, down) for mark in other._marks]

    def sheet(self, name: str, lead: Sequence[tuple[str, str]]) -> Sheet:
        """Return the rows as a sheet, below the lines (place and text) of `lead`.

        Raises UserError `file_too_large`.
        """
        down = len(lead)
        self._check_size(down + len(self._rows))
        merged = tuple(_merge(edges, down) for edges in self._merges if edges[:2] != edges[2:])
        if len(merged) > MAX_MERGES:
            raise refusal("file_too_large", size=f"{len(merged)}处合并单元格")
        columns = range(self._width)
        above = [[text, *[""] * (self._width - 1)] for _, text in lead]
        rows = [["\n".join(row.get(column, ())) for column in columns] for row in self._rows]
        places = (*(place for place, _ in lead), *self._places)
        marks = tuple(_lower(mark, down) for mark in self._marks)
        return Sheet(name, True, above + rows, merged, places, marks)

    def _begin_row(self, place: str) -> dict[int, list[str]]:
        self._rows.append({})
        self._places.append(place)
        self._check_size(len(self._rows))
        return self._rows[-1]

    def _check_size(self, rows: int) -> None:
        if rows * self._width > MAX_CELLS:
            raise refusal("file_too_large", size=f"{rows}行×{self._width}列")

    def _add_texts(self, cell: Cell, row: int, deleted: bool) -> None:
        """Add what a cell says to the cell that shows it: the first of a merged range."""
        column = cell.columns.first
        for element in cell.elements:
            read = self._reader.read_deleted if deleted else self._reader.read
            passage = Passage() if stands_for_nothing(element) else read(element)
            if passage.text:
                self._rows[row].setdefault(column, []).append(passage.text)
            self._mark_words(row, column, passage)
            if passage.pictures:
                self._marks.append(Mark("picture_in_cell", row, column))
            if passage.objects:
                self._marks.append(Mark("object_in_cell", row, column))

    def _mark_words(self, row: int, column: int, passage: Passage) -> None:
        words = {
            "struck_through": passage.struck,
            "text_hidden": passage.hidden,
            "deleted_text": passage.deleted,
        }
        for kind, found in words.items():
            if text := "".join(found).strip():
                self._marks.append(Mark(kind, row, column, text))


def _merge(edges: list[int], down: int) -> Merge:
    first_row, first_column, last_row, last_column = edges
    return first_row + down, first_column, last_row + down, last_column


def _lower(mark: Mark, down: int) -> Mark:
    return replace(mark, row=mark.row + down)

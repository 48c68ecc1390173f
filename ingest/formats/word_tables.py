"""A Word table as rows of cells: where each begins and ends, and what merges it with others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from ingest.formats.word_blocks import CELL, ROW, TABLE, blocks
from ingest.formats.word_grid import Columns, Extent, Ruler, find_columns
from ingest.formats.word_xml import VALUE, Element, name, switch, value_of, whole

_GRID_COLUMNS = f"{name('w:tblGrid')}/{name('w:gridCol')}"
_WIDTH = name("w:w")
_ROW_PROPERTIES, _CELL_PROPERTIES = name("w:trPr"), name("w:tcPr")
_ACROSS, _DOWN = name("w:hMerge"), name("w:vMerge")
_BEGINS = "restart"
_CONTENT = tuple(map(name, ("w:t", "a:t", "w:sym", "w:drawing", "w:pict", "w:object")))


class Cell(NamedTuple):
    """One cell: the elements whose text it shows, its columns, and whether it goes on upwards."""

    elements: tuple[Element, ...]
    columns: Extent
    begins_down: bool
    goes_on_up: bool


@dataclass(frozen=True)
class Row:
    """One row: its cells from left to right, and whether it is hidden or deleted by revision."""

    cells: tuple[Cell, ...]
    hidden: bool
    deleted: bool


@dataclass(frozen=True)
class Table:
    """One table: its rows and its columns."""

    rows: tuple[Row, ...]
    columns: Columns | None


class _Piece(NamedTuple):
    """A cell as it stands in the file, with its extent in widths."""

    element: Element
    extent: Extent
    properties: Element | None


def read_table(element: Element, before: Columns | None) -> Table:
    """Return the table of a w:tbl; `before` are the columns of the table that it may go on."""
    ruler = Ruler([whole(column.get(_WIDTH), 0) for column in element.findall(_GRID_COLUMNS)])
    rows = list(blocks(element, ROW))
    pieces = [_pieces(row, ruler) for row in rows]
    joined = [_join_across(row) for row in pieces]
    extents = [[extent for _, extent in row] for row in joined]
    columns = find_columns(extents, before)
    return Table(
        tuple(
            _row(row, cells, [] if columns is None else columns.place(own))
            for row, cells, own in zip(rows, joined, extents, strict=True)
        ),
        columns,
    )


def inner_table(row: Row) -> Element | None:
    """Return the only cell of a row that merely frames a table, else None."""
    if len(row.cells) != 1 or len(row.cells[0].elements) != 1:
        return None
    cell = row.cells[0].elements[0]
    return cell if next(blocks(cell, TABLE), None) is not None else None


def has_content(cell: Cell) -> bool:
    """Return whether there is anything to read in a cell."""
    return any(next(element.iter(*_CONTENT), None) is not None for element in cell.elements)


def _pieces(row: Element, ruler: Ruler) -> list[_Piece]:
    properties = row.find(_ROW_PROPERTIES)
    at = 0 if properties is None else max(whole(value_of(properties, "w:gridBefore"), 0), 0)
    pieces = []
    for cell in blocks(row, CELL):
        own = cell.find(_CELL_PROPERTIES)
        span = 1 if own is None else max(whole(value_of(own, "w:gridSpan"), 1), 1)
        pieces.append(_Piece(cell, Extent(ruler.at(at), ruler.at(at + span)), own))
        at += span
    return pieces


def _join_across(row: list[_Piece]) -> list[tuple[list[_Piece], Extent]]:
    """Return the cells with those that are merged to them the old way (w:hMerge)."""
    joined: list[tuple[list[_Piece], Extent]] = []
    for piece in row:
        merge = None if piece.properties is None else piece.properties.find(_ACROSS)
        if joined and merge is not None and merge.get(VALUE) != _BEGINS:
            pieces, extent = joined[-1]
            pieces.append(piece)
            joined[-1] = (pieces, Extent(extent.first, piece.extent.last))
        else:
            joined.append(([piece], piece.extent))
    return joined


def _row(row: Element, cells: list[tuple[list[_Piece], Extent]], columns: list[Extent]) -> Row:
    properties = row.find(_ROW_PROPERTIES)
    known = properties is not None
    return Row(
        tuple(_cell(pieces, own) for (pieces, _), own in zip(cells, columns, strict=True)),
        hidden=known and bool(switch(properties, "w:hidden")),
        deleted=known and properties.find(name("w:del")) is not None,
    )


def _cell(pieces: list[_Piece], columns: Extent) -> Cell:
    properties = pieces[0].properties
    down = None if properties is None else properties.find(_DOWN)
    begins = down is not None and down.get(VALUE) == _BEGINS
    elements = tuple(piece.element for piece in pieces)
    return Cell(elements, columns, begins, down is not None and not begins)

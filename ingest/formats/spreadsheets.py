"""The sheets of an .xlsx through calamine, after checks that keep it from taking us down."""

from __future__ import annotations

import io
from collections.abc import Mapping

from python_calamine import (
    CalamineWorkbook,
    PasswordError,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from ingest.findings import refusal
from ingest.formats.extents import check_extents
from ingest.formats.grid import check_size, check_text
from ingest.formats.package import check_xml, repack
from ingest.formats.shown import as_shown
from ingest.formats.xlsx_comments import has_comments, with_comments
from ingest.formats.xlsx_marks import need_a_closer_look, with_marks
from ingest.workbook import Sheet, Workbook
from ledger.errors import UserError

MAX_SHEETS = 300

_NEEDED = ("xl/", "_rels/", "[Content_Types].xml")
_NOT_NEEDED = ("xl/media/", "xl/drawings/", "xl/charts/", "xl/embeddings/", "xl/externalLinks/")
_DRAWINGS, _PICTURE = "xl/drawings/drawing", b":pic>"
_MACROS = ("xl/vbaproject.bin", "xl/macrosheets/")


def parse_xlsx(parts: Mapping[str, bytes]) -> Workbook:
    """Return the sheets of the parts of an .xlsx or .xlsm, macros and outside links left out.

    Raises UserError `not_a_workbook`, `encrypted` or `file_too_large`.
    """
    needed = {
        name: content
        for name, content in parts.items()
        if content and name.startswith(_NEEDED) and not name.startswith(_NOT_NEEDED)
    }
    check_xml(needed)
    check_extents(needed)
    sheets = _read(repack(needed))
    notes: tuple[str, ...] = ()
    if need_a_closer_look(needed):
        sheets, notes = with_marks(needed, sheets)
    if has_comments(needed):
        sheets, more = with_comments(needed, sheets)
        notes = (*notes, *more)
    if any(name.startswith(_DRAWINGS) and _PICTURE in parts[name] for name in parts):
        notes = (*notes, "pictures_in_file")
    if any(name.lower().startswith(_MACROS) for name in parts):
        return Workbook("xlsm", sheets, ("has_macros", *notes))
    return Workbook("xlsx", sheets, notes)


def _read(data: bytes) -> tuple[Sheet, ...]:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[Sheet] = []
        if len(book.sheets_metadata) > MAX_SHEETS:  # the same sheet may be listed often
            raise refusal("file_too_large", size=f"{len(book.sheets_metadata)}张工作表")
        cells = characters = 0
        for place, meta in enumerate(book.sheets_metadata):
            if meta.typ == SheetTypeEnum.WorkSheet:
                sheets.append(_sheet(book, place, meta))
                cells += sum(map(len, sheets[-1].rows))
                check_size(cells, 1)
                characters = check_text(sheets[-1].rows, characters)
        return tuple(sheets)
    except PasswordError:
        raise refusal("encrypted") from None
    except (UserError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException:  # noqa: BLE001  calamine's panics are no Exceptions
        raise refusal("not_a_workbook", "damaged") from None


def _sheet(book: CalamineWorkbook, place: int, meta: SheetMetadata) -> Sheet:
    if meta.visible != SheetVisibleEnum.Visible:
        return Sheet(meta.name, visible=False)
    sheet = book.get_sheet_by_index(place)
    rows = [
        [value if type(value) is str else as_shown(value) for value in row]
        for row in sheet.to_python(skip_empty_area=False)
    ]
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(meta.name, True, rows, merged)

"""The records of an .xls, walked through once before xlrd interprets any of them.

xlrd then sees only the records that carry texts, numbers and their looks: pictures, comments,
names, links and macros are blanked out, and empty formatted cells too, of which a hostile or
careless file has a million.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

from ingest.findings import refusal
from ingest.formats.grid import check_size

MAX_RECORDS = 500_000

_Record = tuple[int, int, int]  # place, number, size

_BOUNDSHEET, _FILEPASS, _FORMULA, _MULTIPLE_RK = 0x85, 0x2F, 0x06, 0xBD
_WORKSHEET = 0
_EMPTY_RESULT = (3, 0xFFFF)
_BEGINNINGS = frozenset({0x0009, 0x0209, 0x0409, 0x0809})
_CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00D6, 0x00FD})
_LOOKS = frozenset({0x0031, 0x041E, 0x00E0, 0x0208, 0x007D, 0x00E5})
_FRAME = frozenset({0x000A, 0x003C, 0x0042, 0x0022, 0x00FC, 0x0207, 0x0221, 0x04BC})
_KEPT = _BEGINNINGS | _CELLS | _LOOKS | _FRAME | {_BOUNDSHEET}
_BLANKED = struct.pack("<H", 0x0FFF)  # no reader knows this number


@dataclass
class _Reach:
    """How far the cells of one sheet reach."""

    rows: int = 0
    columns: int = 0

    def take(self, row: int, column: int) -> None:
        self.rows = max(self.rows, row + 1)
        self.columns = max(self.columns, column + 1)
        check_size(self.rows, self.columns)


@dataclass(frozen=True)
class Records:
    """The stream for xlrd, and for each worksheet the cells whose formula has no result yet."""

    stream: bytes
    unsolved: tuple[tuple[tuple[int, int], ...], ...]


def checked(stream: bytes) -> Records:
    """Return the stream with all but the needed records blanked out, their places unchanged.

    Raises UserError `encrypted`, `file_too_large` or `not_a_workbook`.
    """
    records = _records(stream)
    if any(kind == _FILEPASS for _, kind, _ in records):
        raise refusal("encrypted")
    try:
        unsolved = _check_cells(stream, records)
        sheets = _worksheets(stream, records)
    except struct.error:
        raise refusal("not_a_workbook", "damaged") from None
    if not sheets or not unsolved.keys() >= set(sheets):  # read from where nothing was checked
        raise refusal("not_a_workbook", "damaged")
    kept = bytearray(stream)
    for place, kind, _ in records:
        if kind not in _KEPT:
            kept[place : place + 2] = _BLANKED
    return Records(bytes(kept), tuple(tuple(unsolved[place]) for place in sheets))


def _worksheets(stream: bytes, records: list[_Record]) -> list[int]:
    """Return where each sheet that is no chart and no macro begins."""
    listed = [
        struct.unpack_from("<LBB", stream, place + 4)
        for place, kind, _ in records
        if kind == _BOUNDSHEET
    ]
    return [place for place, _, sheet_type in listed if sheet_type == _WORKSHEET]


def _check_cells(stream: bytes, records: list[_Record]) -> dict[int, list[tuple[int, int]]]:
    """Return the formulas without a result by the place where their sheet begins."""
    unsolved: dict[int, list[tuple[int, int]]] = {}
    reach, here = _Reach(), -1
    for place, kind, size in records:
        if kind in _BEGINNINGS:
            reach, here = _Reach(), place
            unsolved[here] = []
        elif kind in _CELLS:
            row, column = struct.unpack_from("<HH", stream, place + 4)
            if kind == _FORMULA and _has_no_result(stream, place):
                unsolved[here].append((row, column))
            if kind == _MULTIPLE_RK:
                column = struct.unpack_from("<H", stream, place + 2 + size)[0]
            reach.take(row, column)
    return unsolved


def _has_no_result(stream: bytes, place: int) -> bool:
    """Return whether a formula has an empty result: worked out so, or not worked out at all."""
    return struct.unpack_from("<B5xH", stream, place + 10) == _EMPTY_RESULT


def _records(stream: bytes) -> list[_Record]:
    """Return place, number and size of each record up to the padding at the end."""
    found = []
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        if kind == size == 0:
            break
        found.append((place, kind, size))
        if len(found) > MAX_RECORDS:
            raise refusal("file_too_large", size=f"{MAX_RECORDS}条以上记录")
        place += 4 + size
    return found

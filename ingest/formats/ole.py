"""The streams of an OLE file (.xls, .doc, encrypted .xlsx), followed without trust.

olefile and xlrd's own reader do not guard against a directory that points in circles. Here every
sector and every directory entry is visited once at most, so the time is bounded by the file's size.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.findings import refusal

_ENTRY_SIZE = 128
_LAST_SECTOR = 0xFFFFFFFA  # from here on numbers mean: end, free, or a table's own sector
_DIFAT_IN_HEADER = 109
_SECTOR_SHIFTS = (9, 12)


@dataclass(frozen=True)
class _Entry:
    """One line of the directory: a stream or a folder, and its neighbours in the tree."""

    name: str
    links: tuple[int, int]
    child: int
    start: int
    size: int


class OleFile:
    """The entries at the root of an OLE file; `stream` returns the content of one."""

    def __init__(self, data: bytes) -> None:
        """Raises UserError `not_a_workbook` for a damaged file."""
        try:
            self._data = data
            self._sector_size, self._mini_size, self._cutoff = self._header()
            self._table = self._sector_table()
            self._entries = self._directory()
            self._root = {entry.name: entry for entry in self._children()}
        except (struct.error, IndexError, ValueError):
            raise refusal("not_a_workbook", "damaged") from None

    @property
    def names(self) -> frozenset[str]:
        """The names of the streams and folders at the root."""
        return frozenset(self._root)

    def stream(self, name: str) -> bytes:
        """Return a stream of the root; raises UserError `not_a_workbook` for a damaged one."""
        entry = self._root[name]
        try:
            if entry.size >= self._cutoff:
                content = self._read(entry.start, entry.size)
            else:
                content = self._read_small(entry)
        except (struct.error, IndexError, ValueError):
            raise refusal("not_a_workbook", "damaged") from None
        if len(content) < entry.size:
            raise refusal("not_a_workbook", "damaged")
        return content[: entry.size]

    def _header(self) -> tuple[int, int, int]:
        shift, mini_shift = struct.unpack_from("<HH", self._data, 30)
        if shift not in _SECTOR_SHIFTS or mini_shift >= shift:
            raise ValueError
        return 1 << shift, 1 << mini_shift, struct.unpack_from("<L", self._data, 56)[0]

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._sector_size
        return self._data[start : start + self._sector_size]

    def _numbers(self, number: int) -> tuple[int, ...]:
        """Return a sector as numbers; the last one of a file may be cut short."""
        sector = self._sector(number).ljust(self._sector_size, b"\xff")
        return struct.unpack(f"<{self._sector_size // 4}L", sector)

    def _sector_table(self) -> list[int]:
        """Return for each sector the one that follows it."""
        places = list(struct.unpack_from(f"<{_DIFAT_IN_HEADER}L", self._data, 76))
        most = len(self._data) // self._sector_size + 1
        following = struct.unpack_from("<L", self._data, 68)[0]
        while following < most and len(places) < most + _DIFAT_IN_HEADER:
            *more, following = self._numbers(following)
            places += more
        table: list[int] = []
        for place in places:
            if place < most and len(table) < most:
                table += self._numbers(place)
        return table

    def _chain(self, start: int, table: Sequence[int]) -> Iterator[int]:
        """Yield the sectors from `start` on; raises ValueError for a chain without an end."""
        for _ in range(len(table) + 1):
            if start >= _LAST_SECTOR:
                return
            yield start
            start = table[start]
        raise ValueError

    def _read(self, start: int, size: int | None = None) -> bytes:
        """Return the content of a chain, no more of it than `size` needs."""
        content = bytearray()
        for sector in self._chain(start, self._table):
            content += self._sector(sector)
            if size is not None and len(content) >= size:
                break
        return bytes(content)

    def _read_small(self, entry: _Entry) -> bytes:
        """Return a stream below the cutoff: such share the sectors of one stream of the root."""
        shared = self._read(self._entries[0].start, self._entries[0].size)
        packed = self._read(struct.unpack_from("<L", self._data, 60)[0])
        table = struct.unpack(f"<{len(packed) // 4}L", packed[: len(packed) // 4 * 4])
        size = self._mini_size
        chain = self._chain(entry.start, table)
        return b"".join(shared[place * size : (place + 1) * size] for place in chain)

    def _directory(self) -> list[_Entry]:
        content = self._read(struct.unpack_from("<L", self._data, 48)[0])
        places = range(0, len(content) - _ENTRY_SIZE + 1, _ENTRY_SIZE)
        return [_entry(content[place : place + _ENTRY_SIZE]) for place in places]

    def _children(self) -> Iterator[_Entry]:
        waiting, seen = [self._entries[0].child], set()
        while waiting:
            number = waiting.pop()
            if number < len(self._entries) and number not in seen:
                seen.add(number)
                entry = self._entries[number]
                yield entry
                waiting += entry.links


def _entry(raw: bytes) -> _Entry:
    size = min(struct.unpack_from("<H", raw, 64)[0], 64)
    name = raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<3L", raw, 68)
    start, length = struct.unpack_from("<LL", raw, 116)
    return _Entry(name, (left, right), child, start, length)

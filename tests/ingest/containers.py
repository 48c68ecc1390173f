"""Zip and OLE containers written byte by byte, so that every field in them can lie."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

STORED, DEFLATED = 0, 8
UTF8_NAME = 0x800
SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NO_ENTRY = 0xFFFFFFFF


@dataclass(frozen=True)
class Part:
    """One part of a zip; `size`, `offset` and `crc` are what its directory says when it lies."""

    name: str | bytes
    content: bytes = b""
    packed: bytes | None = None
    method: int = DEFLATED
    flags: int = UTF8_NAME
    size: int | None = None
    packed_size: int | None = None
    offset: int | None = None
    crc: int | None = None
    extra: bytes = b""

    @property
    def raw_name(self) -> bytes:
        """The name as its bytes stand in the file."""
        return self.name if isinstance(self.name, bytes) else self.name.encode()

    @property
    def body(self) -> bytes:
        """What stands in the file after the part's header."""
        if self.packed is not None:
            return self.packed
        return deflated(self.content) if self.method == DEFLATED else self.content


def raw_zip(parts: Sequence[Part], comment: bytes = b"", count: int | None = None) -> bytes:
    """Return a zip of `parts`; a part with an `offset` is listed but not written again."""
    body, directory = bytearray(), bytearray()
    for part in parts:
        packed = part.body
        sizes = (
            zlib.crc32(part.content) if part.crc is None else part.crc,
            len(packed) if part.packed_size is None else part.packed_size,
            len(part.content) if part.size is None else part.size,
            len(part.raw_name),
            len(part.extra),
        )
        method = struct.pack("<HHHHIIIHH", part.flags, part.method, 0, 33, *sizes[:3], *sizes[3:])
        directory += b"PK\x01\x02" + struct.pack("<HH", 20, 20) + method
        place = len(body) if part.offset is None else part.offset
        directory += struct.pack("<HHHII", 0, 0, 0, 0, place) + part.raw_name + part.extra
        if part.offset is None:
            body += b"PK\x03\x04" + struct.pack("<H", 20) + method
            body += part.raw_name + part.extra + packed
    listed = min(len(parts), 0xFFFF) if count is None else count
    end = struct.pack("<HHHHIIH", 0, 0, listed, listed, len(directory), len(body), len(comment))
    return bytes(body + directory) + b"PK\x05\x06" + end + comment


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Return an honest zip of parts by name."""
    return raw_zip([Part(name, content) for name, content in parts.items()])


def deflated(content: bytes) -> bytes:
    """Return `content` as a raw deflate stream, packed quickly rather than well."""
    packer = zlib.compressobj(6 if len(content) < 1 << 20 else 1, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(content) + packer.flush()


@cache
def zeros(megabytes: int) -> bytes:
    """Return the deflate stream of so many million zeros without ever inflating them."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    million = packer.compress(bytes(1_000_000)) + packer.flush(zlib.Z_FULL_FLUSH)
    return million * megabytes + b"\x03\x00"


def ole(
    streams: Mapping[str, bytes],
    fat: Mapping[int, int] | None = None,
    header: Mapping[int, bytes] | None = None,
    directory: Mapping[int, bytes] | None = None,
) -> bytes:
    """Return a compound file of `streams`, each in sectors of its own.

    `fat` replaces links by sector, `header` and `directory` bytes by their place.
    """
    chains, body = [], bytearray()
    entries = _entry("Root Entry", 5, _END, 0, child=1 if streams else _NO_ENTRY)
    for number, (name, content) in enumerate(streams.items(), start=1):
        long = content.ljust(4096, b"\0")  # shorter ones would need the small stream
        right = number + 1 if number < len(streams) else _NO_ENTRY
        entries += _entry(name, 2, len(body) // SECTOR, len(long), right=right)
        chains.append(_append(body, long))
    listing = bytearray(entries)
    _overwrite(listing, directory or {})
    chains.append(_append(body, bytes(listing)))
    sectors = len(body) // SECTOR
    fats = -(-(sectors + 1) // (SECTOR // 4 - 1))
    links = [_FREE] * (fats * SECTOR // 4)
    for start, length in chains:
        links[start : start + length] = [*range(start + 1, start + length), _END]
    links[sectors : sectors + fats] = [_FAT] * fats
    for sector, link in (fat or {}).items():
        links[sector] = link
    top = bytearray(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16))
    top += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    top += struct.pack("<IIIIIIII", fats, chains[-1][0], 0, 4096, _END, 0, _END, 0)
    places = [*range(sectors, sectors + fats), *[_FREE] * (109 - fats)]
    top += struct.pack("<109I", *places)
    _overwrite(top, header or {})
    return bytes(top + body) + struct.pack(f"<{len(links)}I", *links)


def _append(body: bytearray, content: bytes) -> tuple[int, int]:
    """Append whole sectors and return the first of them and how many."""
    start = len(body) // SECTOR
    body += content + bytes(-len(content) % SECTOR)
    return start, len(body) // SECTOR - start


def _entry(
    name: str, kind: int, start: int, size: int, right: int = _NO_ENTRY, child: int = _NO_ENTRY
) -> bytes:
    raw = name.encode("utf-16-le")
    head = raw + bytes(64 - len(raw)) + struct.pack("<HBB", len(raw) + 2, kind, 1)
    tail = struct.pack("<IQ", start, size)
    return head + struct.pack("<III", _NO_ENTRY, right, child) + bytes(36) + tail


def _overwrite(target: bytearray, changes: Mapping[int, bytes]) -> None:
    for place, fresh in changes.items():
        target[place : place + len(fresh)] = fresh

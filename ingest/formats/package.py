"""What must hold before a parser sees a file: kind, sizes, and how far its cells reach."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib

from ingest.findings import refusal
from ledger.errors import UserError

MAX_FILE_BYTES = 50_000_000
MAX_XML_BYTES = 8_000_000  # a real ledger inflates to 45-84 KB
MAX_INFLATED_BYTES = 64_000_000  # pictures included
MAX_PARTS = 2_000
MAX_CELLS = 1_000_000
MAX_MERGES = 5_000  # a ledger merges a dozen ranges; each costs a pass over its rows

_ENCRYPTED_PART = 1
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg")
# calamine allocates the whole rectangle up to the last cell, and what a `count` announces; either
# can abort the process, so both are looked at before it sees the file. Patterns that begin with a
# letter or sign run ten times faster than those that begin with a choice.
_PERHAPS_FAR = re.compile(rb"""=\s*["'](?:[A-Za-z]{2,}+\d|[A-Za-z]?\d{5})""")
_HUGE_COUNT = re.compile(rb"""ount\s*=\s*["']\d{8}""")
_MERGE_TAG = re.compile(rb"mergeCell\s")
_CELL_TAG = re.compile(rb"""<(?:\w+:)?c\b([^>]*)>""")
_ROW_TAG = re.compile(rb"""<(?:\w+:)?row\b[^>]*?\br\s*=\s*["'](\d+)""")
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)(\d+)""")
_LIKE_A_REFERENCE = re.compile(rb"""["']([A-Za-z]{1,8})(\d+)["']""")
_DAMAGE = (zipfile.BadZipFile, zlib.error, struct.error, NotImplementedError, OSError, ValueError)


def check_package(data: bytes) -> set[str]:
    """Return the names of the parts of a zip whose sizes and announcements are harmless.

    Raises UserError `not_a_workbook`, `encrypted` or `file_too_large`.
    """
    if len(data) > MAX_FILE_BYTES:
        raise _too_large(len(data))
    if data.startswith(_OLE) and _ENCRYPTED_STREAM in data:
        raise refusal("encrypted")
    if not data.startswith(_ZIP):
        raise refusal("not_a_workbook")
    try:
        return _check_parts(data)
    except _DAMAGE:
        raise refusal("not_a_workbook", "damaged") from None


def _check_parts(data: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise _too_large(sum(part.file_size for part in parts))
    total = xml = 0
    for part in parts:
        content = _inflate(data, part)
        total += len(content)
        xml += 0 if _is_picture(part) else len(content)
        if total > MAX_INFLATED_BYTES or xml > MAX_XML_BYTES:
            raise _too_large(total)
        _check_part(content)
    return {part.filename for part in parts}


def _is_picture(part: zipfile.ZipInfo) -> bool:
    return part.filename.lower().endswith(_PICTURES)


def _inflate(data: bytes, part: zipfile.ZipInfo) -> bytes:
    """Return a part's content whatever size it announces, cut just over the size allowed.

    Inflating directly takes half the time of `ZipFile.read`, and the parser comes after it anyway.
    """
    if part.flag_bits & _ENCRYPTED_PART:
        raise refusal("encrypted")
    name_size, extra_size = struct.unpack_from("<HH", data, part.header_offset + 26)
    start = part.header_offset + 30 + name_size + extra_size
    packed = memoryview(data)[start : start + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        return bytes(packed)
    if part.compress_type != zipfile.ZIP_DEFLATED:
        raise zipfile.BadZipFile
    limit = MAX_INFLATED_BYTES if _is_picture(part) else MAX_XML_BYTES
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, limit + 1)


def _check_part(content: bytes) -> None:
    if _HUGE_COUNT.search(content):
        raise refusal("not_a_workbook", "damaged")
    merges = len(_MERGE_TAG.findall(content))
    if merges > MAX_MERGES:
        raise refusal("file_too_large", size=f"{merges}处合并单元格")
    if _PERHAPS_FAR.search(content):
        _check_extent(content)


def _check_extent(content: bytes) -> None:
    """Refuse a part whose cells, the empty ones left out, span more than a ledger can."""
    last_row = last_column = 1
    unplaced = False
    for tag in _CELL_TAG.finditer(content):
        place = _REFERENCE.search(tag[1])
        unplaced = unplaced or place is None
        if place is not None and not tag[1].endswith(b"/"):
            last_row = max(last_row, int(place[2]))
            last_column = max(last_column, _column_number(place[1]))
    if unplaced:  # they stand where their row says, or hide their place behind a ">" in quotes
        for row in _ROW_TAG.finditer(content):
            last_row = max(last_row, int(row[1]))
        for place in _LIKE_A_REFERENCE.finditer(content):
            last_row = max(last_row, int(place[2]))
            last_column = max(last_column, _column_number(place[1]))
    if last_row * last_column > MAX_CELLS:
        raise refusal("file_too_large", size=f"{last_row}行×{last_column}列")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(size: int) -> UserError:
    return refusal("file_too_large", size=f"{size / 1_000_000:.0f} MB")

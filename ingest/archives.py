"""The files in a zip that somebody handed over instead of the files themselves."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from ingest.findings import refusal
from ledger.errors import UserError

MAX_MEMBERS = 1_000
MAX_TOTAL_BYTES = 200_000_000
_DEEPEST = 2  # a zip in a zip is somebody's habit; a third is somebody's joke
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_OFFICE_PARTS = frozenset({"[Content_Types].xml", "mimetype", "content.xml", "OFD.xml"})
_OFFICE_BEGINNINGS = (b"[Content_Types]", b"_rels/", b"xl/", b"word/", b"docProps/", b"mimetype")
# Zips stored inside count too. Each entry costs a microsecond of the server's time and 600 bytes.
_ENTRY, _MOST_ENTRIES = b"PK\x01\x02", 50_000
_CHUNK = 1 << 20
# What Windows and WPS write. A few bytes of LZMA may ask for a dictionary of 4 GB.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_DAMAGE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, NotImplementedError, OSError,
    ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A file of a zip: its path inside, and its bytes or why they cannot be had."""

    path: str
    data: bytes = b""
    problem: UserError | None = None


def is_archive(data: bytes) -> bool:
    """Return whether `data` is a zip of files, and no office document (which is a zip too)."""
    if not data.startswith(b"PK") or data.startswith(_OFFICE_BEGINNINGS, 30):
        return False  # the first part's name stands at byte 30; this spares opening every ledger
    if data.count(_ENTRY) > _MOST_ENTRIES:
        return True  # `unpack` says that it is too large
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _OFFICE_PARTS.isdisjoint(archive.namelist())
    except _DAMAGE:
        return False


def unpack(data: bytes, largest: int) -> list[Member]:
    """Return the files of a zip, those of zips inside it too, in the order of their paths.

    A member over `largest` bytes, encrypted, damaged or packed in a rare way carries its problem.
    Raises UserError `archive_too_large` when there are too many files, or too much in them.
    """
    return sorted(_Unpacking(largest).members(data, "", 1), key=lambda member: member.path)


class _Unpacking:
    """Counts files and bytes over all zips of one hand-over."""

    def __init__(self, largest: int) -> None:
        self._largest = largest
        self._files = self._bytes = 0

    def members(self, data: bytes, folder: str, depth: int) -> Iterator[Member]:
        if data.count(_ENTRY) > _MOST_ENTRIES:
            raise _too_much()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                if not info.filename.endswith("/"):  # `is_dir` fails on an empty name
                    yield from self._member(archive, info, folder, depth)

    def _member(
        self, archive: zipfile.ZipFile, info: zipfile.ZipInfo, folder: str, depth: int
    ) -> Iterator[Member]:
        path = folder + _name(info)
        try:
            content = self._content(archive, info)
        except _DAMAGE:
            yield Member(path, problem=refusal("archive_damaged"))
            return
        except UserError as error:
            if error.code == "archive_too_large":
                raise
            yield Member(path, problem=error)
            return
        if not is_archive(content):
            yield Member(path, content)
        elif depth < _DEEPEST:
            yield from self.members(content, f"{path}/", depth + 1)
        else:
            yield Member(path, problem=refusal("archive_nested"))

    def _content(self, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
        if info.flag_bits & _ENCRYPTED_FLAG:
            raise refusal("encrypted")
        if info.compress_type not in _METHODS:
            raise refusal("archive_damaged", "method")
        self._count(files=1)
        with archive.open(info) as file:  # what a zip says of its sizes need not be true
            content = b"".join(self._chunks(file))
        if len(content) > self._largest:
            raise refusal("file_too_large", size=f"超过 {self._largest // 1_000_000} MB")
        return content

    def _chunks(self, file: IO[bytes]) -> Iterator[bytes]:
        """Yield a member up to just over the largest allowed, counted even if it proves damaged."""
        read = 0
        while read <= self._largest and (chunk := file.read(_CHUNK)):
            read += len(chunk)
            self._count(size=len(chunk))
            yield chunk

    def _count(self, files: int = 0, size: int = 0) -> None:
        self._files += files
        self._bytes += size
        if self._files > MAX_MEMBERS or self._bytes > MAX_TOTAL_BYTES:
            raise _too_much()


def _too_much() -> UserError:
    return refusal("archive_too_large", files=MAX_MEMBERS, size=MAX_TOTAL_BYTES // 1_000_000)


def _name(info: zipfile.ZipInfo) -> str:
    """Return the path as its writer saw it: without the UTF-8 flag, Windows wrote it in GB18030."""
    if info.flag_bits & _UTF8_FLAG:
        return info.orig_filename
    try:  # `filename` would have the "\\" in GB18030's second bytes replaced on Windows
        written = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:  # named by the archive's Unicode extra field
        return info.orig_filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return written.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.orig_filename

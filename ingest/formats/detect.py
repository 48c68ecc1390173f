"""What a returned file is, judged by its content and never by its name."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from ingest.findings import refusal
from ledger.errors import UserError

Container = Literal["zip", "ole", "text"]

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BOM = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*")
_NOTHING = b"\0 \t\r\n"
_HEAD = 1024
# What the first bytes of a file give away, and how the file is then refused.
_SIGNATURES = (
    (rb"%PDF-|.{1,900}?\n%PDF-", "scan"),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF.{4}WEBP", "scan"),
    (rb".{4}ftyp(?:hei|hev|mif1|msf1|avif)", "scan"),
    (
        rb"Rar!\x1a|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh\d|\xfd7zXZ|MSCF|.{257}ustar",
        "archive_unreadable",
    ),
    (rb"\{\\rtf", "old_word"),
)
_PATTERNS = [(re.compile(pattern, re.DOTALL), code) for pattern, code in _SIGNATURES]
_WORD_XML = re.compile(rb"<\?xml.*?(?:Word\.Document|office/word/2003)", re.DOTALL)
_WEB_PAGE = re.compile(rb"<[!?a-z]|mime-version:|content-type:", re.IGNORECASE)


def container_of(data: bytes) -> Container:
    """Return how the content is packed: a zip, an OLE file of old office programs, or plain text.

    Raises UserError `empty_file`, `scan`, `archive_unreadable`, `old_word` or `web_page` for what
    the first bytes show to be no readable ledger. `text` is all the rest, to be tried as a CSV.
    """
    if data.startswith(_ZIP):
        return "zip"
    if data.startswith(_OLE):
        return "ole"
    if not data.strip(_NOTHING):
        raise refusal("empty_file")
    head = data[:_HEAD]
    for pattern, code in _PATTERNS:
        if pattern.match(head):
            raise refusal(code)
    start = _BOM.match(head)
    plain = head[start.end() if start else 0 :].replace(b"\0", b"")  # UTF-16 is read as well
    if _WORD_XML.match(plain):
        raise refusal("old_word")
    if _WEB_PAGE.match(plain):
        raise refusal("web_page")
    return "text"


def zip_format(names: Collection[str], mimetype: bytes) -> Literal["xlsx", "ods", "docx"]:
    """Return what a zip with these parts holds; `mimetype` is the content of the part so called.

    Raises UserError `not_a_workbook` or `scan` for anything else.
    """
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "xl/workbook.bin" in names:
        raise refusal("not_a_workbook", "xlsb")
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and b"opendocument" in mimetype:
        if b"opendocument.spreadsheet" in mimetype:
            return "ods"
        raise refusal("not_a_workbook", "other_document")
    raise _other_zip(names)


def _other_zip(names: Collection[str]) -> UserError:
    if "OFD.xml" in names:
        return refusal("scan")
    if "[Content_Types].xml" in names:
        return refusal("not_a_workbook")
    return refusal("not_a_workbook", "archive")


def ole_format(names: Collection[str]) -> str:
    """Return the name of the stream that holds the sheets of an .xls (or .et).

    `names` are those at the root of the OLE file. Raises UserError `encrypted`, `old_word` or
    `not_a_workbook` for anything else.
    """
    if "EncryptedPackage" in names:
        raise refusal("encrypted")
    for stream in ("Workbook", "Book"):
        if stream in names:
            return stream
    raise refusal("old_word" if "WordDocument" in names else "not_a_workbook")

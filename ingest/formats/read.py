"""The bytes of a returned file as sheets of text, its format judged by content alone."""

from __future__ import annotations

from ingest.formats.detect import container_of, zip_format
from ingest.formats.ods import parse_ods
from ingest.formats.package import check_xml, read_package, repack
from ingest.formats.pictures import without_pictures
from ingest.formats.spreadsheets import parse_xlsx
from ingest.formats.text import parse_csv
from ingest.formats.word import parse_word
from ingest.formats.xls import parse_xls
from ingest.workbook import Workbook

_WORD = ("word/", "_rels/", "[Content_Types].xml")


def read_workbook(data: bytes) -> Workbook:
    """Return the sheets of a file whose content is .xlsx, .xlsm, .xls, .et, .ods, .docx or .csv.

    Raises UserError for anything else: `empty_file`, `not_a_workbook`, `encrypted`,
    `file_too_large`, `web_page`, `old_word`, `archive_unreadable` or `scan`.
    """
    return without_pictures(_parse(data))


def _parse(data: bytes) -> Workbook:
    container = container_of(data)
    if container == "ole":
        return parse_xls(data)
    if container == "text":
        return parse_csv(data)
    return _parse_zip(read_package(data))


def _parse_zip(parts: dict[str, bytes]) -> Workbook:
    kind = zip_format(parts, parts.get("mimetype", b""))
    if kind == "xlsx":
        return parse_xlsx(parts)
    if kind == "ods":
        return parse_ods(parts)
    check_xml({name: part for name, part in parts.items() if name.startswith(_WORD)})
    return parse_word(repack(parts))

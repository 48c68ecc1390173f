"""Workbooks and zips without any time of writing: the same content is always the same bytes."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter

_TIMELESS = (2024, 1, 1, 0, 0, 0)


def save_timeless(book: Workbook, target: Path | BinaryIO) -> None:
    """Write the workbook to `target`; raises OSError if the place cannot be written to."""
    book.properties.created = book.properties.modified = datetime(*_TIMELESS)
    packed = BytesIO()
    ExcelWriter(book, ZipFile(packed, "w")).save()
    with ZipFile(packed) as source:
        write_zip(target, ((name, source.read(name)) for name in source.namelist()))


def write_zip(target: Path | BinaryIO, members: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip of `members` (name, content) in their order; names are flagged as UTF-8."""
    with ZipFile(target, "w") as timeless:
        for name, content in members:
            timeless.writestr(ZipInfo(name, _TIMELESS), content, ZIP_DEFLATED)

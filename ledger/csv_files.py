"""CSV files as offices save them: UTF-8 with or without BOM, or GB18030; dates in several ways."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ledger.errors import UserError

_DATE_SPELLINGS = (
    re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    re.compile(r"(\d{4})(年)(\d{1,2})月(\d{1,2})日"),
    re.compile(r"(\d{4})()(\d\d)(\d\d)"),
)


@dataclass(frozen=True)
class CsvTable:
    """A CSV file: its name, its header, and its filled rows, each with its line number."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]


def read_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of the file at `path`, cells stripped, keyed by the header's names.

    Raises UserError as `read_table` does.
    """
    return [row for _, row in read_table(path).rows]


def read_table(path: Path) -> CsvTable:
    """Return the file at `path` as a table; rows that are blank throughout are left out.

    Raises UserError `csv_absent`, `csv_unreadable`, `csv_encoding` or `csv_format`.
    """
    return parse_table(_read_bytes(path), path.name)


def parse_table(data: bytes, name: str) -> CsvTable:
    """Return the bytes of the file called `name` as a table, as `read_table` does."""
    records = _records(_decode(data, name), name)
    columns = _header(next(records, (1, []))[1], name)
    rows = [(line, _row(columns, cells, line, name)) for line, cells in records]
    return CsvTable(name, columns, tuple(rows))


def parse_date(text: str) -> date:
    """Return the day written as 2024-06-30, 2024/6/30, 2024年6月30日 or 20240630.

    Raises UserError `date_format` for anything else, impossible days included.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    for spelling in _DATE_SPELLINGS:
        if match := spelling.fullmatch(plain):
            try:
                return date(int(match[1]), int(match[3]), int(match[4]))
            except ValueError:
                break
    raise UserError(
        "date_format", f"“{text[:40]}”不是日期。", hint="请写成 2024-06-30 这样的形式。"
    )


def _read_bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UserError("csv_absent", "找不到这个文件。", path.name) from None
    except OSError:
        raise UserError(
            "csv_unreadable", "文件打不开。", path.name, "若正在表格软件中打开，请先关闭。"
        ) from None


def _decode(data: bytes, name: str) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError("csv_encoding", "文字编码无法识别。", name, "请另存为 CSV（UTF-8）。")


def _records(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the line on which each record starts and its stripped cells, without empty records."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 1
    try:
        for cells in reader:
            stripped = [cell.strip() for cell in cells]
            if any(stripped):
                yield line, stripped
            line = reader.line_num + 1
    except csv.Error:
        raise UserError(
            "csv_format", f"第{line}行不合 CSV 格式（多为引号不成对）。", name
        ) from None


def _header(cells: list[str], name: str) -> tuple[str, ...]:
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise UserError("csv_format", "文件是空的，缺列名行。", name)
    if len(set(cells)) < len(cells) or "" in cells:
        raise UserError("csv_format", "第1行的列名有空缺或重复。", name)
    return tuple(cells)


def _row(columns: tuple[str, ...], cells: list[str], line: int, name: str) -> dict[str, str]:
    if any(cells[len(columns) :]):
        raise UserError(
            "csv_format",
            f"第{line}行比列名行多出内容。",
            name,
            "含逗号的文字请用英文双引号括起。",
        )
    padded = cells + [""] * (len(columns) - len(cells))
    return dict(zip(columns, padded, strict=False))

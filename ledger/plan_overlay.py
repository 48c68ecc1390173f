"""An older version's plan facts made whole: what they lack comes from the present plan."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from ledger.csv_files import CsvTable, read_table

# Files of named facts, to which new versions add lines; all the others are the office's own lists.
KEYED_FILES = ("settings.csv", "thresholds.csv")
_KEY = "name"


def complete(folder: Path, present: Path) -> None:
    """Add to the plan in `folder` the files and named lines that only the plan `present` has.

    Nothing that stands in `folder` is changed. Raises UserError for a file that cannot be read.
    """
    folder.mkdir(exist_ok=True)
    for path in sorted(present.glob("*.csv")):
        own = folder / path.name
        if not own.exists():
            shutil.copyfile(path, own)
        elif path.name in KEYED_FILES:
            _complete_lines(own, read_table(path))


def _complete_lines(path: Path, present: CsvTable) -> None:
    own = read_table(path)
    if not {_KEY} <= {*own.columns} & {*present.columns}:
        return  # loading the plan says what is wrong with it
    names = {row[_KEY] for _, row in own.rows}
    absent = [row for _, row in present.rows if row[_KEY] not in names]
    if absent:
        path.write_bytes(_appended(path.read_bytes(), own.columns, absent))


def _appended(data: bytes, columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Return the CSV file with `rows` at its end, in the encoding in which the office saved it."""
    newline = "\r\n" if b"\r\n" in data else "\n"
    lines = io.StringIO(newline="")
    writer = csv.DictWriter(lines, columns, extrasaction="ignore", lineterminator=newline)
    writer.writerows(rows)
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = "gb18030"
    else:
        encoding = "utf-8"
    return data.rstrip(b"\r\n") + f"{newline}{lines.getvalue()}".encode(encoding)

"""The manifest beside returned files: what their names do not say of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from ingest.archives import Member
from ledger.csv_files import CsvTable, parse_table, read_table
from ledger.errors import UserError

MANIFEST = "manifest.csv"
_NOTHING: Mapping[str, str] = {}


@dataclass
class Manifest:
    """The lines of a manifest (`file,unit,quarter,received_on`) by the file that they are about."""

    lines: dict[str, dict[str, str]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    @classmethod
    def of_folder(cls, folder: Path) -> Self:
        """Return the manifest in `folder`, empty if there is none; raises UserError."""
        path = folder / MANIFEST
        return cls(_lines(read_table(path))) if path.exists() else cls()

    @classmethod
    def of_members(cls, members: Sequence[Member]) -> Self:
        """Return the manifest among the files of a zip, empty if there is none."""
        found = (member for member in members if member.path.rpartition("/")[2] == MANIFEST)
        manifest = next(found, None)
        if manifest is None or manifest.problem:
            return cls()
        return cls(_lines(parse_table(manifest.data, manifest.path)))

    def line(self, path: str) -> dict[str, str]:
        """Return what is said of the file at `path`, or of any file of its name; else nothing."""
        name = path if path in self.lines else path.rpartition("/")[2]
        self._used.add(name)
        return self.lines.get(name, {})

    def unused(self) -> list[str]:
        """Return the files that have a line and were never asked about."""
        return [name for name in self.lines if name not in self._used]


def _lines(table: CsvTable) -> dict[str, dict[str, str]]:
    if "file" not in table.columns:
        raise UserError(
            "manifest_column",
            "manifest.csv 缺少 file 列。",
            table.name,
            "各列应为 file,unit,quarter,received_on。",
        )
    named = ((row["file"].strip().replace("\\", "/"), row) for _, row in table.rows)
    return {name: row for name, row in named if name}

"""The manifests beside returned files: what their names do not say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from ledger.csv_files import CsvTable
from ledger.errors import UserError

MANIFEST = "manifest.csv"


@dataclass(frozen=True)
class Manifest:
    """The lines of a manifest (`file,unit,quarter,received_on`) by the file that they are about.

    `folder` is where it lies, with a "/" at its end, and empty for the outermost; a zip is a folder
    like any other.
    """

    folder: str
    lines: Mapping[str, Mapping[str, str]]


def manifest_of(table: CsvTable, path: str) -> Manifest:
    """Return the manifest that lies at `path`; raises UserError when the files have no column."""
    if "file" not in table.columns:
        raise UserError(
            "manifest_column",
            "manifest.csv 缺少 file 列。",
            path,
            "各列应为 file,unit,quarter,received_on。",
        )
    named = ((row["file"].strip().replace("\\", "/"), row) for _, row in table.rows)
    return Manifest(path.removesuffix(MANIFEST), {name: row for name, row in named if name})


class Manifests:
    """All manifests of one hand-over, each over the files of its own folder and of those below."""

    def __init__(self, manifests: Iterable[Manifest], paths: Iterable[str]) -> None:
        """Lay the manifests over the files at `paths`."""
        # Those around one file lie in one another, so by length the nearest comes last.
        self._manifests = sorted(manifests, key=lambda manifest: len(manifest.folder))
        things = {thing for path in paths for thing in _steps(path)}
        self._copies = {
            manifest.folder: Counter(_base(t) for t in things if t.startswith(manifest.folder))
            for manifest in self._manifests
        }
        self._used: set[tuple[str, str]] = set()

    def line(self, path: str) -> dict[str, str]:
        """Return the filled cells about the file at `path` or a folder around it.

        The nearest manifest goes first, and in it the line that says most exactly which file.
        """
        said: dict[str, str] = {}
        for manifest in self._manifests:
            if path.startswith(manifest.folder):
                for step in _steps(path.removeprefix(manifest.folder)):
                    said |= self._about(manifest, step)
        return said

    def _about(self, manifest: Manifest, inside: str) -> dict[str, str]:
        """Return the filled cells of the line about one thing.

        A line without a folder is also about a thing further down, if no other has its name.
        """
        name = inside if inside in manifest.lines else _base(inside)
        if name not in manifest.lines:
            return {}
        if name != inside and self._copies[manifest.folder][name] > 1:
            return {}
        self._used.add((manifest.folder, name))
        return {column: text for column, text in manifest.lines[name].items() if text.strip()}

    def unused(self) -> Iterator[UserError]:
        """Yield what is wrong with each line that is about none of the files asked for."""
        for manifest in self._manifests:
            for name in manifest.lines:
                if (manifest.folder, name) not in self._used:
                    yield _unused(manifest.folder + name, self._copies[manifest.folder][name])


def _unused(place: str, copies: int) -> UserError:
    if copies > 1:
        return UserError(
            "manifest_ambiguous",
            f"manifest.csv 列有此文件，但同名的有 {copies} 份，分不清是哪一份。",
            place,
            "请在 file 列写明文件夹，如 甲/台账.xlsx。",
        )
    return UserError(
        "no_such_file",
        "manifest.csv 列有此文件，但它没有一起交来。",
        place,
        "请补上文件或删去该行。",
    )


def _steps(path: str) -> Iterator[str]:
    """Yield every folder around the file at `path`, the outermost first, then the file itself."""
    return accumulate(path.split("/"), "{}/{}".format)


def _base(path: str) -> str:
    return path.rpartition("/")[2]

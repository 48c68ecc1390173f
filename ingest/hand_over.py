"""One hand-over as a tree of files: folders walked, zips unpacked, manifests set apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from ingest.archives import Member, is_archive, unpack
from ingest.file_names import shown_name
from ingest.findings import refusal
from ingest.formats.package import MAX_FILE_BYTES
from ingest.manifest import MANIFEST, Manifest, manifest_of
from ledger.csv_files import parse_table, read_table
from ledger.errors import UserError

MAX_ARCHIVE_BYTES = 200_000_000  # a zip of a quarter's returns has 2 MB
# Files that systems and office programs leave in a folder; none of them is anybody's return.
_LEFTOVERS = (MANIFEST, "units.csv", "Thumbs.db", "desktop.ini")
# The list of documents that are no ledgers; where it lies, there is nothing to load.
DOCUMENT_LIST = "documents.csv"


@dataclass
class HandOver:
    """The files, each with the name to show, and the manifests, by their paths inside."""

    files: list[tuple[str, Member]] = field(default_factory=list)
    manifests: list[Manifest] = field(default_factory=list)

    def add(self, file: Member) -> None:
        """Add the file, or those in it and their manifests.

        A zip that cannot be unpacked, or whose manifests cannot be read, is one file with a
        problem.
        """
        if not is_archive(file.data):
            self.files.append((shown_name(file.path), file))
            return
        try:
            members = list(_inside(file))
            manifests = [_manifest(member) for member in members if _base(member) == MANIFEST]
        except UserError as error:
            self.files.append((shown_name(file.path), Member(file.path, problem=error)))
            return
        self.manifests += manifests
        apart = _kept_apart(member.path for member in members)
        files = [
            member
            for member in members
            if not _is_leftover(_base(member)) and not member.path.startswith(apart)
        ]
        self.files += _named(files, file.path) or [
            (shown_name(file.path), Member(file.path, problem=refusal("archive_empty")))
        ]


Lines = Mapping[str, Mapping[str, str]]  # what a manifest says, by the names of its files


def lines_beside(folder: Path) -> Lines:
    """Return what the manifest in `folder` says, if there is one; raises UserError."""
    beside = folder / MANIFEST
    return manifest_of(read_table(beside), MANIFEST).lines if beside.exists() else {}


def walked(path: Path, beside: Callable[[Path], Lines] = lines_beside) -> HandOver:
    """Return the file or folder at `path`; raises UserError for a manifest that cannot be read.

    A path that does not exist is a file with a problem. Of the manifest beside a single file only
    the line about it counts; `beside` finds it.
    """
    found = HandOver()
    if path.is_dir():
        everything = sorted(path.rglob("*"))
        apart = _kept_apart(file.relative_to(path).as_posix() for file in everything)
        for file in everything:
            inside = file.relative_to(path).as_posix()
            if inside.startswith(apart):
                continue
            if file.name == MANIFEST and file.is_file():
                found.manifests.append(manifest_of(read_table(file), inside))
            elif file.is_file() and not _is_leftover(file.name):
                found.add(_read(file, inside))
        return found
    found.add(read_file(path, MAX_ARCHIVE_BYTES))
    if path.is_file() and (line := beside(path.parent).get(path.name)):
        found.manifests.append(Manifest("", {path.name: line}))
    return found


def read_file(path: Path, largest: int = MAX_FILE_BYTES) -> Member:
    """Return the file at `path` as it is, or the problem of one that cannot be had."""
    if path.is_file():
        return _read(path, path.name, largest)
    problem = UserError("no_such_file", "没有这个文件。", str(path), "请检查路径和文件名。")
    return Member(path.name, problem=problem)


def _read(file: Path, inside: str, largest: int = MAX_ARCHIVE_BYTES) -> Member:
    """Return a file of a folder; what is too large to be anybody's return is not read at all."""
    try:
        size = file.stat().st_size
        if size > largest:
            return Member(inside, problem=refusal("file_too_large", size=f"{size // 1_000_000} MB"))
        return Member(inside, file.read_bytes())
    except OSError:
        hint = "若正在 WPS 或 Excel 中打开，请先关闭再装入。"
        return Member(inside, problem=UserError("file_unreadable", "文件打不开。", file.name, hint))


def _inside(file: Member) -> Iterator[Member]:
    """Yield the members of a zip, as in a folder of its name, but a Mac's shadow files."""
    for member in unpack(file.data, MAX_FILE_BYTES):
        path = member.path.replace("\\", "/")
        if not path.startswith("__MACOSX/"):
            yield replace(member, path=f"{file.path}/{path}")


def _manifest(member: Member) -> Manifest:
    if member.problem:
        raise UserError(
            member.problem.code, member.problem.message, member.path, member.problem.hint
        )
    return manifest_of(parse_table(member.data, member.path), member.path)


def _named(files: list[Member], folder: str) -> list[tuple[str, Member]]:
    """Return each file with its name.

    Where a name is not the only one of its kind, the folder is the better half of it.
    """
    names = Counter(shown_name(file.path) for file in files)
    named = []
    for file in files:
        name = shown_name(file.path)
        if names[name] > 1:
            name = shown_name(file.path.removeprefix(f"{folder}/").replace("/", "_"))
        named.append((name, file))
    return named


def _kept_apart(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the folders inside that hold documents to be recorded, not ledgers to be loaded."""
    return tuple(p.removesuffix(DOCUMENT_LIST) for p in paths if p.endswith(f"/{DOCUMENT_LIST}"))


def _is_leftover(name: str) -> bool:
    return name in _LEFTOVERS or name.startswith(("~$", "."))


def _base(member: Member) -> str:
    return member.path.rpartition("/")[2]

"""What was handed over: files and folders with their manifest, and what is said of each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.archives import Member, is_archive, unpack
from ingest.file_names import shown_name
from ingest.findings import Finding, found, refusal
from ingest.formats.package import MAX_FILE_BYTES
from ingest.identity.quarter_words import parse_said
from ingest.manifest import MANIFEST, Manifest
from ingest.reading import Hints
from ledger.csv_files import parse_date
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.units import UnitRegistry

MAX_ARCHIVE_BYTES = 200_000_000  # a zip of a quarter's returns has 2 MB
# Files that systems and office programs leave in a folder; none of them is anybody's return.
_LEFTOVERS = (MANIFEST, "units.csv", "Thumbs.db", "desktop.ini")

_ALONE: Mapping[str, int] = {}


@dataclass(frozen=True)
class Incoming:
    """One file as handed over, with what the person or the manifest says of it.

    `unit` and `quarter` are as written there; `received_source` is given, manifest or today.
    """

    name: str
    data: bytes
    received_on: date
    received_source: str
    unit: str = ""
    quarter: str = ""
    problem: UserError | None = None

    def check(self, plan: Plan, registry: UnitRegistry, today: date) -> None:
        """Raise UserError when what is said of the file cannot be true."""
        if self.problem:
            raise self.problem
        if self.unit:
            registry.require(self.unit, self.name)
        if self.quarter:
            plan.require_quarter(str(parse_said(self.quarter)), self.name)
        if self.received_on > today:
            raise UserError(
                "received_in_future",
                f"收到日期 {self.received_on} 在今天（{today}）之后。",
                self.name,
                "请改为实际收到的日期。",
            )

    def hints(self, registry: UnitRegistry) -> Hints:
        """Return unit and quarter as said, for the reading; call `check` first."""
        unit = registry.require(self.unit).unit if self.unit else None
        return Hints(unit, parse_said(self.quarter) if self.quarter else None)

    def findings(self) -> tuple[Finding, ...]:
        """Return what is worth saying about how the file was handed over."""
        if self.received_source == "today":
            return (found("received_today", value=str(self.received_on)),)
        return ()


@dataclass(frozen=True)
class Said:
    """What the command line or the page says of all files at once; it goes before a manifest."""

    unit: str = ""
    quarter: str = ""
    received_on: date | None = None


def collect(paths: Sequence[Path], said: Said, today: date) -> list[Incoming]:
    """Return every file under `paths`, folders walked and zips unpacked in the order of names.

    A path that does not exist, or a manifest line without its file, is an Incoming whose
    `check` raises. Raises UserError for a manifest that cannot be read.
    """
    return [incoming for path in paths for incoming in _walk(path, said, today)]


def uploaded(name: str, data: bytes, said: Said, today: date) -> list[Incoming]:
    """Return the file of that name, or the files of the zip that it is.

    Raises UserError for a manifest in the zip that cannot be read.
    """
    return _unpacked(Member(name, data), said, Manifest(), today)


def _walk(path: Path, said: Said, today: date) -> Iterator[Incoming]:
    if path.is_dir():
        manifest = Manifest.of_folder(path)
        for file in sorted(path.rglob("*")):
            if file.is_file() and not _is_leftover(file.name):
                member = _member(file, file.relative_to(path).as_posix())
                yield from _unpacked(member, said, manifest, today)
        yield from _absent(manifest, today)
    elif path.is_file():
        yield from _unpacked(_member(path, path.name), said, Manifest.of_folder(path.parent), today)
    else:
        problem = UserError("no_such_file", "没有这个文件。", str(path), "请检查路径和文件名。")
        yield Incoming(shown_name(path.name), b"", today, "today", problem=problem)


def _absent(manifest: Manifest, today: date) -> Iterator[Incoming]:
    for name in manifest.unused():
        problem = UserError(
            "no_such_file",
            "manifest.csv 列有此文件，但它没有一起交来。",
            name,
            "请补上文件或删去该行。",
        )
        yield Incoming(shown_name(name), b"", today, "manifest", problem=problem)


def _is_leftover(name: str) -> bool:
    return name in _LEFTOVERS or name.startswith(("~$", "."))


def _member(file: Path, inside: str) -> Member:
    """Return a file of a folder; what is too large to be anybody's return is not read at all."""
    try:
        size = file.stat().st_size
        if size > MAX_ARCHIVE_BYTES:
            return Member(inside, problem=refusal("file_too_large", size=f"{size // 1_000_000} MB"))
        return Member(inside, file.read_bytes())
    except OSError:
        hint = "若正在 WPS 或 Excel 中打开，请先关闭再装入。"
        return Member(inside, problem=UserError("file_unreadable", "文件打不开。", file.name, hint))


def _unpacked(file: Member, said: Said, manifest: Manifest, today: date) -> list[Incoming]:
    """Return the file, or those in it; a zip's own manifest goes before the one beside it."""
    if not is_archive(file.data):
        return [_incoming(file, said, manifest.line(file.path), today)]
    around = manifest.line(file.path)
    try:
        members = unpack(file.data, MAX_FILE_BYTES)
        own = Manifest.of_members(members)
    except UserError as error:
        return [_incoming(Member(file.path, problem=error), said, around, today)]
    files = [member for member in members if not _is_left_in_zip(member.path)]
    names = Counter(shown_name(member.path) for member in files)
    inside = [
        _incoming(member, said, around | own.line(member.path), today, names) for member in files
    ]
    return (inside or [_empty(file, today)]) + list(_absent(own, today))


def _is_left_in_zip(path: str) -> bool:
    return path.startswith("__MACOSX/") or _is_leftover(path.rpartition("/")[2])


def _empty(file: Member, today: date) -> Incoming:
    return Incoming(shown_name(file.path), b"", today, "today", problem=refusal("archive_empty"))


def _incoming(
    file: Member,
    said: Said,
    line: Mapping[str, str],
    today: date,
    names: Mapping[str, int] = _ALONE,
) -> Incoming:
    """Return the file with what is said of it; `names` counts the files of each name beside it.

    Where a name is not the only one of its kind, the folder is the better half of it.
    """
    name = shown_name(file.path)
    if names.get(name, 1) > 1:
        name = shown_name(file.path.replace("/", "_"))
    problem, data = file.problem, file.data
    if len(data) > MAX_FILE_BYTES:
        problem, data = refusal("file_too_large", size=f"{len(data) // 1_000_000} MB"), b""
    received, source = said.received_on, "given"
    if received is None and line.get("received_on", "").strip():
        try:
            received, source = parse_date(line["received_on"]), "manifest"
        except UserError as error:
            problem = problem or error
    if received is None:
        received, source = today, "today"
    return Incoming(
        name=name,
        data=data,
        received_on=received,
        received_source=source,
        unit=said.unit or line.get("unit", "").strip(),
        quarter=said.quarter or line.get("quarter", "").strip(),
        problem=problem,
    )

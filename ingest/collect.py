"""What was handed over: files and folders with their manifest, and what is said of each file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ingest.findings import Finding, found
from ingest.quarter_words import parse_said
from ingest.reading import Hints
from ledger.csv_files import parse_date, read_csv
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.units import UnitRegistry

MANIFEST = "manifest.csv"
# Files that systems and office programs leave in a folder; none of them is anybody's return.
_LEFTOVERS = (MANIFEST, "units.csv", "Thumbs.db", "desktop.ini")


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
    """Return every file under `paths`, folders walked in the order of names.

    A path that does not exist, or a manifest line without its file, is an Incoming whose
    `check` raises. Raises UserError for a manifest that cannot be read.
    """
    return [incoming for path in paths for incoming in _walk(path, said, today)]


def _walk(path: Path, said: Said, today: date) -> Iterator[Incoming]:
    if path.is_dir():
        manifest = _manifest(path)
        for file in sorted(path.rglob("*")):
            if file.is_file() and not _is_leftover(file):
                yield _incoming(file, said, manifest.pop(_key(file, path, manifest), {}), today)
        for name in manifest:
            problem = UserError(
                "no_such_file",
                "manifest.csv 列有此文件，但文件夹里没有。",
                name,
                "请补上文件或删去该行。",
            )
            yield Incoming(name, b"", today, "manifest", problem=problem)
    elif path.is_file():
        beside = _manifest(path.parent)
        yield _incoming(path, said, beside.get(path.name, {}), today)
    else:
        problem = UserError("no_such_file", "没有这个文件。", str(path), "请检查路径和文件名。")
        yield Incoming(path.name, b"", today, "today", problem=problem)


def _is_leftover(file: Path) -> bool:
    return file.name in _LEFTOVERS or file.name.startswith(("~$", "."))


def _key(file: Path, folder: Path, manifest: dict[str, dict[str, str]]) -> str:
    relative = file.relative_to(folder).as_posix()
    return relative if relative in manifest else file.name


def _manifest(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / MANIFEST
    if not path.exists():
        return {}
    rows = read_csv(path)
    if rows and "file" not in rows[0]:
        raise UserError(
            "manifest_column",
            "manifest.csv 缺少 file 列。",
            str(path),
            "各列应为 file,unit,quarter,received_on。",
        )
    return {row["file"].strip().replace("\\", "/"): row for row in rows if row["file"].strip()}


def _incoming(file: Path, said: Said, line: dict[str, str], today: date) -> Incoming:
    problem = None
    received, source = said.received_on, "given"
    if received is None and line.get("received_on", "").strip():
        try:
            received, source = parse_date(line["received_on"]), "manifest"
        except UserError as error:
            problem = error
    if received is None:
        received, source = today, "today"
    data, unread = _bytes(file)
    return Incoming(
        name=file.name,
        data=data,
        received_on=received,
        received_source=source,
        unit=said.unit or line.get("unit", "").strip(),
        quarter=said.quarter or line.get("quarter", "").strip(),
        problem=unread or problem,
    )


def _bytes(file: Path) -> tuple[bytes, UserError | None]:
    try:
        return file.read_bytes(), None
    except OSError:
        hint = "若正在 WPS 或 Excel 中打开，请先关闭再装入。"
        return b"", UserError("file_unreadable", "文件打不开。", file.name, hint)

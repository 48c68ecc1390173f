"""What was handed over: the files of a hand-over, and what is said of each of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ingest.archives import Member
from ingest.file_names import shown_name
from ingest.findings import Finding, found, refusal
from ingest.formats.package import MAX_FILE_BYTES
from ingest.hand_over import HandOver, lines_beside, walked
from ingest.identity.quarter_words import parse_said
from ingest.manifest import Manifests
from ingest.reading import Hints
from ledger.csv_files import parse_date
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.units import UnitRegistry


@dataclass(frozen=True)
class Incoming:
    """One file as handed over, with what the person or the manifest says of it.

    `unit` and `quarter` are as written there; `received_source` is given, manifest or today.
    `date_problem` is what is wrong with the manifest's day, and counts until another is given.
    """

    name: str
    data: bytes
    received_on: date
    received_source: str
    unit: str = ""
    quarter: str = ""
    problem: UserError | None = None
    date_problem: UserError | None = None

    def check(self, plan: Plan, registry: UnitRegistry, today: date) -> None:
        """Raise UserError when what is said of the file cannot be true."""
        if self.problem:
            raise self.problem
        if self.date_problem and self.received_source == "manifest":
            raise self.date_problem
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
    beside = cache(lines_beside)  # the manifest of a folder is read once, however many files of it
    return [file for path in paths for file in _incomings(walked(path, beside), said, today)]


def uploaded(name: str, data: bytes, said: Said, today: date) -> list[Incoming]:
    """Return the file of that name, or the files of the zip that it is."""
    handed = HandOver()
    handed.add(Member(name.replace("\\", "/"), data))
    return list(_incomings(handed, said, today))


def _incomings(handed: HandOver, said: Said, today: date) -> Iterator[Incoming]:
    manifests = Manifests(handed.manifests, [file.path for _, file in handed.files])
    for name, file in handed.files:
        yield _incoming(name, file, said, manifests.line(file.path), today)
    for problem in manifests.unused():
        yield Incoming(shown_name(problem.place), b"", today, "manifest", problem=problem)


def _incoming(
    name: str, file: Member, said: Said, line: Mapping[str, str], today: date
) -> Incoming:
    """Return the file with what is said of it."""
    problem, data = file.problem, file.data
    if len(data) > MAX_FILE_BYTES:
        problem, data = refusal("file_too_large", size=f"{len(data) // 1_000_000} MB"), b""
    received, source, date_problem = said.received_on or today, "given", None
    if said.received_on is None:
        source = "manifest" if "received_on" in line else "today"
        try:
            received = parse_date(line["received_on"]) if "received_on" in line else today
        except UserError as error:
            date_problem = error
    return Incoming(
        name=name,
        data=data,
        received_on=received,
        received_source=source,
        unit=said.unit or line.get("unit", "").strip(),
        quarter=said.quarter or line.get("quarter", "").strip(),
        problem=problem,
        date_problem=date_problem,
    )

"""The findings of one file as a unit reads them: ordered, numbered, each with its cell to click."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.findings import Finding
from ledger.csv_files import read_csv
from reports.excerpts import Excerpt, Place

HINTS_FILE = Path(__file__).with_name("feedback_hints.csv")
MAX_PROBLEMS = 1_000
_ORDER = ("error", "warning", "info")


@dataclass(frozen=True)
class Problem:
    """One finding with its number in the list, what the unit is to do, and where it is repeated."""

    number: int
    finding: Finding
    hint: str
    excerpt: Excerpt | None = None
    place: Place | None = None


def problems(findings: Sequence[Finding], shown: Sequence[Excerpt]) -> list[Problem]:
    """Return the findings, errors first, each with its place in the excerpt of its sheet."""
    by_name = {excerpt.sheet.name: excerpt for excerpt in reversed(shown)}
    ordered = sorted(findings, key=lambda finding: _ORDER.index(finding.severity))
    return [
        _problem(number, finding, by_name.get(finding.sheet))
        for number, finding in enumerate(ordered[:MAX_PROBLEMS], start=1)
    ]


def _problem(number: int, finding: Finding, excerpt: Excerpt | None) -> Problem:
    place = None if excerpt is None else excerpt.place_of(finding.cell)
    return Problem(number, finding, _unit_hint(finding), excerpt, place)


def _unit_hint(finding: Finding) -> str:
    """Return what the unit is to do: its own hint, else the office's; a unit uploads nothing."""
    hint = unit_hints().get((finding.code, finding.severity))
    return finding.hint.replace("上传", "报送") if hint is None else hint


@cache
def unit_hints() -> dict[tuple[str, str], str]:
    """Return what a unit is to do, by code and severity, where the hint speaks to the office."""
    return {(row["code"], row["severity"]): row["hint"] for row in read_csv(HINTS_FILE)}

"""What became of one file that was handed over."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.collect import Incoming
from ingest.findings import Finding
from ingest.reading import Reading


@dataclass(frozen=True)
class Result:
    """What became of one file: `outcome` is accepted, held, rejected or duplicate.

    `reading` is None for a file that could not be read.
    """

    incoming: Incoming
    outcome: str
    findings: tuple[Finding, ...]
    reading: Reading | None = None

    @property
    def unit(self) -> str | None:
        """The official name of the unit, as far as it is known."""
        return self.reading.unit if self.reading else None

    @property
    def quarter(self) -> str | None:
        """The quarter as `2024Q3`, as far as it is known."""
        return str(self.reading.quarter) if self.reading and self.reading.quarter else None

    @property
    def entries(self) -> int:
        """How many tasks were matched."""
        return len(self.reading.entries) if self.reading else 0

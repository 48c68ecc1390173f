"""What became of one file that was handed over, and how the command line says it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.collect import Incoming
from ingest.findings import Finding
from ingest.reading import Reading
from ledger.words import SEVERITY_LABELS


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


def as_json(result: Result) -> str:
    """Return the result as one line of JSON, as `--format json` prints it."""
    line = {
        "file": result.incoming.name,
        "outcome": result.outcome,
        "unit": result.unit,
        "quarter": result.quarter,
        "received_on": result.incoming.received_on.isoformat(),
        "entries": result.entries,
        "findings": [vars(finding) for finding in result.findings],
    }
    return json.dumps(line, ensure_ascii=False)


def as_text(result: Result, labels: Mapping[str, str]) -> str:
    """Return the result and its findings as lines for a person; `labels` name the outcomes."""
    who = f"{result.unit or '单位未定'} {result.quarter or '季度未定'}" if result.reading else ""
    head = f"{labels[result.outcome]}  {result.incoming.name}  {who}"
    if result.reading:
        head += f"  {result.entries} 项  收到 {result.incoming.received_on}"
    lines = [head]
    for finding in result.findings:
        place = " ".join(part for part in (finding.sheet, finding.cell) if part)
        label = SEVERITY_LABELS[finding.severity]
        words = f"{place}：{finding.message}" if place else finding.message
        lines.append(f"    [{label}] {words}{finding.hint}")
    return "\n".join(lines)

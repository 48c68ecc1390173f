"""What became of one file that was handed over, and how the command line says it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from ingest.collect import Incoming
from ingest.findings import Finding
from ingest.judging import EntryJudgement
from ingest.reading import Reading
from ledger.words import SEVERITY_LABELS


@dataclass(frozen=True)
class Result:
    """What became of one ledger of a file: `outcome` is accepted, held, rejected or duplicate.

    `reading` is None, and there are no judgements, for a file that could not be read.
    """

    incoming: Incoming
    outcome: str
    findings: tuple[Finding, ...]
    reading: Reading | None = None
    judgements: tuple[EntryJudgement, ...] = ()

    @property
    def unit(self) -> str | None:
        """The official name of the unit, as far as it is known."""
        return self.reading.unit if self.reading else None

    @property
    def quarter(self) -> str | None:
        """The quarter as `2024Q3`, as far as it is known."""
        return str(self.reading.quarter) if self.reading and self.reading.quarter else None

    @property
    def part(self) -> str:
        """The sheet that this ledger stands on, if the file holds several; else empty."""
        return self.reading.part if self.reading else ""

    @property
    def entries(self) -> int:
        """How many tasks were matched."""
        return len(self.reading.entries) if self.reading else 0


def as_json(result: Result) -> str:
    """Return the result as one line of JSON, as `--format json` prints it."""
    line = {
        "file": result.incoming.name,
        "part": result.part,
        "outcome": result.outcome,
        "unit": result.unit,
        "quarter": result.quarter,
        "received_on": result.incoming.received_on.isoformat(),
        "entries": result.entries,
        **_accounts(result.reading),
        "findings": [vars(finding) for finding in result.findings],
    }
    return json.dumps(line, ensure_ascii=False)


def _accounts(reading: Reading | None) -> dict[str, object]:
    """Return how every task and every row of a reading was accounted for."""
    if reading is None:
        return {}
    rows: dict[str, int] = {"total": reading.rows.total}
    rows |= {kind.value: count for kind, count in reading.rows.by_kind.items()}
    return {
        "tasks": {"total": reading.tasks.total, "absent": list(reading.tasks.absent)},
        "rows": rows,
    }


def as_text(result: Result, labels: Mapping[str, str]) -> str:
    """Return the result and its findings as lines for a person; `labels` name the outcomes."""
    who = f"{result.unit or '单位未定'} {result.quarter or '季度未定'}" if result.reading else ""
    name = f"{result.incoming.name}〔{result.part}〕" if result.part else result.incoming.name
    head = f"{labels[result.outcome]}  {name}  {who}"
    if result.reading:
        head += f"  {result.entries} 项  收到 {result.incoming.received_on}"
    lines = [head]
    for finding in result.findings:
        place = " ".join(part for part in (finding.sheet, finding.cell) if part)
        label = SEVERITY_LABELS[finding.severity]
        words = f"{place}：{finding.message}" if place else finding.message
        lines.append(f"    [{label}] {words}{finding.hint}")
    return "\n".join(lines)

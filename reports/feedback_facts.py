"""What a feedback workbook is made from: plain data about one file, read now or stored before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ingest.findings import Finding
from ingest.workbook import Sheet
from ledger.words import ROW_LABELS


@dataclass(frozen=True)
class Counts:
    """How the tasks of the plan and the rows of the file were accounted for."""

    tasks: int
    matched: int
    absent: Sequence[int]
    rows: int
    rows_by_kind: Mapping[str, int]

    @property
    def sentence(self) -> str:
        """Both sums in words: 任务43项 = 认出41 + 缺2（第7、9项）；行60 = 任务41 + 标题2 …."""
        absent = f"（第{'、'.join(map(str, self.absent))}项）" if self.absent else ""
        kinds = [f"{ROW_LABELS[kind]}{n}" for kind, n in self.rows_by_kind.items() if n]
        return (
            f"任务{self.tasks}项 = 认出{self.matched} + 缺{len(self.absent)}{absent}；"
            f"行{self.rows} = {' + '.join(kinds) or 0}"
        )


@dataclass(frozen=True)
class FeedbackFacts:
    """What a feedback workbook says: `quarter` and `outcome` in words, empty where not known.

    `sheets` are those of the file as it was read, none if it could not be; `counts` is None then.
    `returned_reason` and `correct_by` are of a ledger that was sent back for correction.
    """

    file_name: str
    unit: str
    quarter: str
    received_on: date | None
    outcome: str
    findings: Sequence[Finding]
    sheets: Sequence[Sheet] = ()
    counts: Counts | None = None
    returned_reason: str = ""
    correct_by: date | None = None

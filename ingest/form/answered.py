"""One entry a task: what a file says of it, where, and what to say of a second text."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import NamedTuple

from ingest.findings import Finding, found


class Entry(NamedTuple):
    """What one file says of one task, and where.

    `narrative` is the text as given, without the task's leading number; `part` its place in a
    cell that answers several tasks; `shared` says that the cell could not be divided; `remark`
    holds the row's further columns (备注, 佐证材料 …), `declared` what a column 完成状态 says.
    """

    task_no: int
    narrative: str
    sheet: str
    cell: str
    part: int = 0
    shared: bool = False
    remark: str = ""
    declared: str = ""


@dataclass(slots=True)
class Answered:
    """The entries of a file, one a task, and what was noticed while they were told apart."""

    entries: dict[int, Entry] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _copied: Counter[str] = field(default_factory=Counter)
    _differing: Counter[str] = field(default_factory=Counter)
    _elsewhere: bool = False

    def add(self, entry: Entry) -> None:
        """Keep one text of each task, the first that is not blank; another becomes a finding.

        A further sheet that repeats the text, or leaves the task blank, is told once.
        """
        known = self.entries.setdefault(entry.task_no, entry)
        if known is entry:
            return
        kept, other = (known, entry) if known.narrative.strip() else (entry, known)
        self.entries[entry.task_no] = kept
        nothing_new = other.narrative.strip() in ("", kept.narrative.strip())
        if kept.sheet != other.sheet and nothing_new:
            self._copied[other.sheet] += 1
            return
        self._differing[other.sheet] += 1
        self._elsewhere |= kept.sheet != other.sheet
        both = f"{kept.cell}：{kept.narrative}\n{other.cell}：{other.narrative}"
        self.note("task_repeated", other.sheet, other.cell, both, task_no=entry.task_no)

    def compare_sheets(self) -> None:
        """Add a finding for each sheet that repeats most tasks, another's or its own."""
        for sheet, count in self._copied.items():
            self.note("sheet_repeated", sheet, "", "", sheet_name=sheet, count=count)
        for sheet, count in self._differing.items():
            if count * 2 > len(self.entries):
                case = "" if self._elsewhere else "itself"
                self.note("sheets_disagree", sheet, "", "", case, sheet_name=sheet, count=count)

    def note(
        self, code: str, sheet: str, cell: str, value: str, case: str = "", **words: object
    ) -> None:
        """Add a finding about one cell."""
        self.findings.append(found(code, case, sheet=sheet, cell=cell, value=value, **words))

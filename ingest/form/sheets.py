"""Each sheet of a file, read by itself: its titles, its tables, and what was hidden in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ingest.findings import found
from ingest.form.headings import RowKind, Rows, read_cover, read_outside
from ingest.form.labels import unit_cells
from ingest.form.mark_findings import mark_findings
from ingest.form.matching import TaskIndex
from ingest.form.narrative_columns import (
    choose_narratives,
    column_texts,
    header_texts,
    need_quarter,
)
from ingest.form.numbering import Numbering
from ingest.form.rows import read_table
from ingest.form.table import Table
from ingest.identity.identify import Hints
from ingest.identity.quarter_claims import decide_quarter
from ingest.identity.sources import Said, Sources
from ingest.workbook import Sheet
from ledger.plan import Plan
from ledger.quarter import Quarter

_ASIDE = re.compile(
    r"(?:填[写报表])?(?:示例|样例|范例|样表|样本|模板|例表|示范|参考)\s*\d*[表页]?"
    r"|.{0,6}(?:上[一1]?个?(?:季度?|期|次)|前期|往期|以往|历史|作废|旧版?).{0,6}"
)


@dataclass
class SheetRead:
    """A sheet with what its rows hold and the headers of its columns of answers.

    `headers` are those that may say the quarter, `columns` all of a table that has several;
    `unit_cells` stand in a column 填报单位.
    """

    sheet: Sheet
    rows: Rows = field(default_factory=Rows)
    headers: list[Said] = field(default_factory=list)
    columns: list[Said] = field(default_factory=list)
    unit_cells: list[Said] = field(default_factory=list)

    @property
    def tasks(self) -> set[int]:
        """The numbers of the tasks that the sheet names."""
        return {number for numbers in self.rows.named for number in numbers}

    def sources(self, file_name: str = "") -> Sources:
        """Return what the sheet says of itself, and perhaps the file's name."""
        rows = self.rows
        names = [self.sheet.name] if rows.named else []
        return Sources(
            rows.units, rows.titles, self.headers, names, file_name, rows.covers, rows.dates,
            self.columns, rows.distant, self.unit_cells,
        )  # fmt: skip


def read_all(
    sheets: Sequence[Sheet], tables: Sequence[Table], plan: Plan, index: TaskIndex,
    hints: Hints, file_name: str,
) -> list[SheetRead]:  # fmt: skip
    """Return every sheet of a file, read in order; hidden ones are only named."""
    of_sheet = {id(sheet): [t for t in tables if t.sheet is sheet] for sheet in sheets}
    aside = _set_aside([sheet for sheet in sheets if of_sheet[id(sheet)]])
    reads = [_read_around(sheet, of_sheet[id(sheet)], sheet.name in aside) for sheet in sheets]
    covers = [said for read in reads for said in read.rows.covers]
    for read in reads:
        own = of_sheet[id(read.sheet)]
        if own and read.sheet.name not in aside:
            quarter = None
            if need_quarter(own):
                words = replace(read.sources(file_name), beyond=Sources(covers=covers))
                quarter = hints.quarter or decide_quarter(words, plan, None)[0]
            _read_tables(read, own, quarter, index)
    return reads


def _set_aside(sheets: Sequence[Sheet]) -> set[str]:
    """Return the names of sheets that are no return by their name, if there is another."""
    aside = {sheet.name for sheet in sheets if _ASIDE.fullmatch(sheet.name.strip())}
    return aside if len(aside) < len(sheets) else set()


def _read_around(sheet: Sheet, tables: Sequence[Table], is_aside: bool) -> SheetRead:
    read = SheetRead(sheet)
    if not sheet.visible:
        read.rows.findings.append(found("sheet_hidden", sheet=sheet.name, sheet_name=sheet.name))
    elif is_aside:
        filled = sum(1 for row in sheet.rows if any(cell.strip() for cell in row))
        read.rows.kinds[RowKind.REMARK] += filled
        read.rows.kinds[RowKind.BLANK] += len(sheet.rows) - filled
        finding = found("sheet_set_aside", sheet=sheet.name, sheet_name=sheet.name)
        read.rows.findings.append(finding)
    elif tables:
        read_outside(read.rows, sheet, tables[0].header, read.rows.titles)
    else:
        read_cover(read.rows, sheet)
    return read


def _read_tables(
    read: SheetRead, tables: Sequence[Table], quarter: Quarter | None, index: TaskIndex
) -> None:
    chosen = choose_narratives(tables, quarter)
    read.rows.findings += chosen.findings
    numbering = Numbering(chosen.tables, index)
    for table in chosen.tables:
        read_table(read.rows, table, index, numbering)
    read.headers = header_texts(chosen.tables, quarter)
    read.columns = column_texts(chosen.tables)
    read.unit_cells = [said for table in chosen.tables for said in unit_cells(table)]
    read.rows.findings += mark_findings(read.sheet, chosen.tables)

"""Which column holds this quarter's answers, where a table has several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.findings import Finding, found
from ingest.form.header_words import claims_of, is_timed, timeliness
from ingest.form.table import Table
from ingest.identity.sources import Said
from ledger.quarter import Quarter

_MERE_WORDS = 8  # characters a cell on the average


@dataclass(frozen=True)
class Chosen:
    """The tables with their narrative columns settled, and what was noticed."""

    tables: tuple[Table, ...]
    findings: tuple[Finding, ...]


def need_quarter(tables: Sequence[Table]) -> bool:
    """Return whether the quarter must be known to choose the narrative column of a table."""
    return any(
        len(table.narratives) > 1 and any(is_timed(table.titles[c]) for c in table.narratives)
        for table in tables
    )


def choose_narratives(tables: Sequence[Table], quarter: Quarter | None) -> Chosen:
    """Return `tables` with the narrative column that is visible and of `quarter`.

    Without a quarter that is the column of the latest one that has any text. Of columns that do
    not differ in time the first by the list counts, unless it holds mere words beside the texts.
    """
    chosen: list[Table] = []
    findings: list[Finding] = []
    for table in tables:
        best = _best(table, [t for t in tables if t.titles == table.titles], quarter)
        chosen.append(replace(table, roles={**table.roles, "narrative": best}))
        first_such = not chosen[1:] or table.titles != chosen[-2].titles
        if first_such and (need_quarter([table]) or _rivals(table, best)):
            findings.append(_told(table, best))
        if table.guessed:
            findings.append(_guessed(table, best))
    return Chosen(tuple(chosen), tuple(findings))


def header_texts(tables: Sequence[Table], quarter: Quarter | None) -> list[Said]:
    """Return the headers that may say the quarter: the chosen column's.

    While nothing else says it, those of all columns of answers: they may well disagree.
    """
    told: dict[str, Said] = {}
    for table in tables:
        columns = [table.roles["narrative"]]
        if quarter is None:
            columns += [c for c in table.narratives if _is_filled(table, c)]
        for column in columns:
            cell = table.sheet.cell_name(table.header, column)
            title = table.titles[column]
            told.setdefault(title, Said(title, table.sheet.name, cell))
    return list(told.values())


def column_texts(tables: Sequence[Table]) -> list[Said]:
    """Return the headers of all columns that could hold answers, where a table has several."""
    return [
        Said(table.titles[column], table.sheet.name, table.sheet.cell_name(table.header, column))
        for table in tables
        if len(table.narratives) > 1
        for column in table.narratives
    ]


def _best(table: Table, alike: Sequence[Table], quarter: Quarter | None) -> int:
    """Return the column of answers; of mere words or texts the tables with its header say all."""
    if len(table.narratives) == 1:
        return table.narratives[0]
    wordy = {column: _length(alike, column) for column in table.narratives}
    return min(
        table.narratives, key=lambda column: (*_rank(table, column, quarter), -wordy[column])
    )


def _rank(table: Table, column: int, quarter: Quarter | None) -> tuple[object, ...]:
    title = table.titles[column]
    hidden = _is_hidden(table, column)
    latest: tuple[int, int] = (0, 0)
    if quarter is None and is_timed(title):
        claims = [(-(claim.year or 0), -claim.number) for claim in claims_of(title)]
        latest = min(claims, default=latest) if _is_filled(table, column) else (1, 0)
    return hidden, -timeliness(title, quarter), latest


def _rivals(table: Table, best: int) -> list[int]:
    """Return the other columns that could hold answers, are not hidden and have any text."""
    others = (column for column in table.narratives if column != best)
    return [c for c in others if not _is_hidden(table, c) and _is_filled(table, c)]


def _is_hidden(table: Table, column: int) -> bool:
    return any(m.kind == "column_hidden" and m.column == column for m in table.sheet.marks)


def _length(tables: Sequence[Table], column: int) -> int:
    """Return how much a column holds: 0 nothing, 1 mere words (已完成), 2 texts."""
    rows = (row for table in tables for row in table.sheet.rows[table.first : table.last])
    texts = [row[column].strip() for row in rows]
    lengths = [len(text) for text in texts if text]
    if not lengths:
        return 0
    return 1 if sum(lengths) <= _MERE_WORDS * len(lengths) else 2


def _is_filled(table: Table, column: int) -> bool:
    rows = table.sheet.rows[table.first : table.last]
    return any(row[column].strip() for row in rows)


def _told(table: Table, best: int) -> Finding:
    others = "、".join(f"“{table.titles[c]}”" for c in table.narratives if c != best)
    return found(
        "narrative_columns",
        "" if need_quarter([table]) else "untimed",
        sheet=table.sheet.name,
        cell=table.sheet.cell_name(table.header, best),
        value=table.titles[best],
        others=others,
    )


def _guessed(table: Table, best: int) -> Finding:
    return found(
        "narrative_header_unknown",
        sheet=table.sheet.name,
        cell=table.sheet.cell_name(table.header, best),
        value=table.titles[best],
    )

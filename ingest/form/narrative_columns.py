"""Which column holds this quarter's answers, where a table has several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.findings import Finding, found
from ingest.form.header_words import claims_of, is_timed, timeliness
from ingest.form.layout import Table
from ingest.identity.sources import Said
from ledger.quarter import Quarter


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

    Without a quarter that is the column of the latest one that has any text.
    """
    chosen: list[Table] = []
    findings: list[Finding] = []
    for table in tables:
        best = min(table.narratives, key=lambda column: _rank(table, column, quarter))
        chosen.append(replace(table, roles={**table.roles, "narrative": best}))
        if need_quarter([table]) and (not chosen[1:] or table.titles != chosen[-2].titles):
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


def _rank(table: Table, column: int, quarter: Quarter | None) -> tuple[object, ...]:
    title = table.titles[column]
    hidden = any(
        mark.kind == "column_hidden" and mark.column == column for mark in table.sheet.marks
    )
    latest: tuple[int, int] = (0, 0)
    if quarter is None and is_timed(title):
        claims = [(-(claim.year or 0), -claim.number) for claim in claims_of(title)]
        latest = min(claims, default=latest) if _is_filled(table, column) else (1, 0)
    return hidden, -timeliness(title, quarter), latest, table.narratives.index(column)


def _is_filled(table: Table, column: int) -> bool:
    rows = table.sheet.rows[table.first : table.last]
    return any(row[column].strip() for row in rows)


def _told(table: Table, best: int) -> Finding:
    others = "、".join(f"“{table.titles[c]}”" for c in table.narratives if c != best)
    return found(
        "narrative_columns",
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

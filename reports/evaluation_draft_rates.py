"""How values are written, and which columns of a row are the part and the whole of a rate."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ledger.quarter import Quarter
from reports.document_words import chinese_day

# Rates, each with the column that is its whole and those that are its part, less the others.
RATES: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "completion_rate": (("dated_applicable", ("dated_done",)),),
    "done_rate": (("dated_applicable", ("dated_done",)),),
    "fresh_rate": (
        ("continuing_applicable", ("continuing_green",)),
        ("continuous_applicable", ("continuous_green",)),
    ),
    "fill_rate": (("applicable", ("applicable", "blank", "missing")),),
    "red_rate": (("applicable", ("red",)),),
    "reporting_rate": (("expected", ("received",)),),
    "on_time_rate": (("expected", ("on_time",)),),
}
# What each number of such a row is a part of; `missing` are returns where some are expected.
_WHOLES = {
    "expected": "received on_time late missing",
    "applicable": (
        "done advancing not_started unclear blank missing carried green yellow red grey to_review"
    ),
    "dated_applicable": "dated_done",
    "continuing_applicable": "continuing_green",
}
Share = tuple[int | None, int | None]


def share_of(column: str, row: Mapping[Any, Any]) -> Share:
    """Return part and whole of a column of a row; None and None if it is no part of anything."""
    for whole, (first, *less) in RATES.get(column, ()):
        if whole in row:
            return int(row[first]) - sum(int(row[name]) for name in less), int(row[whole])
    for whole, names in _WHOLES.items():
        if column in names.split() and whole in row:
            return int(row[column]), int(row[whole])
    return None, None


def rate(part: int | None, whole: int | None) -> str:
    """Return `20.7%（36/174）`: no rate stands without its numbers; nothing of nothing is —."""
    return f"{(part or 0) / whole:.1%}（{part}/{whole}）" if whole else "—"


def rate_of(column: str, row: Mapping[Any, Any]) -> str:
    """Return a rate of a row as it stands in the cell of a table, in two lines."""
    part, whole = share_of(column, row)
    return f"{(part or 0) / whole:.1%}\n{part}/{whole}" if whole else "—"


def written(column: str, value: Any) -> str:
    """Return a value as it is read in a sentence."""
    if isinstance(value, date):
        return chinese_day(value)
    if column == "quarter":
        return Quarter.parse(value).label
    return value if isinstance(value, str) else f"{value:.15g}"

"""What each number of the evaluation's draft measures, in words that need no other page.

The words stand in evaluation_draft_measures.csv: `source` is a question (empty: any that counts
tasks), `key` a column of it, `count`, or the last condition of a count.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ledger.csv_files import read_csv
from ledger.headings import HEADINGS
from ledger.plan import Plan
from ledger.questions import definition
from reports.evaluation_draft_frames import title_of
from reports.evaluation_draft_references import Reference

MEASURES_FILE = Path(__file__).with_name("evaluation_draft_measures.csv")
_COUNT = "count"


@dataclass(frozen=True)
class Measure:
    """What a number is called, and how it is counted; a count of different things names them."""

    label: str
    definition: str
    different: str = ""


def measure_of(found: Reference, plan: Plan) -> Measure:
    """Return what a reference measures; what the file lacks is told by its question."""
    listed = _listed(found)
    if listed is None:
        return Measure(f"{title_of(found.source)}：{_column_words(found)}", _header(found.source))
    limits = {limit.name: f"{plan.threshold(limit.name):g}" for limit in plan.thresholds}
    words = listed.definition.format_map(limits)
    return Measure(listed.label, words, HEADINGS.get(found.argument, found.argument))


def _listed(found: Reference) -> Measure | None:
    key = found.column
    if found.column == _COUNT and found.filters:
        last = found.filters[-1]
        key = f"{last.column}{last.operator}{'|'.join(last.values)}"
    known = _measures()
    return known.get((found.source, key)) or known.get(("", key))


@cache
def _measures() -> dict[tuple[str, str], Measure]:
    rows = read_csv(MEASURES_FILE)
    return {(r["source"], r["key"]): Measure(r["label"], r["definition"]) for r in rows}


def _header(source: str) -> str:
    try:
        return definition(source).text
    except FileNotFoundError:  # 评估材料 is no question of the ledger
        return ""


def _column_words(found: Reference) -> str:
    if found.column == _COUNT:
        named = HEADINGS.get(found.argument, found.argument)
        return f"不同的{named}有几个" if found.argument else "符合条件的有几条"
    return HEADINGS.get(found.column, found.column)

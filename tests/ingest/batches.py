"""A folder of some twenty files to load, and what a reader sees of it in a store."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from ingest import cli, load
from ledger import metrics
from ledger.console import guarded
from ledger.plan import Plan
from ledger.received import sha256_of
from ledger.store import Store
from tests.ingest.loading import BATCH
from tests.ingest.small_books import ledger_of, several, xlsx

END = date(2026, 1, 1)
_DAY = "2024-09-10"
# What differs from one load to the next though the files are the same.
_OF_THE_LOAD = ("submission_id", "recorded_at", "decision_id", "batch_id", "position")
_WHOLE = """
    select sha256, unit, part, entries, judgements, findings
    from facts.submission
    left join (select submission_id, count(*) as entries from facts.entry group by all)
        using (submission_id)
    left join (select submission_id, count(*) as judgements from facts.judgement group by all)
        using (submission_id)
    left join (select submission_id, count(*) as findings from facts.finding group by all)
        using (submission_id)
"""
_SAID = {"Q1": "年第一季度", "Q2": "年第二季度", "Q3": "年第三季度", "Q4": "年第四季度"}


def returned(plan: Plan) -> dict[str, tuple[bytes, str]]:
    """Return name → bytes and day of a ledger of each unit and quarter, and of the odd kinds."""
    units = [unit.unit for unit in plan.units]
    quarters = [str(quarter) for quarter in plan.quarters[1:4]]
    files = {
        f"{quarter}-{n}.xlsx": (_ledger(unit, quarter, f"{quarter}办结{n}件。"), _DAY)
        for quarter in quarters
        for n, unit in enumerate(units)
    }
    first, second = quarters[0], quarters[1]
    together = several({unit: _sheet(unit, second, "合并一册。") for unit in units})
    return files | {
        "更正.xlsx": (_ledger(units[0], first, "更正后办结九件。"), "2024-09-11"),
        "再发.xlsx": (files[f"{first}-0.xlsx"][0], _DAY),
        "无主.xlsx": (_ledger("某某管理局", first, "办结一件。"), _DAY),
        "争先甲.xlsx": (_ledger(units[1], second, "甲。"), "2024-09-12"),
        "争先乙.xlsx": (_ledger(units[1], second, "乙。"), "2024-09-12"),
        "合册.xlsx": (together, "2024-09-09"),  # the first, and larger than a batch
        "坏.xlsx": (b"PK\x03\x04", _DAY),
    }


def write(folder: Path, files: Mapping[str, tuple[bytes, str]]) -> Path:
    """Write the files into a new folder, with a manifest that says when they were received."""
    folder.mkdir()
    for name, (data, _) in files.items():
        (folder / name).write_bytes(data)
    lines = [f"{name},{day}\n" for name, (_, day) in files.items()]
    (folder / "manifest.csv").write_text("file,received_on\n" + "".join(lines), encoding="utf-8")
    return folder


def _ledger(unit: str, quarter: str, answer: str) -> bytes:
    return xlsx(_sheet(unit, quarter, answer))


def _sheet(unit: str, quarter: str, answer: str) -> bytes:
    return ledger_of(unit, quarter[:4] + _SAID[quarter[4:]], answer)


def load_here(folder: Path, store: Store) -> None:
    """Run the command that `loading.start` runs, in this process, where it starts at once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(load, "BATCH", BATCH)
        guarded(cli.main, ["load", str(folder), "--database", str(store.path)])


@dataclass(frozen=True)
class Seen:
    """What a reader sees at one moment: the ledgers of each file, and how complete each is."""

    generation: int
    ledgers: Counter[tuple[str, str, int, int, int]]

    @property
    def files(self) -> dict[str, set[tuple[str, str, int, int, int]]]:
        """The ledgers of each file by its SHA-256."""
        found: dict[str, set[tuple[str, str, int, int, int]]] = {}
        for ledger in self.ledgers:
            found.setdefault(ledger[0], set()).add(ledger)
        return found


def seen(store: Store) -> Seen:
    """Return the ledgers on record, each with its entries, judgements and findings counted."""
    with store.read() as reader:
        rows = reader.cursor.execute(_WHOLE).fetchall()
        generation = reader.generation
    return Seen(
        generation, Counter((sha, f"{u} {part}", e, j, f) for sha, u, part, e, j, f in rows)
    )


def content(store: Store, without: Sequence[str] = ()) -> dict[str, list[str]]:
    """Return what the queries say, without what differs from load to load, and these columns."""
    with store.read() as reader:
        names = ("standing", "entries", "submissions", "held", "findings", "returns")
        return {name: _lines(metrics.query(reader, name, END), without) for name in names}


def _lines(table: pd.DataFrame, without: Sequence[str]) -> list[str]:
    kept = table.drop(columns=[name for name in (*_OF_THE_LOAD, *without) if name in table])
    return sorted(map(repr, kept.itertuples(index=False, name=None)))


def originals_are_kept(store: Store) -> bool:
    """Return whether the bytes of every file on record can be read back."""
    return all(sha256_of(store.received.read(sha)) == sha for sha in seen(store).files)

"""The data pack: one workbook with every table of an evaluation, its charts and its sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from ledger import metrics
from ledger.clock import utc_now
from ledger.known import require_known
from ledger.plan import Plan
from ledger.questions import definition
from ledger.store import Store
from reports.data_pack_book import PackBook
from reports.data_pack_charts import add_charts
from reports.data_pack_cover import write_cover, write_definitions
from reports.data_pack_frames import Frames
from reports.data_pack_matrix import write_matrix
from reports.data_pack_specs import TABLES
from reports.data_pack_tables import columns_of, write_table
from reports.seen import Seen

PACK_NAME = "评估数据包"
# Questions behind the sheets, and those that the frames made for the pack need besides.
QUERIES = tuple(dict.fromkeys([*(table.query for table in TABLES), "submissions"]))
# Which share of the work it is to read everything, and to write the tables.
_READ, _WRITTEN = 0.4, 0.5


def write_data_pack(
    target: Path | BinaryIO,
    store: Store,
    as_of: date,
    known_at: datetime | None = None,
    rules_version: str | None = None,
    stamp: datetime | None = None,
    progress: Callable[[float], None] = lambda _share: None,
) -> None:
    """Write the workbook to `target`; `progress` is told the share done, 0-1.

    `known_at` and `stamp` (default: now) are naive UTC. Two packs of the same three moments are
    equal in every cell but that of the stamp. Raises UserError `nothing_known` for a `known_at`
    before anything was recorded, `rules_version_unknown`, and OSError.
    """
    with store.read() as reader:
        if known_at is not None:
            require_known(reader, known_at)
        frames: dict[str, pd.DataFrame] = {}
        for number, name in enumerate(QUERIES, start=1):
            frames[name] = metrics.query(reader, name, as_of, known_at, rules_version)
            progress(_READ * number / len(QUERIES))
    seen = Seen(as_of, known_at, rules_version or "", stamp or utc_now())
    data = _written(store.plan, frames, seen, progress)
    if isinstance(target, Path):
        target.write_bytes(data)
    else:
        target.write(data)


def _written(plan: Plan, frames: Frames, seen: Seen, progress: Callable[[float], None]) -> bytes:
    shown = [(table, table.frame(frames, plan)) for table in TABLES]
    book = PackBook(PACK_NAME)
    sheets = [(table.sheet, table.heading, len(frame)) for table, frame in shown]
    write_cover(book, plan, frames, seen, sheets)
    for number, (table, frame) in enumerate(shown, start=1):
        meaning = definition(table.query)
        columns = columns_of(frame, table.columns)
        placed = write_table(book, table.sheet, table.heading, meaning.text, columns)
        add_charts(book, placed, frame, table.charts)
        progress(_READ + _WRITTEN * number / len(shown))
    write_matrix(book, frames["standing"], plan)
    write_definitions(book)
    data = book.data()
    progress(1.0)
    return data

"""The data pack: one workbook with every table of an evaluation, its charts and its sources."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

import pandas as pd

from ledger import metrics
from ledger.clock import utc_now
from ledger.errors import UserError
from ledger.evaluation import evaluation_at, evaluations
from ledger.known import require_known
from ledger.plan import Plan
from ledger.questions import definition
from ledger.store import Reader, Store
from reports.data_pack_book import PackBook
from reports.data_pack_charts import add_charts
from reports.data_pack_cover import write_cover, write_definitions
from reports.data_pack_frames import Frames, judged_then
from reports.data_pack_matrix import write_matrix
from reports.data_pack_specs import TABLES
from reports.data_pack_tables import columns_of, write_table
from reports.seen import Seen

PACK_NAME = "评估数据包"
# Questions behind the sheets, and those that the frames made for the pack need besides.
QUERIES = tuple(dict.fromkeys([*(table.query for table in TABLES), "submissions"]))
_UNITS = "evaluation_units"
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
    equal in every cell but that of the stamp. Raises UserError `nothing_received` where there is no
    ledger to show, `nothing_known` for a `known_at` before anything was recorded,
    `rules_version_unknown`, and OSError.
    """
    seen = Seen(as_of, known_at, rules_version or "", stamp or utc_now())
    with store.read() as reader:
        if known_at is not None:
            require_known(reader, known_at)
        frames = _read(reader, store.plan, seen, progress)
    if frames["submissions"].empty:
        raise UserError(
            "nothing_received", f"截至{as_of}没有收到任何工作台账，写不出数据包。",
            hint="请先装入台账，或换一个截至日期、登记截至时间。",
        )  # fmt: skip
    data = _written(store.plan, frames, seen, progress)
    if isinstance(target, Path):
        target.write_bytes(data)
    else:
        target.write(data)


def _read(
    reader: Reader, plan: Plan, seen: Seen, progress: Callable[[float], None]
) -> dict[str, pd.DataFrame]:
    """Return the answers by their names.

    A past evaluation is judged on its own day, the next one so far, a later one not yet.
    """

    def ask(name: str, day: date) -> pd.DataFrame:
        return metrics.query(reader, name, day, seen.known_at, seen.rules_version or None)

    frames: dict[str, pd.DataFrame] = {}
    for number, name in enumerate(QUERIES, start=1):
        frames[name] = ask(name, seen.as_of)
        progress(_READ * number / len(QUERIES))
    units = frames[_UNITS]
    judged = {
        each.kind: (seen.as_of, units) if each.as_of >= seen.as_of else
        (each.as_of, ask(_UNITS, each.as_of))
        for each in evaluations(plan)
        if each.as_of < seen.as_of or each == evaluation_at(plan, seen.as_of)
    }  # fmt: skip
    return frames | {_UNITS: judged_then(units, judged)}


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

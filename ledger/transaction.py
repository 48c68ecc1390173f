"""The rows of one write: bulk inserts into the append-only base tables under one time stamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa

from ledger.schema import Connection

Row = dict[str, Any]
Columns = Mapping[str, Sequence[Any]]

_TEXT, _LIST = pa.string(), pa.list_(pa.string())
_TYPES = {
    "received_on": pa.date32(),
    "recorded_at": pa.timestamp("us"),
    "position": pa.int32(),
    "task_no": pa.int32(),
    "shared": pa.bool_(),
    "heading": pa.bool_(),
    "task_nos": pa.list_(pa.int32()),
    "sentence_hashes": _LIST,
    "sentence_lengths": pa.list_(pa.int32()),
}
# A name that means something else in another table: the place in a cell, not the sheet of a file.
_OWN_TYPES = {("entry", "part"): pa.int32()}


@dataclass(frozen=True)
class Transaction:
    """The open transaction of `Store.write()`; `recorded_at` is naive UTC."""

    connection: Connection
    recorded_at: datetime

    def insert(self, table: str, rows: Sequence[Row]) -> None:
        """Append `rows`, which all have the same columns, to base table `table`."""
        if rows:
            self.insert_columns(table, {name: [row[name] for row in rows] for name in rows[0]})

    def insert_columns(self, table: str, columns: Columns) -> None:
        """Append the rows whose values `columns`, all of one length, give by column."""
        # One columnar insert: a statement a row would cost more than reading the files does.
        # In the system's memory: Arrow's own takes huge pages, which may take as long to get as
        # all rows do to write.
        memory = pa.system_memory_pool()
        arrays = {
            name: pa.array(values, _type(table, name), memory_pool=memory)
            for name, values in columns.items()
        }
        # The statement finds it by this name: registering it first takes half as long again.
        incoming = pa.table(arrays)  # noqa: F841
        self.connection.execute(f"insert into facts.{table} by name select * from incoming")

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return what `sql` finds at this point of the transaction, one dict a row."""
        cursor = self.connection.execute(sql, list(parameters))
        names = [column[0] for column in cursor.description or []]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _type(table: str, name: str) -> pa.DataType:
    return _OWN_TYPES.get((table, name), _TYPES.get(name, _TEXT))

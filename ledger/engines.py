"""The engines of writes: each in memory, with the database attached for the length of a write."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from ledger.schema import Connection

_SETTINGS = (
    # For new files: with larger blocks a write, and the copy of it, is mostly empty space.
    "set default_block_size = 65536",
    # At these sizes both save no byte and cost half of a checkpoint.
    "set disabled_compression_methods = 'fsst,dict_fsst'",
    # A commit goes into the file itself, whole or not at all, rather than first into a log.
    "set wal_autocheckpoint = '0KB'",
)
_idle: list[Connection] = []  # appending and popping need no lock


@contextmanager
def engine() -> Iterator[Connection]:
    """Yield an engine for one write, which attaches its database to it as `facts`.

    Starting one takes as long as a small write: the next write has it again, unless this one
    ends with an exception.
    """
    try:
        connection = _idle.pop()
    except IndexError:
        connection = _started()
    try:
        yield connection
    except BaseException:
        connection.close()
        raise
    try:
        connection.execute("detach facts")
    except duckdb.Error:  # what was written is written
        connection.close()
    else:
        _idle.append(connection)


def _started() -> Connection:
    # A write is small: further threads would cost more than they save.
    connection = duckdb.connect(":memory:", config={"threads": 1})
    for setting in _SETTINGS:
        connection.execute(setting)
    return connection

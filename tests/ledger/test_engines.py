"""A write's engine serves the next write, but never what a write that failed has left in it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from ledger import engines
from ledger.engines import engine


@pytest.fixture(autouse=True)
def _none_idle(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests' engines are left out."""
    monkeypatch.setattr(engines, "_idle", [])


def _attach(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    connection.execute(f"attach '{path}' as facts")
    connection.execute("create table if not exists facts.line (number integer)")


def test_an_engine_serves_one_write_after_another(tmp_path: Path) -> None:
    """The second write has the first one's engine, and another database in it."""
    used = []
    for name in ("one", "two"):
        with engine() as connection:
            _attach(connection, tmp_path / f"{name}.duckdb")
            used.append(connection)
    assert used[0] is used[1]
    assert (tmp_path / "two.duckdb").exists()


def test_a_file_is_free_after_the_write(tmp_path: Path) -> None:
    """An idle engine keeps no file open: others may write to it, and nothing waits in a log."""
    path = tmp_path / "ledger.duckdb"
    with engine() as connection:
        _attach(connection, path)
        connection.execute("insert into facts.line values (1)")
    assert not path.with_name("ledger.duckdb.wal").exists()
    with duckdb.connect(str(path)) as other:
        assert other.execute("select number from line").fetchall() == [(1,)]


def test_an_engine_is_given_up_with_a_failed_write(tmp_path: Path) -> None:
    """What the failed write did is undone, and the next write starts with another engine."""
    path = tmp_path / "ledger.duckdb"
    used = []

    def fail() -> None:
        with engine() as connection:
            used.append(connection)
            _attach(connection, path)
            connection.execute("begin")
            connection.execute("insert into facts.line values (1)")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with engine() as connection:
        _attach(connection, path)
        assert connection.execute("select number from facts.line").fetchall() == []
        assert connection is not used[0]


def test_two_writes_at_once_have_an_engine_each(tmp_path: Path) -> None:
    """Two databases written to by one process do not meet."""
    with engine() as one, engine() as two:
        _attach(one, tmp_path / "one.duckdb")
        _attach(two, tmp_path / "two.duckdb")
        assert one is not two

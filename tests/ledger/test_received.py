"""The originals: kept once, whole, however many visitors hand them in at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ledger.received import ReceivedFiles, sha256_of


def test_the_same_file_from_many_threads(tmp_path: Path) -> None:
    """Eight visitors handing in the same files at once leave one whole copy of each."""
    received = ReceivedFiles(tmp_path)
    contents = [bytes([number]) * 5_000 for number in range(40)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(received.keep, contents * 4))
    assert {path.name for path in received.all()} == {sha256_of(data) for data in contents}
    assert all(received.read(sha256_of(data)) == data for data in contents)


def test_half_written_files_are_no_originals(tmp_path: Path) -> None:
    """What a crash left half written is not counted and not backed up."""
    received = ReceivedFiles(tmp_path)
    kept = received.keep(b"whole")
    (received.path(kept).parent / "abc.partial").write_bytes(b"ha")
    assert [path.name for path in received.all()] == [kept]

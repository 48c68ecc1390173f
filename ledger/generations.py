"""Published copies of the database: immutable numbered files of which readers take the newest.

A process that opens the master file keeps every other process out (design, section 8), so readers
never open it: each write ends by publishing a copy under the next number.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

SUFFIX = ".duckdb"
KEPT = 3  # a reader may still be opening the one before; older ones are only waste


def newest(folder: Path) -> tuple[int, Path] | None:
    """Return number and path of the newest complete generation, or None when there is none."""
    numbered = [(int(path.stem), path) for path in folder.glob(f"*{SUFFIX}") if path.stem.isdigit()]
    return max(numbered, default=None)


def is_behind(folder: Path, master: Path) -> bool:
    """Return whether the master was written after the newest generation, as after a crash."""
    current = newest(folder)
    return master.exists() and (
        current is None or current[1].stat().st_mtime_ns < master.stat().st_mtime_ns
    )


def publish(folder: Path, master: Path) -> int:
    """Copy the closed master to the next generation and return its number.

    The copy appears under its final name only when it is wholly on disk.
    """
    folder.mkdir(parents=True, exist_ok=True)
    current = newest(folder)
    number = current[0] + 1 if current else 1
    partial = folder / f"{number:06d}.partial"
    with master.open("rb") as source, partial.open("wb") as target:
        shutil.copyfileobj(source, target, 1 << 20)
        target.flush()
        os.fsync(target.fileno())
    partial.replace(folder / f"{number:06d}{SUFFIX}")
    _drop_old(folder, number)
    return number


def replace_master(folder: Path, master: Path, fresh: Path) -> None:
    """Put the database file `fresh` in the master's place and publish it.

    The log of a writer that was killed is dropped: it would be replayed into the new file.
    """
    master.with_name(master.name + ".wal").unlink(missing_ok=True)
    fresh.replace(master)
    # Under a number of its own: readers see a newer generation, never a changed one.
    publish(folder, master)


def _drop_old(folder: Path, number: int) -> None:
    for path in folder.glob(f"*{SUFFIX}"):
        if path.stem.isdigit() and int(path.stem) <= number - KEPT:
            # Windows keeps a file that a reader has open; a later write removes it.
            with contextlib.suppress(OSError):
                path.unlink()

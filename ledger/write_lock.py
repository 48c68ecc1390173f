"""The lock of the one writer: who holds it is written beside it, for those who wait."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ledger.errors import UserError

LOCK_SECONDS = 30


@contextmanager
def held(folder: Path, purpose: str, place: str) -> Iterator[None]:
    """Hold the lock of the store whose files lie in `folder`.

    Raises UserError `store_busy` for `place`, naming who has held it for 30 s, and OSError when
    the folder cannot be written to.
    """
    holder = folder / "lock-holder.json"
    lock = FileLock(folder / "lock", timeout=LOCK_SECONDS, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise UserError(
            "store_busy",
            f"另一项写入仍在进行（{_holder(holder)}），已等待 {LOCK_SECONDS} 秒。",
            place,
            "请稍后再试。",
        ) from error
    try:
        note = {"pid": os.getpid(), "host": socket.gethostname(), "purpose": purpose}
        holder.write_text(json.dumps(note, ensure_ascii=False), encoding="utf-8")
        yield
    finally:
        lock.release()


def _holder(note: Path) -> str:
    with suppress(OSError, ValueError, KeyError):
        held = json.loads(note.read_text(encoding="utf-8"))
        return f"{held['purpose']}，进程 {held['pid']}，计算机 {held['host']}"
    return "持有者未知"

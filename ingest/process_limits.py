"""How much memory and time a process may take, where the system lets it be said."""

from __future__ import annotations

import faulthandler
import os
import sys
from contextlib import suppress
from typing import TextIO

MEMORY_BYTES = 1_000_000_000


def limit_memory() -> None:
    """Let the process have 1 GB at most; without effect where there is no such limit (Windows)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  only there is it

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


class Deadline:
    """Ends the process when work takes too long, even while a library holds the interpreter."""

    def __init__(self) -> None:
        """Open the place that the traceback goes to: nobody reads it."""
        self._unread: TextIO = open(os.devnull, "w")  # noqa: SIM115, PTH123  open as long as we run

    def start(self, seconds: float) -> None:
        """Begin a piece of work; the process ends unless `stop` is called in time."""
        faulthandler.dump_traceback_later(seconds, exit=True, file=self._unread)

    def stop(self) -> None:
        """End a piece of work."""
        faulthandler.cancel_dump_traceback_later()

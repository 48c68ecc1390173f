"""How much memory and time a process may take, where the system lets it be said."""

from __future__ import annotations

import faulthandler
import os
import signal
import sys
from contextlib import suppress
from typing import TextIO

MEMORY_BYTES = 1_000_000_000
_CLOCK_GRACE = 3.0  # seconds more where only the clock can be asked: the PC may be busy otherwise


def limit_memory() -> None:
    """Let the process have 1 GB at most; without effect where there is no such limit (Windows)."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415  only there is it

        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


class Deadline:
    """Ends the process when work takes too long, even while a library holds the interpreter.

    What counts is the time that the processor worked for it: on a machine that is busy with other
    things a good file takes longer, and is no worse for it. Windows has only the clock.
    """

    def __init__(self) -> None:
        """Make sure that the signal ends the process, whatever the server does with it."""
        if sys.platform == "win32":
            # The place that the traceback goes to: nobody reads it, and it stays open.
            self._unread: TextIO = open(os.devnull, "w")  # noqa: SIM115, PTH123
        else:
            signal.signal(signal.SIGPROF, signal.SIG_DFL)

    def start(self, seconds: float) -> None:
        """Begin a piece of work; the process ends unless `stop` is called in time."""
        if sys.platform == "win32":
            faulthandler.dump_traceback_later(seconds + _CLOCK_GRACE, exit=True, file=self._unread)
        else:
            signal.setitimer(signal.ITIMER_PROF, seconds)

    def stop(self) -> None:
        """End a piece of work."""
        if sys.platform == "win32":
            faulthandler.cancel_dump_traceback_later()
        else:
            signal.setitimer(signal.ITIMER_PROF, 0)

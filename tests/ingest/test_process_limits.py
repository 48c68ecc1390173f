"""Limits of a process where only a clock can be asked, as on Windows."""

from __future__ import annotations

import subprocess
import sys

from ledger.databases import ROOT

# The platform is another's from here on; what that one lacks is not asked for.
ON_WINDOWS = """
import sys, time
sys.platform = "win32"
from ingest import process_limits
process_limits._CLOCK_GRACE = 0.0
process_limits.limit_memory()
deadline = process_limits.Deadline()
deadline.start(0.2)
deadline.stop()
time.sleep(0.4)
print("stopped in time", flush=True)
deadline.start(0.2)
sum(range(10**12))
"""


def test_without_signals_the_clock_ends_a_process() -> None:
    """Work that stops in time goes on, a library that holds the interpreter is ended, silently."""
    ended = subprocess.run(
        [sys.executable, "-c", ON_WINDOWS], cwd=ROOT, capture_output=True, text=True, timeout=60,
        check=False,
    )  # fmt: skip
    assert (ended.returncode, ended.stdout, ended.stderr) == (1, "stopped in time\n", "")

"""One worker process as the server sees it: started when first asked, replaced when it dies."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic

from ingest.wire import QUESTION, Question, receive, send

_ROOT = Path(__file__).parents[1]
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console


class WorkerDied(Exception):  # noqa: N818  a death is what it is
    """The process ended instead of answering; `seconds` is how long it had been asked."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"after {seconds:.1f} s")
        self.seconds = seconds


class WorkerProcess:
    """A worker that outlives its process: the next question starts another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._setup = b""
        self._answered = 0

    @property
    def is_fresh(self) -> bool:
        """Whether the present process has read no file before."""
        return self._answered == 0

    @property
    def pid(self) -> int | None:
        """The number of the present process; None before the first question and after a death."""
        return self._process.pid if self._process else None

    def ask(self, question: Question, data: bytes, setup: bytes = b"") -> bytes:
        """Return the answer to `question`, asked by `setup`; raises WorkerDied."""
        process = self._process = self._process or self._started()
        start = monotonic()
        if setup and setup != self._setup:
            self._exchange(process, Question("setup"), setup, start)
            self._setup = setup
        answer = self._exchange(process, question, data, start)
        self._answered += 1
        return answer

    def stop(self) -> None:
        """End the process: it goes when nothing more can be asked."""
        process, self._process = self._process, None
        self._setup, self._answered = b"", 0
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):  # what it was never told cannot be flushed any more
                if pipe is not None:
                    pipe.close()

    def _exchange(
        self, process: subprocess.Popen[bytes], question: Question, data: bytes, start: float
    ) -> bytes:
        assert process.stdin is not None  # both are pipes
        assert process.stdout is not None
        try:
            send(process.stdin, QUESTION.dump_json(question), data)
            frame = receive(process.stdout)
        except OSError:
            frame = None
        except BaseException:
            self.stop()  # an answer to this question must not be taken for the next one's
            raise
        if frame is None:
            self.stop()
            raise WorkerDied(monotonic() - start)
        return frame[0]

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "ingest.worker"],
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": str(_ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )

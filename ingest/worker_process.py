"""One worker process as the server sees it: started when first asked, replaced when it dies."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

from ingest.wire import QUESTION, Question, receive, send

_ROOT = Path(__file__).parents[1]
_PATHS = [path for path in [os.environ.get("PYTHONPATH", "")] if path]
_PATIENCE = 20.0  # seconds beside a file's own: a worker's start on a machine that has much to do
_LOOK = 0.5  # seconds from one look at an asked worker to the next
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows would flash a console


class WorkerDied(Exception):  # noqa: N818  a death is what it is
    """The process ended instead of answering; `seconds` is how long it had been asked.

    `starting` says that it had not come as far as to be asked about a file.
    """

    def __init__(self, seconds: float, starting: bool) -> None:
        super().__init__(f"after {seconds:.1f} s")
        self.seconds = seconds
        self.starting = starting


class WorkerProcess:
    """A worker that outlives its process: the next question starts another."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._setup = b""
        self._answered = 0
        self._due = math.inf

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
        if setup and setup != self._setup:
            self._exchange(process, Question("setup"), setup)
            self._setup = setup
        answer = self._exchange(process, question, data)
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

    def _exchange(self, process: subprocess.Popen[bytes], question: Question, data: bytes) -> bytes:
        assert process.stdin is not None  # both are pipes
        assert process.stdout is not None
        start = monotonic()
        self._due = start + question.seconds + _PATIENCE
        try:
            send(process.stdin, QUESTION.dump_json(question), data)
            frame = receive(process.stdout)
        except OSError:
            frame = None
        except BaseException:
            self.stop()  # an answer to this question must not be taken for the next one's
            raise
        finally:
            self._due = math.inf
        if frame is None:
            self.stop()
            raise WorkerDied(monotonic() - start, question.kind == "setup")
        return frame[0]

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", "ingest.worker"],
            cwd=_ROOT,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(_ROOT), *_PATHS])},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=_NO_WINDOW,
        )
        Thread(target=self._watch, args=(process,), daemon=True).start()
        return process

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """End a process that does not end itself in time: it was stopped, or never got going.

        One thread a process: one a file would cost a tenth of what reading it does.
        """
        while process.poll() is None:
            if monotonic() > self._due:
                process.kill()
            sleep(_LOOK)

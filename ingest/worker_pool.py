"""The workers of this process: files in, readings out, each file's troubles its own."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from queue import LifoQueue
from typing import Self

from ingest.file_reading import Job, ReadFile
from ingest.findings import refusal
from ingest.wire import READ_FILE, SETUP, SHEETS, Question, Setup
from ingest.workbook import Workbook
from ingest.worker_process import WorkerDied, WorkerProcess
from ledger.errors import UserError
from ledger.plan import Plan

SECONDS = 7.0  # of the processor for a file; a ledger takes a hundredth of one
Progress = Callable[[int, int, str], None]


class WorkerPool:
    """A fixed number of workers, started when there is something to read.

    May be used from several threads at once; a context manager, at whose end the workers end.
    """

    def __init__(self, size: int, seconds: float = SECONDS) -> None:
        """Keep how many files may be read at once and how long each may take."""
        self._size = size
        self._seconds = seconds
        self._workers = [WorkerProcess() for _ in range(size)]
        self._idle: LifoQueue[WorkerProcess] = LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)

    def __enter__(self) -> Self:
        """Return the pool itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the workers."""
        self.close()

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes that run at present."""
        return [worker.pid for worker in self._workers if worker.pid is not None]

    def close(self) -> None:
        """End the workers once they are idle; a later question would start them again."""
        resting = [self._idle.get() for _ in range(self._size)]
        for worker in resting:
            worker.stop()
            self._idle.put(worker)

    def read(
        self,
        jobs: Sequence[Job],
        plan: Plan,
        aliases: Mapping[str, str],
        progress: Progress | None = None,
    ) -> list[ReadFile]:
        """Return what became of each file, in the order of `jobs`; raises nothing of the files."""
        return list(self.each(jobs, plan, aliases, progress))

    def each(
        self,
        jobs: Sequence[Job],
        plan: Plan,
        aliases: Mapping[str, str],
        progress: Progress | None = None,
    ) -> Iterator[ReadFile]:
        """Yield what `read` returns, each file as soon as it and those before it are read."""
        setup = SETUP.dump_json(Setup(plan, dict(aliases)))
        threads = ThreadPoolExecutor(self._size)
        try:
            waiting = [threads.submit(self._answer, setup, job) for job in jobs]
            for number, (job, answer) in enumerate(zip(jobs, waiting, strict=True), start=1):
                read = _unpacked(answer)  # the worker has its next file by then
                if progress:
                    progress(number, len(jobs), job.name)
                yield read
        finally:  # a page that is left in the middle waits for no more than the files in hand
            threads.shutdown(cancel_futures=True)

    def sheets(self, data: bytes) -> Workbook:
        """Return the sheets of a file as they are read; raises UserError if they cannot be."""
        answer = self._ask(Question("sheets", seconds=self._seconds), data)
        found = SHEETS.validate_json(answer)
        if found.refusal:
            raise found.refusal
        assert found.workbook is not None  # a worker answers with the one or the other
        return found.workbook

    def _answer(self, setup: bytes, job: Job) -> bytes:
        question = Question("read", job.name, job.unit, job.quarter, self._seconds)
        return self._ask(question, job.data, setup)

    def _ask(self, question: Question, data: bytes, setup: bytes = b"") -> bytes:
        """Return a worker's answer; raises UserError when the file took the worker down.

        Only a fresh worker's death is the file's fault: an old one may have been worn by others.
        """
        worker = self._idle.get()
        try:
            while True:
                fresh = worker.is_fresh
                try:
                    return worker.ask(question, data, setup)
                except OSError:  # no process could be started at all
                    raise refusal("reader_unavailable") from None
                except WorkerDied as death:
                    if death.starting:
                        raise refusal("reader_unavailable") from None
                    if death.seconds >= self._seconds:
                        raise refusal("reader_timeout", seconds=f"{self._seconds:g}") from None
                    if fresh:
                        raise refusal("reader_died") from None
        finally:
            self._idle.put(worker)


def _unpacked(answer: Future[bytes]) -> ReadFile:
    try:
        return READ_FILE.validate_json(answer.result())
    except UserError as error:
        return ReadFile(refusal=error)


@cache
def shared_pool() -> WorkerPool:
    """Return the pool that everything in this process shares; it ends with the process."""
    pool = WorkerPool(size=min(4, os.cpu_count() or 1))
    atexit.register(pool.close)
    return pool

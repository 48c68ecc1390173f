"""A process that reads returned files for the server: `python -m ingest.worker`, over pipes.

A file that takes it down, or keeps it too long, takes nothing else down (design, section 8).
"""

from __future__ import annotations

import gc
import os
import sys
from itertools import cycle
from typing import IO

from ingest.file_reading import Job, ReadFile, read_file
from ingest.findings import refusal
from ingest.formats.read import read_workbook
from ingest.judge.lexicon_files import read_rows
from ingest.judge.narrative import judge
from ingest.judging import judge_entries
from ingest.process_limits import Deadline, limit_memory
from ingest.reading import Hints, read_sheets
from ingest.wire import (
    QUESTION,
    READ_FILE,
    SETUP,
    SHEETS,
    Question,
    SheetsAnswer,
    receive,
    send,
)
from ingest.workbook import Sheet, Workbook
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.units import UnitRegistry

# What a ledger holds: a deed done, a remainder with a plan, an act.
_USUAL = ("已全部完成，整改5个。", "还有2个未完成，计划12月底前完成。", "组织培训3场次。")


def main() -> None:
    """Answer questions until the server ends or a file has used up the memory."""
    answers = _private_output()
    limit_memory()
    reader = _Reader()
    while (frame := receive(sys.stdin.buffer)) is not None:
        question = QUESTION.validate_json(frame[0])
        try:
            send(answers, reader.answer(question, frame[1]))
        except MemoryError:  # what is left may not be enough for the next file
            os._exit(1)


def _private_output() -> IO[bytes]:
    """Return the pipe to the server, out of reach of libraries that print."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return pipe


class _Reader:
    """Reads files by the plan and the aliases that it was set up with."""

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._registry = UnitRegistry(())
        self._deadline = Deadline()

    def answer(self, question: Question, data: bytes) -> bytes:
        """Return the answer as JSON; the process ends when it takes too long."""
        if question.kind == "setup":
            self._set_up(data)
            return b""
        self._deadline.start(question.seconds)
        try:
            if question.kind == "sheets":
                return SHEETS.dump_json(_sheets(data))
            return READ_FILE.dump_json(self._read(question, data))
        finally:
            self._deadline.stop()

    def _set_up(self, data: bytes) -> None:
        setup = SETUP.validate_json(data)
        is_first = self._plan is None
        self._plan = setup.plan
        self._registry = UnitRegistry.for_plan(setup.plan, setup.aliases)
        if is_first:  # another alias later loads nothing new
            warm_up(setup.plan)
            # What is loaded by now stays: no file's time is to be spent on looking through it.
            gc.collect()
            gc.freeze()

    def _read(self, question: Question, data: bytes) -> ReadFile:
        assert self._plan is not None  # the server sets up before it asks
        job = Job(question.name, data, question.unit, question.quarter)
        return read_file(job, self._plan, self._registry)


def warm_up(plan: Plan) -> None:
    """Load words and compile expressions now: no file's own time should be spent on them."""
    rows = [["具体内容", "落实情况"]]
    rows += [[task.text, text] for task, text in zip(plan.tasks, cycle(_USUAL), strict=False)]
    for row in read_rows("cues.csv"):
        task = plan.task_by_no.get(int(row["task_no"] or 7))
        if task is not None:  # another level's plan has tasks of its own
            judge(row["example"], task)
    book = Workbook("", (Sheet("", rows=rows),))
    (read,) = read_sheets(book, "", "", plan, UnitRegistry(plan.units), Hints())
    judge_entries(read.entries, plan)


def _sheets(data: bytes) -> SheetsAnswer:
    try:
        return SheetsAnswer(read_workbook(data))
    except UserError as error:
        return SheetsAnswer(refusal=error)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  a slip of ours must not end the page
        return SheetsAnswer(refusal=refusal("not_a_workbook", "damaged"))


if __name__ == "__main__":
    main()

"""The labelled texts that the judge is tested on, and those that its weights are learnt from."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import NamedTuple

from ingest.judge.classifier import STOP, normal
from ingest.judge.lexicon_files import read_rows
from ingest.judge.narrative import as_meant, without_blanks
from ledger.words import Status

FOLDER = Path(__file__).parents[1] / "tests" / "ingest"
PHRASES = FOLDER / "narratives"
DEVELOPED = FOLDER / "narratives.tsv"
MISSED = FOLDER / "narratives_missed.tsv"
LEARNT = FOLDER / "learnt_from.txt"
SAID_OF_STEPS = ("已完成", "已全部完成", "均已办结", "已建立", "已印发实施", "已到位")


class Labelled(NamedTuple):
    """A narrative with what a careful reader makes of it; `figures` as `58:人;60:学时`."""

    status: str
    task_no: int
    text: str
    figures: str


def read_labelled(path: Path) -> list[Labelled]:
    """Return the rows of a tab-separated file: status, task, text, figures (may be left out).

    A line break within a text is written as a backslash and an n.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        padded = ([*row, ""][:4] for row in rows)
        return [
            Labelled(status, int(task_no), text.replace("\\n", "\n"), figures)
            for status, task_no, text, figures in padded
        ]


def read_phrases(name: str) -> list[str]:
    """Return the lines of a file of phrases."""
    return (PHRASES / name).read_text(encoding="utf-8").split()


def read_claims(name: str) -> list[tuple[int, str]]:
    """Return task and text of each line of a file: of claims of done, or of what only seems so."""
    lines = (PHRASES / name).read_text(encoding="utf-8").splitlines()
    return [(int(task_no), text) for task_no, text in (line.split("\t") for line in lines)]


def learnt_from() -> list[tuple[str, str]]:
    """Return status and text of all texts to learn from, in an order of their own."""
    rows = [*read_labelled(DEVELOPED), *read_labelled(MISSED)]
    texts = [(row.status, row.text) for row in rows if row.status != Status.BLANK]
    examples = [(row["status"], row["example"]) for row in read_rows("cues.csv") if row["status"]]
    return sorted([*texts, *examples, *_phrases()])


def _phrases() -> Iterator[tuple[str, str]]:
    """Yield what claims no more than a step or a count of acts, or is told of others only."""
    told = {
        "first_steps.txt": Status.ADVANCING,
        "acts.txt": Status.ADVANCING,
        "others.txt": Status.UNCLEAR,
    }
    for name, status in told.items():
        yield from ((status, f"{phrase}。") for phrase in read_phrases(name))
    for name, status in (("almost_done.txt", Status.ADVANCING), ("plain_claims.txt", Status.DONE)):
        yield from ((status, text) for _, text in read_claims(name))
    for thing, verb in product(read_phrases("not_the_task.txt"), SAID_OF_STEPS):
        yield Status.ADVANCING, f"{thing}{verb}。"


def learnt_clauses() -> list[tuple[str, str]]:
    """Return clauses that leave something open, and those of texts that leave nothing open."""
    done = [text for status, text in learnt_from() if status == Status.DONE]
    left = [*done, *read_phrases("harmless.txt")]
    closed = [clause for text in left for clause in as_weighed(text).split(STOP)]
    told = [("open", phrase) for phrase in read_phrases("reservations.txt")]
    return told + [("closed", clause) for clause in closed if clause]


def as_weighed(text: str) -> str:
    """Return what the judge weighs of a text as it was written."""
    return normal(as_meant(without_blanks(text)))


def digest(rows: Sequence[tuple[str, str]]) -> str:
    """Return what tells these rows from any others."""
    return hashlib.sha256(repr(rows).encode()).hexdigest()

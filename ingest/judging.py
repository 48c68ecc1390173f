"""What the rules say of each entry of a reading, in the form in which it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ingest.form.entries import Entry
from ingest.judge.figures import Figure
from ingest.judge.narrative import judge
from ledger.plan import Plan, Task
from ledger.sentences import hashed_sentences, text_key
from ledger.words import Status

# A finite float prints as JSON, and so does a unit of the lexicon between quotes.
_FIGURE = '{"value": %r, "unit": "%s", "start": %d, "end": %d}'
_RECALLED_LENGTH = 1000  # longer texts are rare, and would fill the memory


class EntryJudgement(NamedTuple):
    """The judgement of one task's entry; `evidence` and `figures` are JSON, ready to be stored.

    `text_key` identifies the normalised text: what a review holds for.
    """

    task_no: int
    status: Status
    reason: str
    evidence: str
    figures: str
    text_key: str
    sentence_hashes: tuple[str, ...]
    sentence_lengths: tuple[int, ...]


def judge_entries(entries: Sequence[Entry], plan: Plan) -> tuple[EntryJudgement, ...]:
    """Return the judgement of each entry under today's rules, in their order."""
    tasks = plan.task_by_no
    return tuple([_judgement(entry.narrative, tasks[entry.task_no]) for entry in entries])


def _judgement(text: str, task: Task) -> EntryJudgement:
    return _recall(text, task) if len(text) <= _RECALLED_LENGTH else _judge(text, task)


@lru_cache(maxsize=4096)  # most cells come back unchanged in the next quarter's ledger
def _recall(text: str, task: Task) -> EntryJudgement:
    return _judge(text, task)


def _judge(text: str, task: Task) -> EntryJudgement:
    judgement = judge(text, task)
    sentences = hashed_sentences(text)
    return EntryJudgement(
        task_no=task.task_no,
        status=judgement.status,
        reason=judgement.reason,
        # A list of pairs of integers prints as the JSON that it is.
        evidence=str([list(span) for span in judgement.evidence]),
        figures=_figures(judgement.figures),
        text_key=text_key(text),
        sentence_hashes=tuple(sentences),
        sentence_lengths=tuple(sentences.values()),
    )


def _figures(figures: Sequence[Figure]) -> str:
    """Return the figures as JSON, filled into a form: an encoder takes three times as long."""
    return f"[{', '.join([_FIGURE % figure for figure in figures])}]"

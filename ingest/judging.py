"""What the rules say of each entry of a reading, in the form in which it is stored."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from ingest.form.entries import Entry
from ingest.judge.figures import Figure
from ingest.judge.narrative import Judgement, judge_all
from ledger.plan import Plan, Task
from ledger.sentences import hashed_sentences, text_key
from ledger.words import Status

# A finite float prints as JSON, and so does a unit of the lexicon between quotes.
_FIGURE = '{"value": %r, "unit": "%s", "start": %d, "end": %d}'
_RECALLED_LENGTH = 1000  # longer texts are rare, and would fill the memory
_MOST_RECALLED = 4096  # judgements; then it begins anew
_Asked = tuple[str, Task]
_recalled: dict[_Asked, EntryJudgement] = {}  # most cells come back unchanged in the next quarter


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
    asked = [(entry.narrative, tasks[entry.task_no]) for entry in entries]
    recalled = {one: old for one in asked if (old := _recalled.get(one)) is not None}
    new = [one for one in dict.fromkeys(asked) if one not in recalled]
    judged = dict(zip(new, map(_stored, new, judge_all(new)), strict=True))
    if len(_recalled) > _MOST_RECALLED:
        _recalled.clear()
    _recalled.update(
        {one: found for one, found in judged.items() if len(one[0]) <= _RECALLED_LENGTH}
    )
    found = recalled | judged
    return tuple([found[one] for one in asked])


def _stored(asked: _Asked, judgement: Judgement) -> EntryJudgement:
    text, task = asked
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

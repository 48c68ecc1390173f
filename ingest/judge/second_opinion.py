"""Holds the rules' verdict against the classifier: where it is far surer, it is believed."""

from __future__ import annotations

from math import inf

from ingest.judge.classifier import STATUSES, Weighed
from ingest.judge.cues import Cue
from ingest.judge.segments import Note
from ingest.judge.shortfalls import BY_FIGURES
from ingest.judge.verdict import Verdict
from ledger.words import STATUS_LABELS, Status

# How much likelier, in hundredths of a log-odds, another status must be to be believed.
_DEMOTE = 75  # from done: a false done is the costly error
_CHANGE = 100  # between two statuses of which none is done
_PROMOTE = 150  # to done, against anything else
_OVERCOME = 300  # to done, against words of a part, of work in hand or of a plan
_TELLS_MORE = frozenset({"partial", "ongoing", "future"})
_OPENNESS = 100  # of a clause, from which on it leaves something open
_SHORTEST = 10  # code points of a text that is always weighed
_USUAL_LENGTH = 260  # code points of the longest labelled texts; longer ones weigh no more

_CUES = {
    status: Cue(
        "写法相近",
        status.value,
        "",
        f"全文的写法与标注为“{STATUS_LABELS[status]}”的文字相近，主要看“{{words}}”",
    )
    for status in STATUSES
}
_LEFT_OPEN = Cue("留有尾巴", "remain", "", "“{words}”的写法，多表示还有没办完的")


def reconsider(text: str, verdict: Verdict, weighed: Weighed) -> Verdict:
    """Return the verdict, or another one that the classifier is far surer of.

    One clause that leaves something open undoes a claim of done, whatever else is told.
    """
    if len(text) < _SHORTEST and (verdict.status is not Status.DONE or _is_bare(text, verdict)):
        return verdict
    weights = weighed.statuses
    likeliest = max(weights, key=weights.__getitem__)
    lead = (weights[likeliest] - weights[verdict.status]) * min(1.0, _USUAL_LENGTH / len(text))
    is_open = weighed.openness > _OPENNESS
    if lead > _needed(verdict, likeliest) and not (is_open and likeliest is Status.DONE):
        clause = weighed.telling_clause(likeliest, verdict.status)
        return Verdict(likeliest, [Note(_CUES[likeliest], clause)])
    if is_open and verdict.status is Status.DONE:
        left = Note(_LEFT_OPEN, weighed.open_clause())
        return Verdict(Status.ADVANCING, [left, *verdict.grounds])
    return verdict


def _is_bare(text: str, verdict: Verdict) -> bool:
    """Tell whether nothing is named that was done: 已完成, and not 档案柜已到位."""
    return verdict.grounds[0].span == (0, len(text.rstrip("。；;.")))


def _needed(verdict: Verdict, likeliest: Status) -> float:
    """Return by how much another status must be likelier.

    No weights make done of what is not the task, is denied, or falls short by its figures.
    """
    if verdict.status is Status.DONE:
        return _DEMOTE
    if likeliest is not Status.DONE:
        return _CHANGE
    cues = [note.cue for note in verdict.grounds]
    denied = verdict.status is Status.NOT_STARTED and any(cue.effect == "undone" for cue in cues)
    if verdict.status is Status.NONE or denied or not BY_FIGURES.isdisjoint(cues):
        return inf
    return _OVERCOME if cues and cues[0].effect in _TELLS_MORE else _PROMOTE

"""Holds the rules' verdict against the classifier: where it is far surer, it is believed."""

from __future__ import annotations

from math import inf

from ingest.judge.classifier import Weighed
from ingest.judge.cues import Cue
from ingest.judge.segments import Note
from ingest.judge.verdict import Verdict
from ledger.words import Status

# How much likelier, in hundredths of a log-odds, another status must be to be believed.
_DEMOTE = 50  # from done: a false done is the costly error
_CHANGE = 100  # between two statuses of which none is done
_PROMOTE = 150  # to done, where the rules found no more than acts
_OVERCOME = 400  # to done, against words of a remainder, of work in hand or of a plan
_OPEN = frozenset({"partial", "ongoing", "future"})
_OPENNESS = 0  # of a clause, in the same measure, above which it leaves something open
_SHORTEST = 10  # code points of a text that is always weighed
_USUAL_LENGTH = 260  # code points of the longest labelled texts; longer ones weigh no more

_LIKE = {
    Status.DONE: "办成了",
    Status.ADVANCING: "还在推进",
    Status.NOT_STARTED: "还没有开始",
    Status.NONE: "没有可报的内容",
    Status.UNCLEAR: "没有说明做法和结果",
}
_CUES = {
    status: Cue("写法相近", status.value, "", f"“{{words}}”的写法，在标注过的文字里多表示{meaning}")
    for status, meaning in _LIKE.items()
}
_LEFT_OPEN = Cue("留有尾巴", "remain", "", "“{words}”的写法，多是还有未办完的")


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
    if lead <= _needed(text, verdict, likeliest) or (is_open and likeliest is Status.DONE):
        if is_open and verdict.status is Status.DONE:
            left = Note(_LEFT_OPEN, weighed.open_clause())
            return Verdict(Status.ADVANCING, [left, *verdict.grounds])
        return verdict
    clause = weighed.telling_clause(likeliest, verdict.status)
    return Verdict(likeliest, [Note(_CUES[likeliest], clause)])


def _is_bare(text: str, verdict: Verdict) -> bool:
    """Tell whether nothing is named that was done: 已完成, and not 档案柜已到位."""
    return verdict.grounds[0].span == (0, len(text.rstrip("。；;.")))


def _needed(text: str, verdict: Verdict, likeliest: Status) -> float:
    """Return by how much another status must be likelier; infinite where figures say less."""
    if verdict.status is Status.DONE:
        return _DEMOTE
    if likeliest is not Status.DONE:
        return _CHANGE
    if verdict.status is Status.NONE:
        return inf
    effect = verdict.grounds[0].cue.effect if verdict.grounds else ""
    if effect == "partial" and any(map(str.isdigit, text[slice(*verdict.grounds[0].span)])):
        return inf
    return _OVERCOME if effect in _OPEN else _PROMOTE

"""Weighs what was found in a narrative against each other: one open end undoes a claim of done."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.judge.claims import read_claims
from ingest.judge.clauses import ClauseReader
from ingest.judge.segments import SENTENCE_END, Note, Segment
from ingest.judge.wishes import pending, read_wishes
from ledger.words import Status

_CHECK = re.compile(
    r"自查|经抽查|核查|检查|排查|评查|清查|巡查|检视|回访|抽检|核验|复查|复核|经查|督查|核对|比对|对照|倒查|筛查|逐[项案件条卷宗]审?查"
)
_OUTCOME = re.compile(r"覆盖|完成|整改|办结|认领|销号|落实|持证|上线|建成|归集|配备|达标")
_RATE_REACH = 12  # code points before a percentage that say what it measures
_LEFTOVERS = (
    ("nil", Status.NONE, ""),
    ("refer", Status.UNCLEAR, ""),
    ("remain", Status.UNCLEAR, "只说还有不足，未写做法和结果"),
)


class Verdict(NamedTuple):
    """A status with its grounds, the weightiest first; `reason` where no words are to be named."""

    status: Status
    grounds: Sequence[Note]
    reason: str = ""


def reach_verdict(reader: ClauseReader) -> Verdict:
    """Return the status that the reader's findings carry."""
    notes = reader.notes
    halves = notes.get("partial", []) + notes.get("ongoing", [])
    if halves:
        return Verdict(Status.ADVANCING, halves)
    reader.settle()
    acts = notes.get("reported", [])
    left = notes.get("undone", []) + notes.get("remain", [])
    if acts and left:
        return Verdict(Status.ADVANCING, [left[0], acts[0]])
    done, acts = _find_claims(reader)
    return _verdict_on_done(reader, done) if done else _verdict_on_acts(reader, acts)


def _find_claims(reader: ClauseReader) -> tuple[list[Note], list[Note]]:
    """Return the first claim of something done, and the acts told up to it."""
    notes = reader.notes
    acts = list(notes.get("reported", []))
    clean = notes.get("clean", []) + notes.get("nil", [])
    ours = all(note.cue.effect != "none" for note in notes.get("none", []))
    if clean and ours and _CHECK.search(reader.text):
        return clean[:1], acts
    full = [note for note in notes.get("full", []) if not acts or _is_outcome(reader, note)]
    if full:
        return full[:1], acts
    for kind, note in read_claims(reader.text, reader.claims, reader.task):
        if kind == "done":
            return [note], acts
        acts.append(note)
    return [], acts


def _is_outcome(reader: ClauseReader, rate: Note) -> bool:
    """Tell whether 100% is of the task's outcome, and not of the people at one session."""
    return bool(_OUTCOME.search(reader.text, max(0, rate.span[0] - _RATE_REACH), rate.span[0]))


def _verdict_on_done(reader: ClauseReader, done: list[Note]) -> Verdict:
    notes = reader.notes
    open_ends = notes.get("undone", []) + notes.get("remain", [])
    last = done[0].span[0]
    open_ends += [note for note in notes.get("contrast", []) if _is_open(reader, note, last)]
    open_ends += notes.get("await", [])
    open_ends += [note for note in notes.get("none", []) if _is_lacking(reader, note, last)]
    open_ends = open_ends or pending(reader.text, reader.wishes, done[0])
    if open_ends:
        return Verdict(Status.ADVANCING, [open_ends[0], done[0]])
    return Verdict(Status.DONE, done)


def _is_lacking(reader: ClauseReader, note: Note, done: int) -> bool:
    """Tell whether something is not there: 未下放, or 暂无 behind the claim; but not 不涉及."""
    first = note.span[0]
    return reader.text[first] == "未" or (reader.text[first] == "暂" and first > done)


def _is_open(reader: ClauseReader, note: Note, done: int) -> bool:
    """Tell whether a 但 follows the claim, or a 待 follows it or has a sentence of its own."""
    first, last = note.span
    waits = note.cue.effect == "future"
    return first > done or (waits and bool(SENTENCE_END.search(reader.text, last, done)))


def _verdict_on_acts(reader: ClauseReader, acts: list[Note]) -> Verdict:
    acts = acts or _find_bare_acts(reader)
    return Verdict(Status.ADVANCING, acts) if acts else _verdict_on_nothing(reader)


def _find_bare_acts(reader: ClauseReader) -> list[Note]:
    """Return acts told without any marker; no place for them beside `none` alone."""
    if "none" in reader.notes and "undone" not in reader.notes:
        return []
    segments = [Segment(start, end) for start, end, worth, *_ in reader.told if not worth]
    return [note for _, note in read_claims(reader.text, segments, reader.task)]


def _verdict_on_nothing(reader: ClauseReader) -> Verdict:
    notes = reader.notes
    pending_wishes = list(read_wishes(reader.text, reader.wishes))
    if "none" in notes and not pending_wishes:
        return Verdict(Status.NONE, notes["none"])
    idle = notes.get("undone", []) or pending_wishes or notes.get("hoped", [])
    if idle:
        return Verdict(Status.NOT_STARTED, idle)
    for kind, status, reason in _LEFTOVERS:
        if kind in notes:
            return Verdict(status, notes[kind], reason)
    return Verdict(Status.UNCLEAR, [], "只有表态或原则要求，未写做法和结果")

"""Weighs what was found in a narrative against each other: one open end undoes a claim of done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ingest.judge.account_words import account
from ingest.judge.asides import find_stray
from ingest.judge.claims import Claims, read_claims
from ingest.judge.clauses import ClauseReader
from ingest.judge.doubts import find_doubt
from ingest.judge.endings import find_ending
from ingest.judge.segments import Note, Segment
from ingest.judge.steps import WHOLLY, find_step, may_hold_step
from ingest.judge.wholes import is_partial
from ingest.judge.wishes import pending, read_wishes
from ledger.words import DeadlineKind, Status

_CHECK = re.compile(
    r"自查|经抽查|核查|检查|排查|评查|清查|巡查|检视|回访|抽检|核验|复查|复核|经查|督查|核对|比对|对照|倒查|筛查|逐[项案件条卷宗]审?查"
)
_OUTCOME = re.compile(r"覆盖|完成|整改|办结|认领|销号|落实|持证|上线|建成|归集|配备|达标")
_THIS = re.compile(r"(?:[本该此]项|这项)(?:工作|任务)?(?:目前|现|至今|一直)?\Z")
_BEGUN = re.compile(r"(?:[尚暂还仍从]?未|没有?)能?(?:开展|启动|实施|开始|着手|落实)(?![^，,。；;])")
_CLOSE = 8  # code points before a denial in which its subject ends
_RATE_REACH = 12  # code points before a percentage that say what it measures
_STOP = re.compile(r"[。；;]")
_EVERYWHERE = "全覆盖"
_TOLD = {"act", "step", "odd"}
_ROUND = re.compile(r"[，,]结果[也均都]?\Z")
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
    if "none" in notes and account("declared").search(reader.text) and "undone" not in notes:
        return Verdict(Status.NONE, notes["none"][-1:])
    if "partial" in notes or "ongoing" in notes:
        halves = notes.get("partial", []) + notes.get("ongoing", [])
        if halves:  # 覆盖率50% may have been overtaken by a later date
            return Verdict(Status.ADVANCING, halves)
    reader.settle()
    acts = notes.get("reported", []) + notes.get("leftover", [])
    left = notes.get("undone", []) + notes.get("remain", [])
    if acts and left:
        return Verdict(Status.ADVANCING, [left[0], acts[0]])
    denied = [note for note in notes.get("undone", []) if _is_of_the_task(reader, note)]
    if denied:
        return Verdict(Status.NOT_STARTED, denied)
    unread = iter(reader.claims)
    claims = Claims(unread, read_claims(reader.text, unread, reader.task))
    done, acts = _find_claims(reader, claims)
    if done:
        return _verdict_on_done(reader, done, claims)
    return _verdict_on_acts(reader, acts)


def _is_of_the_task(reader: ClauseReader, note: Note) -> bool:
    """Tell whether the task itself is said not to be begun: 故本项未开展."""
    begun = _BEGUN.match(reader.text, note.span[0])
    return bool(begun and _THIS.search(reader.text, max(0, note.span[0] - _CLOSE), note.span[0]))


def _find_bare_acts(reader: ClauseReader) -> list[Note]:
    """Return acts told without any marker; no place for them beside `none` alone."""
    if "none" in reader.notes and "undone" not in reader.notes:
        return []
    segments = [Segment(start, end) for start, end, worth, *_ in reader.told if not worth]
    return [note for kind, note in read_claims(reader.text, segments, reader.task) if kind in _TOLD]


def _find_claims(reader: ClauseReader, claims: Claims) -> tuple[list[Note], list[Note]]:
    """Return the first claim of something done, and the acts told up to it.

    Of `claims` no more is read than that needs.
    """
    notes = reader.notes
    acts = list(notes.get("reported", []))
    clean = notes.get("clean", []) + notes.get("nil", [])
    ours = all(note.cue.effect != "none" for note in notes.get("none", []))
    if clean and ours and _CHECK.search(reader.text) and _is_of_all(reader, clean[0]):
        return clean[:1], acts
    full = [note for note in notes.get("full", []) if not acts or _is_outcome(reader, note)]
    full = [note for note in full if _is_of_all(reader, note)]
    if full:
        return full[:1], acts
    for kind, note in claims.told:
        if kind == "done" and not (acts and _only_a_basis(reader, note)):
            return [note], acts
        if kind == "hope":
            notes["hoped"].append(note)
        else:
            acts.append(note)
            if kind == "step":
                notes["step"].append(note)
    return [], acts


def _is_of_all(reader: ClauseReader, note: Note) -> bool:
    """Tell whether the clause up to the note speaks of no others and no part."""
    return not is_partial(reader.text, note.span[0], reader.task)


def _is_outcome(reader: ClauseReader, rate: Note) -> bool:
    """Tell whether 100% is of the task's outcome, and not of the people at one session."""
    return bool(_OUTCOME.search(reader.text, max(0, rate.span[0] - _RATE_REACH), rate.span[0]))


def _only_a_basis(reader: ClauseReader, note: Note) -> bool:
    """Tell whether a rule is in place, or one round ended, beside acts that go on being asked."""
    kind, first = reader.task.deadline_kind, note.span[0]
    if kind is DeadlineKind.STAGED and _ROUND.search(reader.text, max(0, first - _CLOSE), first):
        return True  # 抽查企业37家，结果已公示
    counted = kind is DeadlineKind.YEARLY and "reported" in reader.notes
    if not (kind is DeadlineKind.CONTINUOUS or counted) or "full" in reader.notes:
        return False
    wholly = WHOLLY.search(reader.text, first, note.span[1] + len(_EVERYWHERE))
    return note.cue.effect == "settle" and not wholly


def _verdict_on_done(reader: ClauseReader, done: list[Note], claims: Claims) -> Verdict:
    notes = reader.notes
    open_ends = notes.get("undone", []) + notes.get("remain", [])
    last = done[0].span[0]
    open_ends += [note for note in notes.get("contrast", []) if _is_open(reader, note, last)]
    open_ends += notes.get("await", [])
    open_ends += [note for note in notes.get("none", []) if reader.text[note.span[0]] == "未"]
    open_ends = open_ends or pending(reader.text, reader.wishes, done[0])
    beside = open_ends[0] if open_ends else _find_beside(reader, done[0], claims)
    if beside is None:
        return Verdict(Status.DONE, done)
    ending = None if open_ends else find_ending(reader.text, reader.figures, reader.task)
    if ending is None:
        return Verdict(Status.ADVANCING, [beside, done[0]])
    return Verdict(Status.DONE, done)


def _find_beside(reader: ClauseReader, done: Note, claims: Claims) -> Note | None:
    """Return what else in the text speaks against the claim, if anything does."""
    text, last = reader.text, done.span[0]
    beside = find_doubt(text, last)
    if beside is None:
        beside = find_stray(text, last, reader.wishes, reader.figures, reader.task)
    if beside is None:
        earlier = [("step", step) for step in reader.notes.get("step", ())]
        beside = find_step(text, done, chain(earlier, claims.told, _read_steps(reader, claims)))
    return beside


def _read_steps(reader: ClauseReader, claims: Claims) -> Iterator[tuple[str, Note]]:
    """Read on, but only where an open step may stand."""
    near = [marks for marks in claims.unread if may_hold_step(reader.text, marks[0], marks[1])]
    return read_claims(reader.text, near, reader.task, only_steps=True)


def _is_open(reader: ClauseReader, note: Note, done: int) -> bool:
    """Tell whether a 但 follows the claim, or a 待 follows it or has a sentence of its own."""
    first, last = note.span
    waits = note.cue.effect == "future"
    return first > done or (waits and bool(_STOP.search(reader.text, last, done)))


def _verdict_on_acts(reader: ClauseReader, acts: list[Note]) -> Verdict:
    ending = find_ending(reader.text, reader.figures, reader.task)
    if ending is not None:
        return Verdict(Status.DONE, [ending])
    acts = acts or _find_bare_acts(reader)
    return Verdict(Status.ADVANCING, acts) if acts else _verdict_on_nothing(reader)


def _verdict_on_nothing(reader: ClauseReader) -> Verdict:
    notes = reader.notes
    pending = list(read_wishes(reader.text, reader.wishes))
    if "none" in notes and not pending:
        return Verdict(Status.NONE, notes["none"])
    idle = notes.get("undone", []) or pending or notes.get("hoped", [])
    if idle:
        return Verdict(Status.NOT_STARTED, idle)
    for kind, status, reason in _LEFTOVERS:
        if kind in notes:
            return Verdict(status, notes[kind], reason)
    return Verdict(Status.UNCLEAR, [], "只有表态或原则要求，未写做法和结果")

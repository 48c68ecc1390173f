"""Judges what a narrative claims about its task, and says by which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.judge.classifier import Weighed, weigh
from ingest.judge.denials import with_verb
from ingest.judge.echo import echo_share
from ingest.judge.figures import Figure, find_figures
from ingest.judge.framing import read_frame
from ingest.judge.second_opinion import reconsider
from ingest.judge.segments import Note, Span
from ingest.judge.shortfalls import find_shortfalls
from ingest.judge.verdict import Verdict, reach_verdict
from ledger.plan import Task
from ledger.words import Status

RULES_VERSION = "2026.11-10"

_INVISIBLE = r"\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_BLANK = re.compile(rf"[{_INVISIBLE}。、.．・•·]*\Z")
_NOTHING = re.compile(
    rf"[{_INVISIBLE}（(]*(?:[-－—–―‐‑‒−─_/／\\～~]+|无|暂无|没有|空|[NnＮ]/?[AaＡ]|0|○)"
    rf"[{_INVISIBLE}）)。.]*\Z"
)
_EMPTY = re.compile(f"{_BLANK.pattern}|{_NOTHING.pattern}")
_DASH = re.compile(r"[-－—–―/／]+[（(，,]|无[（(]")  # a dash and why
_MISTYPED = re.compile(  # 己完成, 以完成
    r"[己巳以](?:(?<=[己巳])(?<![自知克律]己)(?=[^，,。；;\W])"
    r"|(?:(?<=[，,。；;现均也都]以)|(?<=\A以))"
    r"(?=(?:完成|印发|出台|公布|报[市县区省局]|建立|开展|全部)(?![^，,。；;]*?[为来])))"
)
_CALLED_FOR = re.compile(  # “均生成二维码”的规定, “均生成二维码”已列入计划
    r"(?<=“)[^“”]{4,80}(?=”(?:[，,]?(?:的|这一|这个)?(?:规定|要求|目标|任务|部署|精神|标准|指示)"
    r"|已[写纳列]入|已作为))"
)
_QUOTED = "\ue000"  # instead of what is called for; a character that no text has
_BROKEN = re.compile(rf"[{_INVISIBLE}]")
_ECHO_SHARE = 0.85  # share of the text's pairs of characters that the task's wording has too
_ECHO_LENGTH = 6  # shorter texts may stand in the task's wording by chance
_MEANT = ("将", "拟", "计划", "力争", "争取", "预计", "待")  # no task's wording begins so
_SPANS_SHOWN = 4
_WORDS_SHOWN = 24


class Judgement(NamedTuple):
    """What a narrative claims; `evidence` are spans of the text as given, end exclusive."""

    status: Status
    reason: str
    evidence: tuple[Span, ...]
    figures: tuple[Figure, ...]


class _Reading(NamedTuple):
    """What the rules make of a text, before it is weighed.

    `text` is it without white space, `meant` what was read of that, `places` where each character
    stands in the text as given, empty if nothing was left out.
    """

    text: str
    meant: str
    places: Sequence[int]
    figures: tuple[Figure, ...]
    verdict: Verdict


def judge(text: str, task: Task) -> Judgement:
    """Return what `text`, returned for `task`, claims; never raises for any string."""
    return judge_all([(text, task)])[0]


def judge_all(asked: Sequence[tuple[str, Task]]) -> list[Judgement]:
    """Return what each text claims of its task, in their order: a ledger at once is faster."""
    readings = [_read(text, task) for text, task in asked]
    weighed = iter(weigh([r.meant for r in readings if isinstance(r, _Reading)]))
    return [
        _conclude(reading, next(weighed)) if isinstance(reading, _Reading) else reading
        for reading in readings
    ]


def _read(text: str, task: Task) -> Judgement | _Reading:
    if _EMPTY.match(text):
        return _judge_empty(text)
    if (text.isprintable() and " " not in text) or not _BROKEN.search(text):
        return _read_whole(text, (), task)
    places = [i for i, char in enumerate(text) if not _BROKEN.match(char)]
    read = _read_whole("".join(text[i] for i in places), places, task)
    return read if isinstance(read, _Reading) else _put_back(read, places)


def without_blanks(text: str) -> str:
    """Return the text without white space and invisible characters."""
    return _BROKEN.sub("", text)


def _judge_empty(text: str) -> Judgement:
    if _BLANK.match(text):
        return Judgement(Status.BLANK, "没有填写内容", (), ())
    left = len(text) - len(text.lstrip())
    words = text.strip()[:_WORDS_SHOWN]
    return Judgement(Status.NONE, f"“{words}”表示没有可报的内容", ((left, len(text.rstrip())),), ())


def _read_whole(text: str, places: Sequence[int], task: Task) -> Judgement | _Reading:
    core = text.strip("。；;.、")
    if len(core) >= _ECHO_LENGTH and (core in task.text or core in task.printed_text):
        return _echo(text)
    figures = find_figures(text)
    meant = as_meant(text)
    verdict = _apply_rules(meant, figures, task)
    return _echo(text) if verdict is None else _Reading(text, meant, places, figures, verdict)


def as_meant(text: str) -> str:
    """Return the text, as long as before, with 己 for 已 mended and what is called for masked."""
    if "己" in text or "巳" in text or "以" in text:
        text = _MISTYPED.sub("已", text)
    if "”" in text:
        text = _CALLED_FOR.sub(lambda words: _QUOTED * len(words[0]), text)
    return text


def _conclude(reading: _Reading, weighed: Weighed) -> Judgement:
    text, meant, places, figures, ruled = reading
    verdict = reconsider(meant, ruled, weighed)
    dash = _DASH.match(text) if verdict.status is Status.UNCLEAR else None
    if dash:
        spans: tuple[Span, ...] = ((0, dash.end() - 1),)
        found = Judgement(Status.NONE, "用横线表示没有可报的内容", spans, figures)
    else:
        grounds = [with_verb(meant, note) for note in verdict.grounds[:_SPANS_SHOWN]]
        reason = verdict.reason or _explain(text, grounds[0])
        found = Judgement(verdict.status, reason, _evidence(text, grounds), figures)
    return _put_back(found, places) if places else found


def _put_back(found: Judgement, places: Sequence[int]) -> Judgement:
    """Return the judgement of what was read with the positions of the text as given."""

    def back(start: int, end: int) -> Span:
        return places[start], places[end - 1] + 1

    return found._replace(
        evidence=tuple(back(*span) for span in found.evidence),
        figures=tuple(
            f._replace(start=back(*f[2:])[0], end=back(*f[2:])[1]) for f in found.figures
        ),
    )


def _apply_rules(text: str, figures: Sequence[Figure], task: Task) -> Verdict | None:
    """Return what the words come to; None if they only send the task's wording back."""
    reader = read_frame(text, task, figures)
    if not figures and not reader.asserted and "none" not in reader.notes and _repeats(text, task):
        return None
    notes = reader.notes
    shortfalls = find_shortfalls(text, figures, task.text)
    if shortfalls:
        notes["partial"] += shortfalls
    return reach_verdict(reader)


def _repeats(text: str, task: Task) -> bool:
    near = _ECHO_LENGTH < len(text) <= len(task.text) + _ECHO_LENGTH
    return near and not text.startswith(_MEANT) and echo_share(text, task) >= _ECHO_SHARE


def _echo(text: str) -> Judgement:
    return Judgement(Status.UNCLEAR, "照抄任务原文，未写做法和结果", ((0, len(text)),), ())


def _explain(text: str, note: Note) -> str:
    words = text[slice(*note.span)]
    shown = words if len(words) <= _WORDS_SHOWN else words[: _WORDS_SHOWN - 1] + "…"
    return note.cue.reason.replace("{words}", shown)


def _evidence(text: str, grounds: Sequence[Note]) -> tuple[Span, ...]:
    """Return the grounds' spans in order, overlaps joined; without grounds, the whole text."""
    if len(grounds) <= 1:
        return (grounds[0].span if grounds else (0, len(text)),)
    spans: list[Span] = []
    for start, end in sorted({note.span for note in grounds}):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)

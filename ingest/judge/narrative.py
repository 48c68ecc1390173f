"""Judges what a narrative claims about its task, and says by which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ingest.judge.accounts import find_account
from ingest.judge.conclusions import conclude
from ingest.judge.courses import left_open
from ingest.judge.denials import with_verb
from ingest.judge.echo import echo_share
from ingest.judge.elsewhere import tells_of_others, without_others
from ingest.judge.figures import Figure, find_figures
from ingest.judge.framing import read_frame
from ingest.judge.second_look import look_again
from ingest.judge.segments import BLANK, Note, Span
from ingest.judge.settled import settle
from ingest.judge.shortfalls import find_shortfalls, hours_asked
from ingest.judge.verdict import Verdict, reach_verdict
from ledger.plan import Task
from ledger.words import Status

RULES_VERSION = "2026.11-9"

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
_CALLED_FOR = re.compile(  # “均生成二维码”的规定
    r"(?<=“)[^“”]{4,80}(?=”[，,]?(?:的|这一|这个)?(?:规定|要求|目标|任务|部署|精神|标准|指示))"
)
_BROKEN = re.compile(rf"[{_INVISIBLE}]")
_ECHO_SHARE = 0.85  # share of the text's pairs of characters that the task's wording has too
_ECHO_LENGTH = 6  # shorter texts may stand in the task's wording by chance
_MEANT = ("将", "拟", "计划", "力争", "争取", "预计", "待")  # no task's wording begins so
_LESS = {Status.ADVANCING, Status.NOT_STARTED, Status.UNCLEAR}  # may turn out to be done
_TOLD = {Status.ADVANCING, Status.UNCLEAR}  # something is told, if not of all
_SPANS_SHOWN = 4
_WORDS_SHOWN = 24


class Judgement(NamedTuple):
    """What a narrative claims; `evidence` are spans of the text as given, end exclusive."""

    status: Status
    reason: str
    evidence: tuple[Span, ...]
    figures: tuple[Figure, ...]


def judge(text: str, task: Task) -> Judgement:
    """Return what `text`, returned for `task`, claims; never raises for any string."""
    if _EMPTY.match(text):
        return _judge_empty(text)
    if not (text.isprintable() and " " not in text) and _BROKEN.search(text):
        return _judge_broken(text, task)
    return _judge_whole(text, task)


def _judge_empty(text: str) -> Judgement:
    if _BLANK.match(text):
        return Judgement(Status.BLANK, "没有填写内容", (), ())
    left = len(text) - len(text.lstrip())
    words = text.strip()[:_WORDS_SHOWN]
    return Judgement(Status.NONE, f"“{words}”表示没有可报的内容", ((left, len(text.rstrip())),), ())


def _judge_broken(text: str, task: Task) -> Judgement:
    """Judge the text without white space and invisible characters, and map positions back."""
    places = [i for i, char in enumerate(text) if not _BROKEN.match(char)]
    whole = _judge_whole("".join(text[i] for i in places), task)

    def back(start: int, end: int) -> Span:
        return places[start], places[end - 1] + 1

    return whole._replace(
        evidence=tuple(back(*span) for span in whole.evidence),
        figures=tuple(
            f._replace(start=back(*f[2:])[0], end=back(*f[2:])[1]) for f in whole.figures
        ),
    )


def _judge_whole(text: str, task: Task) -> Judgement:
    if "己" in text or "巳" in text or "以" in text:
        text = _MISTYPED.sub("已", text)
    core = text.strip("。；;.、")
    if len(core) >= _ECHO_LENGTH and (core in task.text or core in task.printed_text):
        return _echo(text)
    figures = find_figures(text)
    if "”" in text:
        text = _CALLED_FOR.sub(lambda words: BLANK * len(words[0]), text)
    verdict = _weigh(text, figures, task)
    if verdict is not None and verdict.status in _LESS:
        settled = settle(text, verdict.grounds[0] if verdict.grounds else None)
        verdict = verdict if settled == text else _weigh(settled, figures, task)
    if verdict is None:
        return _echo(text)
    if verdict.status is Status.ADVANCING and tells_of_others(text):
        own = _weigh(without_others(text), figures, task)
        verdict = own if own and own.status is Status.NOT_STARTED else verdict
    verdict = _account(text, figures, task, verdict)
    verdict = look_again(text, task, verdict)
    dash = _DASH.match(text) if verdict.status is Status.UNCLEAR else None
    if dash:
        return Judgement(Status.NONE, "用横线表示没有可报的内容", ((0, dash.end() - 1),), figures)
    grounds = [with_verb(text, note) for note in verdict.grounds[:_SPANS_SHOWN]]
    reason = verdict.reason or _explain(text, grounds[0])
    return Judgement(verdict.status, reason, _evidence(text, grounds), figures)


def _account(text: str, figures: Sequence[Figure], task: Task, verdict: Verdict) -> Verdict:
    """Return done where all that the task asks is told as done, and nothing as open."""
    if verdict.status not in _TOLD:
        return verdict
    ground = verdict.grounds[0] if verdict.grounds else None
    sure = verdict.status is Status.UNCLEAR
    account = find_account(text, figures, task, ground, sure=sure)
    return Verdict(Status.DONE, [account]) if account else verdict


def _weigh(text: str, figures: Sequence[Figure], task: Task) -> Verdict | None:
    """Return what the words come to; None if they only send the task's wording back."""
    reader = read_frame(text, task, figures)
    if not figures and not reader.asserted and "none" not in reader.notes and _repeats(text, task):
        return None
    notes = reader.notes
    shortfalls = find_shortfalls(text, figures, task.text)
    if shortfalls:
        notes["partial"] += shortfalls
    if len(figures) > 1 and "partial" in notes:
        notes["partial"] = left_open(text, notes["partial"], hours_asked(task.text))
    return conclude(reader, reach_verdict(reader))


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

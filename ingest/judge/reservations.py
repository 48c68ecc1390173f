"""What stops a claim: words of part and remainder, of work in hand or before approval."""

from __future__ import annotations

import re

from ingest.judge.clauses import ClauseReader
from ingest.judge.intents import future

_BESIDES = re.compile(r"外[，,]?(?:还|另|也|又|并)")
_SENT_UP = re.compile(r"(?:[报送呈]|提交|提请)(?![告道经])[^，,。；;]{0,14}\Z")
_ANSWERED = re.compile(
    r"(?:已?(?:审查|审议)?通过|同意|批准)(?!后|前)"
    r"|.*?(?:已|均|并|获|[0-9]日)[^，,。；;将待拟未]{0,8}"
    r"(?:通过|同意|批准|批复|印发|公布|公开|发布|颁布|实施|施行|执行|生效|通报|反馈|归档)"
)
_ANSWER_REACH = 60  # code points behind 报…审查 in which an answer is told
_NEVER_ASKED = "基本"  # a task that has it speaks of 基本流程, 基本手段
_NO_SHARE = tuple("员立效果套本品功为熟份")  # 成员, 成立, 成效: no tenths
_APART_FROM = re.compile(r"[^，,。；;]{1,30}[，,](?!还|另|也|又|并|同时|更)")
_EXCEPT_REACH = 40  # code points between 除 and 外


def partial(reader: ClauseReader) -> None:
    """基本, 部分: unless the task itself speaks so, as of 试点."""
    asked = reader.word in reader.task.text and reader.word != _NEVER_ASKED
    if not reader.mood and not asked:
        reader.note("partial", reader.cue, reader.at, reader.to)


def tenths(reader: ClauseReader) -> None:
    """八成: a part, but not within 成员 or 成立."""
    if reader.text[reader.to : reader.to + 1] not in _NO_SHARE:
        partial(reader)


def upkeep(reader: ClauseReader) -> None:
    """持续开展: open unless the plan itself says that the task goes on."""
    if "持续推进" not in reader.task.deadline_text:
        ongoing(reader)


def review(reader: ClauseReader) -> None:
    """审查, 审定: behind 报 it waits for an answer, unless the task itself speaks of it."""
    if reader.mood or reader.word in reader.task.text:
        return
    if _SENT_UP.search(reader.text, reader.back(), reader.at):
        await_(reader)


def await_(reader: ClauseReader) -> None:
    """送审, 待审: not yet in force, unless an answer is told behind it."""
    if reader.word[0] == "待":
        future(reader)
    if not _ANSWERED.match(reader.text, reader.to, reader.to + _ANSWER_REACH):
        reader.note("await", reader.cue, reader.at, reader.to)


def remain(reader: ClauseReader) -> None:
    """其余, 尚需: also within a wish, for it says that something is left."""
    if reader.mood != "suppose":
        reader.note("remain", reader.cue, reader.at, reader.to)


def scheduled(reader: ClauseReader) -> None:
    """安排在: a wish, and a part that is still to come."""
    future(reader)
    remain(reader)


def ongoing(reader: ClauseReader) -> None:
    """正在, unless it is denied or only wished."""
    reader.subject()
    if not reader.mood and reader.negated < 0:
        reader.note("ongoing", reader.cue, reader.at, reader.to)


def except_for(reader: ClauseReader) -> None:
    """除…外: unless it means besides, 除…外，还."""
    if reader.word == "除了":
        whole = _APART_FROM.match(reader.text, reader.to)
        if whole is not None and not reader.mood:
            reader.note("partial", reader.cue, reader.at, whole.end())
        return
    out = reader.text.find("外", reader.to, reader.to + _EXCEPT_REACH)
    if out < 0 or reader.mood or _BESIDES.match(reader.text, out):
        return
    if not any(stop in reader.text[reader.to : out] for stop in "。；;"):
        reader.note("partial", reader.cue, reader.at, out + 1)

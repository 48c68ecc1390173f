"""What stops a claim: words of part, remainder, denial, or business that is not the unit's."""

from __future__ import annotations

import re

from ingest.clauses import ClauseReader
from ingest.cues import VERBS, cues, verb_pattern

_STOPS = "，,。；;（("
_ADVERBS = re.compile(r"(?:正式|真正|及时|全面|全部|完全|按时|统一|专门|有效|明确)*")
_BESIDES = re.compile(r"外[，,]?(?:还|另|也|又|并)")
_NOT_OURS = re.compile(r"(?!按|及时|能|有效|完全|全部)[^，,。；;]{0,10}?(?:下放|涉及|承担|赋权)")
_NIL = re.compile(
    r"[^，,。；;]{0,24}?(?:(?P<nil>问题|违规|违法|异常|投诉|遗漏|超期|积压|隐患|漏报|瑕疵|争议|纠纷"
    r"|差错|事故|舆情|复议|败诉|举报)"
    r"|业务|事项|情况|职责|职能|职权|案件|内容|权限|此项|下放|相关|涉及|填报|对象)"
)
_VERB_REACH = 8  # code points behind 未 in which its verb is shown with it
_EXCEPT_REACH = 40  # code points between 除 and 外


def partial(reader: ClauseReader) -> None:
    """基本, 部分: unless the task itself speaks so, as of 试点."""
    if not reader.mood and reader.word not in reader.task.text:
        reader.note("partial", reader.cue, reader.at, reader.to)


def remain(reader: ClauseReader) -> None:
    """其余, 尚需: also within a wish, for it says that something is left."""
    if reader.mood != "suppose":
        reader.note("remain", reader.cue, reader.at, reader.to)


def scheduled(reader: ClauseReader) -> None:
    """安排在: a wish, and a part that is still to come."""
    reader.future()
    remain(reader)


def ongoing(reader: ClauseReader) -> None:
    """正在."""
    reader.subject()
    if not reader.mood:
        reader.note("ongoing", reader.cue, reader.at, reader.to)


def undone(reader: ClauseReader) -> None:
    """未: what follows in the clause is denied."""
    if reader.mood == "suppose" or reader.negated >= 0:
        return
    reader.deny()
    ours = _NOT_OURS.match(reader.text, reader.to) if len(reader.word) == 1 else None
    if ours is not None:
        reader.note("none", cues()["不涉及"], reader.at, ours.end())
        return
    verb = verb_pattern().search(reader.text, reader.to, reader.to + _VERB_REACH)
    near = verb is not None and cues()[verb[0]].effect in VERBS
    reader.note("undone", cues()["未"], reader.at, verb.end() if verb and near else reader.to)


def clean(reader: ClauseReader) -> None:
    """未发现: the finding of a check, not an omission."""
    reader.deny()
    if not reader.mood:
        reader.note("clean", reader.cue, reader.at, reader.to)


def nil(reader: ClauseReader) -> None:
    """无, 没有: what is not there decides whether it is good news, no business, or not done."""
    if reader.at == reader.start and reader.text[reader.to : reader.to + 1] in _STOPS:
        reader.note("none", reader.cue, reader.at, reader.to)
        return
    if reader.word != "无" and _lacks_deed(reader):
        undone(reader)
        return
    thing = _NIL.match(reader.text, reader.to)
    if thing is not None and not reader.mood:
        reader.deny()
        reader.note("nil" if thing["nil"] else "none", reader.cue, reader.at, thing.end())


def _lacks_deed(reader: ClauseReader) -> bool:
    adverbs = _ADVERBS.match(reader.text, reader.to)
    verb = verb_pattern().match(reader.text, adverbs.end() if adverbs else reader.to)
    return verb is not None and cues()[verb[0]].effect in VERBS


def except_for(reader: ClauseReader) -> None:
    """除…外: unless it means besides, 除…外，还."""
    out = reader.text.find("外", reader.to, reader.to + _EXCEPT_REACH)
    if out < 0 or reader.mood or _BESIDES.match(reader.text, out):
        return
    if not any(stop in reader.text[reader.to : out] for stop in "。；;"):
        reader.note("partial", reader.cue, reader.at, out + 1)


def plain(reader: ClauseReader) -> None:
    """不涉及, 见附件, 但: noted wherever they stand."""
    reader.note(reader.cue.effect, reader.cue, reader.at, reader.to)

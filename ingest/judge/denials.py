"""What denies a claim, or says that there is nothing to report: 未, 没有, 无, 未发现, 不涉及."""

from __future__ import annotations

import re

from ingest.judge.clauses import ClauseReader
from ingest.judge.cues import VERBS, cues, find_verbs
from ingest.judge.segments import Note

_AVOIDED = re.compile(  # 均未超出目录
    r"(?:再|曾|有)?(?:超出|超越|超过|超期|逾期|违反|违背|突破|遗漏|漏|低于|少于|发生|出现|脱离|偏离|引发|造成|受到投诉|被投诉)"
)
_STOPS = "，,。；;（("
_NIL = re.compile(
    r"[^，,。；;]{0,24}?(?:(?P<nil>问题|违规|违法|异常|投诉|遗漏|超期|积压|隐患|漏报|瑕疵|争议|纠纷"
    r"|差错|事故|舆情|复议|败诉|举报)"
    r"|业务|任务|事项|企业|码头|站场|渡口|航道|情况|职责|职能|职权|案件|内容|权限|此项|下放|相关|涉及|填报|对象)"
)
_VERB_REACH = 8  # code points behind 未 in which its verb is shown with it


def undone(reader: ClauseReader) -> None:
    """未: what follows in the clause is denied, which is good news of a fault."""
    if reader.mood == "suppose" or reader.negated >= 0:
        return
    reader.deny()
    if not reader.mood and _AVOIDED.match(reader.text, reader.to):
        reader.note("clean", cues()["未发现"], reader.at, reader.to)
    else:
        reader.note("undone", cues()["未"], reader.at, reader.to)


def with_verb(text: str, note: Note) -> Note:
    """Return a denial together with its verb, if that is near; another note as it is.

    Only what is shown needs it, so that a denial that decides nothing costs no search.
    """
    if note.cue is not cues()["未"]:
        return note
    start, end = note.span
    for cue, _, verb_end in find_verbs(text, end, end + _VERB_REACH):
        return Note(note.cue, (start, verb_end)) if cue.effect in VERBS else note
    return note


def clean(reader: ClauseReader) -> None:
    """未发现: the finding of a check, not an omission; 不存在此类情况: no business."""
    thing = _NIL.match(reader.text, reader.to) if reader.at == 0 and "存在" in reader.word else None
    reader.deny()
    if thing is not None and not thing["nil"] and not reader.mood:
        reader.note("none", cues()["不涉及"], reader.at, thing.end())
    elif not reader.mood:
        reader.note("clean", reader.cue, reader.at, reader.to)


def nil(reader: ClauseReader) -> None:
    """无, 没有: what is not there decides whether it is good news, no business, or not done."""
    if reader.negated >= 0:
        return
    alone = reader.at == reader.start and reader.text[reader.to : reader.to + 1] in _STOPS
    thing = _NIL.match(reader.text, reader.to)
    if alone:
        reader.note("none", reader.cue, reader.at, reader.to)
    elif thing is not None and not reader.mood:
        reader.deny()
        reader.note("nil" if thing["nil"] else "none", reader.cue, reader.at, thing.end())
    elif reader.word != "无":
        undone(reader)


def plain(reader: ClauseReader) -> None:
    """不涉及, 见附件, 但: noted wherever they stand."""
    reader.note(reader.cue.effect, reader.cue, reader.at, reader.to)

"""What stops a claim: words of part, remainder, denial, or business that is not the unit's."""

from __future__ import annotations

import re

from ingest.claims import echo_share
from ingest.clauses import ClauseReader
from ingest.cues import VERBS, Cue, cues, verb_pattern
from ingest.intents import future

_STOPS = "，,。；;（("
_ADVERBS = re.compile(r"(?:正式|真正|及时|全面|全部|完全|按时|统一|专门|有效|明确)*")
_BESIDES = re.compile(r"外[，,]?(?:还|另|也|又|并)")
_NOT_OURS = re.compile(r"(?!按|及时|能|有效|完全|全部)[^，,。；;]{0,10}?(?:下放|涉及|承担|赋权)")
_NIL = re.compile(
    r"[^，,。；;]{0,24}?(?:(?P<nil>问题|违规|违法|异常|投诉|遗漏|超期|积压|隐患|漏报|瑕疵|争议|纠纷"
    r"|差错|事故|舆情|复议|败诉|举报)"
    r"|业务|事项|情况|职责|职能|职权|案件|内容|权限|此项|下放|相关|涉及|填报|对象)"
)
_NONE_LEFT = re.compile(
    r"(?!实现|做到|达到|达成|形成|能|保持)[^，,。；;未不]{1,10}?为(?:零|0|０)(?![.．0-9])"
)
_COUNTED = re.compile(r"[0-9０-９一二两三四五六七八九十]")
_COUNT_REACH = 14  # code points behind 未 in which its count is told
_SENT_UP = re.compile(r"(?:[报送呈]|提交|提请)(?![告道经])[^，,。；;]{0,14}\Z")
_ANSWERED = re.compile(
    r"(?:已?(?:审查|审议)?通过|同意|批准)(?!后|前)"
    r"|.*?(?:已|均|并|获|[0-9]日)[^，,。；;将待拟未]{0,8}"
    r"(?:通过|同意|批准|批复|印发|公布|公开|发布|颁布|实施|施行|执行|生效|通报|反馈|归档)"
)
_ANSWER_REACH = 60  # code points behind 报…审查 in which an answer is told
_SUBJECT_SHARE = 0.5  # share of a subject's pairs of characters that the task's wording has too
_CALLED_FOR = re.compile(r"[把将让使抓]|切实|认真|严格|坚持|做到|推进|促")
_NEVER_ASKED = "基本"  # a task that has it speaks of 基本流程, 基本手段
_NO_SHARE = tuple("员立效果套本品功为熟份")  # 成员, 成立, 成效: no tenths
_VERB_REACH = 8  # code points behind 未 in which its verb is shown with it
_NO_REST = Cue("未…为零", "full", "", "“{words}”表示没有遗漏")
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
    """持续开展, as a predicate: open unless the plan itself says that the task goes on."""
    lasting = "持续推进" in reader.task.deadline_text
    if not lasting and _ends_clause(reader):
        ongoing(reader)


def _ends_clause(reader: ClauseReader) -> bool:
    return reader.text[reader.to : reader.to + 1] in ("", *"，,。；;")


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


def wholly(reader: ClauseReader) -> None:
    """全面落实, as a predicate of what the task asks: without exception."""
    subject = reader.text[reader.back() : reader.at]
    if not subject or not _ends_clause(reader) or _CALLED_FOR.search(subject):
        return
    if echo_share(subject, reader.task) >= _SUBJECT_SHARE:
        reader.total()


def remain(reader: ClauseReader) -> None:
    """其余, 尚需: also within a wish, for it says that something is left."""
    if reader.mood != "suppose":
        reader.note("remain", reader.cue, reader.at, reader.to)


def scheduled(reader: ClauseReader) -> None:
    """安排在: a wish, and a part that is still to come."""
    future(reader)
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
    if not reader.mood and _is_settled(reader):
        return
    ours = _NOT_OURS.match(reader.text, reader.to) if len(reader.word) == 1 else None
    if ours is not None:
        reader.note("none", cues()["不涉及"], reader.at, ours.end())
        return
    verb = verb_pattern().search(reader.text, reader.to, reader.to + _VERB_REACH)
    near = verb is not None and cues()[verb[0]].effect in VERBS
    reader.note("undone", cues()["未"], reader.at, verb.end() if verb and near else reader.to)


def _is_settled(reader: ClauseReader) -> bool:
    """Note 未整改问题为零; also 还有2项未办, which says that the others are done."""
    if "为" in reader.text[reader.to : reader.to + _COUNT_REACH]:
        none_left = _NONE_LEFT.match(reader.text, reader.to)
        if none_left is not None:
            reader.note("full", _NO_REST, reader.at, none_left.end())
            return True
    if "remain" in reader.notes:
        last = reader.notes["remain"][-1].span
        if last[0] >= reader.start and _COUNTED.search(reader.text, last[1], reader.at):
            reader.notes.setdefault("leftover", []).append(reader.notes["remain"][-1])
    return False


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

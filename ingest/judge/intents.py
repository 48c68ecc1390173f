"""Reads the words that only intend, ask or suppose: plans, aims, dates to meet, conditions."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.judge.clauses import REPORTED, ClauseReader
from ingest.judge.homonyms import is_et_cetera, is_noun, is_object

_AS_OBJECT = re.compile(r"[0-9０-９]|[^，,。；;]{1,40}?作为")  # 将58名人员纳入, 将其作为重点
_TOLD = {  # words of the future that are none before this
    "将": _AS_OBJECT,
    "拟": re.compile(r"[^，,。；;]{1,14}?的[^，,。；;]{1,10}?已"),  # 拟保留的事项已报
    "建议": re.compile(r"[0-9０-９已均书稿的、，,。；;条函]|\Z"),
}
_OWED = re.compile(
    r"(?:参加)?(?:参训|培训|训|参检|检|查|评|考|到|认领|公示|公开|归集|整改|录入|审核|接入|持证|办结)"
    r"(?:的|[0-9０-９]|人员?|企业|单位|事项|信息|数据|案件|问题|对象|总?数)"
    r"|(?![于在当按至不确由从达完为是有做接满])[^，,。；;]{1,5}?[0-9０-９]"
)
_DATED = re.compile(r"[^，,。；;]{0,24}?(?:[年月日底末旬度]前|之前|年内)")
_ABOVE = re.compile(
    r"市局|省|上级|市里|县里|区里|厅|部|政府|领导|司法局|文件|方案|通知|会议|办法|规定"
)
_OFTEN_OURS = "市县区司"  # who writes 市局 may be of 市局
_OURSELVES = re.compile(r"[我本](?:市|县|区)?(?:局|单位|[大支]队|科)")
_ANSWER = re.compile(
    r"[^，,。；;]{0,4}?(?:批复|批准|备案|同意|审核|审定|通过|验收|认定|签收|受理|下达|拨付|收回)"
)
_TAKEN_OVER = re.compile(r"[^，,。；;]{0,16}?(?:并|[，,])(?:已|现)?在我[局县区市镇]")
_NEEDS = ("需", "需要", "须")
_NEEDED_FIRST = re.compile(
    r"[^，,。；;的]{2,24}?(?:后|之后)(?:再|方|才|确定|实施|推进|开展|制定|制订|建立|出台|推行|启用|启动|公布|印发|上线|完成)"
)
_DAY = re.compile(
    r"于(?>(?:[去今上前当]年|上月|年初|20[0-9]{2}年)?)(?>(?:[0-9]{1,2}月)?)"
    r"(?>(?:份|[上中下]旬|[0-9]{1,2}[日号]?)?)(?<=[月日号份旬初年])(?![年底末前内之以、至.个天季]|[-—])"
)
_ON_DAY = re.compile(r"月(?!30|31)[0-9]{1,2}[日号](?!前|之|以前|内|止|截|到|至|-|—|～)")
_INCIDENT = re.compile(r"发现|出现|发生|有|遇|违")
_NOT_OUR_REPORT = re.compile(r"举报|投诉|反映|线索|信访")


def goal(reader: ClauseReader) -> None:
    """原计划: what was once meant; it claims nothing and leaves nothing open."""
    reader.begin_mood("require", weak=True)


def future(reader: ClauseReader) -> None:
    """拟, 将: a wish until the sentence ends or 已 stands in a later clause."""
    if reader.word == "将" and (reader.negated >= 0 or is_object(reader)):  # 未发现将…下放
        return
    if reader.word[0] == "等" and is_et_cetera(reader):
        return
    if reader.word == "拟" and 0 <= reader.aspect_at == reader.at - 1:  # 已拟文报批
        return
    told = _TOLD.get(reader.word)
    if told is not None and told.match(reader.text, reader.to):
        return
    reader.begin_mood("future")
    reader.note("hoped", reader.cue, reader.at, reader.to)
    if "待" in reader.word or "等" in reader.word:
        reader.note("contrast", reader.cue, reader.at, reader.to)


def plan_to(reader: ClauseReader) -> None:
    """计划 as a verb; a 已 behind it takes the plan back: 计划已印发."""
    if not reader.based and not is_noun(reader):
        reader.begin_mood("future", weak=True)


def later(reader: ClauseReader) -> None:
    """下一步: a wish for the rest of the text, until 已."""
    reader.begin_mood("future", weak=True)
    reader.sticky = True
    reader.note("hoped", reader.cue, reader.at, reader.to)


def aim(reader: ClauseReader) -> None:
    """目标是: what is to be reached, until 已."""
    by_date(reader)
    reader.note("hoped", reader.cue, reader.at, reader.to)


def by_date(reader: ClauseReader) -> None:
    """年底前: still to come, unless 已 stands before it or others ask for it."""
    if not reader.mood and reader.aspect_at < 0:
        reader.begin_mood("future", weak=True)


def due(reader: ClauseReader) -> None:
    """6月底前，: a date that governs the clauses behind it; whether it is over is not said."""
    recently = reader.word[0] == "日" and not reader.text[reader.at - 1 : reader.at].isdecimal()
    if not reader.mood and reader.aspect_at < 0 and not recently:
        goal(reader)
    reader.comma()


def require(reader: ClauseReader) -> None:
    """要求: what others or rules ask for."""
    if reader.word == "要求" and (reader.based or reader.text[reader.at - 1 : reader.at] == "的"):
        return
    if reader.word in _NEEDS and _NEEDED_FIRST.match(reader.text, reader.to):
        future(reader)
    elif reader.word != "应" or not _OWED.match(reader.text, reader.to):
        reader.begin_mood("require")


def pledge(reader: ClauseReader) -> None:
    """确保…前: with a date that nobody above has set, it is the unit's own intent."""
    dated = not reader.mood and _DATED.match(reader.text, reader.to)
    if dated and not _ABOVE.search(reader.text, reader.back(), reader.at):
        reader.begin_mood("future")
    else:
        require(reader)


def urge(reader: ClauseReader) -> None:
    """督促: asks within its own clause; with 已 it is an act."""
    if reader.aspect_at >= 0:
        reader.settle()
        reader.note("reported", REPORTED, reader.aspect_at, reader.to)
    if not reader.mood:
        reader.begin_mood("require", local=True)


def suppose(reader: ClauseReader) -> None:
    """如有: a supposition until the sentence ends, whatever follows; 只有83% is none."""
    if reader.word == "只有" and reader.text[reader.to : reader.to + 1].isnumeric():
        return
    reader.begin_mood("suppose")


def at_once(reader: ClauseReader) -> None:
    """若批复立即: what a condition would set off is a wish; what an incident would, is a rule."""
    supposed = reader.mood == "suppose"
    if supposed and not _INCIDENT.search(reader.text, reader.mood_at, reader.at):
        reader.mood, reader.mood_at = "future", reader.at
        reader.note("hoped", reader.cue, reader.at, reader.to)


def thereupon(reader: ClauseReader) -> None:
    """即可: still to come, also where its condition is not marked as one."""
    if reader.mood == "suppose":
        at_once(reader)
    elif not reader.mood and reader.aspect_at < 0:
        reader.begin_mood("future", weak=True, local=True)


def dated(reader: ClauseReader) -> None:
    """于7月3日: told of a day that is named, and no day to be met."""
    of_day = reader.word[0] == "月" and reader.word[1].isdecimal()
    if of_day and not _ON_DAY.match(reader.text, reader.at):
        return
    if not reader.mood and (reader.word[0] != "于" or _DAY.match(reader.text, reader.at)):
        reader.past()


def afterwards(reader: ClauseReader) -> None:
    """后再: a wish of its own clause."""
    reader.subject()
    if not reader.mood and reader.aspect_at < 0:
        reader.begin_mood("future", weak=True, local=True)
        reader.note("hoped", reader.cue, reader.at, reader.to)


def others(reader: ClauseReader) -> None:
    """市局已: what others did is not reported as ours, unless it answers what we sent them."""
    ours = reader.word[0] not in _OFTEN_OURS or _speaks_for_itself(reader.text)
    if (
        ours
        and not _TAKEN_OVER.match(reader.text, reader.to)
        and not _ANSWER.match(reader.text, reader.to)
    ):
        reader.begin_mood("require")
    else:
        reader.aspect()


@lru_cache(maxsize=1)
def _speaks_for_itself(text: str) -> bool:
    return bool(_OURSELVES.search(text))


def retract(reader: ClauseReader) -> None:
    """不属实: takes the claim of its own clause back, unless it is the finding on a complaint."""
    if not reader.mood and not _NOT_OUR_REPORT.search(reader.text, reader.back(), reader.at):
        reader.aspect_at = reader.total_at = -1
        reader.begin_mood("require", local=True)
        reader.note("undone", reader.cue, reader.at, reader.to)

"""What denies a claim, or says that there is nothing to report: 未, 没有, 无, 未发现, 不涉及."""

from __future__ import annotations

import re

from ingest.judge.clauses import ClauseReader
from ingest.judge.cues import VERBS, Cue, cues, find_verbs
from ingest.judge.faults import flawless
from ingest.judge.segments import Note

_AVOIDED = re.compile(  # 均未超出目录
    r"(?<=人员)[无未]|(?:再|曾|有)?(?:超出|超越|超过|超期|逾期|违反|违背|突破|遗漏|漏|低于|少于|发生|出现|脱离|偏离|引发|造成|受到投诉|被投诉)"
)
_NOBODY = re.compile(r"未|人员?[未无]")
_STOPS = "，,。；;（("
_ADVERBS = re.compile(r"(?:正式|真正|及时|全面|全部|完全|按时|统一|专门|有效|明确)*")
_NOT_OURS = re.compile(r"(?!按|及时|能|有效|完全|全部)[^，,。；;]{0,10}?(?:下放|涉及|承担|赋权)")
_NIL = re.compile(
    r"[^，,。；;]{0,24}?(?:(?P<nil>问题|违规|违法|异常|投诉|遗漏|超期|积压|隐患|漏报|瑕疵|争议|纠纷"
    r"|差错|事故|舆情|复议|败诉|举报)"
    r"|业务|任务|事项|企业|码头|站场|渡口|航道|情况|职责|职能|职权|案件|内容|权限|此项|下放|相关|涉及|填报|对象)"
)
_DEALT_WITH = re.compile(  # 未持证的4人均已调离
    r"(?!完成|整改|办结|销号)[^，,。；;]{1,14}?的[^，,。；;未]{1,12}?(?:均已|已全部|都已|全部|一律|均由|实行)"
)
_HELPED = re.compile(  # 未配备审核人员的大队，其案件均由法规股协助审核
    r"(?:配备|配齐|设立|具备|取得|持有)[^，,。；;]{0,14}?的[^，,。；;未]{1,12}?[，,]其?[^，,。；;未不无将拟待]{0,10}?"
    r"(?:均|都|全部|一律)已?由[^，,。；;未不将拟待]{1,14}?(?:协助|代为|统一|指派)"
)
_NONE_SHORT = re.compile(  # 没有不达标人员
    r"(?:存在)?[未不][^，,。；;不未]{1,10}?(?:的|的?(?:执法)?(?:人员?|人次|学员|单位|大队|对象|案件|企业))(?![^，,。；;])"
)
_ENDS = ("", *"，,。；;")
_LACKING_NIL = re.compile(r"(?:问题|违规|违法|异常|投诉|遗漏|隐患|争议|纠纷|情形|现象|无证执法)\Z")
_LACKING_NONE = re.compile(
    r"(?:业务|任务|事项|职责|职能|职权|案件|情况|[我本](?:局|单位|科|[大支]队))\Z"
)
_LACKED = re.compile(
    r"[于在能以向对把将与]|进入|如期|按[时期]|[^\W一]{1,2}(?![^，,。；;])(?<!投诉|问题|异常|此项|业务|事项|情况|案件|争议|遗漏)"
)
_PLAIN_NOT = ("未", "没", "没有", "从未", "未曾")
_NO_PLAN = re.compile(
    r"[^，,。；;]{0,8}?(?:计划|打算|安排|方案|进展|动作|条件|成果|结果|经验|人选|经费)"
)
_NO_MEANS = re.compile(r"[法力从]|权限|经费|人员|条件|专职|专门|能力")
_LACKS_MEANS = re.compile(
    r"(?:条件|能力|经费|依据|力量)|[^，,。；;]{0,8}?(?:条件|能力|经费|依据|力量|机制|制度|办法|方案"
    r"|规定|平台|人员|专人|账号|设备|安排|计划|动作|进展|结果|预案|人手|编制|文本|培训|活动)(?![^，,。；;])"
)
_NONE_LEFT = re.compile(
    r"(?!实现|做到|达到|达成|形成|能|保持)[^，,。；;未不]{1,10}?为(?:零|0|０)(?![.．0-9])"
)
_COUNTED = re.compile(r"[0-9０-９一二两三四五六七八九十]")
_COUNT_REACH = 14  # code points behind 未 in which its count is told
_DEED_REACH = 16  # code points behind 未 in which 的 stands before a deed
_VERB_REACH = 8  # code points behind 未 in which its verb is shown with it
_LONGEST_VERB = 16  # code points; none of the lexicon has as many
_NO_REST = Cue("未…为零", "full", "", "“{words}”表示没有遗漏")


def undone(reader: ClauseReader) -> None:
    """未: what follows in the clause is denied."""
    if reader.mood == "suppose" or reader.negated >= 0 or _denies_flaw(reader):
        return
    if reader.word == "不了" and reader.text.startswith("的", reader.to):  # 承接不了的已收回
        return
    reader.deny()
    if not reader.mood and _AVOIDED.match(reader.text, reader.to):
        reader.note("clean", cues()["未发现"], reader.at, reader.to)
        return
    if not reader.mood and _is_settled(reader):
        return
    dealt_with = not reader.mood and "的" in reader.text[reader.to : reader.to + _DEED_REACH]
    if dealt_with and _is_dealt_with(reader):
        reader.negated = -1
        return
    ours = _NOT_OURS.match(reader.text, reader.to) if reader.word in _PLAIN_NOT else None
    if ours is not None:
        reader.note("none", cues()["不涉及"], reader.at, ours.end())
        return
    reader.note("undone", cues()["未"], reader.at, reader.to)


def _denies_flaw(reader: ClauseReader) -> bool:
    """Note 没有例外: what is not there is a flaw."""
    match = flawless().match(reader.text, reader.at)
    if match is None or reader.mood:
        return False
    reader.deny()
    reader.note("clean", cues()["未发现"], reader.at, match.end())
    return True


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


def _is_dealt_with(reader: ClauseReader) -> bool:
    """Tell whether 未 only says of whom or what something else is told."""
    return bool(_DEALT_WITH.match(reader.text, reader.to) or _HELPED.match(reader.text, reader.to))


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
    """未发现: the finding of a check, not an omission; 不存在下放情况: no business."""
    if "存在" in reader.word:
        thing = _NIL.match(reader.text, reader.to)
        if thing is not None and not thing["nil"] and not reader.mood:
            reader.note("none", reader.cue, reader.at, thing.end())
    reader.deny()
    if not reader.mood:
        reader.note("clean", reader.cue, reader.at, reader.to)


def nil(reader: ClauseReader) -> None:
    """无, 没有: what is not there decides whether it is good news, no business, or not done."""
    if reader.negated < 0 and not _denies_flaw(reader):  # 未发现于法无据的事项
        _nothing(reader)


def _nothing(reader: ClauseReader) -> None:
    if reader.at == reader.start and reader.text[reader.to : reader.to + 1] in _STOPS:
        reader.note("none", reader.cue, reader.at, reader.to)
        return
    if not reader.mood and _NONE_SHORT.match(reader.text, reader.to):
        reader.deny()
        reader.note("clean", cues()["未发现"], reader.at, reader.to + 1)
        return
    if reader.word != "无" and (_lacks_deed(reader) or _LACKED.match(reader.text, reader.to)):
        undone(reader)
        return
    if _LACKS_MEANS.match(reader.text, reader.to):
        undone(reader)
        return
    if reader.word == "没有" and reader.text[reader.to : reader.to + 1] in _ENDS:
        _lacking(reader)
        return
    if _NOBODY.match(reader.text, reader.to) and not reader.mood:  # 无未扫码检查
        reader.deny()
        reader.note("clean", cues()["未发现"], reader.at, reader.to + 1)
        return
    thing = _NIL.match(reader.text, reader.to)
    if thing is not None and not reader.mood:
        reader.deny()
        reader.note("nil" if thing["nil"] else "none", reader.cue, reader.at, thing.end())


def _lacking(reader: ClauseReader) -> None:
    """Note 退出的办法没有: what stands before it decides."""
    subject = reader.text[reader.back() : reader.at]
    if _LACKING_NIL.search(subject):
        reader.note("nil", reader.cue, reader.at, reader.to)
    elif _LACKING_NONE.search(subject):
        reader.note("none", reader.cue, reader.at, reader.to)
    else:
        undone(reader)


def _lacks_deed(reader: ClauseReader) -> bool:
    adverbs = _ADVERBS.match(reader.text, reader.to)
    start = adverbs.end() if adverbs else reader.to
    behind = find_verbs(reader.text, start, start + _LONGEST_VERB)
    return bool(behind) and behind[0][1] == start and behind[0][0].effect in VERBS


def plain(reader: ClauseReader) -> None:
    """不涉及, 见附件, 但: noted wherever they stand; 暂无制定计划 is an omission."""
    lacks = _NO_PLAN if reader.word == "暂无" else _NO_MEANS
    if reader.word[-1] == "无" and lacks.match(reader.text, reader.to):
        undone(reader)
        return
    reader.note(reader.cue.effect, reader.cue, reader.at, reader.to)

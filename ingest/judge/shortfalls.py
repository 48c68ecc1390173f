"""Finds results that fall short of a total: `6个…整改到位4个`, `7/12`, a rate below 100%."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.judge.cues import Cue
from ingest.judge.figures import Figure, measures
from ingest.judge.segments import Note

_SHORTFALL = Cue("几个中的几个", "partial", "", "“{words}”少于总数")
_DOING = re.compile(
    r"完成|整改|办结|落实|到位|销号|覆盖|上线|参训|持证|通过|清理|[附赋]码|评估|审核|公开|聘任|聘请|到岗|认领|合格|达标|[修学训]满|足额|扫码|录入|归档|归集|督改|结案|审结|补正|纠正|拨付|已|(?<![属核真切])实(?![际施行现名效])"
)
_DOING_AFTER = re.compile(
    _DOING.pattern
    + r"|达到|应用|使用|启用|推行|签订|开通|建成|建立|运行|成立|设立|印发|出台|接入|配备"
)
_SINGLED_OUT = re.compile(
    rf"(?:{_DOING.pattern}|[带附赋]码|明确|到岗|配备|启用)[^，,。；;]{{0,4}}的有?\Z"
)
_SOMEWHERE = Cue("在几个单位", "partial", "", "“{words}”只说了几处")
_SOME_PLACES = re.compile(
    r"在[0-9０-９一二两三四五六七八九十]{1,3}个(?:[大中支]队|镇街?|乡镇|街道|单位|部门|科室|站所?|所)"
    r"(?:率先|先行|正式|开展|全面)?(?:上线|试点|试行|试用|启用|推行|应用|使用|运行|推广|落地)"
)
_HAVE = re.compile(r"[^，,。；;、共现设另还配含的]{0,6}有")  # 15个镇街有13个明确了专人
_EVERYWHERE = re.compile(r"全覆盖|全部|所有|[均都]已|100[%％]|辖区内?各")
_CLAUSE_ENDS = ("，", ",", "；", "。")
_STOP = re.compile(r"[，,。；;并]")
_AVERAGE = re.compile(r"人均|平均|每人|均为|均达")
_HOURS_ASKED = re.compile(r"不少于([0-9]+)学时")
_HOURS_SHORT = Cue("学时不足", "partial", "", "“{words}”少于任务要求的学时")
_ANOTHER_DEED = re.compile(r"(?:动态调整|调整|取消|新增|修订|废止|增加|修改|更新)了?\Z")
_DEED_ENDS = frozenset("整消增订止加改新了")
_FEW = Cue("只有几个", "partial", "", "“{words}”前面说只有这些")
_ONLY = re.compile(r"(?:[仅只][有为占达]?|才|不到|不足|未达到?|未满)\Z")
_FAULTS = re.compile(r"[不未无][^，,。；;、]{1,6}\Z")
_ONLY_ENDS = frozenset("仅只才有为占达到足满")
_DIGIT = "[0-9０-９]"
_FRACTION = re.compile(rf"(?<!{_DIGIT})({_DIGIT}{{1,6}})[/／]({_DIGIT}{{1,6}})(?![0-9０-９/／])")
_RATE_REACH = 12  # code points before a percentage that say what it measures, and for when
_UNRELATED_RATE = re.compile(
    r"满意|好评|优秀|优良|(?:增长|增加|上升|提高|提升|扩大)(?![至到为])|下降|减少|同比|环比|占"
)
_ACTUALLY = re.compile(r"实际|扫码|完成|上线|持证")
_OF_STEP = re.compile(r"合格|报名|注册|知晓|出勤|签到")  # all of them, and not of the task
_DUE = re.compile(r"[底日月年]前|目标")
_RISEN = re.compile(r"[，,]?[^，,。；;0-9０-９]{0,4}?(?:提升|提高|上升|增长|增加|扩大|升)[至到为]")
_RATE_DONE = Cue("达到100%", "full", "", "“{words}”表示没有遗漏")
_RATE_PART = Cue("不足100%", "partial", "", "“{words}”不足100%")
BY_FIGURES = frozenset({_SHORTFALL, _HOURS_SHORT, _FEW, _RATE_PART})  # no wording makes up for it
_ALL_DONE = re.compile(
    r"[^，,。；;不未]{0,6}(?:已?全部|均已?|都已?)(?:完成|整改|销号|办结|认领|收回|上线|达标|到位|覆盖)"
)
_NOT_YET = re.compile(
    r"[未不待拟将仍尚无须需若]|正在|推进|计划|预计|力争|争取|确保|要求|[底月]前|下半?[年月]|跨"
)
_DONE_REST = re.compile(
    r"整改|办结|完成|销号|到位|认领|收回|上线|通过|验收|接通|联通|补[齐训录]|达标"
)
_LATER = 6  # figures behind a part that may make it good
_LISTED = re.compile(r"[，,。；;、和及与]")
_UP_TO = re.compile(r"(?:截?[至止到])[0-9]{1,2}月(?:[0-9]{1,2}日|[底末初]|[上中下]旬)?\Z")
_DATES = frozenset("月日底末初旬")
_OF_SOME = re.compile(r"[^，,。；;中]{2,8}?的(?:均|都|全部)?已")  # 5项接不住的已收回
_CLOSE = 5  # code points between a part and the 已 behind it
_NEAR = 9  # code points between a figure and the verb that belongs to it
_FAR = 40  # code points between a total and its part


def find_shortfalls(text: str, figures: Sequence[Figure], task_text: str) -> list[Note]:
    """Return each part that is smaller than the total before it."""
    found, few = _short_figures(text, figures) if figures else ([], [])
    if "/" in text or "／" in text:
        for match in _FRACTION.finditer(text):
            if int(match[1]) < int(match[2]):
                found.append(Note(_SHORTFALL, match.span()))
    if "个" in text:
        found += _places(text)
    if "学时" in text:
        found += _hours(text, figures, hours_asked(task_text))
    return found + few


def _hours(text: str, figures: Sequence[Figure], asked: float) -> Iterator[Note]:
    """Yield an average of hours below the number that the task asks of everybody."""
    for figure in figures:
        near = max(0, figure.start - _NEAR)
        named = text.endswith("学时", near, figure.start)  # 人均学时52个
        of_hours = named or figure.unit.endswith("学时")
        if of_hours and figure.value < asked and _AVERAGE.search(text, near, figure.start):
            yield Note(_HOURS_SHORT, (figure.start, figure.end))


@lru_cache(maxsize=64)
def hours_asked(task_text: str) -> float:
    """Return the hours of training that the task asks of everybody; 0 if it asks for none."""
    match = _HOURS_ASKED.search(task_text)
    return float(match[1]) if match else 0


def _places(text: str) -> Iterator[Note]:
    """Yield where something runs in a counted few places and nothing says that these are all."""
    match = _SOME_PLACES.search(text)
    if match and not _EVERYWHERE.search(text):
        yield Note(_SOMEWHERE, match.span())


def rate_cue(text: str, clause: int, rate: Figure, *, told: bool) -> Cue | None:
    """Return what a percentage in the clause from `clause` on says; None if it says nothing.

    `told` tells whether it is said to have happened, so that a date before it is no aim.
    """
    near = max(clause, rate.start - _RATE_REACH)
    due = not told and _DUE.search(text, near, rate.start)
    unrelated = _UNRELATED_RATE.search(text, near, rate.start)
    share = unrelated and _ACTUALLY.search(text, near, unrelated.start())  # 实际扫码的占62%
    if due or (unrelated and not share) or _RISEN.match(text, rate.end):
        return None
    if rate.value < 100:
        return _RATE_PART
    return None if _OF_STEP.search(text, near, rate.start) else _RATE_DONE


def _short_figures(text: str, figures: Sequence[Figure]) -> tuple[list[Note], list[Note]]:
    """Return the figures that are less than the total before them, and those said to be few."""
    kinds = measures()
    wholes: dict[str, Figure] = {}
    parts: list[Note] = []
    few: list[Note] = []
    for at, part in enumerate(figures):
        value, unit, start, end = part
        kind = kinds[unit]
        whole = wholes.get(kind)
        few_faults = not value and _FAULTS.search(text, max(0, start - _NEAR), start)
        if few_faults:  # 不合格卷0宗
            continue
        if whole is not None and value < whole[0] and _is_part(text, whole, part):
            if not _is_made_good(text, whole, figures, at):
                parts.append(Note(_SHORTFALL, (start, end)))
        else:
            wholes[kind] = part
        if text[start - 1 : start] in _ONLY_ENDS and _ONLY.search(text, max(0, start - 4), start):
            few.append(Note(_FEW, (start, end)))
    return parts, few


def _is_made_good(text: str, whole: Figure, figures: Sequence[Figure], at: int) -> bool:
    """Tell whether the rest is told to be done too: 剩余2个也已整改, 至此9个问题全部销号."""
    done = figures[at].value
    near = [f for f in figures[max(0, at - _LATER) : at + _LATER] if f.unit == whole.unit]
    for figure in near:
        earlier = whole.start < figure.start < figures[at].start
        if earlier and done + figure.value <= whole.value and _is_rest_done(text, figure):
            done += figure.value
    for figure in near:
        if figure.start <= figures[at].start or figure.value > whole.value:
            continue
        if figure.value == whole.value and _ALL_DONE.match(text, figure.end) is not None:
            return True
        if done + figure.value <= whole.value and _is_rest_done(text, figure):
            done += figure.value
    return done == whole.value


def _is_rest_done(text: str, rest: Figure) -> bool:
    """Tell whether the clause around a figure says that so many more were done."""
    before = _STOP.split(text[max(0, rest.start - _NEAR) : rest.start])[-1]
    clause = before + _STOP.split(text[rest.end : rest.end + _FAR])[0]
    return bool(_DONE_REST.search(clause)) and not _NOT_YET.search(clause)


def _is_singled_out(between: str) -> bool:
    """Tell whether the part is said to be done: 16个镇明确专人的有12个; 其中的 only names it."""
    if between.endswith("中的"):
        return not between.endswith("其中的")
    return _SINGLED_OUT.search(between) is not None


def _is_part(text: str, whole: Figure, part: Figure) -> bool:
    if part.start - whole.end > _FAR or part.unit == "%":
        return False
    between = text[whole.end : part.start]
    if between[-1:] in _DATES:
        between = _UP_TO.sub("", between)
    if between.endswith(("的", "有")) and not _OF_SOME.match(text, part.end):
        return _is_singled_out(between) or _HAVE.fullmatch(between) is not None
    if "中" in between[-3:]:
        return bool(_DOING_AFTER.search(_STOP.split(text[part.end : part.end + _NEAR])[0]))
    if between[-1:] in _DEED_ENDS and _ANOTHER_DEED.search(between):
        return False
    apart = between[-1:] in _CLAUSE_ENDS or not _LISTED.search(between)
    if apart and _DOING.search(_STOP.split(text[part.end : part.end + _CLOSE])[0]):
        return not _OF_SOME.match(text, part.end)  # 2个镇…，1个镇已完成; 60名45名已持证
    deed = _STOP.split(between)[-1]
    return deed.endswith("了") or bool(_DOING.search(deed[-_NEAR:]))  # 13个镇评估了11个

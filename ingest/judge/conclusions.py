"""Reads a conclusion: a clause that says of the task itself that all of it is completed."""

from __future__ import annotations

import re

from ingest.judge.clauses import ClauseReader
from ingest.judge.cues import Cue
from ingest.judge.ending_words import find_result, is_open
from ingest.judge.endings import is_tied
from ingest.judge.segments import Note
from ingest.judge.verdict import Verdict
from ingest.judge.wholes import is_less, names_whole
from ledger.plan import Task
from ledger.words import Status

_CLAUSE = re.compile(r"[^，,。；;：:！!\n]+")
_ALL_OF_IT = r"任务|工作(?!方案|措施|人员)|至此|圆满|全覆盖"
_OVERALL = re.compile(rf"{_ALL_OF_IT}|机制|制度|体系|规则|基准|目录|队伍|轮训|培训")
_WHOLLY = re.compile(rf"{_ALL_OF_IT}|全面|全部|均已|建成|悉数|健全|稳定")
_PART = re.compile(
    r"第[一二三四1-9][^，]|首[批轮次期]|[上下]半年|[一二三四]季度|阶段|前期|准备|起草|方案|初稿|动员|部署"
    r"|筹备|试点|招标|摸底|调研|部分|一半"
)
_RESULTS = (
    *("完成", "完结", "办结", "结束", "收官", "了结", "交卷", "交账", "做完", "画上句号", "建成"),
    *("建立", "健全", "落实", "落地", "到位", "覆盖", "贯通", "施行", "运行", "运转"),
)
_RESULT_ENDS = frozenset(word[-2:] for word in _RESULTS)  # costs less to look up than all of them
_RESULT = re.compile(rf"(?:{'|'.join(_RESULTS)})(?![^，,。；;：:！!\n])")
_UPKEEP = re.compile(r"一以贯之|巩固|反弹|常态|长效|抓好执行|保障|有力|成效|提升|改善|浓厚|基础")
_NO_FAULT = re.compile(
    r"(?:没有|无)(?!形成|建立|完成|开展|制[定订]|印发|出台|到位|落实|启动|建成|公布|配[备齐])"
    r"[^，,。；;]{0,14}?(?:情形|现象|差异|空白|出入|隐患|漏|错|例外|不符|死角|缺口|成文|而未|一不)"
    r"|无因[^，,。；;]{1,14}案件"
)
_HARMLESS = re.compile(rf"{_NO_FAULT.pattern}|{_UPKEEP.pattern}|应.[0-9]+[^，]{{1,2}}[、，]?实")
_SAID = re.compile(r"已|均|任务|工作|至此|圆满|[0-9]月|全部|现|全面(?:建立|建成|完成)")
_ALL_THE_REST = re.compile(r"(?:其余|余下|剩余)[^，,。；;未不]{0,10}(?:均|都|全部|也)(?!未|不)")
_MARKERS = re.compile(r"(?:[现也均都已]|全[部面]|悉数|正式|圆满|如期|按期)+\Z")
_TASK = re.compile(
    r"(?:任务|各(?:项|环节)工作)(?:[均已]|圆满|全部|全面|至此|如期|按期|按时|顺利)*(?:完成|办结|做完|收官|交[卷账]|了结)\Z"
)
_THIS_TASK = re.compile(
    r"[该此本这]项(?:工作|任务)(?:现?已|均已|全部|圆满|如期|按期)*(?:完成|办结|完结|结束|收官|了结)\Z"
)
_HEARSAY = re.compile(r"据[^，,。；;]{1,8}(?:反映|介绍|了解|报告|反馈)")
_PAST = re.compile(r"(?:过去|此前|以前|原来|原先|年初|起初|早期)[^，。；]{0,12}\Z")
_AWAITED = re.compile(
    r"待[^，,。；;]{1,10}后|[尚仍]|正在|力争|预计|争取|下一步|拟(?![定稿制])|计划[于在0-9年]"
)
_LEFT = ("partial", "undone", "contrast", "remain", "none")
_OVERCOME = {"试点", "试行"}  # told of an earlier time
_REACH = 16  # code points before a word that tell of what time it is
_CONCLUDED = Cue("结语", "done", "", "“{words}”表明任务已经完成")


def conclude(reader: ClauseReader, verdict: Verdict) -> Verdict:
    """Return done with the concluding clause where one overcomes what advancing rests on."""
    notes = reader.notes
    if verdict.status is not Status.ADVANCING or "ongoing" in notes:
        return verdict
    text, task = reader.text, reader.task
    if _RESULT.search(text) is None:
        return verdict
    told = [words for words in _CLAUSE.findall(text) if words[-2:] in _RESULT_ENDS]
    words = next((words for words in reversed(told) if _concludes(words, task)), "")
    if not words or ("据" in text and _HEARSAY.search(text)):
        return verdict
    clauses = list(_CLAUSE.finditer(text))
    found = next(clause for clause in reversed(clauses) if clause[0] == words)
    if any(_leaves_open(clause, found, task) for clause in clauses):
        return verdict
    if not all(_is_overcome(text, note, found) for kind in _LEFT for note in notes.get(kind, ())):
        return verdict
    return Verdict(Status.DONE, [Note(_CONCLUDED, found.span())])


def _leaves_open(clause: re.Match[str], found: re.Match[str], task: Task) -> bool:
    """Tell whether a clause leaves something open: before the conclusion, if it is not of old."""
    words = clause[0]
    if clause.start() > found.start():
        return is_open(words, task.text) and not _HARMLESS.search(words)
    awaited = _AWAITED.search(words) if clause.start() < found.start() else None
    return awaited is not None and not _PAST.search(words[: awaited.start()])


def _is_overcome(text: str, note: Note, found: re.Match[str]) -> bool:
    """Tell whether what the note says is no fault, of old, or of all the rest."""
    first, last = note.span
    if _NO_FAULT.match(text, first) or _ALL_THE_REST.match(text, first):
        return True
    if first > found.start():
        return False
    return text[first:last] in _OVERCOME or bool(_PAST.search(text, max(0, first - _REACH), first))


def _concludes(words: str, task: Task) -> bool:
    """Tell whether a clause completes the task, all of it, and neither a step nor a part."""
    if _THIS_TASK.search(words):
        return True
    if not (
        _WHOLLY.search(words)
        and _OVERALL.search(words)
        and _SAID.search(words)
        and words.endswith(_RESULTS)
    ) or any(part[0] not in task.text for part in _PART.finditer(words)):
        return False
    if _TASK.search(words) and is_tied(words, task) and not is_open(words, task.text):
        return not is_less(words[:-2], words[-2:], task)
    end = find_result(words)
    if end < 0 or is_open(words, task.text):
        return False
    return names_whole(_MARKERS.sub("", words[:end]), words[end:], task)

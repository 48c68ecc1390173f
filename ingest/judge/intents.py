"""Reads the words that only intend, ask or suppose: plans, aims, dates to meet, conditions."""

from __future__ import annotations

import re

from ingest.judge.clauses import REPORTED, ClauseReader

_ANSWER = re.compile(
    r"[^，,。；;]{0,4}?(?:批复|批准|备案|同意|审核|审定|通过|验收|认定|签收|受理|下达|拨付|收回)"
)
_ON_DAY = re.compile(r"月[0-9]{1,2}[日号](?!前|之|以前|内|止|截|到|至|-|—|～)")


def goal(reader: ClauseReader) -> None:
    """原计划: what was once meant; it claims nothing and leaves nothing open."""
    reader.begin_mood("require", weak=True)


def future(reader: ClauseReader) -> None:
    """拟, 将: a wish until the sentence ends or 已 stands in a later clause."""
    if reader.negated >= 0:  # 未发现将…下放
        return
    reader.begin_mood("future")
    reader.note("hoped", reader.cue, reader.at, reader.to)
    if "待" in reader.word or "等" in reader.word:
        reader.note("contrast", reader.cue, reader.at, reader.to)


def plan_to(reader: ClauseReader) -> None:
    """计划 as a verb; a 已 behind it takes the plan back: 计划已印发."""
    if not reader.based:
        reader.begin_mood("future", weak=True)


def later(reader: ClauseReader) -> None:
    """下一步: a wish for the rest of the text, until 已."""
    reader.begin_mood("future", weak=True)
    reader.sticky = True
    reader.note("hoped", reader.cue, reader.at, reader.to)


def by_date(reader: ClauseReader) -> None:
    """年底前: still to come, unless 已 stands before it or others ask for it."""
    if not reader.mood and reader.aspect_at < 0:
        reader.begin_mood("future", weak=True)


def due(reader: ClauseReader) -> None:
    """6月底前，: a date that governs the clauses behind it; whether it is over is not said."""
    if not reader.mood and reader.aspect_at < 0:
        goal(reader)
    reader.comma()


def require(reader: ClauseReader) -> None:
    """要求, 确保: what others or rules ask for."""
    if reader.word != "要求" or not (
        reader.based or reader.text[reader.at - 1 : reader.at] == "的"
    ):
        reader.begin_mood("require")


def urge(reader: ClauseReader) -> None:
    """督促: asks within its own clause; with 已 it is an act."""
    if reader.aspect_at >= 0:
        reader.settle()
        reader.note("reported", REPORTED, reader.aspect_at, reader.to)
    if not reader.mood:
        reader.begin_mood("require", local=True)


def suppose(reader: ClauseReader) -> None:
    """如有: a supposition until the sentence ends, whatever follows; 只有83% is none."""
    if reader.word != "只有" or not reader.text[reader.to : reader.to + 1].isnumeric():
        reader.begin_mood("suppose")


def thereupon(reader: ClauseReader) -> None:
    """即可, 后再: still to come, in its own clause."""
    if reader.mood == "suppose":
        reader.mood, reader.mood_at = "future", reader.at
    elif not reader.mood and reader.aspect_at < 0:
        reader.begin_mood("future", weak=True, local=True)
    reader.note("hoped", reader.cue, reader.at, reader.to)


def dated(reader: ClauseReader) -> None:
    """于7月3日: told of a day that is named, and no day to be met."""
    of_day = reader.word[0] == "月" and reader.word[1].isdecimal()
    if not reader.mood and (not of_day or _ON_DAY.match(reader.text, reader.at)):
        reader.past()


def others(reader: ClauseReader) -> None:
    """市局已: what others did is not reported as ours, unless it answers what we sent them."""
    if _ANSWER.match(reader.text, reader.to):
        reader.aspect()
    else:
        reader.begin_mood("require")


def retract(reader: ClauseReader) -> None:
    """不属实: takes the claim of its own clause back."""
    if not reader.mood:
        reader.aspect_at = reader.total_at = -1
        reader.begin_mood("require", local=True)
        reader.note("undone", reader.cue, reader.at, reader.to)

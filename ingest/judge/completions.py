"""Weighs one verb that completes something: the whole task, a step on its way, or only an act."""

from __future__ import annotations

import re

from ingest.judge.cues import VERBS, Cue, find_verbs
from ingest.judge.objects import is_a_step, is_of_a_part, is_of_part_of_year, is_on_the_way
from ingest.judge.plans import is_of_plan
from ingest.judge.segments import Marks, Span
from ingest.judge.turns import is_for_comment
from ingest.judge.whole_words import is_asked
from ingest.judge.wholes import is_whole
from ledger.plan import Task

_COUNTED = frozenset({"finish", "partway"})
_MEANS_KINDS = frozenset({"means", "listing"})
DRAFTS = frozenset({"prep", "draft"})
_STEPWISE = frozenset({"finish", "settle"})
_COMPLETES = "完成"
_OF_OTHER_TASKS = {"认领"}  # problems are taken up by those who must solve them
_PLANNED = ("计划", "安排")  # which completed means carried out, and shown does not
_TOLD_BEFORE = 60  # code points
_TO_ABOVE = "报市政府"
_FOUND = re.compile(  # a check made: its findings are reported, and no plan of it
    r"(?:检查|督查|抽查|巡查).*?(?:情况|结果|报告|总结)[^，,。；;方计请]{0,8}\Z"
)
_AHEAD = re.compile(r"(?:筹备|进展|准备|部署|动员|安排|人员|经费|前期|启动)[^，,。；;]{0,2}情况")
_SHOWN = {"印发", "出台", "公布", "发布", "公示", "公开", "制定", "制订", "编制", "形成", "公告"}


class Completions:
    """One segment with its verbs and the qualifiers that stand among them.

    What the segment's positions mean is told at `Segment`. With `only_steps`, what completes no
    step may pass for an act, for it need not be told from the whole task.
    """

    __slots__ = (
        *("text", "task", "start", "end", "aspect", "total", "past", "negated", "figures"),
        *("flags", "verbs", "means", "only_steps"),
    )

    def __init__(self, text: str, segment: Marks, task: Task, *, only_steps: bool = False) -> None:
        self.text = text
        self.task = task
        self.only_steps = only_steps
        self.start, self.end, _, self.aspect, self.total = segment[:5]
        self.past, self.negated, self.figures = segment[5:]
        self.flags: set[str] = set()
        self.verbs: list[tuple[Cue, int, int]] = []
        self.means: list[Span] = []
        for verb in find_verbs(text, self.start, self.end):
            cue, start, end = verb
            effect = cue.effect
            if effect in VERBS:
                self.verbs.append(verb)
            elif effect in _MEANS_KINDS and (
                self._is_listing(cue) or text[start:end] not in task.text
            ):
                self.means.append((start, end))
            if effect != "plan" or text[start:end] not in task.text:
                self.flags.add(effect)

    def _is_listing(self, cue: Cue) -> bool:
        """Tell whether a list is only the means of a task that asks for what is on it."""
        words = self.text[self.start : self.end]
        alone = "方案" not in words or "均" not in words
        return cue.effect == "listing" and (alone or self.is_asked(cue))

    def completed(self, cue: Cue, verb: Span, marker: int, acted: bool) -> str:
        """Return whether the whole task is completed, a step on its way, or only some act."""
        end = verb[1]
        subject = self.start, verb[0] if marker < 0 else marker
        if self._is_less(cue, subject, verb) or self._is_drafted(cue, end):
            return "step"
        if self._falls_short(cue, end, marker, acted):
            return "act"
        if self.only_steps and cue.name != _COMPLETES:
            return "act"
        if self._is_of_whole(cue, subject[1], verb):
            return "done"
        return "step" if cue.name == _COMPLETES else "act"

    def _is_less(self, cue: Cue, subject: Span, verb: Span) -> bool:
        """Tell whether something less than the task itself is said to be completed."""
        text = self.text
        if is_on_the_way(text, subject, verb[1], self.means):
            return True
        if cue.effect == "asked":
            if "listing" in self.flags:
                return True
        elif is_of_part_of_year(text, self.start, self.task):
            return True
        if cue.effect in _STEPWISE and is_a_step(text, subject, verb, self.task.text):
            return True
        return not self._is_whole() and is_of_a_part(text, subject, verb)

    def _is_of_whole(self, cue: Cue, subject: int, verb: Span) -> bool:
        """Tell whether the verb is what the task asks for, or completes the whole of it."""
        clause = self.start
        if cue.name == _TO_ABOVE:
            told = self.text[max(0, verb[0] - _TOLD_BEFORE) : verb[0]]
            return bool(_FOUND.search(told)) and not _AHEAD.search(told)
        if cue.effect == "asked":
            return True
        word = self.text[slice(*verb)]
        if word in _OF_OTHER_TASKS and word not in self.task.text:
            return False
        planned = self.text.endswith(_PLANNED, clause, subject) and word in _SHOWN
        return not planned and is_whole(self.text, clause, subject, verb, self.task)

    def is_asked(self, cue: Cue) -> bool:
        """Return whether the task asks for what the cue's words do."""
        return is_asked(cue.asks, self.task.text)

    def _is_drafted(self, cue: Cue, end: int) -> bool:
        """Tell whether only a draft or a plan is completed."""
        clause = (self.start, end)
        drafted = self.flags & DRAFTS or is_for_comment(self.text, end)
        return bool(drafted) or is_of_plan(self.text, clause, cue, self.flags)

    def _falls_short(self, cue: Cue, end: int, marker: int, acted: bool) -> bool:
        """Tell whether only a count or an act is claimed, and not the whole."""
        if (acted and cue.effect != "finish") or ("object" in self.flags and self.aspect < 0):
            return True
        counted = cue.effect in _COUNTED or marker < 0
        return counted and not self._is_whole() and self._counts(end if marker >= 0 else -1)

    def _is_whole(self) -> bool:
        return self.total >= 0 or "whole" in self.flags

    def _counts(self, place: int) -> bool:
        return any(figure.start >= place and figure.unit != "%" for figure in self.figures)

"""What a fictitious unit writes in a document: as its ledger has it, the same at every run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from random import Random

from ingest.sample_document_facts import DocumentFacts, Part, SampleDocument
from ingest.sample_story import Moment, Story, filled
from ledger.words import Status

_FROM_LEDGER = re.compile(r"\{(做法|成效):([\d|]+)\}")
_STAGES = {
    "做法": (Status.ADVANCING, Status.DONE),
    "成效": (Status.DONE,),
}
_COUNTS = {
    "{完成数}": Status.DONE,
    "{推进数}": Status.ADVANCING,
    "{未启动数}": Status.NOT_STARTED,
}
_NOT_BEGUN = "{未启动}"
_NAMED = 3
_SMALLEST_SCALE, _LARGEST_SCALE = 0.9, 1.1


@dataclass(frozen=True)
class Section:
    """A part of a document as it is written: its heading, and its paragraphs below."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Writer:
    """The hand of one unit that writes one document."""

    document: SampleDocument
    facts: DocumentFacts
    story: Story

    def sections(self) -> list[Section]:
        """Return the parts of the document in their order."""
        return [self._section(part) for part in self.facts.parts_of(self.document.document)]

    def _section(self, part: Part) -> Section:
        mood = self._mood(part.part)
        heading = mood.choice(part.heading)
        written = (self._written(text, mood) for text in self._candidates(part.part, mood))
        return Section(heading, tuple(islice(filter(None, written), part.texts)))

    def _candidates(self, part: str, mood: Random) -> Iterator[str]:
        """Yield what the unit alone would write, as it stands, then what all might, shuffled."""
        general = self.facts.texts_of(part, "")
        own = self.facts.texts_of(part, self.document.unit)
        return chain(own, mood.sample(general, len(general)))

    def _written(self, text: str, mood: Random) -> str:
        """Return a text with everything put in; empty when the ledger has nothing for it."""
        for match in _FROM_LEDGER.finditer(text):
            told = self._narrative(match, mood)
            if not told:
                return ""
            text = text.replace(match[0], told)
        if _NOT_BEGUN in text and not self._stages[Status.NOT_STARTED]:
            return ""
        tasks = self.story.plan.task_by_no
        names = (tasks[no].short_name for no in self._stages[Status.NOT_STARTED][:_NAMED])
        text = text.replace(_NOT_BEGUN, "".join(f"“{name}”" for name in names))
        for mark, stage in _COUNTS.items():
            text = text.replace(mark, str(len(self._stages[stage])))
        moment = Moment(Status.DONE, 0, self._age, self.document.quarter.year)
        scale = mood.uniform(_SMALLEST_SCALE, _LARGEST_SCALE)
        return filled(text, self._self_name, moment, scale)

    def _narrative(self, match: re.Match[str], mood: Random) -> str:
        numbers = [int(number) for number in match[2].split("|")]
        fit = {no for stage in _STAGES[match[1]] for no in self._stages[stage]}
        chosen = [no for no in mood.sample(numbers, len(numbers)) if no in fit]
        return self._answers[chosen[0]] if chosen else ""

    @cached_property
    def _answers(self) -> dict[int, str]:
        return self.story.answers(self.document.unit, self.document.quarter)

    @cached_property
    def _stages(self) -> dict[Status, list[int]]:
        """The tasks that the ledger tells at each stage."""
        stages: dict[Status, list[int]] = {stage: [] for stage in _COUNTS.values()}
        for no in self.story.plan.task_by_no:
            stage = self.story.stage(self.document.unit, self.document.quarter, no)
            if stage:
                stages[stage].append(no)
        return stages

    @property
    def _age(self) -> int:
        return self.story.plan.owed_quarters.index(self.document.quarter)

    @property
    def _self_name(self) -> str:
        return self.story.facts.profiles[self.document.unit].self_name

    def _mood(self, part: str) -> Random:
        each = self.document
        return Random(f"{each.unit}|{each.document}|{each.quarter}|{part}")

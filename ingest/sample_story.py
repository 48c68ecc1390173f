"""What a fictitious unit says of each task in each quarter: the same words at every run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from ingest.sample_facts import EventKind, Profile, SampleFacts
from ledger.plan import Plan, Task
from ledger.quarter import Quarter
from ledger.words import DeadlineKind, Status

_FIGURE = re.compile(r"\{(\d+)\+(\d+)(?:<(\d+))?\}")
_SELF = "{我局}"
_ANY_TASK = 0
_QUARTERS_OF_WORK = 2
_SPREAD = 0.9
_SMALLEST_SCALE, _LARGEST_SCALE = 0.75, 1.6


@dataclass(frozen=True)
class Moment:
    """The point that a task has reached: its stage, the step within it, and the figures' age."""

    stage: Status
    step: int
    age: int
    year: int


@dataclass(frozen=True)
class Story:
    """The narratives of all units, told from the plan's dates and the sample's facts."""

    plan: Plan
    facts: SampleFacts

    def answers(self, unit: str, quarter: Quarter) -> dict[int, str]:
        """Return what `unit` writes for `quarter`, by task; a dash left as printed is left out."""
        if self.facts.events_of(unit, quarter, EventKind.SAME):
            return self.answers(unit, quarter.previous())
        profile = self.facts.profiles[unit]
        told = {task.task_no: self._told(profile, task, quarter) for task in self.plan.tasks}
        answers = {no: text for no, text in told.items() if text is not None}
        for event in self.facts.events_of(unit, quarter, EventKind.COPIED):
            source = self.answers(event.value, quarter)
            answers |= {no: source[no] for no in event.tasks}
        for event in self.facts.events_of(unit, quarter, EventKind.SAID):
            answers |= dict.fromkeys(event.tasks, event.value)
        return answers

    def stage(self, unit: str, quarter: Quarter, task_no: int) -> Status | None:
        """Return the stage that the ledger tells of a task; None if it tells nothing of its own."""
        if self.facts.events_of(unit, quarter, EventKind.SAME):
            return self.stage(unit, quarter.previous(), task_no)
        for kind in (EventKind.COPIED, EventKind.SAID):
            if any(task_no in event.tasks for event in self.facts.events_of(unit, quarter, kind)):
                return None
        told = self._telling(self.facts.profiles[unit], self.plan.task_by_no[task_no], quarter)
        return told.stage if isinstance(told, Moment) else None

    def _told(self, profile: Profile, task: Task, quarter: Quarter) -> str | None:
        told = self._telling(profile, task, quarter)
        return self._words(profile, task, told) if isinstance(told, Moment) else told

    def _telling(self, profile: Profile, task: Task, quarter: Quarter) -> Moment | str | None:
        """Return the moment told of, or the words that tell of none; None for a dash as printed."""
        if task.preset_dash and task.task_no not in profile.dashed:
            return None
        mood = Random(f"{profile.unit}|{task.task_no}|mood")
        share = mood.random()
        if share < profile.none:
            return mood.choice(self.facts.templates[_ANY_TASK, Status.NONE])
        if share < profile.none + profile.vague:
            return mood.choice(self.facts.templates[_ANY_TASK, Status.UNCLEAR])
        return self._moment(profile, task, quarter)

    def _moment(self, profile: Profile, task: Task, quarter: Quarter) -> Moment:
        """Return where the task stands as told in `quarter`, or in an earlier one if stale."""
        age = self.plan.owed_quarters.index(quarter)
        for event in self.facts.events_of(profile.unit, quarter, EventKind.STAGE):
            if task.task_no in event.tasks:
                return Moment(Status(event.value), age, age, quarter.year)
        mood = Random(f"{profile.unit}|{task.task_no}|{quarter}|stale")
        if age and mood.random() < profile.stale:
            return self._moment(profile, task, quarter.previous())
        if task.deadline_kind is DeadlineKind.YEARLY:
            return self._yearly_moment(profile, task, quarter)
        start, finish = self._course(profile, task)
        return _moment_between(start, finish, age, quarter.year)

    def _lag(self, profile: Profile, task: Task) -> float:
        """Return how many quarters after the plan's date the unit comes to finish the task."""
        mean = profile.delay + self.facts.category_delays[task.category_no]
        return Random(f"{profile.unit}|{task.task_no}|lag").gauss(mean, _SPREAD)

    def _course(self, profile: Profile, task: Task) -> tuple[int, int]:
        """Return in which of the owed quarters, counted from 0, work starts and is finished."""
        lag = self._lag(profile, task)
        if task.due_on is None:
            last = len(self.plan.owed_quarters) - 1
            return max(0, round(lag)), last + max(-_QUARTERS_OF_WORK, round(lag))
        ledgers = [p for p in self.plan.calendar if p.document == "ledger"]
        owed_days = [p.due_on for p in ledgers if p.quarter in self.plan.owed_quarters]
        due = max(0, sum(day <= task.due_on for day in owed_days) - 1)
        finish = round(due + lag)
        return finish - _QUARTERS_OF_WORK, finish

    def _yearly_moment(self, profile: Profile, task: Task, quarter: Quarter) -> Moment:
        """Return this year's moment; before it is begun, last year's done is told unchanged."""
        due_number = (int(task.due_month_day[:2]) + 2) // 3
        finish = max(1, round(due_number + self._lag(profile, task)))
        age = self.plan.owed_quarters.index(quarter)
        untouched = quarter.number < finish - 1
        last_year_end = Quarter(quarter.year - 1, 4)
        if untouched and finish <= 4 and last_year_end in self.plan.owed_quarters:
            return self._yearly_moment(profile, task, last_year_end)
        return _moment_between(
            age - quarter.number + finish - 1, age - quarter.number + finish, age, quarter.year
        )

    def _words(self, profile: Profile, task: Task, moment: Moment) -> str:
        texts = self.facts.templates[task.task_no, moment.stage]
        hand = Random(f"{profile.unit}|{task.task_no}|hand")
        scale = hand.uniform(_SMALLEST_SCALE, _LARGEST_SCALE)
        variant = hand.randrange(len(texts))
        if moment.stage is not Status.ADVANCING:
            text = texts[variant]
        elif task.deadline_kind is DeadlineKind.CONTINUOUS:
            text = _cumulative([*texts[variant:], *texts[:variant]][: moment.step + 1])
        else:
            text = texts[min(moment.step, len(texts) - 1)]
        return filled(text, profile.self_name, moment, scale)


def filled(text: str, self_name: str, moment: Moment, scale: float) -> str:
    """Return a template's words with name, year and figures put in, these grown to their age."""
    named = text.replace(_SELF, self_name).replace("{年}", str(moment.year))
    return _FIGURE.sub(lambda figure: _grown(figure, moment.age, scale), named)


def _cumulative(texts: Sequence[str]) -> str:
    """Return one narrative of what was done so far, which names its author once."""
    return texts[0] + "".join(text.removeprefix(_SELF) for text in texts[1:])


def _moment_between(start: int, finish: int, age: int, year: int) -> Moment:
    if age >= finish:
        return Moment(Status.DONE, 0, age, year)
    if age < start:
        return Moment(Status.NOT_STARTED, 0, age, year)
    return Moment(Status.ADVANCING, age - max(start, 0), age, year)


def _grown(figure: re.Match[str], age: int, scale: float) -> str:
    value = round((int(figure[1]) + int(figure[2]) * age) * scale)
    return str(min(value, int(figure[3])) if figure[3] else max(1, value))

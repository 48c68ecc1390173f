"""The plan's facts: categories, tasks, clauses, calendar, units and thresholds, as loaded from CSV.

A plan is a folder; another plan is another folder. No task text, date or unit name stands in code.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property

from pydantic import Field

from ledger.check_facts import CountWord, Target
from ledger.errors import UserError
from ledger.evaluation_facts import FigureThing, FigureUnit, Goal, MaterialWord
from ledger.fact import Fact, MonthDay, Names, QuarterField
from ledger.quarter import Quarter
from ledger.words import DeadlineKind, UnitKind


class Category(Fact):
    """A category of tasks (重点任务): `ordinal` is 一…七, `short_name` fits a chart's axis."""

    category_no: int = Field(ge=1)
    ordinal: str
    name: str
    short_name: str


class Task(Fact):
    """One task (具体内容) of the ledger.

    `printed_text` is the wording of the circulated form where it differs from the corrected `text`.
    `due_on` is the date of a fixed or staged duty; `due_month_day` (`06-30`) that of a yearly one.
    """

    task_no: int = Field(ge=1)
    category_no: int
    text: str = Field(min_length=2)
    short_name: str = Field(min_length=2, max_length=16)
    printed_text: str = ""
    responsible: str
    deadline_kind: DeadlineKind
    due_on: date | None = None
    due_month_day: MonthDay = Field(
        default="", pattern=r"^(\d\d-\d\d)?$", description="月和日，如 06-30"
    )
    deadline_text: str
    assumed: bool = False
    preset_dash: bool = False
    reconstructed: bool = False
    city_clause: str
    district_clause: str
    note: str = ""

    def __hash__(self) -> int:
        """Hash by number: pydantic would hash every field, and judging looks tasks up often."""
        return self.task_no


class Clause(Fact):
    """One numbered clause of the city or the district plan, or of the notice, as published."""

    plan: str = Field(
        pattern=r"^(city|district|notice)$", description="city 或 district；通知为 notice"
    )
    clause_no: str
    title: str
    text: str
    responsible: str = ""


class Document(Fact):
    """A kind of document that a unit returns; `has_state` is false for those never due."""

    document: str
    label: str
    has_state: bool


class Period(Fact):
    """One document owed for one quarter, with the day it is due (read inclusively)."""

    quarter: QuarterField
    document: str
    due_on: date
    note: str = ""


class Unit(Fact):
    """A unit that fills in the ledger, with the dates between which it owes returns."""

    unit: str = Field(min_length=2)
    kind: UnitKind
    county: str
    county_code: str = Field(pattern=r"^\d{6}$", description="六位数字的行政区划代码")
    official_order: int
    aliases: Names = ()
    owes_from: date | None = None
    owes_until: date | None = None


class Setting(Fact):
    """A named plan fact or threshold with what it means; `value` is read through `Plan.setting`."""

    name: str
    value: str
    meaning: str


class Plan(Fact):
    """All facts of one plan, validated together."""

    settings: tuple[Setting, ...]
    thresholds: tuple[Setting, ...]
    categories: tuple[Category, ...]
    tasks: tuple[Task, ...]
    clauses: tuple[Clause, ...]
    documents: tuple[Document, ...]
    calendar: tuple[Period, ...]
    units: tuple[Unit, ...]
    targets: tuple[Target, ...] = ()
    count_words: tuple[CountWord, ...] = ()
    goals: tuple[Goal, ...] = ()
    figure_units: tuple[FigureUnit, ...] = ()
    figure_things: tuple[FigureThing, ...] = ()
    material_words: tuple[MaterialWord, ...] = ()

    @cached_property
    def task_by_no(self) -> dict[int, Task]:
        """Tasks by number."""
        return {task.task_no: task for task in self.tasks}

    @cached_property
    def category_by_no(self) -> dict[int, Category]:
        """Categories by number."""
        return {category.category_no: category for category in self.categories}

    @cached_property
    def quarters(self) -> tuple[Quarter, ...]:
        """Every quarter for which the calendar knows a ledger, in order of time."""
        return tuple(sorted(p.quarter for p in self.calendar if p.document == "ledger"))

    @cached_property
    def owed_quarters(self) -> tuple[Quarter, ...]:
        """The quarters for which a ledger is owed: from `first_owed_quarter` on."""
        first = Quarter.parse(self.setting("first_owed_quarter"))
        return tuple(quarter for quarter in self.quarters if quarter >= first)

    def require_quarter(self, text: str, place: str = "") -> Quarter:
        """Return the quarter written in `text`; raises UserError unless the plan has it."""
        quarter = Quarter.parse(text)
        if quarter not in self.quarters:
            span = f"{self.quarters[0]} 至 {self.quarters[-1]}"
            raise UserError(
                "quarter_outside_plan", f"{quarter} 不在计划之内。", place, f"计划季度为 {span}。"
            )
        return quarter

    def setting(self, name: str) -> str:
        """Return the value of a plan setting; raises KeyError if the plan has none of that name."""
        return next((s.value for s in self.settings if s.name == name), "") or _absent(name)

    def threshold(self, name: str) -> float:
        """Return a threshold as a number; raises KeyError if the plan has none of that name."""
        found = next((s.value for s in self.thresholds if s.name == name), "") or _absent(name)
        return float(found)


def _absent(name: str) -> str:
    raise KeyError(name)

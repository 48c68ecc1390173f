"""What an evaluation rests on: the plan's goals, how figures add up, words that tell a section."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from ledger.fact import Fact, Names

_TO = "至"


class WordKind(StrEnum):
    """What a word says of the section of a sentence (data/plan/README.md)."""

    HEADING = "heading"
    STRONG = "strong"
    WEAK = "weak"
    MASK = "mask"
    BAR = "bar"


class Section(StrEnum):
    """The seven sections that the notice prescribes for an evaluation report, in their order."""

    OVERALL = "overall"
    PRACTICES = "practices"
    RESULTS = "results"
    SOCIAL = "social"
    PROBLEMS = "problems"
    CAUSES = "causes"
    SUGGESTIONS = "suggestions"


def _task_numbers(value: object) -> object:
    """Return the numbers of a cell such as `10|33至36`."""
    if not isinstance(value, str):
        return value
    numbers: list[int] = []
    for part in value.split("|"):
        first, _, last = part.partition(_TO)
        numbers += range(int(first), int(last or first) + 1)
    return tuple(numbers)


class Goal(Fact):
    """One aspect of a goal of the plan, due on a day, with the tasks that carry it and why these.

    An aspect that no task measures carries none.
    """

    goal_no: int = Field(ge=1)
    due_on: date
    due_text: str
    aspect: str
    tasks: Annotated[tuple[int, ...], BeforeValidator(_task_numbers)] = ()
    note: str


class FigureUnit(Fact):
    """A unit of count: under which name figures are put together, and whether units may be summed.

    A value is multiplied by `factor` to be one of `counted_as`.
    """

    word: str
    counted_as: str
    factor: float = Field(gt=0)
    summable: bool
    meaning: str = ""


class FigureThing(Fact):
    """A thing that figures count: the words beside the figure and the units it is counted in."""

    thing: str
    words: Names
    counted_in: Names
    example: str


class MaterialWord(Fact):
    """A word that tells to which section of an evaluation report a sentence belongs.

    `heading` stands in a heading of that section, `strong` tells it alone, of `weak` it takes two,
    `mask` is passed over when the others are looked for, `bar` keeps a sentence out.
    """

    section: Section
    kind: WordKind
    word: str
    example: str

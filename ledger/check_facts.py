"""What number checks rest on: what a task demands, and by which words a figure is read."""

from __future__ import annotations

from pydantic import Field

from ledger.fact import Fact


class Target(Fact):
    """A number that a task sets, to be set beside the figures reported in the same unit."""

    task_no: int
    unit: str
    target: float = Field(gt=0)
    meaning: str


class CountWord(Fact):
    """A word by which the number checks know what a figure counts.

    `event`: a unit of what happened; `cumulative`, `year`: since when it is counted; `unsteady`:
    no count of what was done; `growth`: a rate that may exceed 100 %; `uncounted`: what is planned
    or demanded, or a part only, and enters no total; `barring`: between the name of a thing and a
    figure it says that the figure counts something else.
    """

    word: str
    kind: str = Field(
        pattern=r"^(event|cumulative|year|unsteady|growth|uncounted|barring)$",
        description="event、cumulative、year、unsteady、growth、uncounted 或 barring",
    )
    meaning: str = ""

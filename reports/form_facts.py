"""How the ledger form looks, as facts: its columns and lines in each layout, its printed rows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BeforeValidator, ValidationError

from ledger.csv_files import read_csv
from ledger.errors import UserError
from ledger.fact import Fact, Names
from ledger.plan_files import PLAN_FOLDER

AnyFact = TypeVar("AnyFact", bound=Fact)


class Layout(StrEnum):
    """A shape in which ledgers go out or come back."""

    CLEAN = "clean"
    PRINTED = "printed"
    NUMBERED = "numbered"
    REORDERED = "reordered"
    PLAIN = "plain"


class Role(StrEnum):
    """What a column of the form holds."""

    NUMBER = "number"
    CATEGORY = "category"
    TASK = "task"
    RESPONSIBLE = "responsible"
    DEADLINE = "deadline"
    NARRATIVE = "narrative"
    DECLARED = "declared"
    REMARK = "remark"


class Place(StrEnum):
    """Where a line of text stands: the sheet's name, above the table, or below it."""

    SHEET = "sheet"
    HEAD = "head"
    FOOT = "foot"


def _task_numbers(cell: str) -> tuple[int, ...]:
    """Split a CSV cell such as `3|4` into its task numbers."""
    return tuple(int(part) for part in cell.split("|") if part)


TaskNumbers = Annotated[tuple[int, ...], BeforeValidator(_task_numbers)]


class FormColumn(Fact):
    """One column of a layout, from left to right."""

    layout: Layout
    role: Role
    heading: str
    width: float


class FormLine(Fact):
    """One line of a layout; a `|` parts its cells, and a line without one runs over all columns."""

    layouts: Names
    place: Place
    text: str


class PrintedRow(Fact):
    """One row of the form as it was circulated.

    `heading` is empty where the category above reaches down; `tasks` are those whose text stands in
    the row (as `text` says, or one numbered line each), `answers` those answered in it if others.
    """

    heading: str
    tasks: TaskNumbers
    answers: TaskNumbers
    text: str
    responsible: Names
    deadline: Names


@dataclass(frozen=True)
class FormFacts:
    """Everything that the form prints and the plan's tasks do not say."""

    columns: tuple[FormColumn, ...]
    lines: tuple[FormLine, ...]
    printed_rows: tuple[PrintedRow, ...]

    def columns_of(self, layout: Layout, *, declared: bool = False) -> tuple[FormColumn, ...]:
        """Return the columns of `layout` from left to right, 完成状态 only if `declared`."""
        return tuple(
            column
            for column in self.columns
            if column.layout == layout and (declared or column.role is not Role.DECLARED)
        )

    def lines_of(self, layout: Layout, place: Place) -> list[str]:
        """Return the text of the lines that `layout` has at `place`, in order."""
        return [line.text for line in self.lines if layout in line.layouts and line.place == place]


@cache
def load_form_facts(folder: Path = PLAN_FOLDER) -> FormFacts:
    """Return the form's facts in the plan folder; raises UserError as `read_facts` does."""
    return FormFacts(
        columns=read_facts(folder / "form_columns.csv", FormColumn),
        lines=read_facts(folder / "form_lines.csv", FormLine),
        printed_rows=read_facts(folder / "printed_rows.csv", PrintedRow),
    )


def read_facts(path: Path, model: type[AnyFact]) -> tuple[AnyFact, ...]:
    """Return the rows of the file at `path` as facts.

    Raises UserError `form_facts` with the first cell that is wrong, or as `read_csv` does.
    """
    try:
        return tuple(model.model_validate(row) for row in read_csv(path))
    except ValidationError as error:
        first = error.errors()[0]
        column = first["loc"][0]
        message = f"{column} 列的“{first['input']}”不对。"
        raise UserError("form_facts", message, path.name) from None

"""The rows of a plan's files with their line numbers, and a mistake found in one."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from ledger.check_facts import CountWord, Target
from ledger.evaluation_facts import FigureThing, FigureUnit, Goal, MaterialWord
from ledger.fact import Fact
from ledger.plan import Category, Clause, Document, Period, Setting, Task, Unit

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True)
class Mistake:
    """One mistake in a fact file; `line` is 0 where a whole row is absent."""

    file: str
    line: int
    column: str
    problem: str

    def __str__(self) -> str:
        """Return the place inside the file and the problem, in Chinese."""
        row = f"第{self.line}行 " if self.line else ""
        return f"{row}{self.column} 列：{self.problem}"


@dataclass(frozen=True)
class Table(Generic[F]):
    """The facts of one file, each with its line number."""

    name: str
    rows: tuple[tuple[int, F], ...]

    @property
    def facts(self) -> tuple[F, ...]:
        """The facts in the order of the file."""
        return tuple(fact for _, fact in self.rows)

    def mistake(self, line: int, column: str, problem: str) -> Mistake:
        """Return a mistake in this file."""
        return Mistake(self.name, line, column, problem)


def repeated(table: Table[F], column: str, key: Callable[[F], Hashable]) -> Iterator[Mistake]:
    """Yield a mistake for each row whose key an earlier row has."""
    first_line: dict[Hashable, int] = {}
    for line, fact in table.rows:
        if (seen := first_line.setdefault(key(fact), line)) != line:
            yield table.mistake(line, column, f"与第{seen}行重复。")


@dataclass(frozen=True)
class PlanTables:
    """All files of a plan, read but not yet checked against one another."""

    settings: Table[Setting]
    thresholds: Table[Setting]
    categories: Table[Category]
    tasks: Table[Task]
    clauses: Table[Clause]
    documents: Table[Document]
    calendar: Table[Period]
    units: Table[Unit]
    targets: Table[Target]
    count_words: Table[CountWord]
    goals: Table[Goal]
    figure_units: Table[FigureUnit]
    figure_things: Table[FigureThing]
    material_words: Table[MaterialWord]

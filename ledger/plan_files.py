"""The plan's facts from a folder of CSV files; every mistake is told by file, row and column."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

from pydantic import ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from ledger.check_facts import CountWord, Target
from ledger.csv_files import CsvTable, parse_date, read_table
from ledger.errors import UserError
from ledger.evaluation_facts import FigureThing, FigureUnit, Goal, MaterialWord
from ledger.fact import Fact
from ledger.plan import Category, Clause, Document, Period, Plan, Setting, Task, Unit
from ledger.plan_checks import find_mistakes
from ledger.plan_tables import F, Mistake, PlanTables, Table
from ledger.quarter import Quarter

PLAN_FOLDER = Path(__file__).resolve().parent.parent / "data" / "plan"

_MISTAKES_SHOWN = 10
_TRUTHS = {"true": True, "是": True, "false": False, "否": False}
_TRANSLATED = {
    "int_parsing": "{given}不是整数。",
    "greater_than_equal": "{given}太小，至少为 {ge}。",
    "string_too_short": "{given}太短，至少 {min_length} 个字。",
    "string_too_long": "{given}太长，至多 {max_length} 个字。",
    "string_pattern_mismatch": "{given}不对，应为{allowed}。",
    "enum": "{given}不在允许的值之内：{allowed}。",
}


def load_plan(folder: Path = PLAN_FOLDER, units_file: Path | None = None) -> Plan:
    """Return the plan in `folder`; `units_file` replaces the folder's own units.csv.

    Raises UserError `plan_facts` with all mistakes of the first file that has any; a file that
    cannot be read at all raises the codes of `ledger.csv_files.read_table`.
    """
    paths = [*sorted(folder.glob("*.csv")), *([units_file] if units_file else [])]
    return _loaded(folder, units_file, tuple((path, _content(path)) for path in paths))


def _content(path: Path) -> bytes:
    """Return what is in a file; nothing where `_read` will say why it cannot be had."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


@lru_cache(maxsize=4)
def _loaded(folder: Path, units_file: Path | None, _contents: tuple[object, ...]) -> Plan:
    """Return the plan; one whose files' contents are what they were is the same object."""
    tables = PlanTables(
        settings=_read(folder / "settings.csv", Setting),
        thresholds=_read(folder / "thresholds.csv", Setting),
        categories=_read(folder / "categories.csv", Category),
        tasks=_read(folder / "tasks.csv", Task),
        clauses=_read(folder / "clauses.csv", Clause),
        documents=_read(folder / "documents.csv", Document),
        calendar=_read(folder / "calendar.csv", Period),
        units=_read(units_file or folder / "units.csv", Unit),
        targets=_read_if_there(folder / "targets.csv", Target),
        count_words=_read_if_there(folder / "count_words.csv", CountWord),
        goals=_read_if_there(folder / "goals.csv", Goal),
        figure_units=_read_if_there(folder / "figure_units.csv", FigureUnit),
        figure_things=_read_if_there(folder / "figure_things.csv", FigureThing),
        material_words=_read_if_there(folder / "material_words.csv", MaterialWord),
    )
    _raise_first(find_mistakes(tables))
    return _plan(tables)


def _plan(tables: PlanTables) -> Plan:
    """Return the checked tables as a plan, numbered facts in the order of their numbers."""
    return Plan(
        settings=tables.settings.facts,
        thresholds=tables.thresholds.facts,
        categories=tuple(sorted(tables.categories.facts, key=lambda c: c.category_no)),
        tasks=tuple(sorted(tables.tasks.facts, key=lambda task: task.task_no)),
        clauses=tables.clauses.facts,
        documents=tables.documents.facts,
        calendar=tables.calendar.facts,
        units=tuple(sorted(tables.units.facts, key=lambda unit: unit.official_order)),
        targets=tables.targets.facts,
        count_words=tables.count_words.facts,
        goals=tables.goals.facts,
        figure_units=tables.figure_units.facts,
        figure_things=tables.figure_things.facts,
        material_words=tables.material_words.facts,
    )


def _read_if_there(path: Path, model: type[F]) -> Table[F]:
    """Return the file's facts; a plan that sets no such facts need not have the file."""
    return _read(path, model) if path.exists() else Table(path.name, ())


def _read(path: Path, model: type[F]) -> Table[F]:
    """Return the file's facts; raises UserError with every mistake in its columns and cells."""
    table = read_table(path)
    _raise_first(_column_mistakes(table, model))
    facts: list[tuple[int, F]] = []
    mistakes: list[Mistake] = []
    for line, row in table.rows:
        values, wrong = _values(row, model)
        if not wrong:
            try:
                facts.append((line, model.model_validate(values)))
            except ValidationError as error:
                wrong = _translated(error, model)
        mistakes += [Mistake(table.name, line, column, text) for column, text in wrong.items()]
    _raise_first(mistakes)
    return Table(table.name, tuple(facts))


def _column_mistakes(table: CsvTable, model: type[Fact]) -> list[Mistake]:
    missing = [name for name in model.model_fields if name not in table.columns]
    unknown = [name for name in table.columns if name not in model.model_fields]
    allowed = "、".join(model.model_fields)
    return [Mistake(table.name, 1, name, "缺少这一列。") for name in missing] + [
        Mistake(table.name, 1, name, f"没有这样的列名，列名应为：{allowed}。") for name in unknown
    ]


def _values(row: dict[str, str], model: type[Fact]) -> tuple[dict[str, object], dict[str, str]]:
    """Return the cells that are filled as values, and the problem of each that cannot be one."""
    values: dict[str, object] = {}
    wrong: dict[str, str] = {}
    for column, field in model.model_fields.items():
        text = row[column]
        if text:
            try:
                values[column] = _value(text, field)
            except UserError as error:
                wrong[column] = f"{error.message}{error.hint}"
        elif field.is_required():
            wrong[column] = "不能为空。"
    return values, wrong


def _value(text: str, field: FieldInfo) -> object:
    if field.annotation in (date, date | None):
        return parse_date(text)
    if field.annotation is Quarter:
        return Quarter.parse(text)
    if field.annotation is bool:
        return _truth(text)
    return text


def _truth(text: str) -> bool:
    if (value := _TRUTHS.get(text.lower())) is None:
        raise UserError("truth_format", f"“{text[:40]}”不对，", hint="应为 TRUE 或 FALSE。")
    return value


def _translated(error: ValidationError, model: type[Fact]) -> dict[str, str]:
    details = ((str(detail["loc"][0]), detail) for detail in error.errors())
    return {column: _problem(detail, model.model_fields[column]) for column, detail in details}


def _problem(detail: ErrorDetails, field: FieldInfo) -> str:
    template = _TRANSLATED.get(detail["type"], "{given}不合要求。")
    limits = {**detail.get("ctx", {}), "allowed": _allowed(field)}
    return template.format(given=f"“{str(detail['input'])[:40]}”", **limits)


def _allowed(field: FieldInfo) -> str:
    if isinstance(field.annotation, type) and issubclass(field.annotation, StrEnum):
        return "、".join(field.annotation)
    return field.description or ""


def _raise_first(mistakes: Sequence[Mistake]) -> None:
    """Raise the mistakes of the first file that has any, as one error."""
    if not mistakes:
        return
    file = mistakes[0].file
    texts = [str(mistake) for mistake in mistakes if mistake.file == file]
    more = f"……共{len(texts)}处。" if len(texts) > _MISTAKES_SHOWN else ""
    message = " ".join(texts[:_MISTAKES_SHOWN]) + more
    raise UserError("plan_facts", message, file)

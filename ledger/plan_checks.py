"""What must hold between the rows and files of a plan: one check a function, yielding mistakes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import date

from ledger.errors import UserError
from ledger.evaluation_checks import evaluation_mistakes
from ledger.plan_tables import F, Mistake, PlanTables, Table, repeated
from ledger.quarter import Quarter
from ledger.units import normalise_name
from ledger.words import COPY_LABELS, DeadlineKind

REQUIRED_SETTINGS = (
    "form_title",
    "first_owed_quarter",
    "plan_first_year",
    "plan_last_year",
)
REQUIRED_THRESHOLDS = (
    "soon_days",
    "yellow_quarters",
    "red_quarters",
    "match_score",
    "match_share_to_hold",
    "suggestion_score",
    "echo_share",
    "shared_sentence_length",
    "same_figure_least",
    "outlier_units",
    "outlier_score",
    "remind_days",
)
TIMELINESS = "timeliness_copy"  # which copy decides; without it the electronic one
_DATED = (DeadlineKind.FIXED, DeadlineKind.STAGED)


def find_mistakes(tables: PlanTables) -> list[Mistake]:
    """Return every mistake of the plan, in the order of the checks."""
    return [mistake for check in _CHECKS for mistake in check(tables)]


def _keys(tables: PlanTables) -> Iterator[Mistake]:
    yield from repeated(tables.settings, "name", lambda setting: setting.name)
    yield from repeated(tables.thresholds, "name", lambda setting: setting.name)
    yield from repeated(tables.categories, "category_no", lambda category: category.category_no)
    yield from repeated(tables.tasks, "task_no", lambda task: task.task_no)
    yield from repeated(tables.clauses, "clause_no", lambda clause: (clause.plan, clause.clause_no))
    yield from repeated(tables.documents, "document", lambda document: document.document)
    yield from repeated(tables.calendar, "document", lambda p: (str(p.quarter), p.document))
    yield from repeated(tables.units, "official_order", lambda unit: unit.official_order)
    yield from repeated(tables.targets, "unit", lambda target: (target.task_no, target.unit))
    yield from repeated(tables.count_words, "word", lambda word: (word.kind, word.word))


def _numbering(tables: PlanTables) -> Iterator[Mistake]:
    yield from _gaps(tables.categories, "category_no", lambda category: category.category_no)
    yield from _gaps(tables.tasks, "task_no", lambda task: task.task_no)


def _gaps(table: Table[F], column: str, number: Callable[[F], int]) -> Iterator[Mistake]:
    last = len(table.rows)
    if not last:
        yield table.mistake(0, column, "一行也没有。")
    for line, fact in table.rows:
        if number(fact) > last:
            yield table.mistake(line, column, f"编号应从1连续到{last}，不能是{number(fact)}。")


def _references(tables: PlanTables) -> Iterator[Mistake]:
    categories = {category.category_no for category in tables.categories.facts}
    clauses = {(clause.plan, clause.clause_no) for clause in tables.clauses.facts}
    for line, task in tables.tasks.rows:
        if task.category_no not in categories:
            problem = f"{tables.categories.name} 里没有第{task.category_no}类。"
            yield tables.tasks.mistake(line, "category_no", problem)
        for plan, clause_no in (("city", task.city_clause), ("district", task.district_clause)):
            if (plan, clause_no) not in clauses:
                problem = f"{tables.clauses.name} 里没有 {plan} 的“{clause_no}”。"
                yield tables.tasks.mistake(line, f"{plan}_clause", problem)
    numbers = {task.task_no for task in tables.tasks.facts}
    for line, target in tables.targets.rows:
        if target.task_no not in numbers:
            problem = f"{tables.tasks.name} 里没有第{target.task_no}项。"
            yield tables.targets.mistake(line, "task_no", problem)


def _deadlines(tables: PlanTables) -> Iterator[Mistake]:
    for line, task in tables.tasks.rows:
        kind = task.deadline_kind
        for column, filled, needed in (
            ("due_on", task.due_on is not None, kind in _DATED),
            ("due_month_day", task.due_month_day != "", kind is DeadlineKind.YEARLY),
        ):
            if filled != needed:
                rule = "必须填写" if needed else "应当留空"
                yield tables.tasks.mistake(line, column, f"时限类型为 {kind} 时{rule}。")
        if task.due_month_day and not _is_yearly_day(task.due_month_day):
            problem = f"不是每年都有“{task.due_month_day}”这一天。"
            yield tables.tasks.mistake(line, "due_month_day", problem)


def _is_yearly_day(month_day: str) -> bool:
    common_year = 2025
    try:
        date(common_year, int(month_day[:2]), int(month_day[3:]))
    except ValueError:
        return False
    return True


def _calendar(tables: PlanTables) -> Iterator[Mistake]:
    owed = {d.document for d in tables.documents.facts if d.has_state}
    for line, period in tables.calendar.rows:
        if period.document not in owed:
            problem = f"“{period.document}”不是有期限的材料，可以是：{'、'.join(sorted(owed))}。"
            yield tables.calendar.mistake(line, "document", problem)


def _unit_names(tables: PlanTables) -> Iterator[Mistake]:
    first_line: dict[str, int] = {}
    for line, unit in tables.units.rows:
        for column, name in (("unit", unit.unit), *(("aliases", alias) for alias in unit.aliases)):
            plain = normalise_name(name)
            if not plain:
                yield tables.units.mistake(line, column, f"“{name}”不成名称。")
            elif (seen := first_line.setdefault(plain, line)) != line:
                yield tables.units.mistake(line, column, f"“{name}”与第{seen}行的名称重复。")


def _unit_dates(tables: PlanTables) -> Iterator[Mistake]:
    for line, unit in tables.units.rows:
        if unit.owes_from and unit.owes_until and unit.owes_from > unit.owes_until:
            yield tables.units.mistake(line, "owes_until", "早于 owes_from。")


def _settings(tables: PlanTables) -> Iterator[Mistake]:
    names = {setting.name for setting in tables.settings.facts}
    for name in REQUIRED_SETTINGS:
        if name not in names:
            yield tables.settings.mistake(0, "name", f"缺少 {name} 一行。")
    quarters = {p.quarter for p in tables.calendar.facts if p.document == "ledger"}
    for line, setting in tables.settings.rows:
        if setting.name in ("plan_first_year", "plan_last_year") and not setting.value.isdecimal():
            yield tables.settings.mistake(line, "value", f"“{setting.value}”不是年份，如 2024。")
        if setting.name == "first_owed_quarter" and _quarter(setting.value) not in quarters:
            problem = f"“{setting.value}”不是 {tables.calendar.name} 里有台账的季度，如 2024Q2。"
            yield tables.settings.mistake(line, "value", problem)
        if setting.name == TIMELINESS and setting.value not in COPY_LABELS:
            problem = f"“{setting.value}”不对，应为 {' 或 '.join(COPY_LABELS)}。"
            yield tables.settings.mistake(line, "value", problem)


def _quarter(text: str) -> Quarter | None:
    try:
        return Quarter.parse(text)
    except UserError:
        return None


def _thresholds(tables: PlanTables) -> Iterator[Mistake]:
    names = {threshold.name for threshold in tables.thresholds.facts}
    for name in REQUIRED_THRESHOLDS:
        if name not in names:
            problem = f"缺少 {name} 一行（出厂值见 data/plan/README.md）。"
            yield tables.thresholds.mistake(0, "name", problem)
    for line, threshold in tables.thresholds.rows:
        if not _is_number(threshold.value):
            yield tables.thresholds.mistake(line, "value", f"“{threshold.value}”不是数。")


def _is_number(text: str) -> bool:
    try:
        return math.isfinite(float(text))
    except ValueError:
        return False


_CHECKS: tuple[Callable[[PlanTables], Iterator[Mistake]], ...] = (
    _keys,
    _numbering,
    _references,
    _deadlines,
    _calendar,
    _unit_names,
    _unit_dates,
    _settings,
    _thresholds,
    evaluation_mistakes,
)

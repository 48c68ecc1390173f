"""The plan's facts are those of the circulated form and of the two published plans."""

from __future__ import annotations

import re
from datetime import date

import pytest

from ledger.plan_files import load_plan
from ledger.quarter import Quarter
from ledger.words import DeadlineKind, UnitKind

PLAN = load_plan()
ASSUMED = {33, 34, 35, 36}
DASHED = {9, 19, 20, 21, 25, 27, 28, 39}
DEADLINES: list[tuple[str, str, list[int]]] = [
    ("continuous", "", [1, 5, 6, 12, 14, 26, 29, 37, 38, 39]),
    ("fixed", "2024-01-31", [10]),
    ("fixed", "2024-06-30", [8]),
    ("fixed", "2024-12-31", [4, 9, 18, 19, 20, 21, 24, 27, 32, 33, 34, 35, 36, 41, 43]),
    ("fixed", "2025-12-31", [2, 7, 15, 22, 23, 25, 30, 31]),
    ("staged", "2024-06-30", [3, 16, 17]),
    ("staged", "2024-12-31", [11, 13]),
    ("staged", "2025-12-31", [40]),
    ("yearly", "06-30", [28]),
    ("yearly", "12-31", [42]),
]


@pytest.mark.parametrize(("kind", "due", "numbers"), DEADLINES)
def test_deadlines_are_those_of_the_design(kind: str, due: str, numbers: list[int]) -> None:
    """Exactly the listed tasks have this kind of deadline and this date."""
    found = [
        task.task_no
        for task in PLAN.tasks
        if task.deadline_kind == kind
        and (task.due_on.isoformat() if task.due_on else task.due_month_day) == due
    ]
    assert found == numbers


def test_the_table_covers_all_43_tasks() -> None:
    """The tasks are numbered 1 to 43 and each stands in the table of deadlines once."""
    listed = sorted(number for _, _, numbers in DEADLINES for number in numbers)
    assert listed == [task.task_no for task in PLAN.tasks] == list(range(1, 44))


@pytest.mark.parametrize(
    ("category_no", "ordinal", "first", "last"),
    [
        (1, "一", 1, 7),
        (2, "二", 8, 15),
        (3, "三", 16, 24),
        (4, "四", 25, 32),
        (5, "五", 33, 36),
        (6, "六", 37, 40),
        (7, "七", 41, 43),
    ],
)
def test_categories_hold_their_tasks(category_no: int, ordinal: str, first: int, last: int) -> None:
    """Each of the seven categories holds its run of tasks."""
    numbers = [task.task_no for task in PLAN.tasks if task.category_no == category_no]
    assert PLAN.category_by_no[category_no].ordinal == ordinal
    assert numbers == list(range(first, last + 1))


def test_flags_are_those_of_the_design() -> None:
    """Preset dashes, rebuilt tasks and assumed dates mark the listed tasks only."""
    assert {task.task_no for task in PLAN.tasks if task.preset_dash} == DASHED
    assert {task.task_no for task in PLAN.tasks if task.reconstructed} == ASSUMED
    assert {task.task_no for task in PLAN.tasks if task.assumed} == ASSUMED
    assert {task.task_no for task in PLAN.tasks if task.note} == {3, 8, 16, 27} | ASSUMED


@pytest.mark.parametrize(
    ("task_no", "right", "printed"),
    [
        (3, "业务知识和行政执法技能", " and "),
        (10, "行政裁量权基准", "执法量权基准"),
        (11, "行政裁量权基准", "执法量权基准"),
        (12, "执法全过程记录和重大", " and "),
        (13, "为基础的新型", "的的"),
        (14, "依法依规", "依法规范"),
        (15, "企业和企业家合法权益", "企业和企业合法权益"),
        (28, "行政执法工作", "执法法工作"),
        (40, "免予问责", "免责问责"),
        (41, "人力资源社会保障、政务服务数据管理", "人力、资源"),
    ],
)
def test_misread_wording_is_corrected_and_kept(task_no: int, right: str, printed: str) -> None:
    """The text is the corrected wording; the form's own wording stays findable."""
    task = PLAN.task_by_no[task_no]
    assert right in task.text
    assert printed not in task.text
    assert printed in task.printed_text


def test_texts_are_clean() -> None:
    """Texts have no leading number, no Latin word, no blank; short names differ and are short."""
    for task in PLAN.tasks:
        assert not re.search(r"^\d|[a-z]{2}|\s", task.text), task.task_no
        assert 4 <= len(task.short_name) <= 12, task.task_no
        assert task.printed_text != task.text
    assert len({task.short_name for task in PLAN.tasks}) == 43


def test_rebuilt_tasks_are_sentences_of_their_clause() -> None:
    """Tasks 33 to 36 together are the clauses 13 and 14 of the city plan, word for word."""
    clauses = {c.clause_no: c.text for c in PLAN.clauses if c.plan == "city"}
    rebuilt = [PLAN.task_by_no[number].text for number in sorted(ASSUMED)]
    assert "".join(rebuilt) == clauses["二（五）13"] + clauses["二（五）14"]


@pytest.mark.parametrize("plan", ["city", "district"])
def test_both_plans_have_the_same_clauses(plan: str) -> None:
    """Goals, sixteen numbered clauses with responsible bodies, and three on organisation."""
    clauses = [clause for clause in PLAN.clauses if clause.plan == plan]
    numbered = [clause for clause in clauses if clause.clause_no.startswith("二")]
    assert [re.sub(r".*）", "", c.clause_no) for c in numbered] == [str(n) for n in range(1, 17)]
    assert all(clause.responsible for clause in numbered)
    assert len(clauses) == 20
    assert all(clause.text.endswith("。") and " " not in clause.text for clause in clauses)


def test_the_calendar_is_that_of_the_notice() -> None:
    """Eight ledgers on the 17th, of which seven are owed, and the other documents on their days."""
    due = {(str(p.quarter), p.document): p.due_on for p in PLAN.calendar}
    ledgers = {quarter: day for (quarter, document), day in due.items() if document == "ledger"}
    assert ledgers == {
        f"{year}Q{number}": date(year, number * 3, 17)
        for year in (2024, 2025)
        for number in (1, 2, 3, 4)
    }
    assert {key: day.isoformat() for key, day in due.items() if key[1] != "ledger"} == {
        ("2024Q2", "liaison_list"): "2024-05-10",
        ("2024Q2", "half_year_summary"): "2024-06-17",
        ("2024Q3", "mid_evaluation"): "2024-09-30",
        ("2024Q3", "institution_annex"): "2024-09-30",
        ("2024Q4", "annual_summary"): "2024-12-17",
        ("2025Q2", "half_year_summary"): "2025-06-17",
        ("2025Q3", "final_evaluation"): "2025-09-30",
        ("2025Q3", "institution_annex"): "2025-09-30",
        ("2025Q4", "annual_summary"): "2025-12-17",
    }
    assert PLAN.owed_quarters[0] == Quarter(2024, 2)
    assert len(PLAN.owed_quarters) == 7


def test_due_dates_on_days_off_are_marked() -> None:
    """Mid-Autumn 2024 and the Sunday in March 2024 carry a mark; no due date is moved."""
    marked = {p.due_on.isoformat(): p.note for p in PLAN.calendar if p.note}
    assert set(marked) == {"2024-03-17", "2024-09-17"}
    assert "中秋节" in marked["2024-09-17"]


def test_the_five_counties_are_known() -> None:
    """The five county bureaus stand in official order, shown by county, owing without limits."""
    assert [(unit.unit, unit.county, unit.county_code) for unit in PLAN.units] == [
        ("榕城区交通运输局", "榕城区", "445202"),
        ("揭东区交通运输局", "揭东区", "445203"),
        ("揭西县交通运输局", "揭西县", "445222"),
        ("惠来县交通运输局", "惠来县", "445224"),
        ("普宁市交通运输局", "普宁市", "445281"),
    ]
    assert {unit.kind for unit in PLAN.units} == {UnitKind.COUNTY}
    assert not any(unit.owes_from or unit.owes_until for unit in PLAN.units)


def test_only_the_typical_case_has_no_state() -> None:
    """Every document but the typical case is due on some day."""
    stateless = {document.document for document in PLAN.documents if not document.has_state}
    assert stateless == {"typical_case"}
    assert {p.document for p in PLAN.calendar} | stateless == {d.document for d in PLAN.documents}


@pytest.mark.parametrize(
    ("name", "value"), [("soon_days", 90), ("yellow_quarters", 1), ("red_quarters", 2)]
)
def test_thresholds_are_numbers(name: str, value: float) -> None:
    """The thresholds of the lights are those of the design."""
    assert PLAN.threshold(name) == value


def test_an_unknown_setting_is_a_programming_error() -> None:
    """Asking for a setting or threshold that the plan lacks raises KeyError."""
    with pytest.raises(KeyError):
        PLAN.setting("no_such_setting")
    with pytest.raises(KeyError):
        PLAN.threshold("no_such_threshold")


def test_a_yearly_duty_is_only_yearly() -> None:
    """Only yearly duties have a month and day, only fixed and staged ones a date."""
    for task in PLAN.tasks:
        assert (task.due_month_day != "") == (task.deadline_kind is DeadlineKind.YEARLY)

"""The sample returns are plainly synthetic, complete as told, and the same at every run."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook

from ingest.collect import Said, collect
from ingest.judge.narrative import judge
from ingest.reading import Hints, read_ledgers
from ingest.sample import NOTICE, write_samples
from ingest.sample_document_facts import SampleDocument
from ingest.sample_documents import FOLDER, listed_documents
from ingest.sample_facts import load_sample_facts
from ingest.sample_story import Moment, Story, filled
from ledger import metrics
from ledger.databases import SAMPLE_UNITS
from ledger.errors import UserError
from ledger.evaluation_facts import Section
from ledger.liaisons import phone_numbers
from ledger.material import material
from ledger.plan import Plan
from ledger.plan_files import load_plan
from ledger.quarter import Quarter
from ledger.store import Store
from ledger.units import UnitRegistry
from ledger.words import Status

COUNTY = "示例{}县交通运输局"
MISSING = [
    *(("丁", "2024Q2"), ("戊", "2024Q4"), ("戊", "2025Q3"), ("己", "2024Q3"), ("己", "2025Q4")),
]
# What the ledger that came again had left out at first.
LEFT_BLANK = {5, 12, 18, 31, 38, 41}


@pytest.fixture(scope="module")
def sample_plan() -> Plan:
    """The plan with the sample's units in place of the real ones."""
    return load_plan(units_file=SAMPLE_UNITS)


@pytest.fixture(scope="module")
def returns(sample_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All sample returns, written once."""
    return write_samples(tmp_path_factory.mktemp("sample") / "new", sample_plan)


@pytest.fixture(scope="module")
def story(sample_plan: Plan) -> Story:
    """What the sample's units say."""
    return Story(sample_plan, load_sample_facts())


def _manifest(returns: list[Path]) -> list[dict[str, str]]:
    with (returns[0].parent / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _documents(folder: Path) -> list[Path]:
    """Return the files that are no ledgers, without the list of them."""
    return [path for path in sorted((folder / FOLDER).iterdir()) if path.suffix != ".csv"]


@pytest.fixture(scope="module")
def documents(returns: list[Path]) -> tuple[SampleDocument, ...]:
    """The list of the sample's documents."""
    return listed_documents(returns[0].parent / FOLDER)


def test_units_are_nine_and_fictitious(sample_plan: Plan) -> None:
    """Six counties and three units of the city level, with codes that no place has."""
    assert Counter(unit.kind.value for unit in sample_plan.units) == {
        "county": 6,
        "section": 1,
        "detachment": 2,
    }
    assert all(unit.unit.startswith("示例") for unit in sample_plan.units)
    assert {unit.county_code for unit in sample_plan.units} == {
        *(f"99990{number}" for number in range(7)),
    }


def test_every_ledger_owed_is_written_or_told_missing(returns: list[Path]) -> None:
    """Nine units by seven quarters, less two before a unit joined and five missing, one twice."""
    assert len(returns) == len(set(returns)) == 9 * 7 - 2 - len(MISSING) + 1
    names = " ".join(path.name for path in returns)
    for letter, quarter in MISSING:
        label = Quarter.parse(quarter).label
        unit = COUNTY.format(letter)
        assert not re.search(rf"{unit}[^ ]*({quarter}|{label})|{quarter}[^ ]*{unit}", names)


def test_manifest_lists_exactly_the_files(returns: list[Path], sample_plan: Plan) -> None:
    """Every file has a day of receipt; some leave unit and quarter to what the file says."""
    rows = _manifest(returns)
    assert {row["file"] for row in rows} == {path.name for path in returns}
    assert {row["file"] for row in rows} == {p.name for p in returns[0].parent.glob("*.xlsx")}
    assert all(date(2024, 5, 1) < date.fromisoformat(row["received_on"]) for row in rows)
    assert all(date.fromisoformat(row["received_on"]) < date(2026, 1, 1) for row in rows)
    assert {row["unit"] for row in rows} - {""} < {unit.unit for unit in sample_plan.units}
    assert 0 < sum(row["unit"] == "" for row in rows) < len(rows) / 2
    assert (returns[0].parent / "units.csv").read_bytes() == SAMPLE_UNITS.read_bytes()


def test_some_returns_are_late(returns: list[Path], sample_plan: Plan) -> None:
    """A few come after the due date, most before it."""
    due = {str(p.quarter): p.due_on for p in sample_plan.calendar if p.document == "ledger"}
    rows = [row for row in _manifest(returns) if row["quarter"]]
    late = [r for r in rows if date.fromisoformat(r["received_on"]) > due[r["quarter"]]]
    assert 5 <= len(late) <= 10


def test_one_ledger_comes_again_corrected(returns: list[Path]) -> None:
    """The second version of one unit and quarter has its own later day."""
    corrected = [path.name for path in returns if "修改稿" in path.name]
    assert len(corrected) == 1
    days = {row["file"]: row["received_on"] for row in _manifest(returns)}
    assert days[corrected[0].replace("（修改稿）", "")] < days[corrected[0]]


def test_every_file_says_that_it_is_synthetic(returns: list[Path]) -> None:
    """The notice stands above the table of each file, and the contact is plainly made up."""
    for path in returns:
        sheet = load_workbook(path).worksheets[0]
        top = [str(cell.value) for row in sheet["A1:A5"] for cell in row]
        assert NOTICE in top, path.name
        foot = [str(cell.value) for cell in sheet["C"]] if sheet["A1"].value else []
        assert not re.search(r"1[3-9]\d{9}", "".join(foot)), path.name


def test_sample_is_the_same_at_every_run(returns: list[Path], tmp_path: Path) -> None:
    """Writing it again gives the same bytes, so that loading it again finds duplicates."""
    plan = load_plan(units_file=SAMPLE_UNITS)
    few = plan.model_copy(update={"units": plan.units[3:4]})
    for again in [*write_samples(tmp_path, few), *_documents(tmp_path)]:
        first = returns[0].parent / again.relative_to(tmp_path)
        assert again.read_bytes() == first.read_bytes()


def test_every_return_is_read_as_it_was_told(
    returns: list[Path], sample_plan: Plan, story: Story
) -> None:
    """Unit and quarter come from manifest or file, and every answer from its own cell."""
    registry = UnitRegistry(sample_plan.units)
    rows = {row["file"]: row for row in _manifest(returns)}
    for path in returns:
        said = rows[path.name]
        quarter = Quarter.parse(said["quarter"]) if said["quarter"] else None
        hints = Hints(unit=said["unit"] or None, quarter=quarter)
        (reading,) = read_ledgers(path.read_bytes(), path.name, sample_plan, registry, hints)
        assert not reading.held, path.name
        assert reading.unit
        assert reading.quarter
        answers = story.answers(reading.unit, reading.quarter)
        told = {entry.task_no: entry.narrative for entry in reading.entries}
        differing = {no for no, text in told.items() if answers.get(no, "-") != text}
        corrected = path.with_name(f"{path.stem}（修改稿）.xlsx").exists()
        assert differing == (LEFT_BLANK if corrected else set()), path.name


def test_unit_without_a_story_is_told(plan: Plan, tmp_path: Path) -> None:
    """A real unit has no sample, and the message says so."""
    with pytest.raises(UserError) as caught:
        write_samples(tmp_path, plan)
    assert caught.value.code == "sample_unit"
    assert plan.units[0].unit in caught.value.message


def test_every_task_has_words_for_every_stage(sample_plan: Plan, story: Story) -> None:
    """No task of any unit can come to a stage without words."""
    stages = (Status.NOT_STARTED, Status.ADVANCING, Status.DONE)
    keys = {(task.task_no, stage) for task in sample_plan.tasks for stage in stages}
    any_task = {(0, Status.NONE), (0, Status.UNCLEAR)}
    assert keys | any_task == set(story.facts.templates)


def test_words_are_judged_as_they_are_meant(sample_plan: Plan, story: Story) -> None:
    """Each template is judged to be of its stage, for a task that it can stand beside."""
    moment = Moment(Status.DONE, step=0, age=3, year=2025)
    for (task_no, stage), texts in story.facts.templates.items():
        task = sample_plan.task_by_no[task_no or 1]
        for text in texts:
            narrative = filled(text, "我局", moment, 1.0)
            assert judge(narrative, task).status is stage, narrative


def test_narratives_grow_over_the_quarters(sample_plan: Plan, story: Story) -> None:
    """A strong unit starts with plans and figures and ends with more and larger ones."""
    unit = COUNTY.format("甲")
    told = [story.answers(unit, quarter)[14] for quarter in sample_plan.owed_quarters]
    assert len(set(told)) == len(told)
    first, last = told[1], told[-2]
    assert max(map(int, re.findall(r"\d+", first))) < max(map(int, re.findall(r"\d+", last)))


def test_story_holds_what_reviewers_look_for(story: Story) -> None:
    """A ledger sent again unchanged, an answer of another unit, blanks, and mere exhortation."""
    once, again = Quarter(2025, 1), Quarter(2025, 2)
    assert story.answers(COUNTY.format("戊"), again) == story.answers(COUNTY.format("戊"), once)
    latest = Quarter(2025, 3)
    first, second = (story.answers(f"示例市局执法{n}支队", latest) for n in "一二")
    assert first[14] == second[14]
    assert story.answers(COUNTY.format("乙"), latest)[23] == ""
    vague = story.facts.templates[0, Status.UNCLEAR]
    assert set(story.answers(COUNTY.format("己"), latest).values()) <= set(vague)


def test_documents_are_listed_and_kept_apart(
    returns: list[Path], documents: tuple[SampleDocument, ...]
) -> None:
    """Each file has its line, paper has none, and a load of the folder takes ledgers alone."""
    files = [path.name for path in _documents(returns[0].parent)]
    assert sorted(files) == sorted(d.file_name for d in documents if d.sent_as == "electronic")
    paper = [d for d in documents if d.sent_as == "paper"]
    assert paper
    assert all(d.letter_number and not d.file_name and d.quarter.number in (2, 4) for d in paper)
    found = collect([returns[0].parent], Said(), date(2026, 1, 1))
    assert sorted(file.name for file in found) == sorted(path.name for path in returns)


def test_documents_are_on_time_late_and_missing(sample_store: Store) -> None:
    """Of each document that is owed some came in time; some units were late, one sent nothing."""
    with sample_store.read() as reader:
        rows = metrics.query(reader, "returns", date(2025, 10, 15))
    rows = rows[(rows.document != "ledger") & rows.state.isin(["on_time", "late", "missing"])]
    assert set(rows[rows.state == "on_time"].document) == set(rows.document)
    assert 5 <= (rows.state == "late").sum() <= 12
    assert set(rows[rows.unit == COUNTY.format("己")].state) == {"missing"}
    on_paper = rows[rows.paper_received_on.notna()]
    assert len(on_paper) == 4
    assert (on_paper.letter_number != "").all()


def test_documents_are_read_whole(
    sample_store: Store, documents: tuple[SampleDocument, ...]
) -> None:
    """Each Word report gives its text, each list its people, with made-up numbers."""
    with sample_store.read() as reader:
        rows = metrics.query(reader, "documents", date(2025, 12, 31))
    assert len(rows) == len(documents)
    reports = rows[(rows["copy"] == "electronic") & (rows.document != "liaison_list")]
    assert (reports.passages >= 8).all()
    called = phone_numbers(sample_store, date(2025, 12, 31))
    assert len(called) == 8
    people = [pair for pairs in called.values() for pair in pairs]
    assert all(name.endswith("某某") and re.fullmatch(r"13800000\d{3}", no) for name, no in people)


@pytest.mark.parametrize("document", ["mid_evaluation", "final_evaluation"])
def test_evaluation_reports_have_material_for_every_section(
    document: str, sample_store: Store
) -> None:
    """Every report has something under each of the seven headings."""
    with sample_store.read() as reader:
        passages = metrics.query(reader, "passages", date(2025, 12, 31))
        entries = metrics.query(reader, "entries", date(2025, 12, 31)).head(0)
    told = material(entries, passages[passages.document == document], sample_store.plan)
    sections = told.groupby("unit").section.agg(set)
    assert len(sections) >= 7
    assert all(found == {section.value for section in Section} for found in sections)


def test_reports_say_what_the_ledger_says(
    returns: list[Path], documents: tuple[SampleDocument, ...], story: Story
) -> None:
    """Figures are those of the unit's ledger, nothing is left open, every page has the notice."""
    quoted = 0
    for each in documents:
        if each.file_name.endswith(".docx") and each.document.endswith("evaluation"):
            report = Document(str(returns[0].parent / FOLDER / each.file_name))
            assert report.sections[0].header.paragraphs[0].text == NOTICE
            texts = [paragraph.text for paragraph in report.paragraphs]
            assert "{" not in "".join(texts)
            answers = story.answers(each.unit, each.quarter).values()
            quoted += sum(any(len(a) > 12 and a in text for a in answers) for text in texts)
    assert quoted > 30

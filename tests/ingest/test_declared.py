"""What a unit declares in 完成状态 is held against its narrative, and never outweighs it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.declared import WORDS_FILE, compare_declared, declared_statuses
from ingest.findings import Finding
from ingest.form.answered import Entry
from ledger.csv_files import read_csv
from ledger.words import STATUS_LABELS, Status

JUDGED = [status for status in Status if status is not Status.MISSING]
# What the drop-down of our own form offers.
OFFERED = (Status.DONE, Status.ADVANCING, Status.NOT_STARTED, Status.NONE)


def compared(declared: str, judged: Status, task_no: int = 7) -> tuple[Finding, ...]:
    """Return what is found of one entry with this declaration and this judged status."""
    entry = Entry(task_no, "若干文字", "工作台账", "E10", declared=declared)
    return compare_declared([entry], {task_no: judged})


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("已完成", "done"),
        (" 已完成。 ", "done"),
        ("已 完 成", "done"),
        ("（已完成）", "done"),
        ("已完成（2024年6月）", "done"),
        ("√", "done"),
        ("✔️", "done"),
        ("是", "done"),
        ("ＹＥＳ", "done"),
        ("100%", "done"),
        ("１００％", "done"),
        ("85.5%", "advancing"),
        ("0.5%", "advancing"),
        ("0%", "not_started"),
        ("推进中", "advancing"),
        ("正在推进", "advancing"),
        ("基本完成", "advancing"),
        ("部分完成", "advancing"),
        ("持续推进", "done advancing"),
        ("已完成，并持续推进", "done advancing"),
        ("未完成", "advancing not_started"),
        ("否", "advancing not_started"),
        ("×", "advancing not_started"),
        ("未启动", "not_started"),
        ("不涉及", "none"),
        ("不适用", "none"),
        ("", ""),
        ("见附件", ""),
        ("已完成大半，其余由下属单位", ""),
        ("完" * 100_000, ""),
    ],
)
def test_words_for_a_status_are_known(text: str, statuses: str) -> None:
    """Spelling, marks and brackets do not matter; other words are not guessed at."""
    assert declared_statuses(text) == {Status(status) for status in statuses.split()}


@pytest.mark.parametrize("status", OFFERED)
def test_words_of_the_drop_down_mean_their_status(status: Status) -> None:
    """What our own form offers is understood, each as itself and nothing else."""
    assert declared_statuses(STATUS_LABELS[status]) == {status}


def test_every_listed_word_is_found_again() -> None:
    """No word of the list is lost on the way to it, and none stands twice with two meanings."""
    for row in read_csv(WORDS_FILE):
        expected = {Status(status) for status in row["status"].split("|")}
        assert declared_statuses(row["word"]) == expected, row["word"]


@pytest.mark.parametrize("judged", JUDGED)
@pytest.mark.parametrize("declared", OFFERED)
def test_contradictions_are_found(declared: Status, judged: Status) -> None:
    """A declared status other than the judged one is a warning; an unclear text is left alone."""
    found = compared(STATUS_LABELS[declared], judged)
    codes = [finding.code for finding in found]
    if judged is Status.BLANK:
        assert codes == ["declared_without_text"]
    else:
        differs = judged not in (declared, Status.UNCLEAR)
        assert codes == ["declared_differs"] * differs
    assert {finding.severity for finding in found} <= {"warning"}


@pytest.mark.parametrize(
    ("declared", "judged", "codes"),
    [
        ("未完成", Status.DONE, ["declared_differs"]),
        ("未完成", Status.ADVANCING, []),
        ("未完成", Status.NOT_STARTED, []),
        ("未完成", Status.NONE, ["declared_differs"]),
        ("持续推进", Status.DONE, []),
        ("持续推进", Status.NOT_STARTED, ["declared_differs"]),
        ("-", Status.DONE, []),
        ("-", Status.BLANK, []),
        ("无", Status.NONE, []),
        ("", Status.DONE, []),
        (" \n", Status.BLANK, []),
        ("见附件", Status.BLANK, ["declared_unknown"]),
        ("见附件", Status.DONE, ["declared_unknown"]),
    ],
)
def test_vague_words_contradict_only_what_they_deny(
    declared: str, judged: Status, codes: list[str]
) -> None:
    """未完成 denies done alone, a dash denies nothing, and nothing declared is no finding."""
    assert [finding.code for finding in compared(declared, judged)] == codes


def test_finding_names_both_words_and_the_cell() -> None:
    """A reader sees what was declared, what the text says, and where."""
    (finding,) = compared("已完成", Status.ADVANCING)
    assert (finding.sheet, finding.cell, finding.value) == ("工作台账", "E10", "已完成")
    assert "第7项" in finding.message
    assert "“已完成”" in finding.message
    assert "“推进中”" in finding.message
    assert finding.hint


@pytest.mark.parametrize(
    ("cell", "row"), [("E10", "（第10行）"), ("表1第2行", "（表1第2行）"), ("", "")]
)
def test_finding_leads_to_the_column_beside_the_narrative(cell: str, row: str) -> None:
    """The cell is the narrative's, so the message names column and row of what was declared."""
    entry = Entry(7, "若干文字", "工作台账", cell, declared="已完成")
    [finding] = compare_declared([entry], {7: Status.ADVANCING})
    assert f"“完成状态”一栏{row}填的是“已完成”" in finding.message


def test_long_words_are_kept_whole_and_shown_short() -> None:
    """A whole paragraph in the column does not swell the message."""
    text = "情况说明" * 500
    (finding,) = compared(text, Status.DONE)
    assert finding.value == text
    assert len(finding.message) < 120


def test_entries_without_a_judgement_are_left_alone() -> None:
    """Only what was judged can be compared; the others' order does not change."""
    entries = [Entry(no, "", "表", f"E{no}", declared="已完成") for no in (9, 3, 5)]
    found = compare_declared(entries, {5: Status.NONE, 9: Status.ADVANCING})
    assert [finding.cell for finding in found] == ["E9", "E5"]


@given(st.text(max_size=80), st.sampled_from(JUDGED))
def test_any_text_can_be_declared(text: str, judged: Status) -> None:
    """Whatever stands in the column, there is at most one finding, and it keeps the text."""
    found = compared(text, judged)
    assert len(found) <= 1
    assert all(finding.value == text and finding.message for finding in found)

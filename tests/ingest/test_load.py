"""From files to the store: outcomes, versions, duplicates, and nothing written for bad input."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from ingest.collect import Incoming
from ingest.judge.narrative import RULES_VERSION
from ingest.load import examine, load
from ingest.result import Result
from ledger import decisions, metrics
from ledger.databases import open_store
from ledger.plan import Plan
from ledger.store import Store
from reports.form_facts import Layout
from tests.ingest.returned import OTHER, UNIT, incoming, ledger, several, stored, telling

TODAY = date(2025, 1, 10)
END = date(2026, 1, 1)
# What is stored of the file that tells everything, beside its number and the time.
SUBMISSION = {
    "sha256": "", "file_name": "来件.xlsx", "format": "xlsx", "part": "", "unit": UNIT,
    "qtr": "2024Q3", "said_unit": UNIT, "said_quarter": "2024Q3", "held": "", "position": 0,
    "received_on": date(2024, 9, 10), "received_on_source": "given", "contact": "李经办",
    "contact_phone": "138****0000", "approved_by": "赵某某", "recorded_by": "测试员",
}  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store of the real plan."""
    return open_store(tmp_path / "ledger.duckdb")


def put(store: Store, *files: Incoming) -> list[Result]:
    """Examine and load `files`."""
    return load(store, examine(store, files, TODAY), "测试员")


def ask(store: Store, name: str, as_of: date = END) -> pd.DataFrame:
    """Return the rows of a query."""
    with store.read() as reader:
        return metrics.query(reader, name, as_of)


def test_accepted_file_is_stored_with_its_place(store: Store, plan: Plan) -> None:
    """A narrative is found again with unit, quarter, status, file, sheet and cell."""
    (result,) = put(store, incoming(ledger(plan), "揭东三季度.xlsx"))
    assert (result.outcome, result.unit, result.quarter) == ("accepted", UNIT, "2024Q3")
    row = ask(store, "entries").set_index("task_no").loc[8]
    assert row.narrative == "清单所列5个问题已全部整改销号。"
    assert (row.status, row.file_name) == ("done", "揭东三季度.xlsx")
    assert row.cell.startswith("E")
    assert row.sheet


def test_all_that_was_read_is_stored(store: Store, plan: Plan) -> None:
    """Every column of every table has what the reading says, where each of them says something."""
    said = replace(incoming(telling(plan), "来件.xlsx"), unit=UNIT, quarter="2024Q3")
    (result,) = put(store, said)
    reading = result.reading
    assert reading is not None
    (row,) = stored(store, "submission")
    assert row.keys() - {"submission_id", "batch_id", "recorded_at"} == set(SUBMISSION)
    assert {name: row[name] for name in SUBMISSION} == SUBMISSION | {"sha256": reading.sha256}
    mine = {"submission_id": row["submission_id"]}
    judgements = {judgement.task_no: judgement._asdict() for judgement in result.judgements}
    keys = {no: {"text_key": judged.pop("text_key")} for no, judged in judgements.items()}
    entries = [mine | entry._asdict() | keys[entry.task_no] for entry in reading.entries]
    assert stored(store, "entry") == entries
    third = entries[2]
    assert all(third[name] for name in ("narrative", "sheet", "cell", "shared"))
    assert (third["remark"], third["declared"], entries[3]["part"]) == (
        "备注：见附件1",
        "已完成",
        1,
    )
    made = {"rules_version": RULES_VERSION, "recorded_at": row["recorded_at"]}
    lists = ("sentence_hashes", "sentence_lengths")
    assert stored(store, "judgement") == [
        mine | judged | made | {name: list(judged[name]) for name in lists}
        for judged in judgements.values()
    ]
    assert stored(store, "finding") == [
        mine | {"position": position} | vars(finding)
        for position, finding in enumerate(result.findings)
    ]
    assert [f.cell for f in result.findings if f.code == "declared_differs"] == [third["cell"]]


def test_original_is_kept_under_its_hash(store: Store, plan: Plan) -> None:
    """The bytes a unit sent can be read back by their SHA-256."""
    data = ledger(plan)
    put(store, incoming(data))
    sha256 = ask(store, "submissions").sha256.iloc[0]
    assert store.received.read(sha256) == data


def test_same_file_again_is_a_duplicate(store: Store, plan: Plan) -> None:
    """A second load of one file writes nothing: no new generation, no new row."""
    data = ledger(plan)
    put(store, incoming(data))
    before = store.generation
    (again,) = put(store, incoming(data, "改名.xlsx"))
    assert again.outcome == "duplicate"
    assert store.generation == before
    assert len(ask(store, "submissions")) == 1


def test_same_file_twice_in_one_batch(store: Store, plan: Plan) -> None:
    """Of two equal files handed over together one is loaded, the other a duplicate."""
    data = ledger(plan)
    results = put(store, incoming(data, "a.xlsx"), incoming(data, "b.xlsx"))
    assert [r.outcome for r in results] == ["accepted", "duplicate"]


def test_same_bytes_for_another_quarter_count(store: Store, plan: Plan) -> None:
    """A ledger that names no quarter, sent again unchanged for the next one, is not lost."""
    data = ledger(plan, quarter="", layout=Layout.PRINTED)
    put(store, replace(incoming(data), quarter="2024Q3"))
    (again,) = put(store, replace(incoming(data), quarter="2024Q4"))
    assert again.outcome == "accepted"
    assert "same_file_elsewhere" in {f.code for f in again.findings}
    assert set(ask(store, "submissions").quarter) == {"2024Q3", "2024Q4"}


def test_confirmed_file_sent_again_is_a_duplicate(store: Store, plan: Plan) -> None:
    """What a person once placed is known again by its content."""
    file = incoming(ledger(plan, unit="某某交通局"))
    put(store, file)
    held = ask(store, "held").submission_id.iloc[0]
    decisions.confirm(store, held, unit=OTHER, quarter="2024Q3", reason="电话核实", who="测试员")
    assert put(store, file)[0].outcome == "duplicate"


def test_newer_file_becomes_the_current_version(store: Store, plan: Plan) -> None:
    """Two files of one quarter are versions in the order they were received, however loaded."""
    late = incoming(ledger(plan, answers={8: "已全部整改。"}), "改.xlsx", "2024-09-20")
    early = incoming(ledger(plan, answers={8: "正在整改。"}), "初.xlsx", "2024-09-12")
    assert [r.outcome for r in put(store, late, early)] == ["accepted", "accepted"]
    versions = ask(store, "submissions").set_index("version")
    assert dict(versions.file_name) == {1: "初.xlsx", 2: "改.xlsx"}
    returned = ask(store, "returns").query("unit == @UNIT and quarter == '2024Q3'")
    state = returned.set_index("document").loc["ledger"]
    assert (state.state, state.first_received_on.date()) == ("on_time", date(2024, 9, 12))


def test_two_files_of_one_day_are_held(store: Store, plan: Plan) -> None:
    """Different files of one unit, quarter and day wait for a person and count nowhere."""
    results = put(
        store,
        incoming(ledger(plan, answers={8: "甲"}), "甲.xlsx"),
        incoming(ledger(plan, answers={8: "乙"}), "乙.xlsx"),
    )
    assert {r.outcome for r in results} == {"held"}
    assert all("same_day_versions" in {f.code for f in r.findings} for r in results)
    assert ask(store, "submissions").empty
    assert len(ask(store, "held")) == 2


def test_the_one_chosen_of_two_counts(store: Store, plan: Plan) -> None:
    """Loading only one of two rivals of a day is the person's choice between them."""
    files = [incoming(ledger(plan, answers={8: text}), f"{text}.xlsx") for text in "甲乙"]
    chosen, _ = examine(store, files, TODAY)
    (result,) = load(store, [chosen], "测试员")
    assert result.outcome == "accepted"
    assert "same_day_versions" not in {finding.code for finding in result.findings}
    assert list(ask(store, "submissions").file_name) == ["甲.xlsx"]
    assert ask(store, "held").empty


def test_a_choice_with_its_copy_counts_once(store: Store, plan: Plan) -> None:
    """The same content twice is no rival of itself."""
    one, other = (ledger(plan, answers={8: text}) for text in "甲乙")
    files = [incoming(one, "甲.xlsx"), incoming(one, "甲副本.xlsx"), incoming(other, "乙.xlsx")]
    chosen = load(store, examine(store, files, TODAY)[:2], "测试员")
    assert [result.outcome for result in chosen] == ["accepted", "duplicate"]


def test_same_bytes_of_another_unit_wait_for_a_person(store: Store, plan: Plan) -> None:
    """A form that came back as it was sent is the same bytes from everybody; none may vanish."""
    blank = ledger(plan, unit="", quarter="2024Q3")
    said = replace(incoming(blank, "揭西.xlsx"), unit=OTHER)
    named = incoming(blank, f"{UNIT}.xlsx")
    doubtful = replace(named, name=f"{UNIT}或{OTHER}2024年第二季度.xlsx")
    assert [r.outcome for r in put(store, doubtful)] == ["held"]
    assert [r.outcome for r in put(store, said)] == ["accepted"]
    assert [r.outcome for r in put(store, named)] == ["accepted"]


@pytest.mark.parametrize(
    ("received", "code", "counts"),
    [
        ("2024-09-20", "replaces_version", "新.xlsx"),
        ("2024-09-01", "older_than_current", "旧.xlsx"),
    ],
)
def test_what_becomes_of_versions_is_said_before(
    store: Store, plan: Plan, received: str, code: str, counts: str
) -> None:
    """Who uploads a second ledger is told that there is one, and which of them will count."""
    put(store, incoming(ledger(plan), "旧.xlsx"))
    newer = incoming(ledger(plan, answers={8: "另报"}), "新.xlsx", received)
    (result,) = examine(store, [newer], TODAY)
    assert code in {finding.code for finding in result.findings}
    load(store, [result], "测试员")
    assert set(ask(store, "entries").file_name) == {counts}


def test_an_empty_form_is_told(store: Store, plan: Plan) -> None:
    """The form sent back as it was is received, and nobody is told that all is well."""
    blank = ledger(plan, answers={8: " "})
    (result,) = put(store, incoming(blank))
    assert result.outcome == "accepted"
    assert "nothing_filled" in {finding.code for finding in result.findings}


def test_an_alias_decided_on_is_read_from_then_on(store: Store, plan: Plan) -> None:
    """A spelling that a person resolved once is nobody's question again, until it is undone."""
    strange = ledger(plan, "揭东路政组")
    assert examine(store, [incoming(strange)], TODAY)[0].outcome == "held"
    made = decisions.alias(store, alias="揭东路政组", unit=UNIT, reason="来电核实", who="测试员")
    assert made
    (known,) = examine(store, [incoming(strange)], TODAY)
    assert (known.outcome, known.unit) == ("accepted", UNIT)
    decisions.undo(store, made, who="测试员")
    assert examine(store, [incoming(strange)], TODAY)[0].outcome == "held"


def test_one_file_with_several_ledgers(store: Store, plan: Plan) -> None:
    """Each sheet of its own unit is a ledger of its own, loaded once and under one original."""
    file = incoming(several(plan, (UNIT, "2024Q3"), (OTHER, "2024Q3")), "汇总.xlsx")
    results = put(store, file)
    assert [(r.outcome, r.unit, r.part) for r in results] == [
        ("accepted", UNIT, "表1"), ("accepted", OTHER, "表2"),
    ]  # fmt: skip
    assert "same_file_elsewhere" not in {f.code for r in results for f in r.findings}
    listed = ask(store, "submissions")
    assert list(listed.part) == ["表1", "表2"]
    assert listed.sha256.nunique() == 1
    assert {r.outcome for r in put(store, file)} == {"duplicate"}


def test_confirmed_file_counts_and_undo_takes_it_back(store: Store, plan: Plan) -> None:
    """A held file enters the figures when a person names unit and quarter, and leaves by undo."""
    (result,) = put(store, incoming(ledger(plan, unit="某某交通局"), "来件.xlsx"))
    assert result.outcome == "held"
    held = ask(store, "held").iloc[0]
    decision = decisions.confirm(
        store, held.submission_id, unit=OTHER, quarter="2024Q3", reason="电话核实", who="测试员"
    )
    assert list(ask(store, "submissions").unit) == [OTHER]
    assert ask(store, "held").empty
    decisions.undo(store, decision, who="测试员")
    assert ask(store, "submissions").empty


def test_held_file_sent_again_is_not_stored_twice(store: Store, plan: Plan) -> None:
    """A file that still waits stays one row; said whose it is, it is accepted."""
    file = incoming(ledger(plan, unit="某某交通局"))
    put(store, file)
    before = store.generation
    assert put(store, file)[0].outcome == "held"
    assert store.generation == before
    assert put(store, replace(file, unit=OTHER))[0].outcome == "accepted"
    assert ask(store, "held").empty


def test_withdrawn_file_can_be_loaded_again(store: Store, plan: Plan) -> None:
    """Withdrawn counts as never received: gone from every figure, and free to come again."""
    file = incoming(ledger(plan))
    put(store, file)
    decisions.withdraw(store, unit=UNIT, quarter="2024Q3", reason="误登", who="测试员")
    assert ask(store, "submissions").empty
    assert put(store, file)[0].outcome == "accepted"
    assert list(ask(store, "submissions").version) == [2]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"data": b"PK not a workbook"}, "not_a_workbook"),
        ({"data": b""}, "empty_file"),
        ({"unit": "火星交通局"}, "unit_unknown"),
        ({"quarter": "2023Q4"}, "quarter_outside_plan"),
        ({"quarter": "九月"}, "quarter_format"),
        ({"received_on": date(2025, 1, 11)}, "received_in_future"),
    ],
)
def test_bad_input_writes_nothing(
    store: Store, plan: Plan, change: dict[str, Any], code: str
) -> None:
    """Each kind of bad input is rejected by its code and leaves no database behind."""
    file = replace(incoming(ledger(plan)), **change)
    (result,) = put(store, file)
    assert (result.outcome, result.findings[0].code) == ("rejected", code)
    assert result.findings[0].message
    assert not store.path.exists()
    assert not store.files.exists()


def test_one_bad_file_does_not_stop_the_others(store: Store, plan: Plan) -> None:
    """A batch with a broken file loads the good one."""
    results = put(
        store, incoming(b"PK\x03\x04broken", "坏.xlsx"), incoming(ledger(plan), "好.xlsx")
    )
    assert [r.outcome for r in results] == ["rejected", "accepted"]


def test_received_today_is_said(store: Store, plan: Plan) -> None:
    """A file without a stated day is received today, and the result says so."""
    file = replace(incoming(ledger(plan)), received_on=TODAY, received_source="today")
    (result,) = put(store, file)
    assert "received_today" in {f.code for f in result.findings}


def test_progress_is_reported_for_every_file(store: Store, plan: Plan) -> None:
    """Long work tells how far it is: one call a file while reading."""
    calls: list[tuple[int, int, str]] = []
    files = [incoming(ledger(plan, quarter=q), f"{q}.xlsx") for q in ("2024Q2", "2024Q3")]
    examine(store, files, TODAY, lambda *step: calls.append(step))
    assert calls == [(1, 2, "2024Q2.xlsx"), (2, 2, "2024Q3.xlsx")]


def test_two_loads_of_the_same_files_write_them_once(store: Store, plan: Plan) -> None:
    """What another load wrote between reading and writing is a duplicate in the later one."""
    files = [incoming(ledger(plan, quarter=q), f"{q}.xlsx") for q in ("2024Q2", "2024Q3")]
    mine, theirs = examine(store, files, TODAY), examine(store, files, TODAY)
    assert [r.outcome for r in load(store, theirs, "乙")] == ["accepted", "accepted"]
    assert [r.outcome for r in load(store, mine, "甲")] == ["duplicate", "duplicate"]
    assert len(ask(store, "submissions")) == 2


def test_a_blank_form_of_a_later_quarter_is_held(store: Store, plan: Plan) -> None:
    """It is hardly that quarter's return: a person decides."""
    file = incoming(ledger(plan, quarter="2025Q3", answers={1: ""}), received="2024-09-10")
    (result,) = put(store, file)
    assert (result.outcome, result.quarter) == ("held", "2025Q3")
    assert result.reading is not None
    assert result.reading.held == ("quarter_early",)

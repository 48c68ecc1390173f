"""Re-judging changes judgements and says which; what a person decided stays."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from ingest.load import examine, load
from ingest.rebuild import rebuild
from ledger import cli, decisions, metrics
from ledger.clock import utc_now
from ledger.databases import open_store
from ledger.plan import Plan
from ledger.store import Store
from tests.ingest.returned import UNIT, incoming, ledger

BY: dict[str, Any] = {"reason": "已电话核实", "who": "测试员"}
LEARNT = "组织执法人员政治理论集中学习12次，参加146人次。"


@pytest.fixture
def store(tmp_path: Path, plan: Plan) -> Store:
    """A store with two ledgers whose first task says the same."""
    store = open_store(tmp_path / "ledger.duckdb")
    files = [
        incoming(ledger(plan, quarter=q, answers={1: LEARNT, 8: "整治已完成。"}), f"{q}.xlsx", day)
        for q, day in (("2024Q2", "2024-06-10"), ("2024Q3", "2024-09-10"))
    ]
    load(store, examine(store, files, date(2025, 1, 10)), "测试员")
    return store


def asked(store: Store, name: str) -> pd.DataFrame:
    """Return the rows of a question."""
    with store.read() as reader:
        return metrics.query(reader, name, date(2024, 12, 31))


def test_a_rebuild_tells_what_changed_and_keeps_what_was_decided(
    store: Store, capsys: pytest.CaptureFixture[str]
) -> None:
    """Judgements of other rules are replaced and listed; review and dismissal hold as before."""
    chosen = {"unit": UNIT, "quarter": "2024Q3"}
    decisions.review(store, **chosen, task_no=8, status="advancing", **BY)
    checks = asked(store, "checks").set_index("task_no")
    decisions.dismiss(store, checks.check_id[1], **BY)
    shown = asked(store, "checks")
    assert dict(zip(shown.task_no, shown.dismissed, strict=True)) == {1: True, 8: False}
    identity = shown.submission_id[0]
    with store.write("别的规则") as transaction:
        transaction.insert("judgement", [_judged_otherwise(identity, transaction.recorded_at)])
    assert cli.main(["rebuild", "--database", str(store.path)]) == 0
    told, *changes = capsys.readouterr().out.splitlines()
    assert "判定有变 1 项" in told
    assert [line.partition("：")[0] for line in changes] == [f"  {UNIT} 2024Q3 第1项"]
    assert asked(store, "checks").to_dict("records") == shown.to_dict("records")
    standing = asked(store, "standing").set_index(["unit", "task_no"])
    assert standing.status[UNIT, 8] == "advancing"
    assert standing.reviewed[UNIT, 8]


def _judged_otherwise(submission_id: str, recorded_at: object) -> dict[str, object]:
    return {
        "submission_id": submission_id, "task_no": 1, "rules_version": "others",
        "status": "unclear", "reason": "", "evidence": "[]", "figures": "[]",
        "sentence_hashes": [], "sentence_lengths": [], "recorded_at": recorded_at,
    }  # fmt: skip


def test_a_database_from_before_lengths_is_judged_again(store: Store) -> None:
    """Without lengths nothing is compared between units; the rebuild adds them."""
    with duckdb.connect(str(store.path)) as database:
        database.execute("alter table judgement drop column sentence_lengths")
        database.execute("delete from migration where number = 3")
    assert rebuild(store, utc_now()).changes == ()
    with store.read() as reader:
        cells = metrics.run(reader.cursor, "cell_written", [date(2024, 12, 31)])
    kept = cells[(cells.task_no == 1) & (cells.unit == UNIT)]
    assert [lengths.tolist() for lengths in kept.sentence_lengths] == [[24], [24]]

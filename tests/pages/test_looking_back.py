"""Every page as it was known earlier: what counts then, what is refused, what is said."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ledger import decisions, metrics
from ledger.clock import parse_known_at
from ledger.databases import open_store
from ledger.errors import UserError
from tests.pages.conftest import Open, stored
from tests.pages.returns import build
from tests.pages.test_every_page import texts
from ui import session

DAY = date(2025, 10, 15)


def cards(app: AppTest) -> list[str]:
    """Return the figures about tasks on the overview, each with its n/N."""
    return [metric.label for metric in app.metric[2:]]


def counted(database: Path, *seen: Any) -> list[str]:
    """Return what they ought to be on the day, as known then and by those rules."""
    with stored(database).read() as reader:
        found = metrics.query(reader, "headline", DAY, *seen).set_index("which").loc["now"]
    return [
        f"办结率 :gray[{found.dated_done}/{found.dated_applicable}]",
        f"在推进率 :gray[{found.continuing_green}/{found.continuing_applicable}]",
        f"红灯事项 :gray[{found.red}/{found.applicable}]",
    ]


def test_what_was_recorded_later_does_not_count(open_page: Open, full: Path) -> None:
    """By the end of June 2024 one quarter was on record; cards and the line above them say so."""
    app = open_page(full, as_of=f"{DAY}", known_at="2024-06-30")
    assert cards(app) == counted(full, parse_known_at("2024-06-30"))
    assert not set(cards(app)) & set(counted(full))
    assert "按 2024-06-30 23:59 所知" in texts(app)
    assert "不能登记任何决定" in app.warning[0].value
    known = app.switch_page("../pages/definitions.py").run()
    assert "按 2024-06-30 23:59 所知" in texts(known)
    app.text_input(key="known_at").set_value("").run()
    assert "所知" not in app.caption[0].value


def test_the_numbers_are_those_of_other_rules(
    open_page: Open, one_quarter: Path, tmp_path: Path
) -> None:
    """Judged again by newer rules, every card would change; by the older ones none has."""
    before = counted(one_quarter)
    shutil.copytree(one_quarter.parent, tmp_path / "own")
    store = open_store(tmp_path / "own" / one_quarter.name)
    with store.write("测试") as transaction:
        newer = {"rules_version": "newer", "status": "done", "recorded_at": transaction.recorded_at}
        rows = transaction.rows("select * from facts.judgement where task_no < 20")
        transaction.insert("judgement", [row | newer for row in rows])
    app = open_page(store.path, as_of=f"{DAY}", rules_version="test")
    assert cards(app) == counted(store.path, None, "test") == before
    assert not set(cards(app)) & set(counted(store.path))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"known_at": "2023-01-01"}, "还没有登记任何内容"),
        ({"known_at": "去年"}, "不是日期或时间"),
        ({"rules_version": "1999"}, "已有的版本：test"),
    ],
)
def test_what_cannot_be_looked_at_is_told(
    asked: dict[str, str], said: str, open_page: Open, full: Path
) -> None:
    """Before anything was recorded, at no time, or by rules that never were: no page is shown."""
    app = open_page(full, as_of="2025-10-15", **asked)
    assert said in app.error[0].value
    assert "--" not in app.error[0].value
    assert not app.metric


def test_nothing_is_written_while_looking_back(tmp_path: Path, open_page: Open) -> None:
    """The store that pages get refuses a decision by name, and takes it without the look back."""
    store = build(tmp_path / "ledger.duckdb", quarters=1)
    refusing = session.past_at(str(store.path))
    unit = store.plan.units[1].unit
    by: dict[str, Any] = {
        "unit": unit, "quarter": "2024Q2", "reason": "误登记", "who": "李经办",
    }  # fmt: skip
    with pytest.raises(UserError) as caught:
        decisions.withdraw(refusing, **by)
    assert caught.value.code == "looking_back"
    assert "按当时所知" in str(caught.value)
    decisions.withdraw(open_store(store.path), **by)
    app = open_page(store.path, known_at="2024-12-31")
    assert not app.error

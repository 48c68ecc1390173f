"""备份与恢复 on the page 收台账."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from ledger.backup import backup
from ledger.databases import open_store
from ledger.plan import Plan
from tests.ingest.returned import UNIT, ledger
from tests.pages.conftest import Open
from tests.pages.test_every_page import texts


def test_nothing_to_back_up_yet(open_page: Open, empty: Path) -> None:
    """Before anything was written the page says so instead of offering an empty file."""
    app = open_page(empty, "intake")
    assert "无可备份" in texts(app)
    assert app.button(key="restore").disabled


def test_a_backup_brings_the_ledgers_back(open_page: Open, empty: Path, plan: Plan) -> None:
    """What was withdrawn after the backup is on record again once it is restored."""
    app = open_page(empty, "intake")
    app.text_input(key="who").set_value("李经办")
    app.file_uploader[0].upload("台账.xlsx", ledger(plan))
    app.run()
    app.button(key="confirm_load").click().run()
    kept = BytesIO()
    backup(open_store(empty), kept)
    app.text_input(key="withdraw_reason").set_value("误登")
    app.button(key="withdraw_submit").click().run()
    assert "还没有收到台账" in texts(app)
    app.file_uploader[-1].upload("备份.zip", kept.getvalue())
    app.checkbox(key="sure_0").check().run()
    app.button(key="restore").click().run()
    assert not app.exception
    assert not app.error
    assert any(UNIT in table.value.to_string() for table in app.dataframe)


def test_a_wrong_file_changes_nothing(open_page: Open, empty: Path) -> None:
    """A file that is no backup is refused in one sentence."""
    app = open_page(empty, "intake")
    app.text_input(key="who").set_value("李经办")
    app.file_uploader[-1].upload("别的.zip", b"PK nothing")
    app.checkbox(key="sure_0").check().run()
    app.button(key="restore").click().run()
    assert "备份" in app.error[0].value
    assert open_store(empty).generation == 0

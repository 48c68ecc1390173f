"""备份与恢复 on the page 收台账."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from ledger.backup import backup
from ledger.databases import open_store
from ledger.plan import Plan
from tests.ingest.returned import ledger
from tests.pages.conftest import Open
from tests.pages.intake import KEPT, RECORDS, load, opened, press, record, run, tab, widget
from tests.pages.test_every_page import texts


def test_nothing_to_back_up_yet(open_page: Open, empty: Path) -> None:
    """Before anything was written the page says so instead of offering an empty file."""
    app = tab(open_page(empty, "intake"), KEPT)
    assert "无可备份" in texts(app)
    assert app.button(key="restore").disabled


def test_a_backup_brings_the_ledgers_back(open_page: Open, empty: Path, plan: Plan) -> None:
    """What was withdrawn after the backup is on record again once it is restored."""
    app = load(open_page, empty, ("台账.xlsx", ledger(plan)))
    kept = BytesIO()
    backup(open_store(empty), kept)
    tab(app, RECORDS)
    widget(app, "text_input", "withdraw_reason_").set_value("误登")
    press(app, "withdraw_submit_")
    tab(app, KEPT)
    app.file_uploader[-1].upload("备份.zip", kept.getvalue())
    app.checkbox(key="sure_0").check()
    press(run(app), "restore")
    assert not app.error
    assert record(tab(app, RECORDS))["收件状态"].tolist() == ["● 现行"]


def test_a_wrong_file_changes_nothing(open_page: Open, empty: Path) -> None:
    """A file that is no backup is refused in one sentence."""
    app = tab(opened(open_page, empty), KEPT)
    app.file_uploader[-1].upload("别的.zip", b"PK nothing")
    app.checkbox(key="sure_0").check()
    press(run(app), "restore")
    assert "备份" in app.error[0].value
    assert open_store(empty).generation == 0

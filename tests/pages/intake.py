"""The page 收台账 under AppTest: files to hand over, and steps that several tests take."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from streamlit.testing.v1 import AppTest

from ledger.plan import Plan
from tests.ingest.returned import OTHER, UNIT, ledger
from tests.pages.conftest import Open

NAME = "李经办"
RECORDS, FORMS, DOCUMENTS, DECIDED, KEPT = (
    "收件记录", "空白台账", "登记材料", "决定记录", "备份与恢复",
)  # fmt: skip
PDF = b"%PDF-1.4 scanned"


def opened(open_page: Open, database: Path, *files: tuple[str, bytes]) -> AppTest:
    """Open the page under a name and hand over files."""
    app = open_page(database, "intake")
    app.text_input(key="who").set_value(NAME)
    for name, data in files:
        app.file_uploader[0].upload(name, data)
    return run(app)


def run(app: AppTest) -> AppTest:
    """Run the page again; it must not fail."""
    app.run()
    assert not app.exception, app.exception[0].value
    return app


def press(app: AppTest, key: str) -> AppTest:
    """Press the button whose key starts so."""
    widget(app, "button", key).click()
    return run(app)


def load(open_page: Open, database: Path, *files: tuple[str, bytes]) -> AppTest:
    """Hand over files and confirm all that can be loaded."""
    return press(opened(open_page, database, *files), "confirm_load")


def tab(app: AppTest, name: str) -> AppTest:
    """Open one of the tabs that are drawn only when they are looked at."""
    app.query_params["tab"] = name
    app.session_state["tab"] = name
    return run(app)


def widget(app: AppTest, kind: str, key: str) -> Any:
    """Return the one widget of a kind whose key starts so."""
    [found] = [one for one in getattr(app, kind) if str(one.key or "").startswith(key)]
    return found


def preview(app: AppTest) -> Any:
    """Return the table of what was handed over, by file name."""
    return app.data_editor[0].value.set_index("文件")


def record(app: AppTest) -> Any:
    """Return the first table of the open tab."""
    return next(one.value for one in app.dataframe if "登记时间" in one.value)


def two_in_one(plan: Plan, *units: str) -> bytes:
    """Return one workbook with a ledger of each unit on a sheet of its own."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for unit in units or (UNIT, OTHER):
        source = load_workbook(BytesIO(ledger(plan, unit))).worksheets[0]
        target = book.create_sheet(unit)
        for row in source.iter_rows():
            for cell in row:
                if cell.value is not None:
                    target[cell.coordinate] = cell.value
    packed = BytesIO()
    book.save(packed)
    return packed.getvalue()

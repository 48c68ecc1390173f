"""收台账, 空白台账 and 登记材料: blank forms go out, documents that are no ledgers come in."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from openpyxl import load_workbook

from ingest.reading import Hints, read_ledgers
from ledger.plan import Plan
from ledger.units import UnitRegistry
from tests.ingest.returned import UNIT
from tests.pages.conftest import Offered, Open
from tests.pages.intake import DOCUMENTS, FORMS, PDF, opened, press, record, run, tab, widget
from tests.pages.test_every_page import texts


def read(data: bytes, plan: Plan) -> tuple[object, object, bool]:
    """Return unit and quarter of a blank form, as they are read, and whether it asks for states."""
    registry = UnitRegistry.for_plan(plan)
    (reading,) = read_ledgers(data, "台账.xlsx", plan, registry, Hints())
    cells = load_workbook(BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return reading.unit, reading.quarter, any("完成状态" in row for row in cells)


def test_a_blank_form_of_any_unit_and_quarter(
    open_page: Open, empty: Path, plan: Plan, offered: Offered
) -> None:
    """One unit's form or a zip of all, of an owed quarter, with 完成状态 for who asked for it."""
    app = tab(opened(open_page, empty), FORMS)
    box = app.selectbox(key="form_quarter")
    assert box.options == [quarter.label for quarter in plan.owed_quarters]
    assert app.selectbox(key="form_unit").value == "全部单位（压缩包）"
    box.select_index(3)
    run(app)
    quarter = plan.owed_quarters[3]
    packed = ZipFile(BytesIO(offered[f"各单位工作台账_{quarter.label}.zip"]()))
    assert len(packed.namelist()) == len(plan.units)
    assert read(packed.read(packed.namelist()[0]), plan)[1:] == (quarter, False)
    app.selectbox(key="form_unit").select(UNIT)
    app.checkbox(key="form_declared").check()
    run(app)
    assert widget(app, "download_button", "form_download").label == "下载空白台账"
    form = offered[f"{UNIT}_工作台账_{quarter.label}.xlsx"]()
    assert read(form, plan) == (UNIT, quarter, True)


def test_a_document_is_recorded_and_withdrawn(open_page: Open, empty: Path) -> None:
    """A summary is kept with unit, quarter and day; listed; and can be taken back."""
    app = tab(opened(open_page, empty), DOCUMENTS)
    assert "还没有登记过材料" in texts(app)
    assert app.button(key="document_submit").disabled
    app.file_uploader[-1].upload("../半年总结.pdf", PDF)
    widget(app, "selectbox", "receipt_unit_").select(UNIT)
    widget(app, "selectbox", "receipt_quarter_").select("2024Q2")
    widget(app, "date_input", "receipt_day_").set_value(date(2024, 6, 14))
    press(run(app), "document_submit")
    rows = record(app)
    assert rows["文件名"].tolist() == ["半年总结.pdf"]
    assert rows["材料"].tolist() == ["半年度工作总结"]
    assert rows["收到日期"].tolist() == ["2024-06-14"]
    widget(app, "text_input", "withdraw_reason_").set_value("误登")
    press(app, "withdraw_submit_")
    assert record(app)["收件状态"].tolist() == ["✕ 已撤回"]


def test_only_quarters_in_which_it_is_due_are_offered(open_page: Open, empty: Path) -> None:
    """A half-year summary comes in June; a typical case has no due date and may come any time."""
    app = tab(opened(open_page, empty), DOCUMENTS)
    assert widget(app, "selectbox", "receipt_quarter_").options == [
        "2024年第二季度", "2025年第二季度",
    ]  # fmt: skip
    widget(app, "selectbox", "receipt_document_").select("typical_case")
    assert len(widget(run(app), "selectbox", "receipt_quarter_").options) == 8


def test_a_document_is_recorded_once(open_page: Open, empty: Path) -> None:
    """The same file for the same unit, document and quarter is not recorded again."""
    app = tab(opened(open_page, empty), DOCUMENTS)
    for _ in range(2):
        app.file_uploader[-1].upload("总结.pdf", PDF)
        widget(app, "selectbox", "receipt_unit_").select(UNIT)
        widget(app, "selectbox", "receipt_quarter_").select("2024Q2")
        press(run(app), "document_submit")
    assert "没有重复登记" in texts(app)

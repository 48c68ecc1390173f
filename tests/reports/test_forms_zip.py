"""The forms of all units come in one zip, each under a name that every system can unpack."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest
from openpyxl import load_workbook

from ledger.plan import Plan
from ledger.quarter import Quarter
from reports.forms_zip import write_forms_zip
from reports.ledger_form import write_form

UTF8_FLAG = 0x800


def zipped(
    plan: Plan, units: list[str], quarter: Quarter | None, *, declared: bool = False
) -> zipfile.ZipFile:
    """Return the zip of the units' forms, opened."""
    target = BytesIO()
    write_forms_zip(target, plan, units, quarter, declared=declared)
    return zipfile.ZipFile(target)


@pytest.mark.parametrize("declared", [False, True])
def test_every_unit_has_its_form(plan: Plan, declared: bool) -> None:
    """Each member is the form that the unit would be sent alone."""
    units = [unit.unit for unit in plan.units]
    quarter = Quarter(2024, 3)
    archive = zipped(plan, units, quarter, declared=declared)
    assert archive.namelist() == [f"{unit}_工作台账_2024年第三季度.xlsx" for unit in units]
    for unit, member in zip(units, archive.infolist(), strict=True):
        alone = BytesIO()
        write_form(alone, plan, unit=unit, quarter=quarter, declared=declared)
        assert archive.read(member) == alone.getvalue()


def test_names_are_marked_as_utf8_and_can_be_written_in_gb18030(plan: Plan) -> None:
    """Neither Windows nor an old unpacker has to guess how a name is spelt."""
    for member in zipped(plan, ["示例甲县交通运输局"], None).infolist():
        assert member.flag_bits & UTF8_FLAG
        assert member.filename.encode("gb18030").decode("gb18030") == member.filename


@pytest.mark.parametrize(
    ("units", "names"),
    [
        (["甲/乙", "甲:乙"], ["甲_乙_工作台账.xlsx", "甲_乙_工作台账(2).xlsx"]),
        (["../甲"], ["_甲_工作台账.xlsx"]),
        (["ABC", "abc"], ["ABC_工作台账.xlsx", "abc_工作台账(2).xlsx"]),
        (["甲\ud800乙"], ["甲_乙_工作台账.xlsx"]),
        ([], []),
    ],
)
def test_names_are_safe_and_distinct(plan: Plan, units: list[str], names: list[str]) -> None:
    """No unit's name leads out of the folder or over another unit's form."""
    assert zipped(plan, units, None).namelist() == names


def test_long_names_stay_distinct(plan: Plan) -> None:
    """Names that are cut to the same text are numbered."""
    names = zipped(plan, ["长" * 99, "长" * 98], None).namelist()
    assert len(set(names)) == 2
    assert all(len(name.encode()) < 255 for name in names)


def test_blank_quarter_is_left_to_fill_in(plan: Plan) -> None:
    """Without a quarter the forms have room for one."""
    archive = zipped(plan, ["示例甲县交通运输局"], None)
    sheet = load_workbook(BytesIO(archive.read(archive.namelist()[0]))).worksheets[0]
    assert "　　年第　季度" in sheet["A1"].value


def test_same_units_are_the_same_bytes(plan: Plan) -> None:
    """The zip bears no time of writing."""
    targets = [BytesIO(), BytesIO()]
    for target in targets:
        write_forms_zip(target, plan, ["示例甲县交通运输局"], Quarter(2024, 3))
    assert targets[0].getvalue() == targets[1].getvalue()

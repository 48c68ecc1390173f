"""Whose ledger, of which quarter: sources in their order, contradictions held."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.identity.identify import Hints, Identity, identify
from ingest.identity.quarter_words import Claim, parse_said, read_words
from ingest.identity.sources import Said, Sources
from ledger.errors import UserError
from ledger.plan import Plan, Unit
from ledger.quarter import Quarter
from ledger.units import UnitRegistry
from ledger.words import UnitKind


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("2024年第三季度", [(2024, 3)]),
        ("2024年三季度", [(2024, 3)]),
        ("2024年度第3季度", [(2024, 3)]),
        ("2024第三季度", [(2024, 3)]),
        ("２０２４年３季度", [(2024, 3)]),
        ("二〇二四年第三季度", [(2024, 3)]),
        ("2024年第Ⅲ季度", [(2024, 3)]),
        ("2024年第III季度", [(2024, 3)]),
        ("2024 Ⅳ 季度", [(2024, 4)]),
        ("Ⅰ季度", [(None, 1)]),
        ("第ⅱ季度", [(None, 2)]),
        ("2025年首季度", [(2025, 1)]),
        ("第IIII季度", []),
        ("VII季度", []),
        ("24年三季度", [(2024, 3)]),
        ("2024Q3", [(2024, 3)]),
        ("台账-2024-q3-终稿", [(2024, 3)]),
        ("2024年上半年", [(2024, 2)]),
        ("第三季度", [(None, 3)]),
        ("2024年工作台账（三季度）", [(2024, 3)]),
        ("2024年9月", [(2024, 3)]),
        ("2024年1-9月", [(2024, 3)]),
        ("二〇二四年九月", [(2024, 3)]),
        ("2024.9", [(2024, 3)]),
        ("2024-09", [(2024, 3)]),
        ("202409", [(2024, 3)]),
        ("9月台账", [(None, 3)]),
        ("截至9月17日", [(None, 3)]),
        ("截止2024年12月17日", [(2024, 4)]),
        ("截至2024.9.17", [(2024, 3)]),
        ("2024年第三季度（截至2024年10月8日）", [(2024, 3)]),
        ("2024年第三季度（较2024年第二季度更新内容标红）", [(2024, 3)]),
        ("2024年第三季度（与第二季度相比有更新）", [(2024, 3)]),
        ("2024年第三季度（对照二季度整改）", [(2024, 3)]),
        ("第三季度（2024年10月8日）", [(None, 3)]),
        ("第四季度（2025年1月5日）", [(None, 4)]),
        ("24Q3", [(2024, 3)]),
        ("3Q2024", [(2024, 3)]),
        ("2024年前三季度", [(2024, 3)]),
        ("2024年一至三季度", [(2024, 3)]),
        ("2024年二、三季度", [(2024, 3), (2024, 2)]),
        ("2024年上半年第二季度", [(2024, 2)]),
        ("2024年下半年", []),
        ("2024年度", []),
        ("2024年1月—2024年9月", [(2024, 3)]),
        ("2024.01-2024.09", [(2024, 3)]),
        ("2024年7月1日至2024年9月17日", []),
        ("2024年9月17日", []),
        ("20240917", []),
        ("微信图片_20240917153022", []),
        ("提升行政执法质量三年行动方案（2023-2025年）工作台账", []),
        ("揭市交字〔2024〕188号 附件1", []),
        ("附件1 台账 3", []),
        ("贯彻落实《实施方案》工作台账", []),
        ("2024年13月", []),
        ("　　年第　季度", []),
    ],
)
def test_words_for_a_quarter(text: str, claims: list[tuple[int | None, int]]) -> None:
    """Every spelling of a quarter is known; spans of years, document numbers and dates are none."""
    assert read_words(text).claims == tuple(Claim(*claim) for claim in claims)


@given(st.text("2024年第三季度Q3月9.-截至〔〕号一二 12", max_size=30))
def test_any_text_has_its_words(text: str) -> None:
    """No title makes the reading fail, and no quarter but the four comes of it."""
    assert all(1 <= claim.number <= 4 for claim in read_words(text).claims)


@pytest.mark.parametrize(
    "text",
    [
        "2024Q3", " 2024q3 ", "2024-Q3", "２０２４Ｑ３", "2024年Q3", "2024年第三季度",
        "2024年三季度", "2024年3季度", "2024年度第三季度", "２０２４年第３季度",
        "二〇二四年第三季度", "2024年第Ⅲ季度", "2024年9月", "2024年 9 月份",
        "２０２４年７月", "二〇二四年九月",
    ],
)  # fmt: skip
def test_a_person_may_write_a_quarter_in_words(text: str) -> None:
    """An option or a manifest takes the ways in which an office writes a quarter."""
    assert parse_said(text) == QUARTER


@pytest.mark.parametrize(
    "text",
    [
        "", "季度", "第三季度", "9月", "2024", "2024年", "2024Q5", "2024年13月", "2024-3",
        "2024年第五季度", "2024年9月17日", "2024Q3 台账", "2024年二、三季度",
        "2024Q2 2024Q3", "2024年第三季度9月",
    ],
)  # fmt: skip
def test_anything_else_is_no_quarter(text: str) -> None:
    """What leaves the quarter open, or says more, is refused with the right form as the hint."""
    with pytest.raises(UserError, match="2024Q3") as caught:
        parse_said(text)
    assert caught.value.code == "quarter_format"


@given(st.integers(2000, 2098), st.integers(1, 4))
def test_label_and_written_form_are_read_back(year: int, number: int) -> None:
    """What the product itself writes for a quarter is understood."""
    quarter = Quarter(year, number)
    assert parse_said(quarter.label) == parse_said(str(quarter)) == quarter


def _identify(plan: Plan, registry: UnitRegistry, hints: Hints, **said: object) -> Identity:
    texts = {
        name: tuple(Said(text) for text in value) if isinstance(value, list) else value
        for name, value in said.items()
    }
    return identify(Sources(**texts), plan, registry, hints)  # type: ignore[arg-type]


UNIT = "揭东区交通运输局"
QUARTER = Quarter(2024, 3)


@pytest.mark.parametrize(
    "said",
    [
        {"units": [UNIT], "titles": ["2024年第三季度"]},
        {"units": ["（盖章）\t揭东局"], "titles": ["2024年第三季度"]},
        {"units": ["揭阳市揭东区交通运输局（盖章） 2024年第三季度"]},
        {"titles": ["揭东区交通运输局2024年第三季度工作台账"]},
        {"sheet_names": ("揭东区",), "file_name": "2024Q3.xlsx"},
        {"file_name": "揭东区交通运输局-2024年三季度台账(1).xlsx"},
        {"file_name": "揭东.xlsx", "titles": ["2024年工作台账", "第三季度"]},
        {"file_name": "揭东2024.xlsx", "titles": ["截至9月17日"]},
        {"units": [UNIT], "dates": ["2024年9月15日"]},
        {"units": [UNIT], "file_name": "台账20240917.xlsx"},
        {"units": [UNIT], "titles": ["第三季度"], "dates": ["2024年10月8日"]},
        {"units": [UNIT], "titles": ["第三季度（2024年10月8日）"]},
        {"units": [UNIT], "titles": ["2024年台账"], "headers": ["第三季度落实情况"]},
        {"units": [UNIT], "headers": ["落实情况（截至2024年9月17日）"]},
        {"units": ["揭东局审核人：赵某某 填表日期：2024年9月15日"]},
        {"file_name": "揭东局三季度台账20240915.xlsx"},
        {"beyond": Sources(file_name="揭东局2024年第三季度.xlsx")},
        {
            "units": [UNIT],
            "titles": ["三季度"],
            "beyond": Sources(file_name="普宁2024年二季度.xlsx"),
        },
        {"units": [UNIT], "covers": ["2024年第三季度"]},
        {"units": [UNIT], "titles": ["2024年第三季度"], "covers": ["普宁局2024年5月"]},
        {"covers": ["揭东局", "2024年第三季度"]},
        {"units": ["揭东区交通运输局填报人：示例甲"], "titles": ["2024Q3"]},
        {"units": ["揭东区交通运输局联 系 人 示例甲 联系电话：13800000000"], "titles": ["2024Q3"]},
        {"units": ["揭东局（填报人：示例甲）"], "titles": ["2024Q3"]},
        {"units": ["揭东区交通运输局填报时间：2024年9月15日"]},
        {"units": ["揭东区交通运输局日期：2024.9.15"]},
        {"units": ["揭东区交通运输局 2024年第Ⅲ季度"]},
        {"units": ["揭东局第III季度"], "file_name": "2024.xlsx"},
        {"units": ["填报人：示例甲"], "file_name": "揭东局2024Q3.xlsx"},
        {"units": ["（盖章）\t2024年第三季度"], "file_name": "揭东局.xlsx"},
        {"unit_cells": ["揭东局", "揭阳市揭东区交通运输局（盖章）"], "titles": ["2024Q3"]},
        {"unit_cells": [UNIT], "titles": ["2024Q3"], "covers": ["普宁局"]},
        {"unit_cells": [UNIT, "综合股"], "titles": ["揭东局2024Q3"]},
        {"unit_cells": ["件", "次"], "titles": ["揭东局2024Q3"]},
        {"units": ["广东省揭东区交通运输局"], "titles": ["2024Q3"]},
        {"units": ["广东省揭阳市揭东区交通运输局"], "titles": ["2024Q3"]},
        {"units": ["广东省揭阳市揭东区交通运输局（盖章）填报人：示例甲"], "titles": ["2024Q3"]},
    ],
)
def test_unit_and_quarter_are_found(
    plan: Plan, registry: UnitRegistry, said: dict[str, object]
) -> None:
    """Any place that names them will do, and the places may complete one another."""
    assert _identify(plan, registry, Hints(), **said) == Identity(UNIT, QUARTER, ())


@pytest.mark.parametrize(
    ("said", "code", "told"),
    [
        ({"titles": ["2024Q3"]}, "unit_unknown", "没有写明"),
        ({"units": ["（盖章）"], "titles": ["2024Q3"]}, "unit_unknown", "没有写明"),
        ({"units": ["揭东区交通局某大队"], "titles": ["2024Q3"]}, "unit_unknown", "某大队"),
        (
            {"units": ["揭东区司法局填报人：示例甲"], "titles": ["2024Q3"]},
            "unit_unknown",
            "“揭东区司法局”",
        ),
        ({"units": ["广东省揭东区司法局"], "titles": ["2024Q3"]}, "unit_unknown", "揭东区司法局"),
        ({"units": ["广东省交通运输局"], "titles": ["2024Q3"]}, "unit_unknown", "交通运输局"),
        ({"units": ["惠州市揭东区交通局大队"], "titles": ["2024Q3"]}, "unit_unknown", "惠州市"),
        (
            {"units": ["某大队"], "file_name": "揭东局2024Q3.xlsx"},
            "unit_unknown",
            "是否指：揭东区交通运输局",
        ),
        ({"units": [UNIT, "普宁局"], "titles": ["2024Q3"]}, "several_units", "普宁市交通运输局"),
        ({"units": [UNIT], "file_name": "普宁局2024Q3.xlsx"}, "unit_conflict", "文件名写“普宁"),
        (
            {"titles": ["揭东局2024Q3"], "sheet_names": ("普宁",)},
            "unit_conflict",
            "工作表名写“普宁",
        ),
        (
            {
                "units": [UNIT],
                "titles": ["2024Q3"],
                "columns": ["揭东区落实情况", "普宁局落实情况"],
            },
            "several_units",
            "揭东区交通运输局、普宁市交通运输局",
        ),
        ({"unit_cells": ["件"], "titles": ["2024Q3"]}, "unit_unknown", "没有写明"),
        (
            {"unit_cells": ["/", "揭东区交通管理局"], "titles": ["2024Q3"]},
            "unit_unknown",
            "“揭东区交通管理局”不在单位名册中。是否指：揭东区交通运输局",
        ),
        (
            {"unit_cells": [UNIT, "普宁局"], "titles": ["2024Q3"]},
            "several_units",
            "写有几个单位：揭东区交通运输局、普宁市交通运输局。",
        ),
        ({"unit_cells": [UNIT, "某大队"], "titles": ["2024Q3"]}, "several_units", "、某大队"),
        ({"unit_cells": [UNIT, "普宁局"], "titles": ["揭东局2024Q3"]}, "several_units", "普宁市"),
        (
            {"unit_cells": [UNIT], "file_name": "普宁局2024Q3.xlsx"},
            "unit_conflict",
            "表中单位一栏写“揭东区交通运输局”；文件名写“普宁",
        ),
        ({"units": [UNIT]}, "quarter_unknown", "哪个季度"),
        ({"units": [UNIT], "titles": ["第三季度"]}, "quarter_unknown", "没有写年份"),
        ({"units": [UNIT], "dates": ["2024年7月2日"]}, "quarter_unknown", "哪个季度"),
        ({"units": [UNIT], "titles": ["第四季度（2025年1月5日）"]}, "quarter_unknown", "哪个季度"),
        (
            {"units": [UNIT], "titles": ["2024年二、三季度"]},
            "quarter_conflict",
            "标题写2024年第二季度",
        ),
        (
            {"units": [UNIT], "titles": ["2024Q3"], "headers": ["截至2024年6月落实情况"]},
            "quarter_conflict",
            "表头写2024年第二季度",
        ),
        ({"units": ["揭东局首季度"], "titles": ["2024Q3"]}, "quarter_conflict", "写第一季度"),
        (
            {"units": [UNIT], "titles": ["第三季度"], "file_name": "2024年二季度.xlsx"},
            "quarter_conflict",
            "标题写第三季度；文件名写2024年第二季度",
        ),
        (
            {"units": [UNIT], "titles": ["2024年三季度"], "file_name": "2025年三季度.xlsx"},
            "quarter_conflict",
            "文件名写2025年第三季度",
        ),
        ({"units": [UNIT], "titles": ["2026年一季度"]}, "quarter_outside_plan", "2026年第一季度"),
    ],
)
def test_doubt_is_held_and_told(
    plan: Plan, registry: UnitRegistry, said: dict[str, object], code: str, told: str
) -> None:
    """Unknown, contradictory or outside the plan: one error that names what is written."""
    identity = _identify(plan, registry, Hints(), **said)
    assert [(finding.code, finding.severity) for finding in identity.findings] == [(code, "error")]
    assert told in identity.findings[0].message + identity.findings[0].hint


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("示例一大队", True),
        ("揭阳市示例一大队", True),
        ("广东省揭阳市示例一大队", True),
        ("广东省示例一大队", False),
        ("惠州市示例一大队", False),
        ("惠州市揭阳市示例一大队", False),
    ],
)
def test_only_the_plans_own_city_may_stand_before_a_unit(
    plan: Plan, name: str, known: bool
) -> None:
    """A section of the same name elsewhere, or of the province, is another body."""
    unit = Unit(
        unit="示例一大队", kind=UnitKind.DETACHMENT, county="市本级", county_code="445200",
        official_order=9,
    )  # fmt: skip
    found = _identify(plan, UnitRegistry([unit]), Hints(), units=[name], titles=["2024Q3"])
    assert found.unit == (unit.unit if known else None)


def test_what_a_person_says_wins_and_the_difference_is_told(
    plan: Plan, registry: UnitRegistry
) -> None:
    """A hint decides; what the file says otherwise is a warning, not a reason to hold it."""
    hints = Hints("普宁市交通运输局", Quarter(2024, 2))
    identity = _identify(plan, registry, hints, units=[UNIT], titles=["2024年第三季度"])
    assert (identity.unit, identity.quarter) == (hints.unit, hints.quarter)
    told = [(finding.code, finding.severity) for finding in identity.findings]
    assert told == [("unit_overridden", "warning"), ("quarter_overridden", "warning")]
    assert _identify(plan, registry, hints, titles=["普宁局第二季度"]).findings == ()
    in_rows = _identify(plan, registry, hints, unit_cells=[UNIT, "普宁局"])
    assert [(f.code, f.severity) for f in in_rows.findings] == [("unit_overridden", "warning")]


@pytest.mark.parametrize(
    ("hints", "code"),
    [(Hints("某某局"), "unit_unknown"), (Hints(UNIT, Quarter(2023, 1)), "quarter_outside_plan")],
)
def test_wrong_hint_is_refused(plan: Plan, registry: UnitRegistry, hints: Hints, code: str) -> None:
    """A unit or quarter that a person mistypes is an error, not a held file."""
    with pytest.raises(UserError) as caught:
        _identify(plan, registry, hints)
    assert caught.value.code == code

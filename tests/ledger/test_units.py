"""Which unit a name means."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.plan import Unit
from ledger.plan_files import load_plan
from ledger.units import UnitRegistry, normalise_name
from ledger.words import UnitKind

PLAN = load_plan()
REGISTRY = UnitRegistry.for_plan(PLAN)
NAMES = [(name, unit) for unit in PLAN.units for name in (unit.unit, *unit.aliases)]
SEALS = ["", "（盖章）", "(公章)", "【印章】", "（）"]


def _name(unit: Unit | None) -> str | None:
    return unit.unit if unit else None


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("揭东区交通运输局", "揭东区交通运输局"),
        ("揭阳市揭东区交通运输局（盖章）", "揭东区交通运输局"),
        ("揭东区交通运输局 （加盖公章） ", "揭东区交通运输局"),
        ("揭东区交通运输局（  ）。", "揭东区交通运输局"),
        ("揭 东 区 交\u3000通\u200b局", "揭东区交通运输局"),
        ("普宁市局", "普宁市交通运输局"),
        ("揭阳市交通运输局", None),
        ("揭东区司法局", None),
        ("揭东区交通运输局执法大队", None),
        ("揭东区交通运输局（一中队）", None),
        ("执法监督科", None),
        ("（盖章）", None),
        ("", None),
    ],
)
def test_a_name_resolves_exactly_or_not_at_all(written: str, unit: str | None) -> None:
    """Official names and aliases resolve whatever decorates them; similar names never do."""
    assert _name(REGISTRY.resolve(written)) == unit


@given(st.sampled_from(NAMES), st.sampled_from(SEALS), st.data())
def test_decoration_never_changes_the_unit(
    named: tuple[str, Unit], seal: str, data: st.DataObject
) -> None:
    """White space anywhere, seal marks and closing punctuation leave every known name known."""
    name, unit = named
    gap = st.sampled_from(["", " ", "\u3000", "\t", "\u200b"])
    spaced = "".join(character + data.draw(gap) for character in name)
    assert REGISTRY.resolve(f"{spaced}{seal}。") == unit


@given(st.text(max_size=30))
def test_any_text_can_be_asked(text: str) -> None:
    """No text makes the registry fail, and what resolves is also its own best suggestion."""
    unit = REGISTRY.resolve(text)
    suggestions = REGISTRY.suggest(text)
    assert len(suggestions) <= 3
    assert unit is None or suggestions[0] == unit.unit
    REGISTRY.find_in(text)


@given(st.text(max_size=30))
def test_normalised_names_have_no_white_space(text: str) -> None:
    """A normalised name holds no white space and no empty brackets."""
    plain = normalise_name(text)
    assert not any(character.isspace() for character in plain)


@pytest.mark.parametrize(
    ("written", "first"),
    [("揭冻区交通运输局", "揭东区交通运输局"), ("揭阳市惠来交运局", "惠来县交通运输局")],
)
def test_similar_names_are_suggested(written: str, first: str) -> None:
    """A misspelt name leads the suggestions without resolving."""
    assert REGISTRY.resolve(written) is None
    assert REGISTRY.suggest(written)[0] == first


def test_nothing_alike_suggests_nothing() -> None:
    """Below the plan's threshold there is no suggestion."""
    assert REGISTRY.suggest("财务室") == []


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("揭东区交通运输局2024年第三季度工作台账.xlsx", "揭东区交通运输局"),
        ("2024Q3-揭东区.xlsx", "揭东区交通运输局"),
        ("附件1 普宁 三季度台账", "普宁市交通运输局"),
        ("揭阳市榕城区交通运输局关于报送贯彻落实《实施方案》工作台账的函", "榕城区交通运输局"),
        ("揭东区交通运输局科技保障材料", "揭东区交通运输局"),
        ("揭东区司法局2024年第三季度台账", None),
        ("揭东区交通运输综合行政执法大队台账", None),
        ("揭东区交通运输局执法监督科台账", None),
        ("揭东区、普宁市汇总", None),
        ("揭阳市交通运输局汇总表", None),
        ("台账", None),
    ],
)
def test_a_title_names_one_unit_or_none(text: str, unit: str | None) -> None:
    """The longest name counts; two units, or another body of the same place, count as none."""
    assert _name(REGISTRY.find_in(text)) == unit


def _unit(name: str, order: int, *aliases: str) -> Unit:
    return Unit(
        unit=name,
        kind=UnitKind.SECTION,
        county="市本级",
        county_code="445200",
        official_order=order,
        aliases=aliases,
    )


def test_decided_aliases_add_but_never_displace() -> None:
    """An alias decided by a person adds a name; it takes none over and revives no unit."""
    registry = UnitRegistry(
        [_unit("示例一科", 1, "一科"), _unit("示例二科", 2)],
        {"老一科": "示例一科", "一科": "示例二科", "三科": "示例三科"},
    )
    assert _name(registry.resolve("老一科")) == "示例一科"
    assert _name(registry.resolve("一科")) == "示例一科"
    assert registry.resolve("三科") is None

"""Figures: numbers with their unit, and nothing that only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.judge.figures import find_figures, measures, spoken_number
from ingest.judge.lexicon_files import read_rows


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("培训46名", "46:名"),
        ("培训４６名", "46:名"),
        ("共1,200人次", "1200:人次"),
        ("投入12万元、1.5亿元", "12:万元;1.5:亿元"),
        ("投入十二万元", "12:万元"),
        ("评查三十六宗", "36:宗"),
        ("评查一百零五宗", "105:宗"),
        ("培训两百三十人", "230:人"),
        ("达75％", "75:%"),
        ("达百分之八十", "80:%"),
        ("提高3.5个百分点", "3.5:个百分点"),
        ("检查3至5次", "3:次;5:次"),
        ("检查3-5家次", "3:家次;5:家次"),
        ("9个中7个已整改", "9:个;7:个"),
        ("走访120余家", "120:家"),
        ("走访十余家", "10:家"),
        ("人均60学时，8小时", "60:学时;8:小时"),
        ("数据1.2万条", "1.2:万条"),
        ("120万元", "120:万元"),
    ],
)
def test_figures(text: str, expected: str) -> None:
    """A number with a unit is read with its value, the unit as counted."""
    assert ";".join(f"{f.value:g}:{f.unit}" for f in find_figures(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "2024年6月3日9时30分",
        "三季度",
        "第三条",
        "第12批",
        "一是培训；二是检查",
        "1.培训 2.检查",
        "揭市交字〔2024〕188号",
        "12345热线",
        "三项制度",
        "“三项制度”",
        "“1+N”",
        "一案一码",
        "一人一档",
        "双随机、一公开",
        "两个维护",
        "收支两条线",
        "进一步",
        "统一",
        "十分重视",
        "数十人",
        "每一项",
        "要求每人不少于60学时",
        "确保每人每年接受不少于60学时的培训",
        "不少于60学时的要求",
        "24小时值守",
        "市委七届四次、五次全会",
        "5个工作日",
        "3个月",
        "三级应用",
        "五六次",
        "G206个",
        "一起学习",
    ],
)
def test_no_figures(text: str) -> None:
    """Dates, names, ordinals, document numbers and requirements are no figures."""
    assert find_figures(text) == ()


@pytest.mark.parametrize("row", read_rows("units.csv"), ids=lambda row: row["unit"])
def test_unit_example(row: dict[str, str]) -> None:
    """Each unit's example is read as that unit, and the unit has a measure."""
    assert [f.unit for f in find_figures(row["example"])] == [row["unit"].replace("％", "%")]
    assert row["unit"] in measures()


@pytest.mark.parametrize("row", read_rows("names.csv"), ids=lambda row: row["name"])
def test_name_example(row: dict[str, str]) -> None:
    """Each name's example holds no figure."""
    assert find_figures(row["example"]) == ()


@given(st.integers(min_value=1, max_value=9999))
def test_arabic_value(number: int) -> None:
    """A whole number is read with its span."""
    found = find_figures(f"完成{number}件。")
    assert [(f.value, f.start, f.end) for f in found] == [(number, 2, 3 + len(str(number)))]


@given(st.text(st.sampled_from("〇零一二两三四五六七八九十百千")))
def test_spoken_number_never_raises(words: str) -> None:
    """Any run of Chinese numerals has a value that is not negative, or none."""
    value = spoken_number(words)
    assert value is None or value >= 0

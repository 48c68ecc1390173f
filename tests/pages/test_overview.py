"""总览."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ledger.metrics import query
from tests.pages.conftest import Open, stored
from ui.text import ratio


def test_cards_show_what_the_queries_say(open_page: Open, full: Path) -> None:
    """The figures on the screen are those of `headline` and `reporting`, n and N included."""
    app = open_page(full, as_of="2025-10-15")
    day = date(2025, 10, 15)
    with stored(full).read() as reader:
        now = query(reader, "headline", day).set_index("which").loc["now"]
        due = query(reader, "reporting", day).iloc[-1]
    shown = [f"{metric.value} {metric.label}" for metric in app.metric]
    pairs = [
        (due["received"], due["expected"]),
        (due["on_time"], due["expected"]),
        (now["dated_done"], now["dated_applicable"]),
        (now["continuing_green"], now["continuing_applicable"]),
    ]
    for value, (part, whole) in zip(shown, pairs, strict=False):
        counts, percent = ratio(part, whole).rstrip("）").split("（")
        assert percent in value
        assert counts in value
    assert shown[4].startswith(f"{now['red']:.0f} ")


def test_it_has_its_charts_sentences_and_deadlines(open_page: Open, full: Path) -> None:
    """Status by category, county ranking, trend; three to five sentences; the coming deadlines."""
    app = open_page(full, as_of="2025-10-15")
    assert len(app.get("plotly_chart")) == 3
    sentences = [element.value for element in app.markdown if element.value.startswith("- ")]
    assert 3 <= len(sentences) <= 5
    assert all("〔" in sentence for sentence in sentences)
    assert len(app.table) == 1
    assert app.table[0].value["时限"].str.startswith("2025-12-31（还有77天）").all()


def test_after_the_plan_it_lists_what_is_not_done(open_page: Open, full: Path) -> None:
    """When the plan's years are over there is no coming deadline, only what stayed open."""
    app = open_page(full, as_of="2026-03-01")
    assert any("方案期满，仍未完成的任务" in element.value for element in app.markdown)
    assert app.table[0].value["时限"].str.contains("已过").all()

"""任务进展."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Open


def _narratives(app: AppTest) -> list[str]:
    return [element.value for element in app.html]


def test_a_category_brings_its_tasks(open_page: Open, full: Path) -> None:
    """The tasks to choose from are those of the chosen category."""
    app = open_page(full, "task_progress", as_of="2025-10-15")
    app.segmented_control(key="category").set_value(3).run()
    assert not app.exception
    assert app.selectbox(key="task").options[0].startswith("16 ")
    assert len(app.selectbox(key="task").options) == 9


def test_a_task_shows_text_basis_and_every_unit(open_page: Open, full: Path) -> None:
    """Official text, city beside district clause, and what each unit says, evidence marked."""
    app = open_page(full, "task_progress", as_of="2025-10-15")
    app.selectbox(key="task").select(2).run()
    assert "分类分级分层培训" in app.text[0].value
    labels = [element.label for element in app.main.expander]
    assert labels == ["市方案 二（一）2", "区方案 二（一）2"]
    assert len(_narratives(app)) == 9
    assert all("<mark" in html and "E5" in html for html in _narratives(app))


def test_a_deadline_is_said_once(open_page: Open, full: Path) -> None:
    """The kind of deadline stands behind its text only where the text does not say it."""
    app = open_page(full, "task_progress", as_of="2025-10-15")
    for number, said in (
        (1, "持续推进 · 责任"),
        (2, "2025年底（定期完成，按 2025-12-31 计） · 责任"),
    ):
        app.selectbox(key="task").select(number).run()
        [shown] = [c.value for c in app.caption if c.value.startswith("完成时限")]
        assert shown.startswith(f"完成时限：{said}")


def test_a_clicked_unit_comes_first(open_page: Open, full: Path) -> None:
    """After a click on the matrix the unit that was clicked is read first."""
    app = open_page(full, "task_progress", as_of="2025-10-15")
    unit = app.markdown[-1].value.split("**")[1]
    app.session_state["unit_first"] = unit
    app.run()
    heads = [element.value for element in app.markdown if "灯]" in element.value]
    assert heads[0].startswith(f"**{unit}**")


def test_a_link_opens_a_task(open_page: Open, full: Path) -> None:
    """Category and task stand in the address."""
    app = open_page(full, "overview", category="三 工作体系", task="18 执法事项清理")
    app.switch_page("../pages/task_progress.py").run()
    assert app.selectbox(key="task").value == 18

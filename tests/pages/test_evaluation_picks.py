"""评估, its material: found by section, picked, put in order, noted, saved, undone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ledger import decisions, metrics, picks
from ledger.databases import open_store
from ledger.evaluation import require_evaluation
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.pages.conftest import Open, stored
from tests.pages.intake import NAME, press, run
from tests.pages.test_documents import take as take_in
from tests.pages.test_documents import word
from tests.pages.test_every_page import texts

DAY = date(2025, 9, 30)
QUARTER = "2025Q3"
PRACTICES, PROBLEMS = "主要做法和经验", "存在的主要问题"
PAYLOAD = '举办培训3场，<img src=x onerror="alert(1)">![x](//1.2.3.4/a.png)覆盖46人。'


@pytest.fixture
def own(plan: Plan, tmp_path: Path) -> Path:
    """Two units that tell what they did, one of them with markup, to be recorded on."""
    world = World(tmp_path, plan)
    for unit in plan.units[:2]:
        told = "advancing:开展专题检查{}次，培训执法人员{}人次。"
        cells = {no: told.format(no, no * 10 + unit.official_order) for no in (2, 12)}
        world.ledger(unit.unit, QUARTER, "2025-09-10", cells)
    world.ledger(plan.units[2].unit, QUARTER, "2025-09-10", {3: f"advancing:{PAYLOAD}"})
    world.save()
    return world.store.path


def opened(open_page: Open, database: Path, **parameters: str) -> AppTest:
    """Open the material of the final evaluation, under a name unless it is to be empty."""
    wanted = {"eval_tab": "材料", "eval_section": PRACTICES, "who": NAME} | parameters
    return open_page(database, "evaluation", as_of="2025-10-15", **wanted)


def listed(app: AppTest) -> list[str]:
    """Return the ids of the pieces found, in the order shown."""
    return [str(box.key).removeprefix("eval_take_") for box in app.checkbox]


def saved(database: Path) -> list[tuple[str, str]]:
    """Return what is on record: the ids of the pieces with their notes, in order."""
    with stored(database).read() as reader:
        rows = metrics.query(reader, "picks", DAY)
    assert set(rows["evaluation"]) <= {"final_evaluation"}
    return list(zip(rows["piece_id"], rows["note"], strict=True))


def take(app: AppTest, *ids: str) -> None:
    """Tick or untick pieces."""
    for own_id in ids:
        box = app.checkbox(key=f"eval_take_{own_id}")
        box.set_value(not box.value)
        run(app)


def laid_out(app: AppTest) -> list[str]:
    """Return the ids of the picked pieces in the order shown."""
    keys = [str(box.key) for box in app.text_input]
    return [key.removeprefix("eval_note_") for key in keys if key.startswith("eval_note_")]


def to(app: AppTest, name: str, label: str, value: str = "") -> None:
    """Go to a tab or a section."""
    app.query_params[name] = label
    app.session_state[name] = value or label
    run(app)


def test_picks_lie_on_the_desk_until_they_are_saved(open_page: Open, own: Path) -> None:
    """Nothing is on record before it is saved under a name, and nothing lost until then."""
    app = opened(open_page, own, who="")
    first, second, third = listed(app)[:3]
    take(app, first, second, third)
    press(app, f"eval_up_{third}")
    press(app, f"eval_down_{first}")
    assert laid_out(app) == [third, first, second]
    app.text_input(key=f"eval_note_{first}").set_value(" 放在开头 ")
    run(app)
    press(app, f"eval_drop_{second}")
    assert not app.checkbox(key=f"eval_take_{second}").value
    to(app, "eval_section", PROBLEMS, "problems")
    assert laid_out(app) == []
    assert f"有改动没有保存：**{PRACTICES}**" in texts(app)
    to(app, "eval_tab", "导出")
    assert PRACTICES in app.warning[0].value
    to(app, "eval_tab", "材料")
    to(app, "eval_section", PRACTICES, "practices")
    press(app, "eval_save")
    assert "经办人" in app.error[0].value
    assert laid_out(app) == [third, first]
    assert saved(own) == []
    app.text_input(key="who").set_value(NAME)
    press(app, "eval_save")
    assert saved(own) == [(third, ""), (first, "放在开头")]
    assert f"上次保存：{NAME}" in texts(app)
    assert laid_out(app) == [third, first]


def test_undoing_brings_the_save_before_back(open_page: Open, own: Path) -> None:
    """Also the save that emptied the section can be undone, and nothing is undone twice."""
    app = opened(open_page, own)
    [first] = listed(app)[:1]
    for _ in ("picked", "emptied"):
        take(app, first)
        press(app, "eval_save")
    assert saved(own) == []
    for left in ([(first, "")], []):
        press(app, "eval_undo")
        assert saved(own) == left
        assert laid_out(app) == [own_id for own_id, _ in left]
    assert not [button for button in app.button if button.key == "eval_undo"]


def test_others_save_and_sources_go(open_page: Open, own: Path) -> None:
    """Who changed something is told that another saved; what has no source any more says so."""
    app = opened(open_page, own)
    first, second = listed(app)[:2]
    take(app, first)
    store = open_store(own)
    final = require_evaluation(store.plan, "final_evaluation")
    picks.save(store, final, "practices", [(second, "")], "张某某")
    run(app)
    assert "另有人保存了这一部分" in app.warning[0].value
    assert laid_out(app) == [first]
    press(app, "eval_clear")
    assert laid_out(app) == [second]
    with store.read() as reader:
        [piece] = metrics.query(reader, "picks", DAY).to_dict("records")
    decisions.withdraw(store, unit=piece["unit"], quarter=QUARTER, reason="误登记", who=NAME)
    run(app)
    assert "原文已不在现行版本中" in texts(app)
    assert laid_out(app) == [second]
    assert any(piece["text"] in str(html.value) for html in app.html)


def test_material_is_narrowed_and_never_markup(open_page: Open, own: Path, plan: Plan) -> None:
    """Filters leave what has them, words are marked, and a picture in a text is its characters."""
    app = opened(open_page, own)
    every = listed(app)
    assert f"找到 **{len(every)}** 条" in texts(app)
    app.selectbox(key="eval_piece_unit").set_value(plan.units[2].unit)
    run(app)
    [own_id] = listed(app)
    take(app, own_id)
    shown = [str(html.value) for html in app.html]
    assert len(shown) == 2
    assert all("&lt;img src=x" in words and "<img" not in words for words in shown)
    assert "1.2.3.4" not in texts(app)
    app.selectbox(key="eval_piece_unit").set_value(None)
    category = plan.task_by_no[12].category_no
    app.selectbox(key="eval_piece_category").set_value(category)
    app.text_input(key="eval_words").set_value("检查12次")
    run(app)
    assert len(listed(app)) == 2
    assert ">检查12次</mark>" in app.html[0].value
    app.text_input(key="eval_words").set_value("无此词语")
    run(app)
    assert "没有符合条件的材料" in app.info[0].value
    to(app, "eval_section", "意见建议", "suggestions")
    assert "没有找到这一部分的材料" in app.info[0].value


def test_material_is_narrowed_by_quarter_and_kind(
    open_page: Open, plan: Plan, tmp_path: Path
) -> None:
    """One quarter, one kind of document, the newest first, without what is picked already."""
    world = World(tmp_path, plan)
    told = "done:会同公安出台制度，组织联合检查{}次。", "advancing:组织检查{}次。"
    for number, (quarter, day) in enumerate(
        {"2025Q2": "2025-06-10", QUARTER: "2025-09-10"}.items()
    ):
        unit, words = plan.units[number].unit, told[number].format(number + 3)
        world.ledger(unit, quarter, day, {2: words})
    world.save()
    app = opened(open_page, world.store.path)
    strong, new = listed(app)
    app.toggle(key="eval_newest").set_value(True)
    run(app)
    assert listed(app) == [new, strong]
    assert "最新的在前" in texts(app)
    take(app, new)
    app.toggle(key="eval_unpicked").set_value(True)
    run(app)
    assert listed(app) == [strong]
    assert laid_out(app) == [new]
    app.selectbox(key="eval_piece_quarter").set_value(QUARTER)
    run(app)
    assert "没有符合条件的材料" in app.info[0].value
    app.toggle(key="eval_unpicked").set_value(False)
    app.selectbox(key="eval_piece_kind").set_value("ledger")
    run(app)
    assert listed(app) == [new]


def test_what_a_unit_repeats_is_listed_once(open_page: Open, plan: Plan, tmp_path: Path) -> None:
    """Its newest document stands for all, and says in how many other places it stands."""
    world = World(tmp_path, plan)
    world.ledger(plan.units[0].unit, QUARTER, "2025-09-10", {2: "advancing:组织检查3次。"})
    world.save()
    store = open_store(world.store.path)
    said = "我局会同公安机关推行联合检查制度。"
    for document, day in (("half_year_summary", "2025-06-12"), ("final_evaluation", "2025-09-20")):
        written = word(f"材料{day}", "二、主要做法和经验", said)
        take_in(store, written, f"{day}.docx", 0, document, day)
    app = opened(open_page, world.store.path)
    once = [str(html.value) for html in app.html if "联合检查制度" in str(html.value)]
    assert len(once) == 1
    assert "2025-09-20.docx" in once[0]
    assert "同样的话另见 1 处" in once[0]


def test_the_files_say_what_becomes_of_the_picks(open_page: Open, own: Path) -> None:
    """Per section what is picked or suggested; a section without its line is warned of."""
    app = opened(open_page, own)
    take(app, *listed(app)[:2])
    press(app, "eval_save")
    to(app, "eval_tab", "导出")
    assert f"{PRACTICES}　已选 2 条" in texts(app)
    assert f"{PROBLEMS}　系统推荐" in texts(app)
    assert not app.warning

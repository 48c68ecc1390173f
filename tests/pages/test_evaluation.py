"""评估: the day it stands on, goals, moves and figures, and the files made of them."""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from docx import Document
from openpyxl import load_workbook
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from ledger import metrics
from ledger.databases import open_store
from ledger.plan import Plan
from tests.ledger.builder import World
from tests.pages.conftest import Open, stored
from tests.pages.intake import press, run
from tests.pages.test_documents import TODAY, take, word
from tests.pages.test_every_page import texts

DAY = "2025-10-15"
MID, FINAL = date(2024, 9, 30), date(2025, 9, 30)
KINDS = {MID: "中期评估报告", FINAL: "终期评估报告"}
TABS = ("情况", "目标", "变化", "材料", "数字", "导出")


def asked(database: Path, name: str, day: date = FINAL) -> Any:
    """Return the rows of a named query on that day."""
    with stored(database).read() as reader:
        return metrics.query(reader, name, day)


def opened(open_page: Open, database: Path, tab: str = "情况", **parameters: str) -> AppTest:
    """Open a tab of the page, on a day after the final evaluation unless another is given."""
    return open_page(database, "evaluation", **({"as_of": DAY, "eval_tab": tab} | parameters))


def cards(app: AppTest) -> dict[str, str]:
    """Return the values of the figures in cards, by their labels with n/N."""
    return {metric.label: metric.value for metric in app.metric}


@pytest.mark.parametrize(("database", "day"), [("one_quarter", MID), ("full", FINAL)])
def test_every_tab_opens(
    database: str, day: date, open_page: Open, request: pytest.FixtureRequest
) -> None:
    """On little and on much each tab says on which day it stands, and shows something."""
    app = opened(open_page, request.getfixturevalue(database), eval_kind=KINDS[day])
    for tab in TABS:
        app.query_params["eval_tab"] = app.session_state["eval_tab"] = tab
        run(app)
        assert f"本页数字截至 **{day}**" in texts(app)
        [shown] = [each for each in app.tabs if each.label == tab]
        assert shown.children, tab


@pytest.mark.parametrize("word", ["mid", "mid_evaluation"])
def test_an_address_may_say_mid_or_final(word: str, open_page: Open, full: Path) -> None:
    """As the command line says it, and as its code; the label that the page writes works too."""
    assert f"本页数字截至 **{MID}**" in texts(opened(open_page, full, eval_kind=word))


def agrees(app: AppTest, database: Path, day: date) -> bool:
    """Say whether the cards show the numbers of that day."""
    [now] = asked(database, "headline", day).query("which == 'now'").to_dict("records")
    done, whole, red = now["dated_done"], now["dated_applicable"], now["red"]
    share = cards(app).get(f"办结率 :gray[{done}/{whole}]")
    reds = cards(app).get(f"红灯事项 :gray[{red}/{now['applicable']}]")
    return (share, reds) == (f"{done / whole:.1%}", str(red))


def test_every_red_count_leads_to_its_items(open_page: Open, full: Path) -> None:
    """The city's, a county's and a unit's, on the day that the page stands on."""
    app = opened(open_page, full, eval_kind=KINDS[FINAL])
    [reds] = [frame.value for frame in app.dataframe if "各类合计" in frame.value]
    [now] = asked(full, "headline").query("which == 'now'").to_dict("records")
    counties = asked(full, "by_county").set_index("county")["red"]
    links = {"全市": f"#{now['red']}项"} | {c: f"#{n}项" for c, n in counties.items() if n}
    for where, label in links.items():
        assert str(reds.loc[where, "各类合计"]).endswith(label)
    assert_leads(str(reds.loc["全市", "各类合计"]), at_light="红灯", as_of=str(FINAL))
    [register] = [frame.value for frame in app.dataframe if "评估报告" in frame.value]
    for row in register.to_dict("records"):
        assert bool(row["督办"]) == (row["红灯"] > 0)
        if row["督办"]:
            assert_leads(row["督办"], at_unit=row["填报单位"], at_light="红灯", as_of=str(FINAL))


def assert_leads(address: str, **parameters: str) -> None:
    """Assert that the address names those parameters."""
    named = parse_qs(urlsplit(address).query)
    assert {name: named[name] for name in parameters} == {k: [v] for k, v in parameters.items()}


def test_the_visitor_may_take_the_sidebars_day(open_page: Open, full: Path) -> None:
    """Else the numbers are of the evaluation's day; switched over, the page warns of that."""
    app = opened(open_page, full, eval_kind=KINDS[MID])
    assert agrees(app, full, MID)
    app.toggle(key="eval_by_sidebar").set_value(True)
    run(app)
    assert f"本页数字截至 **{DAY}**，不是中期评估报告的日期 {MID}" in app.warning[0].value
    assert agrees(app, full, TODAY)


def test_ahead_of_its_day_the_state_so_far_is_shown(open_page: Open, full: Path) -> None:
    """Nothing is judged by a day that has not come."""
    app = opened(open_page, full, as_of="2025-03-01", eval_kind=KINDS[FINAL])
    assert "2025-09-30，晚于左侧的日期。本页先显示到 **2025-03-01** 为止" in app.info[0].value
    assert agrees(app, full, date(2025, 3, 1))


def test_before_any_ledger_it_says_so(open_page: Open, plan: Plan, tmp_path: Path) -> None:
    """Where all ledgers came after the mid-term, that one has nothing to show, the final has."""
    world = World(tmp_path, plan)
    world.ledger(plan.units[0].unit, "2025Q2", "2025-06-10", {10: "done:已建立基准。"})
    world.save()
    app = opened(open_page, world.store.path, eval_kind=KINDS[MID])
    assert "台账都是在这以后收到的" in app.info[0].value
    assert not app.tabs
    assert opened(open_page, world.store.path, eval_kind=KINDS[FINAL]).metric


def test_before_anything_was_recorded_it_says_so(open_page: Open, full: Path) -> None:
    """A time before the first record shows no numbers."""
    app = opened(open_page, full, known_at="2023-01-01")
    assert "还没有登记任何内容" in app.error[0].value
    assert "--" not in app.error[0].value
    assert not app.metric


def test_the_mid_term_stands_beside(open_page: Open, full: Path) -> None:
    """The final shows each share of both days; the mid-term has nothing to be compared with."""
    app = opened(open_page, full)
    shown = app.table[0].value.set_index("指标")
    for name, day in zip(map(str, shown), KINDS, strict=True):
        [now] = asked(full, "headline", day).query("which == 'now'").to_dict("records")
        done, whole = now["dated_done"], now["dated_applicable"]
        assert str(day) in name
        assert shown.loc["办结率", name] == f"{done}/{whole}（{done / whole:.1%}）"
    assert not opened(open_page, full, eval_kind=KINDS[MID]).table


def test_the_register_says_what_came_by_the_day_and_later(
    open_page: Open, full: Path, tmp_path: Path
) -> None:
    """A report that came in time is counted on the day, a later one beside it."""
    shutil.copytree(full.parent, tmp_path / "own")
    store = open_store(tmp_path / "own" / full.name)
    for unit, day in ((0, "2025-09-28"), (1, "2025-10-09")):
        take(store, word("终期评估报告", str(unit)), "终期.docx", unit, "final_evaluation", day)
    assert date.fromisoformat(DAY) == TODAY
    app = opened(open_page, store.path)
    units = len(asked(store.path, "evaluation_units").query("evaluation == 'final_evaluation'"))
    assert cards(app)[f"评估报告已收 :gray[1/{units}]"] == f"{1 / units:.1%}"
    assert "又收到评估报告 1 份" in texts(app)
    register = next(t.value for t in app.dataframe if "评估报告" in t.value)
    assert [words.split()[2:] for words in register["评估报告"][:2]] == [["2025-09-28"], []]
    assert register["其后收到"].tolist()[:2] == ["", "2025-10-09"]


def test_goals_and_their_tasks(open_page: Open, full: Path) -> None:
    """Each goal has its line with n/N, and behind it a line for each task that carries it."""
    app = opened(open_page, full, "目标")
    totals, goals = asked(full, "goal_totals"), asked(full, "goals")
    shown = app.table[0].value
    assert list(shown["目标"]) == list(totals["aspect"])
    assert "分母因此不同" in texts(app)
    for words, row in zip(shown["完成率（有时限）"], totals.to_dict("records"), strict=True):
        whole = row["dated_applicable"]
        assert words.startswith(f"{row['dated_done']}/{whole}（" if whole else "—")
    for row in totals[totals["applicable"] > 0].to_dict("records"):
        app.selectbox(key="eval_goal").set_value(row["aspect"])
        run(app)
        own = goals[goals["aspect_no"] == row["aspect_no"]]
        assert list(app.dataframe[0].value["任务"]) == list(own["task_no"])
        assert list(app.dataframe[0].value["未完成单位"]) == list(own["units_open"])


def test_what_moved_and_what_did_not(open_page: Open, full: Path) -> None:
    """Counts and list are those of `evaluation_moves`; each item leads to the unit's words."""
    app = opened(open_page, full, "变化")
    moves = asked(full, "evaluation_moves")
    for card, moved in zip(app.metric, ("forward", "same", "back", "joined", "left"), strict=True):
        wanted = moves[moves["moved"] == moved]
        assert card.value == str(len(wanted))
        app.button_group(key="eval_moved").set_value(moved)
        run(app)
        shown = [table.value for table in app.dataframe]
        assert sum(map(len, shown)) == len(wanted), moved
        for table in shown:
            address = urlsplit(str(table["督办"].iloc[0]))
            assert address.path == "follow_up"
            there = {name: value[0] for name, value in parse_qs(address.query).items()}
            assert there["as_of"] == str(FINAL)
            assert there["at_unit"] == table["填报单位"].iloc[0]
            assert there["at_task"].split()[0] == str(table["任务"].iloc[0])
    none = opened(open_page, full, "变化", eval_kind=KINDS[MID])
    assert "没有可以对照的" in none.info[0].value


def test_figures_with_targets_and_outliers(open_page: Open, sample_database: Path) -> None:
    """Every figure has its n/N; an outlier is named with its unit, value and source."""
    app = opened(open_page, sample_database, "数字")
    totals = asked(sample_database, "figure_totals")
    values = asked(sample_database, "figure_values")
    known, shown = totals[totals["thing"] != ""], app.dataframe[0].value
    assert list(shown["不合计的原因"]) == list(known["no_total"])
    pairs = zip(known["units_reported"], known["units_expected"], strict=True)
    assert list(shown["报数单位"]) == [f"{n}/{whole}" for n, whole in pairs]
    far = values[values["is_outlier"]]
    assert list(app.dataframe[1].value["填报单位"]) == list(far["unit"])
    assert list(app.dataframe[1].value["数值"]) == list(far["value"])
    assert list(app.dataframe[1].value["单元格"]) == list(far["cell"])
    app.multiselect(key="eval_figure_kinds").set_value(["只看有离群的"])
    run(app)
    assert len(app.dataframe[0].value) == (known["outliers"] > 0).sum()
    one = app.dataframe[2].value
    assert (one["提示"] == "◆ 离群").any()
    # The words by which a figure was recognised stand in the unit's own sentence, beside its value.
    told = [part for words in one["认出的词"] for part in words.split("…") if part]
    assert told
    assert all(any(part in line for line in values["narrative"]) for part in told)


def test_both_files_are_made_on_a_click(
    open_page: Open, full: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar tells of each; they are of the day and knowledge that the page says, and stay."""
    told: dict[str, list[float]] = {}
    progress = DeltaGenerator.progress

    def noting(bar: DeltaGenerator, value: float, text: str = "", **more: Any) -> DeltaGenerator:
        told.setdefault(text.partition("……")[0], []).append(value)
        return progress(bar, value, text, **more)

    monkeypatch.setattr(DeltaGenerator, "progress", noting)
    app = opened(open_page, full, "导出", known_at="2025-06-30", eval_kind=KINDS[MID])
    said = texts(app)
    for words in (str(MID), "2025-06-30 23:59", "最近一次判定"):
        assert f"**{words}" in said
    assert not app.get("download_button")
    for button in [b.key for b in app.button if str(b.key).startswith("eval_make_")]:
        press(app, str(button))
    assert not app.error
    names = [button.proto.label for button in app.get("download_button")]
    assert names == ["下载 Word 初稿", "下载 Excel 数据包"]
    assert list(told) == ["正在生成 Word 初稿", "正在生成 Excel 数据包"]
    assert all(len(shares) > 3 and shares == sorted(shares) for shares in told.values())
    assert {shares[-1] for shares in told.values()} == {1.0}
    draft, pack = (made[1] for made in app.session_state["eval_made"].values())
    assert any("2024年9月30日" in line.text for line in Document(BytesIO(draft)).paragraphs)
    cover = load_workbook(BytesIO(pack), read_only=True).worksheets[0]
    written = "\n".join(str(cell) for row in cover.iter_rows(values_only=True) for cell in row)
    assert str(MID) in written
    assert "2025-06-30 23:59" in written
    app.button_group(key="eval_kind").set_value("final_evaluation")
    run(app)
    assert not app.get("download_button")
    assert texts(app).count("请重新生成") == len(names)

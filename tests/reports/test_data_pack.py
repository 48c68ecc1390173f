"""The data pack: every number is that of its query, nothing runs, and the same is the same."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from ledger import decisions, metrics
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.store import Store
from ledger.words import STATUS_LABELS
from reports import cli
from reports.cells import LONGEST_TEXT, portions
from reports.data_pack import write_data_pack
from reports.data_pack_cover import COVER, DEFINITIONS, MATRIX
from reports.data_pack_specs import TABLES
from reports.seen import STAMP
from tests.ledger.builder import World
from tests.ledger.facts import units, with_units

DAY = date(2025, 9, 30)
UNIT = "甲县交通局"
FIRST_ROW = 4  # below title, definition and headings


def pack(store: Store, as_of: date = DAY, **seen: Any) -> Workbook:
    """Return the pack, read again."""
    return load_workbook(io.BytesIO(data(store, as_of, **seen)))


def data(store: Store, as_of: date = DAY, **seen: Any) -> bytes:
    """Return the bytes of the pack."""
    target = io.BytesIO()
    write_data_pack(target, store, as_of, **seen)
    return target.getvalue()


def cells(book: Workbook) -> dict[str, list[tuple[Any, ...]]]:
    """Return the values of every sheet, without the line of the time stamp."""
    return {
        sheet.title: [row for row in sheet.iter_rows(values_only=True) if row[0] != STAMP]
        for sheet in book
    }


def column(book: Workbook, sheet: str, heading: str, rows: int) -> list[Any]:
    """Return the values below a heading."""
    headings = [cell.value for cell in book[sheet][FIRST_ROW - 1]]
    at = headings.index(heading) + 1
    return [book[sheet].cell(FIRST_ROW + n, at).value for n in range(rows)]


SHARES: list[float] = []


@pytest.fixture(scope="module")
def sample_pack(sample_store: Store) -> bytes:
    """The pack of the sample at the final evaluation; what was told of progress is in SHARES."""
    return data(sample_store, progress=SHARES.append)


@pytest.fixture(scope="module")
def book(sample_pack: bytes) -> Workbook:
    """That pack, read again."""
    return load_workbook(io.BytesIO(sample_pack))


# What a unit may have written: what runs elsewhere, an address, a number, and a very long text.
RISKY = (
    "=1+1", "+86", "-1-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠SUM(A1)",
    "http://a.example/x", "12345", "{=A1}",
)  # fmt: skip
LONG = "推进情况" + "甲乙丙丁😀" * 8_000


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """One unit that wrote the risky texts for the first tasks and a long one for task 22."""
    world = World(tmp_path_factory.mktemp("pack"), with_units(plan, *units(UNIT)))
    told = {no: f"advancing:{text}" for no, text in enumerate(RISKY, start=1)}
    long = LONG[:4] + "\x00\x0b" + LONG[4:]
    world.ledger(UNIT, "2024Q3", "2024-09-10", told | {22: f"advancing:{long}"})
    world.save()
    return world


@pytest.fixture(scope="module")
def own_book(world: World) -> Workbook:
    """The pack of that unit at the mid-term."""
    return pack(world.store, date(2024, 9, 30))


@pytest.fixture(scope="module")
def written(own_book: Workbook) -> dict[int, tuple[Any, ...]]:
    """The rows of the sheet of narratives, by task, headings as task 0."""
    sheet = own_book["落实情况"]
    rows = {row[2].value: row for row in sheet.iter_rows(min_row=FIRST_ROW)}
    return {**rows, 0: sheet[FIRST_ROW - 1]}


def test_the_cover_says_what_the_numbers_rest_on(sample_store: Store, book: Workbook) -> None:
    """Plan, both days, rules, definitions and time; and a link to each sheet."""
    told = {row[0].value: row[1].value for row in book[COVER].iter_rows(min_row=3) if row[0].value}
    assert sample_store.plan.setting("plan_document") in told["方案"]
    assert told["数据截至"].startswith("2025-09-30")
    assert told["登记截至"].startswith("不限")
    assert "所用：" in told["判定规则版本"]
    assert told[STAMP]
    assert book.sheetnames == [COVER, *(table.sheet for table in TABLES), MATRIX, DEFINITIONS]
    links = {link.location for link in (row[0].hyperlink for row in book[COVER]) if link}
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:]}


@pytest.mark.parametrize(
    ("sheet", "query", "numbers"),
    [
        (
            "各类别",
            "by_category",
            {"适用": "applicable", "红灯": "red", "办结率": "completion_rate"},
        ),
        ("各县区", "by_county", {"单位数": "units", "绿灯": "green", "在推进率": "fresh_rate"}),
        ("逐季", "by_quarter", {"已完成": "done", "填报率": "fill_rate"}),
        ("报送率", "reporting", {"应报": "expected", "按时率": "on_time_rate"}),
        ("滞后单位", "lagging", {"未报期数": "missing_ledgers", "黄灯": "yellow"}),
        ("目标", "goal_totals", {"适用": "applicable", "完成率": "done_rate"}),
        ("数字合计", "figure_totals", {"合计": "total", "中位数": "middle"}),
        ("逾期和临近", "open_duties", {"任务": "task_no", "剩余天数": "days_left"}),
    ],
)
def test_every_number_is_that_of_its_query(
    sample_store: Store, book: Workbook, sheet: str, query: str, numbers: dict[str, str]
) -> None:
    """Read back from the workbook, numbers are numbers and equal the question's answer."""
    with sample_store.read() as reader:
        frame = metrics.query(reader, query, DAY)
    for heading, name in numbers.items():
        wanted = [None if pd.isna(value) else value for value in frame[name]]
        assert column(book, sheet, heading, len(frame)) == pytest.approx(wanted)


def test_the_city_has_a_row_of_its_own(sample_store: Store, book: Workbook) -> None:
    """What a report says of the whole city is found in one line."""
    with sample_store.read() as reader:
        [now] = metrics.query(reader, "headline", DAY).query("which == 'now'").to_dict("records")
    for heading, name in (
        ("适用", "applicable"),
        ("办结率", "completion_rate"),
        ("待核", "to_review"),
    ):
        assert column(book, "全市", heading, 1) == [pytest.approx(now[name])]


@pytest.mark.parametrize(
    ("as_of", "days"),
    [
        (date(2025, 9, 30), {"中期": date(2024, 9, 30), "终期": date(2025, 9, 30)}),
        (date(2024, 6, 30), {"中期": date(2024, 6, 30), "终期": None}),
    ],
)
def test_each_evaluation_has_the_standing_of_its_own_day(
    sample_store: Store, book: Workbook, as_of: date, days: dict[str, date | None]
) -> None:
    """The mid-term's rows are those of the mid-term also a year later; what is far off is empty."""
    own = book if as_of == DAY else pack(sample_store, as_of)
    with sample_store.read() as reader:
        rows = len(metrics.query(reader, "evaluation_units", as_of))
        headings = ("评估", "填报单位", "现状截至", "适用", "已完成", "办结率")
        shown = list(zip(*(column(own, "评估报送", name, rows) for name in headings), strict=True))
        for label, day in days.items():
            told = {row[1]: row[2:] for row in shown if row[0].startswith(label)}
            assert told
            if day is None:
                assert set(told.values()) == {(None,) * 4}
                continue
            frame = metrics.query(reader, "evaluation_units", day)
            frame = frame[frame.evaluation == f"{'mid' if label == '中期' else 'final'}_evaluation"]
            assert any(told[unit][1] for unit in frame.unit)
            for row in frame.itertuples():
                none = row.dated_applicable == 0
                rate = None if none else pytest.approx(row.completion_rate)
                assert told[row.unit][0].date() == day
                assert told[row.unit][1:] == (row.applicable, row.done, rate)


def test_nobody_is_below_a_target_that_is_not_there(sample_store: Store, book: Workbook) -> None:
    """The count of units below stands where the plan sets a number, and is empty elsewhere."""
    with sample_store.read() as reader:
        frame = metrics.query(reader, "figure_totals", DAY)
    wanted = [
        None if pd.isna(target) else below
        for target, below in zip(frame.target, frame.below_target, strict=True)
    ]
    assert wanted.count(None) not in (0, len(wanted))
    assert column(book, "数字合计", "低于规定", len(frame)) == wanted
    assert column(book, "数字合计", "认出的词", len(frame)) == [w or None for w in frame.matched]


def test_the_matrix_can_be_read_on_paper(sample_store: Store, book: Workbook) -> None:
    """A4, some whole categories on each page across, the units beside them on every page."""
    sheet = book[MATRIX]
    assert (sheet.page_setup.paperSize, sheet.page_setup.scale) == (9, 58)
    assert not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.print_title_cols, sheet.print_title_rows) == ("$A:$A", "$3:$3")
    ends = [int(each.id) - 1 for each in sheet.col_breaks.brk]
    tasks = sample_store.plan.tasks
    assert all(tasks[end - 1].category_no < tasks[end].category_no for end in ends)
    assert max(b - a for a, b in pairwise([0, *ends, len(tasks)])) <= 15


def test_charts_name_the_categories(sample_store: Store, book: Workbook) -> None:
    """What moved is drawn by category, by the short names that the pages use."""
    shown = [cell.value for row in book["与上次评估对照"].iter_rows() for cell in row]
    assert {category.short_name for category in sample_store.plan.categories} <= set(shown)


def test_each_unit_and_task_has_its_standing_and_its_source(
    sample_store: Store, book: Workbook
) -> None:
    """Standing, matrix, narrative and source: one row a unit and task, each file with its hash."""
    with sample_store.read() as reader:
        standing = metrics.query(reader, "standing", DAY)
        ledgers = metrics.query(reader, "submissions", DAY)
    labels = [STATUS_LABELS[status] for status in standing.status]
    assert column(book, "现状", "状态", len(standing)) == labels
    shown = [cell.value for row in book[MATRIX].iter_rows(min_row=4, min_col=2) for cell in row]
    assert [value.partition("·")[0] for value in shown] == labels
    last = book["出处"].max_row - FIRST_ROW + 1  # to look further would make the book longer
    rows = len([value for value in column(book, "出处", "任务", last) if value])
    hashes = column(book, "出处", "SHA-256", rows)
    assert set(hashes) <= set(ledgers.sha256)
    assert all(column(book, "出处", "单元格", rows))
    assert column(book, "出处", "填报单位", rows) == column(book, "落实情况", "填报单位", rows)


def test_tables_are_ready_to_work_with(book: Workbook) -> None:
    """Headings stay in view and filter; Chinese throughout; charts are native."""
    for table in TABLES:
        sheet = book[table.sheet]
        assert sheet.freeze_panes == "B4"
        assert sheet.auto_filter.ref.startswith("A3:")
        headings = [cell.value for cell in sheet[3] if cell.value]
        assert [word for word in headings if word.isascii()] in ([], ["SHA-256"])
    charted = {table.sheet: len(table.charts) for table in TABLES if table.charts}
    assert {name: len(book[name]._charts) for name in charted} == charted
    assert {
        "各类别",
        "各县区",
        "逐季",
        "报送率",
        "滞后单位",
        "目标",
        "数字合计",
        "报送登记",
    } <= set(charted)


def test_two_packs_of_one_view_are_equal(
    sample_store: Store, sample_pack: bytes, book: Workbook
) -> None:
    """Made at another time, every member of the file but the one with the stamp is the same."""
    again = data(sample_store, stamp=datetime(2030, 1, 1))
    assert again != sample_pack
    first, second = (
        {name: archive.read(name) for name in archive.namelist()}
        for archive in (zipfile.ZipFile(io.BytesIO(packed)) for packed in (sample_pack, again))
    )
    assert [name for name in first if first[name] != second[name]] == ["xl/sharedStrings.xml"]
    assert cells(load_workbook(io.BytesIO(again))) == cells(book)


def test_a_pack_is_made_again_after_later_corrections(plan: Plan, tmp_path: Path) -> None:
    """What was recorded after `known_at`, a ledger and a decision, changes nothing in it."""
    world = World(tmp_path, with_units(plan, *units(UNIT)))
    world.ledger(UNIT, "2024Q3", "2024-09-10", {10: "advancing:起草。"})
    world.save()
    known_at, day = datetime.now(UTC).replace(tzinfo=None), date(2024, 9, 30)
    before = cells(pack(world.store, day, known_at=known_at))
    decisions.review(
        world.store, unit=UNIT, quarter="2024Q3", task_no=10, status="done", reason="核", who="李"
    )
    later = (known_at + timedelta(days=1)).date().isoformat()
    world.ledger(UNIT, "2024Q3", "2024-09-12", {8: "done:建成。"}, recorded=later)
    world.save()
    assert world.standing(8, "2024-09-30", UNIT)["status"] == "done"
    assert cells(pack(world.store, day, known_at=known_at)) == before


def test_before_anything_was_known_there_is_no_pack(world: World, tmp_path: Path) -> None:
    """The message says since when something is on record; no file is left behind."""
    out = tmp_path / "pack.xlsx"
    with pytest.raises(UserError, match="最早的登记"):
        write_data_pack(out, world.store, DAY, known_at=datetime(2020, 1, 1))
    assert not out.exists()


@pytest.mark.parametrize("as_of", ["2023-01-01", "2025-09-30"])
def test_before_the_first_ledger_there_is_no_pack(as_of: str, plan: Plan, tmp_path: Path) -> None:
    """An empty database is refused as it is for the draft; no file is left behind."""
    out = tmp_path / "pack.xlsx"
    with pytest.raises(UserError, match="没有收到任何工作台账") as caught:
        write_data_pack(out, World(tmp_path, plan).store, date.fromisoformat(as_of))
    assert caught.value.code == "nothing_received"
    assert not out.exists()


def test_a_table_without_rows_says_so(own_book: Workbook) -> None:
    """Nothing was picked yet: the sheet is there and says that it is empty."""
    assert len(own_book.sheetnames) == len(TABLES) + 3
    assert own_book["摘选"].cell(FIRST_ROW, 1).value == "（没有记录）"


@pytest.mark.parametrize("task_no", range(1, len(RISKY) + 1))
def test_nothing_that_a_unit_wrote_is_run(
    written: dict[int, tuple[Any, ...]], task_no: int
) -> None:
    """Text stays text: no formula, no link, no number; the riskiest are marked as quoted."""
    cell, text = written[task_no][4], RISKY[task_no - 1]
    assert cell.data_type == "s"
    assert cell.hyperlink is None
    assert str(cell.value).strip() == text.strip()
    assert bool(cell.quotePrefix) == text.startswith(tuple("=+-@\t＝＋－＠"))


def test_long_and_unprintable_texts_are_whole(written: dict[int, tuple[Any, ...]]) -> None:
    """Over what a cell holds a text goes on in the next column; what XML cannot hold is gone."""
    assert [cell.value for cell in written[0][4:6]] == ["落实情况", "落实情况（续1）"]
    assert written[22][4].value + written[22][5].value == LONG


@pytest.mark.parametrize("text", ["", "短", "😀" * 20_000, "甲" * (LONGEST_TEXT + 1)])
def test_portions_hold_a_whole_text(text: str) -> None:
    """No part is longer than a cell, none breaks a character, together they are the text."""
    parts = portions(text)
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) <= 2 * LONGEST_TEXT for part in parts)


def test_the_command_line_writes_a_pack(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`python -m reports pack` writes the file and says where; a place that cannot be is told."""
    out, database = tmp_path / "新" / "包.xlsx", str(world.store.path)
    assert cli.main(["pack", str(out), "--as-of", "2024-09-30", "--database", database]) == 0
    assert load_workbook(out, read_only=True).sheetnames[0] == COVER
    assert str(out) in capsys.readouterr().out
    with pytest.raises(UserError, match="写不进去"):
        cli.main(["pack", str(tmp_path / "新"), "--as-of", "2024-09-30", "--database", database])


def test_progress_is_told(sample_pack: bytes) -> None:
    """From a little to all of it, never backwards."""
    assert sample_pack
    assert sorted(SHARES) == SHARES
    assert 0 < SHARES[0] < SHARES[-1] == 1

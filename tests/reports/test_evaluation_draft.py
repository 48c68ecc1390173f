"""The draft of an evaluation report: every number counted again, and two drafts alike."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from docx import Document
from docx.document import Document as ReadDocument
from docx.table import Table
from docx.text.paragraph import Paragraph

from ledger.errors import UserError
from ledger.evaluation import Evaluation, evaluations
from ledger.quarter import Quarter
from ledger.store import Store
from ledger.words import LIGHT_LABELS, SECTION_LABELS, STATUS_LABELS
from reports import cli
from reports.document_words import chinese_day
from reports.evaluation_draft import write_draft
from tests.reports.evaluation_recount import STATES, Recount, cell, outliers_of, rates

Drafts = dict[str, ReadDocument]
KINDS = ("mid_evaluation", "final_evaluation")
RATES = ("办结率", "在推进率", "填报率")
NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


def draft(store: Store, evaluation: Evaluation, **view: datetime | None) -> ReadDocument:
    """Return the draft as another program reads it."""
    target = BytesIO()
    write_draft(target, store, evaluation, **view)  # type: ignore[arg-type]
    return Document(target)


@pytest.fixture(scope="module")
def drafts(sample_store: Store) -> Drafts:
    """The drafts of both evaluations of the sample."""
    return {e.kind: draft(sample_store, e) for e in evaluations(sample_store.plan)}


@pytest.fixture(scope="module")
def recounts(sample_store: Store) -> dict[str, Recount]:
    """Both evaluations counted again."""
    return {e.kind: Recount(sample_store, e) for e in evaluations(sample_store.plan)}


def table(document: ReadDocument, caption: str) -> list[list[str]]:
    """Return the rows below the head of the table with that caption."""
    for paragraph in document.paragraphs:
        if re.fullmatch(r"表\d+　" + re.escape(caption), paragraph.text):
            own = Table(paragraph._p.getnext(), document)
            return [[cell.text for cell in row.cells] for row in own.rows[1:]]
    raise AssertionError(caption)


def style_of(paragraph: Paragraph) -> str:
    """Return the id of a paragraph's style."""
    return str(paragraph.style.style_id) if paragraph.style else ""


def sentences(document: ReadDocument) -> str:
    """Return the generated sentences above the last annex: no headings, tables or excerpts."""
    found: list[str] = []
    for paragraph in document.paragraphs:
        if paragraph.text == "附件3":
            break
        quoted = any(run.style and run.style.name == "引文" for run in paragraph.runs)
        annex = re.match(r"附件(?:：1\.|\d)|\d\. ", paragraph.text)
        if style_of(paragraph) == "BodyText" and not quoted and not annex:
            found.append(paragraph.text)
    return "\n".join(found)


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_is_counted_again(
    kind: str, drafts: Drafts, recounts: dict[str, Recount]
) -> None:
    """Each number of the annex is what independent code counts, with its n/N."""
    expected = recounts[kind].expected()
    rows = table(drafts[kind], "正文数字的出处")
    assert len(rows) > 30
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    written = {row[4]: (row[1], row[2]) for row in rows}
    assert written == {name: expected[name] for name in written}


@pytest.mark.parametrize("kind", KINDS)
def test_the_sentences_hold_no_other_number(kind: str, sample_store: Store, drafts: Drafts) -> None:
    """The numbers of the sentences are those of the annex, in its order; the rest are names."""
    text = sentences(drafts[kind])
    plan = sample_store.plan
    known = [chinese_day(e.as_of) for e in evaluations(plan)]
    known += [e.quarter.label for e in evaluations(plan)]
    known += [plan.setting(n) for n in ("plan_name", "plan_document", "notice_document")]
    for name in known:
        text = text.replace(name, "")
    listed: list[str] = []
    for _, number, share, _label, name, _day in table(drafts[kind], "正文数字的出处"):
        listed += [number, *share.split("/")] if "rate" in name else [number]
    assert NUMBER.findall(text) == listed


@pytest.mark.parametrize("kind", KINDS)
def test_days_of_the_numbers(kind: str, drafts: Drafts, recounts: dict[str, Recount]) -> None:
    """A number of an earlier day says that day."""
    days = {row[4]: row[5] for row in table(drafts[kind], "正文数字的出处")}
    recount = recounts[kind]
    assert days["headline.red[now]"] == f"{recount.evaluation.as_of}"
    assert days["headline.red[before]"] == f"{recount.closes[-1]}"
    earlier = [day for name, day in days.items() if name.startswith("before.")]
    assert set(earlier) == ({"2024-09-30"} if kind == KINDS[1] else set())


def progress(own: pd.DataFrame, name: str) -> list[str]:
    """Return a row of a table of progress."""
    counts = [len(own), *(sum(own.status == s) for s in STATUS_LABELS if s != "none")]
    shares = [cell(*share) for share in rates(own).values()]
    return [name, *map(str, counts), str(sum(own.light == "red")), *shares]


@pytest.mark.parametrize("kind", KINDS)
def test_tables_of_progress_are_counted_again(
    kind: str, drafts: Drafts, recounts: dict[str, Recount]
) -> None:
    """Categories, counties and quarters, from the standing alone."""
    recount = recounts[kind]
    own = recount.now[recount.now.applicable]
    names = {c.category_no: c.name for c in recount.plan.categories}
    categories = [progress(rows, names[int(str(no))]) for no, rows in own.groupby("category_no")]
    assert table(drafts[kind], "各类重点任务进展情况") == categories
    counties = [progress(rows, str(name)) for name, rows in own.groupby("county", sort=False)]
    assert table(drafts[kind], "各县（市、区）进展情况") == counties
    closes = [*recount.closes, recount.evaluation.as_of]
    for row, close in zip(table(drafts[kind], "各季度末进展情况"), closes, strict=True):
        rows = recount.standing[close][recount.standing[close].applicable]
        filled = sum(~rows.status.isin(["blank", "missing"]))
        shares = [cell(*s) for s in (*rates(rows).values(), (filled, len(rows)))]
        counts = [len(rows), sum(rows.status == "done"), sum(rows.light == "red")]
        assert row[1:] == [*map(str, counts), *shares]


@pytest.mark.parametrize("kind", KINDS)
def test_other_tables_are_counted_again(
    kind: str, drafts: Drafts, recounts: dict[str, Recount]
) -> None:
    """Returns, goals, overdue tasks and units."""
    recount, document = recounts[kind], drafts[kind]
    for row, (_, own) in zip(
        table(document, "各季度工作台账报送情况"), recount.ledgers.groupby("quarter"), strict=True
    ):
        counts = [sum(own.state == state) for state in STATES]
        received = cell(counts[0] + counts[1], len(own))
        assert row[2:] == [str(len(own)), *map(str, counts), received, cell(counts[0], len(own))]
    for row, goal in zip(table(document, "方案工作目标的进度"), recount.plan.goals, strict=True):
        own = recount.now[recount.now.applicable & recount.now.task_no.isin(goal.tasks)]
        dated = own[own.deadline_kind != "continuous"]
        rest = own[own.deadline_kind == "continuous"]
        done = dated.groupby("task_no").status.agg(lambda s: bool((s == "done").all()))
        shares = [
            cell(sum(dated.status == "done"), len(dated)),
            cell(sum(rest.light == "green"), len(rest)),
        ]
        tasks = str(len(goal.tasks))
        assert row[2:] == [tasks, str(sum(done)) if goal.tasks else "—", *shares]
    overdue = recount.overdue().groupby(["due_on", "task_no"])
    assert [row[2] for row in table(document, "逾期未完成的任务")] == [
        str(len(own)) for _, own in overdue
    ]
    units = table(document, "各单位报送和进展情况")
    for row, (unit, own) in zip(
        units, recount.now[recount.now.applicable].groupby("unit", sort=False), strict=True
    ):
        shares = [cell(*share) for share in rates(own).values()]
        assert [row[0], *row[4:]] == [unit, str(len(own)), str(sum(own.light == "red")), *shares]


def marked(number: float, odd: Collection[float]) -> str:
    """Return a number as the table of figures writes it, with a mark if it is far off."""
    return f"{number:.15g}*" if number in odd else f"{number:.15g}"


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_counted_again_and_outliers_marked(
    kind: str, drafts: Drafts, recounts: dict[str, Recount]
) -> None:
    """Least, middle, most and total by task and thing; what is far off is marked and listed."""
    recount, document = recounts[kind], drafts[kind]
    reporting = recount.now[recount.now["quarter"].notna()].unit.nunique()
    kinds = {
        (o.task_no.iloc[0], o.thing.iloc[0], o.counted_in.iloc[0]): o for o in recount.figures()
    }
    totals = recount.figure_totals.set_index(["task_no", "thing", "counted_in"]).total
    unseen = dict(kinds)
    rows = table(document, "各单位填报的主要数字（报数单位较多的和有规定的）")
    assert len(rows) >= 20
    for row in rows:
        thing, _, word = row[1].removesuffix("）").rpartition("（")
        keys = [k for k in unseen if f"{k[0]} " == row[0][: len(f"{k[0]} ")] and k[1] == thing]
        [key] = [k for k in keys if unseen[k].words.str.endswith(word).any() or k[2] == word][:1]
        own = unseen.pop(key)
        odd = set(outliers_of(own, recount.plan).value)
        total = "—" if pd.isna(totals[key]) else f"{own.value.sum():.15g}{'*' if odd else ''}"
        least, middle, most = own.value.min(), own.value.median(), own.value.max()
        numbers = [marked(least, odd), f"{middle:.15g}", marked(most, odd), total]
        assert row[2:7] == [f"{len(own)}/{reporting}", *numbers]
    far = [outliers_of(own, recount.plan) for own in kinds.values()]
    listed = [row[:4] for row in table(document, "与其他单位相差悬殊、有待核实的数字")]
    told = [
        [f"{r['task_no']} {r['short_name']}", r["thing"], r["unit"], r["words"]]
        for own in far
        for r in own.to_dict("records")
    ]
    assert sorted(listed) == sorted(told)


def test_what_moved_is_counted_again(drafts: Drafts, recounts: dict[str, Recount]) -> None:
    """The final draft says per category what moved since mid-term; the mid-term draft does not."""
    moved = recounts[KINDS[1]].moved()
    kinds = ("forward", "same", "back", "joined", "left")
    expected = [
        [str(sum(own.moved == kind)) for kind in kinds] for _, own in moved.groupby("category_no")
    ]
    rows = table(drafts[KINDS[1]], "与上一次评估相比的变化（项）")
    assert [row[1:] for row in rows] == expected
    back = table(drafts[KINDS[1]], "比上一次评估后退的任务")
    assert len(back) == sum(moved.moved == "back")
    assert "与上一次评估相比" not in sentences(drafts[KINDS[0]])
    with pytest.raises(AssertionError):
        table(drafts[KINDS[0]], "与上一次评估相比的变化（项）")


@pytest.mark.parametrize("kind", KINDS)
def test_charts_show_what_is_counted(
    kind: str, drafts: Drafts, recounts: dict[str, Recount]
) -> None:
    """Each chart tells its numbers in words too; they are those of the standing, at each close."""
    told = [d.get("descr") for d in drafts[kind].element.body.iter("{*}docPr")]
    recount = recounts[kind]
    own = recount.now[recount.now.applicable]
    names = {c.category_no: c.short_name for c in recount.plan.categories}
    own = own.assign(category=own.category_no.map(names))
    charts = {
        "各类重点任务的状态（项）": ("category", "status", STATUS_LABELS),
        "各县（市、区）的红黄绿灯（项）": ("county", "light", LIGHT_LABELS),
    }
    *stacked, lines = told
    for text, (caption, (key, column, labels)) in zip(stacked, charts.items(), strict=True):
        shown = [v for v in labels if sum(own[column] == v)]
        rows = [
            f"{name}：{'、'.join(f'{labels[v]}{sum(o[column] == v)}' for v in shown)}"
            for name, o in own.groupby(key, sort=False)
        ]
        assert text == f"{caption}。{'；'.join(rows)}"
    points = []
    for close in (*recount.closes, recount.evaluation.as_of):
        then = recount.standing[close][recount.standing[close].applicable]
        filled = sum(~then.status.isin(["blank", "missing"]))
        shares = zip(RATES, (*rates(then).values(), (filled, len(then))), strict=True)
        written = "、".join(f"{name}{n / whole:.1%}" for name, (n, whole) in shares if whole)
        points.append(Quarter.of(close).label.replace("年", "年\n") + f"：{written}")
    assert lines == f"各季度末的办结率、在推进率和填报率。{'；'.join(points)}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_seven_sections_stand_in_order(kind: str, drafts: Drafts) -> None:
    """The prescribed sections, then three annexes, all real headings and listed above the date."""
    paragraphs = drafts[kind].paragraphs
    headings = [p.text for p in paragraphs if style_of(p) == "Heading1"]
    assert [h.split("、")[-1] for h in headings[:7]] == list(SECTION_LABELS.values())
    assert headings[7:] == ["制度机制建设材料清单", "各单位报送和进展情况", "数字出处"]
    texts = [p.text for p in paragraphs]
    at = texts.index(f"附件：1. {headings[7]}")
    assert texts[at + 1 : at + 3] == [f"2. {headings[8]}", f"3. {headings[9]}"]
    assert [text for text in texts[at + 3 :] if text.startswith("附件")] == [
        "附件1",
        "附件2",
        "附件3",
    ]


def test_two_drafts_differ_in_the_stamp_alone(sample_store: Store, drafts: Drafts) -> None:
    """The same day, knowledge and rules give the same paragraphs but for the time of writing."""
    evaluation = evaluations(sample_store.plan)[1]
    again = draft(sample_store, evaluation, stamp=datetime(2026, 1, 2, 3, 4, 5))
    pairs = zip(again.paragraphs, drafts[KINDS[1]].paragraphs, strict=True)
    [(new, old)] = [(a.text, b.text) for a, b in pairs if a.text != b.text]
    assert new == "生成时间：2026-01-02 11:04:05"
    assert old.startswith("生成时间：")
    tables = zip(again.tables, drafts[KINDS[1]].tables, strict=True)
    assert all(a._tbl.xml == b._tbl.xml for a, b in tables)


def test_what_the_draft_looks_at_is_said(sample_store: Store) -> None:
    """Day, knowledge and rules stand at the end, and that the sample is made up."""
    evaluation = evaluations(sample_store.plan)[0]
    known = datetime(2100, 1, 1)
    texts = [p.text for p in draft(sample_store, evaluation, known_at=known).paragraphs]
    assert "数据截至：2024年9月30日（含当日收到的台账，按收到日期）。" in texts
    assert "登记截至：2100-01-01 08:00:00（北京时间，只计此前登记的内容）。" in texts
    assert any(text.startswith("判定规则版本：不限") and "所用：20" in text for text in texts)
    assert "本稿据示例数据写成，单位和内容均为虚构。" in texts


def test_before_anything_was_known_there_is_no_draft(sample_store: Store) -> None:
    """A moment before the first record is said, not written about."""
    with pytest.raises(UserError) as raised:
        draft(sample_store, evaluations(sample_store.plan)[0], known_at=datetime(2020, 1, 1))
    assert raised.value.code == "nothing_known"


def test_the_command_line_writes_the_draft(
    sample_store: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command writes the file and says which evaluation, of which day."""
    out = tmp_path / "new" / "draft.docx"
    command = ["draft", str(out), "--evaluation", "mid", "--database", str(sample_store.path)]
    assert cli.main(command) == 0
    assert Document(str(out)).paragraphs[0].text.endswith("情况的中期评估报告")
    assert capsys.readouterr().out == f"已写出 {out}（中期评估报告，截至2024-09-30）\n"

"""The template of the draft: numbers are bound, and what cannot be is told by its line."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from ledger import picks
from ledger.errors import UserError
from ledger.evaluation import Evaluation, evaluations
from ledger.material_problems import DATA
from ledger.material_query import material_at
from ledger.plan import Plan
from ledger.store import Store
from reports.evaluation_draft import drafted, write_draft
from reports.evaluation_draft_template import parse, read_template
from reports.seen import Seen
from tests.ledger.builder import World
from tests.ledger.facts import UNIT

OTHER = "惠来县交通运输局"
REFUSED = ("placeholder_unknown", "template_digit")
NASTY = "我局出台制度</w:t>\x00\x0b{{headline.red}}，开展检查3次=cmd()。"
SAID = "我局出台制度</w:t> {{headline.red}}，开展检查3次=cmd()。"


@pytest.fixture(scope="module")
def mid(plan: Plan) -> Evaluation:
    """The mid-term evaluation."""
    return evaluations(plan)[0]


@pytest.fixture(scope="module")
def world(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> World:
    """Two units: one that says nasty things and problems, one that says nothing at all."""
    world = World(tmp_path_factory.mktemp("draft"), plan)
    problems = "not_started:存在经费不足、人员不足的问题，工作尚未开展。"
    world.ledger(UNIT, "2024Q3", "2024-09-12", {1: f"done:{NASTY}", 2: problems})
    world.ledger(OTHER, "2024Q3", "2024-09-12", {})
    world.receipt(UNIT, "institution_annex", "2024Q3", "2024-09-20")
    world.save()
    return world


def seen(mid: Evaluation, as_of: date | None = None) -> Seen:
    """Return the evaluation's own day with all that is known."""
    return Seen(as_of or mid.as_of, None, "", datetime(2026, 1, 1))


def texts(store: Store, mid: Evaluation, template: str) -> list[str]:
    """Return the paragraphs of a draft above its last annex."""
    target = BytesIO()
    drafted(store, mid, seen(mid), template).save(target)
    found = [p.text for p in Document(target).paragraphs]
    return found[: found.index("数字出处") - 1]


def either(name: str) -> str:
    """Return two lines of which one holds."""
    return f"【如有 {name}】有。\n【如无 {name}】没有。"


@pytest.mark.parametrize(
    ("line", "code", "named"),
    [
        ("全市{{nothing.red}}项", "placeholder_unknown", "nothing.red"),
        ("全市{{headline.rot[now]}}项", "placeholder_unknown", "headline.rot[now]"),
        ("全市{{headline.red[colour=x]}}项", "placeholder_unknown", "colour"),
        ("全市{{lagging.red[甲]}}项", "placeholder_unknown", "lagging.red[甲]"),
        ("全市{{红灯}}项", "placeholder_unknown", "红灯"),
        ("全市{{headline.red[now}}项", "placeholder_unknown", "headline.red[now"),
        ("全市{{headline.red[now]}项", "placeholder_unknown", "{{headline.red[now]}"),
        ("全市{{lagging.list}}", "placeholder_unknown", "lagging.list"),
        ("全市{{settings.nobody}}", "placeholder_unknown", "settings.nobody"),
        ("{{table:nothing|表}}", "placeholder_unknown", "table:nothing"),
        ("{{chart:nothing|图}}", "placeholder_unknown", "chart:nothing"),
        ("{{excerpts:nothing}}", "placeholder_unknown", "excerpts:nothing"),
        ("{{excerpts:social|多}}", "placeholder_unknown", "多"),
        ("【如有 headline.rot[now]】红灯", "placeholder_unknown", "headline.rot[now]"),
        ("红灯【如有 headline.red[now]】", "placeholder_unknown", "如有"),
        ("全市{{headline.red[then]}}项", "placeholder_empty", "headline.red[then]"),
        ("全市{{before.headline.red[now]}}项", "placeholder_empty", "before.headline.red[now]"),
        ("办结率{{by_category.completion_rate[99]}}", "placeholder_empty", "by_category.comp"),
        ("全市{{lagging.red}}项", "placeholder_ambiguous", "lagging.red"),
        ("全市有5个单位", "template_digit", "全市有5个单位"),
        ("全市有５个单位", "template_digit", "全市有５个单位"),
        ("{{table:by_county|前3名}}", "template_digit", "前3名"),
        ("{{note|注：前3名。}}", "template_digit", "前3名"),
        ("全市完成十二项", "template_digit", "完成十二项"),
        ("有两个单位未报", "template_digit", "两个"),
        ("完成百分之八十", "template_digit", "百分之八"),
        ("【如变 headline.red[now]→headline.rot[now]】红灯", "placeholder_unknown", "headline.rot"),
        ("【如变 headline.red[now]】红灯", "placeholder_unknown", "如变"),
    ],
)
def test_what_cannot_be_bound_fails_with_its_name(
    world: World, mid: Evaluation, line: str, code: str, named: str
) -> None:
    """The error names the placeholder or the words, and the line of the template."""
    with pytest.raises(UserError) as raised:
        drafted(world.store, mid, seen(mid), f"# 标题\n// 1 说明\n{line}\n")
    error = raised.value
    assert error.code == code
    assert named in error.message + error.hint
    assert error.place == "evaluation_draft.txt 第3行"


# Lines of a template, and how the one paragraph begins that they make.
LINES = [
    (either("headline.red[now]"), "有。"),
    (either("documents.count[document=typical_case]"), "没有。"),
    (either("before.headline.red[now]"), "没有。"),
    ("【仅中期】中期。\n【仅终期】终期。", "中期。"),
    ("【如有 headline.completion_rate[now]】{{headline.completion_rate[now]}}。", "0.0%（0/"),
    ("【仅中期】【如无 headline.red[now]】甲。\n乙。\n丙。", "乙。丙。"),
    ("{{lagging.list(unit)[missing_ledgers=1]}}", f"{UNIT}、{OTHER}"),
    ("{{evaluation_units.count[本次,ledger_state=on_time|late]}}", "2"),
    ("{{evaluation_units.count[本次,ledger_state!=missing]}}", "2"),
    ("{{reporting.due_on[本季]}}", "2024年9月17日"),
    ("【如同 headline.red[now]→headline.red[now]】持平。", "持平。"),
    ("甲。\n【如变 headline.red[now]→headline.red[now]】变。", "甲。"),
    ("【如变 headline.red[now]→headline.applicable[now]】变。", "变。"),
    ("甲。\n【如同 before.headline.red[now]→headline.red[now]】持平。", "甲。"),
    ("甲。\n【如变 before.headline.red[now]→headline.red[now]】变。", "甲。"),
    ("以每项任务为一项，落实“三项制度”，下一期再报。", "以每项任务"),
    ("{{note|注：看灯。}}", "注：看灯。"),
    ("{{evaluation_units.count[本次,unit!=无,ledger_state=on_time]}}个", "2个"),
]  # fmt: skip
BETWEEN = "另起一段。"


@pytest.fixture(scope="module")
def paragraphs(world: World, mid: Evaluation) -> dict[str, list[str]]:
    """What each of those lines makes, all of them in one draft: a draft takes its time."""
    template = "".join(f"\n{line}\n\n{BETWEEN}\n" for line, _ in LINES)
    made: list[list[str]] = [[]]
    for text in texts(world.store, mid, f"# 标题\n{template}")[1:]:
        if text == BETWEEN:
            made.append([])
        else:
            made[-1].append(text)
    return dict(zip((line for line, _ in LINES), made[:-1], strict=True))


@pytest.mark.parametrize(("line", "said"), LINES)
def test_lines_depend_on_what_there_is(
    paragraphs: dict[str, list[str]], line: str, said: str
) -> None:
    """Conditions choose lines, lines join to a paragraph, and rates stand with their numbers."""
    body = paragraphs[line]
    assert len(body) == 1
    assert body[0].startswith(said)
    assert "变。" not in body[0] or said == "变。"


@pytest.mark.parametrize("template", ["", "\n \n", "// 只有说明\n"])
def test_an_empty_template_is_told(world: World, mid: Evaluation, template: str) -> None:
    """A report of nothing but the annex is not what anybody wanted."""
    with pytest.raises(UserError) as raised:
        drafted(world.store, mid, seen(mid), template)
    assert raised.value.code == "template_unreadable"


def test_annexes_are_numbered_by_the_program(world: World, mid: Evaluation) -> None:
    """Whatever number a template gives them; that of the numbers comes last."""
    target = BytesIO()
    template = "# 标题\n附件：甲 | 乙\n## 附件　甲\n## 附件九　乙\n## 附表\n"
    drafted(world.store, mid, seen(mid), template).save(target)
    found = [p.text for p in Document(target).paragraphs if p.text]
    assert found[1:3] == ["附件：1. 甲", "2. 乙"]
    assert found[3:10] == ["附件1", "甲", "附件2", "乙", "附表", "附件3", "数字出处"]


def test_the_template_of_the_repository_suits_a_poor_database(
    world: World, mid: Evaluation
) -> None:
    """With two ledgers, one of them empty, every line has its value or its variant."""
    found = texts(world.store, mid, read_template())
    assert any("没有找到社会评价方面的内容" in text for text in found)
    assert any("制度机制建设材料1份" in text for text in found)


@pytest.mark.parametrize(
    ("quarter", "received", "as_of", "said", "unsaid"),
    [
        ("2024Q2", "2024-06-10", "2024-09-30",
         ["2024年第三季度工作台账尚未收到，所据为此前收到的台账。", "应报5份，均未报送。",
          "办结率持平，为"],
         ["工作台账为主", "尚未报送的有", "办结率由"]),
        ("2024Q2", "2024-06-10", "2024-06-12",
         ["2024年第三季度工作台账尚未收到", "工作台账尚未到报送期限。"],
         ["工作台账为主", "均未报送", "变为", "持平"]),
        ("2024Q3", "2024-09-12", "2024-09-30",
         ["所据以2024年第三季度工作台账为主。", "应报5份，已报1份", "尚未报送的有"],
         ["尚未收到，所据", "均未报送"]),
    ],
)  # fmt: skip
def test_thin_data_are_not_talked_up(
    plan: Plan, tmp_path: Path, quarter: str, received: str, as_of: str,
    said: list[str], unsaid: list[str],
) -> None:  # fmt: skip
    """What did not change is not called a change, and what never came is no basis."""
    own = World(tmp_path, plan)
    own.ledger(UNIT, quarter, received, {10: "done:已建立。", 14: "advancing:检查3次。"})
    own.save()
    target = BytesIO()
    write_draft(target, own.store, evaluations(plan)[0], date.fromisoformat(as_of))
    text = "\n".join(p.text for p in Document(target).paragraphs)
    assert [words for words in said if words not in text] == []
    assert [words for words in unsaid if words in text] == []


def test_what_units_wrote_stays_text(world: World, mid: Evaluation) -> None:
    """Marks of XML, control characters and placeholders in a ledger are quoted as they are."""
    target = BytesIO()
    write_draft(target, world.store, mid)
    document = Document(target)
    [quoted] = {p.text for p in document.paragraphs if "</w:t>" in p.text and "制度" in p.text}
    assert quoted == f"（系统推荐、待选定）{UNIT}：{SAID}"


def test_excerpts_are_those_picked_in_their_order(
    mid: Evaluation, plan: Plan, tmp_path: Path
) -> None:
    """What the writer picked stands in that order with its source; a made sentence is bound."""
    own = World(tmp_path, plan)
    own.ledger(
        UNIT, "2024Q3", "2024-09-12", {2: "advancing:存在经费不足、人员不足的问题，正在推进。"}
    )
    own.save()
    with own.store.read() as reader:
        found = material_at(reader, mid.as_of)
    problems = found[found.section == "problems"]
    data, told = problems[problems.document == DATA].iloc[0], problems[problems.document != DATA]
    wanted = [(told.piece_id.iloc[0], "放在最前"), (data.piece_id, "")]
    picks.save(own.store, mid, "problems", wanted, "李经办")
    target = BytesIO()
    drafted(own.store, mid, seen(mid), "# 标题\n{{excerpts:data}}\n{{excerpts:problems}}").save(
        target
    )
    document = Document(target)
    body = [p.text for p in document.paragraphs][1:3]
    assert body[0].startswith("第")
    assert body[1] == f"{UNIT}：{told.text.iloc[0]}"
    assert "系统推荐" not in "".join(body)
    [notes] = [p.blob.decode() for p in document.part.package.parts if "footnotes" in p.partname]
    assert f"{UNIT}，2024年第三季度工作台账，第2项" in notes
    assert "台账，F5；摘选备注：放在最前" in notes
    assert "系统按台账数据得出" in notes
    [number] = [[c.text for c in row.cells] for row in document.tables[0].rows[1:]]
    assert number[2] in data.text
    assert number[3] == "数据反映的问题"


def test_a_database_without_ledgers_is_told(plan: Plan, mid: Evaluation, tmp_path: Path) -> None:
    """There is no empty report: one message says that nothing came, also for too early a day."""
    empty = World(tmp_path, plan)
    empty.receipt(UNIT, "typical_case", "2024Q3", "2024-09-01")
    empty.save()
    with pytest.raises(UserError) as raised:
        write_draft(BytesIO(), empty.store, mid)
    assert raised.value.code == "nothing_received"


def test_ledgers_of_a_later_day_do_not_count(world: World, mid: Evaluation) -> None:
    """Before the first ledger came there is nothing to write about."""
    with pytest.raises(UserError) as raised:
        write_draft(BytesIO(), world.store, mid, date(2024, 9, 1))
    assert raised.value.code == "nothing_received"


def test_progress_ends_with_all(world: World, mid: Evaluation) -> None:
    """The share done only grows, and ends at one."""
    shares: list[float] = []
    write_draft(BytesIO(), world.store, mid, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert len(shares) > 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_templates_are_read_as_offices_save_them(tmp_path: Path, encoding: str) -> None:
    """Notepad and WPS write other encodings than ours."""
    path = tmp_path / "模板.txt"
    path.write_text("# 标题\r\n正文。", encoding=encoding, newline="")
    assert [(line.kind, line.text) for line in parse(read_template(path))] == [
        ("title", "标题"), ("text", "正文。"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"\xff\xfe\x00\xd8\xff", None])
def test_a_template_that_cannot_be_read_is_told(tmp_path: Path, content: bytes | None) -> None:
    """A missing file or one that is no text is named."""
    path = tmp_path / "模板.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UserError) as raised:
        read_template(path)
    assert raised.value.code == "template_unreadable"
    assert raised.value.place == "模板.txt"


@given(
    st.lists(st.sampled_from("{}[]【】如有无仅中期headline.red=|>#,/：标now "), max_size=30).map(
        "".join
    )
)
def test_any_line_is_understood_or_refused(line: str) -> None:
    """Whatever is written, the answer is a line or an error that names it."""
    raised = None
    try:
        found = [line.number for line in parse(line)]
    except UserError as error:
        raised, found = error, []
    assert found in ([], [1])
    assert raised is None or (raised.code in REFUSED and raised.place)

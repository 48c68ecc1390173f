"""An official document has the form of GB/T 9704 and holds what it is given, as text."""

from __future__ import annotations

import functools
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pandas as pd
import pytest
from docx import Document
from docx.document import Document as ReadDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook

from reports.document_charts import Chart
from reports.document_numbers import chinese
from reports.document_titles import title_lines
from reports.official_document import OfficialDocument

DAY = date(2025, 10, 15)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
PLAN_NAME = "示例市提升行政执法质量三年行动实施方案"
TABLE = pd.DataFrame({"任务": ["甲", None], "项数": [1.0, float("nan")], "日": [DAY, None]})
LIGHTS = pd.DataFrame({"绿灯": [3, 0], "红灯": [1.5, None]}, index=["=1+1", "<乙>&"])
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ff"
    "ff3f0005fe02fea73581e40000000049454e44ae426082"
)


def saved(*writings: Callable[[OfficialDocument], object]) -> bytes:
    """Return the file of a document after these writings."""
    document = OfficialDocument()
    for write in writings:
        write(document)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def opened(*writings: Callable[[OfficialDocument], object]) -> ReadDocument:
    """Return such a document as another program reads it."""
    return Document(BytesIO(saved(*writings)))


def part(name: str, *writings: Callable[[OfficialDocument], object]) -> etree._Element:
    """Return one part of such a document."""
    with zipfile.ZipFile(BytesIO(saved(*writings))) as archive:
        return etree.fromstring(archive.read(name))


def everything(document: OfficialDocument) -> None:
    """Write one of each."""
    document.title("标题", "（副题）")
    document.recipient("示例甲县交通运输局")
    document.annex(1, "附件的标题")
    document.attachments(["甲", "乙"])
    for level in (1, 2, 3, 4):
        document.heading(level, "标题")
    document.body("正文")
    document.body_runs([("引文", "quotation"), ("依据", "evidence"), ("着重", "strong")])
    document.footnote("脚注")
    document.table(TABLE, caption="表题")
    document.source("来源")
    document.picture(PNG, 40, "图题", "替代文字")
    document.chart(Chart("stacked_bars", LIGHTS), "图题", "替代文字", 100, 60)
    document.chart(Chart("lines", LIGHTS, number_format="0.0%"), "图题", "替代文字", 100, 60)
    document.signature("示例机关", DAY)
    document.remark("附注")


def test_paper_and_margins_are_those_of_the_standard() -> None:
    """A4 with a text area of 156 × 225 mm, which 28 characters and 22 lines just fit into."""
    section = opened(lambda d: d.body("文")).sections[0]
    near = Mm(0.2)
    assert abs((section.page_width or 0) - Mm(210)) < near
    assert abs((section.page_height or 0) - Mm(297)) < near
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert all(
        abs((margin or 0) - Mm(mm)) < near
        for margin, mm in zip(margins, (37, 35, 28, 26), strict=True)
    )
    assert 28 * (16 - 0.25) <= Mm(156).pt < 29 * (16 - 0.25)
    assert 22 * 28 <= Mm(225).pt < 23 * 28


@pytest.mark.parametrize(
    ("style", "font", "size", "bold"),
    [
        ("Normal", "仿宋_GB2312", 16, None),
        ("Title", "方正小标宋简体", 22, None),
        ("Heading 1", "黑体", 16, None),
        ("Heading 2", "楷体_GB2312", 16, None),
        ("Heading 3", "仿宋_GB2312", 16, True),
        ("Heading 4", "仿宋_GB2312", 16, None),
        ("Footer", "宋体", 14, None),
    ],
)
def test_fonts_stand_in_the_styles(style: str, font: str, size: int, bold: bool | None) -> None:
    """Chinese text and digits of each element have the font and size of the standard."""
    document = opened(lambda d: d.body("文"))
    defaults = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    own = document.styles[style].element.find(f"{W}rPr")
    found = [rpr for rpr in (own, defaults) if rpr is not None]
    fonts = next(r.find(f"{W}rFonts") for r in found if r.find(f"{W}rFonts") is not None)
    assert {fonts.get(f"{W}{script}") for script in ("eastAsia", "ascii", "hAnsi")} == {font}
    sizes = (r.find(f"{W}sz") for r in found)
    assert next(int(s.get(f"{W}val")) for s in sizes if s is not None) == 2 * size
    assert document.styles[style].font.bold is bold


@pytest.mark.parametrize("font", ["仿宋_GB2312", "楷体_GB2312", "方正小标宋简体", "黑体", "宋体"])
def test_fonts_have_alternatives(font: str) -> None:
    """A PC without a font is told which others to take."""
    fonts = part("word/fontTable.xml", lambda d: d.body("文"))
    [found] = [one for one in fonts if one.get(f"{W}name") == font]
    alternatives = found.find(f"{W}altName").get(f"{W}val").split(",")
    assert len(alternatives) >= 2
    assert found.find(f"{W}charset").get(f"{W}val") == "86"


def test_text_has_lines_of_28_points_and_is_indented_by_two_characters() -> None:
    """Body text hangs on the default line of exactly 28 points."""
    document = opened(lambda d: d.body("甲\n乙"))
    spacing = document.styles.element.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr/{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("560", "exact")
    indent = document.styles["Body Text"].element.find(f"{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLineChars") == "200"
    assert [(p.text, p.style.name) for p in document.paragraphs if p.style] == [
        ("甲", "Body Text"), ("乙", "Body Text"),
    ]  # fmt: skip
    title = document.styles["Title"].paragraph_format
    assert (title.alignment, title.line_spacing_rule) == (
        WD_ALIGN_PARAGRAPH.CENTER, WD_LINE_SPACING.EXACTLY,
    )  # fmt: skip


def test_page_numbers_stand_outside() -> None:
    """Odd pages have — 1 — at the right, even ones at the left; there is no header."""
    document = opened(lambda d: d.body("文"))
    assert document.settings.odd_and_even_pages_header_footer
    [section] = document.sections
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        [line] = footer.paragraphs
        field = line._p.find(f"{W}fldSimple")
        assert field.get(f"{W}instr").strip() == "PAGE"
        assert "".join(text.text for text in line._p.iter(f"{W}t")) == "— 1 —"
        assert line._p.find(f"{W}pPr/{W}jc").get(f"{W}val") == side
    assert section.header.is_linked_to_previous


def test_headings_are_numbered_and_navigable() -> None:
    """Each level counts by itself below the one above; Word's own heading styles bear them."""
    levels = (1, 2, 3, 4, 4, 2, 3, 1, 2)
    document = opened(
        *(lambda d, level=level: d.heading(level, "题") for level in levels),
        lambda d: d.heading(1, "附件", numbered=False),
    )
    assert [p.text for p in document.paragraphs] == [
        "一、题", "（一）题", "1. 题", "（1）题", "（2）题", "（二）题", "1. 题", "二、题",
        "（一）题", "附件",
    ]  # fmt: skip
    styles = [p.style.name for p in document.paragraphs if p.style]
    assert styles == [f"Heading {level}" for level in (*levels, 1)]
    for level in (1, 2, 3, 4):
        style = document.styles[f"Heading {level}"].element
        assert style.find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") == str(level - 1)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")]
)
def test_chinese_numbers(number: int, words: str) -> None:
    """Numbers of headings are read as usual."""
    assert chinese(number) == words


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("示例甲县交通运输局落实情况", ["示例甲县交通运输局落实情况"]),
        (
            f"示例市交通运输局关于贯彻落实《{PLAN_NAME}（2023—2025年）》情况的中期评估报告",
            [
                "示例市交通运输局关于贯彻落实",
                f"《{PLAN_NAME}",
                "（2023—2025年）》情况的中期评估报告",
            ],
        ),
        ("关于“" + "长" * 30 + "”的函", ["关于“" + "长" * 30 + "”的函"]),
        ("长" * 30, ["长" * 30]),
    ],
)
def test_long_titles_break_at_their_brackets(title: str, lines: list[str]) -> None:
    """No line ends within a year or a name that has room in one; the file's title has no breaks."""
    document = opened(lambda d: d.title(title))
    assert document.paragraphs[0].text.split("\n") == lines
    assert document.core_properties.title == title


def test_annexes_are_listed_and_begin_as_the_standard_says() -> None:
    """Above the signature a line each with Arabic numbers; 附件1 at the margin of a new page."""
    document = opened(
        lambda d: d.body("正文"),
        lambda d: d.attachments(["甲清单", "乙表"]),
        lambda d: d.signature("示例机关", DAY),
        lambda d: d.annex(1, "甲清单"),
    )
    texts = [p.text for p in document.paragraphs]
    assert texts == [
        "正文", "", "附件：1. 甲清单", "2. 乙表", "", "示例机关", "2025年10月15日", "附件1",
        "甲清单",
    ]  # fmt: skip
    kept = [bool(p._p.find(f"{W}pPr/{W}keepNext") is not None) for p in document.paragraphs[:4]]
    assert kept == [True] * 4
    begins = [p.paragraph_format for p in document.paragraphs[2:4]]
    starts = [((b.left_indent or 0) + (b.first_line_indent or 0)) / Pt(16) for b in begins]
    assert starts == pytest.approx([2, 5])
    mark, title = document.paragraphs[7:]
    assert mark.paragraph_format.page_break_before
    assert mark.paragraph_format.first_line_indent == 0
    assert (title.style.name if title.style else "") == "Heading 1"
    assert title.alignment == WD_ALIGN_PARAGRAPH.CENTER
    [alone] = [p.text for p in opened(lambda d: d.attachments(["甲"])).paragraphs if p.text]
    assert alone == "附件：甲"


def test_no_axis_of_shares_goes_beyond_all() -> None:
    """A share is at most 100 %; an axis of numbers ends where they do."""
    for number_format, ends in (("0.0%", ["1"]), ("0", [])):
        chart = Chart("lines", LIGHTS, number_format=number_format)
        write: Callable[[OfficialDocument], None] = functools.partial(
            OfficialDocument.chart, chart=chart, caption="图", alt="图", width_mm=100, height_mm=60
        )
        drawn = part("word/charts/chart1.xml", write)
        assert [m.get("val") for m in drawn.iter(f"{C}max")] == ends


def test_tables_repeat_their_head_and_keep_rows_whole() -> None:
    """The head row is marked as such, no row may break, and every cell has a border."""
    document = opened(lambda d: d.table(TABLE, (1, 1, 2), "各项"))
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["任务", "项数", "日"], ["甲", "1", "2025-10-15"], ["", "", ""],
    ]  # fmt: skip
    assert [row._tr.find(f"{W}trPr/{W}tblHeader") is not None for row in table.rows] == [
        True, False, False,
    ]  # fmt: skip
    assert all(row._tr.find(f"{W}trPr/{W}cantSplit") is not None for row in table.rows)
    borders = document.styles["Table Grid"].element.find(f"{W}tblPr/{W}tblBorders")
    sides = {border.tag.removeprefix(W) for border in borders}
    assert sides == {"top", "left", "bottom", "right", "insideH", "insideV"}
    widths = [column.width or 0 for column in table.columns]
    assert widths[2] == pytest.approx(2 * widths[0], rel=0.01)
    assert sum(widths) == pytest.approx(Mm(156), rel=0.01)
    caption = document.paragraphs[0]
    assert (caption.text, caption.paragraph_format.keep_with_next) == ("表1　各项", True)


@pytest.mark.parametrize(("whole", "kept"), [(False, [1, 0, 0, 1, 0]), (True, [1, 1, 1, 1, 0])])
def test_no_row_of_a_table_stands_alone(whole: bool, kept: list[int]) -> None:
    """Neither the head nor the last row is parted from its neighbour by a page."""
    rows = pd.DataFrame({"任务": list("甲乙丙丁")})
    [table] = opened(lambda d: d.table(rows, whole=whole)).tables
    shown = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert [int(bool(keep)) for keep in shown] == kept


def test_two_tables_stay_two() -> None:
    """Word joins tables that touch, and wants a paragraph below the last."""
    document = opened(lambda d: d.table(TABLE), lambda d: d.table(TABLE))
    tags = [child.tag.removeprefix(W) for child in document.element.body]
    assert tags == ["tbl", "p", "tbl", "p", "sectPr"]


def test_pictures_and_charts_are_numbered_and_described() -> None:
    """Those who cannot see them read what they show; no two shapes share a number."""
    document = opened(
        lambda d: d.chart(Chart("lines", LIGHTS), "趋势", "<趋势>\x00的替代文字", 100, 60),
        lambda d: d.picture(PNG, 999, "图样", "图样的替代文字"),
        lambda d: d.chart(Chart("lines", LIGHTS), "趋势", "又一", 100, 60),
    )
    shapes = document.element.body.xpath(".//wp:docPr")
    assert [shape.get("descr") for shape in shapes] == [
        "<趋势>的替代文字",
        "图样的替代文字",
        "又一",
    ]
    assert len({shape.get("id") for shape in shapes}) == 3
    captions = [p.text for p in document.paragraphs if p.style and p.style.name == "Caption"]
    assert captions == ["图1　趋势", "图2　图样", "图3　趋势"]
    assert max(shape.width for shape in document.inline_shapes) == Mm(156)


@pytest.mark.parametrize("kind", ["stacked_bars", "lines"])
def test_charts_hold_their_values_twice(kind: str) -> None:
    """What is drawn without opening the workbook is what stands in the workbook."""
    chart = Chart(kind, LIGHTS)  # type: ignore[arg-type]
    write: Callable[[OfficialDocument], None] = lambda d: d.chart(chart, "灯", "灯", 100, 60)  # noqa: E731
    series = list(part("word/charts/chart1.xml", write).iter(f"{C}ser"))
    names = [text.text for text in (one.find(f"{C}tx").find(f".//{C}v") for one in series)]
    values = [[v.text for v in one.find(f"{C}val").iter(f"{C}v")] for one in series]
    labels = [[v.text for v in one.find(f"{C}cat").iter(f"{C}v")] for one in series]
    assert (names, values) == (["绿灯", "红灯"], [["3.0", "0.0"], ["1.5"]])
    assert labels == [["=1+1", "<乙>&"]] * 2
    with zipfile.ZipFile(BytesIO(saved(write))) as archive:
        book = load_workbook(BytesIO(archive.read("word/embeddings/chart1.xlsx")))
    rows = [[cell.value for cell in row] for row in book["数据"].iter_rows()]
    assert rows == [[None, "绿灯", "红灯"], ["=1+1", 3, 1.5], ["<乙>&", 0, None]]
    assert book["数据"]["A2"].data_type == "s"


def test_footnotes_point_to_their_texts() -> None:
    """Notes are numbered from 1 behind the two that Word itself needs."""
    writings = [
        lambda d: d.body("甲"),
        lambda d: d.footnote("甲注<1>"),
        lambda d: d.body("乙"),
        lambda d: d.footnote("乙注"),
    ]
    document = opened(*writings)
    marks = [p._p.find(f".//{W}footnoteReference") for p in document.paragraphs]
    assert [mark.get(f"{W}id") for mark in marks] == ["1", "2"]
    notes = part("word/footnotes.xml", *writings)
    assert [note.get(f"{W}id") for note in notes] == ["-1", "0", "1", "2"]
    assert ["".join(note.itertext()).strip() for note in notes][2:] == ["甲注<1>", "乙注"]


def test_a_footnote_needs_a_paragraph() -> None:
    """Nothing can be noted before anything is written."""
    with pytest.raises(ValueError, match="paragraph"):
        OfficialDocument().footnote("注")


@pytest.mark.parametrize(
    ("issuer", "issuer_right", "date_right"),
    [("示例机关", 5.5, 4), ("示例市交通运输管理局局", 2, 4), ("示" * 18, 0, 5.5)],
)
def test_the_issuer_is_centred_over_the_date(
    issuer: str, issuer_right: float, date_right: float
) -> None:
    """The date stands four characters in, further under a long name; it is 7 characters wide."""
    lines = opened(lambda d: d.signature(issuer, DAY)).paragraphs
    assert [line.text for line in lines] == ["", issuer, "2025年10月15日"]
    insets = [line.paragraph_format.right_indent or Pt(0) for line in lines[1:]]
    assert [inset.pt / 16 for inset in insets] == pytest.approx([issuer_right, date_right])


@settings(max_examples=60)
@example("=1+1\t\r\n<w:p/>&amp;\x00\x0b\ufffe\ud800\U0001f600")
@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_text_is_kept_as_text(text: str) -> None:
    """Whatever a unit wrote opens in Word, letter by letter, but for what XML cannot hold."""
    document = opened(
        lambda d: d.title(text),
        lambda d: d.body_runs([(text, "evidence")]),
        lambda d: d.table(
            pd.DataFrame([[text]], columns=pd.Index([text], dtype=object), dtype=object)
        ),
        lambda d: d.footnote(text),
    )
    clean = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(
        c
        for c in clean
        if c == "\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )
    shown = [p.text for p in document.paragraphs[:2]]
    assert shown == [title_lines(kept), kept]
    assert shown[0].replace("\n", "") == kept.replace("\n", "")
    assert [cell.text for row in document.tables[0].rows for cell in row.cells] == [kept, kept]


def test_same_content_is_the_same_bytes_and_bears_no_author() -> None:
    """Neither the time of writing nor who wrote is in the file."""
    assert saved(everything) == saved(everything)
    properties = opened(everything).core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == ("标题", "", "")
    assert properties.created == properties.modified
    with zipfile.ZipFile(BytesIO(saved(everything))) as archive:
        assert {member.date_time for member in archive.infolist()} == {(2024, 1, 1, 0, 0, 0)}


def test_every_style_in_use_is_defined() -> None:
    """A style that the file lacks would fall back to body text without a word."""
    with zipfile.ZipFile(BytesIO(saved(everything))) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xml") and n.startswith("word/")]
        used = {
            mark.get(f"{W}val")
            for name in names
            for kind in ("pStyle", "rStyle", "tblStyle")
            for mark in etree.fromstring(archive.read(name)).iter(f"{W}{kind}")
        }
        styles = etree.fromstring(archive.read("word/styles.xml"))
    assert used <= {style.get(f"{W}styleId") for style in styles.iter(f"{W}style")}
    assert len(used) > 15

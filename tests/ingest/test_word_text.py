"""What a cell of a Word file says, and what its letters do not show."""

from __future__ import annotations

import pytest

from ingest.findings import catalogue
from ingest.formats.word import parse_word
from ingest.workbook import Mark, Sheet, Workbook
from tests.ingest.documents import document, p, r, tbl, tc, tr

DRAWING = (
    "<w:r><w:drawing><a:graphic><a:graphicData>{}</a:graphicData></a:graphic></w:drawing></w:r>"
)
PICTURE = DRAWING.format("<pic:pic/>")
OLD = "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>"
OBJECT = "<w:r><w:object><v:shape><v:imagedata/></v:shape></w:object></w:r>"
ENTRIES = '<w:listEntry w:val="甲"/><w:listEntry w:val="乙"/>'
BOX = "<w:txbxContent>{}</w:txbxContent>"
BOXED = f"<w:r><w:pict>{BOX.format(p('框') + p('内'))}</w:pict></w:r>"
RUBY = f"<w:r><w:ruby><w:rt>{r('j')}</w:rt><w:rubyBase>{r('甲')}</w:rubyBase></w:ruby></w:r>"
PROMPT = "<w:sdtPr><w:showingPlcHdr/></w:sdtPr>"


def book_of(cell: str, **parts: str) -> Workbook:
    """Return what is read of a table with a single filled cell."""
    return parse_word(document(tbl(tr("一", cell)), **parts))


def sheet_of(body: str, **parts: str) -> Sheet:
    """Return the sheet of a body."""
    (sheet,) = parse_word(document(body, **parts)).sheets
    return sheet


def fields(code: str) -> str:
    """Return a field with an instruction and a result."""
    begin, apart, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    return f"{begin}<w:r><w:instrText>{code}</w:instrText></w:r>{apart}{r('结果')}{end}"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (tc("已完成。"), "已完成。"),
        (tc(p(r("已") + r("完成") + r("。"))), "已完成。"),
        (tc(p("甲") + p("乙")), "甲\n乙"),
        (tc(p("") + p("甲") + p("") + p("乙") + p("")), "甲\n\n乙"),
        (tc(p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>")), "甲\n乙\t丙"),
        (tc(p("<w:r><w:noBreakHyphen/></w:r>")), "-"),
        (tc(p("<w:r><w:t>甲</w:t><w:softHyphen/><w:t>乙</w:t></w:r>")), "甲乙"),
        (tc(p(f"<w:hyperlink>{r('链接')}</w:hyperlink>")), "链接"),
        (tc(p(f"<w:smartTag><w:smartTag>{r('标签')}</w:smartTag></w:smartTag>")), "标签"),
        (tc(p(f"<w:ins>{r('新写')}</w:ins>{r('的')}")), "新写的"),
        (tc(p(f"<w:moveTo>{r('移来')}</w:moveTo><w:moveFrom>{r('移来')}</w:moveFrom>")), "移来"),
        (tc(p(f"<w:fldSimple>{r('域')}</w:fldSimple>")), "域"),
        (tc(p(fields("PAGE"))), "结果"),
        (tc(p(f"<w:sdt><w:sdtContent>{r('控件')}</w:sdtContent></w:sdt>")), "控件"),
        (tc(f"<w:sdt><w:sdtContent>{p('控件')}</w:sdtContent></w:sdt>"), "控件"),
        (f"<w:sdt><w:sdtContent>{tc('控件')}</w:sdtContent></w:sdt>", "控件"),
        (tc(p(f"<w:sdt>{PROMPT}<w:sdtContent>{r('点此输入')}</w:sdtContent></w:sdt>")), ""),
        (f"<w:sdt>{PROMPT}<w:sdtContent>{tc('点此输入')}</w:sdtContent></w:sdt>", ""),
        (tc(p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>")), "x=1"),
        (tc(p(RUBY)), "甲"),
        (tc(p(r("甲") + BOXED + r("乙"))), "甲\n框\n内\n乙"),
        (tc(p('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>是</w:t></w:r>')), "☑是"),
        (tc(p('<w:r><w:sym w:font="Wingdings 2" w:char="0052"/></w:r>')), "☑"),
        (tc(p('<w:r><w:sym w:font="Symbol" w:char="F02D"/></w:r>')), "-"),
        (tc(p('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>')), "①"),
        (tc(p('<w:r><w:sym w:font="Webdings" w:char="F0AA"/></w:r>')), "\ufffd"),
        (tc(p('<w:r><w:sym w:font="Wingdings" w:char="zz"/></w:r>')), "\ufffd"),
        (tc(p("前") + tbl(tr("甲", "乙"), tr("丙", "丁")) + p("后")), "前\n甲\t乙\n丙\t丁\n后"),
    ],
)  # fmt: skip
def test_cell_text_is_what_a_reader_sees(cell: str, text: str) -> None:
    """Whatever wraps the letters, none is lost and none comes twice."""
    assert book_of(cell).sheets[0].rows == [["一", text]]


@pytest.mark.parametrize("choice", ["框", ""])
def test_a_text_box_counts_once(choice: str) -> None:
    """A box is there in a new and in an old way; the second counts if the first shows nothing."""
    old = f"<w:pict><v:textbox>{BOX.format(p('框'))}</v:textbox></w:pict>"
    new = BOX.format(p(choice))
    both = f"<mc:AlternateContent><mc:Choice>{new}</mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    text = book_of(tc(p(f"<w:r>{both}</mc:AlternateContent></w:r>"))).sheets[0].rows[0][1]
    assert text == "框"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (f'<w:ddList><w:result w:val="1"/>{ENTRIES}</w:ddList>', "乙"),
        (f'<w:ddList><w:default w:val="1"/>{ENTRIES}</w:ddList>', "乙"),
        (f"<w:ddList>{ENTRIES}</w:ddList>", "甲"),
        (f'<w:ddList><w:result w:val="7"/>{ENTRIES}</w:ddList>', ""),
        ("<w:checkBox><w:checked/></w:checkBox>", "☑"),
        ('<w:checkBox><w:default w:val="1"/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ("<w:textInput/>", ""),
    ],
)
def test_form_fields_show_their_choice(data: str, text: str) -> None:
    """An old form field keeps what it shows in its settings."""
    field = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    assert book_of(tc(p(field))).sheets[0].rows[0][1] == text


STYLES = """
<w:style w:styleId="Gone"><w:rPr><w:strike/></w:rPr></w:style>
<w:style w:styleId="Kept"><w:basedOn w:val="Gone"/><w:rPr><w:strike w:val="0"/></w:rPr></w:style>
<w:style w:styleId="Child"><w:basedOn w:val="Gone"/></w:style>
<w:style w:styleId="Ring"><w:basedOn w:val="Ring"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


@pytest.mark.parametrize(
    ("content", "text", "marks"),
    [
        (p(r("留") + r("删", "<w:strike/>")), "留删", [("struck_through", "删")]),
        (p(r("删", "<w:dstrike w:val='true'/>")), "删", [("struck_through", "删")]),
        (p(r("留", "<w:strike w:val='false'/>")), "留", []),
        (p(r("删"), '<w:pStyle w:val="Child"/>'), "删", [("struck_through", "删")]),
        (p(r("留"), '<w:pStyle w:val="Kept"/>'), "留", []),
        (p(r("删", '<w:rStyle w:val="Gone"/>')), "删", [("struck_through", "删")]),
        (p(r("留", '<w:rStyle w:val="Gone"/><w:strike w:val="0"/>')), "留", []),
        (p(r("藏", '<w:rStyle w:val="Ring"/>')), "藏", [("text_hidden", "藏")]),
        (p(r("见") + r("藏", "<w:vanish/>")), "见藏", [("text_hidden", "藏")]),
        (p(r("甲") + OLD), "甲", [("deleted_text", "旧")]),
        (p(r("甲") + PICTURE + PICTURE), "甲", [("picture_in_cell", "")]),
        (p(OBJECT), "", [("object_in_cell", "")]),
    ],
)
def test_marks_of_a_cell(content: str, text: str, marks: list[tuple[str, str]]) -> None:
    """Struck and hidden words stay in the text, deleted ones do not; each is told."""
    (sheet,) = book_of(tc(content), styles=STYLES).sheets
    assert sheet.rows[0][1] == text
    assert sheet.marks == tuple(Mark(kind, 0, 1, words) for kind, words in marks)
    assert all((kind, "") in catalogue() for kind, _ in marks)


def test_hidden_and_deleted_rows() -> None:
    """A hidden row is read and told; a row deleted by revision says nothing."""
    hidden = tr("甲", properties="<w:hidden/>")
    deleted = tr(
        tc(p("<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>")), properties="<w:del/>"
    )
    sheet = sheet_of(tbl(hidden, deleted, tr("丙")))
    assert sheet.rows == [["甲"], [""], ["丙"]]
    assert sheet.marks == (Mark("row_hidden", 0, -1), Mark("deleted_text", 1, 0, "乙"))


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        (p("甲"), ()),
        (p(f"<w:ins>{r('甲')}</w:ins>"), ("revisions_pending",)),
        (p(r("甲") + "<w:del/>"), ("revisions_pending",)),
        (p(r("甲") + "<w:r><w:object/></w:r>"), ("object_in_file",)),
        (p("甲") + "<w:altChunk/>", ("object_in_file",)),
    ],
)
def test_notes_on_the_file(content: str, notes: tuple[str, ...]) -> None:
    """What concerns the whole file is told once, in words of the catalogue."""
    assert parse_word(document(content)).notes == notes
    assert all((note, "") in catalogue() for note in notes)


def test_headers_lead_and_notes_end() -> None:
    """Headers and footers that pages show come first, without page numbers; footnotes last."""
    sections = (
        '<w:sectPr><w:headerReference w:type="default" r:id="header1"/>'
        '<w:headerReference w:type="first" r:id="header2"/>'
        '<w:footerReference r:id="footer1"/></w:sectPr>'
    )
    sheet = sheet_of(
        p("题目") + p("") + p("正文") + sections,
        header1=p("2024年第三季度"),
        header2=p("不显示"),
        footer1=p("揭东局") + p("— 1 —") + p("第 1 页 共 3 页"),
        footnotes=(
            f'<w:footnote w:type="separator">{p("线")}</w:footnote>'
            f"<w:footnote>{p('注')}</w:footnote>"
        ),
    )
    assert [row[0] for row in sheet.rows] == ["2024年第三季度", "揭东局", "题目", "正文", "注"]
    assert sheet.row_places == ("页眉", "页脚", "段落1", "段落2", "脚注")
    assert sheet.cell_name(2, 0) == "段落1"

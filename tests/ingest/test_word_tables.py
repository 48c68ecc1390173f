"""Which row and column each cell of a Word table comes to."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.word import parse_word
from ingest.workbook import Sheet
from ledger.errors import UserError
from tests.ingest.documents import document, p, r, span, tbl, tc, tr

BEGIN, GO_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def sheet_of(body: str) -> Sheet:
    """Return the sheet of a body."""
    return parse_word(document(body)).sheets[0]


def test_paragraphs_and_tables_in_order() -> None:
    """Every row has its place, every cell its name; blank paragraphs part nothing."""
    sheet = sheet_of(p("题目") + tbl(tr("甲", "乙")) + p(" ") + tbl(tr("丙", "丁")) + p("完"))
    assert sheet.rows == [["题目", ""], ["甲", "乙"], ["丙", "丁"], ["完", ""]]
    assert sheet.row_places == ("段落1", "表1第1行", "表2第1行", "段落2")
    assert (sheet.cell_name(2, 1), sheet.cell_name(3, 0)) == ("表2第1行第2列", "段落2")


PAGE = '<w:r><w:br w:type="page"/></w:r>'
SECTION = "<w:sectPr/>"


@pytest.mark.parametrize(
    ("body", "parts"),
    [
        (p("信") + p(PAGE) + p("表"), [["信"], ["表"]]),
        (p("信") + p(PAGE) + p("信") + p(PAGE) + p("表"), [["信", "信"], ["表"]]),
        (p("信") + p(PAGE + r("表")), [["信"], ["表"]]),
        (p(r("信") + PAGE) + p("表"), [["信"], ["表"]]),
        (p("信") + p("表", "<w:pageBreakBefore/>"), [["信"], ["表"]]),
        (p("信", SECTION) + p("表"), [["信"], ["表"]]),
        (p("", SECTION) + p(PAGE) + p("表", SECTION), [["表"]]),
        (tbl(tr("甲")) + p("", SECTION) + tbl(tr("乙")) + p(PAGE) + p("丙"), [["甲", "乙", "丙"]]),
    ],
)
def test_pages_before_the_table_are_sheets(body: str, parts: list[list[str]]) -> None:
    """A new page begins a sheet until the first table: a table may go on over pages."""
    sheets = parse_word(document(body)).sheets
    told = [[row[0] for row in sheet.rows if row[0]] for sheet in sheets]
    assert [part for part in told if part] == parts
    assert sheets[0].name == ("正文" if len(sheets) == 1 else "表前各页")


def test_merged_cells() -> None:
    """Text stands in the first cell of a merged range; what a covered cell hides is added there."""
    sheet = sheet_of(
        tbl(
            tr(tc("题", span(3))),
            tr(tc("类", BEGIN), "一", tc("答", BEGIN)),
            tr(tc("", GO_ON), "二", tc("藏", GO_ON)),
            tr(tc("", GO_ON), "三", "另"),
            tr(tc("", GO_ON + span(2)), "末"),
        )
    )
    assert sheet.rows == [
        ["题", "", ""], ["类", "一", "答\n藏"], ["", "二", ""], ["", "三", "另"], ["", "", "末"],
    ]  # fmt: skip
    assert sheet.merged == ((0, 0, 0, 2), (1, 0, 4, 0), (1, 2, 2, 2))


def test_merge_without_beginning() -> None:
    """A cell that goes on from nothing is a cell; a table cut in two may go on in the next."""
    begun = sheet_of(tbl(tr(tc("甲", GO_ON), "乙"), tr("丙", tc("丁", BEGIN))))
    assert (begun.rows, begun.merged) == ([["甲", "乙"], ["丙", "丁"]], ())
    cut = sheet_of(tbl(tr(tc("类", BEGIN), "一")) + p("") + tbl(tr(tc("", GO_ON), "二")))
    assert (cut.rows, cut.merged) == ([["类", "一"], ["", "二"]], ((0, 0, 1, 0),))
    apart = sheet_of(tbl(tr(tc("类", BEGIN), "一")) + p("字") + tbl(tr(tc("", GO_ON), "二")))
    assert apart.merged == ()


def test_merged_the_old_way() -> None:
    """w:hMerge joins a cell to the one on its left."""
    joined = tr(tc("甲", '<w:hMerge w:val="restart"/>'), tc("乙", "<w:hMerge/>"), "丙")
    sheet = sheet_of(tbl(tr("一", "二", "三"), joined))
    assert sheet.rows[1] == ["甲\n乙", "", "丙"]
    assert sheet.merged == ((1, 0, 1, 1),)


GRID = (100, 300, 100, 20, 80, 200, 200)
INDENT = '<w:gridBefore w:val="1"/>'
HEAD = tr("类", "事", "责", tc("限", span(2)), tc("况", span(2)))


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        (tr("1", "2", "3", tc("4"), tc("5", span(3))), ["1", "2", "3", "4", "5"]),
        (tr("1", "2", tc("3", span(2)), "4", tc("5", span(2))), ["1", "2", "3", "4", "5"]),
        (tr("1", "2", "3", tc("4", span(2)), "5上", "5下"), ["1", "2", "3", "4", "5上\n5下"]),
        (tr(tc("1和2", span(2)), "3", tc("4", span(2)), tc("5", span(2))), ["1和2", "", *"345"]),
        (tr("1", tc("2到4", span(4)), tc("5", span(2))), ["1", "2到4", "", "", "5"]),
        (tr("1", tc("2到3", span(3)), tc("4和5", span(3))), ["1", "2到3", "", "4和5", ""]),
        (tr("2", "3", tc("4", span(2)), tc("5", span(2)), properties=INDENT), ["", *"2345"]),
        (tr("1", "2", "3", tc("超", span(99))), ["1", "2", "3", "超", ""]),
        (tr(tc("全", span(7))), ["全", "", "", "", ""]),
    ],
)  # fmt: skip
def test_columns_hold_against_dragged_borders(row: str, cells: Sequence[str]) -> None:
    """A border out of line, a split cell or an indented row moves no text to another column."""
    sheet = sheet_of(tbl(HEAD, HEAD, HEAD, row, grid=GRID))
    assert sheet.rows[3] == list(cells)


def test_tables_of_the_same_columns_line_up() -> None:
    """A part cut off below has the columns of the part above, even where its row is merged."""
    above = tbl(tr("甲", "乙", "丙"), tr("1", "2", "3"), grid=(100, 200, 300))
    below = tbl(tr(tc("4", span(2)), "6"), grid=(100, 200, 300))
    other = tbl(tr("联系人", "某"), grid=(400, 200))
    sheet = sheet_of(above + below + other)
    assert sheet.rows[2:] == [["4", "", "6"], ["联系人", "某", ""]]


def test_notes_in_the_table_do_not_set_its_columns() -> None:
    """A last page of two task rows and many merged lines still has five columns."""
    notes = [tr(tc(f"说明{number}", span(5))) for number in range(12)]
    row = tr("类", "事", "责", "限", "况")
    assert sheet_of(tbl(row, *notes)).rows[0] == ["类", "事", "责", "限", "况"]


def test_a_frame_around_everything_is_no_cell() -> None:
    """A table whose only cell holds the form is opened; its lines and rows are the sheet's."""
    inner = p("填报单位：某局") + tbl(tr("甲", "乙"))
    sheet = sheet_of(tbl(tr(tc(inner))))
    assert sheet.rows == [["填报单位：某局", ""], ["甲", "乙"]]
    assert sheet.row_places == ("段落1", "表2第1行")


def test_wrapped_rows_and_tables() -> None:
    """Content controls, custom XML and alternatives around rows and cells are seen through."""
    cell = f"<w:sdt><w:sdtContent>{tc('乙')}</w:sdtContent></w:sdt>"
    row = f"<w:sdt><w:sdtContent><w:customXml>{tr('甲', cell)}</w:customXml></w:sdtContent></w:sdt>"
    table = f"<w:sdt><w:sdtContent>{tbl(row, tr('丙', '丁'))}</w:sdtContent></w:sdt>"
    ways = f"<mc:AlternateContent><mc:Choice/><mc:Fallback>{table}</mc:Fallback>"
    assert sheet_of(f"{ways}</mc:AlternateContent>").rows == [["甲", "乙"], ["丙", "丁"]]


LINKED = '<w:sectPr><w:headerReference r:id="header1"/></w:sectPr>'
PAIR = tr(*[tc("", BEGIN)] * 3) + tr(*[tc("", GO_ON)] * 3)


@pytest.mark.parametrize(
    "body",
    [
        tbl(*["<w:tr/>"] * 5001),
        tbl(tr(*["<w:tc></w:tc>"] * 2000), *["<w:tr/>"] * 600),
        tbl(tr(*["<w:tc></w:tc>"] * 2000)) + LINKED,
        tbl(*[PAIR] * 1700),
    ],
    ids=["rows", "cells", "cells below headers", "merges"],
)
def test_too_large_for_a_ledger(body: str) -> None:
    """More rows, cells or merges than a ledger can have are refused before they are built."""
    header = "".join(p(f"页眉{'甲' * (number % 30)}{number}行") for number in range(600))
    with pytest.raises(UserError) as caught:
        parse_word(document(body, header1=header))
    assert caught.value.code == "file_too_large"


@st.composite
def _rows(draw: st.DrawFn) -> tuple[int, list[list[int]]]:
    """A number of columns, and for each row the spans of its cells."""
    width = draw(st.integers(2, 7))
    rows = []
    for _ in range(draw(st.integers(1, 6))):
        cuts = sorted(draw(st.sets(st.integers(1, width - 1))))
        rows.append([b - a for a, b in zip([0, *cuts], [*cuts, width], strict=True)])
    return width, rows


@given(_rows(), st.booleans())
def test_spans_come_back(drawn: tuple[int, list[list[int]]], even: bool) -> None:
    """Among rows of single cells, any spans come back as they are, merged ranges included."""
    width, rows = drawn
    plain = [1] * width
    table = [plain] * (len(rows) + 1) + rows
    grid = [200] * width if even else range(100, 100 + width * 70, 70)
    xml = [
        tr(*(tc(f"{place}-{at}", span(size)) for at, size in enumerate(row)))
        for place, row in enumerate(table)
    ]
    sheet = sheet_of(tbl(*xml, grid=list(grid)))
    for place, row in enumerate(table):
        expected = [""] * width
        for at in range(len(row)):
            expected[sum(row[:at])] = f"{place}-{at}"
        assert sheet.rows[place] == expected
    wide = {
        (place, sum(row[:at]))
        for place, row in enumerate(table)
        for at, n in enumerate(row)
        if n > 1
    }
    assert {merge[:2] for merge in sheet.merged} == wide


@given(
    st.lists(
        st.lists(st.tuples(st.integers(-1, 4), st.sampled_from(["", BEGIN, GO_ON])), max_size=6),
        min_size=1,
        max_size=8,
    ),
    st.lists(st.integers(-5, 500), max_size=8),
)
def test_no_text_is_lost(rows: list[list[tuple[int, str]]], grid: list[int]) -> None:
    """However the spans and merges contradict each other, every text is there once, in order."""
    xml = [
        tr(*(tc(f"〔{place}-{at}〕", down + span(size)) for at, (size, down) in enumerate(row)))
        for place, row in enumerate(rows)
    ]
    sheet = sheet_of(tbl(*xml, grid=grid))
    told = "\n".join(cell for row in sheet.rows for cell in row)
    for place, row in enumerate(rows):
        for at in range(len(row)):
            assert told.count(f"〔{place}-{at}〕") == 1
    assert len(sheet.rows) == len(rows)
    assert len({len(row) for row in sheet.rows}) == 1

"""Comments in the cells of a workbook are told with cell and words, never taken for an answer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment

from ingest.findings import found
from ingest.formats.read import read_workbook
from ingest.reading import Hints, read_ledgers
from ingest.workbook import Mark
from ledger.errors import UserError
from ledger.plan import Plan
from ledger.quarter import Quarter
from ledger.units import UnitRegistry
from reports.feedback import FeedbackFacts, write_feedback
from tests.ingest.workbooks import HEADER, fill, saved, task_rows, with_part

LINKS, NOTES = "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments/comment1.xml"
THREADS = "xl/threadedComments/threadedComment1.xml"
_THREAD = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
_SPACE = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"


def _commented(comments: Mapping[str, Comment]) -> bytes:
    book = Workbook()
    book.worksheets[0].append(["甲", "乙"])
    for cell, comment in comments.items():
        book.worksheets[0][cell].comment = comment
    return saved(book)


def _with_threads(data: bytes, threads: str) -> bytes:
    link = f'<Relationship Id="t1" Type="{_THREAD}" Target="/{THREADS}"/>'
    linked = with_part(data, LINKS, lambda xml: xml.replace(b"</Rel", link.encode() + b"</Rel"))
    target = io.BytesIO(linked)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr(
            THREADS, f'<ThreadedComments xmlns="{_SPACE}">{threads}</ThreadedComments>'
        )
    return target.getvalue()


def test_comments_are_marks_of_their_cells() -> None:
    """Without the author's name before them, also outside the cells that are filled in."""
    data = _commented({
        "B1": Comment("李经办:\n请更正", "李经办"),
        "D9": Comment("见另表", "李经办"),
        "A1": Comment(" ", "李经办"),
    })  # fmt: skip
    read = read_workbook(data)
    marks = (Mark("cell_comment", 0, 1, "请更正"), Mark("cell_comment", 8, 3, "见另表"))
    assert (read.sheets[0].marks, read.notes) == (marks, ())


def test_a_thread_counts_instead_of_its_note() -> None:
    """The note that old programs show in its place is not told; the replies are."""
    thread = (
        '<threadedComment ref="B1" id="{1}"><text>完成80项</text></threadedComment>'
        '<threadedComment ref="B1" id="{2}" parentId="{1}"><text>已核</text></threadedComment>'
    )
    old = {"B1": Comment("[线程批注]\n你的版本可读取此线程批注", "tc={1}")}
    read = read_workbook(_with_threads(_commented(old), thread))
    assert read.sheets[0].marks == (Mark("cell_comment", 0, 1, "完成80项\n已核"),)


def test_comments_become_findings(plan: Plan, registry: UnitRegistry) -> None:
    """Each with sheet and cell, a telephone number in it masked."""
    book = Workbook()
    fill(book.worksheets[0], [HEADER, *task_rows(plan, {5: "做法"})])
    book.worksheets[0]["E6"].comment = Comment("实际80项，电话13800000000", "甲")
    hints = Hints(plan.units[0].unit, Quarter(2024, 3))
    (reading,) = read_ledgers(saved(book), "台账.xlsx", plan, registry, hints)
    (told,) = [finding for finding in reading.findings if finding.code == "cell_comment"]
    assert (told.cell, told.value) == ("E6", "实际80项，电话138****0000")
    assert reading.entries[4].narrative == "做法"


def test_the_boards_own_comments_are_not_told() -> None:
    """A unit may send back the very file with which it was told what to correct."""
    book = Workbook()
    book.worksheets[0]["A1"] = "甲"
    sheets = read_workbook(saved(book)).sheets
    problem = found("row_remark", sheet=sheets[0].name, cell="A1", value="甲")
    target = io.BytesIO()
    facts = FeedbackFacts("台账.xlsx", "示例甲县交通运输局", "", None, "", (problem,), sheets)
    write_feedback(target, facts)
    assert any(cell.comment for row in load_workbook(target).worksheets[1] for cell in row)
    assert not any(sheet.marks for sheet in read_workbook(target.getvalue()).sheets)


def test_many_or_long_comments_are_told_in_part() -> None:
    """So many cells and words as a ledger may have, and that there are more."""
    many = read_workbook(_commented({f"A{n}": Comment("字" * 501, "甲") for n in range(1, 302)}))
    assert (len(many.sheets[0].marks), many.notes) == (300, ("comments_unread",))
    assert many.sheets[0].marks[0].text == "字" * 500 + "……"


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        (NOTES, b"</commentList>", b""),
        (NOTES, b'authorId="0"', b'authorId="7"'),
        (LINKS, b"comment1.xml", b"comment2.xml"),
        (NOTES, b"</commentList>", b"</commentList>" + b" " * 1_000_000),
    ],
)
def test_comments_that_cannot_be_read_are_said(part: str, old: bytes, new: bytes) -> None:
    """The cells are read all the same."""
    data = _commented({"B1": Comment("请更正", "甲")})
    read = read_workbook(with_part(data, part, lambda xml: xml.replace(old, new)))
    assert (read.sheets[0].rows, read.notes) == ([["甲", "乙"]], ("comments_unread",))


def test_entities_in_comments_are_refused() -> None:
    """As anywhere in a file."""
    data = _commented({"B1": Comment("请更正", "甲")})
    spoilt = with_part(data, NOTES, lambda xml: b'<!DOCTYPE a [<!ENTITY b "c">]>' + xml)
    with pytest.raises(UserError, match="DTD"):
        read_workbook(spoilt)

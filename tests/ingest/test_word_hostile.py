"""Word files that are damaged or made to harm: one clear answer each, and soon."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.word import parse_word
from ingest.workbook import Workbook
from ledger.errors import UserError
from tests.ingest.documents import DOCUMENT, FIXTURES, RELATIONS, document, p, r, span, tbl, tc, tr
from tests.ingest.workbooks import with_part

GOOD = (FIXTURES / "numbered_tasks.docx").read_bytes()
BEGIN, DOWN = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
SMALL = document(
    p("填报单位：某局") + tbl(
        tr("甲", tc(p("乙") + tbl(tr("内"))), tc("丙", BEGIN)),
        tr(tc(p(r("丁", "<w:strike/>") + f"<w:ins>{r('戊')}</w:ins>"), span(2)), tc("", DOWN)),
        tr(tc(p("己", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')), "庚", "辛"),
        grid=(100, 200, 300),
    ),
    numbering=(
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    ),
    styles='<w:style w:styleId="A"><w:basedOn w:val="A"/></w:style>',
)  # fmt: skip
BOMB = b'<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'


def change(data: bytes, old: bytes, new: bytes, part: str = DOCUMENT) -> bytes:
    """Return the file with the first `old` in a part replaced."""
    return with_part(data, part, lambda content: content.replace(old, new, 1))


def wide(content: bytes) -> bytes:
    """Return XML in an encoding that hides its tags from a search."""
    return content.decode().encode("utf-16")


def answer(data: bytes) -> str:
    """Return `read`, or the code of the one error that may come."""
    try:
        book = parse_word(data)
    except UserError as error:
        return error.code if error.hint else "no hint"
    assert isinstance(book, Workbook)
    assert all(len(sheet.rows) == len(sheet.row_places) for sheet in book.sheets)
    assert all(len({len(row) for row in sheet.rows}) <= 1 for sheet in book.sheets)
    return "read"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-30],
        lambda data: change(data, b"</w:document>", b""),
        lambda data: with_part(data, DOCUMENT, lambda _: b""),
        lambda data: with_part(data, DOCUMENT, lambda _: b"<a/>"),
        lambda data: with_part(change(data, b"<w:document", BOMB + b"<w:document"), DOCUMENT, wide),
        lambda data: with_part(data, "word/numbering.xml", lambda content: content[:99]),
        lambda data: with_part(data, RELATIONS, lambda _: b"<Relationships"),
        lambda data: change(data, b"<w:document", BOMB + b"<w:document"),
        lambda data: change(data, b"<w:document", b'<!DOCTYPE a SYSTEM "x.dtd"><w:document'),
        lambda data: change(data, "甲".encode(), b"&b;"),
        lambda data: change(data, b"<w:p>", b"<w:p>" + b"<w:r>" * 300 + b"</w:r>" * 300),
    ],
)
def test_damage_is_one_clear_refusal(damage: Callable[[bytes], bytes]) -> None:
    """What is no whole, plain XML is refused as damaged, and nothing is fetched or expanded."""
    assert answer(SMALL) == "read"
    assert answer(damage(SMALL)) == "not_a_workbook"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'w:val="2"', b'w:val="999999999"'),
        (b'w:val="2"', b'w:val="-7"'),
        (b'w:val="2"', b'w:val="' + b"9" * 5000 + b'"'),
        (b'w:w="100"', b'w:w="-100"'),
        (b'w:numId w:val="1"', b'w:numId w:val="x"'),
        (b"<w:p>", b"<w:p>" + b"<w:r>" * 240 + b"</w:r>" * 240),
    ],
)
def test_odd_numbers_do_no_harm(old: bytes, new: bytes) -> None:
    """A span, a width or a depth beyond reason is read as well as may be."""
    assert answer(change(SMALL, old, new)) == "read"


@pytest.mark.parametrize(
    "body",
    [
        tbl(*["<w:tr><w:tc/></w:tr>"] * 4_900),
        tbl(*["<w:tr><w:tc/></w:tr>"] * 300_000),
        tbl(tr(*["<w:tc></w:tc>"] * 20_000), *[tr(tc("", span(20_000)))] * 10),
        "<w:p/>" * 1_000_000,
        "<w:p><w:r>" + "<w:t/>" * 290_000 + "</w:r></w:p>",
        tbl(f"<w:tr>{'<w:tc><w:tcPr><w:hMerge/></w:tcPr></w:tc>' * 49_000}</w:tr>"),
        "<w:p><w:r><w:t>字</w:t></w:r></w:p>" * 20_000,
        "<w:sdt><w:sdtContent>" * 60 + "<w:p/>" * 20_000 + "</w:sdtContent></w:sdt>" * 60,
        tbl(tr(tc("甲", BEGIN)), *[tr(tc("乙" * 100, DOWN))] * 4_900),
    ],
)  # fmt: skip
def test_bulk_is_answered_soon(body: str) -> None:
    """Tens of thousands of anything take time in proportion, not in its square."""
    start = time.process_time()
    assert answer(document(body)) in ("read", "file_too_large")
    assert time.process_time() - start < 8


@settings(max_examples=150)
@given(st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=6), st.integers(0, 9)), min_size=1))
def test_any_bytes_changed(edits: list[tuple[float, bytes, int]]) -> None:
    """Bytes of the document overwritten or cut out anywhere: a reading or a refusal."""

    def edit(content: bytes) -> bytes:
        for where, new, cut in edits:
            at = int(where * len(content))
            content = content[:at] + new + content[at + cut :]
        return content

    answer(with_part(SMALL, DOCUMENT, edit))


NAMES = (
    "tbl", "tr", "tc", "p", "r", "t", "ins", "del", "sdt", "vMerge", "gridSpan", "numPr", "tcPr",
)  # fmt: skip
_TAG = re.compile(rb"<[^<>]+>")


@settings(max_examples=150)
@given(st.data())
def test_any_elements_changed(data: st.DataObject) -> None:
    """Elements renamed, moved or taken away, the XML still whole: always a reading."""
    swaps = st.sampled_from(NAMES)
    pairs = data.draw(st.lists(st.tuples(swaps, swaps), min_size=1, max_size=3))
    drop = data.draw(st.integers(0, 40))

    def edit(content: bytes) -> bytes:
        for old, new in pairs:
            content = re.sub(rf"(</?w:){old}\b".encode(), rf"\g<1>{new}".encode(), content)
        leaves = [tag for tag in _TAG.finditer(content) if tag[0].endswith(b"/>")]
        leaf = leaves[drop % len(leaves)]
        return content[: leaf.start()] + content[leaf.end() :]

    assert answer(with_part(SMALL, DOCUMENT, edit)) == "read"


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(0, 255))
def test_any_byte_of_the_file_changed(place: int, byte: int) -> None:
    """A byte of the zip itself changed: the same file, or a refusal, never anything else."""
    data = bytearray(GOOD)
    data[place % len(data)] = byte
    assert answer(bytes(data)) in ("read", "not_a_workbook")

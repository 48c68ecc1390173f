"""Any bytes give a workbook or one clear error, and damaged files do too."""

from __future__ import annotations

import random
from contextlib import suppress
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.formats.detect import container_of
from ingest.formats.ole import OleFile
from ingest.formats.package import read_package, repack
from ingest.formats.read import read_workbook
from ingest.workbook import Workbook
from ledger.errors import UserError
from tests.ingest.filled_form import FIXTURES, filled_form
from tests.ingest.office_files import xls_of

_STARTS = (
    b"", b"PK\3\4", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe", b"\xef\xbb\xbf", b"<?xml ",
    "具体内容,落实情况\n".encode("gb18030"),
)  # fmt: skip
_ODS, _XLSX = FIXTURES / "printed_form.ods", FIXTURES / "printed_form.xlsx"
_NUMBERS = ("0", "-1", "99999999", "4294967296", "1e9", "NaN", "", "XFD1048576")


def _answer(data: bytes) -> str:
    """Return the format read or the code of the refusal; anything else fails the test."""
    try:
        read = read_workbook(data)
    except UserError as error:
        refused = error
    else:
        return _checked(read).format
    assert refused.message
    assert refused.hint
    return refused.code


def _checked(read: Workbook) -> Workbook:
    """Return the workbook after a look at what the layout relies on."""
    for sheet in read.sheets:
        assert len({len(row) for row in sheet.rows}) <= 1
        for mark in sheet.marks:
            assert -1 <= mark.row < len(sheet.rows)
            assert -1 <= mark.column < len(sheet.rows[0])
    return read


@given(st.sampled_from(_STARTS), st.binary(max_size=2_000))
@settings(deadline=None)
def test_any_bytes_have_an_answer(start: bytes, rest: bytes) -> None:
    """Whatever is uploaded is read or refused in words."""
    _answer(start + rest)


@given(st.text(max_size=400), st.sampled_from(["utf-8", "utf-16", "gb18030"]))
@settings(deadline=None)
def test_any_text_has_an_answer(text: str, encoding: str) -> None:
    """A text is a table or it is refused, in whatever encoding it comes."""
    _answer(text.encode(encoding, "ignore"))


@cache
def _parts(name: str) -> dict[str, bytes]:
    return read_package((FIXTURES / name).read_bytes())


def _mutated(data: bytes, dice: random.Random) -> bytes:
    """Return the bytes with a few flipped, cut out, doubled or overwritten."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(changed))
        size = dice.choice((1, 2, 4, 16, 200))
        choice = dice.randrange(4)
        if choice == 0:
            changed[place] ^= 1 << dice.randrange(8)
        elif choice == 1:
            changed[place : place + size] = dice.randbytes(size)
        elif choice == 2:
            del changed[place : place + size]
        else:
            changed[place:place] = changed[dice.randrange(len(changed)) :][:size]
    return bytes(changed)


def _with_a_wild_number(content: bytes, dice: random.Random) -> bytes:
    """Return the XML with the value of one attribute replaced."""
    pieces = content.split(b'"')
    if len(pieces) > 2:
        pieces[dice.randrange(1, len(pieces) - 1, 2)] = dice.choice(_NUMBERS).encode()
    return b'"'.join(pieces)


@pytest.mark.parametrize("seed", range(60))
def test_damaged_ods_has_an_answer(seed: int) -> None:
    """An .ods with damaged or lying XML is read or refused."""
    dice = random.Random(seed)
    parts = dict(_parts(_ODS.name))
    name = dice.choice(("content.xml", "styles.xml", "META-INF/manifest.xml"))
    change = dice.choice((_mutated, _with_a_wild_number))
    assert _answer(repack({**parts, name: change(parts[name], dice)})) in (
        "ods", "not_a_workbook", "file_too_large", "encrypted",
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(120))
def test_damaged_xls_has_an_answer(seed: int) -> None:
    """An .xls with damaged sectors or records is read or refused, in time."""
    dice = random.Random(seed)
    data = dice.choice(
        (xls_of([["甲", 1, "乙"]] * 9), (FIXTURES / "printed_form.xls").read_bytes())
    )
    head, rest = data[:512], data[512:]
    changed = head + _mutated(rest, dice) if seed % 3 else _mutated(head, dice) + rest
    assert _answer(changed) in (
        "xls", "not_a_workbook", "file_too_large", "encrypted", "old_word", "csv",
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_damaged_zip_has_an_answer(seed: int) -> None:
    """A workbook damaged on its way, outside and inside its zip, is read or refused."""
    dice = random.Random(seed)
    if seed % 2:
        assert _answer(_mutated(filled_form(), dice)) in (
            "xlsx", "not_a_workbook", "encrypted", "file_too_large", "csv",
        )  # fmt: skip
        return
    parts = dict(_parts(_XLSX.name))
    name = dice.choice([name for name in sorted(parts) if name.startswith("xl/")])
    change = dice.choice((_mutated, _with_a_wild_number))
    assert _answer(repack({**parts, name: change(parts[name], dice)})) in (
        "xlsx", "not_a_workbook", "file_too_large",
    )  # fmt: skip


@given(st.binary(min_size=600, max_size=3_000))
@settings(deadline=None)
def test_any_ole_has_an_answer(content: bytes) -> None:
    """The streams of any OLE file are found or the file is refused."""
    data = (FIXTURES / "printed_form.xls").read_bytes()[:80] + content
    assert container_of(data) == "ole"
    with suppress(UserError):
        ole = OleFile(data)
        for name in ole.names:
            ole.stream(name)

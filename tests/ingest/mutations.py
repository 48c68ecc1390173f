"""Good ledgers of every format, spoilt at random but the same way for the same seed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache
from random import Random

from tests.ingest.containers import zipped
from tests.ingest.small_books import (
    good_csv,
    good_docx,
    good_ods,
    good_xls,
    good_xlsx,
    record,
)
from tests.ingest.workbooks import PRINTED_FORM

SOURCES: dict[str, Callable[[], bytes]] = {
    "xlsx": good_xlsx,
    "form.xlsx": PRINTED_FORM.read_bytes,
    "xls": good_xls,
    "ods": good_ods,
    "docx": good_docx,
    "csv": good_csv,
}
_NUMBERS = (
    "0", "-1", "1", "7", "255", "256", "1000", "16384", "65535", "65536", "1048576", "2147483647",
    "2147483648", "4294967295", "4294967296", "9999999", "99999999999999999999", "1e9", "1e308",
    "NaN", "0x7f", "１", "", "-0", "XFD1048576", "A0", "A1:XFD1048576",
)  # fmt: skip
_TEXTS = (
    "&#xD800;", "&#0;", "&nosuch;", "]]>", "<", "\x00", "\ufffe", "\u202e", "_x0000_", "_xD800_",
    "'", '"', "\r\n", "=1+1", "（" * 500, "1、" * 500, "2024年" * 500,
)  # fmt: skip
_INTEGERS = tuple(
    number.to_bytes(size, "little")
    for size in (1, 2, 4, 8)
    for number in (0, 1, 2 ** (8 * size) - 1, 2 ** (8 * size - 1))
)
_ATTRIBUTE = re.compile(r'="([^"<>]*)"')
_NUMBER = re.compile(r"\d+")
_TAG = re.compile(r"<[^<>]+>")
_TEXT = re.compile(r">[^<>]+<")
_SEPARATOR = re.compile(r'[",\r\n]+')
_SEPARATORS = ("", ",", '"', '""', "\n", "\t", ";", "，", '","', "," * 300, '"\n"', "\0")
_ELEMENT = re.compile(r"<([\w:]+)(?:\s[^<>]*)?(?:/>|>[^<>]*</\1>)")
_RECORD_KINDS = (0x06, 0x0A, 0x2F, 0x3C, 0x85, 0xE5, 0xFC, 0xFD, 0x0200, 0x0204, 0x0208, 0x0809)


def mutated(seed: str) -> tuple[str, bytes]:
    """Return the ending and the bytes of a spoilt ledger: the same ones for the same seed."""
    rng = Random(seed)
    ending = rng.choice(tuple(SOURCES))
    data = SOURCES[ending]()
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        data = _change(data, rng)
    return ending, data


def mutated_archive(seed: str) -> bytes:
    """Return a spoilt zip of files, packed in every way that Python's zipfile can open."""
    rng = Random(seed)
    data = _archive()
    for _ in range(rng.choice((1, 1, 2, 4))):
        data = rng.choice((_flip, _flip, _integer, _cut_out, _double, _noise))(data, rng)
    return data


@cache
def _archive() -> bytes:
    target = io.BytesIO()
    methods = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
    with zipfile.ZipFile(target, "w") as archive:
        for method in methods:
            entry = zipfile.ZipInfo(f"来件/{method}.csv")
            archive.writestr(entry, f"台账{method}".encode() * 9, method)
        archive.writestr(zipfile.ZipInfo("manifest.csv"), "file,unit\n0.csv,\n")
        archive.writestr(zipfile.ZipInfo("内.zip"), zipped({"一.csv": b"1", "二.csv": b"2"}))
    return target.getvalue()


def _change(data: bytes, rng: Random) -> bytes:
    if data.startswith(b"PK") and rng.random() < 0.8:
        return _rezipped(data, rng)
    if data.startswith(b"\xd0\xcf") and rng.random() < 0.5:
        return _with_record(data, rng)
    if not data.startswith((b"PK", b"\xd0\xcf")) and rng.random() < 0.8:
        return rng.choice(_LINES)(data.decode("utf-8", "replace"), rng).encode("utf-8", "replace")
    return rng.choice(_BYTES)(data, rng)


def _rezipped(data: bytes, rng: Random) -> bytes:
    """Return the zip with one part changed and its sums right again."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError):
        parts = {}  # spoilt before, perhaps as encrypted or packed in a way nobody knows
    if not parts:
        return rng.choice(_BYTES)(data, rng)
    names = sorted(parts, key=lambda name: (len(parts[name]), name))
    name = rng.choice([*names, *names[-2:] * 3])  # the big parts hold the ledger
    move = rng.random()
    if move < 0.04:
        del parts[name]
    elif move < 0.08:
        parts[rng.choice(names)] = parts[name]
    elif move < 0.2:
        parts[name] = rng.choice(_BYTES)(parts[name], rng)
    else:
        text = parts[name].decode("utf-8", "replace")
        parts[name] = rng.choice(_XML)(text, rng).encode("utf-8", "replace")
    return zipped(parts)


def _with_record(data: bytes, rng: Random) -> bytes:
    """Return the .xls file with a record of another kind, or with a length that lies."""
    fresh = record(
        rng.choice(_RECORD_KINDS), rng.randbytes(rng.randrange(30)), rng.choice((None, 9))
    )
    starts = [place.start() for place in re.finditer(b"\x04\x02", data)] or [512]
    return _put(data, rng.choice(starts), fresh)


def _put(data: bytes, place: int, fresh: bytes) -> bytes:
    return data[:place] + fresh + data[place + len(fresh) :]


def _place(data: bytes, rng: Random) -> int:
    return rng.randrange(len(data) + 1)


def _flip(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 1, 8, 64)) if data else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut_out(data: bytes, rng: Random) -> bytes:
    place = _place(data, rng)
    return data[:place] + data[place + rng.choice((1, 4, 100, 2_000)) :]


def _double(data: bytes, rng: Random) -> bytes:
    place, size = _place(data, rng), rng.choice((1, 4, 100, 2_000))
    return data[:place] + data[place : place + size] * rng.choice((2, 3, 50)) + data[place + size :]


def _truncate(data: bytes, rng: Random) -> bytes:
    return data[: _place(data, rng)]


def _integer(data: bytes, rng: Random) -> bytes:
    return _put(data, _place(data, rng), rng.choice(_INTEGERS))


def _noise(data: bytes, rng: Random) -> bytes:
    place = _place(data, rng)
    return data[:place] + rng.randbytes(rng.choice((1, 16, 600))) + data[place:]


def _replaced(text: str, pattern: re.Pattern[str], rng: Random, fresh: str) -> str:
    """Return `text` with one match, or its first group, replaced."""
    found = list(pattern.finditer(text))
    if not found:
        return text
    start, end = rng.choice(found).span(pattern.groups)
    return text[:start] + fresh + text[end:]


def _attribute(text: str, rng: Random) -> str:
    return _replaced(text, _ATTRIBUTE, rng, rng.choice(_NUMBERS))


def _number(text: str, rng: Random) -> str:
    return _replaced(text, _NUMBER, rng, rng.choice(_NUMBERS))


def _tag(text: str, rng: Random) -> str:
    return _replaced(text, _TAG, rng, rng.choice(("", "<a>", "</a>", "<!--", "<![CDATA[", "<?x?>")))


def _words(text: str, rng: Random) -> str:
    return _replaced(text, _TEXT, rng, f">{rng.choice(_TEXTS)}<")


def _element(text: str, rng: Random) -> str:
    """Return `text` with one innermost element repeated, nested or left out."""
    found = list(_ELEMENT.finditer(text))
    if not found:
        return text
    one, other = rng.choice(found), rng.choice(found)
    fresh = rng.choice(
        ("", one[0] * 2, one[0] * 300, other[0], f"<a>{one[0]}</a>", one[0] + other[0])
    )
    return text[: one.start()] + fresh + text[one.end() :]


def _entity(text: str, rng: Random) -> str:
    declared = '<!DOCTYPE x [<!ENTITY e "{}">]>'.format(rng.choice(("x" * 999, "&e;", "&#xD800;")))
    return _words(text.replace("?>", "?>" + declared, 1), rng)


def _separator(text: str, rng: Random) -> str:
    return _replaced(text, _SEPARATOR, rng, rng.choice(_SEPARATORS))


def _line(text: str, rng: Random) -> str:
    """Return `text` with one line left out, repeated or moved."""
    lines = text.splitlines(keepends=True) or [""]
    one = lines.pop(rng.randrange(len(lines)))
    for _ in range(rng.choice((0, 1, 2, 300))):
        lines.insert(rng.randrange(len(lines) + 1), one)
    return "".join(lines)


_LINES = (_number, _separator, _separator, _line)
_BYTES = (_flip, _cut_out, _double, _truncate, _integer, _noise)
_XML = (_attribute, _attribute, _number, _tag, _words, _element, _element, _entity)

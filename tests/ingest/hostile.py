"""Damaged and hostile files of our own making: name → how to build it → the answers it may get."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.ingest import hostile_books, hostile_others, hostile_zips
from tests.ingest.containers import Part, raw_zip, zeros, zipped
from tests.ingest.small_books import good_xlsx

READ = "read"


class Case(NamedTuple):
    """A file: its bytes, and the codes with which it may be refused; `read` means a Reading."""

    build: Callable[[], bytes]
    answers: frozenset[str]


CASES = {
    name: Case(build, frozenset(answers.split()))
    for table in (hostile_zips.CASES, hostile_books.CASES, hostile_others.CASES)
    for name, (build, answers) in table.items()
}

# What files are called inside a zip; their content is a good ledger each time.
NAMES: tuple[bytes, ...] = (
    b"../../../../tmp/out.xlsx",
    b"/etc/out.xlsx",
    b"C:\\Windows\\out.xlsx",
    b"\\\\127.0.0.1\\c$\\out.xlsx",
    ("长" * 300 + ".xlsx").encode(),
    "台账\u202exslx.exe".encode(),
    b"\x1b[31m\x07\r\n{}.xlsx",
    b"a\x00b.xlsx",
    b"CON.xlsx",
    b"=cmd|'/c calc'!A0.xlsx",
    b"<script>alert(1)</script>.xlsx",
    b"'; drop table submission; --.xlsx",
    "👩‍👩‍👧‍👦.xlsx".encode(),
)


def archives() -> dict[str, bytes]:
    """Return zips of files rather than office documents, by name."""
    named = [Part(name, good_xlsx() + b" " * number) for number, name in enumerate(NAMES)]
    wrong = [Part(b"\xff\xfe\xfd.xlsx", b"1"), Part(b"\xed\xa0\x80.xlsx", b"1")]
    return {
        "怪名.zip": raw_zip([*named, *[Part(b"x" * 60_000, b"1")]]),
        "怪名无标志.zip": raw_zip([Part(part.name, b"1", flags=0) for part in [*named, *wrong]]),
        "名字不是文字.zip": raw_zip(wrong),
        "空名.zip": raw_zip([Part(b"", b"1"), Part("台账.xlsx", good_xlsx())]),
        "长度越界.zip": raw_zip([Part("台账.xlsx", b"1" * 9, method=0, size=99, packed_size=999)]),
        "LZMA残缺.zip": raw_zip([Part("台账.xlsx", b"\t\4\5\0]\0\0\4\0" + b"x" * 90, method=14)]),
        "炸弹.zip": raw_zip([Part(f"{n}.csv", packed=zeros(40), crc=0) for n in range(99)]),
        "套三层.zip": hostile_zips.nested(2),
        "套炸弹.zip": zipped({"内.zip": raw_zip([Part("零", packed=zeros(400), crc=0)])}),
        "五千个文件.zip": raw_zip([Part(f"{n}.xlsx", b"1", method=0) for n in range(5_000)]),
        "同名.zip": raw_zip([Part("台账.xlsx", good_xlsx()), Part("台账.xlsx", b"1")]),
        "截断.zip": zipped({"台账.xlsx": good_xlsx()})[:-60],
        "加密.zip": raw_zip([Part("台账.xlsx", b"x" * 40, flags=1)]),
        "四十万条目录.zip": hostile_zips.long_directory("x"),
        "清单超长.zip": zipped({"manifest.csv": b"file,unit\n" + b"x" * 200_000, "一.csv": b"1"}),
        "清单损坏.zip": zipped({"manifest.csv": b"\xff\x00,,,\n" * 9, "台账.xlsx": good_xlsx()}),
    }

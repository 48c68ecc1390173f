"""Zips that lie, explode or are broken, whatever they may hold."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cache

from tests.ingest.containers import STORED, Part, raw_zip, zeros, zipped
from tests.ingest.small_books import BOOK, SHEET, good_xlsx, ledger_sheet, xlsx
from tests.ingest.workbooks import with_part

_DIRECTORY, _END = b"PK\x01\x02", b"PK\x05\x06"
_DAMAGED = "not_a_workbook"


def _with(*more: Part) -> bytes:
    """Return a small workbook with further parts."""
    return raw_zip([Part(BOOK, b"<workbook/>"), *more])


def _bomb(megabytes: int, name: str = SHEET, claimed: int | None = None) -> bytes:
    packed = zeros(megabytes)
    size = megabytes * 1_000_000 if claimed is None else claimed
    return _with(Part(name, packed=packed, size=size, crc=0))


def _part_of_zeros(name: str, megabytes: int) -> Part:
    content = bytes(megabytes * 1_000_000)
    return Part(name, packed=zeros(megabytes), size=len(content), crc=zlib.crc32(content))


def _overlapping() -> bytes:
    kernel = _part_of_zeros("a", 1)
    copies = [Part(f"b{n}", packed=kernel.packed, size=1_000_000, offset=0) for n in range(1_500)]
    return raw_zip([kernel, *copies])


def _zip64(size: int, packed_size: int) -> bytes:
    extra = struct.pack("<HHQQ", 1, 16, size, packed_size)
    return _with(Part(SHEET, b"<worksheet/>", size=2**32 - 1, packed_size=2**32 - 1, extra=extra))


@cache
def nested(depth: int) -> bytes:
    """Return a zip of zips of zips, each level ten times the one inside."""
    inner = zipped({"台账.xlsx": _bomb(20)}) if depth == 0 else nested(depth - 1)
    return zipped({f"{depth}-{number}.zip": inner for number in range(10)})


def long_directory(name: str, times: int = 400_000) -> bytes:
    """Return a zip whose directory lists its one empty part again and again."""
    whole = raw_zip([Part(name, method=STORED)])
    start = 30 + len(name.encode())
    entries = whole[start:-22] * times
    sizes = (0, 0, 0xFFFF, 0xFFFF, len(entries), start, 0)
    return whole[:start] + entries + struct.pack("<4s4H2LH", _END, *sizes)


def _flipped(part: bytes, place: int, bits: int = 0xFF) -> bytes:
    """Return the good ledger with one byte of its directory's first or last record flipped."""
    data = bytearray(good_xlsx())
    data[data.find(part) + place] ^= bits
    return bytes(data)


def _cut(share: float) -> bytes:
    return good_xlsx()[: int(len(good_xlsx()) * share)]


def _stored_flip() -> bytes:
    """Return a ledger stored without packing, one digit of its sheet changed after the sums."""
    with zipfile.ZipFile(io.BytesIO(xlsx(ledger_sheet("整改5个问题。")))) as archive:
        parts = [Part(name, archive.read(name), method=STORED) for name in archive.namelist()]
    return raw_zip(parts).replace("改5个".encode(), "改6个".encode())


def _packed_flip(place: int) -> bytes:
    """Return the good ledger with one byte of its sheet's deflate stream changed."""
    data = bytearray(good_xlsx())
    data[data.find(SHEET.encode()) + len(SHEET) + place] ^= 0x55
    return bytes(data)


CASES: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "单个炸弹.xlsx": (lambda: _bomb(300), "file_too_large"),
    "图片炸弹.xlsx": (lambda: _bomb(1_000, "xl/media/image1.png"), "file_too_large"),
    "谎报大小的炸弹.xlsx": (lambda: _bomb(300, claimed=90), "file_too_large"),
    "一万个部件.xlsx": (
        lambda: _with(*[Part(f"p{n}", method=STORED) for n in range(10_000)]),
        "file_too_large",
    ),
    "重叠炸弹.xlsx": (_overlapping, "file_too_large not_a_workbook"),
    "部件各大四兆.xlsx": (
        lambda: _with(*[_part_of_zeros(f"p{n}.xml", 4) for n in range(200)]),
        "file_too_large",
    ),
    "zip64天文数字.xlsx": (lambda: _zip64(2**63, 2**63), _DAMAGED),
    "zip64负数.xlsx": (lambda: _zip64(2**64 - 1, 0), _DAMAGED),
    "压缩长度越界.xlsx": (
        lambda: _with(Part(SHEET, b"<worksheet/>", packed_size=2**31)),
        _DAMAGED,
    ),
    "压缩包套三层.xlsx": (lambda: nested(2), _DAMAGED),
    "空压缩包.xlsx": (lambda: raw_zip([]), _DAMAGED),
    "只有注释的压缩包.xlsx": (lambda: raw_zip([], comment=b"PK\x03\x04" * 16_000), _DAMAGED),
    "目录自称六万条.xlsx": (
        lambda: raw_zip([Part(BOOK, b"<workbook/>")], count=0xFFFE),
        _DAMAGED,
    ),
    "目录四十万条.xlsx": (lambda: long_directory(BOOK), "file_too_large not_a_workbook"),
    "截断四分之一.xlsx": (lambda: _cut(0.25), _DAMAGED),
    "截断一半.xlsx": (lambda: _cut(0.5), _DAMAGED),
    "截断目录.xlsx": (lambda: good_xlsx()[:-40], _DAMAGED),
    "缺结尾记录.xlsx": (lambda: good_xlsx()[:-22], _DAMAGED),
    "缺开头.xlsx": (lambda: good_xlsx()[200:], _DAMAGED),
    "只剩三十字节.xlsx": (lambda: good_xlsx()[:30], _DAMAGED),
    "目录位翻转-标志.xlsx": (lambda: _flipped(_DIRECTORY, 8, 1), "encrypted"),
    "目录位翻转-方法.xlsx": (lambda: _flipped(_DIRECTORY, 10), _DAMAGED),
    "目录位翻转-大小.xlsx": (lambda: _flipped(_DIRECTORY, 22), "read not_a_workbook"),
    "目录位翻转-名长.xlsx": (lambda: _flipped(_DIRECTORY, 28), _DAMAGED),
    "目录位翻转-位置.xlsx": (lambda: _flipped(_DIRECTORY, 44), _DAMAGED),
    "结尾位翻转-目录位置.xlsx": (lambda: _flipped(_END, 18), _DAMAGED),
    "压缩流位翻转.xlsx": (lambda: _packed_flip(900), _DAMAGED),
    "压缩流开头翻转.xlsx": (lambda: _packed_flip(1), _DAMAGED),
    "存储的数字被改.xlsx": (_stored_flip, _DAMAGED),
    "部件重名.xlsx": (
        lambda: raw_zip(
            [Part(BOOK, b"<workbook/>"), Part(SHEET, b"<a/>"), Part(SHEET, b"<b/>")] * 2
        ),
        _DAMAGED,
    ),
    "路径穿越.xlsx": (
        lambda: xlsx(**{"../../../../out.xml": b"x", "/etc/out": b"x", "C:\\out.xml": b"x"}),
        "read no_table",
    ),
    "部件名带控制符.xlsx": (
        lambda: _with(Part(b"a\x00b.xml"), Part("a\u202ecod.xml"), Part(b"\x1b[31m\r\n\xff\xfe")),
        _DAMAGED,
    ),
    "部件名六万字节.xlsx": (lambda: _with(Part(b"n" * 65_000, b"x")), _DAMAGED),
    "加密部件.xlsx": (lambda: _with(Part(SHEET, b"x" * 40, flags=1)), "encrypted"),
    "未知压缩方法.xlsx": (lambda: _with(Part(SHEET, b"x" * 40, method=99)), _DAMAGED),
    "LZMA压缩.xlsx": (lambda: _with(Part(SHEET, b"x" * 40, method=14)), _DAMAGED),
    "部件偏移越界.xlsx": (lambda: _with(Part(SHEET, b"x", offset=2**31)), _DAMAGED),
    "部件偏移到目录.xlsx": (lambda: _with(Part(SHEET, b"x", offset=60)), _DAMAGED),
    "校验和不符.xlsx": (lambda: _with(Part(SHEET, b"<worksheet/>", crc=1)), _DAMAGED),
    "程序前缀.xlsx": (lambda: b"MZ" + bytes(4_000) + good_xlsx(), _DAMAGED),
    "尾部多一截.xlsx": (lambda: good_xlsx() + bytes(70_000), "read not_a_workbook"),
    "存储而不压缩.xlsx": (
        lambda: with_part(good_xlsx(), SHEET, lambda xml: xml + b" " * 7_000_000),
        "read file_too_large",
    ),
    "头部与目录方法不符.xlsx": (
        lambda: good_xlsx().replace(
            b"PK\x03\x04\x14\x00\x00\x00\x08", b"PK\x03\x04\x14\x00\x00\x00\x00"
        ),
        "read not_a_workbook",
    ),
}

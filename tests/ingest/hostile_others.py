"""Hostile .xls, .ods and .docx files, text, and files that are something else altogether."""

from __future__ import annotations

import random
import struct
from collections.abc import Callable, Mapping
from functools import partial

from tests.ingest.containers import ole, zipped
from tests.ingest.hostile_books import with_more
from tests.ingest.small_books import (
    CONTENT,
    DOCUMENT,
    XML,
    docx,
    good_csv,
    good_docx,
    good_ods,
    good_xls,
    good_xlsx,
    label,
    ledger_sheet,
    ods,
    ods_cell,
    ods_table,
    paragraph,
    record,
    relations,
    word_cell,
    word_table,
    xls,
    xlsx,
)
from tests.ingest.workbooks import with_part

_DAMAGED, _MANY, _NONE = "not_a_workbook", "file_too_large", "no_table"
_REFUSED = f"{_DAMAGED} {_MANY} {_NONE}"
_KEPT = "scan web_page old_word archive_unreadable empty_file"
_A1 = label(0, 0, "字")
_Build = Callable[[], bytes]


def _cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def _at(data: bytes, place: int, fresh: bytes) -> bytes:
    return data[:place] + fresh + data[place + len(fresh) :]


_BOOK = {"Workbook": b""}
XLS: Mapping[str, _Build] = {
    "记录长度越界": partial(xls, record(0x0204, b"x" * 20, length=0xFFFF)),
    "记录长度为零": partial(xls, record(0x0204) * 100_000),
    "字符串长度谎报": partial(xls, record(0x0204, struct.pack("<HHHHB", 0, 0, 0, 60_000, 1))),
    "自称六万行": partial(
        xls, record(0x0200, struct.pack("<IIHHH", 0, 65_536, 0, 256, 0)) + _A1),
    "自称四十亿行": partial(
        xls, record(0x0200, struct.pack("<IIHHH", 0, 2**32 - 1, 0, 65_535, 0)) + _A1),
    "最远单元格": partial(xls, _A1 + label(65_535, 255, "字")),
    "列号越界": partial(xls, _A1 + label(65_535, 65_535, "字")),
    "打开密码": partial(xls, _A1, record(0x2F, b"\x01\x00" + bytes(50))),
    "打开密码残缺": partial(xls, _A1, record(0x2F)),
    "共享字符串四十亿": partial(xls, _A1, record(0xFC, struct.pack("<II", 2**32 - 1, 2**32 - 1))),
    "共享字符串残缺": partial(xls, _A1, record(0xFC, b"\x01")),
    "合并四十亿": partial(xls, _A1 + record(0xE5, b"\xff\xff" + bytes(80))),
    "合并全表": partial(xls, _A1 + record(0xE5, struct.pack("<5H", 1, 0, 65_535, 0, 255))),
    "续接十万次": partial(xls, record(0x3C, b"x") * 100_000 + _A1),
    "行块号越界": partial(xls, _A1, record(0x85, struct.pack("<IHBB", 2**31, 0, 2, 0) + b"ab")),
    "公式残缺": partial(xls, record(0x06, b"\x00\x00")),
    "公式文字残缺": partial(xls, record(0x06, bytes(6) + b"\x00" * 6 + b"\xff\xff" + bytes(8))),
    "编码页不存在": partial(xls, _A1, record(0x42, b"\xff\x7f")),
    "第五版流名": partial(xls, _A1, stream="Book"),
    "空的数据流": partial(ole, _BOOK),
    "随机的数据流": partial(ole, {"Workbook": random.Random(3).randbytes(60_000)}),
    "只有流头": partial(ole, {"Workbook": b"\x09\x08\x10\x00"}),
    "无此数据流": partial(ole, {"别的": b"x"}),
    "扇区表成环": partial(ole, {"Workbook": b"x" * 5_000}, {0: 1, 1: 0}),
    "扇区表自环": partial(ole, {"Workbook": b"x" * 5_000}, {3: 3}),
    "目录扇区成环": partial(ole, {"Workbook": b"x" * 5_000}, {10: 10}),
    "扇区号越界": partial(ole, {"Workbook": b"x" * 5_000}, {2: 0x7FFFFFF0}),
    "目录树成环": partial(ole, {"Workbook": b"x"}, directory={128 + 68: b"\x01\0\0\0" * 3}),
    "数据流自称极长": partial(ole, {"Workbook": b"x"}, directory={128 + 120: b"\xff" * 8}),
    "名字长度谎报": partial(ole, {"Workbook": b"x"}, directory={128 + 64: b"\xff\xff"}),
    "扇区大小为零": partial(ole, _BOOK, header={30: b"\0\0"}),
    "扇区大小极大": partial(ole, _BOOK, header={30: b"\xff\xff"}),
    "扇区表块数极大": partial(ole, _BOOK, header={44: b"\xff\xff\xff\x7f"}),
    "扇区表链成环": partial(ole, _BOOK, header={68: bytes(4), 72: b"\xff\xff\xff\x7f"}),
    "小扇区表越界": partial(ole, _BOOK, header={60: b"\xf0\xff\xff\x7f", 64: b"\xff" * 4}),
    "只有文件头": lambda: ole(_BOOK)[:512],
    "截断一半": lambda: _cut(good_xls(), 0.5),
    "截断末尾": lambda: good_xls()[:-300],
    "加密的新格式": partial(ole, {"EncryptionInfo": b"\x04\0\4\0@", "EncryptedPackage": b"x" * 99}),
    "旧版文档": partial(ole, {"WordDocument": b"\xec\xa5" + bytes(900), "1Table": b"x"}),
}  # fmt: skip
_XLS_ANSWERS = {
    "打开密码": "encrypted", "加密的新格式": "encrypted", "打开密码残缺": "encrypted",
    "旧版文档": "old_word", "截断末尾": "read not_a_workbook",
}  # fmt: skip


def _ods_laughs() -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    declared = f'{XML}<!DOCTYPE x [<!ENTITY l0 "哈哈哈哈">{lines}]>'.encode()
    return with_part(good_ods(), CONTENT, lambda xml: xml.replace(XML.encode(), declared))


def _repeated(rows: str, columns: str, text: str = "字") -> bytes:
    more = f' table:number-columns-repeated="{columns}"'
    line = f'<table:table-row table:number-rows-repeated="{rows}">{ods_cell(text, more)}'
    return ods(ods_table(f"{line}</table:table-row>"))


ODS: Mapping[str, tuple[_Build, str]] = {
    "重复铺满全表": (partial(_repeated, "1048576", "16384"), _MANY),
    "重复四十亿": (partial(_repeated, "4294967295", "4294967295"), _REFUSED),
    "重复负数": (partial(_repeated, "-1", "-1"), _REFUSED),
    "重复天文数字": (partial(_repeated, "9" * 40, "1"), _REFUSED),
    "重复不是数": (partial(_repeated, "甲", "1e9"), _REFUSED),
    "重复引用藏数": (partial(_repeated, "&#49;048576", "&#49;6384"), _REFUSED),
    "重复空格铺满": (partial(_repeated, "1048576", "16384", ""), _REFUSED),
    "长文重复一万格": (partial(_repeated, "1000", "100", "长" * 50_000), _MANY),
    "实体膨胀": (_ods_laughs, "read not_a_workbook"),
    "表套表千层": (
        lambda: ods("<table:table><table:table-row><table:table-cell>" * 1_000), _REFUSED),
    "空格元素重复": (
        lambda: ods(ods_table(
            '<table:table-row><table:table-cell><text:p><text:s text:c="2000000000"/></text:p>'
            "</table:table-cell></table:table-row>")), _REFUSED),
    "两千张表": (lambda: ods("".join(ods_table("", f"表{n}") for n in range(2_000))), _REFUSED),
    "缺内容部件": (
        lambda: zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), _REFUSED),
    "类型不对": (lambda: ods(ods_table(""), b"application/vnd.oasis.opendocument.text"), _REFUSED),
    "内容截断": (
        lambda: with_part(good_ods(), CONTENT, lambda xml: xml[:-300]), "read " + _REFUSED),
    "加密清单": (
        lambda: with_part(
            good_ods(), "META-INF/manifest.xml",
            lambda xml: xml.replace(b"</manifest:manifest>", b'<manifest:file-entry manifest:full-'
                b'path="content.xml" manifest:media-type="text/xml"><manifest:encryption-data/>'
                b"</manifest:file-entry></manifest:manifest>")),
        "encrypted read"),
}  # fmt: skip


def _word_rows(properties: str, text: str = "字", rows: int = 50) -> bytes:
    line = f"<w:tr>{word_cell(text, properties) * 5}</w:tr>"
    return docx(f"<w:tbl>{line * rows}</w:tbl>")


def _word_ledger(old: str, new: str) -> bytes:
    return with_part(good_docx(), DOCUMENT, lambda xml: xml.replace(old.encode(), new.encode(), 9))


def _tall_merge() -> bytes:
    """Return a table whose first column is one long text merged down thousands of rows."""
    first = word_cell("长" * 300_000, '<w:vMerge w:val="restart"/>')
    others = f"<w:tr>{word_cell('', '<w:vMerge/>')}</w:tr>" * 20_000
    return docx(f"<w:tbl><w:tr>{first}</w:tr>{others}</w:tbl>")


def _word_entity(declared: str) -> bytes:
    return docx(
        f'{XML}{declared}<w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&e;</w:t></w:r></w:p></w:body>'
        "</w:document>".encode()
    )


_LAUGHS = "<!DOCTYPE x [<!ENTITY a0 'ha'>{}<!ENTITY e '&a9;'>]>".format(
    "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
)
_CELL = "<w:tbl><w:tr><w:tc>"
_CELL_END = "</w:tc></w:tr></w:tbl>"
DOCX: Mapping[str, tuple[_Build, str]] = {
    "表格嵌套千层": (lambda: docx(_CELL * 1_000 + paragraph("字") + _CELL_END * 1_000), _REFUSED),
    "表格嵌套五万层": (lambda: docx(_CELL * 50_000 + _CELL_END * 50_000), _REFUSED),
    "跨列十亿": (lambda: _word_rows('<w:gridSpan w:val="1000000000"/>'), _REFUSED),
    "跨列负数": (lambda: _word_rows('<w:gridSpan w:val="-5"/>'), _REFUSED),
    "跨列不是数": (lambda: _word_rows('<w:gridSpan w:val="甲"/>'), _REFUSED),
    "跨列一千": (lambda: _word_rows('<w:gridSpan w:val="1000"/>', rows=1_000), _REFUSED),
    "纵向合并混乱": (
        lambda: _word_ledger("<w:tcPr></w:tcPr>", '<w:tcPr><w:vMerge w:val="甲"/></w:tcPr>'),
        "read " + _REFUSED),
    "纵向合并无头": (lambda: _word_rows("<w:vMerge/>"), _REFUSED),
    "长文纵向合并": (_tall_merge, _REFUSED),
    "行前空列十亿": (
        lambda: docx('<w:tbl><w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>'
                     f"{word_cell('字')}</w:tr></w:tbl>"), _REFUSED),
    "空段落百万": (lambda: docx("<w:p/>" * 1_000_000 + word_table([["字"]])), _REFUSED),
    "格内空段落": (lambda: docx(f"{_CELL}{'<w:p/>' * 500_000}{_CELL_END}"), _REFUSED),
    "表格一万个": (lambda: docx(word_table([["字"]]) * 10_000), _REFUSED),
    "单元格两万个": (lambda: docx(word_table([["字"] * 100] * 200)), _REFUSED),
    "单行十万格": (lambda: docx(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 100_000}</w:tr></w:tbl>"),
        _REFUSED),
    "文字七兆": (lambda: docx(word_table([["已完成。" * 600_000]])), _REFUSED),
    "实体膨胀": (lambda: _word_entity(_LAUGHS), _REFUSED),
    "外部实体": (
        lambda: _word_entity('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'), _REFUSED),
    "外部定义": (
        lambda: _word_entity('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'), _REFUSED),
    "外部关系": (
        lambda: with_more(good_docx(), {"word/_rels/document.xml.rels": relations(
            ("rId1", "attachedTemplate", "http://127.0.0.1:9/x.dotm"),
            ("rId2", "image", "\\\\127.0.0.1\\c$\\x.png"), ("rId3", "aFChunk", "file:///x"))}),
        "read"),
    "循环关系": (
        lambda: with_more(good_docx(), {"word/_rels/document.xml.rels": relations(
            ("rId1", "aFChunk", "document.xml"), ("rId2", "subDocument", "../word/document.xml"))}),
        "read"),
    "指向缺失部件": (
        lambda: with_more(good_docx(), {"word/_rels/document.xml.rels": relations(
            ("rId1", "styles", "nosuch.xml"))}),
        "read " + _DAMAGED),
    "缺正文部件": (
        lambda: zipped({"_rels/.rels": relations(("rId1", "officeDocument", DOCUMENT))}), _REFUSED),
    "正文截断": (lambda: with_part(good_docx(), DOCUMENT, lambda xml: xml[:-500]), _REFUSED),
    "带宏": (lambda: with_more(good_docx(), {"word/vbaProject.bin": bytes(9_000)}), "read"),
    "孤立代理": (lambda: _word_ledger("办结若干件", "办结&#xD800;件"), "read " + _DAMAGED),
    "没有表格": (lambda: docx(paragraph("台账") * 50), _REFUSED),
}  # fmt: skip

_TEXTS: Mapping[str, _Build] = {
    "一百万列.csv": lambda: b"," * 1_000_000,
    "一百万行.csv": lambda: b"\n" * 1_000_000,
    "三百万个引号.csv": lambda: b'"' * 3_000_001,
    "引号不闭合.csv": lambda: b'"' + good_csv() * 20,
    "含空字符.csv": lambda: good_csv().replace(b",", b"\0,"),
    "编码混杂.csv": lambda: good_csv() + "收尾".encode("gb18030") + b"\xff\xfe",
    "编码截断.csv": lambda: good_csv().decode().encode("gb18030")[:-1],
    "编码UTF16.csv": lambda: good_csv().decode().encode("utf-16"),
    "单格十兆.csv": lambda: "具体内容,落实情况\n一,".encode() + "长".encode() * 3_400_000,
    "五千列五千行.csv": lambda: (b"," * 2_000 + b"\n") * 2_000,
    "四十五兆文本.csv": lambda: "具体内容,落实情况\n".encode() + "一,二\n".encode() * 5_600_000,
    "公式注入.csv": lambda: b"=cmd|'/c calc'!A0,@SUM(1)\n" * 50,
}  # fmt: skip
_ELSE: Mapping[str, _Build] = {
    "假台账-文稿.xlsx": lambda: b"%PDF-1.7\n" + bytes(5_000),
    "假台账-照片.xlsx": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(5_000),
    "假台账-图片.xlsx": lambda: b"\x89PNG\r\n\x1a\n" + bytes(5_000),
    "假台账-程序.xlsx": lambda: b"MZ\x90\x00" + bytes(5_000),
    "假台账-网页.xlsx": lambda: b"<html><table><tr><td>1</td></tr></table></html>" * 99,
    "假台账-矢量图.xlsx": lambda: b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "假台账-标记.xlsx": f"{XML}{_LAUGHS}<Workbook>&e;</Workbook>".encode,
    "假台账-富文本.xlsx": lambda: b"{\\rtf1" * 9_000,
    "假台账-邮件.xlsx": lambda: b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n",
    "压缩包.rar": lambda: b"Rar!\x1a\x07\x01\x00" + bytes(3_000),
    "压缩包.7z": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(3_000),
    "压缩包.gz": lambda: b"\x1f\x8b\x08" + bytes(3_000),
    "空文件.xlsx": lambda: b"",
    "一个字节.xlsx": lambda: b"P",
    "全零五兆.xlsx": lambda: bytes(5_000_000),
    "随机一兆.xlsx": lambda: random.Random(7).randbytes(1_000_000),
    "随机但像压缩包.xlsx": lambda: b"PK\x03\x04" + random.Random(8).randbytes(200_000),
    "随机但像复合文档.xls": lambda: b"\xd0\xcf\x11\xe0" + random.Random(9).randbytes(200_000),
    "超过上限.xlsx": lambda: b"PK\x03\x04" + bytes(52_000_000),
}  # fmt: skip
_GOOD: Mapping[str, _Build] = {
    "xlsx": lambda: xlsx(ledger_sheet()), "xls": good_xls, "et": good_xls, "ods": good_ods,
    "docx": good_docx, "csv": good_csv, "dat": good_xlsx,
}  # fmt: skip

CASES: Mapping[str, tuple[_Build, str]] = {
    **{f"表-{n}.xls": (b, _XLS_ANSWERS.get(n, _REFUSED)) for n, b in XLS.items()},
    **{f"表-{n}.ods": case for n, case in ODS.items()},
    **{f"文-{n}.docx": case for n, case in DOCX.items()},
    **{n: (b, f"read {_REFUSED} {_KEPT}") for n, b in _TEXTS.items()},
    **{n: (b, f"{_REFUSED} {_KEPT}") for n, b in _ELSE.items()},
    **{f"完好的台账.{n}": (b, "read") for n, b in _GOOD.items()},
}

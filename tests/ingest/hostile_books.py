"""Workbooks (.xlsx) that are honest zips and dishonest inside."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from tests.ingest.containers import zipped
from tests.ingest.small_books import (
    SHEET,
    XML,
    book_xml,
    cell,
    good_xlsx,
    ledger_rows,
    ledger_sheet,
    relations,
    sheet_xml,
    xlsx,
)
from tests.ingest.workbooks import sheet_bytes, with_part

_DAMAGED = "not_a_workbook"
_MANY = "file_too_large"
_FILE, _WEB = "file:///etc/passwd", "http://127.0.0.1:9/x"
_STYLES = XML + '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def changed(old: bytes, new: bytes, count: int = 1) -> bytes:
    """Return the good ledger with bytes of its sheet replaced."""
    return with_part(good_xlsx(), SHEET, lambda xml: xml.replace(old, new, count))


def with_more(data: bytes, parts: dict[str, bytes]) -> bytes:
    """Return a zip with further parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return zipped({name: archive.read(name) for name in archive.namelist()} | parts)


def _laughs() -> str:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "哈哈哈哈哈哈">{lines}]>'


def _answer(text: str) -> bytes:
    """Return a ledger one of whose answers is `text`."""
    title, unit, header, first, *others = ledger_rows()
    return sheet_bytes([title, unit, header, (*first[:-1], text), *others])


def _every_answer(text: str) -> bytes:
    """Return a ledger all of whose answers are `text`, written once and shared."""
    title, unit, header, *rows = ledger_rows()
    return sheet_bytes([title, unit, header, *[(*row[:-1], text) for row in rows]])


def _raw_answer(xml: str, before: str = "") -> bytes:
    """Return a ledger with `xml` where one answer's text stands."""
    return xlsx(ledger_sheet(xml, before))


def _outside_entity(target: str) -> bytes:
    return _raw_answer("&e;", f'<!DOCTYPE x [<!ENTITY e SYSTEM "{target}">]>')


def _merged(ranges: Sequence[str]) -> bytes:
    """Return the good ledger with further merged ranges."""
    tags = "".join(f'<mergeCell ref="{place}"/>' for place in ranges)
    return changed(b"</sheetData>", f"</sheetData><mergeCells>{tags}</mergeCells>".encode())


def _strings(count: str, items: str = "<si><t>字</t></si>") -> bytes:
    xml = f'{XML}<sst {count} xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    shared = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    return xlsx(shared, strings=f"{xml}{items}</sst>".encode(), relations=_with_strings())


def _with_strings() -> bytes:
    return relations(
        ("rId1", "worksheet", "worksheets/sheet1.xml"),
        ("rId2", "sharedStrings", "sharedStrings.xml"),
        ("rId3", "styles", "styles.xml"),
    )


def _shared_copies(cells: int, size: int, runs: int = 1) -> bytes:
    """Return a small workbook that shows one long text in thousands of cells."""
    places = (f'<c r="{chr(65 + n % 26)}{n // 26 + 1}" t="s"><v>0</v></c>' for n in range(cells))
    xml = f'{XML}<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    text = f"<r><t>{'长' * size}</t></r>" * runs
    strings = f"{xml}<si>{text}</si></sst>".encode()
    rows = f"<row>{''.join(places)}</row>"
    return xlsx(rows, strings=strings, relations=_with_strings())


def _dates(serial: str) -> bytes:
    styles = f'{_STYLES}<cellXfs count="1"><xf numFmtId="14"/></cellXfs></styleSheet>'
    row = f'<row r="1"><c r="A1" s="0"><v>{serial}</v></c></row>'
    return xlsx(row, styles=styles.encode(), relations=_with_strings())


def _styles(inside: str) -> bytes:
    return xlsx(styles=f"{_STYLES}{inside}</styleSheet>".encode(), relations=_with_strings())


def _sheets(count: int) -> bytes:
    """Return a workbook that lists the same sheet thousands of times."""
    listed = "".join(f'<sheet name="表{n}" sheetId="{n}" r:id="rId1"/>' for n in range(count))
    rows = "".join(cell(f"A{n}") for n in range(1, 2_000))
    return xlsx(rows, book=book_xml(listed))


def _outside(target: str) -> bytes:
    """Return the good ledger with a sheet and a hyperlink that point outside."""
    return xlsx(
        relations=relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"),
            ("rId2", "externalLink", target), ("rId3", "worksheet", target),
        ),
        book=book_xml(
            '<sheet name="台账" sheetId="1" r:id="rId1"/><sheet name="外" sheetId="2" r:id="rId3"/>'
        ),
    )  # fmt: skip


_PLACES = {
    "最远单元格": "XFD1048576", "十亿行": "A1000000000", "零行": "A0", "负行": "A-5",
    "无列": "7", "列字母过长": "AAAAAAAAAAAA1", "行号过长": "A99999999999999999999999",
    "列在末尾": "XFD1", "空位置": "", "全角位置": "Ａ１",
}  # fmt: skip
_MERGES = {
    "全表合并": "A1:XFD1048576", "倒着合并": "E9:A1", "合并无冒号": "A1", "合并为空": "",
    "合并越界": "A1:ZZZZZ99999999999",
}  # fmt: skip
_LONG = {
    "十万个数字": "1" * 100_000, "十万个顿号数字": "1、2." * 33_000, "十万个括号": "（" * 100_000,
    "十万个年份": "2024年" * 20_000, "十万个空格": " 　" * 50_000, "十万个换行": "甲\n" * 50_000,
    "十万个未": "未完成，" * 25_000, "十万个引号": "“" * 100_000, "十万字": "已办结一件。" * 17_000,
    "十万个百分号": "9%，" * 30_000, "十万个条款": "第一条" * 33_000, "十万个字母": "a" * 100_000,
}  # fmt: skip
_TEXTS = {
    "从右往左": "\u202e\u2067\u200f已完成\u202c\u200d", "表情": "👩‍👩‍👧‍👦🇨🇳" * 3_000,
    "叠加符号": "已" + "\u0301" * 20_000, "公式注入": "=cmd|'/c calc'!A0",
    "链接": "http://x/ ![](x)", "零宽": "\u200b\ufeff" * 9_000, "私用区": "\ue000\U0010fffd" * 999,
}  # fmt: skip
_XML_TEXTS = {
    "孤立代理": "&#xD800;", "空字符引用": "&#0;", "转义的空字符": "_x0000_完成",
    "转义的代理": "_xD800_完成", "控制字符": "\x01\x08\x1b[31m", "未定义实体": "&nosuch;",
    "巨大字符引用": "&#x110000;&#99999999999;", "非字符": "\ufffe\uffff",
    "半个标签": "<", "CDATA": "<![CDATA[]]>]]&gt;<![CDATA[",
}  # fmt: skip

CASES: Mapping[str, tuple[Callable[[], bytes], str]] = {
    **{f"{n}.xlsx": (partial(xlsx, cell(p)), "read no_table " + _MANY + " " + _DAMAGED)
       for n, p in _PLACES.items()},
    **{f"{n}.xlsx": (partial(_merged, [m]), "read " + _MANY + " " + _DAMAGED)
       for n, m in _MERGES.items()},
    **{f"{n}.xlsx": (partial(_answer, text), "read " + _MANY) for n, text in _LONG.items()},
    **{f"每格{n[1:]}.xlsx": (partial(_every_answer, text[:2_000]), "read " + _MANY)
       for n, text in _LONG.items()},
    **{f"{n}.xlsx": (partial(_answer, text), "read") for n, text in _TEXTS.items()},
    **{f"{n}.xlsx": (partial(_raw_answer, text), "read " + _DAMAGED)
       for n, text in _XML_TEXTS.items()},
    "共享字符串四十亿.xlsx": (
        lambda: _strings('count="4000000000" uniqueCount="4000000000"'), _DAMAGED),
    "共享字符串天文数字.xlsx": (lambda: _strings(f'uniqueCount="{"9" * 30}"'), _DAMAGED),
    "共享字符串引用藏数.xlsx": (
        lambda: _strings('uniqueCount="4&#48;00000000"'), "no_table " + _DAMAGED),
    "共享字符串九百万.xlsx": (lambda: _strings('uniqueCount="9999999"'), "no_table " + _DAMAGED),
    "共享字符串越界.xlsx": (lambda: _strings("", ""), "no_table " + _DAMAGED),
    "共享长文三万格.xlsx": (lambda: _shared_copies(30_000, 30_000), _MANY),
    "共享长文分段.xlsx": (lambda: _shared_copies(70_000, 1_000, runs=1_000), _MANY),
    "共享长文七万格.xlsx": (lambda: _shared_copies(70_000, 1_000_000), _MANY),
    "行号四十亿.xlsx": (lambda: changed(b'<row r="5"', b'<row r="4294967295"'), "read " + _MANY),
    "谎报范围.xlsx": (
        lambda: changed(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'),
        "read " + _MANY + " " + _DAMAGED),
    "四千九百处合并.xlsx": (lambda: _merged(["A1:E99999"] * 4_900), "read " + _MANY),
    "六千处合并.xlsx": (lambda: _merged(["A1:E9"] * 6_000), _MANY),
    "样式爆炸.xlsx": (
        lambda: _styles('<cellXfs count="65000">' + '<xf numFmtId="164"/>' * 65_000 + "</cellXfs>"),
        "no_table"),
    "数字格式爆炸.xlsx": (
        lambda: _styles("<numFmts>" + "".join(
            f'<numFmt numFmtId="{n}" formatCode="{"[h]" * 20}"/>' for n in range(50_000)
        ) + "</numFmts>"), "no_table"),
    "实体膨胀-表.xlsx": (lambda: _raw_answer("&l9;", _laughs()), _DAMAGED),
    "外部实体-文件.xlsx": (lambda: _outside_entity(_FILE), _DAMAGED),
    "实体膨胀-工作簿.xlsx": (
        lambda: xlsx(book=book_xml('<sheet name="&l9;" sheetId="1" r:id="rId1"/>', _laughs())),
        "not_a_workbook no_table"),
    "外部实体-网络.xlsx": (lambda: _outside_entity(_WEB), _DAMAGED),
    "外部链接-网络.xlsx": (lambda: _outside(_WEB), "no_table " + _DAMAGED),
    "外部链接-文件.xlsx": (lambda: _outside(_FILE), "no_table " + _DAMAGED),
    "外部链接-共享目录.xlsx": (lambda: _outside("\\\\127.0.0.1\\c$\\x"), "no_table " + _DAMAGED),
    "外部链接-穿越.xlsx": (lambda: _outside("../../../../etc/passwd"), "no_table " + _DAMAGED),
    "循环关系.xlsx": (
        lambda: xlsx(relations=relations(("rId1", "worksheet", "workbook.xml"))),
        "no_table " + _DAMAGED),
    "缺工作簿部件.xlsx": (lambda: xlsx(book=None), _DAMAGED),
    "缺工作表部件.xlsx": (lambda: xlsx(None), "no_table " + _DAMAGED),
    "缺关系部件.xlsx": (lambda: xlsx(relations=None), "no_table " + _DAMAGED),
    "关系编号不存在.xlsx": (
        lambda: xlsx(book=book_xml('<sheet name="台账" sheetId="1" r:id="rId9"/>')),
        "no_table " + _DAMAGED),
    "没有工作表.xlsx": (lambda: xlsx(book=book_xml("")), "no_table " + _DAMAGED),
    "内容类型不对.xlsx": (lambda: xlsx(types=XML.encode() + b"<Types/>"), "no_table"),
    "内容类型缺失.xlsx": (lambda: xlsx(types=None), "no_table " + _DAMAGED),
    "一张表列五千次.xlsx": (lambda: _sheets(5_000), _MANY),
    "工作表名超长.xlsx": (
        lambda: xlsx(book=book_xml(f'<sheet name="{"名" * 99_999}" sheetId="1" r:id="rId1"/>')),
        "no_table"),
    "工作表名带路径.xlsx": (
        lambda: xlsx(book=book_xml(
            '<sheet name="../../&#27;[31m&#x202e;" sheetId="1" r:id="rId1"/>')),
        "no_table"),
    "单格十兆.xlsx": (lambda: _raw_answer("长" * 3_400_000), _MANY),
    "单格一兆.xlsx": (lambda: _raw_answer("已完成。" * 90_000), "read " + _MANY),
    "嵌套十万层.xlsx": (
        lambda: xlsx(sheet_xml("<a>" * 100_000 + "</a>" * 100_000)), "no_table " + _DAMAGED),
    "属性五兆.xlsx": (lambda: xlsx(f'<row x="{"y" * 5_000_000}"/>'), "no_table " + _DAMAGED),
    "属性四十万个.xlsx": (
        lambda: xlsx("<row " + " ".join(f'a{n}=""' for n in range(400_000)) + "/>"),
        "no_table " + _DAMAGED + " " + _MANY),
    "空行百万.xlsx": (lambda: xlsx("<row/>" * 1_000_000), "no_table " + _MANY),
    "空格二十万.xlsx": (lambda: xlsx("<row>" + "<c/>" * 1_900_000 + "</row>"), "no_table " + _MANY),
    "编码UTF16.xlsx": (
        lambda: xlsx(sheet_xml(cell("XFD1048576")).decode().replace("UTF-8", "UTF-16")
                     .encode("utf-16")), "no_table " + _DAMAGED + " " + _MANY),
    "编码谎报.xlsx": (
        lambda: xlsx(sheet_xml(cell("A1")).replace(b"UTF-8", b"nosuch")), "no_table " + _DAMAGED),
    "位置写成引用.xlsx": (
        lambda: xlsx(cell("&#88;FD1048576")), "no_table " + _DAMAGED + " " + _MANY),
    "注释五兆.xlsx": (lambda: xlsx(f"<!--{'x' * 5_000_000}-->"), "no_table"),
    "日期天文数字.xlsx": (lambda: _dates("9" * 18), "no_table " + _DAMAGED),
    "日期负数.xlsx": (lambda: _dates("-99999999"), "no_table " + _DAMAGED),
    "日期无穷.xlsx": (lambda: _dates("1e308"), "no_table " + _DAMAGED),
    "日期非数.xlsx": (lambda: _dates("NaN"), "no_table " + _DAMAGED),
    "带宏.xlsx": (
        lambda: with_more(good_xlsx(), {"xl/vbaProject.bin": bytes(range(256)) * 40}), "read"),
    "动态数据交换.xlsx": (
        lambda: xlsx('<row r="1"><c r="A1"><f>cmd|\'/c calc\'!A0</f><v>1</v></c></row>'),
        "no_table"),
    "假的二进制工作簿.xlsb": (
        lambda: xlsx(book=None, **{"xl/workbook.bin": bytes(range(256)) * 40}), _DAMAGED),
    "同时是文档.xlsx": (
        lambda: xlsx(**{"word/document.xml": b"<w/>"}), "no_table " + _DAMAGED),
}  # fmt: skip

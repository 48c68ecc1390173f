"""The cover of the data pack, which says what its numbers rest on, and its list of definitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

import pandas as pd

from ledger import metrics
from ledger.plan import Plan
from ledger.questions import SQL
from reports.cells import height_for
from reports.data_pack_book import PackBook
from reports.seen import STAMP, Seen

COVER, DEFINITIONS, MATRIX = "封面", "口径", "单位×任务"
_LABEL_WIDTH, _VALUE_WIDTH = 22.0, 90.0
_FIXED = ((MATRIX, "各单位各任务的灯和状态"), (DEFINITIONS, "每张表、每个步骤的定义"))


def write_cover(
    book: PackBook,
    plan: Plan,
    frames: Mapping[str, pd.DataFrame],
    seen: Seen,
    sheets: Sequence[tuple[str, str, int]],
) -> None:
    """Add the cover: what is seen and by which definitions, then the sheets (name, title, rows)."""
    sheet = book.add_sheet(COVER, (_LABEL_WIDTH, _VALUE_WIDTH))
    book.put_text(sheet, 0, 0, f"{plan.setting('plan_name')}评估数据", "title")
    sheet.set_row(0, 30)
    row = 2
    for label, text in _facts(plan, frames, seen):
        book.put_text(sheet, row, 0, label, "heading")
        book.put_text(sheet, row, 1, text, "text")
        sheet.set_row(row, height_for(text, _VALUE_WIDTH))
        row += 1
    book.put_text(sheet, row + 1, 0, "工作表", "heading")
    book.put_text(sheet, row + 1, 1, "内容", "heading")
    listed = [(name, f"{title}（{rows}行）") for name, title, rows in sheets]
    for number, (name, words) in enumerate([*listed, *_FIXED], start=row + 2):
        sheet.write_url(number, 0, f"internal:'{name}'!A1", book.look("link"), name)
        book.put_text(sheet, number, 1, words, "text")


def _facts(plan: Plan, frames: Mapping[str, pd.DataFrame], seen: Seen) -> Iterator[tuple[str, str]]:
    yield "方案", f"{plan.setting('plan_name')}（{plan.setting('plan_document')}）"
    yield "数据截至", f"{seen.as_of}（含当日收到的台账，按收到日期）"
    yield "登记截至", seen.known_words
    yield "判定规则版本", seen.rules_words(frames["entries"])
    lagging, ledgers = frames["lagging"], frames["submissions"]
    reporting = ledgers[ledgers.is_current].unit.isin(lagging.unit)
    received = ledgers[ledgers.is_current][reporting]
    yield (
        "单位",
        f"应报{len(lagging)}个，报过台账{received.unit.nunique()}个，现行台账{len(received)}份",
    )
    yield "口径校验值", f"{_digest_of_definitions()}（查询定义有改动即不同）"
    yield "方案校验值", f"{_digest(plan.model_dump_json())}（方案事实和阈值有改动即不同）"
    yield (
        "如何复现",
        "同一截至日、登记截至和规则版本，校验值相同的，各表逐格相同；只有生成时间不同。",
    )
    yield STAMP, seen.stamp_words


def write_definitions(book: PackBook) -> None:
    """Add the sheet with the definition of every question and step."""
    widths = (26.0, 26.0, 110.0)
    sheet = book.add_sheet(DEFINITIONS, widths)
    for column, heading in enumerate(("名称", "题目", "定义")):
        book.put_text(sheet, 0, column, heading, "heading")
    for row, definition in enumerate(metrics.definitions(), start=1):
        for column, text in enumerate((definition.name, definition.title, definition.text)):
            book.put_text(sheet, row, column, text, "text")
        sheet.set_row(row, height_for(definition.text, widths[-1]))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, len(metrics.definitions()), len(widths) - 1)


def _digest_of_definitions() -> str:
    texts = [path.name + path.read_text(encoding="utf-8") for path in sorted(SQL.glob("*.sql"))]
    return _digest("".join(texts))


def _digest(text: str) -> str:
    return blake2b(text.encode(), digest_size=6).hexdigest()

"""The circulated form with a few answers of every kind, as the format tests expect it read.

The files under `fixtures/` are this workbook, saved by LibreOffice as .xls, .ods and .xlsx with no
author: `python -m tests.ingest.filled_form FOLDER` writes the workbook to be converted.
"""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from tests.ingest.workbooks import PRINTED_FORM, saved

FIXTURES = Path(__file__).parent / "fixtures"

TEXTS = {
    "A2": "填报单位：揭东区交通运输局（盖章）",
    "E4": "1. 组织培训3次。\n2. “双随机”检查46次，占比<85%>；已完成。",
    "E6": "  前后有空格  ",
    "E12": "🚚 已完成",
    "A41": "联系人：张某某\t13800000000",
}
# Cell: (value written, number format, text expected)
VALUES = {
    "E5": (46, "General", "46"),
    "E7": (0.855, "0.0%", "85.5%"),
    "E8": (date(2024, 6, 30), 'yyyy"年"m"月"d"日"', "2024-06-30"),
    "E9": (datetime(2024, 6, 30, 8, 5), "yyyy-mm-dd hh:mm", "2024-06-30 08:05:00"),
    "E13": (1234.5, "#,##0.00", "1234.5"),
    "E14": ("=1/0", "General", "#DIV/0!"),
    "E15": ('="已完成"&1+1&"项"', "General", "已完成2项"),
    "E16": ("=1/4", "0%", "25%"),
}
STRUCK = {"E22": "已作废", "E24": "后一半"}
HIDDEN_ROW, HIDDEN_SHEET = 26, "藏"
MERGED = "E33:E34"


def filled_form() -> bytes:
    """Return the workbook, its formulas without results as openpyxl leaves them."""
    book = load_workbook(PRINTED_FORM)
    sheet = book.worksheets[0]
    for place, text in TEXTS.items():
        sheet[place] = text
    for place, (value, number_format, _) in VALUES.items():
        sheet[place] = value
        sheet[place].number_format = number_format
    sheet["E22"] = STRUCK["E22"]
    sheet["E22"].font = Font(strike=True)
    struck = TextBlock(InlineFont(strike=True), STRUCK["E24"])
    sheet["E24"] = CellRichText(TextBlock(InlineFont(b=True), "前一半，"), struck)
    sheet["E26"] = "藏起来的一行"
    sheet.row_dimensions[HIDDEN_ROW].hidden = True
    sheet["G5"] = "藏起来的一列"
    sheet.column_dimensions["G"].hidden = True
    sheet["E33"] = "两项合填一格"
    sheet.merge_cells(MERGED)
    book.create_sheet(HIDDEN_SHEET)["A1"] = "字"
    book[HIDDEN_SHEET].sheet_state = "hidden"
    book.properties.creator = None
    return saved(book)


if __name__ == "__main__":
    (Path(sys.argv[1]) / "printed_form.xlsx").write_bytes(filled_form())

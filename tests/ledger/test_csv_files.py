"""CSV files as office software saves them, and the dates in them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.csv_files import parse_date, read_csv, read_table
from ledger.errors import UserError

TEXT = "file,unit\r\n一.xlsx,揭东区交通运输局\r\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_three_encodings_read_alike(tmp_path: Path, encoding: str) -> None:
    """UTF-8 with and without BOM and GB18030 give the same rows."""
    path = tmp_path / "manifest.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert read_csv(path) == [{"file": "一.xlsx", "unit": "揭东区交通运输局"}]


def test_line_numbers_count_what_the_user_sees(tmp_path: Path) -> None:
    """Blank rows are left out but counted, a cell of two lines counts as two."""
    path = tmp_path / "rows.csv"
    path.write_text('a,b,\n 1 ,"x\ny"\n,,\n2\n', encoding="utf-8")
    table = read_table(path)
    assert table.columns == ("a", "b")
    assert table.rows == ((2, {"a": "1", "b": "x\ny"}), (5, {"a": "2", "b": ""}))


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b"", "csv_format", "缺列名行"),
        (b"a,a\n1,2\n", "csv_format", "重复"),
        (b"a,,b\n1,2,3\n", "csv_format", "空缺"),
        (b"a,b\n1,2\n1,2,3\n", "csv_format", "第3行"),
        (b'a,b\n1,2\n"1,2\n', "csv_format", "第3行"),
        (b"a,b\n\xff\xff\xff,2\n", "csv_encoding", "编码"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, data: bytes, code: str, place: str) -> None:
    """What cannot be read as CSV raises an error with the file and, if known, the line."""
    path = tmp_path / "broken.csv"
    path.write_bytes(data)
    with pytest.raises(UserError, match=place) as caught:
        read_csv(path)
    assert (caught.value.code, caught.value.place) == (code, "broken.csv")


def test_a_missing_file_or_a_folder_is_named(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is named in the error."""
    for path, code in ((tmp_path / "none.csv", "csv_absent"), (tmp_path, "csv_unreadable")):
        with pytest.raises(UserError) as caught:
            read_csv(path)
        assert (caught.value.code, caught.value.place) == (code, path.name)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_every_spelling_of_a_day_is_read(day: date) -> None:
    """ISO, slashes with and without zeros, Chinese, compact and full-width digits mean one day."""
    y, m, d = day.year, day.month, day.day
    spellings = [
        day.isoformat(),
        f"{y}/{m}/{d}",
        f"{y}-{m}-{d}",
        f"{y}/{m:02}/{d:02}",
        f"{y}年{m}月{d}日",
        f"{y}{m:02}{d:02}",
        f"  {day.isoformat()} ",
        day.isoformat().translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ]
    assert {parse_date(text) for text in spellings} == {day}


@pytest.mark.parametrize(
    "text", ["", "2024-13-01", "2024-02-30", "2024/6-30", "6月30日", "2024630", "45473", "明天"]
)
def test_what_is_no_day_is_refused(text: str) -> None:
    """Impossible, incomplete and mixed dates raise an error that shows the right form."""
    with pytest.raises(UserError, match="2024-06-30") as caught:
        parse_date(text)
    assert caught.value.code == "date_format"


@given(st.text(max_size=20))
def test_any_text_is_a_day_or_a_user_error(text: str) -> None:
    """No text makes the parser fail in another way."""
    with suppress(UserError):
        assert isinstance(parse_date(text), date)
